"""Whatever is sent to the forms of a case, it is recorded as the law has it or shown again."""

from __future__ import annotations

import itertools
import random
import uuid
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plumbline.procedure import Case, apply, fold
from plumbline.store import cases
from plumbline.store.cases import content, papers
from plumbline.store.cases.rows import definition_for, events_of
from plumbline.store.models import Account, CaseRecord, EventRecord
from tests import cast
from tests.web.hostile_values import LONE, ODD, SEATS, UNKNOWN, WORDS, Sent, fitting, forms, tried

pytestmark = pytest.mark.django_db
PARTS = (*cast.OFFICERS, *cast.CITIZENS, "")
WHO = {
    "institution": "handler", "institution_head": "head", "respondent": "respondent",
    "applicant": "applicant",
}  # fmt: skip
FORM = "multipart/form-data; boundary=part"
LONGEST, LONGEST_NAME = 20_000, 200  # characters
ANSWERS = (200, 302, 400, 403, 404, 409, 413, 422)
SHOWN = ("text", "day", "money", "number", "provision")


class Boxes(HTMLParser):
    """What stands in the boxes of a page, by name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.within = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "input" and said.get("type") not in ("radio", "checkbox", "file"):
            self.found[said.get("name") or ""] = said.get("value") or ""
        self.within = said.get("name") or "" if tag == "textarea" else ""
        if self.within:
            self.found[self.within] = ""

    def handle_data(self, data):
        if self.within:
            self.found[self.within] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.within = ""


class Place:
    """A case at work, and browsers in which each of the cast has signed in."""

    def __init__(self) -> None:
        self.recorded: Counter[str] = Counter()
        accounts = cast.assemble()
        self.browsers = {part: self.browser(part) for part in PARTS}
        self.case, today = uuid.uuid4(), timezone.localdate()
        day = f"{today - timedelta(9)}"
        said = {
            "applicant": [{"name": "赵某某"}], "act": "决定", "requests": "撤销", "act_on": day,
            "known_on": day, "was_told": True, "channel": "online",
        }  # fmt: skip
        steps = (
            ("apply", f"applicant/{accounts['applicant'].pk}", "", SEATS | said),
            ("accept", "institution/YB001", cast.BUREAU, {"procedure": "ordinary"}),
        )
        for length, (action, by, agency, data) in enumerate(steps):
            draft = cases.Draft(
                uuid.uuid4(), self.case, "reconsideration", action, today, by, agency, data, length
            )
            assert isinstance(cases.append(draft, timezone.now()), cases.Appended)

    def browser(self, part: str) -> Client:
        made = Client(headers={"accept-language": "zh-CN", "accept": "text/html"})
        if part:
            made.force_login(Account.objects.get(username=part))
        return made


@pytest.fixture
def place(settings, tmp_path, db):
    settings.PLUMBLINE_HOME = tmp_path
    return Place()


@contextmanager
def undone():
    """What happens here is forgotten."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def judged(place: Place, path: str, part: str, sent: Sent) -> None:
    """Send a form, and see that it was recorded lawfully or is shown again as it was typed."""
    before = {*EventRecord.objects.values_list("pk", flat=True)}
    answer = place.browsers[part].post(path, sent.body(), content_type=FORM)
    assert answer.status_code in ANSWERS
    after = {*EventRecord.objects.values_list("pk", flat=True)}
    made = EventRecord.objects.filter(pk__in=after - before)
    if "\0" in "".join(word for pair in sent.pairs for word in pair):
        assert (answer.status_code, len(made)) == (400, 0)
    if made:
        assert answer.status_code == 302
        lawful(place, made.get())
        place.recorded[path] += 1
    elif answer.status_code in (200, 409, 422) and "form" in (answer.context or {}):
        kept(answer, sent)
        assert place.browsers[part].get(path).status_code == 200  # from the draft
    form = path.split("/")[-2]
    draft = f"/cases/drafts/reconsideration/{form}/?case={place.case if '/do/' in path else ''}"
    answer = place.browsers[part].post(draft, sent.body(), content_type=FORM)
    assert answer.status_code in ANSWERS


def lawful(place: Place, made: EventRecord) -> None:
    """The kernel takes the event, the projections are what a rebuild gives, and pages show it."""
    *earlier, event = events_of(made.case_id)
    record = CaseRecord.objects.get(pk=made.case_id)
    definition = definition_for(record.procedure, [*earlier, event], event.on)
    found = apply(fold(definition, earlier, content.calendar()), event)
    assert isinstance(found, Case), found
    assert record.length == len(earlier) + 1
    case = f"/cases/{record.pk}/"
    pages = [case, "/cases/", "/desk/", f"{case}receipts/{event.id}.json"]
    for paper in definition.action(event.action).papers:
        pages += [f"{case}papers/{event.id}/{paper}{end}" for end in ("/", ".docx")]
    for page in pages:
        for part in ("handler", "applicant"):
            status = place.browsers[part].get(page).status_code
            assert status in (200, 202, 302, 404), (page, part, status)


def kept(answer, sent: Sent) -> None:
    """What was typed stands in the form that is shown again."""
    form, boxes = answer.context["form"], Boxes(answer.text).found
    for group in form.groups():
        for bound in group.entries:
            typed = sent.typed.get(bound.html_name)
            if group.type in SHOWN and typed is not None and bound.html_name in boxes:
                shown = boxes[bound.html_name]
                assert flat(shown) == flat(typed), bound.html_name


def flat(words: str) -> str:
    """As a parser of pages leaves words, and as bytes that are no text are read."""
    read = words.replace(LONE, "\ufffd\ufffd\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return read.strip()


def test_whatever_is_sent_in_a_case_is_recorded_as_the_law_has_it_or_shown_again(place):
    definition = content.definition_of("reconsideration", "")
    stage = cases.case_of(CaseRecord.objects.get()).stage
    now = {name for name, one in definition.actions.items() if stage in one.stages}
    theirs = [(name, WHO[one]) for name in now for one in definition.actions[name].by if one in WHO]
    any_ = st.tuples(st.sampled_from(sorted(definition.actions)), st.sampled_from(PARTS))

    @tried(50)
    @given(st.data())
    def judge(data):
        action, part = data.draw(st.one_of(st.sampled_from(sorted(theirs)), any_))
        sent = data.draw(forms(definition, definition.actions[action]))
        with undone():
            judged(place, f"/cases/{place.case}/do/{action}/", part, sent)

    judge()
    assert place.recorded


def test_whatever_is_sent_to_open_a_case_is_recorded_as_the_law_has_it_or_shown_again(place):
    paths = {
        f"/cases/new/{name}/{one.id}/": (definition, one)
        for name in content.procedures()
        for definition in [content.definition_of(name, "")]
        for one in definition.actions.values()
        if one.begins
    }
    definition = content.definition_of("reconsideration", "")
    paths["/reconsideration/apply/"] = (definition, definition.actions["apply"])

    @tried(30)
    @given(st.data())
    def judge(data):
        path = data.draw(st.sampled_from(sorted(paths)))
        part = data.draw(st.sampled_from(("handler", "applicant", *PARTS)))
        with undone():
            judged(place, path, part, data.draw(forms(*paths[path])))

    judge()
    assert place.recorded


def test_whatever_is_asked_of_the_guide_it_answers(place):
    asked = content.definition_of("reconsideration", "").fields["act_kind"].options
    day = f"{timezone.localdate() - timedelta(9)}"
    whole = {
        "kind": [*asked], "omission": ["true", "false"], "on_the_spot": ["true", "false"],
        "withheld": ["true", "false"], "is_real_estate": ["true", "false"],
        "organ": [cast.ORGAN, cast.DISTRICT, "重庆市渝北区"], "outside": [""],
        "asked_on": [day], "perform_by": [day, ""], "urgent": ["true", "false"], "act_on": [day],
        "known_on": [day], "was_told": ["true", "false"], "told_on": [day, ""],
        "is_excused": ["true", "false"], "step": ["kind", "what", "organ", "days", "answer"],
    }  # fmt: skip
    mostly = {name: st.sampled_from(one * 3) for name, one in whole.items()}
    pairs = st.fixed_dictionaries({k: st.one_of(v, v, v, v, ODD) for k, v in mostly.items()})

    @tried(60)
    @given(pairs, st.lists(st.tuples(UNKNOWN, ODD), max_size=2), st.sampled_from(PARTS))
    def judge(said, more, part):
        sent = Sent([*said.items(), *more])
        answer = place.browsers[part].get(f"/reconsideration/guide/?{sent.query()}")
        is_nul = "\0" in "".join(word for pair in sent.pairs for word in pair)
        assert answer.status_code == (400 if is_nul else 200)

    judge()


@pytest.mark.pdf
def test_every_odd_character_that_a_form_takes_stands_in_every_page_and_paper(place):
    definition = content.definition_of("reconsideration", "")
    action = definition.actions["apply"]
    words = "".join(one for one in WORDS if "\0" not in one and len(one) < 1000) + "尾"
    pairs = [("seen", "1")]
    for one in (definition.fields[name] for name in action.requires):
        for end, value in fitting(one).items():
            most = LONGEST if one.type == "text" else LONGEST_NAME if end.endswith("_name") else 0
            pairs.append((one.id + end, words[:most] or value))
    sent = Sent(pairs)
    answer = place.browsers["applicant"].post(
        "/cases/new/reconsideration/apply/", sent.body(), content_type=FORM
    )
    made = EventRecord.objects.get(action="apply", **newest(answer))
    lawful(place, made)
    case = f"/cases/{made.case_id}"
    paper = f"{case}/papers/{made.pk}/application"
    for path in (f"{case}/file.pdf", f"{paper}/", f"{paper}.docx", f"{paper}.pdf", "/cases/?q=尾"):
        assert place.browsers["applicant"].get(path).status_code == 200, path
    assert cases.rebuild(lambda *_: None) == 0


def papers_of(place: Place) -> dict[str, dict[str, str]]:
    """The addresses of papers of the case that ask for something, with the types of what each
    asks for by name: some of them for days."""
    today, who = timezone.localdate(), {"recused": "YB001", "recused_role": "member"}
    for action, by, data in (
        ("request_recusal", "institution/YB001", {"recused_because": "took_part", **who}),
        ("refuse_recusal", "institution_head/YB002", {"reasons": "没有参与", **who}),
        ("refer_to_mediation", "institution/YB001", {"mediator": "调解委员会"}),
    ):
        length = len(events_of(place.case))
        draft = cases.Draft(
            uuid.uuid4(), place.case, "reconsideration", action, today, by, cast.BUREAU, data,
            length,
        )  # fmt: skip
        assert isinstance(cases.append(draft, timezone.now()), cases.Appended)
    case = cases.case_of(CaseRecord.objects.get())
    return {
        f"/cases/{place.case}/papers/{event.id}/{form.id}/": types
        for event in case.recorded.events
        for form in papers.of_event(case, event)
        if (types := {one.id: f"{one.type}" for one in form.asks.values() if not one.day_of})
    }


def test_whatever_is_written_into_a_paper_is_kept_or_shown_again(place):
    asked = papers_of(place)
    assert {"day", "text", "yes_no"} <= {kind for one in asked.values() for kind in one.values()}
    plain = {"day": ["", "2024-03-01"], "text": ["", "甲"], "yes_no": ["", "true"]}

    @tried(30)
    @given(st.data())
    def judge(data):
        path = data.draw(st.sampled_from(sorted(asked)))
        some = {
            name: data.draw(st.one_of(st.sampled_from(plain.get(kind, [""])), ODD))
            for name, kind in asked[path].items()
        }
        beside = data.draw(st.lists(st.tuples(UNKNOWN, ODD), max_size=2))
        sent = Sent([*some.items(), *beside])
        with undone():
            answer = place.browsers["handler"].post(path, sent.body(), content_type=FORM)
            assert answer.status_code in (302, 400, 422)
            place.recorded[path] += answer.status_code == 302
            for end in ("/", ".docx"):
                page = place.browsers["handler"].get(path.rstrip("/") + end)
                assert page.status_code in (200, 409)
            again = place.browsers["handler"].post(path, sent.body(), content_type=FORM)
            assert again.status_code == answer.status_code

    judge()
    assert place.recorded.keys() == asked.keys()


def newest(answer) -> dict[str, str]:
    """Which event an answer leads to: that of the case it names."""
    assert answer.status_code == 302, answer.context["form"].errors
    return {"case_id": answer.headers["Location"].split("/")[2]}


def test_thousands_of_fields_are_refused_or_left_aside(place):
    paths = (f"/cases/{place.case}/do/appoint_agent/", "/cases/new/reconsideration/apply/")
    for number, path in itertools.product((999, 1001, 5000), paths):
        many = [(f"applicant-{n}_name", "赵") for n in range(number)]
        random.Random(number).shuffle(many)
        answer = place.browsers["applicant"].post(path, Sent(many).body(), content_type=FORM)
        assert answer.status_code == (422 if number < 1000 else 400)


KINDS = (
    "application/json", "text/plain", "", "multipart/form-data", "multipart/form-data; boundary=",
    f"{FORM}; charset=utf-16", f"{FORM}; charset=hex", f"{FORM}; charset=nothing",
    "multipart/form-data; boundary=part" + "x" * 300, "multipart/form-data; boundary=\u00ff",
    *(f"application/x-www-form-urlencoded{one}" for one in ("", "; charset=gbk", "; charset=hex")),
)  # fmt: skip
PART = b'--part\r\nContent-Disposition: form-data; name="authority"\r\n'
BODIES = (
    b"", b"\xff\xfe\x01", b"[1]", b"--part\r\n", b"authority=%ZZ&=&&%", PART, PART + b"\r\n",
    PART + b"\r\nx\r\n--part--\r\n",
    PART + b"Content-Transfer-Encoding: base64\r\n\r\n=\r\n--part--\r\n",
    PART + b"Content-Type: text/plain; charset=hex\r\n\r\nx\r\n--part--\r\n",
    PART.replace(b"name=", b"name*=hex''%41;x=") + b"\r\nx\r\n--part--\r\n",
)  # fmt: skip


def test_a_body_of_another_kind_records_nothing_and_is_answered(place):
    events = EventRecord.objects.count()
    path = f"/cases/{place.case}/do/appoint_agent/"
    for kind, body in itertools.product(KINDS, BODIES):
        sent = place.browsers["applicant"].generic("POST", path, body, content_type=kind)
        assert sent.status_code in (400, 422), (kind, body)
    assert EventRecord.objects.count() == events
