"""抽取记录 -- a draw as a file that anybody can check: announcement, lists, seed, result, as JSON.

Everything in it is a line of text as it is hashed, with tabulators between its parts. One program,
`verify.py` or `verify.js`, needs nothing else but the hash of the announcement, which stands in the
log (docs/draws.md, the record).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from plumbline.draw.announcement import FORM, Announcement, announce, read_day, read_plan
from plumbline.draw.drawing import Result
from plumbline.draw.faults import DrawFault, shown
from plumbline.draw.lists import (
    FORMS,
    Avoidance,
    Exclusion,
    Inspector,
    Lists,
    Target,
    check_lines,
)

LARGEST: Final = 1 << 29
"""Bytes of a record that is read: some five million targets."""


def announced(announcement: Announcement) -> dict[str, Any]:
    """What is published of an announcement, as JSON has it."""
    named = announcement.lists.named()
    return {
        "form": FORM,
        "announcement": announcement.text.splitlines(),
        **{name: [one.line for one in entries] for name, entries in named.items()},
    }


def recorded(result: Result) -> dict[str, Any]:
    """What is published of a draw, as JSON has it."""
    teams = result.staffing.teams
    return announced(result.announcement) | {
        "seed": result.seed,
        "witnesses": list(result.witnesses),
        "result": [
            f"{one.target.id}\t{one.ticket}\t{one.number}\t{','.join(team)}"
            for one, team in zip(result.drawn, teams, strict=True)
        ],
        "recusals": [f"{one.recusal.line}\t{one.instead}" for one in result.staffing.replacements],
    }


def written(record: Mapping[str, Any]) -> str:
    """A record as the text of its file, each line of a list on a line of its own."""
    return json.dumps(record, ensure_ascii=False, indent=0) + "\n"


def read(data: bytes, place: str) -> dict[str, Any]:
    """The record that a file holds. Raises DrawFault, which names the place in the file."""
    if len(data) > LARGEST:
        raise DrawFault(place, f"{len(data)} bytes", f"{LARGEST} at most")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise DrawFault(f"{place}, byte {fault.start}", "another code", "UTF-8") from None
    except json.JSONDecodeError as fault:
        raise DrawFault(f"{place}, line {fault.lineno}", fault.msg, "JSON") from None
    except (RecursionError, ValueError):  # lists in lists, numbers of thousands of digits
        raise DrawFault(place, "JSON without measure", "a record of a draw") from None
    if not isinstance(found, dict) or found.get("form") != FORM:
        raise DrawFault(f"{place}, form", "another", FORM)
    return found


def announcement_in(record: Mapping[str, Any]) -> Announcement:
    """The announcement of a record, made again from its plan and lists. Raises DrawFault where it
    cannot be, or does not say what the record says."""
    said = lines_in(record, "announcement")
    plan = read_plan("".join(f"{one}\n" for one in said))
    found = announce(plan, _lists(record))
    for number, (here, made) in enumerate(zip(said, found.text.splitlines(), strict=False), 1):
        if here != made:
            raise DrawFault(f"announcement, line {number}", shown(here), made)
    if len(said) != found.text.count("\n"):
        raise DrawFault("announcement", f"{len(said)} lines", found.text.count("\n"))
    return found


def seed_in(record: Mapping[str, Any]) -> str:
    """The seed of a record. Raises DrawFault where there is none."""
    found = record.get("seed")
    if not isinstance(found, str):
        raise DrawFault("seed", shown(found), "a text")
    return found


def lines_in(record: Mapping[str, Any], name: str) -> list[str]:
    """The lines of a list of a record. Raises DrawFault where there are none."""
    found = record.get(name)
    if not isinstance(found, list):
        raise DrawFault(name, type(found).__name__, "a list of lines")
    for number, one in enumerate(found, 1):
        if not isinstance(one, str):
            raise DrawFault(f"{name}, line {number}", shown(one), "a text")
    return found


def _lists(record: Mapping[str, Any]) -> Lists:
    named = {name: lines_in(record, name) for name in FORMS}
    for name, lines in named.items():
        check_lines(name, lines)
    return Lists(
        tuple(Target(*one.split("\t")) for one in named["targets"]),
        _inspectors(named["inspectors"]),
        tuple(Exclusion(*one.split("\t")) for one in named["exclusions"]),
        tuple(Avoidance(*one.split("\t")) for one in named["avoidances"]),
    )


def _inspectors(lines: Sequence[str]) -> tuple[Inspector, ...]:
    found = []
    for number, line in enumerate(lines, 1):
        id, certificate, until, fields = line.split("\t")
        day = read_day(until, f"inspectors, line {number}, valid until")
        found.append(Inspector(id, certificate, day, tuple(filter(None, fields.split(",")))))
    return tuple(found)
