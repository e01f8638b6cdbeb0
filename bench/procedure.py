"""程序 -- how long one event takes to be judged and added to a case, and a whole case to be folded.

Measured is a reconsideration of twenty events under the definition that is shipped, with
correction, suspension, appraisal and extension: `apply` for each event on the case as it stood
before it, hash and guards included, then `fold` of all twenty, then the due days with their
derivations. The yardstick, in the same round, is a bare table of transitions in a dictionary,
which knows neither conditions nor clocks nor hashes: what it costs merely to move from stage to
stage.

    python -m bench.procedure [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plumbline.clock import Calendar, load_calendar, load_clocks
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.procedure import Case, Definition, Event, apply, fold
from plumbline.procedure.fields import COMMITMENT

ROUNDS: Final = 9
TIMES: Final = 200
LEAST_APPLY, HOPED_APPLY = 60.0, 25.0
"""Microseconds for one event, the median of the twenty."""

LEAST_FOLD, HOPED_FOLD = 1.0, 0.4
"""Milliseconds for a case of twenty events."""

HIDDEN: Final = {COMMITMENT: "sha256:" + "A" * 43 + "="}
HISTORY: Final[Sequence[tuple[str, str, dict[str, object]]]] = (
    ("2024-03-04", "apply", {
        "organ": "甲市人民政府", "institution": "甲市司法局",
        "applicant": [HIDDEN], "respondent": "甲市乙局", "act": HIDDEN, "requests": HIDDEN,
        "act_on": "2024-02-20", "known_on": "2024-02-22", "was_told": True, "channel": "mail",
    }),
    ("2024-03-06", "request_correction", {"to_correct": HIDDEN}),
    ("2024-03-08", "receive_correction_notice", {}),
    ("2024-03-12", "extend_correction", {"correct_until": "2024-04-08"}),
    ("2024-03-28", "correct", {}),
    ("2024-04-01", "accept", {
        "procedure": "simple", "simple_because": "warning", "case_number": "甲府复〔2024〕12号",
    }),
    ("2024-04-02", "send_copy", {}),
    ("2024-04-03", "receive_copy", {}),
    ("2024-04-08", "suspend", {"suspended_because": "mediation", "agreed_by_all": True}),
    ("2024-04-22", "resume", {}),
    ("2024-04-23", "reply", {}),
    ("2024-04-24", "convert_to_ordinary", {"procedure": "ordinary"}),
    ("2024-04-25", "hear_opinions", {"means": "telephone"}),
    ("2024-04-26", "commission_appraisal", {}),
    ("2024-05-10", "receive_appraisal", {}),
    ("2024-05-13", "hear_opinions", {"means": "in_person"}),
    ("2024-05-14", "extend", {"extension_days": 20}),
    (
        "2024-06-03",
        "decide",
        {"outcome": "partly_revoke", "ground": "facts_unclear", "approval": "head"},
    ),
    ("2024-06-06", "deliver", {"delivered_by": "mail"}),
    ("2024-07-01", "close", {}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """Microseconds: the median and the slowest `apply`, the fold, the due days, the yardstick."""

    apply: float
    slowest: float
    fold: float
    due: float
    plain: float


def main() -> int:
    """Measure some rounds; 1 when a lower bound is missed."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    definition = load_procedures(load_clocks([ROOT / "cn" / "clocks"]))["reconsideration"]
    text = definition.definitions[date(2024, 1, 1)]
    calendar = load_calendar([ROOT / "cn" / "calendars"])
    rounds = [measure(text, calendar) for _ in range(number)]
    one, whole, due, plain = (
        statistics.median(getattr(found, name) for found in rounds)
        for name in ("apply", "fold", "due", "plain")
    )
    slowest = statistics.median(found.slowest for found in rounds)
    print(f"{len(HISTORY)} events, {number} rounds, medians")
    print(f"apply one event {one:6.1f} µs, the slowest of them {slowest:6.1f} µs")
    print(f"fold the case   {whole / 1000:6.3f} ms; its due days half-way {due:6.1f} µs")
    print(
        f"a bare table of transitions, all events {plain:6.1f} µs: {whole / plain:.0f} times less"
    )
    print(
        f"apply: lower bound {LEAST_APPLY:g} µs, hoped {HOPED_APPLY:g} µs: {kept(one, LEAST_APPLY)}"
    )
    fold_kept = kept(whole / 1000, LEAST_FOLD)
    print(f"fold: lower bound {LEAST_FOLD:g} ms, hoped {HOPED_FOLD:g} ms: {fold_kept}")
    return int(one > LEAST_APPLY or whole / 1000 > LEAST_FOLD)


def kept(found: float, bound: float) -> str:
    """Whether a bound was kept, in a word."""
    return "kept" if found <= bound else "missed"


def measure(definition: Definition, calendar: Calendar) -> Round:
    """One round: every event applied to the case before it, then the whole case folded."""
    case, times = fold(definition, (), calendar), []
    for draft in drafts(definition):
        times.append(microseconds(lambda case=case, draft=draft: apply(case, draft)))
        after = apply(case, draft)
        if not isinstance(after, Case):
            raise SystemExit(f"{draft.action} is refused: {after.words}")
        case = after
    half = fold(definition, case.events[:8], calendar)
    return Round(
        apply=statistics.median(times),
        slowest=max(times),
        fold=microseconds(lambda: fold(definition, case.events, calendar)),
        due=microseconds(half.due),
        plain=microseconds(lambda: walked(TABLE, [event.action for event in case.events])),
    )


def drafts(definition: Definition) -> list[Event]:
    """The events as somebody would hand them in, by the first role that may do each."""
    return [
        Event(
            id=f"00000000-0000-4000-8000-{number:012}",
            action=action,
            on=date.fromisoformat(day),
            by=f"{definition.actions[action].by[0]}/chen",
            case="甲府复〔2024〕12号",
            agency="500000",
            data=data,
        )
        for number, (day, action, data) in enumerate(HISTORY, 1)
    ]


def microseconds(work: Callable[[], object]) -> float:
    """How long one call takes, as the mean of many."""
    start = time.perf_counter()
    for _ in range(TIMES):
        work()
    return (time.perf_counter() - start) / TIMES * 1e6


TABLE: Final = {
    ("", "apply"): "received",
    ("received", "request_correction"): "awaiting_correction",
    ("awaiting_correction", "correct"): "received",
    ("received", "accept"): "accepted",
    ("accepted", "suspend"): "suspended",
    ("suspended", "resume"): "accepted",
    ("accepted", "decide"): "decided",
    ("decided", "deliver"): "delivered",
    ("delivered", "close"): "closed",
}


def walked(table: dict[tuple[str, str], str], actions: Sequence[str]) -> str:
    """The stage to which a bare table leads."""
    stage = ""
    for action in actions:
        stage = table.get((stage, action), stage)
    return stage


if __name__ == "__main__":
    sys.exit(main())
