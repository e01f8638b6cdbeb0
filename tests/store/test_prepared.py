"""A prepared question gives what the query itself gives, for every value."""

import uuid
from contextlib import nullcontext
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from plumbline.store.agencies import held_by, roles_asked
from plumbline.store.models import Account, Agency, CaseParty, CaseRecord
from plumbline.store.prepared import Prepared, answers, insert, update, update_with

pytestmark = pytest.mark.django_db

COLUMNS = ("id", "agency", "opened_on", "length", "is_open")


def asked(agency, day, length):
    rows = CaseRecord.objects.filter(agency=agency, opened_on__gte=day, length=length, is_open=True)
    return rows.order_by("opened_on").values_list(*COLUMNS)


@pytest.fixture
def records():
    for number in range(12):
        CaseRecord.objects.create(
            pk=uuid.UUID(int=number + 1), procedure="reconsideration", agency=f"{number % 2}",
            stage="received", opened_on=date(2024, 1, number + 1), length=number % 3,
            last_on=date(2024, 1, number + 1), is_open=number != 4,
        )  # fmt: skip


def test_it_answers_as_the_query_does(records):
    prepared = Prepared(asked, "agency", date(1, 1, 1), 99)
    found = 0
    for agency in ("0", "1", "elsewhere"):
        for day in (date(2024, 1, 1), date(2024, 1, 6)):
            for length in (0, 1, 2):
                rows = list(prepared.rows(agency, day, length))
                assert rows == list(asked(agency, day, length))
                found += len(rows)
    assert found == 18


def test_a_record_is_found_by_its_id_and_comes_with_the_types_of_its_columns(records):
    by_id = Prepared(
        lambda pk: CaseRecord.objects.filter(pk=pk).values_list(*COLUMNS), uuid.UUID(int=999)
    )
    (row,) = by_id.rows(uuid.UUID(int=3))
    assert row == (uuid.UUID(int=3), "0", date(2024, 1, 3), 2, True)
    assert list(by_id.rows(uuid.UUID(int=77))) == []


def test_an_example_that_the_query_does_not_ask_for_is_refused(records):
    lost = Prepared(lambda code, _day: Agency.objects.filter(code=code).values_list("pk"), "a", "b")
    with pytest.raises(ValueError, match="an example is not among the parameters"):
        lost.rows("a", "b")
    with pytest.raises(TypeError, match="1 values for 2 examples"):
        lost.rows("a")


def test_a_row_that_is_written_whole_is_read_as_it_was(records):
    fresh = CaseRecord(
        pk=uuid.UUID(int=99), procedure="reconsideration", agency="9", stage="received",
        opened_on=date(2024, 2, 29), last_on=date(2024, 3, 1), length=4, is_open=False,
    )  # fmt: skip
    insert(fresh)
    found = CaseRecord.objects.get(pk=fresh.pk)
    for column in CaseRecord._meta.concrete_fields:
        assert getattr(found, column.attname) == getattr(fresh, column.attname)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(fresh)


def test_columns_are_written_only_where_the_row_is_known_as_it_is(records):
    one = CaseRecord.objects.get(pk=uuid.UUID(int=2))
    one.length, one.agency = 77, "elsewhere"
    assert not update(one, ["length"], last_hash="another", procedure="reconsideration")
    assert update(one, ["length"], last_hash=one.last_hash, procedure="reconsideration")
    found = CaseRecord.objects.get(pk=one.pk)
    assert (found.length, found.agency) == (77, "1")
    assert CaseRecord.objects.filter(length=77).count() == 1


def test_questions_that_are_asked_at_once_are_answered_one_by_one(records):
    prepared = Prepared(asked, "agency", date(1, 1, 1), 99)
    own = Account.objects.create_user("somebody")
    many = answers(
        prepared.asked("0", date(2024, 1, 1), 0),
        roles_asked(own.pk, date(2024, 1, 1)),
        prepared.asked("elsewhere", date(2024, 1, 1), 0),
        prepared.asked("1", date(2024, 1, 1), 0),
    )
    assert many == [
        list(asked("0", date(2024, 1, 1), 0)), held_by(own, date(2024, 1, 1)), [],
        list(asked("1", date(2024, 1, 1), 0)),
    ]  # fmt: skip
    assert [len(one) for one in many] == [2, 0, 0, 2]


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.django_db(transaction=True)
def test_new_rows_come_with_a_row_that_moves_or_not_at_all(records, alone):
    one = CaseRecord.objects.get(pk=uuid.UUID(int=2))
    one.length = 77
    party = CaseParty(pk=501, case=one, role="applicant", agency="%s; 'x")
    around = nullcontext() if alone else transaction.atomic()
    with around:
        assert not update_with(one, ["length"], [party], last_hash="another")
        assert not CaseParty.objects.exists()
        assert CaseRecord.objects.get(pk=one.pk).length != 77
        assert update_with(one, ["length"], [party], last_hash=one.last_hash)
        # The second has the key of the first: nothing of it is kept, and one can go on.
        one.length = 78
        new = [CaseParty(pk=502, case=one, role="agency"), party]
        with pytest.raises(IntegrityError):
            update_with(one, ["length"], new, last_hash=one.last_hash)
        assert list(CaseParty.objects.values_list("pk", "agency")) == [(501, "%s; 'x")]
    assert CaseRecord.objects.get(pk=one.pk).length == 77
    assert CaseRecord.objects.filter(length=77).count() == 1
