"""推算的交换格式 -- a due day and its derivation as plain values, the same for command and API."""

from __future__ import annotations

from datetime import date
from typing import Any

from plumbline.clock.drawing import Cell, Month
from plumbline.clock.due_day import (
    Due,
    DueAt,
    Extended,
    LastDay,
    Moved,
    NotCounted,
    Start,
    Stays,
    Step,
    Stopped,
)
from plumbline.clock.period import Ground, Period


def due_json(due: Due) -> dict[str, Any]:
    """A due day with every step; `due` is None while the period stands still."""
    return {
        "start": due.start.isoformat(),
        "period": period_json(due.period),
        "statute": due.statute,
        "direction": "back" if due.back else "forward",
        "due": _iso(due.day),
        "provisional": due.provisional,
        "stopped": due.stopped is not None,
        "unverified": list(due.unverified),
        "steps": [step_json(step) for step in due.steps],
    }


def due_at_json(due: DueAt) -> dict[str, Any]:
    """The moment at which a period of hours ends."""
    return {
        "start": due.start.isoformat(),
        "period": period_json(due.period),
        "statute": due.statute,
        "direction": "forward",
        "counted_from": due.counted_from.isoformat(),
        "due": due.at.isoformat(),
        "provisional": False,
        "stopped": False,
        "unverified": list(due.unverified),
        "ground": ground_json(due.ground),
    }


def period_json(period: Period) -> dict[str, Any]:
    """A period with its article."""
    return {
        "length": period.length,
        "unit": period.unit,
        "basis": period.basis,
        "unverified": period.unverified,
    }


def ground_json(ground: Ground) -> dict[str, str]:
    """What a step rests on."""
    return {"basis": ground.basis, "by": ground.by, "unverified": ground.unverified}


def step_json(step: Step) -> dict[str, Any]:
    """One step of a derivation, told apart by `step`."""
    match step:
        case Start():
            said: dict[str, Any] = {"step": "start", "day": _iso(step.day)}
        case NotCounted():
            said = {"step": "not_counted", **_not_counted_json(step)}
        case Extended():
            return {
                "step": "extended",
                "after": _iso(step.after),
                "period": period_json(step.extension.period),
                "by": step.extension.by,
            }
        case LastDay():
            said = {
                "step": "last_day",
                "day": _iso(step.day),
                "ending": step.ending,
                "nominal": _iso(step.nominal),
            }
        case Moved():
            said = {
                "step": "moved",
                "from": _iso(step.away_from),
                "to": _iso(step.to),
                "passed": [
                    {**_not_counted_json(one), "ground": ground_json(one.ground)}
                    for one in step.passed
                ],
            }
        case Stays():
            reason = step.reason
            said = {
                "step": "stays",
                "day": _iso(step.day),
                "cause": step.cause,
                "day_of_rest": (reason.name or reason.kind) if reason else None,
            }
        case Stopped():
            said = {
                "step": "stopped",
                "since": _iso(step.since),
                "cause": step.cause,
                "why": step.why,
                "counted": step.counted,
                "left": step.left,
                "to_come": [period_json(one.period) for one in step.to_come],
            }
    return {**said, "ground": ground_json(step.ground)}


def _not_counted_json(step: NotCounted) -> dict[str, Any]:
    return {
        "first": _iso(step.first),
        "last": _iso(step.last),
        "days": step.days,
        "cause": step.cause,
        "why": step.why,
        "provisional": step.provisional,
    }


def month_json(month: Month) -> dict[str, Any]:
    """A month to draw."""
    return {
        "month": f"{month.year:04}-{month.month:02}",
        "weeks": [[_cell_json(cell) for cell in week] for week in month.weeks],
    }


def _cell_json(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "day": _iso(cell.day),
        "state": cell.state,
        "number": cell.number,
        "why": cell.why,
        "rest": cell.rest,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
