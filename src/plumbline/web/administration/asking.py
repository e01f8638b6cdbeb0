"""一问一答 -- a page with a form: asked on GET, done on POST, and told why not in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from plumbline.store import administration
from plumbline.store.agencies import PeopleFault
from plumbline.store.models import Agency, Assignment, Officer
from plumbline.web.administration.access import account_of
from plumbline.web.layout.people_words import fault_words

MOST_LISTED = 2000  # rows that a list of suggestions holds


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks: its head, the word on its button, where it leads back, what is at stake."""

    title: str
    send: str
    back: str
    words: str = ""
    is_grave: bool = False
    agencies: QuerySet[Agency] | None = None
    officers: QuerySet[Officer] | None = None
    more: dict[str, object] = field(default_factory=dict)


def ask(
    request: HttpRequest, question: Question, form: forms.Form, do: Callable[[], HttpResponse | str]
) -> HttpResponse:
    """Show the form, or do what was asked. `do` gives an answer of its own, or what to say on the
    page to which it leads back; a PeopleFault is shown above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            done = do()
        except PeopleFault as fault:
            form.add_error(None, fault_words(fault))
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(request, done)
            return redirect(question.back)
    context = {
        "family": "account", "form": form, "question": question,
        "known_agencies": _listed(question.agencies, "code"),
        "known_officers": _listed(question.officers, "number"),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "administration/form.html", context | question.more, status=status)


def _listed(rows: QuerySet[Agency] | QuerySet[Officer] | None, key: str) -> list[tuple[str, str]]:
    return [] if rows is None else list(rows.values_list(key, "name")[:MOST_LISTED])


def kept_rows(request: HttpRequest) -> QuerySet[Agency]:
    """The agencies that the visitor administers."""
    kept = administration.kept_agencies(account_of(request), timezone.localdate())
    return Agency.objects.filter(pk__in=sorted(kept)).order_by("code")


def kept_officers(request: HttpRequest) -> QuerySet[Officer]:
    """The officers who have or had a role in one of them."""
    held = Assignment.objects.filter(agency__in=kept_rows(request)).values("officer")
    return Officer.objects.filter(pk__in=held).order_by("number")
