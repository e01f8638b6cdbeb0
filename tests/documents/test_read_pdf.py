"""PDF: paragraphs put together from lines at places, and pages that hold no text."""

import subprocess
import sys

import pytest

from plumbline.documents import pdf, pdf_pages
from plumbline.documents.read import read
from plumbline.documents.unreadable import Unreadable
from tests.documents.pdf_files import pdf_file, typeset

pytest.importorskip("pypdfium2", reason=f"needs pypdfium2: {pdf.INSTALL}")

PARAGRAPHS = [
    (
        "第一条　为了规范养犬行为，保障公众健康和人身安全，维护市容环境和社会公共秩序，根据"
        "有关法律、法规，结合本市实际，制定本办法。"
    ),
    "第二条　本市行政区域内犬只的饲养、经营以及相关管理活动适用本办法。",
    "（一）公安机关负责养犬登记和年审；",
    "（二）兽医主管部门负责犬只免疫；",
    (
        "第三条　养犬管理实行政府监管、养犬人自律、基层组织参与、社会公众监督相结合的原则，各区县"
        "人民政府应当建立养犬管理工作协调机制，所需经费列入本级财政预算。"
    ),
    "第四条　违反第三条、第五条规定的，由公安机关责令改正，处200元以上2000元以下罚款。",
    "第五条　本办法自公布之日起施行。",
]


def texts_of(pages):
    return [line.text for line in read(pdf_file(pages), "办法.pdf").lines]


def refusal(data):
    with pytest.raises(Unreadable) as refused:
        read(data, "办法.pdf")
    return refused.value


@pytest.mark.parametrize("indent", [2, 0])
@pytest.mark.parametrize("columns", [22, 28, 33])
def test_lines_are_joined_into_paragraphs(columns, indent):
    paragraphs = PARAGRAPHS * 3
    found = texts_of(typeset(paragraphs, columns=columns, indent=indent))
    assert "".join(found) == "".join(paragraphs)
    if indent:
        assert found == paragraphs


def test_a_paragraph_goes_on_across_pages():
    pages = typeset(PARAGRAPHS, rows=2)
    source = read(pdf_file(pages), "a.pdf")
    assert [line.text for line in source.lines] == PARAGRAPHS
    assert source.lines[0].origin == "page 1"
    assert source.lines[-1].origin == f"page {len(pages)}"


def test_words_begin_where_the_line_says():
    source = read(pdf_file(typeset(PARAGRAPHS)), "a.pdf")
    assert source.format == "pdf"
    assert all(source.text.startswith(line.text, line.start) for line in source.lines)


@pytest.mark.parametrize("number", ["— {} —", "{}", "第 {} 页", "第{}页 共9页", "{}/9", "- {} -"])
def test_page_numbers_are_left_out(number):
    pages = typeset(PARAGRAPHS * 3)
    numbered = [[*page, (280, 40, 14, number.format(at))] for at, page in enumerate(pages, 1)]
    assert texts_of(numbered) == PARAGRAPHS * 3


def test_heads_that_repeat_are_left_out_and_a_number_in_the_text_is_not():
    pages = typeset([*PARAGRAPHS, "2023"] * 4)
    headed = [[(240, 800, 10, "示例市人民政府公报"), *page] for page in pages]
    assert texts_of(headed) == [*PARAGRAPHS, "2023"] * 4


def test_the_title_is_what_stands_large_in_the_middle():
    head = [
        (120, 800, 36, "示例市人民政府文件"),
        (220, 700, 22, "示例市养犬"),
        (231, 670, 22, "管理办法"),
        (248, 640, 16, "第一章　总则"),
    ]
    first, *others = typeset(PARAGRAPHS, top=600, rows=14)
    source = read(pdf_file([[*head, *first], *others]), "a.pdf")
    assert [line.text for line in source.lines if line.heading == 1] == ["示例市养犬", "管理办法"]
    chapter = next(line for line in source.lines if line.text == "第一章　总则")
    assert chapter.centred
    assert not source.lines[5].centred


def test_pieces_that_stand_in_one_row_are_one_line():
    pages = [
        [(112, 700, 16, "第一条"), (176, 700, 16, "本办法所称犬只，包括"), (80, 672, 16, "略。")]
    ]
    assert "第一条　本办法所称犬只，包括" in texts_of(pages)[0]


def test_a_scanned_file_is_refused_with_the_count_of_its_pages():
    refused = refusal(pdf_file([[], [], [(80, 700, 16, "第一条　略。")]]))
    assert refused.found == "no text on 2 of 3 pages (scanned?)"


def test_a_page_without_text_among_others_is_a_finding():
    pages = typeset(PARAGRAPHS * 4)
    source = read(pdf_file([*pages, []]), "a.pdf")
    (finding,) = source.findings
    assert finding.code == "page_without_text"
    assert f"page {len(pages) + 1}" in finding.message


def test_pages_with_nothing_but_numbers_are_refused():
    assert "page numbers" in refusal(pdf_file([[(280, 40, 14, "1")], [(280, 40, 14, "2")]])).found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.4", "damaged PDF"),
        (b"%PDF-1.4\n" + b"\0" * 1000, "damaged PDF"),
        (pdf_file([])[:-200], "damaged PDF"),
    ],
)
def test_a_damaged_file_is_refused(data, found):
    assert found in refusal(data).found


def answering(monkeypatch, answer):
    """Let the process that reads pages give this answer."""
    program = f"import sys; sys.stdin.buffer.read(); {answer}"
    run = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda _, **more: run([sys.executable, "-c", program], **more)
    )


@pytest.mark.parametrize(
    ("answer", "found", "allowed"),
    [
        ("""print('{"error": "absent", "detail": ""}')""", "no engine", pdf.INSTALL),
        ("""print('{"error": "password", "detail": ""}')""", "encrypted", "without a password"),
        ("""print('{"error": "pages", "detail": "9999"}')""", "9999 pages", "3000"),
        ("import os; os.abort()", "engine fails", "intact"),
    ],
)
def test_whatever_happens_to_the_engine_is_told(monkeypatch, answer, found, allowed):
    answering(monkeypatch, answer)
    refused = refusal(b"%PDF-1.4")
    assert found in refused.found
    assert allowed in refused.allowed


def test_an_engine_that_does_not_come_to_an_end_is_stopped(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 1)
    answering(monkeypatch, "import time; time.sleep(60)")
    assert "not read within" in refusal(b"%PDF-1.4").found


def test_without_an_engine_the_command_that_brings_it_is_told(monkeypatch):
    monkeypatch.setattr(pdf_pages, "pdfium", None)
    assert pdf_pages.pages_of(b"%PDF-1.4") == {"error": "absent", "detail": ""}
