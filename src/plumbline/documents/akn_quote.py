"""引用的新文 -- the wording that an amending provision puts into another text.

Akoma Ntoso has `mod` for a provision that amends, `quotedText` for words in its line and
`quotedStructure` for lines of their own. A quotation often begins in the line that
announces it; then its first paragraph belongs to that line still, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final, NamedTuple

from plumbline.documents.akn_names import ELEMENT, label_of, label_text
from plumbline.documents.akn_xml import ours, words
from plumbline.documents.marks import read_mark
from plumbline.documents.model import DIVISIONS, Unit

OPEN: Final = "“"
CLOSE: Final = "”"
AMENDS: Final = re.compile("修改|改为|修正|增加|删[去除]|合并|作为|移至|调整为|废止")
"""Words with which a provision changes the words of another."""

_INLINE: Final = re.compile("“([^“”]*)”")


class Quoted(NamedTuple):
    """A line of a quotation as it is written: attributes, printed label, words, rung."""

    attributes: str
    label: str
    text: str
    rung: str


def quotes_in_line(text: str, eid: str) -> str:
    """Words with each quotation that closes in the same line as a `quotedText`."""
    pieces: list[str] = []
    at = 0
    for count, found in enumerate(_INLINE.finditer(text), 1):
        own_id = f' eId="{eid}__qtext_{count}"' if eid else ""
        pieces.append(words(text[at : found.start()]))
        pieces.append(f'<quotedText{own_id} startQuote="{OPEN}" endQuote="{CLOSE}">')
        pieces.append(f"{words(found[1])}</quotedText>")
        at = found.end()
    pieces.append(words(text[at:]))
    return "".join(pieces)


def split_opening(text: str) -> tuple[str, str | None]:
    """Words before and after the quotation mark that stays open; None when none does."""
    opened: list[int] = []
    for at, character in enumerate(text):
        if character == OPEN:
            opened.append(at)
        elif character == CLOSE and opened:
            opened.pop()
    return (text[: opened[0]], text[opened[0] + 1 :]) if opened else (text, None)


def quotation(first: str | None, units: tuple[Unit, ...], ids: Iterable[str], eid: str) -> str:
    """A `quotedStructure` of the lines of `units`, after `first`, which the announcing line ends.

    `ids` are those of the units; `eid` is that of the structure.
    """
    lines = [_line(unit, own_id) for unit, own_id in zip(units, ids, strict=True)]
    quotes = ""
    if first is None:
        lines[0], opened = _without_opening(lines[0])
    else:
        lines.insert(0, Quoted(ours("own", "true"), "", first, ""))
        opened = True
    if opened:
        quotes = f' startQuote="{OPEN}"'
        if lines[-1].text.endswith(CLOSE):
            lines[-1] = lines[-1]._replace(text=lines[-1].text[:-1])
            quotes += f' endQuote="{CLOSE}"'
    own_id = f' eId="{eid}"' if eid else ""
    return f"<quotedStructure{own_id}{quotes}>\n{_structure(lines)}</quotedStructure>"


def told_by_line(label: str, text: str) -> tuple[str, str, str]:
    """Number, form and words of a line of a quotation, from its label and its words as printed."""
    if not label:
        return ("", OPEN, text[1:]) if text.startswith(OPEN) else ("", "", text)
    return (*label_of(label, "quoted"), text)


def _line(unit: Unit, eid: str) -> Quoted:
    label, text = label_text(unit), unit.text
    rung = ""
    if label in ("", OPEN):
        label, text = "", label + text
    else:
        mark = read_mark(label.removeprefix(OPEN))
        rung = mark.kind if mark is not None else "list"
    attributes = f' eId="{eid}"' if eid else ""
    number, form, told = told_by_line(label, text)
    if (number, form, told) != (unit.number, unit.form, unit.text):
        attributes += ours("number", unit.number) + ours("form", unit.form)
        attributes += ours("text", unit.text)
    return Quoted(attributes, label, text, rung)


def _without_opening(line: Quoted) -> tuple[Quoted, bool]:
    """A line without the quotation mark at its head, and whether it had one."""
    if line.label.startswith(OPEN):
        return line._replace(label=line.label[1:]), True
    if not line.label and line.text.startswith(OPEN):
        return line._replace(text=line.text[1:]), True
    return line, False


def _structure(lines: list[Quoted]) -> str:
    """Lines as elements: an article holds what follows it, a division stands alone."""
    pieces: list[str] = []
    held: list[Quoted] = []
    for line in [*lines, None]:
        if line is None or line.rung == "article" or line.rung in DIVISIONS:
            pieces.append(_article(held) if held and held[0].rung == "article" else _blocks(held))
            held = []
        if line is not None and line.rung in DIVISIONS:
            tag = ELEMENT[line.rung]
            pieces.append(f"<{tag}{line.attributes}><num>{words(line.label)}</num>")
            pieces.append(f"<heading>{words(line.text)}</heading></{tag}>\n")
        elif line is not None:
            held.append(line)
    return "".join(pieces)


def _article(lines: list[Quoted]) -> str:
    first = lines[0]
    inside = _blocks([first._replace(attributes="", label="", rung=""), *lines[1:]])
    return (
        f"<article{first.attributes}><num>{words(first.label)}</num>"
        f"<content>\n{inside}</content></article>\n"
    )


def _blocks(lines: list[Quoted]) -> str:
    pieces: list[str] = []
    for is_list, run in groupby(lines, key=lambda line: bool(line.rung)):
        if not is_list:
            pieces += [f"<p{line.attributes}>{words(line.text)}</p>\n" for line in run]
            continue
        pieces.append("<blockList>\n")
        for line in run:
            pieces.append(f"<item{line.attributes}><num>{words(line.label)}</num>")
            pieces.append(f"<p>{words(line.text)}</p></item>\n")
        pieces.append("</blockList>\n")
    return "".join(pieces)
