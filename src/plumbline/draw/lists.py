"""名录 -- who may be drawn, who may inspect them, who is left out and who keeps away.

优化营商环境条例#54 asks for targets and inspectors that are drawn at random from lists. A list is
text of a fixed form, a line for each entry, so that one hash stands for it before anybody can know
what will be drawn from it (docs/draws.md, the lists).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import ge
from typing import Final, Protocol

from plumbline.draw.faults import DrawFault, shown

ID: Final = "[^\0-\x20\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff,]{1,200}"
"""What names somebody or a class: 1 to 200 characters, no space, no comma, no control character."""
WORDS: Final = (
    "[^\0-\x20\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]"
    "[^\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]{0,999}"
)
"""A reason or a name: 1 to 1,000 characters on one line, the first of them no space."""
DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ALLOWED: Final = {
    ID: "1 to 200 characters, no space, no comma",
    WORDS: "1 to 1,000 characters on one line, no space before them",
}


class Entry(Protocol):
    """What stands on a line of a list."""

    @property
    def line(self) -> str:
        """The line, without its end."""


@dataclass(frozen=True, slots=True)
class Target:
    """检查对象: who may be drawn. Targets are drawn apart in each `stratum`; `risk` is the class of
    credit and risk, which decides the weight; `field` is what an inspector must be able to inspect,
    or empty.
    """

    id: str
    stratum: str = "-"
    risk: str = "-"
    field: str = ""

    @property
    def line(self) -> str:
        """The line of the list."""
        return f"{self.id}\t{self.stratum}\t{self.risk}\t{self.field}"


@dataclass(frozen=True, slots=True)
class Inspector:
    """执法人员: who may be sent, with their certificate, its last day, and the fields in which they
    may inspect."""

    id: str
    certificate: str
    valid_until: date
    fields: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The line of the list."""
        return f"{self.id}\t{self.certificate}\t{self.valid_until}\t{','.join(self.fields)}"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Somebody who is on the register and may not be drawn, and why."""

    id: str
    reason: str

    @property
    def line(self) -> str:
        """The line of the list."""
        return f"{self.id}\t{self.reason}"


@dataclass(frozen=True, slots=True)
class Avoidance:
    """回避: an inspector who is not sent to a target, and why (行政处罚法#43)."""

    target: str
    inspector: str
    reason: str

    @property
    def line(self) -> str:
        """The line of the list."""
        return f"{self.target}\t{self.inspector}\t{self.reason}"


@dataclass(frozen=True, slots=True)
class Form:
    """How a line of a list is written: its parts, each with its pattern, between tabulators; the
    first `keys` of them name the entry."""

    parts: tuple[tuple[str, str], ...]
    keys: int = 1

    @property
    def pattern(self) -> str:
        """The pattern of a whole line."""
        return "\t".join(pattern for _part, pattern in self.parts)


FORMS: Final = {
    "targets": Form((("id", ID), ("stratum", ID), ("risk", ID), ("field", f"(?:{ID})?"))),
    "inspectors": Form(
        (("id", ID), ("certificate", ID), ("valid until", DAY), ("fields", f"(?:{ID}(?:,{ID})*)?"))
    ),
    "exclusions": Form((("id", ID), ("reason", WORDS))),
    "avoidances": Form((("target", ID), ("inspector", ID), ("reason", WORDS)), 2),
}
"""The four lists of a draw, in the order in which an announcement names them."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What is drawn from: each list in ascending order of its ids."""

    targets: tuple[Target, ...]
    inspectors: tuple[Inspector, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    avoidances: tuple[Avoidance, ...] = ()

    def named(self) -> dict[str, Sequence[Entry]]:
        """Each list by its name."""
        return {
            "targets": self.targets, "inspectors": self.inspectors,
            "exclusions": self.exclusions, "avoidances": self.avoidances,
        }  # fmt: skip


def digest(lines: Iterable[str]) -> str:
    """The hash of a list: SHA-256 over its lines in their order, each with its end, as lower-case
    hexadecimal. It is what `sha256sum` says of the list as a file."""
    return hashlib.sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest()


def check_lines(name: str, lines: Sequence[str]) -> None:
    """Raises DrawFault where a line cannot stand in the list of that name, or not there."""
    form = FORMS[name]
    fits = re.compile(form.pattern).fullmatch
    for number, line in enumerate(lines, 1):
        if not fits(line):
            raise _fault_of(form, line, f"{name}, line {number}")
    keys = [one.split("\t", form.keys)[: form.keys] for one in lines]
    if any(map(ge, keys, keys[1:])):
        at = next(at for at, key in enumerate(keys) if at and keys[at - 1] >= key)
        what = "again" if keys[at] == keys[at - 1] else f"after {shown(keys[at - 1][0])}"
        raise DrawFault(
            f"{name}, line {at + 1}", f"{shown(keys[at][0])} {what}", "ascending order, each once"
        )


def _fault_of(form: Form, line: str, place: str) -> DrawFault:
    parts = line.split("\t")
    for (part, pattern), found in zip(form.parts, parts, strict=False):
        if not re.fullmatch(pattern, found):
            return DrawFault(f"{place}, {part}", shown(found), _ALLOWED.get(pattern, pattern))
    wanted = ", ".join(part for part, _pattern in form.parts)
    return DrawFault(place, f"{len(parts)} parts", wanted)


def check_words(text: str, place: str) -> None:
    """Raises DrawFault for what are no words on one line."""
    if not re.fullmatch(WORDS, text):
        raise DrawFault(place, shown(text), _ALLOWED[WORDS])


def check_id(text: str, place: str) -> None:
    """Raises DrawFault for what cannot name anybody."""
    if not re.fullmatch(ID, text):
        raise DrawFault(place, shown(text), _ALLOWED[ID])


def check_apart(lists: Lists) -> None:
    """Raises DrawFault where somebody excluded can be drawn, or an avoidance is of nobody."""
    drawn = {one.id for one in lists.targets}
    for number, one in enumerate(lists.exclusions, 1):
        if one.id in drawn:
            found = f"{shown(one.id)}, which is a target"
            raise DrawFault(f"exclusions, line {number}", found, "who is no target")
    sent = {one.id for one in lists.inspectors}
    for number, pair in enumerate(lists.avoidances, 1):
        if pair.target not in drawn or pair.inspector not in sent:
            found = f"{shown(pair.target)} and {shown(pair.inspector)}"
            allowed = "a target and an inspector of the lists"
            raise DrawFault(f"avoidances, line {number}", found, allowed)
