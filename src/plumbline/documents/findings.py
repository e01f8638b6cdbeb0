"""所见 -- a finding about a line or a unit, with its place in the source."""

from __future__ import annotations

from plumbline.documents.model import Finding, Line, Unit, type_of_finding


def in_line(
    line: Line, code: str, message: str, kind: type_of_finding = "damage", place: str = ""
) -> Finding:
    """A finding about a whole line."""
    end = line.start + len(line.text)
    return Finding(code, kind, place, message, line.number, line.start, end)


def in_unit(
    unit: Unit, code: str, message: str, kind: type_of_finding = "damage", place: str = ""
) -> Finding:
    """A finding about a unit; `place` is the address of the article in which it stands."""
    return Finding(code, kind, place, message, unit.place.line, unit.place.start, unit.place.end)
