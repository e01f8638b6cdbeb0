"""读取 -- the values of a TOML table, each asked for by name; what is wrong is noted, not raised.

A lawyer who edits a definition sees all its faults at once: file, key, what was found, what is
allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from plumbline.clock.period import MARKS, Mark
from plumbline.procedure.definition import Basis, When
from plumbline.text.canonical import GREATEST

PROVISION: Final = re.compile(
    r"[^#\s、]+#\d+(?:-\d+)?(?:\.\d+){0,3}(?:@\d{4}-\d{2}-\d{2})?"  # 行政处罚法#9.1.2@2021-01-22
)
ID: Final = re.compile(r"[a-z][a-z0-9_]*")


class DefinitionFault(ValueError):
    """A definition that cannot be read; one line for each fault: file, key, found, allowed."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Table:
    """One table of a definition, with the place where it stands.

    Each method takes a key out and answers with a value of its type, noting a fault where there
    is none; `close` notes the keys that nobody asked for.
    """

    def __init__(self, values: Any, where: str, faults: list[str]) -> None:
        self.where, self.faults = where, faults
        self._values: dict[str, Any] = dict(values) if isinstance(values, dict) else {}
        self._asked: set[str] = set()
        if not isinstance(values, dict):
            self.fault("", values, "a table")

    def fault(self, key: str, found: object, allowed: str) -> None:
        """Note a fault at a key."""
        said = "is missing" if found is None else f"is {found!r}"
        self.faults.append(f"{self.where}: {key} {said}; write {allowed}".replace(":  ", ": "))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def take(self, key: str) -> Any:
        """Whatever stands at a key; None when nothing does."""
        self._asked.add(key)
        return self._values.get(key)

    def text(self, key: str, *, needed: bool = False) -> str:
        """A string; empty when there is none."""
        found = self.take(key)
        if isinstance(found, str) and (found.strip() or not needed):
            return found
        if found is not None or needed:
            self.fault(key, found, "text")
        return ""

    def yes(self, key: str) -> bool:
        """True or false; false when there is none."""
        found = self.take(key)
        if found is None or isinstance(found, bool):
            return bool(found)
        self.fault(key, found, "true or false")
        return False

    def number(self, key: str) -> int | None:
        """A whole number, or None."""
        found = self.take(key)
        if type(found) is int:
            return found
        if found is None:
            return None
        self.fault(key, found, "a whole number")
        return None

    def choice(self, key: str, options: Iterable[str], *, default: str = "") -> str:
        """One of the options; the default, or a fault, when there is none."""
        allowed = tuple(options)
        found = self.take(key)
        if found is None and default:
            return default
        if isinstance(found, str) and found in allowed:
            return found
        self.fault(key, found, f"one of {', '.join(allowed)}")
        return default or allowed[0]

    def texts(self, key: str) -> tuple[str, ...]:
        """A string or a list of strings, as a tuple."""
        found = self.take(key)
        listed = [found] if isinstance(found, str) else found
        if listed is None:
            return ()
        if isinstance(listed, list) and all(isinstance(one, str) and one for one in listed):
            return tuple(listed)
        self.fault(key, found, "a list of texts")
        return ()

    def basis(self, *, otherwise: Basis | None = None) -> Basis:
        """The keys `basis` and `unverified`; a basis that is not there must carry a mark."""
        provisions = self.texts("basis")
        for one in provisions:
            if not PROVISION.fullmatch(one):
                self.fault("basis", one, "a provision such as 行政复议法#30.1")
        mark = self.choice("unverified", MARKS[1:]) if "unverified" in self else ""
        if provisions or mark:
            return Basis(provisions, cast("Mark", mark))
        if otherwise is None:
            self.fault(
                "basis", None, f"a provision, or unverified with one of {', '.join(MARKS[1:])}"
            )
        return otherwise or Basis()

    def when(self) -> When:
        """The key `when`: for each field, a value or a list of values."""
        found = self.take("when")
        if found is None:
            return ()
        if not isinstance(found, dict) or not found:
            self.fault("when", found, "a table of fields and their values")
            return ()
        return tuple(
            (name, tuple(values) if isinstance(values, list) else (values,))
            for name, values in found.items()
        )

    def inner(self, key: str) -> list[tuple[str, Table]]:
        """The tables below a key, each with its id: `[stage.received]`."""
        found = self.take(key)
        if found is None:
            return []
        tables = found if isinstance(found, dict) else {}
        if not isinstance(found, dict):
            self.fault(key, found, f"tables such as [{key}.name]")
        for id in tables:
            if not ID.fullmatch(id):
                self.fault(key, id, "an id in lower case, digits and _")
        return [
            (id, Table(values, f"{self.where}: {key} '{id}'", self.faults))
            for id, values in tables.items()
        ]

    def rows(self, key: str, word: str = "") -> list[Table]:
        """The items of a list below a key; a string is a table with that `word` alone."""
        found = self.take(key)
        listed = found if isinstance(found, list) else [] if found is None else [found]
        return [
            Table(
                {word: one} if word and isinstance(one, str) else one,
                f"{self.where}: {key} {number}",
                self.faults,
            )
            for number, one in enumerate(listed, 1)
        ]

    def close(self) -> None:
        """Note what nobody asked for."""
        for key in sorted(self._values.keys() - self._asked):
            allowed = ", ".join(sorted(self._asked))
            self.faults.append(f"{self.where}: {key} is not known; write one of {allowed}")


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """A TOML table with days, fractions and huge numbers as text, so that it can be encoded."""
    return {key: _plain(one) for key, one in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return plain(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    fits = isinstance(value, str) or (isinstance(value, int) and abs(value) <= GREATEST)
    return value if fits else str(value)
