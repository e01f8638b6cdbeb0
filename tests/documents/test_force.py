"""From which day a text binds and until when, by its own words."""

from datetime import date

import pytest

from plumbline.documents.parse import parse
from plumbline.documents.read import read
from tests.documents.writing import law, letter


def last_article(words: str, *head: str):
    """What a text says of itself whose last article is this."""
    return law("第一条 甲。", f"第二条 {words}", head=head or ["2020年3月4日 市政府公布"]).metadata


@pytest.mark.parametrize(
    ("words", "day", "rule"),
    [
        ("本条例自2020年7月1日起施行。", date(2020, 7, 1), "stated"),
        ("本条例自二〇二〇年七月一日起执行。", date(2020, 7, 1), "stated"),
        ("本条例自公布之日起施行。", date(2020, 3, 4), "publication"),
        ("本条例自公布之日起30日后施行。", date(2020, 4, 3), "days_after_publication"),
        ("本条例自公布之日起二个月后施行。", date(2020, 5, 4), "days_after_publication"),
        ("用水应当节约。", date(2020, 3, 4), "adopted"),
    ],
)
def test_the_last_article_says_from_when_a_text_binds(words, day, rule):
    metadata = last_article(words)
    assert (metadata.effective_on, metadata.effective_rule) == (day, rule)


def test_the_day_on_which_an_older_text_was_in_force_is_not_that_of_this_one():
    metadata = last_article(
        "本条例自2020年7月1日起施行。2010年5月1日起施行的《示例市节水办法》同时废止。"
    )
    assert metadata.effective_on == date(2020, 7, 1)


def test_an_amended_text_binds_from_its_amendment_and_still_states_its_first_day():
    metadata = last_article(
        "本条例自2010年7月1日起施行。", "2010年3月4日 市政府公布", "2020年5月6日 市政府修订"
    )
    assert (metadata.effective_on, metadata.effective_rule) == (date(2020, 5, 6), "amended")
    assert (metadata.stated_effective_on, metadata.stated_rule) == (date(2010, 7, 1), "stated")


def test_the_head_may_say_from_when_a_text_binds():
    metadata = last_article("用水应当节约。", "2020年3月4日 市政府公布", "2020年8月1日 施行")
    assert (metadata.effective_on, metadata.effective_rule) == (date(2020, 8, 1), "history")


@pytest.mark.parametrize(
    ("words", "last_day"),
    [
        ("本办法自2020年7月1日起施行，有效期5年。", date(2025, 6, 30)),
        ("本办法自2020年7月1日起施行，有效期为二年。", date(2022, 6, 30)),
        ("本办法自2020年7月1日起试行，试行期两年。", date(2022, 6, 30)),
        ("本办法自2020年7月1日起施行，有效期至2023年12月31日。", date(2023, 12, 31)),
        ("本办法自2020年7月1日起试行，试行至2021年6月30日。", date(2021, 6, 30)),
        ("本办法自2020年2月29日起施行，有效期1年。", date(2021, 2, 27)),
        ("本办法自2020年7月1日起施行。", None),
    ],
)
def test_a_validity_ends_on_its_last_day(words, last_day):
    assert last_article(words).expires_on == last_day


def test_a_validity_runs_from_the_first_day_even_of_an_amended_text():
    metadata = last_article(
        "本办法自2018年7月1日起施行，有效期5年。",
        "2018年3月4日 市政府公布",
        "2020年5月6日 市政府修订",
    )
    assert metadata.expires_on == date(2023, 6, 30)


def test_a_notice_binds_from_the_day_of_its_signature_if_it_says_so():
    metadata = letter(
        "示例市水务局关于公布水价的通知",
        "各区水务局：",
        "一、公布水价。",
        "二、本通知自印发之日起施行。",
        "示例市水务局",
        "2020年5月6日",
    ).metadata
    assert (metadata.adopted_on, metadata.effective_on) == (date(2020, 5, 6), date(2020, 5, 6))
    assert metadata.issuers == ("示例市水务局",)


def test_a_law_named_in_the_preamble_does_not_say_when_the_text_itself_binds():
    metadata = letter(
        "示例市供水指南",
        "修订后的《示例法》自2024年1月1日起施行。",
        "一、怎样用水",
        "节约用水。",
    ).metadata
    assert metadata.effective_on is None


def test_an_impossible_day_is_no_day():
    assert last_article("本条例自2020年2月30日起施行。").stated_effective_on is None


def named(name: str, *words: str, head: tuple[str, ...] = ()):
    """What a text says of itself that came in a file of this name."""
    text = "\n\n".join(["# 示例市供水条例", *head, "<!-- INFO END -->", *words])
    return parse(read(text.encode(), name)).metadata


def test_a_file_named_later_than_its_history_was_amended_and_did_not_bind_before_that_day():
    metadata = named(
        "示例市供水条例(2016-02-06).md",
        "第一条 甲。",
        "第二条 本条例自2011年3月1日起施行。",
        head=("2010年11月19日 市政府公布",),
    )
    assert (metadata.effective_on, metadata.effective_rule) == (date(2016, 2, 6), "amended")
    assert metadata.stated_effective_on == date(2011, 3, 1)
    assert metadata.first_adopted_on == date(2010, 11, 19)


def test_a_text_that_states_a_day_years_before_its_own_has_been_amended_since():
    metadata = named("示例市供水条例(2020-04-30).md", "第一条 本条例自2009年4月1日起施行。")
    assert (metadata.effective_on, metadata.effective_rule) == (date(2020, 4, 30), "amended")
    assert metadata.first_adopted_on == date(2009, 4, 1)


def test_a_text_may_bind_from_some_weeks_before_its_own_day():
    metadata = named("示例市供水条例(1994-02-22).md", "第一条 本条例自1994年1月1日起施行。")
    assert (metadata.effective_on, metadata.effective_rule) == (date(1994, 1, 1), "stated")


def test_a_text_published_and_put_in_force_at_once_binds_from_its_publication():
    metadata = last_article("用水应当节约。", "2020年3月4日 市政府公告公布施行")
    assert (metadata.effective_on, metadata.effective_rule) == (date(2020, 3, 4), "publication")
