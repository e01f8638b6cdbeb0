"""文书式样 -- what a paper says before a case fills it: head, blocks, signature, copies.

A form is content, read from TOML. Its words hold named fields in braces, `{applicant}`, and
nothing that computes. A block that is shown only sometimes says so with `when`, `given` and
`without`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

from plumbline.papers.style import Style
from plumbline.procedure.definition import Basis, FieldType, When

Head = Literal["plain", "red", "none"]
"""What stands on top: the organ's name above the title; the organ's name in red above a red
line, as letters of an organ have it; the title alone, on a paper that a party writes."""

Kind = Literal["text", "heading", "items", "table", "persons", "signatures", "cut"]
Place = Literal["indented", "flush", "centred", "right"]
Look = Literal["table", "lines"]

HEADS: Final = get_args(Head)
KINDS: Final = get_args(Kind)
PLACES: Final = get_args(Place)
LOOKS: Final = get_args(Look)

FIELD: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A field named in words."""

GENERAL: Final[Mapping[str, FieldType]] = {
    "organ": "agency",
    "institution": "agency",
    "number": "text",
    "case_number": "text",
    "addressee": "text",
    "on": "day",
    "handlers": "text",
    "contact": "text",
}
"""What every paper may name: the organ that issues it, its institution, the number of the
paper, that of the case, whom it addresses, its day, who handles the case, how to reach them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of the form itself: written when the paper is drafted, or the day on which one of
    the actions `day_of` was done, or the day on which the clock `due` ends.
    """

    id: str
    title: str
    type: FieldType
    day_of: tuple[str, ...] = ()
    due: str = ""
    many: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the body.

    `words` are paragraphs, items, a heading, the labels of signatures or the caption of a cut;
    `rows` those of a table (label, words, label, words …) or the particulars of persons (label,
    name), who stand in the field `of`.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    of: str = ""
    place: Place = "indented"
    look: Look = "table"
    when: When = ()
    given: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def is_optional(self) -> bool:
        """Whether it is shown only in some cases."""
        return bool(self.when or self.given or self.without)

    def fields(self) -> Iterator[str]:
        """The fields whose values it prints."""
        if self.of:
            yield self.of
        cells = () if self.kind == "persons" else (cell for row in self.rows for cell in row)
        for words in (*self.words, *cells):
            yield from FIELD.findall(words)

    def asked(self) -> Iterator[str]:
        """The fields that decide whether it is shown."""
        yield from (name for name, _ in self.when)
        yield from (*self.given, *self.without)


@dataclass(frozen=True, slots=True)
class Sign:
    """署名 -- who signs: an organ by name, with room for its seal, or whoever the label says."""

    by: str = ""
    label: str = ""
    on: str = ""
    seal: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One paper as from one day. A `free` one is brought forth by no action of the procedure and
    may be written in any of its cases. A `whole` one is given out only when nothing is left empty
    on it.
    """

    id: str
    title: str
    from_day: date
    file: str
    basis: Basis
    style: Style
    head: Head
    organ: str = ""
    number: str = ""
    to: str = ""
    blocks: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    sign: Sign | None = None
    copies: str = ""
    asks: Mapping[str, Asked] = field(default_factory=dict)
    free: bool = False
    whole: bool = False

    def always(self) -> tuple[str, ...]:
        """The fields that are printed in every case."""
        lines = [self.organ, self.number, self.to, *self.attachments]
        if self.sign:
            lines += [self.sign.by, self.sign.label, self.sign.on]
        fixed = (name for words in lines for name in FIELD.findall(words))
        shown = (name for one in self.blocks if not one.is_optional for name in one.fields())
        return tuple(dict.fromkeys((*fixed, *shown)))

    def sometimes(self) -> tuple[str, ...]:
        """The fields that are printed, or looked at, only in some cases."""
        optional = (name for one in self.blocks if one.is_optional for name in one.fields())
        asked = (name for one in self.blocks for name in one.asked())
        found = dict.fromkeys((*optional, *asked, *FIELD.findall(self.copies)))
        return tuple(found)
