"""类案审理标准 -- checklists for cases of one kind, each question tied to its article.

They lie in `<root>/<place>/checks/<procedure>/<kind>/<day>.{md,toml}`. A checklist decides nothing:
whoever handles the case answers it, and the answers are recorded in the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from plumbline.law.layers import Layer, laid_over, layers, parsed, title_of
from plumbline.procedure.check import Resolver
from plumbline.procedure.definition import Basis
from plumbline.procedure.reading import DefinitionFault, Table

ROOT: Final = Path(__file__).resolve().parent
"""The package's own content."""

KIND: Final = "checks"


@dataclass(frozen=True, slots=True)
class Item:
    """One question, answered with met or unmet; it is asked about what a paper or a step shows."""

    id: str
    question: str
    about: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Standard:
    """类案审理标准 -- the checklist for cases of a kind as from a day.

    `applies` holds the options of the case's field `act_kind` that it is for; `page` explains it.
    """

    code: str
    title: str
    from_day: date
    applies: tuple[str, ...]
    items: tuple[Item, ...]
    page: Path

    @property
    def name(self) -> str:
        """As a case records it: penalty@2024-01-01."""
        return f"{self.code}@{self.from_day}"


Standards = Mapping[str, Mapping[date, Standard]]
"""By code, then by day of effect."""


def load_standards(
    procedure: str,
    *,
    added: Sequence[Path] = (),
    places: Sequence[str] = ("cn",),
    resolves: Resolver | None = None,
) -> Standards:
    """Every checklist for cases of a procedure. `added` are content roots after the package's own.

    Raises DefinitionFault with a line for each fault, and ContentFault when a page has no identity.
    """
    folders = [root / place / KIND / procedure for root in (ROOT, *added) for place in places]
    found: dict[str, dict[date, list[Layer]]] = {}
    for folder in (one for top in folders if top.is_dir() for one in sorted(top.iterdir())):
        for layer in layers(folder) if folder.is_dir() else ():
            found.setdefault(folder.name, {}).setdefault(layer.day, []).append(layer)
    faults: list[str] = []
    read = {
        code: {day: _standard(code, ones, resolves, faults) for day, ones in sorted(days.items())}
        for code, days in sorted(found.items())
    }
    if faults:
        raise DefinitionFault(dict.fromkeys(faults))
    return MappingProxyType(read)


def fitting(standards: Standards, act_kind: str, day: date) -> tuple[Standard, ...]:
    """The checklists in force on a day for cases about an act of a kind."""
    begun = ([one for start, one in days.items() if start <= day] for days in standards.values())
    latest = (max(ones, key=lambda one: one.from_day) for ones in begun if ones)
    return tuple(one for one in latest if act_kind in one.applies)


def _standard(
    code: str, ones: Sequence[Layer], resolves: Resolver | None, faults: list[str]
) -> Standard:
    """One checklist: the first body with the later ones laid over it."""
    body: dict[str, Any] = {}
    for layer in ones:
        title = title_of(layer, code, is_over=layer is not ones[0])
        body = laid_over(body, parsed(layer.body))
    last = ones[-1]
    table = Table(body, f"{code}/{last.body.name}", faults)
    standard = Standard(
        code=code,
        title=title,
        from_day=last.day,
        applies=table.texts("applies"),
        items=tuple(_item(id, one) for id, one in table.inner("item")),
        page=last.page,
    )
    for key, allowed in (("applies", "the kinds of act it is for"), ("item", "tables [item.name]")):
        if not body.get(key):
            table.fault(key, None, allowed)
    table.close()
    faults += _unresolved(standard, table.where, resolves) if resolves else []
    return standard


def _item(id: str, table: Table) -> Item:
    item = Item(
        id=id,
        question=table.text("question", needed=True),
        about=table.text("about", needed=True),
        basis=table.basis(),
    )
    table.close()
    return item


def _unresolved(standard: Standard, where: str, resolves: Resolver) -> list[str]:
    day, allowed = standard.from_day, "write a provision in force on"
    return [
        f"{where}: item '{item.id}': basis is {one!r}; {allowed} {day}, or its mark"
        for item in standard.items
        if not item.basis.unverified
        for one in item.basis.provisions
        if not resolves(one, day)
    ]
