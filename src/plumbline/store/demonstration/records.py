"""演示案卷 -- the files of cases as they are written: an event a line, the cases of a month a file.

A line names its case by a key, persons by the name they sign in with, other cases and events by
their keys and numbers; the ids that the log knows are made from these, the same on every machine.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from plumbline.procedure import LAW
from plumbline.procedure.event import CHINA, ISSUE, VOID, Event
from plumbline.store.cases import Draft, attachments
from plumbline.store.cases.bringing_in import Recorded
from plumbline.store.cases.silence import event_id
from plumbline.store.demonstration.faults import DemonstrationFault
from plumbline.store.demonstration.people import SPACE

EVENTS: Final = "events"
CASES: Final = (
    "act_case", "norm_case", "mediation_case", "letter_case", "source_case", "merged_into",
    "merged_case",
)  # fmt: skip
"""The fields that name another case."""
Issued = Mapping[int, Mapping[str, Any]]
"""What issues of papers state besides what is written, by the places of their lines from 0 on."""
NOTHING: Final[Issued] = {}
FILES: Final = "attachments"
"""The field that states files: texts, each with its name."""
_FIRST: Final = {"procedure", "handlers"}
_ALLOWED: Final = {"case", "action", "on", "at", "by", "agency", "data", "words"} | _FIRST
_NEEDED: Final = ("case", "action", "on", "by")
_MORNING: Final = "00:30"
"""When what the law did by itself is recorded, where a line does not say."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its place, and what it says."""

    file: str
    number: int
    said: Mapping[str, Any]

    def fault(self, found: str, allowed: str) -> DemonstrationFault:
        """Why the line cannot be taken in."""
        return DemonstrationFault(
            f"{self.file}, line {self.number}: found {found}; {allowed} is allowed"
        )


@dataclass(slots=True)
class Kept:
    """A case as it is written: its key, its lines, who handles it."""

    key: str
    procedure: str
    handlers: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)

    @property
    def id(self) -> uuid.UUID:
        """The id of the case, made from its key."""
        return case_id(self.key)

    @property
    def issues(self) -> tuple[int, ...]:
        """The places, from 0, of the lines that issue a paper."""
        return tuple(place for place, line in enumerate(self.lines) if line.said["action"] == ISSUE)

    def recorded(
        self, accounts: Mapping[str, uuid.UUID], issued: Issued = NOTHING
    ) -> list[Recorded]:
        """The events as they are brought in; `accounts` are those of persons by name."""
        return [
            _recorded(self, place, accounts, (expected, issued.get(place, {})))
            for expected, place in enumerate(self._places(issued))
        ]

    def lines_of(self, issued: Issued) -> list[Line]:
        """The lines of the events as they are brought in."""
        return [self.lines[place] for place in self._places(issued)]

    def _places(self, issued: Issued) -> list[int]:
        """An issue is left out where nothing is known of its file."""
        left_out = {*self.issues} - issued.keys()
        return [place for place in range(len(self.lines)) if place not in left_out]

    def named_by(self, place: int) -> tuple[int, uuid.UUID]:
        """The place of the line that the line at a place names in `event`, and the id of its event.

        Raises DemonstrationFault where it names no line of its case.
        """
        number = self.lines[place].said.get("data", {}).get("event")
        if not isinstance(number, int) or not 0 < number <= len(self.lines):
            raise self.lines[place].fault(
                f"{number!r} in event", f"the number of one of {len(self.lines)}"
            )
        named = self.lines[number - 1].said
        on = date.fromisoformat(named["on"])
        return number - 1, _event_id(self, number - 1, named, on)


def case_id(key: str) -> uuid.UUID:
    """The id of a case, made from its key."""
    return uuid.uuid5(SPACE, f"case {key}")


def read(folder: Path) -> list[Kept]:
    """The cases of every file below a folder, in the order of the files' names.

    Raises DemonstrationFault for a line that says what no line may say.
    """
    found: dict[str, Kept] = {}
    for path in sorted((folder / EVENTS).rglob("*.jsonl")):
        for line in _lines(path, path.relative_to(folder).as_posix()):
            _put(found, line)
    return list(found.values())


def _lines(path: Path, name: str) -> Iterator[Line]:
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            said = json.loads(text)
        except json.JSONDecodeError as error:
            raise Line(name, number, {}).fault(f"{error}", "an event as JSON") from error
        line = Line(name, number, said)
        if not isinstance(said, dict) or not said.keys() <= _ALLOWED:
            unknown = sorted(said.keys() - _ALLOWED) if isinstance(said, dict) else text[:40]
            raise line.fault(f"{unknown}", ", ".join(sorted(_ALLOWED)))
        if missing := [one for one in _NEEDED if not isinstance(said.get(one), str)]:
            raise line.fault(f"nothing in {', '.join(missing)}", "a text in each")
        yield line


def _put(found: dict[str, Kept], line: Line) -> None:
    key, said = line.said["case"], line.said
    if key not in found:
        if "procedure" not in said:
            raise line.fault(f"the case {key} begun without one", "a procedure on its first line")
        found[key] = Kept(key, said["procedure"], tuple(said.get("handlers", ())))
    elif said.keys() & _FIRST:
        raise line.fault(f"{sorted(said.keys() & _FIRST)}", "them only on the first line of a case")
    found[key].lines.append(line)


def _recorded(
    kept: Kept,
    place: int,
    accounts: Mapping[str, uuid.UUID],
    more: tuple[int, Mapping[str, Any]],
) -> Recorded:
    line, (expected, stated) = kept.lines[place], more
    said = line.said
    try:
        on = date.fromisoformat(said["on"])
        at = datetime.fromisoformat(_time(said)).replace(tzinfo=CHINA)
    except ValueError as error:
        raise line.fault(f"{error}", "a day as 2026-03-04 and a time as 09:30") from error
    draft = Draft(
        id=_event_id(kept, place, said, on), case=kept.id, procedure=kept.procedure,
        action=said["action"], on=on, by=_by(line, accounts), agency=said.get("agency", ""),
        data=_data(kept, place) | dict(stated), expected=expected,
    )  # fmt: skip
    return Recorded(draft, at)


def _time(said: Mapping[str, Any]) -> str:
    """The time of recording: `at` is a time of the day `on`, or a day with its time."""
    at = said.get("at", _MORNING)
    return at if len(at) > len(_MORNING) else f"{said['on']}T{at}"


def _event_id(kept: Kept, place: int, said: Mapping[str, Any], on: date) -> uuid.UUID:
    """Its place in the case makes the id; of what the law did by itself, what the worker makes."""
    if said["by"] == LAW:
        return event_id(kept.id, Event("", said["action"], on, LAW))
    return uuid.uuid5(SPACE, f"event {kept.key} {place + 1}")


def _by(line: Line, accounts: Mapping[str, uuid.UUID]) -> str:
    """The role, and who it was: an officer by number, a person by the account."""
    role, _, name = f"{line.said['by']}".partition("/")
    return f"{role}/{accounts.get(name, name)}" if name else role


def _data(kept: Kept, place: int) -> dict[str, Any]:
    """What the event states, with the ids of the cases and of the event that it names by key, and
    its files kept.
    """
    said = kept.lines[place].said
    data = dict(said.get("data", {}))
    for name in CASES:
        if name in data:
            data[name] = str(case_id(data[name]))
    if FILES in data:
        data[FILES] = [attachments.keep(one["name"], one["text"].encode()) for one in data[FILES]]
    if said["action"] in (VOID, ISSUE):
        data["event"] = str(kept.named_by(place)[1])
    return data


def persons_in(cases: Iterable[Kept]) -> set[str]:
    """The names of whoever acts in some cases, officers and persons."""
    return {line.said["by"].partition("/")[2] for one in cases for line in one.lines} - {""}
