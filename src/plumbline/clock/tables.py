"""内容的读法 -- pages and bodies read key by key; what is wrong names file, key, found and allowed.

A page opens with its identity between two lines of `---`, written in TOML; a body is TOML. Each
key is read once, and a key that nobody reads is an error, so that a misspelt one is not lost.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, cast

from plumbline.clock.period import MARKS, ClockFault, Ground, Mark

FENCE: Final = "---\n"


class ContentFault(ClockFault):
    """Content that cannot be read: the message names the file, the key, and what is allowed."""


def read_body(path: Path) -> Table:
    """A TOML file. Raises ContentFault when it cannot be read."""
    return Table(place_of(path), _parsed(path, _text_of(path)))


def read_front(path: Path) -> Table:
    """The identity of a page. Raises ContentFault when it has none."""
    text = _text_of(path)
    front, fence, _ = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    if not text.startswith(FENCE) or not fence:
        raise ContentFault(f"{place_of(path)}: opens without identity; write it between two ---")
    return Table(place_of(path), _parsed(path, front))


def place_of(path: Path) -> str:
    """The file as a message names it: with its folder."""
    return f"{path.parent.name}/{path.name}"


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise ContentFault(f"{place_of(path)}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise ContentFault(f"{place_of(path)}: byte {error.start} is not UTF-8") from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentFault(f"{place_of(path)}: no TOML: {error}") from None


class Table:
    """One table of a file; `place` is how messages name it."""

    def __init__(self, place: str, body: dict[str, Any]) -> None:
        self.place = place
        self._body = body
        self._unread = set(body)

    def __contains__(self, key: str) -> bool:
        return key in self._body

    def fault(self, key: str, allowed: str) -> ContentFault:
        """The error of a key whose value is not allowed, or that is missing."""
        if key not in self._body:
            return ContentFault(f"{self.place}: {key} is missing; write {allowed}")
        return ContentFault(f"{self.place}: {key} is {self._body[key]!r}; write {allowed}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; the default where the key is missing."""
        if key not in self._body and default is not None:
            return default
        value = self._take(key, "a text")
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "a text")
        return value

    def word(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of the words allowed."""
        value = self.text(key, default)
        if value not in allowed:
            raise self.fault(key, f"one of {', '.join(allowed)}")
        return value

    def mark(self, key: str = "unverified") -> Mark:
        """W, I or M; nothing where the key is missing."""
        return cast("Mark", self.word(key, MARKS[1:]) if key in self._body else "")

    def number(self, key: str, default: int | None = None, least: int = 0) -> int:
        """A whole number, not below the least."""
        if key not in self._body and default is not None:
            return default
        allowed = f"a whole number from {least} on"
        value = self._take(key, allowed)
        if type(value) is not int or value < least:
            raise self.fault(key, allowed)
        return value

    def numbers(self, key: str) -> tuple[int, ...]:
        """Whole numbers above zero, in a list."""
        allowed = "a list of whole numbers, such as [2, 3, 5, 7]"
        value = self._take(key, allowed)
        if not isinstance(value, list) or not all(type(one) is int and one > 0 for one in value):
            raise self.fault(key, allowed)
        return tuple(value)

    def day(self, key: str) -> date:
        """A day."""
        allowed = "a day, such as 2024-01-31"
        value = self._take(key, allowed)
        if not _is_day(value):
            raise self.fault(key, allowed)
        return cast("date", value)

    def days(self, key: str) -> tuple[date, ...]:
        """Days in a list; none where the key is missing."""
        value = self._take(key) if key in self._body else []
        if not isinstance(value, list) or not all(_is_day(one) for one in value):
            raise self.fault(key, "a list of days, such as [2024-02-04]")
        return tuple(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A text, or several in a list; none where the key is missing."""
        value = self._take(key) if key in self._body else []
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
            raise self.fault(key, "a text or a list of texts")
        return tuple(listed)

    def table(self, key: str) -> Table:
        """A table inside; an empty one where the key is missing."""
        value = self._take(key) if key in self._body else {}
        if not isinstance(value, dict):
            raise self.fault(key, f"a table [{key}]")
        return Table(f"{self.place}: {key}", value)

    def tables(self, key: str) -> Iterator[Table]:
        """Tables in a list, each named by its id, name or number; none where the key is missing."""
        value = self._take(key) if key in self._body else []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fault(key, f"tables [[{key}]]")
        for number, one in enumerate(value, 1):
            name = one.get("id") or one.get("name") or number
            yield Table(f"{self.place}: {key} {name!r}", one)

    def ground(self, basis: str = "basis") -> Ground:
        """Article, the article that brings it to bear, and mark."""
        return Ground(self.text(basis, ""), self.text("by", ""), self.mark())

    def done(self) -> None:
        """Raise ContentFault for a key that was not read."""
        for key in sorted(self._unread):
            known = ", ".join(sorted(set(self._body) - self._unread)) or "none"
            raise ContentFault(f"{self.place}: {key} is not known here; known are {known}")

    def _take(self, key: str, allowed: str = "") -> Any:
        if key not in self._body:
            raise self.fault(key, allowed)
        self._unread.discard(key)
        return self._body[key]


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def pairs_in(folder: Path, kind: Literal["year", "day"]) -> Iterator[tuple[str, Path, Path]]:
    """Name, page and body of each dated thing in a folder, in order of their names.

    Raises ContentFault where a body has no page, or its name is no year or day.
    """
    form = "2024.toml" if kind == "year" else "2024-01-01.toml"
    for body in sorted(folder.glob("[0-9]*.toml")):
        name = body.stem
        if not _is_named(name, kind):
            raise ContentFault(f"{place_of(body)}: is no {kind}; name it such as {form}")
        page = body.with_suffix(".md")
        if not page.is_file():
            raise ContentFault(f"{place_of(body)}: has no page; write {place_of(page)}")
        yield name, page, body


def _is_named(name: str, kind: Literal["year", "day"]) -> bool:
    if kind == "year":
        return len(name) == len("2024") and name.isascii() and name.isdigit()
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
