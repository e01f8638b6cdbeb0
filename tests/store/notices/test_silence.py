"""Silence is recorded once, on its own day, and recording changes no answer."""

from datetime import date

import pytest

from plumbline.procedure import LAW
from plumbline.store import cases, notices
from plumbline.store.cases import appending, silence
from plumbline.store.models import EventRecord
from tests.store.notices.conftest import MONDAY, at

HISTORIES = {
    "nothing was decided on the application": [("apply", 4)],
    "correction was asked for and never came": [
        ("apply", 4), ("request_correction", 6), ("receive_correction_notice", 7),
    ],
    "the organ was told and never replied": [
        ("apply", 4), ("accept", 5), ("send_copy", 6), ("receive_copy", 7),
    ],
    "somebody went on before the worker came": [("apply", 4), ("send_copy", 13)],
    "silence came twice": [("apply", 4), ("send_copy", 13), ("receive_copy", 13)],
}  # fmt: skip
DAYS = [date(2024, 3, day) for day in (11, 12, 14, 20, 28)] + [date(2024, 6, 1)]


def written(case, history):
    for action, day in history:
        case.act(action, date(2024, 3, day))
    return case


def answer(case, day):
    """What a case answers on a day."""
    read = cases.case_of(case.record, day)
    return (
        read.stage, dict(read.facts), {id: due.day for id, due in read.due().items()},
        {role: read.next_actions(role, day) for role in read.definition.roles},
        sorted(read.happened),
    )  # fmt: skip


@pytest.mark.parametrize("said", HISTORIES)
def test_a_case_read_before_the_worker_came_gives_the_same_answer(said, another):
    case = written(another(), HISTORIES[said])
    before = {day: answer(case, day) for day in DAYS}
    for day in DAYS[1:]:
        notices.look(day, at(day))
        assert {each: answer(case, each) for each in DAYS if each >= day} == {
            each: one for each, one in before.items() if each >= day
        }
    assert EventRecord.objects.filter(by=LAW).exists()


@pytest.mark.parametrize("said", HISTORIES)
def test_looking_again_records_nothing_again(said, another):
    case = written(another(), HISTORIES[said])
    for _ in range(3):
        notices.look(DAYS[-1], at(DAYS[-1]))
        silence.record(case.case, DAYS[-1], at(DAYS[-1]))
    rows = EventRecord.objects.filter(case=case.case, by=LAW)
    assert len({(row.action, row.on) for row in rows}) == rows.count() > 0


def test_silence_is_recorded_on_its_own_day_and_not_before(another):
    case = written(another(), [("apply", 4)])
    notices.look(date(2024, 3, 11), at(date(2024, 3, 11)))
    assert case.record.length == 1
    notices.look(date(2024, 3, 20), at(date(2024, 3, 20)))
    row = EventRecord.objects.get(case=case.case, by=LAW)
    assert (row.action, row.on, row.at.date()) == (
        "accept_by_silence", date(2024, 3, 11), date(2024, 3, 20),
    )  # fmt: skip


def test_lists_show_what_silence_brought(another):
    case = written(another(), [("apply", 4)])
    notices.look(date(2024, 3, 12), at(date(2024, 3, 12)))
    record = case.record
    assert (record.stage, record.due_clock, record.length) == ("accepted", "copy", 2)
    assert cases.rebuild(lambda *_: None) == 0


def test_of_two_workers_one_records(another):
    case = written(another(), [("apply", 4)])
    day = date(2024, 3, 12)
    assert [silence.record(case.case, day, at(day)) for _ in range(2)] == [1, 0]


def test_a_writer_who_comes_between_is_not_lost(another, monkeypatch):
    case, day = written(another(), [("apply", 4)]), date(2024, 3, 13)
    append = appending.append

    def late(draft, moment):
        monkeypatch.setattr(appending, "append", append)
        case.act("send_copy", day)
        return append(draft, moment)

    monkeypatch.setattr(appending, "append", late)
    assert silence.record(case.case, day, at(day)) == 1
    rows = EventRecord.objects.filter(case=case.case).order_by("seq")
    assert [row.action for row in rows] == ["apply", "send_copy", "accept_by_silence"]


def test_a_case_that_cannot_be_read_keeps_no_other_waiting(another, monkeypatch):
    first, second = (written(another(), [("apply", 4)]) for _ in range(2))
    record = silence.record

    def fails(pk, on, moment):
        if pk == first.case:
            raise ValueError("unreadable")
        return record(pk, on, moment)

    monkeypatch.setattr("plumbline.store.notices.looking.silence.record", fails)
    assert notices.look(DAYS[1], at(DAYS[1])).endswith("1 failed")
    assert (first.record.length, second.record.length) == (1, 2)


def test_a_case_is_opened_only_when_something_comes(another):
    case = written(another(), [("apply", 4)])
    assert notices.look(MONDAY, at(MONDAY)).startswith("1 cases")
    assert notices.look(date(2024, 3, 7), at(date(2024, 3, 7))) is None
    assert case.record.look_on == date(2024, 3, 8)
