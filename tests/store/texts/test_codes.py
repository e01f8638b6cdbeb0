"""A code that comes book by book is one version, shown only when all of it has been derived."""

import pytest

from plumbline.store import library
from plumbline.store.models import STALE, UNDERIVED, Version
from plumbline.store.texts import deriving, importing, rereading
from tests.store.conftest import NUMERALS, silent, texts, version

CODE = "示例市法典"
DAY = "2020-05-28"
PASSED = "2020年5月28日 示例市第五届人民代表大会第三次会议通过\n\n2021年1月1日 施行"


def book(name: str, first: int, *articles: str) -> str:
    numbered = [f"第{NUMERALS[n]}条 {text}" for n, text in enumerate(articles, first)]
    body = "\n\n".join(["## 第一章  一般规定", *numbered])
    return f"# {CODE}\n\n# {name}\n\n{PASSED}\n\n<!-- INFO END -->\n\n{body}\n"


GENERAL = book("总则", 1, "本法典调整供水关系。", "供水应当连续。")
PIPES = book("管网编", 3, "管网应当完好。", "依照前条和第一条检修。")
CLOSING = book("附则", 5, "自本法典施行之日起，《示例市供水条例》同时废止。")


@pytest.fixture
def books(shelf):
    shelf.write("法典/管网编.md", PIPES)
    shelf.write("法典/总则.md", GENERAL)
    shelf.write("法典/附则.md", CLOSING)
    return shelf


def test_the_books_of_a_code_are_one_version_in_the_order_of_its_articles(books):
    books.bring_in()
    one = Version.objects.get()
    assert one.articles == 5
    numbers = one.provisions.filter(kind="article").order_by("place")
    assert list(numbers.values_list("number", flat=True)) == list("12345")
    assert list(one.texts.order_by("place").values_list("book", flat=True)) == [
        "总则",
        "管网编",
        "附则",
    ]


def test_ids_and_places_are_unique_in_the_whole_code(books):
    books.bring_in()
    blocks = Version.objects.get().provisions
    assert blocks.values("eid").distinct().count() == blocks.count()
    cited = list(Version.objects.get().citations.values_list("place", flat=True))
    assert sorted(cited) == list(range(len(cited)))


def test_a_citation_stands_in_the_block_whose_page_marks_it(books):
    books.bring_in()
    one = Version.objects.get()
    for citation in one.citations.all():
        block = one.provisions.get(eid=citation.provision)
        marked = f'data-cite="{citation.place}"' in block.html
        assert marked == citation.norm
        assert citation.text in block.text


def test_the_book_that_states_the_day_of_effect_speaks_for_all(books):
    books.bring_in()
    assert Version.objects.get().effective_on.isoformat() == "2021-01-01"


def test_a_code_is_not_shown_before_its_books_are_joined(books):
    importing.take_in([books.folder], silent, processes=0)
    assert Version.objects.get().lexicon == UNDERIVED
    assert library.stats()["versions"] == 0
    assert library.find_work(CODE) is not None
    deriving.derive(silent)
    assert library.stats()["versions"] == 1


def test_a_book_that_comes_later_joins_and_the_code_is_shown_as_it_was_until_then(books):
    (books.folder / "法典/附则.md").unlink()
    books.bring_in()
    books.write("法典/附则.md", CLOSING)
    importing.take_in([books.folder], silent, processes=0)
    assert version(CODE, DAY).lexicon == STALE
    assert len(texts(CODE, DAY)) == 4
    deriving.derive(silent)
    assert len(texts(CODE, DAY)) == 5


def test_a_corrected_book_replaces_its_own_place_alone(books):
    books.bring_in()
    books.write("法典/管网编.md", PIPES.replace("完好", "完好无损"))
    outcomes = books.outcomes()
    assert outcomes["法典/管网编.md"] == "replaced"
    words = texts(CODE, DAY)
    assert "完好无损" in words[2]
    assert len(words) == 5


def test_the_whole_code_in_one_file_takes_the_place_of_its_books(books):
    books.bring_in()
    whole = "\n\n".join(f"第{NUMERALS[n]}条 第{n}个条文。" for n in range(1, 7))
    books.write("全文.md", f"# {CODE}\n\n{PASSED}\n\n<!-- INFO END -->\n\n{whole}\n")
    assert books.outcomes()["全文.md"] == "replaced"
    assert len(texts(CODE, DAY)) == 6
    assert books.outcomes()["法典/总则.md"] == "same"
    assert len(texts(CODE, DAY)) == 6


def test_a_code_is_the_same_in_whichever_order_its_books_come(books):
    for name in ("法典/附则.md", "法典/管网编.md", "法典/总则.md"):
        books.bring_in(name)
    before = books.digests()
    deriving.again(silent)
    assert books.digests() == before
    assert Version.objects.get().articles == 5


def test_books_joined_have_each_word_at_its_place(books):
    books.bring_in()
    document = rereading.document_of(Version.objects.get())
    for unit in (one for top in document.body for one in top.walk()):
        if unit.text:
            assert document.source.text[unit.place.start : unit.place.end] == unit.text
