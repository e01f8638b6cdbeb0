"""示例 -- the tables of a form's page that say with what it is filled; they run as tests.

Below the heading 例, a heading for each example, a table of fields and values, and quotations that
must stand in the paper that they make:

    ### 普通程序

    | 要素 | 内容 |
    |---|---|
    | applicant | 赵某（address=示例区一号）；钱某 |
    | procedure | ordinary |

    > 适用普通程序审理

Several values of a field that may have many are set apart by a semicolon, the particulars of a
person stand in brackets, `<br>` begins a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.papers.form import Form
from plumbline.papers.gather import values_of
from plumbline.papers.value import Value
from plumbline.procedure.definition import Definition, FieldType
from plumbline.procedure.reading import DefinitionFault

HEADING: Final = "## 例"
COLUMNS: Final = ("要素", "内容")

_RULE: Final = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_SEVERAL: Final = re.compile(r"[；;]\s*")
_PERSON: Final = re.compile(r"(?P<name>[^（(]+)(?:[（(](?P<facts>[^）)]*)[）)])?")
_COMMA: Final = re.compile(r"[，,]\s*")
_YES: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a page: what fills the form, and what the paper then says."""

    title: str
    place: str
    values: Mapping[str, str]
    says: tuple[str, ...]


def read_examples(page: str, file: str) -> tuple[Example, ...]:
    """The examples on a page. Raises DefinitionFault for a table that cannot be read."""
    found: list[tuple[str, str, dict[str, str], list[str]]] = []
    heading, is_below = "", False
    for number, text in enumerate(page.splitlines(), 1):
        if text.startswith("## "):
            is_below = text.strip() == HEADING
        elif is_below and text.startswith("### "):
            heading = text[4:].strip()
        elif is_below and text.startswith("|"):
            cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
            if tuple(cells) == COLUMNS:
                found.append((heading, f"{file}:{number}", {}, []))
            elif not found or len(cells) != len(COLUMNS):
                said = f"{file}:{number}: cells are {len(cells)}; write {' | '.join(COLUMNS)}"
                raise DefinitionFault([said])
            elif not _RULE.fullmatch(text.strip()):
                found[-1][2][cells[0]] = cells[1]
        elif is_below and text.startswith(">") and found:
            found[-1][3].append(text[1:].strip())
    return tuple(Example(one, place, facts, tuple(says)) for one, place, facts, says in found)


def example_values(form: Form, definition: Definition, example: Example) -> dict[str, Value | None]:
    """The values of an example, of the types that form and definition say."""
    stated = {name: _stated(form, definition, name, said) for name, said in example.values.items()}
    return values_of(form, definition, stated)


def _stated(form: Form, definition: Definition, name: str, said: str) -> object:
    """A cell as JSON, as an event would hold it."""
    field = form.asks.get(name) or definition.fields.get(name)
    text = said.replace("<br>", "\n")
    if field is None:
        return text
    if field.many:
        return [_one(field.type, one) for one in _SEVERAL.split(text) if one]
    return _one(field.type, text)


def _one(kind: FieldType, text: str) -> object:
    if kind == "yes_no":
        return _YES.get(text, text)
    if kind in ("number", "money") and text.isdecimal():
        return int(text)
    if kind == "person" and (found := _PERSON.fullmatch(text)):
        return {"name": found["name"].strip(), **dict(_facts(found["facts"] or ""))}
    return text


def _facts(text: str) -> Iterator[tuple[str, str]]:
    for one in _COMMA.split(text):
        key, equals, value = one.partition("=")
        if equals:
            yield key.strip(), value.strip()
