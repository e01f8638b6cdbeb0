"""A prepared question gives what the query itself gives, for every value."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from plumbline.store.models import Agency, CaseRecord
from plumbline.store.prepared import Prepared, insert, update

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
