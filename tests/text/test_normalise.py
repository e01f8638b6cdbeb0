"""规范化 -- a uniform text in which every offset leads back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.text.normalisation_table import PRIVATE_USE, RADICALS
from plumbline.text.normalise import NORMALISATIONS, normalise

CHANGED = [
    ("\ufeff第一条", "第一条", "byte_order_mark"),
    ("第\u200b一条", "第一条", "zero_width"),
    ("第\u2060一条", "第一条", "zero_width"),
    ("第\u200e一条", "第一条", "direction_mark"),
    ("第\u202e一条", "第一条", "direction_mark"),
    ("第\u00ad一条", "第一条", "soft_hyphen"),
    ("第\x00一条", "第一条", "control_character"),
    ("甲\r\n乙", "甲\n乙", "line_end"),
    ("甲\r乙", "甲\n乙", "line_end"),
    ("甲\u2028乙", "甲\n乙", "line_end"),
    ("甲\x0c乙", "甲\n乙", "line_end"),
    ("甲\u3000乙", "甲 乙", "space"),
    ("甲\u00a0乙", "甲 乙", "space"),
    ("甲\u2002乙", "甲 乙", "space"),
    ("１２３条", "123条", "fullwidth_digit"),
    ("ＡＢｃ类", "ABc类", "fullwidth_letter"),
    ("乡(镇)人民政府", "乡（镇）人民政府", "halfwidth_punctuation"),
    ("第(3)项", "第（3）项", "halfwidth_punctuation"),
    ("(2021年修订)", "（2021年修订）", "halfwidth_punctuation"),
    ("（甲)乙", "（甲）乙", "halfwidth_punctuation"),
    ("应当,可以", "应当，可以", "halfwidth_punctuation"),
    ("罚款:\n（一）", "罚款：\n（一）", "halfwidth_punctuation"),
    ("甲;乙[丙]", "甲；乙［丙］", "halfwidth_punctuation"),
    ("笫五条", "第五条", "lookalike_di"),
    ("处l万元以上", "处1万元以上", "lookalike_one"),
    ("自公历l月1日起", "自公历1月1日起", "lookalike_one"),
    ("\u2f47期", "日期", "radical"),
    ("\u2ed3期", "长期", "radical"),
    ("\uf900有", "豈有", "compatibility_ideograph"),
    ("\ue816", "\U00020087", "private_use_mapped"),
    ("\ud800", "\ufffd", "lone_surrogate"),
]  # fmt: skip

KEPT = [
    "", "第一条 行政机关应当依法。", "f(x), g[2]", "时间12:30", "http://a.example:80/c?d=(e)",
    "5,000元", "劳社部发[2008]3号", "床笫之私", "渝府发〔2023〕74号", "a\tb\nc", "（一）“甲”；",
    "Illness 元", "㐀𠂇",
]  # fmt: skip

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "第笫一条(),:;[]（）甲乙1lI万元１Ａ \u3000\u00a0\r\n\t\u200b\ufeff\x00\ue000\ue816⻓"
        ),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(("source", "text", "code"), CHANGED)
def test_each_normalisation_is_made_and_listed(source, text, code):
    normal = normalise(source)
    assert normal.text == text
    assert {change.code for change in normal.changes} == {code}


@pytest.mark.parametrize("source", KEPT)
def test_a_text_that_needs_nothing_is_given_back_itself(source):
    normal = normalise(source)
    assert normal.text is source
    assert normal.changes == ()


def test_a_private_use_character_of_unknown_meaning_is_kept_and_reported():
    normal = normalise("第\ue000条")
    assert normal.text == "第\ue000条"
    assert [(c.offset, c.code) for c in normal.changes] == [(1, "private_use_kept")]


def test_every_code_of_the_table_is_used_by_a_worked_example():
    codes = {code for _, _, code in CHANGED} | {"private_use_kept"}
    assert codes == NORMALISATIONS.keys()


def test_a_finding_in_the_text_is_shown_in_the_source():
    source = "第\u200b十\r\n条"
    normal = normalise(source)
    assert normal.text == "第十\n条"
    start = normal.text.index("十")
    assert normal.to_source_span(start, start + 1) == (2, 3)
    assert normal.to_source_span(0, len(normal.text)) == (0, len(source))
    assert normal.to_source_span(1, 1) == (2, 2)


@pytest.mark.parametrize("offset", [-1, 3])
def test_an_offset_outside_of_the_text_is_refused(offset):
    with pytest.raises(ValueError, match="the text has 0 to 2"):
        normalise("\u200b甲乙").to_source(offset)


@given(ANY_TEXT)
def test_every_character_leads_to_the_one_that_it_came_from(source):
    normal = normalise(source)
    became = {change.offset: change.became for change in normal.changes}
    for offset, character in enumerate(normal.text):
        at = normal.to_source(offset)
        assert became.get(at, source[at]) == character
        assert normal.from_source(at) == offset
    assert normal.to_source(len(normal.text)) == len(source)


@given(ANY_TEXT)
def test_the_source_less_its_changes_is_the_text(source):
    normal = normalise(source)
    became = {change.offset: change.became for change in normal.changes}
    assert normal.text == "".join(became.get(at, old) for at, old in enumerate(source))
    assert [change.offset for change in normal.changes] == sorted(became)
    assert all(source[change.offset] == change.what for change in normal.changes)
    assert {change.code for change in normal.changes} <= NORMALISATIONS.keys()


@given(ANY_TEXT)
def test_offsets_in_the_source_ascend_with_those_in_the_text(source):
    normal = normalise(source)
    places = [normal.to_source(offset) for offset in range(len(normal.text) + 1)]
    assert places == sorted(set(places))


@given(ANY_TEXT)
def test_a_normalised_text_can_be_stored_in_utf_8(source):
    text = normalise(source).text
    assert text.encode("utf-8").decode("utf-8") == text


def test_tables_exchange_one_character_for_one():
    for table in (PRIVATE_USE, RADICALS):
        assert all(len(old) == len(new) == 1 for old, new in table.items())
