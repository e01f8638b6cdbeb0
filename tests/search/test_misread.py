"""What kept a question from finding anything is named, and nothing else is."""

import pytest

from plumbline.search import QueryFault, misread, parse_query


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("“责令改正", ("unclosed_quotation",)),
        ('"责令改正', ("unclosed_quotation",)),
        ("罚款 AND 责令", ("operators",)),
        ("(罚款", ("operators",)),
        ("administrative penalty", ("not_chinese",)),
        ('"penalty AND (', ("unclosed_quotation", "operators", "not_chinese")),
    ],
)
def test_what_was_misread_is_named(typed: str, codes: tuple[str, ...]) -> None:
    assert misread(typed) == codes


@pytest.mark.parametrize(
    "typed", ["", "罚款", "“责令改正”", "行政处罚法 33", "3D打印", "android手机"]
)
def test_a_plain_question_is_not_called_misread(typed: str) -> None:
    assert misread(typed) == ()


@pytest.mark.parametrize(
    ("typed", "code"), [("罚款 种类:abc", "kind"), ("罚款 level:月球", "level")]
)
def test_a_kind_or_level_that_there_is_not_is_a_fault(typed: str, code: str) -> None:
    with pytest.raises(QueryFault) as raised:
        parse_query(typed)
    assert raised.value.code == code


def test_kinds_are_read_by_their_codes_too() -> None:
    assert parse_query("罚款 kind:law 种类:地方性法规").kind == ("law", "local_regulation")
