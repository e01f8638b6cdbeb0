"""A clock of the server that was set back moves no day that the law counts."""

from datetime import date, timedelta

from plumbline.store import cases
from plumbline.store.cases import content
from plumbline.store.cases.rows import case_of, events_of
from plumbline.store.models import CaseRecord
from tests.store.cases.conftest import NOW, Writer, writer

__all__ = ["writer"]
AFTER = NOW + timedelta(days=10)  # when it is written down, all at once
STEPS = (
    ("apply", date(2024, 3, 4)),
    ("accept", date(2024, 3, 8)),
    ("send_copy", date(2024, 3, 11)),
)


def walked(case, back):
    """The steps recorded one after another, each when the clock says an hour earlier than before
    where it goes `back`."""
    for number, (action, on) in enumerate(STEPS):
        at = AFTER - timedelta(hours=number) if back else AFTER + timedelta(hours=number)
        done = cases.append(case.draft(action, on), at)
        assert isinstance(done, cases.Appended), done
        case.length += 1
    return CaseRecord.objects.get(pk=case.case)


def test_events_stand_in_the_order_in_which_they_were_recorded(writer):
    record = walked(writer, back=True)
    found = events_of(record.pk)
    assert [one.action for one in found] == [action for action, _on in STEPS]
    assert [one.at for one in found] == sorted((one.at or AFTER for one in found), reverse=True)
    assert cases.rebuild(lambda *_: None) == 0


def test_due_days_are_counted_from_days_of_events_and_not_from_the_clock(writer):
    back, forth = walked(writer, back=True), walked(Writer(), back=False)
    on = date(2024, 3, 20)
    days = [{id: due.day for id, due in case_of(one, on).due().items()} for one in (back, forth)]
    assert days[0] == days[1]
    assert back.due_on == forth.due_on
    assert content.calendar() is case_of(back, on).calendar
