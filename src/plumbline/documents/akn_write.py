"""阿科马正文 -- the tree of a document as elements of Akoma Ntoso.

编、章、节、条、款 are elements of the hierarchy, 项 and 目 are items of block lists, as in the
naming convention: `art_9__para_1__item_2`. A unit whose children are blocks (words, lists,
tables, quotations) has a `content`; one with units of the hierarchy below it has an
`intro` for the blocks before them.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from plumbline.documents.akn_names import (
    ELEMENT,
    KINDS,
    LISTED,
    LOOSE,
    MISSING,
    TRANSPARENT,
    WORDLESS,
    implied_kind,
    label_of,
    label_text,
)
from plumbline.documents.akn_quote import AMENDS, quotation, quotes_in_line, split_opening
from plumbline.documents.akn_xml import ours, value, words
from plumbline.documents.model import DIVISIONS, Unit

Rows = tuple[tuple[str, ...], ...]

_DOC_ELEMENT: Final = {"title": "docTitle", "docnumber": "docNumber", "signature": "signature"}


class Scope(NamedTuple):
    """Where units stand: the kind around them (empty: the body), whether in an article, its id."""

    above: str = ""
    in_article: bool = False
    eid: str = ""


class TreeWriter:
    """Writes units in the order of the text; `ids` gives the id of each in that order."""

    def __init__(self, ids: Iterator[str], *, is_amendment: bool) -> None:
        self._ids = ids
        self._is_amendment = is_amendment
        self._mods: dict[str, int] = {}

    # -- containers of a document -------------------------------------------

    def front(self, units: Iterable[Unit]) -> str:
        """The units of a head, each as a block of the `preface`."""
        pieces: list[str] = []
        for kind, run in groupby(units, key=lambda unit: unit.kind if _is_bare(unit) else ""):
            if kind == "title":
                inside = "".join(map(self._block, run))
                pieces.append(f"<longTitle>\n{inside}</longTitle>\n")
            elif kind == "contents":
                inside = "".join(map(self._contents_line, run))
                pieces.append(f"<toc>\n{inside}</toc>\n")
            else:
                pieces.extend(map(self._block, run))
        return "".join(pieces)

    def closing(self, units: Iterable[Unit]) -> str:
        """The units of a signature, each as a block of the `conclusions`."""
        return "".join(map(self._block, units))

    def main(self, units: tuple[Unit, ...], *, allows_blocks: bool) -> tuple[str, str]:
        """What goes into the `preamble` of a document, and what into its body."""
        lead = 0
        while lead < len(units) and units[lead].kind == "preamble" and _is_block(units[lead], ""):
            lead += 1
        if lead == len(units):
            lead = 0
        preamble = self._blocks(units[:lead], Scope())
        return preamble, self._body(units[lead:], Scope(), allows_blocks=allows_blocks)

    def attachment(self, unit: Unit, meta: str, address: str) -> str:
        """An appendix as a document of its own, with `meta`; an empty one points to `address`."""
        eid = next(self._ids, "")
        label = label_text(unit)
        attributes = _eid(eid) + untold(unit, "appendix", label)
        if unit.heading and unit.kind in DIVISIONS:
            attributes += ours("heading", unit.heading)
        head = f"{_num(label)}<heading>{words(unit.text)}</heading>"
        if not unit.children:
            inside = f'<documentRef href="{value(address)}" showAs="{value(unit.text)}"/>'
        else:
            body = self._body(unit.children, Scope("appendix", eid=eid), allows_blocks=True)
            main = f"{meta}<mainBody>\n{body}</mainBody>\n"
            inside = f'<doc name="appendix" contains="originalVersion">\n{main}</doc>'
        return f"<attachment{attributes}>{head}\n{inside}\n</attachment>\n"

    def _body(self, units: tuple[Unit, ...], scope: Scope, *, allows_blocks: bool) -> str:
        if not units:
            return f'<hcontainer name="{MISSING}" status="incomplete"/>\n'
        return self._rest(units, scope, allows_blocks=allows_blocks)

    # -- the hierarchy ------------------------------------------------------

    def _unit(self, unit: Unit, scope: Scope, position: int) -> str:
        eid, label = next(self._ids, ""), label_text(unit)
        tag = ELEMENT.get(unit.kind, "hcontainer")
        if tag == "paragraph" and (unit.kind == "paragraph") != scope.in_article:
            tag = "hcontainer"
        name = unit.kind if unit.kind in KINDS else "text"
        kind = implied_kind(tag, name, label, scope.above, in_article=scope.in_article)
        attributes = _eid(eid) + (f' name="{name}"' if tag == "hcontainer" else "")
        attributes += untold(unit, kind, label, position=position)
        inner = Scope(unit.kind, scope.in_article or unit.kind == "article", eid)
        return f"<{tag}{attributes}>{_head(unit, label)}\n{self._inside(unit, inner)}</{tag}>\n"

    def _inside(self, unit: Unit, scope: Scope) -> str:
        children = unit.children
        text = "" if unit.kind in WORDLESS else unit.text
        if not text and not children:
            return ""
        lead = 0
        while lead < len(children) and _is_block(children[lead], unit.kind):
            lead += 1
        blocks = self._opening(text, children[:lead], scope)
        if lead == len(children):
            return f"<content>\n{blocks}</content>\n"
        intro = f"<intro>\n{blocks}</intro>\n" if blocks else ""
        return intro + self._rest(children[lead:], scope, allows_blocks=False)

    def _rest(self, units: tuple[Unit, ...], scope: Scope, *, allows_blocks: bool) -> str:
        """Units one after another; blocks among them are carried where the schema wants it."""
        pieces: list[str] = []
        position = 1
        for is_block, run in groupby(units, key=lambda unit: _is_block(unit, scope.above)):
            if is_block:
                blocks = self._blocks(tuple(run), scope)
                pieces.append(blocks if allows_blocks else _carried(blocks))
                continue
            for unit in run:
                pieces.append(self._unit(unit, scope, position))
                position += unit.kind == "paragraph"
        return "".join(pieces)

    # -- blocks -------------------------------------------------------------

    def _opening(self, text: str, units: tuple[Unit, ...], scope: Scope) -> str:
        """A unit's own words, and the blocks below it."""
        quoted = _run(units, 0, ("quoted",))
        if quoted or (text and not (units and units[0].kind in LISTED)):
            own = self._words(text, units[:quoted], scope.eid)
            return own + self._blocks(units[quoted:], scope)
        if not text and units and scope.above not in WORDLESS and _is_loose(units[0], scope.above):
            return "<p/>\n" + self._blocks(units, scope)
        return self._blocks(units, scope, introduction=text)

    def _blocks(self, units: tuple[Unit, ...], scope: Scope, *, introduction: str = "") -> str:
        """Blocks one after another; a list among them first may carry an introduction."""
        pieces: list[str] = []
        at = 0
        while at < len(units):
            unit, end = units[at], at + 1
            if unit.kind in LISTED:
                end = _run(units, at, LISTED)
                pieces.append(self._list(introduction, units[at:end], scope))
                introduction = ""
            elif unit.kind == "table":
                pieces.append(self._table(unit))
            elif unit.kind == "quoted":
                end = _run(units, at, ("quoted",))
                pieces.append(self._words("", units[at:end], scope.eid))
            else:
                eid = next(self._ids, "")
                pieces.append(self._words(unit.text, unit.children, eid, _eid(eid)))
            at = end
        return "".join(pieces)

    def _list(self, introduction: str, units: tuple[Unit, ...], scope: Scope) -> str:
        pieces = ["<blockList>\n"]
        if introduction:
            line = self._line(introduction, scope.eid)
            pieces.append(f"<listIntroduction>{line}</listIntroduction>\n")
        for unit in units:
            eid, label = next(self._ids, ""), label_text(unit)
            kind = implied_kind("item", "", label, scope.above, in_article=scope.in_article)
            attributes = _eid(eid) + untold(unit, kind, label)
            inner = Scope(unit.kind, scope.in_article, eid)
            inside = self._opening(unit.text, unit.children, inner) or "<p/>"
            pieces.append(f"<item{attributes}>{_head(unit, label)}\n{inside}</item>\n")
        pieces.append("</blockList>\n")
        return "".join(pieces)

    def _table(self, unit: Unit) -> str:
        attributes = _eid(next(self._ids, ""))
        if unit.text == markdown_text(unit.rows):
            unit = unit._replace(text=rows_text(unit.rows))
            attributes += ours("laid", "markdown")
        attributes += untold(unit, "table", "", rows=unit.rows)
        pieces = [f"<table{attributes}>\n"]
        for row in unit.rows:
            cells = "".join(f"<td><p>{words(cell)}</p></td>" if cell else "<td/>" for cell in row)
            pieces.append(f"<tr>{cells}</tr>\n")
        pieces.append("</table>\n")
        return "".join(pieces)

    def _words(self, text: str, quoted: tuple[Unit, ...], eid: str, attributes: str = "") -> str:
        """A `p`; what it puts into another text stands in a `mod`."""
        if not quoted:
            return f"<p{attributes}>{self._line(text, eid)}</p>\n"
        mod = self._mod(eid)
        before, first = split_opening(text)
        ids = [next(self._ids, "") for _ in quoted]
        structure = quotation(first, quoted, ids, f"{mod}__qstr_1" if mod else "")
        line = quotes_in_line(before, mod)
        return f"<p{attributes}><mod{_eid(mod)}>{line}{structure}</mod></p>\n"

    def _line(self, text: str, eid: str) -> str:
        if not self._is_amendment or "“" not in text or not AMENDS.search(text):
            return words(text)
        mod = self._mod(eid)
        return f"<mod{_eid(mod)}>{quotes_in_line(text, mod)}</mod>"

    def _mod(self, eid: str) -> str:
        self._mods[eid] = self._mods.get(eid, 0) + 1
        return f"{eid}__mod_{self._mods[eid]}" if eid else ""

    # -- blocks of preface and conclusions ----------------------------------

    def _block(self, unit: Unit) -> str:
        """A unit as one block, whatever it is."""
        attributes = _eid(next(self._ids, ""))
        if not _is_bare(unit):
            return self._container(unit, attributes)
        inside = words(unit.text)
        tag = _DOC_ELEMENT.get(unit.kind)
        if tag is not None:
            return f"<p{attributes}><{tag}>{inside}</{tag}></p>\n"
        return f'<block{attributes} name="{unit.kind}">{inside}</block>\n'

    def _container(self, unit: Unit, attributes: str) -> str:
        label = label_text(unit)
        pieces = [f"<blockContainer{attributes}{untold(unit, '', label)}>{_head(unit, label)}\n"]
        if unit.kind not in WORDLESS:
            pieces.append(f"<p>{words(unit.text)}</p>\n")
        pieces.extend(map(self._block, unit.children))
        if len(pieces) == 1:
            pieces.append("<p/>\n")
        pieces.append("</blockContainer>\n")
        return "".join(pieces)

    def _contents_line(self, unit: Unit) -> str:
        eid = _eid(next(self._ids, ""))
        return f'<tocItem{eid} href="#" level="1">{words(unit.text)}</tocItem>\n'


def untold(unit: Unit, kind: str, label: str, *, position: int = 0, rows: Rows = ()) -> str:
    """Attributes of ours for whatever the element alone would not tell of a unit.

    `kind` is what it tells, `position` the place of a 款 in its article, `rows` those written.
    """
    number, form = label_of(label, unit.kind)
    if unit.kind == "paragraph" and position and not label:
        number = str(position)
    heading = unit.heading if unit.kind in DIVISIONS else ""
    text = "" if unit.kind in WORDLESS else unit.text
    if rows:
        text = rows_text(rows)
    if unit[:5] == (kind, number, form, heading, text) and unit.rows == rows:
        return ""
    told = {"kind": kind, "number": number, "form": form, "heading": heading, "text": text}
    found = [ours(name, getattr(unit, name)) for name in told if getattr(unit, name) != told[name]]
    if unit.rows != rows:
        found.append(ours("rows", json.dumps(unit.rows)))
    return "".join(found)


def rows_text(rows: Rows) -> str:
    """The words of a table: a line for each row, a tab between cells."""
    return "\n".join("\t".join(row).rstrip() for row in rows)


def markdown_text(rows: Rows) -> str:
    """The words of a table as Markdown lays it out."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines[:1], "|" + " --- |" * len(rows[0]), *lines[1:]]) if rows else ""


def _head(unit: Unit, label: str) -> str:
    if unit.heading and unit.kind in DIVISIONS:
        return f"{_num(label)}<heading>{words(unit.heading)}</heading>"
    return _num(label)


def _num(label: str) -> str:
    return f"<num>{words(label)}</num>" if label else ""


def _eid(eid: str) -> str:
    return f' eId="{eid}"' if eid else ""


def _carried(blocks: str) -> str:
    return f'<hcontainer name="{TRANSPARENT}"><content>\n{blocks}</content></hcontainer>\n'


def _run(units: tuple[Unit, ...], start: int, kinds: Container[str]) -> int:
    """Where the run of these kinds that begins at `start` ends."""
    end = start
    while end < len(units) and units[end].kind in kinds:
        end += 1
    return end


def _is_bare(unit: Unit) -> bool:
    """Whether a unit is nothing but its kind and its words."""
    return not (unit.number or unit.form or unit.heading or unit.children or unit.rows) and (
        unit.kind in KINDS and unit.kind not in WORDLESS and unit.kind != "paragraph"
    )


def _is_loose(unit: Unit, above: str) -> bool:
    """Whether a unit is what a bare `p` means below `above`."""
    return (
        unit.kind == LOOSE.get(above, "text")
        and above != "article"
        and bool(unit.text)
        and not (unit.number or unit.form or unit.heading or unit.rows)
        and all(_is_line(child) for child in unit.children)
    )


def _is_line(unit: Unit) -> bool:
    return unit.kind == "quoted" and not (unit.children or unit.rows or unit.heading)


def _is_block(unit: Unit, above: str) -> bool:
    """Whether a unit can be written as a block, all below it included."""
    if unit.kind in LISTED:
        return not unit.rows and all(_is_block(child, unit.kind) for child in unit.children)
    if unit.kind == "table":
        bare = not (unit.children or unit.number or unit.form)
        return bare and bool(unit.rows) and all(unit.rows)
    return _is_line(unit) or _is_loose(unit, above)
