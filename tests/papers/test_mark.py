"""A paper that is not what it looks like says so on each of its pages, in every form."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest

from plumbline.papers import Cover, Part, bind, fill, write_docx, write_pdf
from plumbline.papers.stylesheet import stylesheet
from tests.papers.test_bind import COVER
from tests.papers.test_fill import FORM, FULL
from tests.papers.writing import STYLE

MARK = "演示文书"
MARKED = replace(STYLE, mark=MARK)
PAPER = replace(fill(FORM, FULL), style=MARKED)


def pages(data: bytes) -> list[str]:
    book = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in book]


@pytest.mark.pdf
@pytest.mark.font
def test_every_page_of_a_pdf_is_marked() -> None:
    assert all(MARK in page for page in pages(write_pdf(PAPER)))


@pytest.mark.pdf
@pytest.mark.font
def test_the_cover_the_catalogue_and_the_papers_of_a_bound_file_are_marked() -> None:
    cover: Cover = COVER
    assert all(MARK in page for page in pages(bind([Part("a", PAPER)], cover, MARKED)))


def test_a_word_file_is_marked_above_odd_and_even_pages() -> None:
    section = docx.Document(io.BytesIO(write_docx(PAPER))).sections[0]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == MARK


def test_a_preview_is_marked_and_other_papers_are_not() -> None:
    assert MARK in stylesheet(MARKED)
    assert "@top-center" not in stylesheet(STYLE)
    assert "::before" not in stylesheet(STYLE)
