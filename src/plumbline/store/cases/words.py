"""检索词 -- what a case is found by in its agency: ends of its number and of the names in it.

A word that is looked for is the beginning of such an end, so that a search reads one stretch of an
index, and none of what other agencies have. An end begins at each Chinese character and at each run
of digits or of other letters: 示府复〔2024〕12号 is found by 府复, by 2024 and by 12, not by 024.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet

from plumbline.procedure import Case
from plumbline.store.cases.parties import handling
from plumbline.store.models import CaseRecord, CaseWord, PersonalValue
from plumbline.text.characters import HAN

_TOKEN: Final = re.compile(rf"\d+|[^\W\d{HAN}]+|\w")
LENGTH: Final = 40
"""Characters of an end that are kept, and of a word that are looked at."""
MOST: Final = 120
"""Characters from the beginning of a name in which an end may begin."""
_AFTER: Final = b"\xff"
"""Comes after all that UTF-8 can begin with."""


class Word(NamedTuple):
    """An end of the number, or of a name, for the agency that handles the case."""

    agency: str
    is_name: bool
    ending: bytes


def number_of(case: Case) -> str:
    """The number of a case, of the first field that is numbered; empty before it is given."""
    numbered = (one.id for one in case.definition.fields.values() if one.numbered)
    stated = case.facts.get(next(numbered, ""))
    return stated if isinstance(stated, str) else ""


def endings(text: str) -> set[bytes]:
    """The ends of a text by which it is found."""
    folded = text.casefold()
    starts = (one.start() for one in _TOKEN.finditer(folded[:MOST]))
    return {folded[start : start + LENGTH].encode() for start in starts}


def looked_for(word: str) -> bytes:
    """What an end must begin with for a word; empty where the word has no letter and no digit."""
    folded = word.casefold()
    begin = _TOKEN.search(folded)
    return folded[begin.start() : begin.start() + LENGTH].encode() if begin else b""


def found(agencies: Collection[str], word: str, *, names: bool) -> QuerySet[CaseWord]:
    """The words of the cases that these agencies handle which begin with a word: of names, or of
    numbers."""
    key = looked_for(word)
    if not key:
        return CaseWord.objects.none()
    rows = CaseWord.objects.filter(is_name=names, ending__gte=key, ending__lt=key + _AFTER)
    if len(agencies) == 1:
        return rows.filter(agency=next(iter(agencies)))
    return rows.filter(agency__in=agencies)


def in_number(word: str) -> Q:
    """The condition on case records whose number a word finds, for a list read from its start."""
    text = looked_for(word).decode()
    if not text:
        return Q(pk__in=())
    if text[0].isdigit():
        return Q(number__iregex=f"(?<![0-9]){re.escape(text)}")
    return Q(number__icontains=text)


def keep_new(record: CaseRecord, before: Case, openings: Mapping[str, Any]) -> None:
    """Write what a new event adds, whose personal values are in the openings; `before` is the case
    without it, and the record stands with it."""
    named = _names(value for value, _salt in openings.values())
    known = before.events and (handling(before), number_of(before))
    if known != (record.agency, record.number):
        keep_all([record])
    elif named:
        _insert((record.pk, one) for one in sorted(_of_names(record.agency, named)))


def keep_all(records: Sequence[CaseRecord]) -> set[uuid.UUID]:
    """Write the words of some cases; returns the keys of those that had others before."""
    keys = [one.pk for one in records]
    values = PersonalValue.objects.filter(
        event__case__in=keys, erased_at=None, value__has_key="name"
    )
    named: dict[uuid.UUID, list[Any]] = {key: [] for key in keys}
    for key, value in values.values_list("event__case", "value"):
        named[key].append(value)
    wanted = {
        (one.pk, word)
        for one in records
        for word in _of_number(one) | _of_names(one.agency, _names(named[one.pk]))
    }
    rows = CaseWord.objects.filter(case__in=keys)
    ids: dict[tuple[uuid.UUID, Word], int] = {}
    for id, key, agency, is_name, ending in rows.values_list(
        "pk", "case", "agency", "is_name", "ending"
    ):
        ids[key, Word(agency, is_name, bytes(ending))] = id
    CaseWord.objects.filter(pk__in=[ids[one] for one in ids.keys() - wanted]).delete()
    _insert(sorted(wanted - ids.keys()))
    return {key for key, _word in wanted ^ ids.keys()}


def _insert(words: Iterable[tuple[uuid.UUID, Word]]) -> None:
    CaseWord.objects.bulk_create(
        (CaseWord(case_id=key, **word._asdict()) for key, word in words), ignore_conflicts=True
    )


def _of_number(record: CaseRecord) -> set[Word]:
    """The ends of the number that have a numeral; what comes after the last tells no case."""
    found_ = {one for one in endings(record.number) if any(map(str.isdigit, one.decode()))}
    return {Word(record.agency, False, one) for one in found_}


def _of_names(agency: str, names: Iterable[str]) -> set[Word]:
    return {Word(agency, True, one) for name in names for one in endings(name)}


def _names(values: Iterable[Any]) -> set[str]:
    """The names of the persons among personal values; a file has a name, too, and a hash."""
    return {
        value["name"]
        for value in values
        if isinstance(value, dict) and "sha256" not in value and isinstance(value.get("name"), str)
    }
