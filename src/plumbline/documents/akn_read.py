"""阿科马读取 -- elements of Akoma Ntoso as the units of a document.

The reader follows the order of the text and asks of each element what it is below the
unit around it: `akn_names.implied_kind` for an element of the hierarchy, `LOOSE` for a
bare paragraph. Elements that it does not know give their words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from plumbline.documents.akn_names import (
    KINDS,
    LOOSE,
    MISSING,
    NUMBERED,
    TRANSPARENT,
    WORDLESS,
    implied_kind,
    is_kind,
    is_number,
    label_of,
)
from plumbline.documents.akn_words import (
    NAMING,
    NOWHERE,
    PL,
    WordReader,
    local,
    with_own_facts,
)
from plumbline.documents.akn_write import markdown_text, rows_text
from plumbline.documents.model import DIVISIONS, Unit

_HIERARCHY: Final = frozenset(
    {
        "clause", "section", "part", "paragraph", "chapter", "title", "article", "book", "tome",
        "division", "point", "indent", "alinea", "rule", "subrule", "proviso", "subsection",
        "subpart", "subparagraph", "subchapter", "subtitle", "subdivision", "subclause", "level",
        "transitional", "hcontainer", "item",
    }
)  # fmt: skip
_LINES: Final = frozenset(
    {"p", "block", "listIntroduction", "listWrapUp", "crossHeading", "tocItem", "li"}
)
_ROW_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_SILENT: Final = frozenset({"meta", "coverPage", "components", "componentRef", "documentRef"})
_PRINTED: Final = {"docTitle": "title", "docNumber": "docnumber", "signature": "signature"}


@dataclass(slots=True)
class Flow:
    """The units that gather below one unit, whose kind is `above`.

    `expects_words` is true until the unit's own words, or anything else, have come; `held`
    are blocks that stand in an article and belong to its last paragraph.
    """

    above: str
    in_article: bool = False
    expects_words: bool = False
    text: str = ""
    units: list[Unit] = field(default_factory=list)
    held: list[Unit] = field(default_factory=list)
    paragraphs: int = 0
    last: dict[str, int] = field(default_factory=dict)


class TreeReader:
    """Reads the parts of a document; `words` reads what stands in its lines."""

    def __init__(self, words: WordReader) -> None:
        self._words = words
        self._last_article = 0

    def part(self, element: etree._Element | None, above: str) -> tuple[Unit, ...]:
        """The units of a preface, a preamble, a body or conclusions; none where it is missing."""
        if element is None:
            return ()
        return self._units(element, Flow(above))

    def attachment(self, element: etree._Element) -> Unit:
        """An attached document as an appendix, its own title and body below it."""
        inside = Flow("appendix")
        for child in element:
            if local(child) not in (*NAMING, *_SILENT):
                self._attached(child, inside)
        label, heading = self._words.naming(element)
        own_kind = element.get(f"{PL}kind", "")
        number, form = label_of(label, own_kind if is_kind(own_kind) else "appendix")
        unit = Unit("appendix", number, form, "", heading, tuple(inside.units), NOWHERE)
        return with_own_facts(unit, element)

    def _attached(self, element: etree._Element, inside: Flow) -> None:
        self._words.enter(element)
        for part in element:
            tag = local(part)
            if tag == "attachments":
                inside.units += [self.attachment(child) for child in part if local(child)]
            elif tag and tag not in _SILENT:
                self._flow(part, inside)
        self._words.leave()

    # -- the flow of elements -----------------------------------------------

    def _units(self, element: etree._Element, flow: Flow) -> tuple[Unit, ...]:
        self._flow(element, flow)
        _release(flow)
        return tuple(flow.units)

    def _flow(self, element: etree._Element, flow: Flow) -> None:
        self._words.enter(element)
        for child in element:
            tag = local(child)
            if tag in _LINES:
                self._line(child, tag, flow)
            elif tag in _HIERARCHY:
                self._hierarchy(child, tag, flow)
            elif tag == "table":
                self._table(child, flow)
            elif tag and tag not in NAMING and tag not in _SILENT:
                self._other(child, tag, flow)
        self._words.leave()

    def _hierarchy(self, element: etree._Element, tag: str, flow: Flow) -> None:
        name = element.get("name", "")
        if tag == "hcontainer" and name in (TRANSPARENT, MISSING):
            flow.expects_words = False
            self._flow(element, flow)
        else:
            self._add(self._unit(element, tag, name, flow), flow)

    def _other(self, element: etree._Element, tag: str, flow: Flow) -> None:
        """What is numbered or headed is a unit; what only holds blocks lets them pass."""
        if element.get(f"{PL}kind") is not None or (len(element) and local(element[0]) in NAMING):
            self._add(self._unit(element, tag, "", flow), flow)
        elif len(element) and not (element.text or "").strip():
            self._flow(element, flow)
        else:
            self._line(element, "p", flow)

    def _unit(self, element: etree._Element, tag: str, name: str, flow: Flow) -> Unit:
        label, heading = self._words.naming(element)
        kind = element.get(f"{PL}kind", "")
        if not is_kind(kind):
            kind = implied_kind(tag, name, label, flow.above, in_article=flow.in_article)
        number, form = label_of(label, kind)
        own_number = element.get(f"{PL}number", "")
        number = own_number if own_number and is_number(own_number, kind) else number
        if kind == "paragraph" and not (label or number) and tag != "blockContainer":
            number = str(flow.paragraphs + 1)
        elif kind in NUMBERED:
            number = self._number(number, kind, flow)
        inner = Flow(kind, flow.in_article or kind == "article", kind not in WORDLESS)
        units = self._units(element, inner)
        unit = Unit(kind, number, form, "", inner.text, units, NOWHERE)
        if heading:
            unit = _headed(unit, heading, label)
        return with_own_facts(unit, element)

    def _number(self, number: str, kind: str, flow: Flow) -> str:
        """The number of a unit that needs one; articles are counted through the document."""
        last = self._last_article if kind == "article" else flow.last.get(kind, 0)
        if not is_number(number, kind):
            number = str(last + 1)
        flow.last[kind] = int(number.partition("-")[0])
        if kind == "article":
            self._last_article = flow.last[kind]
        return number

    # -- lines and tables ---------------------------------------------------

    def _line(self, element: etree._Element, tag: str, flow: Flow) -> None:
        text, quoted = self._words.run(element)
        kind = _kind_of_line(element, tag)
        if flow.expects_words and not kind:
            flow.expects_words = False
            flow.text = text
            flow.units.extend(quoted)
        elif text or kind:
            kind = kind or LOOSE.get(flow.above, "text")
            number = str(flow.paragraphs + 1) if kind == "paragraph" else ""
            unit = Unit(kind, number, "", "", text, quoted, NOWHERE)
            self._add(with_own_facts(unit, element), flow)
        else:
            flow.units.extend(quoted)

    def _table(self, element: etree._Element, flow: Flow) -> None:
        rows: list[tuple[str, ...]] = []
        for child in element:
            tag = local(child)
            if tag == "tr":
                rows.append(self._row(child))
            elif tag in _ROW_GROUPS:
                rows += [self._row(row) for row in child if local(row) == "tr"]
            elif tag:
                self._line(child, "p", flow)
        laid = markdown_text if element.get(f"{PL}laid") == "markdown" else rows_text
        unit = Unit("table", "", "", "", laid(tuple(rows)), (), NOWHERE, tuple(rows))
        self._add(with_own_facts(unit, element), flow)

    def _row(self, element: etree._Element) -> tuple[str, ...]:
        return tuple(self._cell(cell) for cell in element if local(cell))

    def _cell(self, element: etree._Element) -> str:
        if len(element) and all(local(child) == "p" for child in element):
            return "\n".join(self._words.run(child).text for child in element)
        return self._words.run(element).text

    def _add(self, unit: Unit, flow: Flow) -> None:
        """Put a unit below the one around it; the blocks of an article are those of its last 款."""
        flow.expects_words = False
        if flow.above == "article" and not self._words.is_ours and unit.kind != "paragraph":
            flow.held.append(unit)
            return
        _release(flow)
        flow.units.append(unit)
        flow.paragraphs += unit.kind == "paragraph"


def _release(flow: Flow) -> None:
    if not flow.held:
        return
    if not flow.units:
        flow.paragraphs = 1
        flow.units.append(Unit("paragraph", "1", "", "", "", (), NOWHERE))
    last = flow.units[-1]
    flow.units[-1] = last._replace(children=(*last.children, *flow.held))
    flow.held.clear()


def _headed(unit: Unit, heading: str, label: str) -> Unit:
    """A unit with its heading; where only divisions have one, it stands with number or words."""
    if unit.kind in DIVISIONS:
        return unit._replace(heading=heading)
    if unit.kind in WORDLESS:
        return unit._replace(form=f"={label} {heading}".rstrip())
    return unit._replace(text=f"{heading} {unit.text}".rstrip())


def _kind_of_line(element: etree._Element, tag: str) -> str:
    """The kind that a line names itself, or the empty string for a bare one."""
    if tag == "block":
        name = element.get("name", "")
        return name if name in KINDS else ""
    if tag == "tocItem":
        return "contents"
    if tag == "p":
        for child in element:
            if kind := _PRINTED.get(local(child)):
                return kind
    return ""
