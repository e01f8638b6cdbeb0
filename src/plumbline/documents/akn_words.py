"""阿科马文字 -- the words of an element, and the quotations that stand among them.

Inline elements of any kind give their words. A `quotedStructure` gives the lines of a
quotation, each of them a unit of its own.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from plumbline.documents.akn_names import OURS, is_kind, is_number, printed
from plumbline.documents.akn_open import DEEPEST
from plumbline.documents.akn_quote import told_by_line
from plumbline.documents.akn_xml import disarm, marked
from plumbline.documents.model import DIVISIONS, Place, Unit
from plumbline.documents.unreadable import Unreadable

NOWHERE: Final = Place(0, 0, 0)
PL: Final = f"{{{OURS}}}"

_SPACE: Final = re.compile(r"[ \t\r\n]+")
_IDEOGRAPHS: Final = re.compile(
    "(?<=[\u2e80-\ua4cf\uf900-\uffef]) (?=[\u2e80-\ua4cf\uf900-\uffef])"
)
_NUMBERED: Final = frozenset({"item", "article", "paragraph", "point", "indent", "list", "level"})
NAMING: Final = frozenset({"num", "heading", "subheading"})
"""Elements with which others say what they are called."""

_STRUCTURES: Final = frozenset({"quotedStructure", "embeddedStructure"})


class Run(NamedTuple):
    """Words of an element and the quoted lines that follow from it."""

    text: str
    quoted: tuple[Unit, ...]


class Line(NamedTuple):
    """A line of a quotation as it stands: label, words, and the element that carries it."""

    label: str
    text: str
    element: etree._Element


def local(element: etree._Element) -> str:
    """Name of an element without its namespace; empty for what is no element."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def exact(element: etree._Element, name: str) -> str:
    """An attribute of the standard, or the exact text that stands beside it."""
    beside = element.get(f"{PL}exact-{name}")
    return disarm(beside) if beside is not None else element.get(name, "")


class WordReader:
    """Reads words. `is_ours` says that white space stands as it was written."""

    def __init__(self, name: str, *, is_ours: bool) -> None:
        self.name = name
        self.is_ours = is_ours
        self._depth = 0

    def enter(self, element: etree._Element) -> None:
        """Go one element deeper; too deep is `Unreadable`."""
        self._depth += 1
        if self._depth > DEEPEST:
            place = f"line {element.sourceline}"
            found = f"elements more than {DEEPEST} deep"
            raise Unreadable(self.name, place, found, f"at most {DEEPEST} levels")

    def leave(self) -> None:
        """Come back from an element."""
        self._depth -= 1

    def run(self, element: etree._Element) -> Run:
        """The words of an element, quotations in the line among them, and its quoted lines."""
        if not len(element):
            return Run(self.tidy(element.text or ""), ())
        pieces: list[str] = []
        quoted: list[Unit] = []
        self._collect(element, pieces, quoted)
        return Run(self.tidy("".join(pieces)), tuple(quoted))

    def tidy(self, text: str) -> str:
        """Words without the white space with which others set out their files."""
        if self.is_ours:
            return text
        return _IDEOGRAPHS.sub("", _SPACE.sub(" ", text)).strip()

    def naming(self, element: etree._Element) -> tuple[str, str]:
        """The printed number of an element and its heading, each empty where it has none."""
        label = heading = ""
        for child in element:
            tag = local(child)
            if tag not in NAMING:
                break
            text = self.run(child).text
            if tag == "num":
                label = label or text
            else:
                heading = f"{heading} {text}" if heading else text
        return label, heading

    def _collect(self, element: etree._Element, pieces: list[str], quoted: list[Unit]) -> None:
        self.enter(element)
        pieces.append(element.text or "")
        for child in element:
            tag = local(child)
            if tag in _STRUCTURES:
                opening, units = self._quotation(child)
                pieces.append(opening)
                quoted.extend(units)
            elif tag == "quotedText":
                pieces.append(child.get("startQuote", ""))
                self._collect(child, pieces, quoted)
                pieces.append(child.get("endQuote", ""))
            elif tag == "marker":
                pieces.append(marked(child.get("name", "")))
            elif tag in ("br", "eol"):
                pieces.append("" if self.is_ours else " ")
            elif tag:
                self._collect(child, pieces, quoted)
            pieces.append(child.tail or "")
        self.leave()

    # -- quotations ---------------------------------------------------------

    def _quotation(self, element: etree._Element) -> tuple[str, list[Unit]]:
        """The words that belong to the announcing line, and the lines after it."""
        lines: list[Line] = []
        self._lines(element, lines)
        if not lines:
            return "", []
        opens, closes = element.get("startQuote", ""), element.get("endQuote", "")
        first = lines[0]
        if first.label:
            lines[0] = first._replace(label=opens + first.label)
        else:
            lines[0] = first._replace(text=opens + first.text)
        lines[-1] = lines[-1]._replace(text=lines[-1].text + closes)
        announced = ""
        if lines[0].element.get(f"{PL}own"):
            announced = lines.pop(0).text
        return announced, [_quoted_unit(line) for line in lines]

    def _lines(self, element: etree._Element, lines: list[Line]) -> None:
        self.enter(element)
        for child in element:
            tag = local(child)
            if tag == "p":
                lines.append(Line("", self.run(child).text, child))
            elif tag in DIVISIONS or tag in _NUMBERED:
                self._named(child, lines)
            elif tag not in NAMING and len(child):
                self._lines(child, lines)
            elif tag not in NAMING and (words := self.run(child).text):
                lines.append(Line("", words, child))
        self.leave()

    def _named(self, element: etree._Element, lines: list[Line]) -> None:
        """A numbered element: its number and heading, or the words that follow, make a line."""
        at = len(lines)
        label, heading = self.naming(element)
        self._lines(element, lines)
        if not label and not heading:
            return
        if not heading and at < len(lines) and not lines[at].label:
            heading = lines.pop(at).text
        lines.insert(at, Line(label, heading, element))


def _quoted_unit(line: Line) -> Unit:
    number, form, text = told_by_line(line.label, line.text)
    unit = Unit("quoted", number, form, "", text, (), NOWHERE)
    return with_own_facts(unit, line.element)


def with_own_facts(unit: Unit, element: etree._Element) -> Unit:
    """A unit with what attributes of ours say of it, as far as that can be."""
    own = {
        str(key)[len(PL) :]: disarm(str(fact))
        for key, fact in element.attrib.items()
        if str(key).startswith(PL)
    }
    if not own:
        return unit
    kind, number = own.get("kind", unit.kind), own.get("number", unit.number)
    if not is_kind(kind) or not is_number(number, kind):
        kind, number = unit.kind, unit.number
    form = own.get("form", unit.form)
    return unit._replace(
        kind=kind,
        number=number,
        form=form if form.startswith("=") or printed(form, number) else "",
        heading=own.get("heading", unit.heading),
        text=own.get("text", unit.text),
        rows=_rows(own["rows"]) if "rows" in own else unit.rows,
    )


def _rows(written: str) -> tuple[tuple[str, ...], ...]:
    try:
        rows = json.loads(written)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(rows, list):
        return ()
    return tuple(tuple(map(str, row)) for row in rows if isinstance(row, list))
