"""A version as a file says what the version says, whatever the form."""

import json

import pytest
from lxml import etree

from plumbline.documents.akn import read_akn
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.store import library
from plumbline.store.models import Version
from tests.store.conftest import law, version

WATER = "示例市供水条例"
ITEMS = (
    "有下列情形之一的，责令改正：\n\n（一）水质不合格；\n\n（二）水压不达标。\n\n逾期不改的，罚款"
)


@pytest.fixture
def one(shelf) -> Version:
    text = law(WATER, "2019-03-01", "供水企业应当保障水质。", f"{ITEMS}。")
    head, mark, body = text.partition("第一条")
    shelf.write("供水.md", f"{head}## 第一章 总则\n\n{mark}{body}")
    shelf.bring_in()
    return version(WATER, "2019-03-01")


def words(document) -> list[tuple[str, str, str]]:
    return [(u.kind, u.number, u.text) for top in document.body for u in top.walk()]


@pytest.mark.parametrize("form", ["md", "docx"])
def test_a_download_reads_back_as_the_same_articles(one, form):
    file = library.download(one, form)
    again = parse(read(file.data, file.name))
    assert words(again) == words(library.document_of(one))
    assert again.title == WATER


def test_akoma_ntoso_reads_back_as_the_same_articles(one):
    file = library.download(one, "akn")
    assert words(read_akn(file.data, file.name)) == words(library.document_of(one))
    assert etree.fromstring(file.data).tag.endswith("akomaNtoso")


def test_json_holds_every_block_and_the_hash_of_the_original(one):
    told = json.loads(library.download(one, "json").data)
    assert [block["id"] for block in told["provisions"]] == ["chp_1", "art_1", "art_2", "art_3"]
    assert told["originals"][0]["sha256"] == one.texts.get().original_id
    assert (told["work"], told["version"]) == (WATER, "2019-03-01")


def test_a_file_is_named_for_its_title_and_day(one):
    assert library.download(one, "md").name == f"{WATER}(2019-03-01).md"


def test_a_form_that_is_not_made_is_refused_with_those_that_are(one):
    with pytest.raises(LookupError, match="akn, docx, json, md"):
        library.download(one, "exe")


def test_a_table_is_a_table_in_markdown_and_word(shelf):
    table = "| 项目 | 罚款 |\n| --- | --- |\n| 水质 | 一万元 |\n"
    shelf.write("供水.md", law(WATER, "2019-03-01", "依照下表处罚：") + f"\n{table}")
    shelf.bring_in()
    one = version(WATER, "2019-03-01")
    assert table in library.download(one, "md").data.decode()
    file = library.download(one, "docx")
    assert "一万元" in read(file.data, file.name).text


def test_an_original_that_is_gone_is_told(one):
    with pytest.raises(FileNotFoundError):
        library.original_bytes("0" * 64)
