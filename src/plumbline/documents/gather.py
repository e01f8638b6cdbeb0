"""归集 -- the lines of a format that has no lines of its own, and the text they make.

For such a format the text that offsets count in is made here: the lines in order,
joined by newlines, each with its automatic number before it. A line's `start` is where
its own words begin, after that number; its `number` counts the lines of this text.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.documents.decode import MOST_FINDINGS, MOST_LINES
from plumbline.documents.model import Finding, Line, type_of_finding
from plumbline.documents.plain import CENTRED_COLUMNS, columns
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

MOST_CELLS: Final = 500_000
Rows = tuple[tuple[str, ...], ...]

_BREAKS: Final = re.compile(r"[\s\v\x85\u2028\u2029]*[\n\r\v\f\x85\u2028\u2029]\s*|\t")
_NEWLINES: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


class Gathering:
    """Lines and findings as a reader meets them; `text` and `lines` once it is done."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        self.findings: list[Finding] = []
        self._pieces: list[str] = []
        self._length = 0
        self._number = 1
        self._cells = 0
        self._noted: dict[str, int] = {}

    @property
    def text(self) -> str:
        """All lines, joined by newlines."""
        return "\n".join(self._pieces)

    def add(
        self,
        words: str,
        origin: str,
        *,
        heading: int = 0,
        label: str = "",
        is_centred: bool = False,
    ) -> None:
        """Add a paragraph; each newline in it begins a line. Blank ones are left out."""
        for raw in _NEWLINES.sub("\n", words).split("\n"):
            text = raw.strip()
            if not text and not label:
                continue
            blank = raw[: len(raw) - len(raw.lstrip())]
            centred = is_centred or columns(blank) >= CENTRED_COLUMNS
            self._append(Line(text, 0, 0, heading, label, origin, (), centred))
            label = ""

    def add_table(self, rows: Rows, origin: str, shown: Rows | None = None) -> None:
        """Add a table as one line, whose text has a line for each row and a tab between cells.

        `shown` are its rows with each merged cell once; `rows` keep newlines within cells.
        """
        text = "\n".join("\t".join(map(_in_one_line, row)).rstrip() for row in shown or rows)
        if text.strip():
            self._append(Line(text, 0, 0, 0, "", origin, rows))

    def extend(self, lines: list[Line]) -> None:
        """Add lines that another gathering made, in their order."""
        for line in lines:
            self._append(line)

    def count_cells(self, cells: int) -> None:
        """Refuse tables that together have more than `MOST_CELLS` cells, merged ones unfolded."""
        self._cells += cells
        if self._cells > MOST_CELLS:
            found = f"tables of more than {MOST_CELLS} cells"
            raise Unreadable(self.name, WHOLE_FILE, found, f"at most {MOST_CELLS} cells")

    def note(self, code: str, kind: type_of_finding, message: str) -> None:
        """Add a finding at the line that comes next; the twenty-first of a code is dropped."""
        self._noted[code] = self._noted.get(code, 0) + 1
        if self._noted[code] <= MOST_FINDINGS:
            at = self._length
            self.findings.append(Finding(code, kind, "", message, self._number, at, at))

    def _append(self, line: Line) -> None:
        piece = line.label + line.text
        start = self._length + len(line.label)
        self.lines.append(line._replace(start=start, number=self._number))
        self._pieces.append(piece)
        self._length += len(piece) + 1
        self._number += piece.count("\n") + 1
        if self._number > MOST_LINES:
            found = f"more than {MOST_LINES} lines"
            raise Unreadable(self.name, WHOLE_FILE, found, f"at most {MOST_LINES} lines")


def _in_one_line(cell: str) -> str:
    """A cell as it stands in the text, where a newline ends a row and a tab a cell."""
    return _BREAKS.sub(" ", cell)
