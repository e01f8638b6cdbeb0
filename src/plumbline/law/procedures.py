"""程序 -- finds the definitions of procedures: `<root>/<place>/procedures/<name>/<day>.{md,toml}`.

Roots are searched in their order, the package's own first, and places from the general to the
particular (cn, then cq). A body found later is laid over the one before it: it says only what is
different, and its page says `because`. Guards are Python of the package only.
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from plumbline.clock import Clocks
from plumbline.clock.tables import read_front
from plumbline.procedure import Definition, DefinitionFault, Identity, Sources, check, read
from plumbline.procedure.check import Resolver
from plumbline.procedure.definition import Guard

ROOT: Final = Path(__file__).resolve().parent
"""The package's own content."""

KIND: Final = "procedures"
WORDS: Final = "refusals.toml"
GUARDS: Final = "guards.py"


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure: its texts by day of effect, and the pages that explain and test them."""

    name: str
    definitions: Mapping[date, Definition]
    pages: Mapping[date, tuple[Path, ...]]


@dataclass(frozen=True, slots=True)
class _Layer:
    """A page and a body of one place."""

    day: date
    page: Path
    body: Path


def load_procedures(
    clocks: Clocks,
    *,
    added: Sequence[Path] = (),
    places: Sequence[str] = ("cn",),
    resolves: Resolver | None = None,
) -> Mapping[str, Procedure]:
    """Every procedure of the places, by name, each definition checked.

    `added` are content roots after the package's own. Raises DefinitionFault with a line for each
    fault of a definition, and ContentFault when a page has no identity.
    """
    folders = [root / place / KIND for root in (ROOT, *added) for place in places]
    found = [folder for folder in folders if folder.is_dir()]
    words = _words(found)
    names = sorted({one.name for folder in found for one in folder.iterdir() if one.is_dir()})
    loader = _Loader(clocks, words, resolves)
    procedures = (loader.procedure(name, [folder / name for folder in found]) for name in names)
    return MappingProxyType({one.name: one for one in procedures if one.definitions})


def _words(folders: Iterable[Path]) -> dict[str, str]:
    """The words of the general refusals; a later folder replaces single ones."""
    words: dict[str, str] = {}
    for folder in folders:
        if (folder / WORDS).is_file():
            words |= {code: f"{said}" for code, said in _toml(folder / WORDS).items()}
    return words


@dataclass(frozen=True, slots=True)
class _Loader:
    """Reads one procedure after another with the same clocks and words."""

    clocks: Clocks
    words: Mapping[str, str]
    resolves: Resolver | None

    def procedure(self, name: str, folders: Sequence[Path]) -> Procedure:
        """One procedure from its folders, the general one first."""
        layers = [layer for folder in folders if folder.is_dir() for layer in _layers(folder)]
        guards = _guards(folders)
        days = sorted({layer.day for layer in layers})
        by_day = {day: [one for one in layers if one.day == day] for day in days}
        return Procedure(
            name,
            {day: self.definition(name, ones, guards) for day, ones in by_day.items()},
            {day: tuple(one.page for one in ones) for day, ones in by_day.items()},
        )

    def definition(
        self, name: str, layers: Sequence[_Layer], guards: Mapping[str, Guard]
    ) -> Definition:
        """One text: the first body with the later ones laid over it, read and checked."""
        body: dict[str, Any] = {}
        for number, layer in enumerate(layers):
            title = _title(layer, name, is_over=number > 0)
            body = laid_over(body, _toml(layer.body))
        file = f"{name}/{layers[-1].body.name}"
        identity = Identity(name, title, layers[0].day, file)
        definition = read(identity, body, Sources(self.clocks, guards, self.words))
        faults = check(definition, self.resolves)
        if faults:
            raise DefinitionFault(faults)
        return definition


def laid_over(body: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A body with another laid over it: tables are joined, everything else is replaced."""
    joined = dict(body)
    for key, value in changes.items():
        below = joined.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            value = laid_over(below, value)
        joined[key] = value
    return joined


def _layers(folder: Path) -> Iterator[_Layer]:
    """The pairs of page and body in a folder, by day."""
    for path in sorted(folder.iterdir()):
        if path.name == GUARDS or path.name.startswith(("_", ".")):
            continue
        place = f"{folder.name}/{path.name}"
        if path.suffix not in (".md", ".toml"):
            raise DefinitionFault([f"{place}: is no page and no body; write .md and .toml"])
        if not path.with_suffix(".md").is_file() or not path.with_suffix(".toml").is_file():
            raise DefinitionFault([f"{place}: stands alone; write a page .md and a body .toml"])
        if path.suffix == ".toml":
            yield _Layer(_day(place, path.stem), path.with_suffix(".md"), path)


def _day(place: str, stem: str) -> date:
    try:
        return date.fromisoformat(stem)
    except ValueError:
        said = f"{place}: is named {stem!r}; write the day of effect, such as 2024-01-01"
        raise DefinitionFault([said]) from None


def _title(layer: _Layer, name: str, *, is_over: bool) -> str:
    """The title on a page, whose identity must fit its folder."""
    front = read_front(layer.page)
    front.word("code", [name])
    title = front.text("title")
    front.text("basis")
    because = front.text("because", "")
    front.done()
    if is_over and not because:
        said = f"{name}/{layer.page.name}: because is missing; write the article that allows it"
        raise DefinitionFault([said])
    return title


def _guards(folders: Sequence[Path]) -> dict[str, Guard]:
    """The guards of a procedure: functions of the package's own modules."""
    found: dict[str, Guard] = {}
    for folder in folders:
        if not (folder / GUARDS).is_file():
            continue
        if ROOT not in folder.parents:
            said = f"{folder.name}/{GUARDS}: is Python in an added root; write pages and TOML only"
            raise DefinitionFault([said])
        path = ".".join(("plumbline", "law", *folder.relative_to(ROOT).parts, "guards"))
        module = importlib.import_module(path)
        found |= {
            name: one
            for name, one in vars(module).items()
            if getattr(one, "__module__", "") == path and not name.startswith("_")
        }
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        said = f"{path.parent.name}/{path.name}: cannot be read: {error}"
        raise DefinitionFault([said]) from None
