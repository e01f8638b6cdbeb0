"""The agencies that an administrator keeps, and what can be changed of one."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.store import administration, agencies
from plumbline.store.administration import structure
from plumbline.store.administration.people import ending_certificates
from plumbline.store.agencies import PeopleFault
from plumbline.store.models import Agency, Assignment
from plumbline.web.administration import forms
from plumbline.web.administration.access import (
    account_of,
    for_administrators,
    keeper_of,
    of_kept_agency,
)
from plumbline.web.administration.asking import Question, ask, kept_rows
from plumbline.web.administration.noted import shown
from plumbline.web.layout.paging import Paging, asked_page, to_last
from plumbline.web.layout.people_words import fault_words
from plumbline.web.layout.role_words import role_word

SIZE: Final = 50  # rows on a page
LATEST: Final = 8  # changes on the page of an agency
_asked = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_administrators
def overview(request: HttpRequest) -> HttpResponse:
    """What the visitor keeps, what ends soon, and the way in and out for tables."""
    account, today = account_of(request), timezone.localdate()
    tops = administration.tops_of(account, today)
    kept = administration.kept_agencies(account, today)
    rows = Assignment.objects.filter(agencies.of_day(today), agency__in=sorted(kept))
    return render(
        request,
        "administration/overview.html",
        {
            "family": "account",
            "tops": tops,
            "agencies": len(kept),
            "people": rows.values("officer").distinct().count(),
            "without": rows.filter(officer__account=None).values("officer").distinct().count(),
            "certificates": ending_certificates(kept, today),
            "today": today,
        },
    )


@require_safe
@of_kept_agency
def agency(request: HttpRequest, one: Agency) -> HttpResponse:
    """One agency: what can be changed, its people, and what was changed last."""
    today = timezone.localdate()
    words, ended = request.GET.get("q", "").strip(), request.GET.get("ended") == "1"
    rows = _people(one, words, ended=ended)
    paging = Paging(asked_page(request), SIZE, rows.count())
    if beyond := to_last(request, paging):
        return beyond
    start = max(paging.first_shown - 1, 0)
    page = agencies.page_of(one.code, today, account_of(request), today)
    return render(
        request,
        "administration/agency.html",
        {
            "family": "account",
            "one": one,
            "page": page,
            "places": administration.may_place(account_of(request), one, today),
            "undoable": structure.undoable(one, today),
            "rows": rows[start : start + SIZE],
            "paging": paging,
            "words": words,
            "ended": ended,
            "today": today,
            "notes": shown(administration.history_of(one.code)[:LATEST]),
        },
    )


def _people(one: Agency, words: str, *, ended: bool) -> QuerySet[Assignment]:
    """The roles of an agency that run or begin later, or those that have ended."""
    today = timezone.localdate()
    over = Q(until_on__lte=today)
    rows = Assignment.objects.filter(over if ended else ~over, agency=one)
    for word in words.split():
        codes = [role.code for role in administration.given_roles() if word in role_word(role.code)]
        rows = rows.filter(
            Q(officer__name__icontains=word)
            | Q(officer__number__icontains=word)
            | Q(post__icontains=word)
            | Q(role__in=codes)
        )
    related = rows.select_related("officer__account", "stands_in_for__officer")
    return related.order_by("officer__number", "role", "from_on")


@require_safe
@of_kept_agency
def history(request: HttpRequest, one: Agency) -> HttpResponse:
    """All that was changed of an agency and its people, the latest first."""
    notes = administration.history_of(one.code)
    paging = Paging(asked_page(request), SIZE, notes.count())
    if beyond := to_last(request, paging):
        return beyond
    start = max(paging.first_shown - 1, 0)
    context = {
        "family": "account", "one": one, "paging": paging,
        "notes": shown(notes[start : start + SIZE]),
    }  # fmt: skip
    return render(request, "administration/history.html", context)


def _back(one: Agency) -> str:
    return reverse("administer", args=[one.code])


@_asked
@of_kept_agency
def add(request: HttpRequest, one: Agency) -> HttpResponse:
    """Add an agency under this one."""
    form = forms.AddForm(request.POST or None)

    def do() -> HttpResponse:
        said = form.cleaned_data
        new = structure.NewAgency(said["code"], said["name"], form.facts(), said["from_on"])
        made = structure.add_below(keeper_of(request), one, new)
        messages.success(request, _("已设立%(name)s。") % {"name": made.name})
        return redirect("administer", made.code)

    title = _("在%(name)s之下设立机关") % {"name": one.name}
    return ask(request, Question(title, _("设立"), _back(one)), form, do)


@_asked
@of_kept_agency
def rename(request: HttpRequest, one: Agency) -> HttpResponse:
    """Give it another name from a day; the old one is kept as a former name."""
    form = forms.RenameForm(
        request.POST or None, initial={"name": one.name, "on": timezone.localdate()}
    )

    def do() -> str:
        structure.rename(
            keeper_of(request), one, form.cleaned_data["name"], form.cleaned_data["on"]
        )
        return _("已更名，原名称保留在“曾用名”里。")

    words = _("名称随即改变，原名称连同日期保留在“曾用名”里。")
    return ask(request, Question(_("更名"), _("更名"), _back(one), words), form, do)


@_asked
@of_kept_agency
def facts(request: HttpRequest, one: Agency) -> HttpResponse:
    """Correct address, telephone, short name, kind, level."""
    initial = {name: getattr(one, name) for name in structure.FACTS}
    form = forms.FactsForm(request.POST or None, initial=initial)

    def do() -> str:
        changed = structure.amend(keeper_of(request), one, form.facts())
        return _("已修改。") if changed else _("没有改动。")

    title = _("修改%(name)s的信息") % {"name": one.name}
    return ask(request, Question(title, _("保存"), _back(one)), form, do)


def _check_placing(request: HttpRequest, one: Agency) -> None:
    """Where an agency stands and how long is for administrators above it; 404 for others."""
    if not administration.may_place(account_of(request), one, timezone.localdate()):
        raise Http404


@_asked
@of_kept_agency
def move(request: HttpRequest, one: Agency) -> HttpResponse:
    """Let it stand under another from a day on."""
    _check_placing(request, one)
    rows = kept_rows(request).exclude(pk=one.pk)
    form = forms.MoveForm(request.POST or None, initial={"on": timezone.localdate()})
    forms.known(form, "parent", rows)

    def do() -> str:
        said = form.cleaned_data
        structure.move(keeper_of(request), one, said["parent"], said["on"])
        return _("已调整隶属。")

    title = _("调整%(name)s的隶属") % {"name": one.name}
    words = _("自所填的日期起改由新的上级管理，以前各日仍按原来的隶属。")
    question = Question(title, _("调整"), _back(one), words, agencies=rows)
    return ask(request, question, form, do)


@_asked
@of_kept_agency
def end(request: HttpRequest, one: Agency) -> HttpResponse:
    """End it on a day, with who carries on its duties."""
    _check_placing(request, one)
    rows = Agency.objects.exclude(pk=one.pk).order_by("code")
    form = forms.EndForm(request.POST or None)
    forms.known(form, "successor", rows)

    def do() -> str:
        said = form.cleaned_data
        structure.end_agency(keeper_of(request), one, said["on"], said["successor"])
        return _("已定于 %(day)s 撤销。") % {"day": said["on"].isoformat()}

    title = _("撤销%(name)s") % {"name": one.name}
    words = _("自所填的日期起不再存在，机关内的职责同时终止，记录都保留。日期到来以前可以取消。")
    question = Question(
        title, _("撤销"), _back(one), words, is_grave=True, agencies=kept_rows(request)
    )
    return ask(request, question, form, do)


@require_POST
@of_kept_agency
def undo(request: HttpRequest, one: Agency, what: str) -> HttpResponse:
    """Undo an end or a move that is yet to come, or an agency that nothing refers to."""
    _check_placing(request, one)
    keeper, today = keeper_of(request), timezone.localdate()
    back = _back(one)
    try:
        if what == "end":
            structure.undo_end(keeper, one, today)
        elif what == "move":
            structure.undo_move(keeper, one, today)
        elif what == "add":
            structure.take_away(keeper, one)
            back = reverse("administration")
        else:
            raise Http404(what)
    except PeopleFault as fault:
        messages.error(request, fault_words(fault))
    else:
        messages.success(request, _("已取消。") if what != "add" else _("已删除。"))
    return redirect(back)
