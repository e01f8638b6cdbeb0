"""Numbers of citations: what 第十条第一款、第三款至第五款 names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.sources.runs import RUN, Pin, read_run
from plumbline.text.numerals import to_chinese


def named(text: str) -> list[tuple[int, ...]]:
    return [(p.article, p.paragraph, p.item) for p in read_run(text).pins]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十条", [(10, 0, 0)]),
        ("第十条第二款", [(10, 2, 0)]),
        ("第十条第一款、第三款", [(10, 1, 0), (10, 3, 0)]),
        ("第八条至第十条", [(8, 0, 0), (9, 0, 0), (10, 0, 0)]),
        ("第三条第一款第（二）、（四）项", [(3, 1, 2), (3, 1, 4)]),
        ("第三条第（一）至（三）项", [(3, 0, 1), (3, 0, 2), (3, 0, 3)]),
        ("第五条、第七条第二款和第九条", [(5, 0, 0), (7, 2, 0), (9, 0, 0)]),
        ("第二款至第四款", [(0, 2, 0), (0, 3, 0), (0, 4, 0)]),
    ],
)
def test_a_run_names_each_provision_in_order(text: str, expected: list[tuple[int, ...]]) -> None:
    assert named(text) == expected


def test_an_inserted_article_keeps_its_second_number() -> None:
    assert read_run("第十七条之一第二款").pins == (Pin(article=17, sub=1, paragraph=2),)


@pytest.mark.parametrize("text", ["第一百二十八 条", "第12条", "第二、三条"])
def test_a_run_out_of_form_is_read_and_said_to_be_malformed(text: str) -> None:
    run = read_run(text)
    assert run.pins
    assert not run.well_formed


@pytest.mark.parametrize("text", ["第一条件", "第二项目", "第三章程", "第一款式", "第一目标"])
def test_a_word_that_begins_like_a_provision_is_none(text: str) -> None:
    assert not re.match(RUN, text)


@given(st.integers(1, 2000), st.integers(1, 30), st.integers(1, 30))
def test_any_article_paragraph_and_item_is_read_back(
    article: int, paragraph: int, item: int
) -> None:
    text = f"第{to_chinese(article)}条第{to_chinese(paragraph)}款第（{to_chinese(item)}）项"
    matched = re.match(RUN, text)
    assert matched is not None
    assert matched[0] == text
    assert named(text) == [(article, paragraph, item)]


@given(st.text(alphabet="第条款项目章节、和至（）一二三十百0 之", max_size=40))
def test_no_run_of_marks_raises(text: str) -> None:
    run = read_run(text)
    assert all(pin.level >= 0 for pin in run.pins)
