"""Whatever the text, places lie in it, bounds are in order, and reading says the same twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.documents.model import Place, Unit
from plumbline.powers import propose_items, ranges_of, read_article
from plumbline.powers.model import SURE, Words

PIECES = (
    "违反本条例第三条规定，", "乱挂灯笼的，", "由灯笼部门", "责令限期改正", "；", "。", "，",
    "逾期不改正的，", "处", "并处", "可以并处", "一万元以上", "五万元以下",
    "九万元以上三万元以下", "的罚款", "罚款", "对单位", "对直接负责的主管人员", "没收违法所得",
    "和非法财物", "吊销许可证", "给予警告", "或者", "百分之五", "三倍", "情节严重的，",
    "有下列行为之一的：", "（", "）", "《", "\n", " ", "每", "元", "第", "条", "\x00", "𠀀",
)  # fmt: skip


def unit(kind, text="", children=()):
    return Unit(kind, "1", "", "", text, tuple(children), Place(0, 0, 1))


def an_article(head, items):
    below = [unit("item", one)._replace(number=str(n)) for n, one in enumerate(items, 1)]
    return unit("article", "", [unit("paragraph", head, below)])


texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)
articles = st.builds(an_article, texts, st.lists(texts, max_size=4))


def words_in(power):
    yield power.words
    for one in (power.whom_words, power.authority, power.order, power.violates_words):
        if one:
            yield one
    yield from (one.words for one in power.conditions)
    yield from (one.words for one in power.grounds)
    if power.fine:
        yield power.fine.words
        if power.fine.of:
            yield power.fine.of


@settings(max_examples=200, deadline=None)
@given(articles)
def test_every_field_has_its_words_in_the_text(article):
    found = read_article(article)
    for power in found.powers:
        for words in words_in(power):
            assert isinstance(words, Words)
            assert found.text[words.start : words.end] == words.text != ""


@settings(max_examples=200, deadline=None)
@given(articles)
def test_bounds_are_in_order_and_reading_is_the_same_twice(article):
    found = read_article(article)
    assert found == read_article(article)
    for power in found.powers:
        assert power.sure == (power.confidence >= SURE)
        if power.fine and power.fine.low is not None and power.fine.high is not None:
            assert power.fine.low <= power.fine.high
    for one in ranges_of(found):
        assert one.most is None or one.least <= one.most
    assert propose_items(found) == propose_items(found)


@pytest.mark.parametrize("text", ["（" * 5000, "的，" * 5000, "处一万元罚款" * 800, "由" * 5000])
def test_hostile_length_is_read_in_time(text):
    read_article(an_article(text, []))
