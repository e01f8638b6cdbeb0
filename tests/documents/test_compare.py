"""Word by word: what changed between two wordings."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plumbline.documents.compare import Span, word_diff

WORDS = st.text(alphabet="甲乙丙丁，。；\n（）三十2ab 的", max_size=60)


def shown(old: str, new: str) -> str:
    """The comparison as one line: [-deleted-]{+inserted+}."""
    parts = []
    for span in word_diff(old, new):
        before, after = old[span.old_start : span.old_end], new[span.new_start : span.new_end]
        if span.kind == "equal":
            parts.append(before)
            continue
        parts.append((f"[-{before}-]" if before else "") + (f"{{+{after}+}}" if after else ""))
    return "".join(parts)


@given(WORDS, WORDS)
@example("", "")
@example("\ud800甲", "甲\ud800")
def test_the_spans_join_to_both_texts_without_gaps(old, new):
    spans = word_diff(old, new)
    at = (0, 0)
    for span in spans:
        assert (span.old_start, span.new_start) == at
        at = (span.old_end, span.new_end)
    assert at == (len(old), len(new))
    equal = [span for span in spans if span.kind == "equal"]
    assert all(
        old[span.old_start : span.old_end] == new[span.new_start : span.new_end] for span in equal
    )


@given(WORDS, WORDS)
def test_kinds_say_which_side_is_empty_and_neighbours_differ(old, new):
    spans = word_diff(old, new)
    for span in spans:
        sides = (span.old_end > span.old_start, span.new_end > span.new_start)
        assert (
            sides
            == {
                "equal": (True, True),
                "replace": (True, True),
                "insert": (False, True),
                "delete": (True, False),
            }[span.kind]
        )
    pairs = pairwise(spans)
    assert all((one.kind == "equal") != (other.kind == "equal") for one, other in pairs)


@given(WORDS, WORDS)
def test_no_single_character_stands_between_two_edits_unless_at_a_line_break(old, new):
    for span in word_diff(old, new)[1:-1]:
        # Blanks that follow a line break are one token with it.
        before = old[: span.old_start]
        around = before[len(before.rstrip()) :] + old[span.old_start : span.old_end]
        assert span.kind != "equal" or span.old_end - span.old_start > 1 or "\n" in around


@given(WORDS)
def test_equal_texts_are_one_equal_span(text):
    whole = [Span("equal", 0, len(text), 0, len(text))] if text else []
    assert word_diff(text, text) == whole


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("应当在三十日内答复", "应当在六十日内答复", "应当在[-三十-]{+六十+}日内答复"),
        ("自2019年起", "自2024年起", "自[-2019-]{+2024+}年起"),
        ("按PM2测定", "按NO2测定", "按[-PM-]{+NO+}2测定"),
        ("犬只应当登记", "犬只应当登记，并按期检疫", "犬只应当登记{+，并按期检疫+}"),
        ("井盖由水务、市政管护", "井盖由水务管护", "井盖由水务[-、市政-]管护"),
    ],
)
def test_numbers_words_and_phrases_change_as_a_whole(old, new, expected):
    assert shown(old, new) == expected


def test_a_deletion_is_shown_where_words_end():
    old, new = "养犬登记机关负责档案工作的机构办理。", "养犬登记机构办理。"
    assert shown(old, new) == "养犬登记[-机关负责档案工作的-]机构办理。"


def test_a_rewritten_stretch_is_not_broken_by_a_character_that_happens_to_be_equal():
    assert shown("由甲乙丙丁负责", "由戊己丙庚辛负责") == "由[-甲乙丙丁-]{+戊己丙庚辛+}负责"


def test_items_are_compared_with_their_own_successors():
    old = "有下列情形之一的：\n（一）遛犬不束犬链；\n（二）占用消防通道停车。"
    new = "有下列情形之一的：\n（一）高空抛物；\n（二）遛犬不束犬绳；\n（三）占用消防通道停车。"
    assert shown(old, new) == (
        "有下列情形之一的：\n{+（一）高空抛物；\n+}（[-一-]{+二+}）遛犬不束犬[-链-]{+绳+}；\n"
        "（[-二-]{+三+}）占用消防通道停车。"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲" * 30_000, "甲" * 29_999),
        ("甲乙" * 15_000, "乙丙" * 15_000),
        ("，" * 30_000, "，。" * 15_000),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 20_000))) * 2, "甲乙丙" * 10_000),
        ("甲\n" * 15_000, "乙\n" * 15_000),
    ],
    ids=["repeated", "alternating", "pauses", "strange", "lines"],
)
def test_thirty_thousand_characters_take_less_than_two_seconds(old, new):
    start = time.perf_counter()
    word_diff(old, new)
    assert time.perf_counter() - start < 2
