"""标注 -- the text that was checked, line by line, its citations linked to what they name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from plumbline.documents.model import Line, Source
from plumbline.sources.resolve import Resolved

_CELL: Final = re.compile(r"[^\t|\s](?:[^\t|]*[^\t|\s])?")
_MARKER: Final = re.compile(r"\s*<!--[^>]*-->\s*")  # ends the head of a Markdown file
_RULE: Final = re.compile(r"[\s|:-]+")


def marked(source: Source, citations: Sequence[Resolved]) -> SafeString:
    """The lines of a source as HTML. Everything that came in is escaped."""
    page = _Page(source.text, citations)
    return mark_safe("".join(page.line(line) for line in source.lines))


class _Page:
    def __init__(self, text: str, citations: Sequence[Resolved]) -> None:
        self.text = text
        self.citations = sorted(citations, key=lambda one: one.citation.start)
        self.starts = [one.citation.start for one in self.citations]

    def line(self, line: Line) -> str:
        if _MARKER.fullmatch(line.text):
            return ""
        if line.rows:
            return self.table(line)
        words = self.words(line.start, line.start + len(line.text))
        label = f'<span class="num">{escape(line.label)}</span>' if line.label else ""
        if line.heading:
            level = min(line.heading, 4)
            return f'<p class="checked-heading checked-heading-{level}">{label}{words}</p>'
        style = "checked-line centred" if line.centred else "checked-line"
        return f'<p class="{style}">{label}{words}</p>'

    def table(self, line: Line) -> str:
        rows: list[str] = []
        at = line.start
        for row in line.text.split("\n"):
            cells = [
                f"<td>{self.words(at + cell.start(), at + cell.end())}</td>"
                for cell in _CELL.finditer(row)
            ]
            if cells and not _RULE.fullmatch(row):
                rows.append(f"<tr>{''.join(cells)}</tr>")
            at += len(row) + 1
        table = f'<table class="table">{"".join(rows)}</table>'
        return f'<div class="table-responsive" tabindex="0">{table}</div>'

    def words(self, start: int, end: int) -> str:
        """The words from `start` to `end`, citations marked; one that is cut by the end is not."""
        return "".join(self.pieces(start, end))

    def pieces(self, start: int, end: int) -> Iterator[str]:
        at = start
        for one in self.citations[bisect_left(self.starts, start) :]:
            citation = one.citation
            if citation.start >= end:
                break
            if citation.start < at or citation.end > end:
                continue
            yield str(escape(self.text[at : citation.start]))
            yield self.link(one)
            at = citation.end
        yield str(escape(self.text[at:end]))

    def link(self, one: Resolved) -> str:
        number, shown = one.citation.start, escape(self.text[one.citation.start : one.citation.end])
        return (
            f'<a class="cite status-{one.status}" id="c-{number}" href="#cited-{number}" '
            f'data-status="{one.status}">{shown}</a>'
        )
