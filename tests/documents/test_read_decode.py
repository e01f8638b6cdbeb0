"""Bytes to text: three families of encodings, and the places where bytes were not text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.decode import MOST_FINDINGS, MOST_LINES, decode, likeness, line_of
from plumbline.documents.unreadable import Unreadable

TEXT = (
    "示例市养犬管理办法\n第一条　为了规范养犬行为，制定本办法。\r\n"
    "第二条　本办法自公布之日起施行。\n"
)
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}


@pytest.mark.parametrize("written", ENCODINGS)
def test_a_text_is_the_same_in_every_encoding(written):
    decoded = decode(TEXT.encode(written), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.findings) == (TEXT, ENCODINGS[written], ())


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_is_no_part_of_the_text(mark):
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + TEXT.encode(encoding), "a.txt").text == TEXT


def test_newlines_are_not_translated():
    assert decode(TEXT.encode(), "a.txt").text.count("\r\n") == 1


def test_utf_16_in_one_line_of_chinese_alone_is_told_from_gb18030():
    text = "为了规范行政处罚的设定和实施，制定本办法。"
    assert decode(text.encode("utf-16-be"), "a.txt").text == text


def test_english_in_utf_16_is_no_binary_file():
    assert decode("Article 1".encode("utf-16-le"), "a.txt").text == "Article 1"


def test_a_bad_byte_is_a_finding_at_its_line_and_costs_one_character():
    data = TEXT.encode().replace("养犬行为".encode(), b"\xff" + "养犬行为".encode())
    decoded = decode(data, "a.txt")
    (finding,) = decoded.findings
    assert (finding.code, finding.kind, finding.line) == ("encoding_damaged", "damage", 2)
    assert decoded.text == TEXT.replace("养犬行为", "\ufffd养犬行为")
    assert "\ufffd" in decoded.text[finding.start : finding.end]


def test_a_file_cut_within_a_character_keeps_all_before_it():
    decoded = decode(TEXT.strip().encode()[:-1], "a.txt")
    assert decoded.text == TEXT.strip()[:-1] + "\ufffd"
    assert [finding.code for finding in decoded.findings] == ["encoding_damaged"]


@pytest.mark.parametrize(("main", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_line_in_another_encoding_is_read_and_marked(main, other):
    lines = TEXT.splitlines(keepends=True)
    data = lines[0].encode(main) + lines[1].encode(other) + lines[2].encode(main)
    decoded = decode(data, "a.txt")
    assert decoded.text == TEXT
    assert [(one.line, one.code) for one in decoded.findings] == [(2, "encoding_damaged")]
    assert other in decoded.findings[0].message


def test_characters_that_an_earlier_program_lost_are_marked():
    decoded = decode("第一条　为了规\ufffd\ufffd行为，制定本办法。".encode(), "a.txt")
    assert [(one.code, one.start, one.end) for one in decoded.findings] == [
        ("encoding_damaged", 7, 9)
    ]


def test_control_characters_are_marked_where_they_stand():
    decoded = decode("第一条　为了\x07规范养犬行为。\n第二条　\x85略。".encode(), "a.txt")
    found = [(one.code, one.line, one.start) for one in decoded.findings]
    assert found == [("control_character", 1, 6), ("control_character", 2, 19)]


def test_damage_is_listed_twenty_times_at_most():
    decoded = decode("第一条　为了规范\x07\n".encode() * 100, "a.txt")
    assert len(decoded.findings) == MOST_FINDINGS


def test_text_in_an_encoding_that_is_not_read_is_doubted():
    decoded = decode("本條例自公布之日起施行，對於違反規定者處以罰鍰。".encode("big5"), "a.txt")
    assert "encoding_doubtful" in {finding.code for finding in decoded.findings}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"abc\0def", "NUL"),
        (bytes(range(256)) * 4, "NUL"),
        (b"\xff" * 1000, "not text"),
        (b"\x01\x02\x03\x04" * 100, "not text"),
        ("\ufffd".encode() * 100, "not text"),
        (b"\xff\xfe" + b"\0\xd8" * 100, "not text"),
    ],
)
def test_what_is_no_text_is_refused(data, found):
    with pytest.raises(Unreadable) as refused:
        decode(data, "a.txt")
    assert found in refused.value.found


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_two_hundred_thousand_lines_are_read_and_no_more(newline):
    assert decode(("a" + newline).encode() * (MOST_LINES - 1), "a.txt").text
    with pytest.raises(Unreadable) as refused:
        decode(("a" + newline).encode() * MOST_LINES, "a.txt")
    assert str(MOST_LINES + 1) in refused.value.found
    assert str(MOST_LINES) in refused.value.allowed


def test_lines_count_alike_whatever_ends_them():
    text = "a\r\nb\rc\nd"
    assert [line_of(text, text.index(letter)) for letter in "abcd"] == [1, 2, 3, 4]


def test_real_sentences_look_like_chinese():
    assert likeness(TEXT) > 1.2
    assert likeness("") == 0


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_every_text_without_nul_comes_back_from_utf_8(text):
    try:
        assert decode(text.encode(), "a.txt").text == text.removeprefix("\ufeff")
    except Unreadable as refused:
        assert "empty" in refused.found or "not text" in refused.found  # noqa: PT017


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        decoded = decode(data, "a.txt")
    except Unreadable:
        return
    decoded.text.encode()  # no lone surrogates
    assert all(0 <= f.start <= f.end <= len(decoded.text) for f in decoded.findings)
