"""表头 -- the columns of the two tables, and what their cells may hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from plumbline.store.administration.roles import given_roles

Table = Literal["agencies", "people"]
Language = Literal["zh", "en"]
TABLES: Final[tuple[Table, ...]] = ("agencies", "people")
_BODY: Final = Path(__file__).with_name("columns.toml")
_MARKS: Final = re.compile(r"[\s*＊:：]|[（(].*?[）)]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the heads by which it is known in each language, and what its cells may be."""

    field: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    says: Mapping[str, str]
    required: bool = False
    is_day: bool = False
    is_choice: bool = False
    longest: int = 100

    def head(self, language: Language) -> str:
        """The head that is written."""
        return (self.zh if language == "zh" else self.en)[0]


@cache
def _body() -> dict[str, Any]:
    return tomllib.loads(_BODY.read_text("utf-8"))


@cache
def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table, in the order in which they are written."""
    return tuple(
        Column(
            one["field"], tuple(one["zh"]), tuple(one["en"]),
            {"zh": one["says_zh"], "en": one["says_en"]}, one.get("required", False),
            one.get("day", False), one.get("choice", False), one.get("longest", 100),
        )
        for one in _body()[table]
    )  # fmt: skip


@cache
def known_heads(table: Table) -> Mapping[str, str]:
    """The field of each head, as `bare` writes heads."""
    return {
        bare(head): column.field for column in columns(table) for head in (*column.zh, *column.en)
    }


def bare(head: str) -> str:
    """A head without blanks, stars and what stands in brackets, in lower case."""
    return _MARKS.sub("", head).lower()


def sheet_name(what: str, language: Language) -> str:
    """The name of a sheet: of agencies, people, or values."""
    return str(_body()["sheets"][language][what])


def heading(what: str, language: Language) -> str:
    """A heading of the sheet of allowed values."""
    return str(_body()["headings"][language][what])


def allowed(field: str) -> dict[str, str]:
    """What a choice may be: the word for each code. A role is called as procedures call it."""
    words: dict[str, str] = dict(_body()["values"][field])
    if field == "role":
        words |= {one.code: one.title for one in given_roles() if one.title}
    return words


def word_of(field: str, code: str, language: Language) -> str:
    """What a cell says for a code: the word in Chinese where only this code has it."""
    words = allowed(field)
    said = words.get(code, code)
    several = list(words.values()).count(said) > 1
    return code if language == "en" or several else said


def code_of(field: str, said: str) -> str | None:
    """The code that a cell means, by code or word; None where there is none, or several."""
    words = allowed(field)
    if said.lower() in words:
        return said.lower()
    found = [code for code, word in words.items() if bare(word) == bare(said) or word == said]
    return found[0] if len(found) == 1 else None
