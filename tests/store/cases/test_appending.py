"""Events are kept whole or not at all, once, and in the order in which they were seen."""

import uuid
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from plumbline.procedure import Refusal, broken
from plumbline.store import cases
from plumbline.store.cases.rows import events_of
from plumbline.store.models import CaseRecord, EventRecord, Leaf, PersonalValue
from plumbline.store.notices import looking
from tests.store.cases.conftest import DAY, NAME, NOW, look

pytestmark = pytest.mark.django_db


def test_an_application_is_kept_with_its_record_its_values_and_its_leaf(writer):
    done = writer.write("apply")
    record = CaseRecord.objects.get(pk=writer.case)
    assert (record.stage, record.length, record.is_open) == ("received", 1, True)
    assert record.last_hash == done.event.hash
    assert (record.due_on, record.due_clock) == (date(2024, 3, 11), "examine")
    assert Leaf.objects.get().index is None
    assert PersonalValue.objects.exists()


def test_no_personal_value_stands_in_an_event(writer):
    writer.write("apply")
    assert NAME not in str(EventRecord.objects.get().data)
    assert NAME in str(cases.opened_values(EventRecord.objects.get().pk))


def test_the_chain_of_a_case_holds_as_it_is_read_from_the_database(writer):
    writer.write("apply")
    writer.write("accept", date(2024, 3, 8))
    writer.write("send_copy", date(2024, 3, 11))
    assert broken(events_of(writer.case)) == []


def test_the_same_event_sent_again_changes_nothing(writer):
    draft = writer.draft("apply")
    first, second = writer.again(draft), writer.again(draft)
    assert not first.again
    assert second.again
    assert second.event == first.event
    assert EventRecord.objects.count() == CaseRecord.objects.count() == Leaf.objects.count() == 1


def test_another_event_under_the_same_id_is_refused(writer):
    draft = writer.draft("apply")
    writer.again(draft)
    for changes in ({"on": date(2024, 3, 5)}, {"by": "applicant/else"}, {"case": uuid.uuid4()}):
        refused = writer.again(draft, **changes)
        assert isinstance(refused, Refusal)
        assert refused.code == "already_recorded"
    assert EventRecord.objects.count() == 1


def test_an_event_without_personal_values_is_not_taken_for_one_of_another_case(writer):
    writer.write("apply")
    draft = writer.draft("accept", date(2024, 3, 8))
    writer.again(draft)
    refused = writer.again(draft, case=uuid.uuid4(), expected=0)
    assert isinstance(refused, Refusal)
    assert refused.code == "already_recorded"


def test_a_writer_who_saw_less_is_told_what_happened_meanwhile(writer):
    writer.write("apply")
    late = writer.draft("accept", date(2024, 3, 8))
    writer.write("refuse", date(2024, 3, 7))
    stale = writer.again(late)
    assert isinstance(stale, cases.Stale)
    assert stale.length == 2
    assert [event.action for event in stale.since] == ["refuse"]
    assert EventRecord.objects.count() == 2


def test_what_somebody_has_read_is_not_written_over_when_the_case_went_on_meanwhile(writer):
    writer.write("apply")
    writer.write("accept", date(2024, 3, 8))
    seen, late = look(writer.case, date(2024, 3, 11)), writer.draft("send_copy", date(2024, 3, 11))
    writer.write("send_copy", date(2024, 3, 11))
    kept = look(writer.case, date(2024, 3, 11))
    stale = cases.append(late, NOW, seen)
    assert isinstance(stale, cases.Stale)
    assert [event.action for event in stale.since] == ["send_copy"]
    assert look(writer.case, date(2024, 3, 11)) == kept
    assert EventRecord.objects.count() == Leaf.objects.count() == 3


def test_what_is_unlawful_is_refused_with_its_article_and_leaves_no_trace(writer):
    writer.write("apply")
    refused = writer.again(writer.draft("decide", date(2024, 3, 8)))
    assert isinstance(refused, Refusal)
    assert refused.words
    assert EventRecord.objects.count() == Leaf.objects.count() == 1
    assert CaseRecord.objects.get().length == 1


@pytest.mark.parametrize("name", ["", 7, {"first": "赵"}])
def test_a_personal_value_of_the_wrong_kind_is_refused_before_it_is_committed_to(writer, name):
    refused = writer.again(writer.draft("apply", applicant=[name]))
    assert isinstance(refused, Refusal)
    assert refused.code in ("field_wrong", "field_missing")
    assert not EventRecord.objects.exists()


def test_silence_is_seen_in_a_case_that_nobody_has_touched(writer):
    writer.write("apply")
    record = CaseRecord.objects.get()
    assert cases.case_of(record, date(2024, 3, 11)).stage == "received"
    assert cases.case_of(record, date(2024, 3, 12)).stage == "accepted"
    assert record.stage == "received"


def test_a_closed_case_is_open_no_more_and_due_never(writer):
    writer.write("apply")
    writer.write("refuse", date(2024, 3, 7))
    assert CaseRecord.objects.get().is_open
    writer.write("deliver", date(2024, 3, 8))
    writer.write("close", date(2024, 4, 1))
    record = CaseRecord.objects.get()
    assert (record.is_open, record.due_on, record.due_clock) == (False, None, "")


def test_an_unknown_procedure_is_named_with_those_that_there_are(writer):
    draft = writer.draft("apply")
    with pytest.raises(LookupError, match="reconsideration"):
        writer.again(draft, procedure="nonesuch")
    with pytest.raises(LookupError, match="no text is in force"):
        writer.again(draft, on=date(1990, 1, 1))
    assert not CaseRecord.objects.exists()


def test_the_database_itself_forbids_to_change_an_event(writer):
    writer.write("apply")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        EventRecord.objects.update(action="decide")
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            EventRecord.objects.all()._raw_delete("default")
    assert EventRecord.objects.get().action == "apply"


def test_records_are_made_again_from_events_and_nothing_differs(writer):
    writer.write("apply")
    writer.write("accept", date(2024, 3, 8))
    assert cases.rebuild(lambda *_: None) == 0
    CaseRecord.objects.update(stage="closed", due_on=None, length=7)
    assert cases.rebuild(lambda *_: None) == 1
    record = CaseRecord.objects.get()
    assert (record.stage, record.length) == ("accepted", 2)


def test_what_the_worker_put_off_meanwhile_is_looked_at_again_after_an_event(writer):
    """The writer has read the case before the worker looked at it."""
    writer.write("apply", organ="9901", institution="9901-sfj")
    writer.write("accept")
    draft = writer.draft("send_copy")
    seen = look(writer.case, draft.on)
    looking.look_at(writer.case, DAY, NOW)
    assert CaseRecord.objects.get(pk=writer.case).look_on > DAY
    assert isinstance(cases.append(draft, NOW, seen), cases.Appended)
    assert CaseRecord.objects.get(pk=writer.case).look_on == DAY


def test_a_case_that_was_counted_anew_meanwhile_is_read_anew(writer, monkeypatch):
    writer.write("apply", organ="9901", institution="9901-sfj")
    writer.write("accept")
    draft = writer.draft("send_copy")
    seen = look(writer.case, draft.on)
    CaseRecord.objects.update(counted_under="of-newer-content")
    assert isinstance(cases.append(draft, NOW, seen), cases.Appended)
    assert CaseRecord.objects.get(pk=writer.case).counted_under == cases.content.counted_under()
    assert Leaf.objects.count() == 3
