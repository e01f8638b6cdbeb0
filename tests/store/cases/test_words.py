"""检索 -- a case is found by its number and its parties, and by a name only where it is handled."""

import uuid
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from plumbline.store import access, cases
from plumbline.store.cases import bringing_in, erasing, lists, words
from plumbline.store.cases.lists import Asked
from plumbline.store.models import (
    Account,
    CaseParty,
    CaseRecord,
    CaseWord,
    EventRecord,
    PersonalValue,
)
from tests import cast
from tests.store.cases.conftest import NOW, Writer

TODAY = date(2024, 3, 20)
MARCH = date(2024, 3, 8)
TEXTS = st.text(st.sampled_from("赵伟Aß9〔〕 2i·"), min_size=1, max_size=12)


@pytest.fixture
def people(db):
    return cast.assemble()


def person(part):
    return access.person(Account.objects.get(username=part), TODAY)


def opened(name="欧阳伟明", agency=cast.BUREAU):
    """A case of an agency, in which somebody has that name."""
    writer = Writer()
    writer.write("apply", **stated(name, agency))
    return writer


def stated(name, agency=cast.BUREAU):
    return {
        "organ": cast.DISTRICT, "institution": agency, "respondent": cast.ORGAN,
        "applicant": [{"name": name}],
    }  # fmt: skip


def found(part, said, **asked):
    """The keys of the cases that one of the cast finds by words."""
    shown = lists.found(person(part), Asked(words=said, **asked)).shown(0, 100)
    return [one.pk for one in shown]


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["示府复", "府复〔2024〕12号", "复", "〔2024〕12", "2024", "12", "12号"]
)
def test_a_number_is_found_from_any_character_or_numeral_on(word):
    assert any(
        end.startswith(words.looked_for(word)) for end in words.endings("示府复〔2024〕12号")
    )


@pytest.mark.parametrize("word", ["024", "府复2024", "2", "示府 复"])
def test_a_number_is_not_found_from_within_a_numeral(word):
    ends = words.endings("示府复〔1024〕12号")
    assert not any(end.startswith(words.looked_for(word)) for end in ends)


@given(TEXTS)
def test_a_text_is_found_by_each_of_its_ends_and_by_their_beginnings(text):
    for end in words.endings(text):
        said = end.decode()
        assert said in text.casefold()
        for length in range(1, len(said) + 1):
            assert end.startswith(words.looked_for(said[:length]))


@given(st.text(max_size=300))
def test_ends_are_few_and_short_however_long_the_text(text):
    ends = words.endings(text)
    assert len(ends) <= words.MOST
    assert all(len(end.decode()) <= words.LENGTH for end in ends)


@given(st.text(max_size=20))
def test_a_word_without_a_letter_or_a_digit_looks_for_nothing(text):
    has_any = any(one.isalnum() for one in text.casefold())
    assert bool(words.looked_for(text)) or not has_any


# --- who finds what -------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["欧阳伟明", "欧阳", "伟明", "明"])
def test_whoever_handles_a_case_finds_it_by_any_end_of_a_name(people, word):
    writer = opened()
    assert found("handler", word) == [writer.case]


@pytest.mark.parametrize("part", ["respondent", "supervisor", "neighbour", "stranger"])
def test_nobody_else_finds_a_case_by_a_name(people, part):
    opened()
    assert found(part, "伟明") == []


def test_a_case_is_not_found_by_a_name_in_an_agency_that_does_not_handle_it(people):
    here, there = opened(agency=cast.BUREAU), opened(agency=cast.NEIGHBOUR)
    assert found("handler", "伟明") == [here.case]
    assert found("neighbour", "伟明") == [there.case]


@pytest.mark.parametrize("part", ["handler", "respondent", "supervisor"])
@pytest.mark.parametrize("word", ["渝北", "2024〕1", "〔2024〕", "市场监督"])
def test_everybody_who_may_see_a_case_finds_it_by_its_number_and_by_an_agency(people, part, word):
    writer = opened()
    writer.write("accept", MARCH)
    assert found(part, word) == [writer.case]
    assert found("stranger", word) == found("neighbour", word) == []


def test_each_word_must_be_found(people):
    writer = opened()
    writer.write("accept", MARCH)
    opened(name="欧阳静")
    assert found("handler", "欧阳 2024") == [writer.case]
    assert found("handler", "欧阳静 2024") == []


def test_a_letter_is_found_in_either_case_and_from_the_beginning_of_a_word(people):
    writer = opened(name="Anna SMITH")
    assert found("handler", "smith") == found("handler", "Ann") == [writer.case]
    assert found("handler", "mith") == []


def test_a_name_that_came_later_is_found(people):
    writer = opened()
    writer.write("accept", MARCH)
    writer.write("appoint_agent", MARCH, agents=[{"name": "孙代理"}])
    assert found("handler", "孙代理") == [writer.case]


def test_what_is_not_a_name_of_a_person_is_not_found(people):
    assert CaseWord.objects.filter(case=opened(name="甲").case, is_name=True).count() == 1


def test_a_word_that_more_cases_have_than_are_named_one_by_one_finds_all_of_them(
    people, monkeypatch
):
    many = {opened().case for _ in range(4)}
    opened(name="欧阳静").write("accept", MARCH)
    monkeypatch.setattr(lists, "FEW", 2)
    monkeypatch.setattr(access, "FEW", 2)
    assert {*found("handler", "伟明")} == many
    assert len(found("handler", "2024")) == 1
    assert len(found("respondent", "2024")) == len(found("supervisor", "渝北")) - 4 == 1


# --- the words are a projection -------------------------------------------------------------------


def test_an_erased_name_finds_nothing_and_another_name_still_does(people):
    writer = opened()
    writer.write("accept", MARCH)
    agent = writer.write("appoint_agent", MARCH, agents=[{"name": "孙代理"}]).event
    erasing.erase(uuid.UUID(agent.id), "个人信息保护法#47", NOW)
    assert found("handler", "孙代理") == []
    kept = [bytes(one).decode() for one in CaseWord.objects.values_list("ending", flat=True)]
    assert any("欧阳" in one for one in kept)
    assert not any("孙" in one for one in kept)
    assert found("handler", "欧阳伟明") == [writer.case]
    applied = EventRecord.objects.get(case=writer.case, seq=1)
    erasing.erase(applied.pk, "个人信息保护法#47", NOW)
    assert not CaseWord.objects.filter(is_name=True).exists()
    assert cases.rebuild(lambda *_: None) == 0


def test_a_rebuild_changes_no_word_and_makes_again_those_that_were_lost(people):
    writer = opened()
    writer.write("accept", MARCH)
    writer.write("appoint_agent", MARCH, agents=[{"name": "孙代理"}])
    before = kept()
    assert cases.rebuild(lambda *_: None) == 0
    CaseWord.objects.filter(pk__in=CaseWord.objects.order_by("pk").values("pk")[:2]).delete()
    CaseWord.objects.create(
        case_id=writer.case, agency=cast.NEIGHBOUR, is_name=True, ending=b"nobody"
    )
    assert cases.rebuild(lambda *_: None) == 1
    assert kept() == before


def test_the_migration_writes_the_words_that_a_rebuild_would_write(people):
    writer = opened(name="Anna 欧阳")
    writer.write("accept", MARCH)
    opened(name="欧阳静")
    both = {"respondent": cast.BUREAU}  # the agency that handles the case, in another role of it
    Writer().write("apply", **stated("欧阳伟", cast.BUREAU) | both)
    before, roles = kept(), {*CaseParty.objects.values_list("case", "role", "handles")}
    migrate_again()
    assert kept() == before
    assert {*CaseParty.objects.values_list("case", "role", "handles")} == roles
    assert cases.rebuild(lambda *_: None) == 0


@pytest.mark.parametrize(
    "value", ["name", ["name"], {"name": None}, {"name": {"name": "a"}}, {"name": 1}], ids=repr
)
def test_the_migration_takes_no_other_value_for_a_name(people, value):
    writer = opened()
    PersonalValue.objects.filter(event__case=writer.case).update(value=value)
    words.keep_all([*CaseRecord.objects.all()])
    before = kept()
    migrate_again()
    assert kept() == before
    assert not CaseWord.objects.filter(is_name=True).exists()


@given(TEXTS | st.text(max_size=300))
def test_the_migration_knows_the_ends_of_a_text_as_they_are_today(text):
    assert migration().endings(text) == words.endings(text)


def migration():
    return import_module("plumbline.store.migrations.0014_words_of_cases")


def migrate_again():
    """Lose what the migration writes, and have it written again."""
    CaseWord.objects.all().delete()
    CaseParty.objects.update(handles=False)
    migration().say_who_handles(apps, None)
    migration().write_words(apps, None)


def kept():
    rows = CaseWord.objects.values_list("case", "agency", "is_name", "ending")
    return {(*row[:3], bytes(row[3])) for row in rows}


def test_the_words_of_a_case_go_with_it_to_another_agency(people):
    record = CaseRecord.objects.get(pk=opened().case)
    record.agency = cast.NEIGHBOUR
    assert words.keep_all([record]) == {record.pk}
    assert {*CaseWord.objects.values_list("agency", flat=True)} == {cast.NEIGHBOUR}


def test_a_case_that_was_kept_elsewhere_is_found_by_its_names(people):
    draft = Writer().draft("apply", **stated("欧阳伟明"))
    at = datetime(2024, 3, 4, tzinfo=UTC)
    assert isinstance(bringing_in.bring_in([bringing_in.Recorded(draft, at)], at), CaseRecord)
    assert found("handler", "伟明") == [draft.case]
    assert cases.rebuild(lambda *_: None) == 0


def test_the_roles_of_the_agency_that_handles_a_case_are_marked(people):
    opened()
    handles = dict(CaseParty.objects.values_list("role", "handles"))
    assert handles["institution"]
    assert not handles["respondent"]


# --- lists over several ways ----------------------------------------------------------------------


@pytest.fixture
def many(people):
    """Cases that the handler comes to on several ways: in the bureau, as an applicant, above."""
    made = [opened(agency=cast.BUREAU) for _ in range(4)]
    made += [opened(agency=cast.NEIGHBOUR) for _ in range(3)]
    for number, writer in enumerate(made[::2]):
        writer.write("accept", MARCH + timedelta(number % 3))
    for writer in made[2:6]:
        CaseParty.objects.create(case_id=writer.case, role="applicant", account=people["handler"])
    CaseRecord.objects.filter(pk=made[0].case).update(is_open=False, due_on=None)
    CaseRecord.objects.filter(pk=made[1].case).update(due_on=None)
    return made


@pytest.mark.parametrize("sort", lists.SORTS)
@pytest.mark.parametrize("part", ["handler", "supervisor"])
def test_a_list_over_several_ways_is_in_one_order_and_what_has_no_due_day_comes_last(
    many, sort, part
):
    last_of_all = F("due_on").asc(nulls_last=True)
    asked = [last_of_all if one == "due_on" else one for one in lists.SORTS[sort]]
    ordered = CaseRecord.objects.filter(access.visible(person(part))).order_by(*asked)
    whole = [*ordered.values_list("pk", flat=True)]
    listed = lists.found(person(part), Asked(sort=sort))
    assert [one.pk for one in listed.shown(0, 100)] == whole
    assert [one.pk for one in listed.shown(2, 5)] == whole[2:5]


def test_a_case_to_which_two_ways_lead_is_counted_and_shown_once(many):
    listed = lists.found(person("handler"), Asked())
    assert listed.counted() == len({one.pk for one in listed.shown(0, 100)}) == 6


def test_cases_are_counted_up_to_a_limit(many, monkeypatch):
    monkeypatch.setattr(lists, "COUNTED", 3)
    assert lists.found(person("handler"), Asked()).counted() == 4


def test_a_search_looks_at_no_word_of_another_agency(people):
    for _ in range(3):
        opened(name="欧阳伟", agency=cast.NEIGHBOUR)
    with CaptureQueriesContext(connection) as asked:
        assert found("handler", "欧阳") == []
    about = [one["sql"] for one in asked if "store_caseword" in one["sql"]]
    assert about
    assert all(f"'{cast.BUREAU}'" in one or cast.BUREAU in one for one in about)
