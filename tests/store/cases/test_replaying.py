"""重演 -- what a changed calendar or definition would change in open cases, before it is taken."""

from datetime import date, timedelta

import pytest

from plumbline.law.procedures import ROOT
from plumbline.procedure import DefinitionFault
from plumbline.store.cases import many
from plumbline.store.cases.many import by_agency, by_due_day, late_cases
from plumbline.store.cases.replaying import compare_open, law_now, law_with
from plumbline.store.models import CaseRecord, EventRecord
from tests.store.cases.conftest import DAY, Writer

ON = date(2024, 3, 8)
pytestmark = pytest.mark.django_db


def amended(root, *days):
    """A root whose calendar of 2024 has some days off more, as a later notice would give them."""
    folder = root / "cn" / "calendars"
    folder.mkdir(parents=True)
    page = (ROOT / "cn" / "calendars" / "2024.md").read_text("utf-8")
    body = (ROOT / "cn" / "calendars" / "2024.toml").read_text("utf-8")
    more = "".join(f'\n[[holiday]]\nname = "调休"\nfirst = {day}\nlast = {day}\n' for day in days)
    counted = page.replace("days_off = 28", f"days_off = {28 + len(days)}")
    (folder / "2024.md").write_text(counted, "utf-8")
    (folder / "2024.toml").write_text(body + more, "utf-8")
    return root


def overlaid(root, body):
    """A root that lays a body over the text of 2024 of reconsideration."""
    folder = root / "cn" / "procedures" / "reconsideration"
    folder.mkdir(parents=True)
    front = 'code = "reconsideration"\ntitle = "行政复议"\nbasis = "行政复议法#1"\n'
    page = f'---\n{front}because = "行政复议法#1"\n---\n'
    (folder / "2024-01-01.md").write_text(page, "utf-8")
    (folder / "2024-01-01.toml").write_text(body, "utf-8")
    return root


def said(changed):
    return [(one.what, one.name, one.before, one.after, one.basis) for one in changed.differences]


def compared(*roots, on=ON):
    return [*compare_open(law_now(), law_with(roots), on)]


@pytest.fixture
def applied():
    """A case that was applied for on Monday 4 March 2024; five working days to examine it."""
    writer = Writer()
    writer.write("apply")
    return writer


@pytest.fixture
def accepted(applied):
    """Another that was accepted on the next day."""
    writer = Writer()
    writer.write("apply")
    writer.write("accept", DAY + timedelta(days=1))
    return writer


def test_an_amended_calendar_moves_open_due_days_and_the_change_is_shown(applied, tmp_path):
    (changed,) = compared(amended(tmp_path, "2024-03-07"))
    assert changed.record.pk == applied.case
    assert said(changed) == [("due", "examine", "2024-03-11", "2024-03-12", "行政复议法#30.1")]


def test_a_changed_definition_shows_its_differences_over_open_cases_before_it_is_taken(
    accepted, tmp_path
):
    root = overlaid(tmp_path, '[action.accept]\nby = ["institution_head"]\n')
    rows = compared(root)
    assert {row.record.pk for row in rows} == {*CaseRecord.objects.values_list("pk", flat=True)}
    found = next(row for row in rows if row.record.pk == accepted.case)
    (refused,) = [one for one in found.differences if one.what == "finding"]
    assert (found.events[refused.name].action, refused.after) == ("accept", "not_by_this_role")
    assert refused.basis


def test_a_silence_that_an_amended_calendar_takes_away_is_shown(applied, tmp_path):
    (changed,) = compared(amended(tmp_path, "2024-03-11"), on=date(2024, 3, 12))
    found = {one.what: (one.before, one.after) for one in changed.differences}
    assert found["stage"] == ("accepted", "received")
    assert found["silence"] == ("2024-03-11", "")


def test_calendar_and_definition_that_change_together_are_compared_as_one(applied, tmp_path):
    root = amended(tmp_path, "2024-03-07")
    overlaid(root, '[action.accept]\nby = ["institution_head"]\n')
    (changed,) = compared(root)
    assert {one.what for one in changed.differences} == {"due", "actions"}


def test_a_law_that_says_the_same_changes_nothing_and_opens_no_case(
    applied, django_assert_max_num_queries
):
    laws = law_now(), law_with(())
    with django_assert_max_num_queries(5):
        assert [*compare_open(*laws, ON)] == []


def test_a_closed_case_is_not_compared(applied, tmp_path):
    CaseRecord.objects.update(is_open=False)
    assert compared(amended(tmp_path, "2024-03-07")) == []


def test_comparing_writes_nothing(accepted, tmp_path):
    before = [*CaseRecord.objects.values()], [*EventRecord.objects.values()]
    compared(amended(tmp_path, "2024-03-07"))
    assert ([*CaseRecord.objects.values()], [*EventRecord.objects.values()]) == before


def test_a_case_that_the_changed_law_cannot_read_is_told_and_keeps_no_other_waiting(
    accepted, tmp_path
):
    CaseRecord.objects.filter(pk=accepted.case).update(procedure="unheard_of")
    rows = {row.record.pk: row for row in compared(amended(tmp_path, "2024-03-07"))}
    assert rows[accepted.case].fault.startswith("unheard_of: no text governs")
    assert not [row for row in rows.values() if row.record.pk != accepted.case and row.fault]


def test_every_case_is_seen_once_whatever_the_batch(applied, monkeypatch, tmp_path):
    for _ in range(4):
        Writer().write("apply")
    CaseRecord.objects.filter(pk__in=[*CaseRecord.objects.values_list("pk", flat=True)[:2]]).update(
        agency="zz"
    )
    everything = {*CaseRecord.objects.values_list("pk", flat=True)}
    root, seen = amended(tmp_path, "2024-03-07"), []
    for batch in (1, 2, 5):
        monkeypatch.setattr(many, "BATCH", batch)
        report = lambda *numbers: seen.append(numbers)  # noqa: E731
        rows = [one.record for one in compare_open(law_now(), law_with([root]), ON, report)]
        assert {one.pk for one in rows} == everything
        assert len(rows) == len(everything)
        assert [one.agency for one in rows] == sorted(one.agency for one in rows)
        assert seen[-1] == ("cases", 5, 5)
        for read in (by_agency, by_due_day):
            read_rows = [one.pk for part in read(CaseRecord.objects.all()) for one in part]
            assert (len(read_rows), {*read_rows}) == (len(everything), everything)


def test_a_definition_that_cannot_be_read_is_not_compared(tmp_path):
    with pytest.raises(DefinitionFault, match=r"reconsideration/2024-01-01\.toml"):
        law_with([overlaid(tmp_path, '[action.accept]\nto = "nowhere"\n')])


def test_a_case_is_late_once_its_due_day_has_passed_with_what_silence_has_started(accepted):
    rows = [*late_cases(date(2024, 12, 2))]
    assert len(rows) == 2
    assert all("decide" in dict(row.clocks) for row in rows)
    assert [*late_cases(date(2024, 3, 11))] == []
    assert [*late_cases(date(2024, 12, 2), "nobody")] == []


def test_silence_is_not_late(applied):
    assert [*late_cases(date(2024, 3, 12))] == []
    assert CaseRecord.objects.get().due_on == date(2024, 3, 11)
