"""案件文书 -- a paper is of its own day: its text of the law, the names, who handled the case."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from plumbline.papers.paper import text_of
from plumbline.papers.write_html import write_html
from plumbline.procedure import Event, fold
from plumbline.store.access import Sight
from plumbline.store.administration.notes import Keeper
from plumbline.store.administration.structure import rename
from plumbline.store.agencies.names import names_at
from plumbline.store.cases import attachments, content, erasing, papers, wordings
from plumbline.store.cases.rows import case_of, definition_for
from plumbline.store.models import Account, Agency, CaseRecord, Handling, Officer
from tests.papers.writing import pages_of

GOVERNMENT, BUREAU = "9901", "9901-sfj"


def forms(applied, refused):
    """The forms of the refusal of an application, by the days of both."""
    events = [
        Event("a", "apply", applied, "applicant", "c", seq=1),
        Event("b", "refuse", refused, "institution", "c", seq=2),
    ]
    definition = definition_for("reconsideration", events, refused)
    case = fold(definition, events, content.calendar())
    found = [one for event in case.events for one in papers.of_event(case, event)]
    return [(one.id, one.from_day) for one in found]


def test_a_case_under_the_law_of_2017_keeps_its_forms_after_the_law_of_2023():
    old = date(2018, 1, 1)
    found = forms(date(2023, 12, 28), date(2024, 1, 3))
    assert found == [("application", old), ("refusal", old)]


def test_a_case_under_the_law_of_2023_has_its_forms():
    new = date(2024, 1, 1)
    found = forms(date(2024, 1, 2), date(2024, 1, 10))
    assert found == [("application", new), ("refusal", new)]


def agency(code, name):
    return Agency.objects.create(code=code, name=name, kind="government", level="municipal")


def kept(writer):
    """A case that was refused on 2024-03-08, and its record."""
    writer.write("apply", organ=GOVERNMENT, institution=BUREAU)
    writer.write("refuse", date(2024, 3, 8))
    return CaseRecord.objects.get(pk=writer.case)


def notice(record):
    """The words of the refusal as they would be printed now."""
    case = case_of(record)
    event = case.events[-1]
    (form,) = papers.of_event(case, event)
    paper = papers.drafted(record, case, event, form, {}).paper
    return text_of(paper.organ), write_html(paper)


def test_renaming_an_agency_leaves_what_it_issued_as_it_was(writer):
    organ = agency(GOVERNMENT, "示例市人民政府")
    agency(BUREAU, "示例市司法局")
    record = kept(writer)
    before = notice(record)
    assert "示例市人民政府" in before[1]
    rename(Keeper(None, "test"), organ, "新示例市人民政府", date(2024, 6, 1))
    assert notice(record) == before


def test_an_agency_is_called_on_each_day_as_it_was_then(db):
    one = agency("9902", "甲")
    rename(Keeper(None, "test"), one, "乙", date(2024, 1, 1))
    rename(Keeper(None, "test"), one, "丙", date(2025, 1, 1))
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [names_at(["9902"], day)["9902"] for day in days] == ["甲", "乙", "乙", "丙"]
    assert names_at(["", "nowhere"], days[0]) == {"nowhere": "nowhere"}


@pytest.mark.parametrize(
    ("from_on", "until_on", "is_named"),
    [(0, None, True), (0, 1, True), (-9, 0, False), (1, None, False), (-9, -3, False)],
)
def test_a_paper_names_who_handled_the_case_on_its_day(writer, from_on, until_on, is_named):
    record = kept(writer)
    case = case_of(record)
    event = case.events[-1]
    Handling.objects.create(
        case=record, officer=Officer.objects.create(number=f"{uuid.uuid4()}", name="钱某"),
        from_on=event.on + timedelta(from_on),
        until_on=None if until_on is None else event.on + timedelta(until_on),
    )  # fmt: skip
    assert papers._stated(record, case, event, {})["handlers"] == ("钱某" if is_named else "")


@pytest.mark.pdf
@pytest.mark.font
def test_a_file_that_cannot_be_bound_does_not_keep_the_others_from_it(writer, settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    broken = attachments.keep("坏.pdf", b"%PDF-1.4\n%broken")
    table = attachments.keep("表.xlsx", b"PK\x03\x04")
    gone = attachments.keep("失.pdf", b"%PDF-1.4\n%gone")
    attachments.folder().path_of(gone["sha256"]).unlink()
    writer.write("apply", organ=GOVERNMENT, institution=BUREAU, attachments=[broken, table, gone])
    record = CaseRecord.objects.get(pk=writer.case)
    pages = pages_of(
        papers.bound(record, case_of(record), {}, "案件", Sight(frozenset({"handler"})))
    )
    for one, why in ((broken, "损坏"), (table, "不是PDF"), (gone, "缺失")):
        (page,) = (page for page in pages if one["sha256"] in page)
        assert one["name"] in page
        assert why in page


def test_files_are_bound_until_there_is_too_much_of_them(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    stated = attachments.keep("证据.pdf", b"%PDF-1.4\n%long")
    one = attachments.Attachment(stated["name"], stated["bytes"], stated["sha256"])
    assert papers._content(one, 14) == b"%PDF-1.4\n%long"
    assert papers._content(one, 13).why == "large"


def written(record, text, *, over):
    """What becomes of a wording of the refusal."""
    event = uuid.UUID(case_of(record).events[-1].id)
    author, _ = Account.objects.get_or_create(username="li", full_name="李承办")
    said = {"facts": text}
    return wordings.write(
        record, (event, "refusal"), said, author, timezone.now(), over=over
    ), event  # fmt: skip


def test_a_wording_is_never_written_over(writer):
    record = kept(writer)
    for number, text in enumerate(("甲", "乙", "")):
        done, event = written(record, text, over=2 * number)
        assert done
    said = wordings.history(event, "refusal", 0, 9)
    assert [(one.number, one.by, one.changes) for one in said] == [
        (3, "李承办", (wordings.Change("facts", "乙", ""),)),
        (2, "李承办", (wordings.Change("facts", "甲", "乙"),)),
        (1, "李承办", (wordings.Change("facts", "", "甲"),)),
    ]
    assert wordings.history(event, "refusal", 1, 1) == said[1:2]


def test_saving_the_same_words_again_leaves_no_second_wording(writer):
    record = kept(writer)
    assert written(record, "甲", over=0)[0]
    done, event = written(record, "甲", over=0)
    assert done
    assert wordings.of_paper(event, "refusal").count() == 1


def test_whoever_writes_over_a_wording_that_they_have_not_seen_is_told(writer):
    record = kept(writer)
    assert written(record, "甲", over=0)[0]
    done, event = written(record, "乙", over=0)
    assert not done
    assert [one.values for one in wordings.of_paper(event, "refusal")] == [{"facts": "甲"}]


def test_of_two_wordings_written_at_once_one_is_kept(writer, monkeypatch):
    record = kept(writer)
    _, event = written(record, "甲", over=0)
    first = wordings.of_paper(event, "refusal")
    seen = first.none()
    monkeypatch.setattr(wordings, "of_paper", lambda *_: seen)  # as before the other was there
    assert written(record, "乙", over=0)[0] is False
    assert [one.values for one in first.all()] == [{"facts": "甲"}]


def test_words_that_were_erased_are_told_as_erased(writer):
    record = kept(writer)
    written(record, "甲", over=0)
    _, event = written(record, "乙", over=2)
    erasing.erase(event, "个人信息保护法#47.1.1", timezone.now())
    said = wordings.history(event, "refusal", 0, 9)
    assert [(one.number, one.is_erased, one.changes) for one in said] == [
        (2, True, ()), (1, True, ()),
    ]  # fmt: skip
    assert written(record, "丙", over=5)[0]


def test_a_page_open_since_before_an_erasure_writes_no_erased_words_back(writer):
    record = kept(writer)
    _, event = written(record, "甲", over=0)
    before = wordings.seen(wordings.of_paper(event, "refusal").first())
    erasing.erase(event, "个人信息保护法#47.1.1", timezone.now())
    done, _ = written(record, "甲", over=before)
    assert not done
    assert [one.values for one in wordings.of_paper(event, "refusal")] == [{}]
