"""Issuing a paper: its file kept, its hash recorded, and from then on nobody rewords it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.papers import PapersNeed
from plumbline.procedure import Refusal
from plumbline.procedure.fields import day_of
from plumbline.store.access import Actor
from plumbline.store.cases import Appended, issuing, papers, sent_files
from plumbline.store.cases.opening import Opened
from plumbline.store.cases.papers import Drafted
from plumbline.store.models import EventRecord
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.acting import NOT_TAKEN, OUT_OF_DATE, event_id, seen_of
from plumbline.web.cases.issue_form import IssueForm, Tried, issuer
from plumbline.web.cases.papers import Words, drafted_for, gaps, is_withheld, shown, values


@require_POST
@signed_in
def issue(request: HttpRequest, pk: uuid.UUID, event: uuid.UUID, paper: str) -> HttpResponse:
    """Issue a paper as it stands, or the scan of it; anew where it was issued, with a reason."""
    found, drafted = drafted_for(request, pk, event, paper)
    actor = issuer(found)
    if actor is None or issuing.is_own(found.case, drafted.event):
        raise PermissionDenied
    if EventRecord.objects.filter(pk=event_id(request), case=pk).exists():  # sent before
        return redirect("case-paper", pk=pk, event=event, paper=paper)
    form = IssueForm(found, drafted, request.POST, request.FILES)
    is_again = "reason" in form.fields
    words = Words(drafted, request.POST) if is_again else Words(drafted)
    if not form.is_valid() or (is_again and not words.is_valid()):
        return shown(request, found, drafted, words, tried=Tried(form), status=NOT_TAKEN)
    if is_again:
        drafted = _reworded(found, drafted, words)
    if form.cleaned_data["file"] is None and is_withheld(found, drafted):
        said = _("还有空白：%(empty)s。填写齐全以后，才能制发。")
        form.add_error(None, said % {"empty": _("、").join(gaps(found, drafted))})
        return shown(request, found, drafted, words, tried=Tried(form), status=NOT_TAKEN)
    wanted = _wanted(request, form, words if is_again else None, (found, drafted))
    return _done(request, (found, drafted), (form, words), wanted, actor)


def _reworded(found: Opened, drafted: Drafted, words: Words) -> Drafted:
    """The paper as it is to be issued anew."""
    return papers.reworded(found.record, found.case, drafted, values(found), words.said())


def _wanted(
    request: HttpRequest, form: IssueForm, words: Words | None, of: tuple[Opened, Drafted]
) -> issuing.Issuing:
    found, drafted = of
    said = form.cleaned_data
    return issuing.Issuing(
        id=event_id(request), event=uuid.UUID(drafted.event.id), paper=drafted.form.id,
        on=day_of(said["on"]) or found.today, number=said["number"].strip(),
        reason=said.get("reason", ""), file=said["file"], words=words.said() if words else None,
        over=seen_of(request, "over", drafted.wording),
        expected=seen_of(request, "expected", len(found.case.recorded.events)),
    )  # fmt: skip


def _done(
    request: HttpRequest,
    of: tuple[Opened, Drafted],
    sent: tuple[IssueForm, Words],
    wanted: issuing.Issuing,
    actor: Actor,
) -> HttpResponse:
    """Issue it, or say why it is not."""
    (found, drafted), (form, words) = of, sent
    try:
        done = issuing.issue(
            found.record, wanted, drafted.paper, (found.account, actor), timezone.now()
        )
    except PapersNeed as need:
        form.add_error(None, f"{need}")
        return shown(request, found, drafted, words, tried=Tried(form), status=NOT_TAKEN)
    if isinstance(done, Appended):
        if wanted.file:
            sent_files.recorded(found.account, [f"{wanted.file['sha256']}"])
        messages.success(request, _("文书已经正式制发，内容和文件的哈希值记入案卷。"))
        return redirect(
            "case-paper", pk=found.record.pk, event=drafted.event.id, paper=drafted.form.id
        )
    if isinstance(done, Refusal):
        return shown(request, found, drafted, words, tried=Tried(form, done), status=NOT_TAKEN)
    found, drafted = drafted_for(request, found.record.pk, wanted.event, wanted.paper)
    return shown(request, found, drafted, words, tried=Tried(form), status=OUT_OF_DATE)
