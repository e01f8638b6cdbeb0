"""What somebody may send in place of what a form asks for, made from the fields of a definition."""

from __future__ import annotations

import hashlib
import os
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from plumbline.procedure.definition import Action, Definition, Field
from tests import cast

EXAMPLES: Final = int(os.environ.get("PLUMBLINE_EXAMPLES", "0"))
"""How many are tried; by default few, and the same ones each time."""

SEATS: Final = {"organ": cast.DISTRICT, "institution": cast.BUREAU, "respondent": cast.ORGAN}
LONE: Final = "\ue000"
"""Stands in a form for a lone surrogate, which only the bytes that are sent can hold."""

WORDS: Final = (
    "", " ", "\t\r\n", "a\x00b", LONE, f"甲{LONE}乙", "\x01\x08\x0b\x1b", "\x7f\x85\u2028\u2029",
    "\u202egnp.exe", "\ufeff", "\ufffe\uffff", "\u0301" * 40, "😀𠮷", "ａ１",
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>", "{{ 7*7 }}{% include 'x' %}",
    "%s%(a)s{0}{a}", "'; DROP TABLE",
    "../../etc/passwd", "赵" * 19_990, "x" * 20_001, "[]", "{}",
    '{"$commitment": "sha256:x"}', "null",
)  # fmt: skip
DAYS: Final = (
    "0000-00-00", "0000-01-01", "0001-01-01", "1899-12-31", "9999-12-31", "2199-12-31",
    "1900-01-01",
    "2024-02-30", "2024-13-01", "20240304", "2024-3-4", "二〇二四年三月四日", "２０２４-０３-０４",
    "2024-03-04T00:00", "-2024-03-04", "99999-01-01",
)  # fmt: skip
NUMBERS: Final = (
    "-1", "0", "1.5", "1e3", "1e999", "1E+999999999", "-0", "NaN", "sNaN", "Infinity", "-inf",
    "9" * 15, "9" * 16, "9" * 5000, "0.001", "1_000", "１２", "²", "٣", "0x10", "1,000", "+5",
    "9007199254740993",
)  # fmt: skip
ODD: Final = st.one_of(
    st.sampled_from((*WORDS, *DAYS, *NUMBERS)),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
UNKNOWN: Final = st.sampled_from(
    ("", "__proto__", "on", "on-0", "id", "by", "agency", "hash", "number", "seq", "a\x00", "赵",
     "procedure", "requests-0", "applicant", "applicant-0", "applicant-9999_name", "reason",
     "applicant-00_name", "applicant-10000_name", "attachments-0__kept", "attachments-2__kept")
)  # fmt: skip
BUTTONS: Final = ("event", "expected", "voids", "seen", "edit", "send", "drop", "more")
BESIDE: Final = st.one_of(
    st.tuples(st.sampled_from(BUTTONS), ODD),
    st.tuples(st.just("expected"), st.sampled_from(("", "-1", "0", "1", "2", "9" * 30, "²", "１"))),
    st.tuples(st.just("event"), st.just(f"{uuid.uuid5(uuid.NAMESPACE_URL, 'a')}")),
    st.tuples(st.just("more"), st.sampled_from(("applicant", "attachments", "requests"))),
    st.tuples(UNKNOWN, ODD),
)
"""Something beside the fields: a button, what the writer saw, an id, a name that is unknown."""


def tried(few: int) -> settings:
    """So many examples, the same each time, a third of them on the second database; or as many new
    ones as PLUMBLINE_EXAMPLES says."""
    return settings(
        max_examples=EXAMPLES or (few // 3 if os.environ.get("DATABASE_URL") else few),
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@dataclass(frozen=True)
class Sent:
    """The fields of a form by name, each with what is sent for it, and a file or none."""

    pairs: list[tuple[str, str]]
    files: list[tuple[str, str, bytes]] = field(default_factory=list)

    def body(self) -> bytes:
        """As a browser sends it that sends files."""
        parts = [(f'name="{_escaped(name)}"', _bytes(value)) for name, value in self.pairs]
        parts += [
            (f'name="{_escaped(name)}"; filename="{_escaped(file)}"', data)
            for name, file, data in self.files
        ]
        lines = (
            b"--part\r\nContent-Disposition: form-data; " + _bytes(head) + b"\r\n\r\n" + data
            for head, data in parts
        )
        return b"\r\n".join((*lines, b"--part--\r\n"))

    def query(self) -> str:
        """As it stands in an address."""
        return "&".join(f"{quote(_bytes(k))}={quote(_bytes(v))}" for k, v in self.pairs)

    @property
    def typed(self) -> dict[str, str]:
        """What counts of each name: the last."""
        return dict(self.pairs)


def _bytes(words: str) -> bytes:
    return words.encode().replace(LONE.encode(), b"\xed\xa0\x80")


def _escaped(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def fitting(one: Field) -> dict[str, str]:
    """Something that a field takes, by the ends of the names under which it is sent."""
    day = timezone.localdate() - timedelta(9)
    row = "-0" if one.many else ""
    if one.type == "person":
        return {f"{row}_kind": "individual", f"{row}_name": "赵某某", f"{row}_phone": "13800000000"}
    value = {
        "day": f"{day}", "text": "撤销这个决定", "agency": SEATS.get(one.id, cast.BUREAU),
        "officer": "YB001", "choice": next(iter(one.options), ""), "money": "100.00",
        "number": f"{one.least or 1}",
        "provision": "行政复议法#30.1", "yes_no": "true", "case": "", "file": "",
        "attachment": hashlib.sha256(b"words").hexdigest(),
    }[one.type]  # fmt: skip
    return {row: value}


@st.composite
def forms(draw: st.DrawFn, definition: Definition, action: Action) -> Sent:
    """The form of an action: mostly as it should be, some of it not."""
    asked = [*action.requires, *draw(st.lists(st.sampled_from(action.allows or [""]), max_size=3))]
    pairs, files = [("on", f"{timezone.localdate()}"), ("seen", "1"), ("send", "1")], []
    for one in (definition.fields[name] for name in asked if name):
        pairs += [(one.id + end, value) for end, value in fitting(one).items()]
        if one.type == "file":
            files.append((f"{one.id}-0" if one.many else one.id, "a.txt", b"words"))
    places = st.lists(st.integers(0, len(pairs) - 1), max_size=3)
    wrong = draw(st.one_of(st.just([]), places))
    for number in wrong:
        pairs[number] = (pairs[number][0], draw(ODD))
    pairs += [(pairs[number][0], draw(ODD)) for number in wrong if draw(st.booleans())]
    pairs += draw(st.one_of(st.just([]), st.lists(BESIDE, max_size=2)))
    return Sent(pairs, files)
