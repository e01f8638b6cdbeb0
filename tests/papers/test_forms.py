"""文书 -- every form of the law folder is filled as its page says, in every output."""

import re
from datetime import date

import pytest

from plumbline.clock import load_clocks
from plumbline.documents.read import read
from plumbline.documents.rebuild import source_words
from plumbline.law.bases import resolver, shipped
from plumbline.law.paper_examples import example_values, read_examples
from plumbline.law.papers import forms_at, load_papers
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.papers import Paper, check_all, fill, write_docx, write_html, write_pdf
from tests.papers.writing import pages_of, shown, squeezed, words_of

PROCEDURES = load_procedures(load_clocks([ROOT / "cn" / "clocks"]))
PAPERS = load_papers()
DEFINITIONS = [
    pytest.param(definition, forms_at(PAPERS[name], day), id=f"{name} {day}")
    for name, procedure in PROCEDURES.items()
    for day, definition in procedure.definitions.items()
    if name in PAPERS and forms_at(PAPERS[name], day)
]


def definition_of(name: str, day: date):
    texts = PROCEDURES[name].definitions
    return texts[max(start for start in texts if start <= day)]


FILLED = [
    (f"{name} {id} {day} {example.title}", form, definition_of(name, day), example)
    for name, papers in PAPERS.items()
    for id, paper in papers.items()
    for day, form in paper.forms.items()
    for page in paper.pages[day]
    for example in read_examples(page.read_text("utf-8"), f"{id}/{page.name}")
]
EXAMPLES = [pytest.param(*case, id=id) for id, *case in FILLED]


def first_example(id: str) -> Paper:
    """The paper that the first example on a page makes."""
    found = next(case for case in FILLED if case[1].id == id)
    _, form, definition, example = found
    return fill(form, example_values(form, definition, example))


@pytest.mark.parametrize(("definition", "forms"), DEFINITIONS)
def test_each_form_fits_its_procedure_and_each_paper_has_its_form(definition, forms):
    assert check_all(forms, definition, resolver(shipped(ROOT))) == []


def test_every_form_has_an_example_on_its_page():
    filled = {form.file for _, form, _, _ in FILLED}
    forms = {
        form.file
        for papers in PAPERS.values()
        for paper in papers.values()
        for form in paper.forms.values()
    }
    assert forms - filled == set()


@pytest.mark.parametrize(("form", "definition", "example"), EXAMPLES)
def test_a_form_is_filled_without_a_gap_and_says_what_its_page_says(form, definition, example):
    paper = fill(form, example_values(form, definition, example))
    assert paper.gaps == ()
    said = shown(write_html(paper))
    assert [one for one in example.says if one not in said] == []
    assert not re.search(r"[{}]", said)


@pytest.mark.parametrize(("form", "definition", "example"), EXAMPLES)
def test_word_says_the_same_as_the_preview(form, definition, example):
    paper = fill(form, example_values(form, definition, example))
    written = write_docx(paper)
    assert squeezed(words_of(written)) == squeezed(shown(write_html(paper)))


@pytest.mark.parametrize("id", ["acceptance_notice", "decision", "delivery_receipt"])
def test_our_own_reader_reads_a_paper_back(id):
    paper = first_example(id)
    found = squeezed(source_words(read(write_docx(paper), f"{id}.docx")))
    lines = [one for one in write_html(paper).splitlines() if "paper-indented" in one]
    words = [squeezed(shown(one)) for one in lines]
    assert [one for one in words if one not in found] == []


@pytest.mark.pdf
@pytest.mark.font
@pytest.mark.parametrize(
    "id", ["acceptance_notice", "decision", "delivery_receipt", "norm_transfer"]
)
def test_print_has_the_text_of_every_page_and_numbers_them(id):
    paper = first_example(id)
    printed = write_pdf(paper)
    pages = pages_of(printed)
    for number, page in enumerate(pages, 1):
        assert f"\u2014{number}\u2014" in page
    numbers = re.compile(r"\u2014\d+\u2014")
    assert sorted(numbers.sub("", "".join(pages))) == sorted(squeezed(shown(write_html(paper))))
    assert write_pdf(paper) == printed


def test_a_form_is_that_of_its_day():
    paper = PAPERS["reconsideration"]["decision"]
    assert paper.at(date(2017, 12, 31)) is None
    assert paper.at(date(2023, 12, 31)) is paper.forms[date(2018, 1, 1)]
    assert paper.at(date(2024, 1, 1)) is paper.forms[date(2024, 1, 1)]
