"""本数 -- reads what a cell asks of a circumstance: 不满100, 一万元以上三万元以下, 首次, 3-5吨.

“以上”“以下”“以内”“届满” take in the figure itself, “不满”“超过”“以外” leave it out
(民法典#1259), unless the table states a departure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any, Final

from plumbline.discretion.faults import BenchmarkFault, shown
from plumbline.discretion.model import Circumstance, Condition, Interval, Tier
from plumbline.text.money import parse_decimal

_WORDS: Final[dict[str, Any]] = tomllib.loads(
    resources.files(__package__).joinpath("words.toml").read_text("utf-8")
)
_CELL: Final[dict[str, list[str]]] = _WORDS["cell"]
_BOUNDS: Final[Mapping[str, tuple[str, bool]]] = {
    f"{one['place']} {word}": (one["side"], one["takes"])
    for one in _WORDS["bound"]
    for word in one["words"]
}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


def _placed(place: str) -> str:
    return _either(key.partition(" ")[2] for key in _BOUNDS if key.startswith(place))


_NUMBER: Final[str] = _WORDS["number"]
_NOT_UNIT: Final = "|".join(
    (_placed("before"), _placed("after"), _either(_CELL["to"]), _either(_CELL["or"]))
)
_UNIT: Final = rf"(?:(?!{_NOT_UNIT})[^0-9（(])*"
_TERM: Final = re.compile(
    rf"(?P<before>{_placed('before')})?(?P<number>{_NUMBER})(?P<unit>{_UNIT})"
    rf"(?P<after>{_placed('after')})?"
    rf"(?P<with>{_either([*_CELL['with_it'], *_CELL['without_it']])})?"
)
OR: Final = re.compile(_either(_CELL["or"]))
"""What parts several ranges or options of one cell."""
_TO: Final = re.compile(_either(_CELL["to"]))
ANY: Final = frozenset(_CELL["any"])
"""What a cell says that asks nothing."""

YES: Final[Sequence[str]] = _CELL["yes"]
NO: Final[Sequence[str]] = _CELL["no"]
FIRST: Final[Sequence[str]] = _CELL["first"]
HEADS: Final[Mapping[str, list[str]]] = _WORDS["heads"]
"""The heads of the columns that are no circumstance, by what they are."""

COUNTED: Final[Sequence[str]] = _WORDS["counted"]["units"]
"""The units of what is counted and not measured."""

ALLOWED: Final = "a number with its bounds, two ends of a range, or nothing for any"


@dataclass(frozen=True, slots=True)
class _End:
    """One number of a cell: which end of the range it is, none where no word says."""

    value: Decimal
    side: str
    takes: bool


def read_condition(
    text: str, one: Circumstance, place: str, departures: Mapping[str, bool]
) -> Condition | None:
    """What a cell asks of a circumstance; None where it asks nothing. `departures` says of words
    whether the figure itself is meant. Raises BenchmarkFault naming the cell."""
    said = text.strip()
    if said in ANY:
        return None
    if not one.is_number:
        return _options(said, one, place)
    if one.kind == "day":
        return _days(said, place)
    found = tuple(_interval(part, one, place, departures) for part in OR.split(said) if part)
    if not found:
        raise BenchmarkFault(place, shown(text), ALLOWED)
    return found


def read_range(text: str, unit: str, place: str) -> Interval:
    """The bounds of a penalty as words say them, in one unit. Raises BenchmarkFault."""
    return _interval(text.strip(), Circumstance("", "", "number", unit), place, {})


def tier_named(text: str) -> Tier | None:
    """The tier that a word of a table means; None where it means none."""
    for tier, words in _WORDS["tiers"].items():
        if text.strip() in (tier, *words):
            known: Tier = tier
            return known
    return None


def _options(said: str, one: Circumstance, place: str) -> frozenset[str]:
    named = {title: id for id, title in one.options.items()} | {id: id for id in one.values}
    if one.kind == "yes_no":
        named |= dict.fromkeys(_CELL["yes"], "true") | dict.fromkeys(_CELL["no"], "false")
    parts = [said] if said in named else [part.strip() for part in OR.split(said)]
    unknown = [part for part in parts if part not in named]
    if unknown:
        raise BenchmarkFault(place, shown(unknown[0]), ", ".join(named))
    return frozenset(named[part] for part in parts)


def _days(said: str, place: str) -> tuple[Interval, ...]:
    ends = [one.strip() for one in said.split("..")]
    if len(ends) <= 2:
        try:
            low, high = (_day(one) for one in (ends[0], ends[-1]))
            return (Interval(low, high),)
        except ValueError:
            pass
    raise BenchmarkFault(place, shown(said), "a day as 2026-03-01, or days as 2026-03-01..")


def _day(text: str) -> Decimal | None:
    return Decimal(date.fromisoformat(text).toordinal()) if text else None


def _interval(part: str, one: Circumstance, place: str, departures: Mapping[str, bool]) -> Interval:
    said = part.strip().replace(" ", "")
    if said in FIRST:
        return Interval(Decimal(1), Decimal(1))
    terms = [*_TERM.finditer(said)]
    ends = [_end(term, one, place, departures) for term in terms]
    rest = _TO.sub("", _TERM.sub("", said))
    if rest or not 1 <= len(ends) <= 2:
        raise BenchmarkFault(place, shown(part), ALLOWED)
    found = _joined(ends, part, place)
    if found.is_empty:
        raise BenchmarkFault(place, shown(part), "a range in which there is a number")
    return found


def _joined(ends: list[_End], part: str, place: str) -> Interval:
    """The range between the ends that a cell names: of two without words the first is the low."""
    if len(ends) == 1:
        (only,) = ends
        if not only.side:
            return Interval(only.value, only.value)
        is_low = only.side == "low"
        return Interval(
            only.value if is_low else None, None if is_low else only.value, only.takes, only.takes
        )
    low, high = ends
    if low.side == "high" and high.side == "low":
        low, high = high, low
    if low.side == "high" or high.side == "low":
        raise BenchmarkFault(place, shown(part), "a low and a high end")
    return Interval(low.value, high.value, low.takes, high.takes)


def _end(
    term: re.Match[str], one: Circumstance, place: str, departures: Mapping[str, bool]
) -> _End:
    unit = term["unit"].strip()
    value = parse_decimal(term["number"])
    if value is None:
        raise BenchmarkFault(place, shown(term["number"]), "a number")
    if unit not in ("", one.unit):
        raise BenchmarkFault(place, shown(unit), f"the unit of the column, {one.unit or 'none'}")
    if one.kind == "count" and value % 1:
        raise BenchmarkFault(place, shown(term["number"]), "a whole number")
    keys = [f"{where} {term[where]}" for where in ("before", "after") if term[where]]
    if len(keys) > 1:
        raise BenchmarkFault(place, shown(term[0]), "one bounding word for each number")
    side, takes = _BOUNDS[keys[0]] if keys else ("", True)
    takes = departures.get(term["before"] or term["after"] or "", takes)
    if term["with"]:
        takes = term["with"] in _CELL["with_it"]
    return _End(value, side, takes)
