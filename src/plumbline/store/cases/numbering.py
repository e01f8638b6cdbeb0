"""编号 -- numbers of cases and papers are given, one after another, within the transaction.

A number that was given to an event which was not kept is given again: there are no gaps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from plumbline.procedure import Case, Definition
from plumbline.procedure.definition import Action
from plumbline.procedure.fields import is_given
from plumbline.store.models import Agency, Serial

_PLACES: Final = {"word": ".*", "year": r"(?P<year>\d{4})", "serial": r"(?P<serial>\d+)"}
"""What stands in a number in place of each name of its pattern."""


def given(definition: Definition, action: Action | None) -> tuple[str, ...]:
    """The fields of an action that are numbered, which nobody types in."""
    asked = (*action.requires, *action.allows) if action else ()
    return tuple(name for name in asked if definition.fields[name].numbered)


def numbers(case: Case, action: Action | None, data: Mapping[str, Any], on: date) -> dict[str, str]:
    """The numbers that an event is given: always where the action requires one, and where it
    allows one as long as the case has none.
    """
    found: dict[str, str] = {}
    for name in given(case.definition, action):
        is_required = action is not None and name in action.requires
        if is_required or not is_given(case.facts, name):
            agency = _seat(case, data)
            found[name] = _next(case.definition, name, agency, on)
    return found


def serial_in(pattern: str, number: str) -> tuple[int, int] | None:
    """The year and the serial that a number states which was given by a pattern."""
    wanted = re.escape(pattern)
    for name, digits in _PLACES.items():
        wanted = wanted.replace(re.escape(f"{{{name}}}"), digits)
    match = re.fullmatch(wanted, number)
    return (int(match["year"]), int(match["serial"])) if match else None


def reserve(agency: str, series: str, year: int, last: int) -> None:
    """Let an agency go on from a serial in a year at the earliest: those before are given."""
    row, _ = Serial.objects.get_or_create(agency=agency, series=series, year=year)
    Serial.objects.filter(pk=row.pk, last__lt=last).update(last=last)


def _seat(case: Case, data: Mapping[str, Any]) -> str:
    seat = case.definition.seat
    stated = data.get(seat) or case.facts.get(seat)
    return stated if isinstance(stated, str) else ""


def _next(definition: Definition, name: str, agency: str, on: date) -> str:
    pattern = definition.fields[name].numbered
    Serial.objects.get_or_create(agency=agency, series=pattern, year=on.year)
    row = Serial.objects.select_for_update().get(agency=agency, series=pattern, year=on.year)
    row.last += 1
    row.save(update_fields=["last"])
    return pattern.format(word=_word(agency), year=on.year, serial=row.last)


def _word(code: str) -> str:
    found = Agency.objects.filter(code=code).first()
    return (found.word or found.short_name or found.name) if found else code
