"""案件文书 -- the papers of a case, each filled from what the case was when its event happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Q

from plumbline.papers import BindFault, Cover, Form, Paper, Part, bind, fill, gather, value_of
from plumbline.papers.paper import text_of
from plumbline.procedure import Case, Event, fold
from plumbline.procedure.event import voided
from plumbline.store.access import Sight
from plumbline.store.agencies.names import names_at
from plumbline.store.cases import attachments, content, issuing, wordings
from plumbline.store.cases.internal import seen
from plumbline.store.cases.rows import opened_data
from plumbline.store.cases.withholding import Marks, marks_for
from plumbline.store.models import CaseRecord, Handling, Officer

_NUMBERS: Final = ("decision_number", "case_number")
_BOUND: Final = ("pdf", "png", "jpg", "jpeg")
MOST: Final = 50
"""MiB of attached files that one bound file takes in."""

Opened = Mapping[str, Mapping[str, Any]]
"""Personal values by event and place, for whom they may be shown to."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A paper of an event: its form, the paper as it is now, what its drafter wrote, which wording
    that is as `wordings.seen` has it, and whether it was erased.
    """

    event: Event
    form: Form
    paper: Paper
    words: Mapping[str, Any]
    wording: int = 0
    is_erased: bool = False


def of_event(case: Case, event: Event) -> list[Form]:
    """The forms of the papers that an event brings forth: those in force on its day under the text
    that governs the case. A case under an earlier text has no paper of a later one.
    """
    text = case.definition
    action = text.action(event.action)
    forms = content.papers().get(text.name, {})
    later = (day for day in content.procedure(text.name).definitions if day > text.from_day)
    end = min(later, default=None)
    asked = (id for id in (action.papers if action else ()) if id in forms)
    found = (forms[id].at(event.on, end) for id in asked)
    return [form for form in found if form is not None]


def drafted(
    record: CaseRecord,
    case: Case,
    event: Event,
    form: Form,
    opened: Opened,
    *,
    with_persons: bool = True,
) -> Drafted:
    """A paper filled from the case as it was after its event, and from what was written."""
    kept = wordings.of_paper(event.id, form.id).first()
    # What a drafter wrote may name anybody.
    words = dict(kept.values) if kept and with_persons else {}
    paper = _filled(record, case, (event, form), opened, words)
    is_erased = bool(kept and kept.erased_at)
    return Drafted(event, form, paper, words, wordings.seen(kept), is_erased)


def reworded(
    record: CaseRecord, case: Case, drafted: Drafted, opened: Opened, words: Mapping[str, Any]
) -> Drafted:
    """The paper with other words, which nobody has kept yet."""
    said = {name: one for name, one in words.items() if one}
    paper = _filled(record, case, (drafted.event, drafted.form), opened, said)
    return replace(drafted, paper=paper, words=said)


def _filled(
    record: CaseRecord,
    case: Case,
    of: tuple[Event, Form],
    opened: Opened,
    words: Mapping[str, Any],
) -> Paper:
    event, form = of
    then = fold(case.definition, case.recorded.events[: event.seq], content.calendar())
    return fill(form, gather(form, then, _stated(record, then, event, opened) | dict(words)))


def bound(record: CaseRecord, case: Case, opened: Opened, title: str, sight: Sight) -> bytes:
    """The case file as one PDF with its catalogue, as somebody sees it; in place of a file that is
    withheld from them stands a page that says so. Raises PapersNeed.
    """
    recorded = case.recorded.events
    names = names_at([record.agency, *_codes(case)], record.last_on)
    return bind(
        list(_parts(record, case, opened, sight)),
        Cover(
            organ=names.get(f"{case.facts.get('organ')}") or names[record.agency],
            case_number=record.number or str(record.pk),
            title=title,
            parties=tuple(_parties(case, opened, names)),
            from_day=recorded[0].on,
            to_day=None if record.is_open else record.last_on,
        ),
        content.style(),
    )


def _parts(record: CaseRecord, case: Case, opened: Opened, sight: Sight) -> Iterator[Part]:
    """The papers of each event that stands, in their order, and where persons may be shown the
    files that it states. A paper that was issued is the file that was issued, where it was issued;
    one that was not is in no file of the parties.
    """
    gone = voided(case.recorded.events)
    internal, with_persons = sight.sees_internal, sight.sees_persons
    room, marks = MOST * 2**20, marks_for(case, sight)
    issued = issuing.standing(case)
    for event in seen(case, internal=internal):
        if event.id in gone:
            continue
        for form in of_event(case, event):
            is_issued = (event.id, form.id) in issued
            if (is_issued and with_persons) or not (internal or issuing.is_own(case, event)):
                continue
            paper = drafted(record, case, event, form, opened, with_persons=with_persons).paper
            yield Part(paper.title, paper, text_of(paper.number), event.on)
        title, number = issuing.titled(case, event)
        for one in attachments.attachments_of(event) if with_persons else ():
            content = _closed(one, marks) or _content(one, room)
            room -= len(content) if isinstance(content, bytes) else 0
            yield Part(title or one.name, content, number, event.on, one.sha256)


def _closed(one: attachments.Attachment, marks: Marks) -> BindFault | None:
    """Why a file is withheld from the reader; None where it is not."""
    if one.sha256 not in marks.closed:
        return None
    found = marks.withheld[one.sha256]
    style = content.style()
    basis = (value_of("provision", one) for one in found.basis.provisions)
    said = "、".join(style.written(one) for one in basis if one is not None)
    return BindFault("withheld", ground=found.ground, basis=said)


def _content(one: attachments.Attachment, room: int) -> bytes | BindFault:
    """The bytes of a file, when it can be bound within so many; else why it cannot."""
    if one.name.rpartition(".")[2].lower() not in _BOUND:
        return BindFault("kind")
    try:
        if attachments.folder().path_of(one.sha256).stat().st_size > room:
            return BindFault("large", most=MOST)
        return attachments.folder().fetch(one.sha256)
    except FileNotFoundError:
        return BindFault("gone")


def _stated(record: CaseRecord, case: Case, event: Event, opened: Opened) -> dict[str, Any]:
    """What the events state with personal values in the open, agencies by name, and what every
    paper names."""
    said: dict[str, Any] = {}
    gone = voided(case.events)
    for one in case.events:
        if one.id not in gone and one.action in case.definition.actions:
            said |= opened_data(one, opened.get(one.id, {}))
    said |= opened_data(event, opened.get(event.id, {}))
    kinds = {name: field.type for name, field in case.definition.fields.items()}
    for kind, names in (
        ("agency", names_at(_codes(case), event.on)),
        ("officer", _officers(said[name] for name in said if kinds.get(name) == "officer")),
    ):
        said |= {
            name: _named(value, names) for name, value in said.items() if kinds.get(name) == kind
        }
    if whose := case.concerns.get(event.id):  # of several the paper is that of these
        theirs = names_at(whose, event.on)
        said[case.definition.actions[event.action].each] = [theirs[one] for one in whose]
        said["addressee"] = "、".join(theirs[one] for one in whose)
    said.setdefault("addressee", "、".join(_persons(case, said)))
    number = next((said[name] for name in _NUMBERS if event.data.get(name)), "")
    return {
        **said,
        "on": event.on,
        "number": number,
        "case_number": record.number,
        "handlers": "、".join(_handlers(record, event.on)),
    }


def _handlers(record: CaseRecord, on: date) -> list[str]:
    """The names of those who handled a case on a day."""
    ended = Q(until_on=None) | Q(until_on__gt=on)
    rows = Handling.objects.filter(ended, case=record, from_on__lte=on)
    found = Officer.objects.filter(handlings__in=rows).distinct().order_by("number")
    return list(found.values_list("name", flat=True))


def _officers(values: Iterable[Any]) -> dict[str, str]:
    """The names of officers by the numbers that events state."""
    numbers = {
        f"{one}" for value in values for one in (value if isinstance(value, list) else [value])
    }
    if not numbers:
        return {}
    return dict(Officer.objects.filter(number__in=numbers).values_list("number", "name"))


def _persons(case: Case, said: Mapping[str, Any]) -> Iterator[str]:
    """The names of the persons whose case it is."""
    for role in case.definition.roles.values():
        field = case.definition.fields.get(role.of)
        value = said.get(role.of)
        if field is not None and field.type == "person" and isinstance(value, list):
            yield from (one["name"] for one in value if isinstance(one, dict) and "name" in one)
            return


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [names.get(f"{one}", one) for one in value]
    return names.get(f"{value}", value)


def _codes(case: Case) -> list[str]:
    found: list[str] = []
    for name, value in case.facts.items():
        field = case.definition.fields.get(name)
        if field is not None and field.type == "agency":
            found += [f"{one}" for one in (value if isinstance(value, list) else [value])]
    return found


def _parties(case: Case, opened: Opened, names: Mapping[str, str]) -> Iterator[str]:
    """Each party as the cover has it: the role and the names."""
    said: dict[str, Any] = {}
    for event in case.events:
        said |= opened_data(event, opened.get(event.id, {}))
    for role in case.definition.roles.values():
        value = said.get(role.of)
        if not role.of or role.of == case.definition.seat or value is None:
            continue
        if value == case.facts.get("organ"):  # named at the head of the cover
            continue
        several: Sequence[Any] = value if isinstance(value, list) else [value]
        shown = [one.get("name", "") if isinstance(one, dict) else names.get(f"{one}", f"{one}")
                 for one in several]  # fmt: skip
        if any(shown):
            yield f"{role.title}：{'、'.join(filter(None, shown))}"
