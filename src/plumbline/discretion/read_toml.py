"""裁量基准 -- a benchmark as a bureau writes it in TOML (docs/benchmarks.md, the table)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar, cast

from plumbline.discretion.bounds import read_condition, read_range, tier_named
from plumbline.discretion.faults import BenchmarkFault, shown
from plumbline.discretion.model import (
    HITS,
    KINDS,
    TIERS,
    YES_NO,
    Circumstance,
    Condition,
    Hit,
    Kind,
    Limit,
    Penalty,
    Row,
    Table,
)

LARGEST: Final = 2**21
"""Bytes of a file; a table of a thousand rows has a tenth of that."""
MOST_ROWS, MOST_CIRCUMSTANCES = 2_000, 40
_TABLE: Final = {
    "id", "title", "basis", "region", "field", "from", "until", "hit", "departures", "template",
    "circumstance", "limit", "row",
}  # fmt: skip
Found = TypeVar("Found")


def read_table(data: bytes, name: str) -> Table:
    """The benchmark in a file of that name. Raises BenchmarkFault with file, key, what was found
    and what is allowed."""
    if len(data) > LARGEST:
        raise BenchmarkFault(name, f"{len(data)} bytes", f"at most {LARGEST}")
    try:
        found = tomllib.loads(data.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ArithmeticError) as fault:
        raise BenchmarkFault(name, fault, "TOML in UTF-8") from None
    return _Reader(found, name).table()


class _Reader:
    """Reads one file; knows its name for what it says of faults."""

    def __init__(self, found: dict[str, Any], name: str) -> None:
        self.name, self.found = name, found
        self.known(found, _TABLE, name)
        self.departures = self._departures()

    def table(self) -> Table:
        """The table, whole."""
        asked = self.value(self.found, "circumstance", dict, self.name)
        if not 1 <= len(asked) <= MOST_CIRCUMSTANCES:
            raise BenchmarkFault(
                f"{self.name}, circumstance", len(asked), f"1 to {MOST_CIRCUMSTANCES}"
            )
        circumstances = {id: self._circumstance(id, one) for id, one in asked.items()}
        rows = self.value(self.found, "row", list, self.name)
        if not 1 <= len(rows) <= MOST_ROWS:
            raise BenchmarkFault(f"{self.name}, row", len(rows), f"1 to {MOST_ROWS} rows")
        read = tuple(self._row(n, one, circumstances) for n, one in enumerate(rows, 1))
        ids = [one.id for one in read]
        if twice := sorted({id for id in ids if ids.count(id) > 1}):
            raise BenchmarkFault(f"{self.name}, row", f"{twice[0]} twice", "an id for each row")
        limits = self.value({"limit": []} | self.found, "limit", list, self.name)
        return Table(
            id=self.value(self.found, "id", str, self.name),
            title=self.value(self.found, "title", str, self.name),
            circumstances=tuple(circumstances.values()),
            rows=read,
            hit=cast("Hit", self.one_of(self.found, "hit", HITS, self.name, "unique")),
            limits=tuple(self._limit(n, one, circumstances) for n, one in enumerate(limits, 1)),
            basis=self.texts(self.found, "basis", self.name),
            region=self.value({"region": ""} | self.found, "region", str, self.name),
            field=self.value({"field": ""} | self.found, "field", str, self.name),
            from_day=self._day("from"),
            until_day=self._day("until"),
            template=self.value({"template": ""} | self.found, "template", str, self.name),
        )

    def _circumstance(self, id: str, found: object) -> Circumstance:
        place = f"{self.name}, circumstance.{id}"
        table = self.as_table(found, place)
        self.known(table, {"title", "kind", "unit", "options", "least", "most"}, place)
        default = "choice" if "options" in table else "number"
        kind = cast("Kind", self.one_of(table, "kind", KINDS, place, default))
        options = self.value({"options": {}} | table, "options", dict, place)
        if (kind == "choice") != bool(options) and not (kind == "yes_no" and options):
            raise BenchmarkFault(f"{place}, options", shown(options), "options of a choice alone")
        if kind == "yes_no" and not options.keys() <= YES_NO.keys():
            raise BenchmarkFault(f"{place}, options", shown(options), "titles of true and false")
        for option in options:
            self.value(options, option, str, f"{place}, options")
        least, most = (self._number(table, key, place) for key in ("least", "most"))
        if least is None and kind == "count":
            least = Decimal(0)
        if least is not None and most is not None and least > most:
            raise BenchmarkFault(f"{place}, least", least, f"at most {most}")
        unit = self.value({"unit": ""} | table, "unit", str, place)
        title = self.value(table, "title", str, place)
        return Circumstance(id, title, kind, unit, options, least, most)

    def _row(self, number: int, found: object, known: Mapping[str, Circumstance]) -> Row:
        place = f"{self.name}, row {number}"
        table = self.as_table(found, place)
        self.known(table, {"id", "tier", "when", "penalty", "basis", "words"}, place)
        said = self.value(table, "tier", str, place)
        tier = tier_named(said)
        if tier is None:
            raise BenchmarkFault(f"{place}, tier", shown(said), ", ".join(TIERS))
        return Row(
            id=self.value({"id": f"{number}"} | table, "id", str, place),
            tier=tier,
            conditions=dict(self._conditions(table, known, place)),
            penalties=self._penalties(table, place),
            basis=self.texts(table, "basis", place),
            words=self.value({"words": ""} | table, "words", str, place),
        )

    def _conditions(
        self, table: dict[str, Any], known: Mapping[str, Circumstance], place: str
    ) -> Iterator[tuple[str, Condition]]:
        for id, cell in self.value({"when": {}} | table, "when", dict, place).items():
            if id not in known:
                raise BenchmarkFault(f"{place}, when", shown(id), ", ".join(known))
            words = {True: "true", False: "false"}.get(cell, cell) if type(cell) is bool else cell
            words = f"{words}" if type(words) is int else words
            if not isinstance(words, str):
                raise BenchmarkFault(f"{place}, when.{id}", shown(cell), "a text")
            found = read_condition(words, known[id], f"{place}, when.{id}", self.departures)
            if found is not None:
                yield id, found

    def _penalties(self, table: dict[str, Any], place: str) -> tuple[Penalty, ...]:
        listed = self.value({"penalty": []} | table, "penalty", list, place)
        return tuple(self._penalty(one, f"{place}, penalty {n}") for n, one in enumerate(listed, 1))

    def _penalty(self, found: object, place: str) -> Penalty:
        table = self.as_table(found, place)
        self.known(table, {"kind", "unit", "range"}, place)
        unit = self.value({"unit": ""} | table, "unit", str, place)
        said = self.value({"range": ""} | table, "range", str, place)
        bounds = read_range(said, unit, f"{place}, range") if said else None
        return Penalty(self.value(table, "kind", str, place), unit, bounds)

    def _limit(self, number: int, found: object, known: Mapping[str, Circumstance]) -> Limit:
        place = f"{self.name}, limit {number}"
        table = self.as_table(found, place)
        self.known(table, {"kind", "unit", "range", "when", "basis"}, place)
        when: dict[str, frozenset[str]] = {}
        for id, condition in self._conditions(table, known, place):
            if not isinstance(condition, frozenset):
                raise BenchmarkFault(f"{place}, when.{id}", "a number", "a circumstance of options")
            when[id] = condition
        penalty = {key: table[key] for key in ("kind", "unit", "range") if key in table}
        return Limit(self._penalty(penalty, place), when, self.texts(table, "basis", place))

    def _departures(self) -> dict[str, bool]:
        found = self.value({"departures": {}} | self.found, "departures", dict, self.name)
        for word in found:
            self.value(found, word, bool, f"{self.name}, departures")
        return found

    def _day(self, key: str) -> date | None:
        if key not in self.found:
            return None
        return self.value(self.found, key, date, self.name)

    def _number(self, table: dict[str, Any], key: str, place: str) -> Decimal | None:
        value = table.get(key)
        if value is None:
            return None
        if type(value) not in (int, Decimal) or not Decimal(value).is_finite():
            raise BenchmarkFault(f"{place}, {key}", shown(value), "a number")
        return Decimal(value)

    def value(self, found: Mapping[str, Any], key: str, kind: type[Found], place: str) -> Found:
        """What stands under a key, of a type."""
        if key not in found:
            raise BenchmarkFault(f"{place}, {key}", "nothing", _NAMES[kind])
        value = found[key]
        if type(value) is not kind:
            raise BenchmarkFault(f"{place}, {key}", shown(value), _NAMES[kind])
        return value

    def as_table(self, found: object, place: str) -> dict[str, Any]:
        """Something that must be a table."""
        return self.value({"": found}, "", dict, place)

    def texts(self, found: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        """One text or several."""
        value = found.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise BenchmarkFault(f"{place}, {key}", shown(value), "a text or a list of texts")
        return tuple(listed)

    def one_of(
        self, found: Mapping[str, Any], key: str, allowed: tuple[str, ...], place: str, default: str
    ) -> str:
        """One of some words."""
        value = self.value({key: default} | dict(found), key, str, place)
        if value not in allowed:
            raise BenchmarkFault(f"{place}, {key}", shown(value), ", ".join(allowed))
        return value

    def known(self, found: Mapping[str, Any], allowed: set[str], place: str) -> None:
        """Refuse keys that nobody reads."""
        if unknown := sorted(found.keys() - allowed):
            raise BenchmarkFault(
                f"{place}, {unknown[0]}", "an unknown key", ", ".join(sorted(allowed))
            )


_NAMES: Final[dict[type[Any], str]] = {
    str: "a text", dict: "a table", list: "a list", bool: "true or false",
    date: "a day, such as 2026-12-01",
}  # fmt: skip
