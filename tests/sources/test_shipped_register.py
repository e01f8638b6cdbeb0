"""The register that is shipped: it answers what its page says, and holds no sentence."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import plumbline
from plumbline.sources.catalogue import build, names_in, record_of
from plumbline.sources.context import Outline
from plumbline.sources.find import find_citations
from plumbline.sources.names import Names
from plumbline.sources.register import Register, load
from plumbline.sources.resolve import Citing, Resolver
from plumbline.store.texts import catalogues
from tests.sources.writing import document

FOLDER = Path(plumbline.__file__).parent / "law" / "cn" / "sources"
ROW = re.compile(r"^\| (\S+) \| (\d{4}-\d{2}-\d{2}) \| (\w+) \|$", re.M)
ROWS = ROW.findall((FOLDER / "register.md").read_text("utf-8"))


@pytest.fixture(scope="module")
def register() -> Register:
    return load(FOLDER / "register.jsonl")


@pytest.mark.parametrize(("asked", "day", "status"), ROWS)
def test_the_register_answers_what_its_page_says(
    asked: str, day: str, status: str, register: Register
) -> None:
    catalogue = build(register.records, register.effects, register.known_until)
    text = document("示例市用水办法", f"第一条 依照{asked}办理。")
    (citation,) = find_citations(text, Names.of(names_in(catalogue)))
    on = date.fromisoformat(day)
    citing = Citing("示例市用水办法", "示例市用水办法", day, Outline({}), True, on)
    assert Resolver(catalogue, citing, on).resolve(citation).status == status


def test_the_page_has_examples_of_several_answers() -> None:
    assert len({status for _, _, status in ROWS}) >= 3


def test_the_register_says_until_when_it_is_known_and_is_sorted(register: Register) -> None:
    keys = [(r.key, r.version.name) for r in register.records]
    assert register.known_until is not None
    assert keys == sorted(keys)
    assert len(keys) > 1000


def test_the_library_reads_the_register_that_is_shipped() -> None:
    assert FOLDER / "register.jsonl" == catalogues.REGISTER
    assert catalogues.registered().records


def test_no_line_of_the_register_holds_a_sentence() -> None:
    text = (FOLDER / "register.jsonl").read_text("utf-8")
    assert "。" not in text
    assert not re.search(
        r"应当|不得|有权", re.sub(r'"(?:title|name|key|target|by|by_title)":"[^"]*"', "", text)
    )


def test_a_loaded_text_outranks_the_register_and_a_difference_is_told(register: Register) -> None:
    from_register = next(r for r in register.records if r.key == "行政处罚法" and r.version.name)
    other = document(
        "中华人民共和国行政处罚法",
        "第一条 甲。\n\n第二条 本法自2021年7月15日起施行。",
        "2021年1月22日 第十三届全国人民代表大会常务委员会第二十五次会议修订",
    )
    catalogue = build([from_register, record_of(other)], ())
    assert catalogue.differences == {("行政处罚法", "2021-01-22"): ("outline",)}
    assert catalogue.works["行政处罚法"].versions[0].loaded
