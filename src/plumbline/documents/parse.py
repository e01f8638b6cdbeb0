"""读懂 -- a source becomes a document: head, body, tail, and what looks wrong.

Nothing is refused here. Whatever came in stands in the tree, and what a careful editor
would mark is a finding.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from plumbline.documents.damage import inspect
from plumbline.documents.force import complete
from plumbline.documents.front import (
    begins_text,
    find_issued,
    split_contents,
    split_front,
    squeeze,
)
from plumbline.documents.glued import split_glued
from plumbline.documents.head import Head, join_heads, leaf, read_head
from plumbline.documents.headings import mend_headings
from plumbline.documents.marks import read_marks
from plumbline.documents.model import Document, Line, Source, Unit
from plumbline.documents.node import freeze
from plumbline.documents.tail import split_tail
from plumbline.documents.tree import build

_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_BLANK: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad \t\u3000"
_AMENDING: Final = re.compile(
    r"修正案|(?:修改|修订|修正|废止|补充|宣布失效).{0,80}的?(?:决定|决议|通知|公告|命令)$"
)


def parse(source: Source) -> Document:
    """Read a source into a document. Never raises on any source."""
    front, rest = split_front(_visible(source.lines))
    head = read_head(front, source)
    units = head.units
    at = find_issued(head.metadata.title, rest)
    if at and _is_only_attached(rest, at):
        title = squeeze(rest[at].text)
        issued = replace(head.metadata, title=title, notice_title=head.metadata.title)
        head = replace(head, metadata=issued)
    elif at:
        notice, rest = rest[:at], rest[at:]
        head, rest, units = _issued(head, notice, rest, source)
    contents, rest = split_contents(rest)
    rest, glued = split_glued([*head.book, *rest], source.text)
    text = mend_headings(rest, read_marks(rest))
    is_amendment = bool(_AMENDING.search(head.metadata.title))
    end, tail = split_tail(text.lines, text.marks, is_amendment=is_amendment)
    builder = build(text.lines[:end], text.marks[:end], is_amendment=is_amendment)
    document = Document(
        metadata=head.metadata,
        head=(*units, *[leaf("contents", line) for line in contents]),
        body=freeze(builder.root.children),
        tail=tail.units(is_amendment=is_amendment),
        source=source,
        findings=(
            *source.findings,
            *head.findings,
            *glued,
            *text.findings,
            *builder.findings,
            *tail.findings(),
        ),
    )
    return inspect(complete(document, is_amendment=is_amendment))


def _visible(lines: tuple[Line, ...]) -> list[Line]:
    """The lines without what nobody sees at their head; one that holds nothing else is dropped."""
    out = []
    for line in lines:
        text = line.text
        if text[:1] in _INVISIBLE:
            kept = text.lstrip(_BLANK)
            if not kept and not line.heading and not line.label:
                continue
            line = line._replace(text=kept, start=line.start + len(text) - len(kept))
        out.append(line)
    return out


def _is_only_attached(lines: list[Line], at: int) -> bool:
    """Whether the notice itself has the provisions, and what it issues is only a table."""
    marks = read_marks(lines)
    return any(marks[:at]) and not any(marks[at:])


def _issued(
    notice: Head, above: list[Line], below: list[Line], source: Source
) -> tuple[Head, list[Line], tuple[Unit, ...]]:
    """Join a notice and the head of the text that it issues: the notice's words come first."""
    marks = read_marks(above)
    at, signed = split_tail(above, marks, is_amendment=False)
    opened = build(above[:at], marks[:at], is_amendment=False)
    end = next((i for i, line in enumerate(below) if i and begins_text(line)), 1)
    issued = read_head(below[:end], source)
    units = (
        *notice.units,
        *freeze(opened.root.children),
        *signed.units(is_amendment=False),
        *issued.units,
    )
    head = replace(
        issued,
        metadata=join_heads(notice.metadata, issued.metadata),
        findings=(*notice.findings, *issued.findings),
    )
    return head, below[end:], units
