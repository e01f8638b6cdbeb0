"""The papers of a case: looked at, completed by who handles it, taken out as .docx and PDF."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.papers import Form, PapersNeed, write_docx, write_html, write_pdf
from plumbline.papers.form import Asked
from plumbline.papers.stylesheet import stylesheet
from plumbline.procedure import Event
from plumbline.procedure.issuing import Issue
from plumbline.store.cases import attachments, content, issuing, papers, reading, wordings
from plumbline.store.cases.internal import is_internal
from plumbline.store.cases.opening import Opened
from plumbline.store.cases.papers import Drafted
from plumbline.store.cases.rows import opened_of_case
from plumbline.store.cases.withholding import marks_for
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.acting import NOT_TAKEN, OUT_OF_DATE, seen_of
from plumbline.web.cases.entries import DayEntry
from plumbline.web.cases.issue_form import IssueForm, Tried, issuer
from plumbline.web.cases.opened import opened
from plumbline.web.cases.said import Names
from plumbline.web.cases.views import private
from plumbline.web.layout.paging import Paging, asked_page, to_last

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_INSTALLED: Final = 501
SIZE: Final = 10  # wordings to a page


class Words(forms.Form):
    """What a paper asks for beyond what its case states."""

    def __init__(self, drafted: Drafted, data: Any = None) -> None:
        super().__init__(data)
        for asked in drafted.form.asks.values():
            if asked.day_of or asked.due:
                continue
            self.fields[asked.id] = _field(asked, drafted.words.get(asked.id, ""))

    def said(self) -> dict[str, str]:
        """What was written, as text: an option by its id, a day as ISO 8601 has it; empty where
        nothing was."""
        return {name: one or "" for name, one in self.cleaned_data.items()}


def _field(asked: Asked, initial: str) -> forms.Field:
    """A box for what is asked. What was written before it took days or options only is shown as
    it stands, since a browser would leave it out and the next wording would lose it.
    """
    said: dict[str, Any] = {"label": asked.title, "required": False, "initial": initial}
    options = dict(asked.options)
    if asked.type == "yes_no":
        options = {"true": _("是"), "false": _("否")}
    if options:
        choice = forms.Select(attrs={"class": "form-select"})
        choices = {"": "——", **options} | ({} if initial in options else {initial: initial or "——"})
        return forms.ChoiceField(choices=list(choices.items()), widget=choice, **said)
    if asked.type == "day" and (not initial or _is_day(initial)):
        day = DayEntry(**said)
        day.widget.attrs["class"] = "form-control"
        return day
    rows = 1 if asked.type == "day" else 3
    area = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
    return forms.CharField(max_length=wordings.LONGEST, widget=area, **said)


def _is_day(words: str) -> bool:
    try:
        return bool(DayEntry().clean(words))
    except forms.ValidationError:
        return False


def drafted_for(request: HttpRequest, pk: uuid.UUID, event: uuid.UUID, paper: str) -> tuple[
    Opened, Drafted
]:  # fmt: skip
    """A paper of a case, for whoever may see the event that brought it forth: for a party once it
    was issued, or if it is a party's own.
    """
    found = opened(request, pk)
    for one in found.case.recorded.events:
        if one.id == str(event) and _is_seen(found, one, paper):
            form = _form(found, one, paper)
            return found, papers.drafted(
                found.record, found.case, one, form, values(found),
                with_persons=found.sight.sees_persons,
            )  # fmt: skip
    raise Http404(event)


def _is_seen(found: Opened, event: Event, paper: str) -> bool:
    if found.sight.sees_internal:
        return True
    if is_internal(found.case, event):
        return False
    return issuing.is_own(found.case, event) or bool(issuing.all_of(found.case, event, paper))


def values(found: Opened) -> papers.Opened:
    """The personal values of the case, for whom they may be shown to."""
    return opened_of_case(found.record.pk) if found.sight.sees_persons else {}


def _form(found: Opened, event: Event, paper: str) -> Form:
    for form in papers.of_event(found.case, event):
        if form.id == paper:
            return form
    raise Http404(paper)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def paper(request: HttpRequest, pk: uuid.UUID, event: uuid.UUID, paper: str) -> HttpResponse:
    """A paper as it will be printed, and the form for what its case does not state."""
    found, drafted = drafted_for(request, pk, event, paper)
    if request.method != "POST":
        return shown(request, found, drafted, Words(drafted))
    if not found.sight.handles:
        raise PermissionDenied
    if (drafted.event.id, paper) in issuing.standing(found.case):
        return shown(request, found, drafted, Words(drafted), status=OUT_OF_DATE)
    words = Words(drafted, request.POST)
    if not words.is_valid():
        return shown(request, found, drafted, words, status=NOT_TAKEN)
    done = wordings.write(
        found.record, (event, paper), words.said(), found.account, timezone.now(),
        over=seen_of(request, "over", drafted.wording),
    )  # fmt: skip
    if not done:
        found, drafted = drafted_for(request, pk, event, paper)
        # What is typed may hold what was erased, and is not offered again.
        words = Words(drafted) if drafted.is_erased else words
        return shown(request, found, drafted, words, status=OUT_OF_DATE)
    messages.success(request, _("文书内容已经保存。"))
    return redirect("case-paper", pk=pk, event=event, paper=paper)


def shown(
    request: HttpRequest,
    found: Opened,
    drafted: Drafted,
    words: Words,
    *,
    tried: Tried | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a paper: how it was issued, or its draft and the forms to complete and issue it.
    `tried` is what was sent to issue it, and did not come about.
    """
    event, form = drafted.event.id, drafted.form.id
    total = wordings.of_paper(event, form).count() if found.sight.sees_internal else 0
    paging = Paging(asked_page(request), SIZE, total)
    if beyond := to_last(request, paging):
        return beyond
    history = wordings.history(event, form, paging.first_shown - 1, SIZE) if total else []
    titles = _titles(found, drafted)
    context = {
        "family": "cases",
        "found": found,
        "drafted": drafted,
        "html": write_html(drafted.paper) if _sees_draft(found, drafted) else "",
        "gaps": gaps(found, drafted) if _sees_draft(found, drafted) else [],
        "is_withheld": is_withheld(found, drafted),
        "words": words if found.sight.handles else None,
        "is_stale": status == OUT_OF_DATE,
        "is_own": issuing.is_own(found.case, drafted.event),
        **_issue_context(found, drafted, tried),
        "history": [(one, [(titles.get(c.place, c.place), c) for c in one.changes])
                    for one in history],
        "paging": paging,
    }  # fmt: skip
    return private(render(request, "cases/paper.html", context, status=status))


def _sees_draft(found: Opened, drafted: Drafted) -> bool:
    """Whether the paper is shown as it would be printed now: to parties, only what is their own."""
    return found.sight.sees_internal or issuing.is_own(found.case, drafted.event)


def _issue_context(found: Opened, drafted: Drafted, tried: Tried | None) -> dict[str, Any]:
    """How a paper was issued, the last time first, and the form to issue it for who may."""
    every = issuing.all_of(found.case, drafted.event, drafted.form.id)
    current = next((one for one in every if one.stands), None)
    names = Names.behind(found.case.definition, [one.event for one in every])
    marks = marks_for(found.case, found.sight)
    listed = [
        {"issue": one, "file": issuing.attachment_of(one), "is_kept": issuing.is_kept(one),
         "withheld": marks.withheld.get(one.sha256), "is_closed": one.sha256 in marks.closed,
         "who": names.actor(one.event, with_persons=found.sight.sees_persons)}
        for one in every
    ]  # fmt: skip
    context: dict[str, Any] = {
        "current": next((one for one in listed if one["issue"] is current), None)
    }
    if not issuing.is_own(found.case, drafted.event) and issuer(found) is not None:
        context["issue_form"] = tried.form if tried else IssueForm(found, drafted)
        context["issue_event"] = uuid.uuid4()
        context["expected"] = len(found.case.recorded.events)
        context["refusal"] = tried.refusal if tried else None
    return context | {"issues": [one for one in listed if one["issue"] is not current]}


def _titles(found: Opened, drafted: Drafted) -> dict[str, str]:
    """What the places of a paper are called."""
    titles = {one: field.title for one, field in found.case.definition.fields.items()}
    return titles | {one: asked.title for one, asked in drafted.form.asks.items()}


def gaps(found: Opened, drafted: Drafted) -> list[str]:
    """What is left empty on a paper."""
    titles = _titles(found, drafted)
    return [titles.get(one, one) for one in drafted.paper.gaps]


def is_withheld(found: Opened, drafted: Drafted) -> bool:
    """Whether a paper must be completed before it is given out; for whom persons are not shown to,
    what is empty tells nothing."""
    return drafted.form.whole and bool(drafted.paper.gaps) and found.sight.sees_persons


@require_safe
@signed_in
def paper_file(
    request: HttpRequest, pk: uuid.UUID, event: uuid.UUID, paper: str, kind: str
) -> HttpResponse:
    """A paper as .docx or PDF."""
    if kind not in ("docx", "pdf"):
        raise Http404(kind)
    found, drafted = drafted_for(request, pk, event, paper)
    if current := issuing.standing(found.case).get((drafted.event.id, paper)):
        return _issued_file(request, found, current, kind)
    if not _sees_draft(found, drafted):
        raise Http404(paper)
    if is_withheld(found, drafted):
        empty = _("、").join(gaps(found, drafted))
        why = _("《%(title)s》还有空白：%(empty)s。填写齐全以后，才能取用 Word 和 PDF。")
        said = why % {"title": drafted.paper.title, "empty": empty}
        return _unavailable(request, found, said, OUT_OF_DATE)
    name = f"{drafted.paper.title}{found.record.number or ''}.{kind}"
    try:
        made = write_pdf(drafted.paper) if kind == "pdf" else write_docx(drafted.paper)
    except PapersNeed as need:
        return _unavailable(request, found, f"{need}", NOT_INSTALLED)
    return _handed_out(found, name, made)


def _issued_file(request: HttpRequest, found: Opened, issue: Issue, kind: str) -> HttpResponse:
    """The file of a paper as it was issued; there is no other any more."""
    file = issuing.attachment_of(issue)
    is_closed = file.sha256 in marks_for(found.case, found.sight).closed
    if is_closed or not found.sight.sees_persons or not issuing.is_kept(issue):
        raise Http404(file.sha256)
    if not file.name.lower().endswith(f".{kind}"):
        said = _("这份文书已经正式制发，只能取用制发的文件：%(name)s。") % {"name": file.name}
        return _unavailable(request, found, said, OUT_OF_DATE)
    return _handed_out(found, file.name, attachments.folder().fetch(file.sha256))


@require_safe
@signed_in
def case_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole file as one paged PDF with its catalogue."""
    found = opened(request, pk)
    try:
        made = papers.bound(
            found.record, found.case, values(found), found.case.definition.title, found.sight
        )
    except PapersNeed as need:
        return _unavailable(request, found, f"{need}", NOT_INSTALLED)
    return _handed_out(found, f"{found.record.number or pk}.pdf", made)


def _handed_out(found: Opened, name: str, made: bytes) -> HttpResponse:
    """A paper as a file; that somebody took it is noted."""
    reading.note(
        found.record, found.account, timezone.now(), personal=found.sight.sees_persons, what=name
    )
    is_pdf = name.endswith(".pdf")
    answer = HttpResponse(made, content_type="application/pdf" if is_pdf else DOCX)
    answer["Content-Disposition"] = reading.disposition(name, is_shown=is_pdf)
    return private(answer)


@require_safe
def style_sheet(request: HttpRequest) -> HttpResponse:
    """How papers look, in print and on the screen."""
    answer = HttpResponse(stylesheet(content.style()), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def _unavailable(request: HttpRequest, found: Opened, why: str, status: int) -> HttpResponse:
    context = {"family": "cases", "found": found, "why": why}
    return private(render(request, "cases/no_paper.html", context, status=status))
