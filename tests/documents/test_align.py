"""Two versions side by side: which paragraph carries on which."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.align import Link, Match, Passage, align, article_moves
from plumbline.documents.parse import parse
from plumbline.documents.read import read

REGISTER = "养犬人应当自取得犬只之日起三十日内，持免疫证明到住所地派出所办理登记。"
LEASH = "携带犬只出户的，应当束犬链，由成年人牵领，并主动避让老人、孕妇和儿童。"
VACCINE = "犬只免疫由兽医站负责，每年一次，费用由市级财政承担。"
STRAY = "收容所接收走失的犬只，公告十五日后无人认领的，可以由他人领养。"
PARKING = "消防通道内不得停放车辆，物业服务企业发现后应当劝阻并报告消防救援机构。"
FINE = "违反本办法规定的，由城市管理部门责令改正，可以处二百元罚款。"
START = "本办法自公布之日起施行。"


def version(**paragraphs):
    """Passages by address, written a1_2 for the second paragraph of article 1."""
    return [Passage(name[1:].replace("_", "."), text) for name, text in paragraphs.items()]


def rows(old, new):
    """What was found, without figures."""
    return [(match.old, match.new, match.kind) for match in align(old, new)]


OLD = version(a1_1=REGISTER, a2_1=LEASH, a3_1=VACCINE, a4_1=STRAY, a5_1=PARKING)


def test_a_version_compared_with_itself_is_the_same_throughout():
    assert align(OLD, OLD) == [
        Match(
            (p.address,), (p.address,), "same", 1.0, (Link(p.address, p.address, 1.0, len(p.text)),)
        )
        for p in OLD
    ]


def test_a_paragraph_that_only_changes_its_number_is_moved():
    new = version(a1_1=REGISTER, a2_1=PARKING, a3_1=LEASH, a4_1=VACCINE, a5_1=STRAY)
    assert rows(OLD, new) == [
        (("1.1",), ("1.1",), "same"),
        (("5.1",), ("2.1",), "moved"),
        (("2.1",), ("3.1",), "moved"),
        (("3.1",), ("4.1",), "moved"),
        (("4.1",), ("5.1",), "moved"),
    ]


def test_a_word_that_changes_makes_it_amended_in_place_and_elsewhere():
    new = version(a1_1=REGISTER.replace("三十", "十五"), a7_1=LEASH.replace("犬链", "犬绳"))
    assert rows(OLD[:2], new) == [
        (("1.1",), ("1.1",), "amended"),
        (("2.1",), ("7.1",), "moved_amended"),
    ]


def test_white_space_and_width_are_not_wording():
    new = version(a1_1=REGISTER.replace("，", ", ").replace("。", "。\u3000"))
    assert rows(OLD[:1], new) == [(("1.1",), ("1.1",), "same")]


def test_the_score_of_an_amended_paragraph_is_below_one():
    changed = "甲" * 30_000
    [match] = align(version(a1_1=changed), version(a1_1=changed + "乙"))
    assert (match.kind, match.score) == ("amended", 0.9999)


def test_what_nothing_resembles_is_new_or_deleted():
    new = version(a1_1=REGISTER, a2_1=FINE, a3_1=VACCINE, a4_1=STRAY, a5_1=PARKING)
    found = rows(OLD, new)
    assert ((), ("2.1",), "new") in found
    assert found[1] == (("2.1",), (), "deleted")


def test_a_paragraph_whose_sentences_go_two_ways_is_split():
    both = version(a1_1=REGISTER + STRAY, a2_1=PARKING)
    new = version(a1_1=REGISTER, a2_1=PARKING, a3_1=STRAY)
    assert rows(both, new)[0] == (("1.1",), ("1.1", "3.1"), "split")


def test_paragraphs_that_become_items_of_one_are_merged():
    old = version(a1_1=LEASH, a2_1=VACCINE, a3_1=PARKING)
    new = version(a1_1=f"养犬人应当遵守下列规定：\n（一）{LEASH}\n（二）{VACCINE}", a2_1=PARKING)
    assert (("1.1", "2.1"), ("1.1",), "merged") in rows(old, new)


def test_a_link_between_a_split_and_a_merged_paragraph_stands_in_both_rows():
    old = version(a1_1=REGISTER + STRAY, a2_1=VACCINE)
    new = version(a1_1=REGISTER, a2_1=VACCINE + STRAY)
    assert rows(old, new) == [
        (("1.1",), ("1.1", "2.1"), "split"),
        (("1.1", "2.1"), ("2.1",), "merged"),
    ]


def test_a_rule_for_a_new_case_that_copies_a_rule_which_lives_on_is_new():
    copied = LEASH.replace("犬只", "猫只").replace("束犬链", "装入猫笼")
    new = [*OLD, Passage("6.1", copied)]
    assert rows(OLD, new)[-1] == ((), ("6.1",), "new")


def test_a_formula_that_stands_all_over_a_text_links_nothing():
    formula = "构成犯罪的，依法追究刑事责任。"
    old = version(
        **{f"a{n}_1": text + formula for n, text in enumerate((LEASH, STRAY, PARKING, FINE), 1)}
    )
    new = [*old, Passage("5.1", "违反本办法规定，" + formula)]
    assert rows(old, new)[-1] == ((), ("5.1",), "new")


def test_equal_paragraphs_keep_their_order():
    repeated = version(**{f"a{n}_1": "专家可以列席会议。" for n in range(1, 30)})
    assert {match.kind for match in align(repeated, repeated)} == {"same"}


def test_the_last_paragraph_of_one_is_that_of_the_other_if_it_says_anything_alike():
    new = version(a1_1=REGISTER, a2_1="本办法自2024年1月1日起施行，原办法同时停止执行。")
    assert rows([*OLD[:1], Passage("2.1", START)], new)[1][2] == "amended"


def test_an_address_that_occurs_twice_is_refused_with_its_name():
    with pytest.raises(ValueError, match=r"'1\.1' occurs more than once"):
        align([*OLD, OLD[0]], OLD)


@pytest.mark.parametrize("text", ["", "。", "（一）", "\u200b", "第一条", "A", "\ud800", "12"])
def test_texts_without_words_break_nothing(text):
    strange = version(a1_1=text, a2_1=text, a3_1=REGISTER)
    assert len(align(strange, strange)) == 3
    assert len(align(strange, [])) == 3
    assert len(align([], strange)) == 3


SENTENCES = st.lists(
    st.sampled_from([REGISTER, LEASH, VACCINE, STRAY, PARKING, FINE, START]), min_size=1, max_size=3
)
VERSIONS = st.lists(SENTENCES, max_size=6).map(
    lambda texts: [Passage(f"{n}.1", "".join(text)) for n, text in enumerate(texts, 1)]
)


@given(VERSIONS, VERSIONS)
def test_every_paragraph_occurs_and_the_rows_follow_from_the_links(old, new):
    matches = align(old, new)
    assert {address for match in matches for address in match.old} == {p.address for p in old}
    assert {address for match in matches for address in match.new} == {p.address for p in new}
    links = {(link.old, link.new) for match in matches for link in match.links if link.new}
    for match in matches:
        assert 0 <= match.score <= 1
        counts = len(match.old), len(match.new)
        forward = [sum(link[0] == address for link in links) for address in match.old]
        backward = [sum(link[1] == address for link in links) for address in match.new]
        match match.kind:
            case "new":
                assert (counts, backward) == ((0, 1), [0])
            case "deleted":
                assert (counts, forward) == ((1, 0), [0])
            case "split":
                assert (counts[0], forward) == (1, [max(2, counts[1])])
            case "merged":
                assert (counts[1], backward) == (1, [max(2, counts[0])])
            case _:
                assert (counts, forward, backward) == ((1, 1), [1], [1])


def test_an_article_is_found_where_most_of_its_wording_is():
    old = version(a1_1=REGISTER + LEASH, a1_2=START, a2_1=VACCINE)
    new = version(a3_1=START, a4_1=REGISTER + LEASH, a5_1=FINE)
    moves = article_moves(align(old, new))
    assert [article for article, _ in moves["1"]] == ["4", "3"]
    assert sum(share for _, share in moves["1"]) == pytest.approx(1, abs=0.001)
    assert moves["2"] == []


def test_a_link_that_stands_in_two_rows_counts_once_where_an_article_went():
    old = version(a1_1=REGISTER + STRAY, a2_1=VACCINE)
    new = version(a1_1=REGISTER, a2_1=VACCINE + STRAY)
    moves = article_moves(align(old, new))
    assert sum(share for _, share in moves["1"]) <= 1.05


def code(size: int, seed: int) -> list[Passage]:
    """A code of `size` articles in made-up words of two characters."""
    draw = random.Random(seed)
    words = [
        chr(0x4E00 + draw.randrange(3000)) + chr(0x4E00 + draw.randrange(3000)) for _ in range(900)
    ]
    return [
        Passage(f"{n}.1", "，".join("".join(draw.choices(words, k=6)) for _ in range(5)) + "。")
        for n in range(1, size + 1)
    ]


def test_a_code_of_1260_articles_is_compared_with_itself_in_less_than_three_seconds():
    articles = code(1260, 1)
    start = time.perf_counter()
    matches = align(articles, articles)
    assert time.perf_counter() - start < 3
    assert {match.kind for match in matches} == {"same"}


def paragraphs(path):
    """The paragraphs of a text in Markdown with their items."""
    for article in parse(read(path.read_bytes(), path.name)).articles():
        for n, unit in enumerate((u for u in article.children if u.kind == "paragraph"), 1):
            yield Passage(f"{article.number}.{n}", "\n".join(part.text for part in unit.walk()))


@pytest.mark.texts
def test_article_31_of_the_law_on_reconsideration_went_to_62_and_75(texts):
    folder = texts / "laws" / "诉讼与非诉讼程序法"
    old, new = (folder / f"行政复议法({year}-09-01).md" for year in (2017, 2023))
    moves = article_moves(align(list(paragraphs(old)), list(paragraphs(new))))
    assert [article for article, _ in moves["31"]] == ["62", "75"]
