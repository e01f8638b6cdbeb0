"""读取 -- a form's body, from TOML to a Form; every fault is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from plumbline.papers.form import (
    FIELD,
    HEADS,
    KINDS,
    LOOKS,
    PLACES,
    Asked,
    Block,
    Form,
    Head,
    Kind,
    Look,
    Place,
    Sign,
)
from plumbline.papers.style import Style
from plumbline.procedure.definition import FIELD_TYPES, Basis, FieldType
from plumbline.procedure.reading import DefinitionFault, Table

_WIDEST: Final = 6
"""The most cells that a row of a table may have on paper of this width."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the page and the names of folder and file say of a form."""

    id: str
    title: str
    from_day: date
    file: str
    basis: Basis
    free: bool = False


def read_form(identity: Identity, body: Mapping[str, Any], style: Style) -> Form:
    """A form from its parsed body. Raises DefinitionFault with a line for each fault."""
    faults: list[str] = []
    top = Table(dict(body), identity.file, faults)
    form = Form(
        id=identity.id,
        title=identity.title,
        from_day=identity.from_day,
        file=identity.file,
        basis=identity.basis,
        style=style,
        head=cast("Head", top.choice("head", HEADS, default=HEADS[0])),
        organ=_words(top, "organ"),
        number=_words(top, "number"),
        to=_words(top, "to"),
        blocks=tuple(_block(table) for table in top.rows("block")),
        attachments=_several(top, "attachments"),
        sign=_sign(top),
        copies=_words(top, "copies"),
        asks={id: _asked(id, table) for id, table in top.inner("field")},
        free=identity.free,
        whole=top.yes("whole"),
    )
    if not form.blocks:
        top.fault("block", None, "at least one [[block]]")
    if form.head != "none" and not form.organ:
        top.fault("organ", None, "the organ whose name stands on top, or head = 'none'")
    top.close()
    if faults:
        raise DefinitionFault(dict.fromkeys(faults))
    return form


def _block(table: Table) -> Block:
    """One `[[block]]`: exactly one of the kinds, and when it is shown."""
    kinds = [one for one in KINDS if one in table]
    if len(kinds) != 1:
        table.fault("", kinds or None, f"exactly one of {', '.join(KINDS)}")
    kind = cast("Kind", kinds[0] if kinds else KINDS[0])
    is_rows = kind in ("table", "persons")
    block = Block(
        kind=kind,
        words=_caption(table) if kind == "persons" else () if is_rows else _several(table, kind),
        rows=_rows(table, "rows" if kind == "persons" else kind) if is_rows else (),
        of=table.text(kind, needed=True) if kind == "persons" else "",
        place=cast("Place", table.choice("place", PLACES, default=PLACES[0])),
        look=cast("Look", table.choice("look", LOOKS, default=LOOKS[0])),
        when=table.when(),
        given=table.texts("given"),
        without=table.texts("without"),
    )
    if not (block.words or block.rows):
        table.fault(kind, None, "words")
    for key, kinds_of_it in (("place", ("text",)), ("look", ("persons",))):
        if key in table and kind not in kinds_of_it:
            table.fault(key, kind, f"it with {', '.join(kinds_of_it)} only")
    table.close()
    return block


def _caption(table: Table) -> tuple[str, ...]:
    """What persons are called, such as 申请人."""
    title = table.text("title", needed=True)
    _braces(table, "title", title)
    return (title,) if title else ()


def _rows(table: Table, key: str) -> tuple[tuple[str, ...], ...]:
    """Rows of texts: label and words in turn; for persons, label and the name of a particular."""
    found = table.take(key)
    if not isinstance(found, list) or not all(_is_row(row) for row in found):
        table.fault(key, found, f"rows such as [['label', 'words']], of 2 to {_WIDEST} cells")
        return ()
    for row in found:
        for cell in row:
            _braces(table, key, cell)
    return tuple(tuple(row) for row in found)


def _is_row(row: object) -> bool:
    if not isinstance(row, list) or len(row) % 2 or not 2 <= len(row) <= _WIDEST:
        return False
    return all(isinstance(cell, str) for cell in row)


def _sign(top: Table) -> Sign | None:
    if "sign" not in top:
        return None
    table = Table(top.take("sign"), f"{top.where}: sign", top.faults)
    by, label = _words(table, "by"), _words(table, "label")
    sign = Sign(by, label, _words(table, "on"), table.yes("seal"))
    if not (by or label):
        table.fault("by", None, "the organ that signs, or label with who does")
    table.close()
    return sign


def _asked(id: str, table: Table) -> Asked:
    """One `[field.id]` of a form: with a type it is written by whoever drafts the paper."""
    days, due = table.texts("day_of"), table.text("due")
    computed = bool(days or due)
    default = "day" if computed else ""
    stated = table.take("options")
    options = {one: f"{said}" for one, said in (stated or {}).items()}
    asked = Asked(
        id=id,
        title=table.text("title", needed=True),
        type=cast("FieldType", table.choice("type", FIELD_TYPES, default=default)),
        day_of=days,
        due=due,
        many=table.yes("many"),
        options=options,
    )
    if bool(days) and bool(due):
        table.fault("due", due, "one of day_of and due")
    if computed and asked.type != "day":
        table.fault("type", asked.type, "day, or leave it out")
    if (asked.type == "choice") != bool(options):
        table.fault("options", stated, "options for a choice, and for nothing else")
    table.close()
    return asked


def _words(table: Table, key: str) -> str:
    words = table.text(key)
    _braces(table, key, words)
    return words


def _several(table: Table, key: str) -> tuple[str, ...]:
    found = table.texts(key)
    for words in found:
        _braces(table, key, words)
    return found


def _braces(table: Table, key: str, words: str) -> None:
    """Note a brace that is not of a field."""
    rest = FIELD.sub("", words)
    if "{" in rest or "}" in rest:
        table.fault(key, words, "fields in braces, such as {applicant}, and no other brace")
