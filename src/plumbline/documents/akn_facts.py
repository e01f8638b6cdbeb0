"""阿科马信息 -- what the `meta` of a file says of its text.

Each fact is read from its place in the standard. What our own files add beside it is
exact; where others leave a fact out, the printed title or number is asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any, Final

from lxml import etree

from plumbline.documents.akn_meta import EFFECT, EXPIRY, IN_STANDARD
from plumbline.documents.akn_words import PL, WordReader, exact, local
from plumbline.documents.akn_xml import disarm
from plumbline.documents.kind import KINDS
from plumbline.documents.model import HistoryEntry, Metadata

_ACTION: Final = {"generation": "adopted", "amendment": "amended", "repeal": "repealed"}
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NOT_A_DAY: Final = frozenset({"unknown", "markup", "version"})


class FactReader:
    """Reads the facts of one document from its `meta` and its preface."""

    def __init__(self, document: etree._Element, words: WordReader) -> None:
        self._document = document
        self._words = words
        self._meta = _child(document, "meta")
        identification = _child(self._meta, "identification")
        self._work = _child(identification, "FRBRWork")
        self._expression = _child(identification, "FRBRExpression")
        self._own = self._own_facts()

    @property
    def metadata(self) -> Metadata:
        """All facts; those that the file does not give are empty."""
        events = list(_children(_child(self._meta, "lifecycle"), "eventRef"))
        publication = _child(self._meta, "publication")
        return Metadata(
            title=self._title(),
            kind=self._kind(),
            issuers=tuple(self._issuers()),
            doc_number=self._value("FRBRnumber") or self._printed("docNumber"),
            adopted_on=self._day_of(self._expression),
            first_adopted_on=self._day_of(self._work),
            published_on=_day(publication) if publication is not None else None,
            effective_on=_day_of_role(events, EFFECT),
            expires_on=_day_of_role(events, EXPIRY),
            history=tuple(_history(events)),
            **self._own,
        )

    def _title(self) -> str:
        for alias in _children(self._work, "FRBRalias"):
            if alias.get("name") == "title":
                return exact(alias, "value")
        return self._printed("docTitle") or self._printed("shortTitle") or self._value("FRBRname")

    def _kind(self) -> str:
        subtype = self._value("FRBRsubtype")
        if self._words.is_ours:
            return subtype
        return next(
            (kind for kind in (subtype, self._document.get("name")) if kind in KINDS), "other"
        )

    def _issuers(self) -> Iterator[str]:
        shown = {
            one.get("eId", ""): exact(one, "showAs")
            for one in _children(_child(self._meta, "references"), "TLCOrganization")
        }
        for author in _children(self._work, "FRBRauthor"):
            name = shown.get(author.get("href", "").removeprefix("#"), "")
            if name:
                yield name

    def _value(self, tag: str) -> str:
        element = _child(self._work, tag)
        return exact(element, "value") if element is not None else ""

    def _printed(self, tag: str) -> str:
        """Words of the first element of this name in the preface."""
        preface = _child(self._document, "preface")
        if self._words.is_ours or preface is None:
            return ""
        found = next((one for one in preface.iter() if local(one) == tag), None)
        return self._words.run(found).text if found is not None else ""

    def _day_of(self, level: etree._Element | None) -> date | None:
        for one in _children(level, "FRBRdate"):
            name = one.get("name", "").lower()
            if name not in _NOT_A_DAY and (day := _day(one)):
                return day
        return None

    def _own_facts(self) -> dict[str, Any]:
        """Facts that only our own files give, each as the model has it."""
        element = None
        for proprietary in _children(self._meta, "proprietary"):
            element = proprietary.find(f"{PL}document")
        found: dict[str, Any] = {}
        for one in fields(Metadata):
            written = element.get(f"{PL}{one.name}") if element is not None else None
            if written is None or one.name in IN_STANDARD:
                continue
            fact = _fact(disarm(written), str(one.type))
            if fact is not None:
                found[one.name] = fact
        return found


def _fact(written: str, kind: str) -> str | bool | int | date | tuple[str, ...] | None:
    """A fact of the type that the model gives it, or None where it is written otherwise."""
    if kind == "str":
        return written
    if "date" in kind:
        return _read_day(written)
    try:
        fact = json.loads(written)
    except (ValueError, RecursionError):
        return None
    if kind == "bool":
        return fact if isinstance(fact, bool) else None
    if kind == "int":
        return fact if isinstance(fact, int) else None
    return tuple(map(str, fact)) if isinstance(fact, list) else None


def _history(events: list[etree._Element]) -> Iterator[HistoryEntry]:
    for event in events:
        day = _day(event)
        if day is None or event.get(f"{PL}role") is not None:
            continue
        own = {name: disarm(event.get(f"{PL}{name}", "")) for name in HistoryEntry._fields}
        ordinal = own["ordinal"]
        yield HistoryEntry(
            day=day,
            action=own["action"] or _ACTION.get(event.get("type", ""), ""),
            organ=own["organ"],
            instrument=own["instrument"],
            ordinal=int(ordinal) if ordinal.isascii() and ordinal.isdigit() else 0,
            number=own["number"],
            text=own["text"],
            line=0,
        )


def _day_of_role(events: list[etree._Element], role: str) -> date | None:
    return next((_day(event) for event in events if event.get(f"{PL}role") == role), None)


def _day(element: etree._Element) -> date | None:
    return _read_day(element.get("date", ""))


def _read_day(written: str) -> date | None:
    found = _DAY.match(written)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _child(element: etree._Element | None, tag: str) -> etree._Element | None:
    return next(_children(element, tag), None)


def _children(element: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    return (child for child in (element if element is not None else ()) if local(child) == tag)
