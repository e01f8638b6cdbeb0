"""文号 -- find the number of an official document: 渝府发〔2023〕74号, 国务院令第752号.

A malformed number is found as well, and each fault is named: a document number is how
one document names another, and a malformed one leads nowhere.
"""

from collections.abc import Iterator
from typing import Final

from plumbline.text import docnumber_patterns as patterns
from plumbline.text import docnumber_read as read
from plumbline.text.docnumber_form import DOCUMENT_NUMBER_FAULTS, DocumentNumber, Fault

__all__ = [
    "DOCUMENT_NUMBER_FAULTS",
    "DocumentNumber",
    "Fault",
    "find_numbers",
    "parse_number",
]

_LONGEST: Final = 120


def find_numbers(text: str) -> list[DocumentNumber]:
    """Find the document numbers of a text, well-formed or not, in their order.

    Where prose runs into the code of an agency without a mark between, the code is what
    follows the last word that is known to be no part of one. Each serial number of
    〔2023〕74、75号 is a number of its own.
    """
    candidates = list(_candidates(text))
    candidates.sort(key=_place)
    found: list[DocumentNumber] = []
    for number in candidates:
        if not found or number.start >= found[-1].end:
            found.append(number)
    return found


def parse_number(written: str) -> DocumentNumber | None:
    """Read a whole string as one document number; None when it is none."""
    trimmed = written.strip()
    if len(trimmed) > _LONGEST:
        return None
    found = find_numbers(trimmed)
    if len(found) != 1 or len(found[0].text) != len(trimmed):
        return None
    return found[0]


def _candidates(text: str) -> Iterator[DocumentNumber]:
    for pattern, reader in (
        (patterns.CASE, read.case),
        (patterns.BRACKETED, read.bracketed),
        (patterns.UNFINISHED, read.unfinished),
        (patterns.ORDER, read.order),
        (patterns.REVERSED, read.reversed_order),
        (patterns.PLAIN_YEAR, read.plain_year),
        (patterns.NO_YEAR, read.without_year),
    ):
        for match in pattern.finditer(text):
            yield from reader(match)


def _place(number: DocumentNumber) -> tuple[int, int]:
    return number.start, -number.end
