"""程序 -- finds the definitions of procedures: `<root>/<place>/procedures/<name>/<day>.{md,toml}`.

Roots are searched in their order, the package's own first, and places from the general to the
particular (cn, then cq). A body found later is laid over the one before it: it says only what is
different, and its page says `because`. Guards are Python of the package only.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from plumbline.clock import Clocks
from plumbline.law.layers import GUARDS, Layer, laid_over, layers, parsed, title_of
from plumbline.procedure import Definition, DefinitionFault, Identity, Sources, check, read
from plumbline.procedure.check import Resolver
from plumbline.procedure.definition import Guard

ROOT: Final = Path(__file__).resolve().parent
"""The package's own content."""

KIND: Final = "procedures"
WORDS: Final = "words.toml"


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure: its texts by day of effect, and the pages that explain and test them."""

    name: str
    definitions: Mapping[date, Definition]
    pages: Mapping[date, tuple[Path, ...]]


def load_procedures(
    clocks: Clocks,
    *,
    added: Sequence[Path] = (),
    places: Sequence[str] = ("cn",),
    resolves: Resolver | None = None,
) -> Mapping[str, Procedure]:
    """Every procedure of the places, by name, each definition checked.

    `added` are content roots after the package's own. Raises DefinitionFault with a line for each
    fault of whichever definition, and ContentFault when a page has no identity.
    """
    folders = [root / place / KIND for root in (ROOT, *added) for place in places]
    found = [folder for folder in folders if folder.is_dir()]
    words = _words(found)
    names = sorted({one.name for folder in found for one in folder.iterdir() if one.is_dir()})
    loader = _Loader(clocks, words, resolves)
    procedures: dict[str, Procedure] = {}
    faults: list[str] = []
    for name in names:
        try:
            procedures[name] = loader.procedure(name, [folder / name for folder in found])
        except DefinitionFault as fault:
            faults += fault.faults
    if faults:
        raise DefinitionFault(faults)
    return MappingProxyType({name: one for name, one in procedures.items() if one.definitions})


def _words(folders: Iterable[Path]) -> dict[str, str]:
    """The words of general refusals and of drawings; a later folder replaces single ones."""
    words: dict[str, str] = {}
    for folder in folders:
        if (folder / WORDS).is_file():
            tables = parsed(folder / WORDS).values()
            words |= {key: f"{said}" for table in tables for key, said in table.items()}
    return words


@dataclass(frozen=True, slots=True)
class _Loader:
    """Reads one procedure after another with the same clocks and words."""

    clocks: Clocks
    words: Mapping[str, str]
    resolves: Resolver | None

    def procedure(self, name: str, folders: Sequence[Path]) -> Procedure:
        """One procedure from its folders, the general one first."""
        found = [layer for folder in folders if folder.is_dir() for layer in layers(folder)]
        guards = _guards(folders)
        days = sorted({layer.day for layer in found})
        by_day = {day: [one for one in found if one.day == day] for day in days}
        return Procedure(
            name,
            {day: self.definition(name, ones, guards) for day, ones in by_day.items()},
            {day: tuple(one.page for one in ones) for day, ones in by_day.items()},
        )

    def definition(
        self, name: str, layers: Sequence[Layer], guards: Mapping[str, Guard]
    ) -> Definition:
        """One text: the first body with the later ones laid over it, read and checked."""
        body: dict[str, Any] = {}
        for number, layer in enumerate(layers):
            title = title_of(layer, name, is_over=number > 0)
            body = laid_over(body, parsed(layer.body))
        file = f"{name}/{layers[-1].body.name}"
        identity = Identity(name, title, layers[0].day, file)
        definition = read(identity, body, Sources(self.clocks, guards, self.words))
        faults = check(definition, self.resolves)
        if faults:
            raise DefinitionFault(faults)
        return definition


def _guards(folders: Sequence[Path]) -> dict[str, Guard]:
    """The guards of a procedure: functions of the package's own modules."""
    found: dict[str, Guard] = {}
    for folder in folders:
        for file in sorted(folder.glob(GUARDS)):
            if ROOT not in folder.parents:
                place = f"{folder.name}/{file.name}"
                raise DefinitionFault(
                    [f"{place}: is Python in an added root; write pages and TOML only"]
                )
            path = ".".join(("plumbline", "law", *folder.relative_to(ROOT).parts, file.stem))
            module = importlib.import_module(path)
            found |= {
                name: one
                for name, one in vars(module).items()
                if getattr(one, "__module__", "") == path and not name.startswith("_")
            }
    return found
