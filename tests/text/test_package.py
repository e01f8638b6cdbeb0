"""文字 -- what the package offers, and how it bears real and hostile texts."""

import pytest

import plumbline.text
from plumbline.text import (
    Amount,
    DocumentNumber,
    FoundDate,
    find_amounts,
    find_dates,
    find_numbers,
    normalise,
    parse_article_number,
)

HOSTILE = {
    "digits": "1" * 200_000,
    "numerals": "一" * 200_000,
    "units": "万元" * 100_000,
    "years": "2021年" * 50_000,
    "days": "1月1日、2日、" * 30_000,
    "same day": "2021年1月1日" + "同日" * 50_000,
    "opening brackets": "(" * 200_000,
    "nested brackets": "(" * 50_000 + "甲" + ")" * 50_000,
    "hexagonal brackets": "〔2023〕" * 50_000,
    "orders": "令" * 200_000,
    "spaces": " " * 200_000,
    "decimals": "1." * 100_000,
    "thousands": "1,000" * 50_000,
    "serials": "国发〔2023〕1" + "、2" * 100_000 + "号",
    "zero width": "\u200b" * 200_000,
    "han": "法" * 300_000,
}


def test_exported_names_exist_and_are_sorted_by_kind():
    assert all(hasattr(plumbline.text, name) for name in plumbline.text.__all__)
    assert len(set(plumbline.text.__all__)) == len(plumbline.text.__all__)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_read_to_its_end(text):
    for find in (find_dates, find_amounts, find_numbers):
        found = find(text)
        assert all(item.end <= len(text) for item in found)
    assert normalise(text).to_source(0) >= 0


@pytest.mark.texts
def test_real_texts_hold_no_impossible_bounds_and_each_finding_stands_where_it_says(texts):
    seen = 0
    for path in sorted(texts.glob("laws/**/*.md")):
        text = path.read_text(encoding="utf-8")
        found: list[FoundDate | Amount | DocumentNumber]
        found = [*find_dates(text), *find_amounts(text), *find_numbers(text)]
        assert all(text[item.start : item.end] == item.text for item in found)
        seen += len(found)
        assert not any(amount.is_empty() for amount in find_amounts(text))
    assert seen > 10_000


@pytest.mark.texts
def test_every_normalised_real_text_is_rebuilt_from_its_changes(texts):
    for path in sorted(texts.glob("laws/**/*.md")):
        source = path.read_bytes().decode("utf-8")
        normal = normalise(source)
        became = {change.offset: change.became for change in normal.changes}
        assert normal.text == "".join(became.get(at, old) for at, old in enumerate(source))


@pytest.mark.texts
def test_the_articles_of_a_code_are_numbered_without_a_gap(texts):
    (path,) = texts.glob("laws/民法典/*合同*.md")
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = [line.split(" ")[0] for line in lines if line.startswith("第") and "条 " in line[:12]]
    numbers = [number.number for head in heads if (number := parse_article_number(head))]
    assert numbers == list(range(463, 989))
