"""层叠 -- a page and a body of one day; a body of one place laid over that of a wider one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from plumbline.clock.tables import read_front
from plumbline.procedure import DefinitionFault

GUARDS: Final = "guards*.py"
"""The files of Python that may stand beside pages and bodies, in the package only."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A page and a body of one place."""

    day: date
    page: Path
    body: Path


def laid_over(body: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A body with another laid over it: tables are joined, everything else is replaced."""
    joined = dict(body)
    for key, value in changes.items():
        below = joined.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            value = laid_over(below, value)
        joined[key] = value
    return joined


def layers(folder: Path) -> Iterator[Layer]:
    """The pairs of page and body in a folder, by day."""
    for path in sorted(folder.iterdir()):
        if path.match(GUARDS) or path.name.startswith(("_", ".")):
            continue
        place = f"{folder.name}/{path.name}"
        if path.suffix not in (".md", ".toml"):
            raise DefinitionFault([f"{place}: is no page and no body; write .md and .toml"])
        if not path.with_suffix(".md").is_file() or not path.with_suffix(".toml").is_file():
            raise DefinitionFault([f"{place}: stands alone; write a page .md and a body .toml"])
        if path.suffix == ".toml":
            yield Layer(_day(place, path.stem), path.with_suffix(".md"), path)


def title_of(layer: Layer, code: str, *, is_over: bool) -> str:
    """The title on a page, whose code must be `code`; a page laid over another says `because`.

    Raises DefinitionFault without it, and ContentFault when the page has no identity.
    """
    front = read_front(layer.page)
    front.word("code", [code])
    title = front.text("title")
    if not front.texts("basis"):
        raise front.fault("basis", "a provision, or several in a list")
    because = front.text("because", "")
    front.done()
    if is_over and not because:
        said = f"{code}/{layer.page.name}: because is missing; write the article that allows it"
        raise DefinitionFault([said])
    return title


def _day(place: str, stem: str) -> date:
    try:
        return date.fromisoformat(stem)
    except ValueError:
        said = f"{place}: is named {stem!r}; write the day of effect, such as 2024-01-01"
        raise DefinitionFault([said]) from None


def parsed(path: Path) -> dict[str, Any]:
    """A TOML file as it is. Raises DefinitionFault when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        said = f"{path.parent.name}/{path.name}: cannot be read: {error}"
        raise DefinitionFault([said]) from None
