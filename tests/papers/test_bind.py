"""组卷 -- the case file is paged through, its catalogue is true, it holds what was attached."""

import io
import re
import sys
from dataclasses import replace
from datetime import date

import pypdfium2  # type: ignore[import-untyped]
import pytest

from plumbline.papers import BindFault, Cover, PapersNeed, Part, bind, fill, write_pdf
from plumbline.papers.stylesheet import stylesheet
from tests.papers.test_fill import FULL
from tests.papers.writing import NOTICE, STYLE, form, pages_of

COVER = Cover(
    "示例市人民政府",
    "示复〔2024〕12号",
    "赵某不服处罚决定案",
    ["申请人：赵某", "被申请人：示例区城市管理局"],
    date(2024, 3, 4),
    date(2024, 5, 9),
)
PAPER = fill(form(NOTICE), {**FULL, "listed": "\n".join("事项" * 20 for _ in range(40))})
SHORT = fill(form(NOTICE), {**FULL, "number": "示〔2024〕2号"})
STAMP = re.compile(r"第(\d+)页")


def attached(*sizes: tuple[float, float, int]) -> bytes:
    made, kept = pypdfium2.PdfDocument.new(), io.BytesIO()
    for width, height, turned in sizes:
        made.new_page(width, height).set_rotation(turned)
    made.save(kept)
    return kept.getvalue()


def image(kind="PNG", size=(300, 200)) -> bytes:
    pil = pytest.importorskip("PIL.Image")
    kept = io.BytesIO()
    pil.new("RGBA" if kind == "PNG" else "RGB", size, "red").save(kept, kind)
    return kept.getvalue()


PARTS = [
    Part("长通知书", PAPER, "示〔2024〕1号", date(2024, 3, 8)),
    Part("附件<b>一</b>", attached((595, 842, 0), (842, 595, 90), (400, 400, 270))),
    Part("照片", b"", "", date(2024, 3, 9)),
    Part("短通知书", SHORT, "示〔2024〕2号", date(2024, 4, 1)),
]


@pytest.fixture(scope="module")
def book() -> bytes:
    return bind([PARTS[0], PARTS[1], Part("照片", image()), PARTS[3]], COVER, STYLE)


@pytest.mark.pdf
@pytest.mark.font
def test_every_page_behind_the_catalogue_bears_its_number(book):
    pages = pages_of(book)
    stamped = [int(found[1]) for page in pages if (found := STAMP.search(page))]
    assert stamped == [*range(1, len(pages) - 1)]


@pytest.mark.pdf
@pytest.mark.font
def test_the_catalogue_says_on_which_page_each_part_begins(book):
    pages = pages_of(book)
    length = len(pages_of(write_pdf(PAPER)))
    starts = [1, 1 + length, 4 + length, 5 + length]
    rows = re.findall(
        r"(?:1|2|3|4)(长通知书|附件<b>一</b>|照片|短通知书)(.*?)(?=[234][附照短]|$)", pages[1]
    )
    assert [name for name, _ in rows] == ["长通知书", "附件<b>一</b>", "照片", "短通知书"]
    for (_, rest), start in zip(rows, starts, strict=True):
        assert rest.endswith(f"{start}")
    for start, number in ((starts[0], "示〔2024〕1号"), (starts[3], "示〔2024〕2号")):
        assert number in pages[1 + start]
        assert f"第{start}页" in pages[1 + start]


@pytest.mark.pdf
@pytest.mark.font
def test_the_cover_names_case_parties_days_and_pages(book):
    first = pages_of(book)[0]
    for said in ("案卷", COVER.case_number, *COVER.parties, "2024年3月4日至2024年5月9日"):
        assert said in first
    assert f"{len(pages_of(book)) - 2}页" in first


@pytest.mark.pdf
@pytest.mark.font
@pytest.mark.parametrize("ends", [None, date(2026, 12, 28)])
def test_the_days_of_the_cover_stand_on_one_line_also_while_the_last_is_open(ends):
    cover = replace(COVER, from_day=date(2026, 10, 26), to_day=ends)
    document = pypdfium2.PdfDocument(bind([], cover, STYLE))
    words = document[0].get_textpage()
    first = words.get_text_range().index("2026年10月26日至")
    last = words.get_text_range().index("日", first + len("2026年10月26日至"))
    heights = [words.get_charbox(place)[1] for place in (first, last)]
    assert heights[0] == pytest.approx(heights[1], abs=3)


@pytest.mark.pdf
@pytest.mark.font
def test_a_number_stands_in_the_corner_that_a_reader_sees_whichever_way_a_page_is_turned(book):
    document = pypdfium2.PdfDocument(book)
    for place in range(2, len(document)):
        page = document[place]
        width, height = page.get_size()
        corner = (int(width) - 90, 20, int(width) - 30, 45)
        darkest, _ = page.render(scale=1).to_pil().convert("L").crop(corner).getextrema()
        assert darkest < 200, (place, width, height)


@pytest.mark.pdf
@pytest.mark.font
def test_the_same_parts_give_the_same_bytes():
    parts = [PARTS[3], PARTS[1]]
    assert bind(parts, COVER, STYLE) == bind(parts, COVER, STYLE)


@pytest.mark.pdf
@pytest.mark.font
def test_a_case_file_with_nothing_in_it_is_a_cover_and_a_catalogue():
    assert len(pages_of(bind([], COVER, STYLE))) == 2


@pytest.mark.pdf
@pytest.mark.font
def test_a_long_catalogue_goes_on_over_pages_and_stays_true():
    parts = [Part(f"通知书{number}", attached((595, 842, 0))) for number in range(1, 61)]
    pages = pages_of(bind(parts, COVER, STYLE))
    fronts = len(pages) - 60
    assert fronts > 2
    assert "第1页" in pages[fronts]
    assert "60通知书6060" in "".join(pages[1:fronts])


@pytest.mark.pdf
@pytest.mark.font
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "不是PDF"),
        (b"%PDF-1.4\n%broken", "损坏"),
        (attached(), "损坏"),
        (b"GIF89a", "不是PDF"),
        (b"<svg/>", "不是PDF"),
        (b"\x00" * 99, "不是PDF"),
        (BindFault("gone"), "缺失"),
        (BindFault("large", most=50), "50MiB"),
    ],
)
def test_in_place_of_what_cannot_be_bound_a_page_names_it_and_says_why(content, why):
    parts = [Part("附件甲", content, sha256="ab" * 32), Part("附件乙", attached((595, 842, 0)))]
    pages = pages_of(bind(parts, COVER, STYLE))
    assert len(pages) == 4
    assert "附件甲" in pages[2]
    assert "ab" * 32 in pages[2]
    assert why in pages[2]
    assert "第1页" in pages[2]
    assert "第2页" in pages[3]


@pytest.mark.pdf
@pytest.mark.font
def test_of_a_long_file_the_first_pages_are_bound_and_a_page_says_so():
    long = attached(*[(595, 842, 0)] * 300)
    pages = pages_of(bind([Part("附件甲", long), PARTS[3]], COVER, STYLE))
    assert "第200页" in pages[201]
    assert "附件甲" in pages[202]
    assert "共300页，装订前200页" in pages[202]
    assert "示〔2024〕2号" in pages[203]


@pytest.mark.pdf
def test_all_files_together_have_no_more_pages_than_are_bound(monkeypatch):
    monkeypatch.setattr(sys.modules["plumbline.papers.bind"], "MOST_IN_ALL", 5)
    two = Part("附件", attached(*[(595, 842, 0)] * 2))
    assert len(pages_of(bind([two] * 4, COVER, STYLE))) == 2 + 2 + 2 + 2 + 1


@pytest.mark.pdf
def test_the_lock_is_not_held_while_pages_are_set(monkeypatch):
    module = sys.modules["plumbline.papers.bind"]
    held: list[bool] = []

    def watched(real):
        def asked(*args):
            held.append(module._ONE_AT_A_TIME.locked())
            return real(*args)

        return asked

    for name in ("write_pdf", "printed", "picture_in"):
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    bind([PARTS[3], Part("照片", image()), Part("坏", b"%PDF-1.4")], COVER, STYLE)
    assert len(held) == 5
    assert not any(held)


@pytest.mark.pdf
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF"])
def test_an_image_takes_one_page(kind):
    assert len(pages_of(bind([Part("照片", image(kind))], COVER, STYLE))) == 3


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PapersNeed, match=r"plumbline\[pdf\]"):
        write_pdf(SHORT)


@pytest.mark.pdf
def test_nothing_is_fetched_for_a_page(monkeypatch):
    asked: list[str] = []
    module = sys.modules["plumbline.papers.write_pdf"]
    monkeypatch.setattr(module, "_refuse", lambda url, *_: asked.append(url))
    write_pdf(fill(form(NOTICE), {**FULL, "said": "<img src='http://example.invalid/x.png'>"}))
    assert asked == []


def test_the_style_sheet_names_the_measures_of_the_standard():
    sheet = stylesheet(STYLE)
    assert "size: 210mm 297mm; margin: 37mm 26mm 35mm 28mm" in sheet
    assert "font: 16pt/28pt" in sheet
    assert "url(" not in sheet
