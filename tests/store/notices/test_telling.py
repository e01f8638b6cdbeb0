"""Who is told what: of events, due days, days that moved; and who is told when none answers."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from plumbline.store import agencies, notices
from plumbline.store.cases import content, reading
from plumbline.store.models import (
    Account,
    Assignment,
    CaseRecord,
    Comment,
    Follower,
    Notice,
    Officer,
)
from plumbline.store.notices import following
from plumbline.store.notices.escalating import answer_by
from tests.cast import BUREAU, SINCE
from tests.store.notices.conftest import MONDAY, at, told

NEAR, DUE = date(2024, 3, 8), date(2024, 3, 11)


@pytest.fixture
def follow(placed):
    """Place all events in the log and tell of them, however long ago they were recorded."""

    def done():
        placed()
        Follower.objects.get_or_create(pk=following.NAME)
        return notices.follow()

    return done


def test_the_examination_is_reminded_of_on_the_fourth_of_five_days(case, people):
    notices.look(date(2024, 3, 7), at(date(2024, 3, 7)))
    assert told(people["handler"]) == []
    notices.look(NEAR, at(NEAR))
    assert told(people["handler"]) == [("due_near", "examine", DUE)]


def test_a_notice_is_never_made_twice(case, people):
    for day in (NEAR, NEAR, date(2024, 3, 10), DUE):
        CaseRecord.objects.update(look_on=day)
        notices.look(day, at(day))
    assert len(told(people["handler"])) == 1


def test_a_period_longer_than_seven_days_is_reminded_of_five_days_before(case, people):
    case.act("accept", date(2024, 3, 8))
    case.act("send_copy", date(2024, 3, 11))
    reminding, period = content.reminding(), content.calendar()
    decide = case.definition.clocks["sue"].clocks[-1][1].period
    assert reminding.near(date(2024, 5, 24), decide, None, period) == date(2024, 5, 19)


def test_a_definition_says_itself_when_it_wants_to_be_reminded(case, people):
    case.act("accept", date(2024, 3, 8))
    case.act("send_copy", date(2024, 3, 11))
    notices.look(date(2024, 4, 22), at(date(2024, 4, 22)))
    assert told(people["handler"], "due_near") == []
    day = CaseRecord.objects.get().look_on
    notices.look(day, at(day))
    assert told(people["handler"], "due_near") == [("due_near", "decide", date(2024, 5, 7))]


def test_a_day_that_has_passed_is_told_once_it_has(case, people):
    case.act("accept", date(2024, 3, 8))
    last = CaseRecord.objects.get().due_on
    notices.look(last, at(last))
    assert told(people["handler"], "due_passed") == []
    after = last + timedelta(days=1)
    notices.look(after, at(after))
    assert told(people["handler"], "due_passed") == [("due_passed", "copy", last)]


def test_what_is_done_needs_nobodys_confirmation(case, people):
    notices.look(NEAR, at(NEAR))
    case.act("accept", NEAR)
    notices.look(NEAR, at(NEAR, 10))
    assert Notice.objects.get(kind="due_near").settled_at is not None
    assert notices.counted_open(people["handler"]) == 0


def test_whoever_handles_a_case_by_name_is_told_and_no_colleague(case, people):
    reading.give(case.record, "YB002", people["handler"], MONDAY)
    notices.look(NEAR, at(NEAR))
    assert told(people["handler"]) == []
    assert told(people["head"], "due_near") == [("due_near", "examine", DUE)]


def test_a_handler_who_has_left_is_not_told(case, people):
    reading.give(case.record, "YB002", people["handler"], MONDAY)
    Assignment.objects.filter(officer__number="YB002").update(until_on=date(2024, 3, 5))
    notices.look(NEAR, at(NEAR))
    assert told(people["head"], "due_near") == []
    assert told(people["handler"], "due_near") != []


def test_parties_are_told_what_others_did_and_not_what_is_internal(case, people, follow):
    case.act("accept", date(2024, 3, 8))
    case.act("assign", date(2024, 3, 8), role="institution_head", handlers=["甲", "乙"])
    follow()
    assert [one[1] for one in told(people["applicant"])] == ["accept"]
    assert "accept" in [one[1] for one in told(people["respondent"])]
    for part in ("stranger", "neighbour", "supervisor"):
        assert told(people[part]) == []


def test_handlers_are_told_what_parties_did_and_nobody_of_their_own_doing(case, people, follow):
    case.act("accept", date(2024, 3, 8))
    follow()
    assert [one[1] for one in told(people["handler"])] == ["apply"]
    assert "apply" not in [one[1] for one in told(people["applicant"])]


def test_parties_and_handlers_are_told_of_silence(case, people, follow):
    day = date(2024, 3, 12)
    notices.look(day, at(day))
    follow()
    for part in ("handler", "applicant"):
        assert told(people[part], "silence") == [("silence", "accept_by_silence", DUE)]


def test_an_event_is_told_of_once_however_often_the_log_is_followed(case, people, follow):
    follow()
    before = Notice.objects.count()
    assert follow() is None
    Follower.objects.update(index=0)
    follow()
    assert Notice.objects.count() == before


def test_what_was_recorded_long_before_the_first_worker_is_no_news(case, placed):
    placed()
    assert notices.follow() is None
    assert Follower.objects.get().index == 1


def test_a_notice_holds_nothing_of_any_person(case, follow):
    follow()
    notices.look(NEAR, at(NEAR))
    for row in Notice.objects.values():
        assert "赵" not in f"{row}"


@pytest.mark.parametrize(
    ("made", "by"),
    [
        ((2024, 3, 7, 0), (2024, 3, 8, 0)),
        ((2024, 3, 7, 15), (2024, 3, 8, 15)),
        ((2024, 3, 8, 9), (2024, 3, 11, 9)),
        ((2024, 3, 9, 9), (2024, 3, 12, 0)),  # made on a Saturday
        ((2024, 4, 3, 9), (2024, 4, 7, 9)),  # a Sunday that is worked after 清明
    ],
)
def test_a_working_day_to_confirm_is_counted_to_the_hour(made, by):
    def moment(year, month, day, hour):
        return at(date(year, month, day), hour)

    assert answer_by(moment(*made), 1, content.calendar()) == moment(*by)


def test_what_nobody_confirms_within_a_working_day_goes_to_the_head(case, people):
    notices.look(NEAR, at(NEAR, 0))
    assert notices.escalate(at(date(2024, 3, 10), 23)) is None
    assert notices.escalate(at(DUE, 0)) == "1 notices passed on"
    passed = Notice.objects.get(account=people["head"])
    assert (passed.kind, passed.about, passed.relation) == ("escalated", "examine", "head")
    assert notices.said([passed])[0].unanswered == "李承办"
    assert Notice.objects.get(account=people["handler"]).escalated_at is not None
    assert notices.escalate(at(DUE, 1)) is None


def test_what_one_of_them_confirms_goes_to_nobody(case, people):
    notices.look(NEAR, at(NEAR, 0))
    notices.acknowledge(people["handler"], at(NEAR, 8))
    assert notices.escalate(at(DUE, 9)) is None
    assert told(people["head"]) == []


def test_what_was_settled_meanwhile_goes_to_nobody(case, people):
    notices.look(NEAR, at(NEAR, 0))
    case.act("accept", NEAR)
    assert notices.escalate(at(DUE, 9)) is None
    assert told(people["head"], "escalated") == []


def test_where_there_is_no_head_nothing_is_asked_again(case, people):
    Assignment.objects.filter(role="institution_head").delete()
    notices.look(NEAR, at(NEAR, 0))
    assert notices.escalate(at(DUE, 9)) is None
    assert Notice.objects.filter(escalated_at=None).count() == 0


def test_a_due_day_that_moves_is_told_with_what_has_changed(case, people):
    now = content.counted_under()
    CaseRecord.objects.update(due_on=date(2024, 3, 12), counted_under="0" + now[1:])
    if now[0] == "0":
        CaseRecord.objects.update(counted_under="1" + now[1:])
    assert notices.recount() == "1 cases counted again, 1 due days moved"
    moved = Notice.objects.get(account=people["handler"], kind="due_moved")
    assert (moved.was, moved.day, moved.because) == (date(2024, 3, 12), DUE, "calendars")
    assert case.record.due_on == DUE
    assert notices.recount() is None


def test_a_day_that_moved_is_told_where_an_event_comes_before_the_worker(case, people):
    CaseRecord.objects.update(due_on=date(2024, 3, 12), counted_under="0-0-0")
    case.act("accept", date(2024, 3, 8))
    moved = Notice.objects.get(account=people["handler"], kind="due_moved")
    assert (moved.about, moved.was, moved.day) == ("examine", date(2024, 3, 12), DUE)
    assert case.record.counted_under == content.counted_under()
    assert notices.recount() is None


def test_a_handler_who_has_left_is_told_of_no_event(case, people, follow):
    reading.give(case.record, "YB001", people["head"], MONDAY)
    follow()
    Notice.objects.all().delete()
    Assignment.objects.filter(officer__number="YB001").update(until_on=date(2024, 3, 5))
    case.act("accept", date(2024, 3, 8), by="YB002")
    follow()
    assert told(people["handler"]) == []
    assert told(people["applicant"]) != []


@pytest.fixture
def unread(people, another):
    """A case whose procedure there is no more, before every other."""
    made = another()
    made.act("apply")
    CaseRecord.objects.filter(pk=made.case).update(procedure="none", counted_under="0-0-0")
    return made


def test_a_case_that_cannot_be_read_keeps_no_event_of_others_waiting(unread, case, people, follow):
    follow()
    assert [one[1] for one in told(people["handler"])] == ["apply"]
    assert follow() is None


def test_a_case_that_cannot_be_read_keeps_no_other_uncounted(unread, case, people):
    CaseRecord.objects.filter(pk=case.case).update(counted_under="0-0-0")
    assert notices.recount() == "1 cases counted again, 0 due days moved; 1 failed"


def test_a_case_that_cannot_be_read_keeps_no_notice_from_going_to_the_head(case, another, people):
    notices.look(NEAR, at(NEAR, 0))
    unread = another()
    unread.act("apply")
    notices.look(NEAR, at(NEAR, 0))
    CaseRecord.objects.filter(pk=case.case).update(procedure="none")
    assert notices.escalate(at(DUE, 0)) == "1 notices passed on"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@李承办 请看", {"YB001"}),
        ("@李承 请看", {"YB003"}),
        ("@李承，@李承办", {"YB001", "YB003"}),
        ("李承办 请看@", set()),
    ],
)
def test_whose_name_begins_anothers_is_not_told_for_them(case, people, text, named):
    agencies.appoint("YB003", "李承", BUREAU, "institution", SINCE)
    account = Account.objects.create(username="other", full_name="李承")
    Officer.objects.filter(number="YB003").update(account=account)
    comment = Comment.objects.create(
        case=case.record, account=people["head"], text=text, at=at(MONDAY)
    )
    notices.mentioned(comment, list(Officer.objects.order_by("number")))
    rows = Notice.objects.filter(kind="mention").values_list("account__officer__number", flat=True)
    assert set(rows) == named


def test_an_account_that_may_not_sign_in_is_not_told(case, people):
    people["handler"].is_active = False
    people["handler"].save()
    notices.look(NEAR, at(NEAR))
    assert not Notice.objects.exists()


def test_the_latest_come_first_and_those_to_confirm_before_them(case, people, follow):
    follow()
    notices.acknowledge(people["handler"], timezone.now())
    notices.look(NEAR, at(NEAR))
    rows = notices.lists.found(people["handler"])
    assert [one.kind for one in rows] == ["due_near", "event"]
