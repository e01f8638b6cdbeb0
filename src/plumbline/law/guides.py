"""指引 -- finds the guides to applications: `<root>/<place>/guides/<procedure>/<day>.{md,toml}`.

Roots are searched in their order, the package's own first, and places from the general to the
particular. A body found later is laid over the one before it of the same day; lists are replaced
as a whole, and its page says `because`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from plumbline.law.layers import Layer, laid_over, layers, parsed, title_of
from plumbline.procedure import DefinitionFault
from plumbline.procedure.competence import WAYS, Rule, Rules, Way
from plumbline.procedure.guide import Excluded, Guide, Outside, Precedence
from plumbline.procedure.reading import Table

ROOT: Final = Path(__file__).resolve().parent
"""The package's own content."""

KIND: Final = "guides"


def load_guides(
    name: str, *, added: Sequence[Path] = (), places: Sequence[str] = ("cn",)
) -> Mapping[date, Guide]:
    """The guides to a procedure by day of effect; empty when it has none.

    `added` are content roots after the package's own. Raises DefinitionFault with a line for each
    fault, and ContentFault when a page has no identity.
    """
    folders = (root / place / KIND / name for root in (ROOT, *added) for place in places)
    found = [layer for folder in folders if folder.is_dir() for layer in layers(folder)]
    days = sorted({layer.day for layer in found})
    return {day: _guide(name, [one for one in found if one.day == day]) for day in days}


def _guide(name: str, found: Sequence[Layer]) -> Guide:
    body: dict[str, Any] = {}
    title = ""
    for number, layer in enumerate(found):
        title = title_of(layer, name, is_over=number > 0)
        body = laid_over(body, parsed(layer.body))
    faults: list[str] = []
    guide = _read(name, title, found[0].day, Table(body, f"{name}/{found[-1].body.name}", faults))
    if faults:
        raise DefinitionFault(faults)
    return guide


def _read(name: str, title: str, day: date, table: Table) -> Guide:
    omission = Table(table.take("omission"), f"{table.where}: omission", table.faults)
    inaction = Table(table.take("inaction"), f"{table.where}: inaction", table.faults)
    guide = Guide(
        name, title, day,
        excluded={one.code: one for one in map(_excluded, table.rows("excluded"))},
        precedence=tuple(map(_precedence, table.rows("precedence"))),
        outside={one.code: one for one in map(_outside, table.rows("outside"))},
        inaction=inaction.texts("kinds"),
        inaction_basis=inaction.basis(),
        omission=omission.text("period", needed=True),
        omission_basis=omission.basis(),
        stated_basis=_named(omission, "stated_basis"),
        urgent_basis=_named(omission, "urgent_basis"),
        rules=_rules(table),
    )  # fmt: skip
    for one in (omission, inaction, table):
        one.close()
    return guide


def _named(table: Table, key: str) -> Any:
    """The basis that stands at another key."""
    inner = Table({"basis": table.take(key)}, f"{table.where} {key}", table.faults)
    return inner.basis()


def _excluded(row: Table) -> Excluded:
    found = Excluded(
        row.text("code", needed=True), row.text("title", needed=True), row.basis(),
        row.text("instead", needed=True), _named(row, "instead_basis"),
    )  # fmt: skip
    row.close()
    return found


def _precedence(row: Table) -> Precedence:
    found = Precedence(
        row.text("code", needed=True), row.texts("kinds"), row.text("asked"), row.basis()
    )
    row.close()
    return found


def _outside(row: Table) -> Outside:
    found = Outside(
        row.text("code", needed=True), row.text("title", needed=True),
        row.text("words", needed=True), row.basis(),
    )  # fmt: skip
    row.close()
    return found


def _rules(table: Table) -> Rules:
    institution = Table(table.take("institution"), f"{table.where}: institution", table.faults)
    endings, basis = institution.texts("endings"), institution.basis()
    institution.close()
    return Rules(tuple(_rule(row) for row in table.rows("competence")), endings, basis)


def _rule(row: Table) -> Rule:
    rule = Rule(
        code=row.text("code", needed=True),
        title=row.text("title", needed=True),
        basis=row.basis(),
        ways=tuple(_ways(row)),
        kinds=row.texts("kinds"),
        levels=row.texts("levels"),
        over_levels=row.texts("over_levels"),
        province=row.yes("province") if "province" in row else None,
        institution=row.yes("institution") if "institution" in row else None,
        instead=row.yes("instead"),
    )
    row.close()
    return rule


def _ways(row: Table) -> Iterator[Way]:
    for one in row.texts("ways"):
        if one in WAYS:
            yield cast("Way", one)
        else:
            row.fault("ways", one, f"some of {', '.join(WAYS)}")
