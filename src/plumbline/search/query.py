"""问 -- a search as it was typed, taken apart into words, phrases and filters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from plumbline.documents.kind import KINDS, LEVELS
from plumbline.search.faults import QueryFault

STATUSES: Final = ("in_force", "not_yet", "ended")
MOST_CHARACTERS: Final = 2000

# Quotation marks inside a sentence are the sentence's own: a phrase stands by itself.
_PHRASE: Final = re.compile(r"(?<!\S)[“\"＂「]([^“”\"＂「」]*)[”\"＂」](?!\S)")
_FILTER: Final = re.compile(r"(?<!\S)(\w+)[:：](\S+)")
_YEARS: Final = re.compile(r"(\d{4})(?:(?:\.\.|-|—|至)(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought.

    `words` ranks; every one of `phrases` must stand in the article, its heading or the
    title. Of each filter any value will do; `issuer` matches a part of the name. `years`
    is a first and a last year of adoption. `status` is asked as of the day `on` (ISO),
    and cannot be asked without one.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    status: str = ""
    on: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked (a day alone asks nothing)."""
        asked = (self.words, self.phrases, self.kind, self.level, self.issuer, self.status)
        return not any(asked) and self.years is None


def parse_query(typed: str, *, on: str = "") -> Query:
    """Take apart what was typed: free words, phrases in quotation marks, `filter:value`.

    A phrase has blanks, or nothing, on both sides.

    `on` is the day (ISO) to which a status refers where the query names none itself.
    Raises QueryFault when a filter has a value that it cannot have.
    """
    rest = typed[:MOST_CHARACTERS]
    phrases = tuple(found.strip() for found in _PHRASE.findall(rest) if found.strip())
    rest = _PHRASE.sub(" ", rest)
    given: dict[str, list[str]] = {}
    for key, value in _FILTER.findall(rest):
        name = _filters().get(key.lower())
        if name is not None:
            given.setdefault(name, []).append(value)
    rest = _FILTER.sub(lambda m: " " if m[1].lower() in _filters() else m[0], rest)
    day = _day(given["on"][-1]) if "on" in given else on
    status = _status(given["status"][-1], day) if "status" in given else ""
    return Query(
        words=" ".join(rest.split()),
        phrases=phrases,
        kind=tuple(_one_of("kind", value, _kinds(), KINDS) for value in given.get("kind", ())),
        level=tuple(_one_of("level", v, _levels(), LEVELS) for v in given.get("level", ())),
        issuer=tuple(given.get("issuer", ())),
        years=_years(given["year"][-1]) if "year" in given else None,
        status=status,
        on=day,
    )


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise QueryFault(
            f"on: found {value!r}; write a day such as 2024-01-31", "day", value
        ) from None


def _years(value: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(value)
    if found is None:
        raise QueryFault(f"year: found {value!r}; write 2021 or 2019..2021", "year", value)
    first, last = int(found[1]), int(found[2] or found[1])
    return min(first, last), max(first, last)


def _one_of(name: str, value: str, words: Mapping[str, str], allowed: Sequence[str]) -> str:
    found = words.get(value, value.lower())
    if found not in allowed:
        raise QueryFault(f"{name}: found {value!r}; write one of {', '.join(allowed)}", name, value)
    return found


def _status(value: str, day: str) -> str:
    status = _statuses().get(value.lower(), "")
    if not status:
        allowed = ", ".join(STATUSES)
        raise QueryFault(f"status: found {value!r}; write one of {allowed}", "status", value)
    if not day:
        raise QueryFault(
            "status: the day is missing; write for instance on:2024-01-31", "status_day"
        )
    return status


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("plumbline.search").joinpath("words.toml").read_text("utf-8"))


def _named(table: str) -> dict[str, str]:
    return {word: name for name, words in _words()[table].items() for word in words}


@cache
def _filters() -> dict[str, str]:
    return _named("filters")


@cache
def _statuses() -> dict[str, str]:
    return _named("status")


@cache
def _kinds() -> dict[str, str]:
    return _named("kind")


@cache
def _levels() -> dict[str, str]:
    return _named("level")
