"""Which text governs on a day: new texts, repeals, lapse, and what is only known to exist."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from plumbline.sources.catalogue import catalogue_of
from plumbline.sources.force import act_of, state_on
from plumbline.sources.work import Catalogue, State
from tests.sources.writing import document

ADOPTED = "{} 示例市第五届人民代表大会常务委员会第三次会议通过"


def text(day: str, effective: str, more: str = "") -> object:
    return document(
        "示例市供水条例",
        f"第一条 甲。\n\n第二条 本条例自{effective}起施行。{more}",
        ADOPTED.format(day),
    )


def on(day: str, catalogue: Catalogue, key: str = "示例市供水条例") -> State:
    return state_on(catalogue.works[key], date.fromisoformat(day), catalogue)


def test_a_text_binds_from_its_day_of_effect() -> None:
    catalogue = catalogue_of([text("2020年3月1日", "2020年5月1日")])  # type: ignore[list-item]
    assert on("2020-04-30", catalogue).state == "not_yet_in_force"
    assert on("2020-05-01", catalogue).state == "in_force"


def test_a_newer_text_takes_over_on_its_own_day_of_effect() -> None:
    catalogue = catalogue_of(
        [text("2020年3月1日", "2020年5月1日"), text("2022年3月1日", "2022年7月1日")]  # type: ignore[list-item]
    )
    before, after = on("2022-06-30", catalogue), on("2022-07-01", catalogue)
    assert before.version is not None
    assert after.version is not None
    assert [before.version.name, after.version.name] == ["2020-03-01", "2022-03-01"]
    assert before.pending == ()


def test_a_repeal_names_the_provision_that_says_so() -> None:
    later = document(
        "示例市用水条例",
        "第一条 甲。\n\n第二条 本条例自2023年1月1日起施行。《示例市供水条例》同时废止。",
        ADOPTED.format("2022年10月1日"),
    )
    catalogue = catalogue_of([text("2020年3月1日", "2020年5月1日"), later])  # type: ignore[list-item]
    assert on("2022-12-31", catalogue).state == "in_force"
    state = on("2023-01-01", catalogue)
    assert state.state == "repealed"
    assert state.because is not None
    assert state.because.provenance.title == "示例市用水条例"
    assert state.because.provenance.provision == "art_2"


def test_a_new_text_under_the_old_name_is_not_ended_with_the_old_one() -> None:
    anew = text("2022年10月1日", "2023年1月1日", "2020年3月1日通过的《示例市供水条例》同时废止。")
    catalogue = catalogue_of([text("2020年3月1日", "2020年5月1日"), anew])  # type: ignore[list-item]
    assert on("2023-01-01", catalogue).state == "in_force"


def test_a_text_lapses_on_the_day_after_its_validity() -> None:
    trial = text("2020年3月1日", "2020年5月1日", "有效期两年。")
    catalogue = catalogue_of([trial])  # type: ignore[list-item]
    assert on("2022-04-30", catalogue).state == "in_force"
    assert on("2022-05-01", catalogue).state == "lapsed"


def test_an_earlier_text_that_is_not_loaded_is_said_to_be_unverified() -> None:
    amended = document(
        "示例市供水条例",
        "第一条 甲。\n\n第二条 本条例自2010年5月1日起施行。",
        ADOPTED.format("2010年3月1日")
        + "\n\n2020年3月1日 示例市第五届人民代表大会常务委员会第三次会议修正",
    )
    catalogue = catalogue_of([amended])
    assert on("2015-01-01", catalogue).state == "unverified"
    assert on("2009-01-01", catalogue).state == "not_yet_in_force"
    assert on("2021-01-01", catalogue).state == "in_force"


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_on_every_day_at_most_one_text_governs_and_it_has_begun(day: date) -> None:
    catalogue = catalogue_of(
        [text("2010年3月1日", "2010年5月1日"), text("2020年3月1日", "2020年5月1日")]  # type: ignore[list-item]
    )
    state = state_on(catalogue.works["示例市供水条例"], day, catalogue)
    if state.state == "in_force":
        assert state.version is not None
        assert state.version.effective_on is not None
        assert state.version.effective_on <= day


def amending(day: str, effective: str) -> object:
    return document(
        "示例市人民代表大会常务委员会关于修改《示例市供水条例》的决定",
        f"一、第一条修改为：“乙。”\n\n二、本决定自{effective}起施行。",
        ADOPTED.format(day),
    )


def test_an_amended_text_binds_from_the_day_that_the_decision_states() -> None:
    amended = document(
        "示例市供水条例",
        "第一条 乙。\n\n第二条 本条例自2020年5月1日起施行。",
        ADOPTED.format("2020年3月1日")
        + "\n\n2022年3月1日 示例市第五届人民代表大会常务委员会第九次会议修正",
    )
    catalogue = catalogue_of(
        [text("2020年3月1日", "2020年5月1日"), amended, amending("2022年3月1日", "2022年7月1日")]  # type: ignore[list-item]
    )
    before, after = on("2022-06-30", catalogue).version, on("2022-07-01", catalogue).version
    assert before is not None
    assert after is not None
    assert [before.name, after.name] == ["2020-03-01", "2022-03-01"]


def test_an_amendment_whose_text_is_not_loaded_is_a_pending_change() -> None:
    catalogue = catalogue_of(
        [text("2020年3月1日", "2020年5月1日"), amending("2022年3月1日", "2022年7月1日")]  # type: ignore[list-item]
    )
    state = on("2022-08-01", catalogue)
    assert state.state == "in_force"
    assert state.pending == (date(2022, 3, 1),)
    assert on("2022-02-01", catalogue).pending == ()


def test_before_the_first_text_was_made_no_text_that_is_known_is_said_to_begin() -> None:
    amended = document(
        "示例市供水条例",
        "第一条 甲。\n\n第二条 本条例自1999年10月1日起施行。",
        ADOPTED.format("1999年4月29日")
        + "\n\n2017年9月1日 示例市第五届人民代表大会常务委员会第三次会议修正",
    )
    state = on("1980-01-01", catalogue_of([amended]))
    assert (state.state, state.version, state.since) == ("not_yet_in_force", None, None)
    assert state.made_on == date(1999, 4, 29)
    first = on("1998-01-01", catalogue_of([text("2020年3月1日", "2020年5月1日")]))  # type: ignore[list-item]
    assert (first.since, first.made_on) == (date(2020, 5, 1), None)


def test_a_document_without_any_day_is_not_said_to_wait_for_one() -> None:
    undated = document("示例市供水须知", "一、节约用水。")
    catalogue = catalogue_of([undated])
    state = on("2024-01-01", catalogue, "示例市供水须知")
    assert (state.state, state.since) == ("unverified", None)
    assert state.version is not None
    assert state.version.name == ""


SILENT = "第一条 甲。\n\n第二条 乙。"


def test_a_state_is_doubtful_while_a_text_that_states_no_day_may_not_have_begun() -> None:
    silent = document("示例市供水条例", SILENT, ADOPTED.format("2024年12月25日"))
    catalogue = catalogue_of([silent])
    soon, later = on("2025-02-01", catalogue), on("2026-11-01", catalogue)
    assert [(s.state, s.assumed, s.doubtful) for s in (soon, later)] == [
        ("in_force", True, True),
        ("in_force", True, False),
    ]
    stated = catalogue_of([text("2020年3月1日", "2020年5月1日")])  # type: ignore[list-item]
    assert not on("2020-06-01", stated).assumed


def test_an_amended_text_is_not_doubtful_where_the_decision_states_the_day() -> None:
    amended = document(
        "示例市供水条例",
        "第一条 乙。\n\n第二条 本条例自2020年5月1日起施行。",
        ADOPTED.format("2020年3月1日")
        + "\n\n2022年3月1日 示例市第五届人民代表大会常务委员会第九次会议修正",
    )
    alone = on("2022-08-01", catalogue_of([amended]))
    assert (alone.assumed, alone.doubtful) == (True, True)
    both = catalogue_of([amended, amending("2022年3月1日", "2022年7月1日")])  # type: ignore[list-item]
    assert not on("2022-08-01", both).assumed


def acts() -> Catalogue:
    """Two amendments under one title, of which each stands."""
    return catalogue_of(
        [
            document(
                f"示例市章程修正案（{day[:4]}年）",
                "第一条 章程第三条修改为：“甲。”",
                f"{day}示例市人民代表大会公告公布施行",
            )
            for day in ("1988年4月12日", "2018年3月11日")
        ]
    )


def test_an_amending_act_is_not_replaced_by_a_later_one_of_the_same_title() -> None:
    known = acts()
    (work,) = known.works.values()
    for version in work.versions:
        state = state_on(act_of(work, version), date(2024, 1, 1), known)
        assert (state.state, state.version, state.pending) == ("in_force", version, ())
    assert state_on(work, date(2024, 1, 1), known).version == work.versions[-1]
