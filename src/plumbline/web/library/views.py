"""A work as of a day, and one of its versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from plumbline.store import library
from plumbline.store.models import Work
from plumbline.web.citing.explained import ending
from plumbline.web.citing.resting import resting
from plumbline.web.layout import addresses
from plumbline.web.layout.day import Asked, asked_day
from plumbline.web.layout.paging import DIGITS
from plumbline.web.library import body, timeline


@require_safe
def work(request: HttpRequest, key: str) -> HttpResponse:
    """The version that governs on the day asked, or what is known where none is loaded."""
    asked = asked_day(request)
    found = library.find_work(key)
    if found is None:
        return _known(request, key, asked)
    if found.key != key:
        return redirect(addresses.of_work(found.key, asked.suffix))
    return _page(request, found, library.version_page(found, asked.on), asked)


@require_safe
def version(request: HttpRequest, key: str, label: str) -> HttpResponse:
    """One version, whatever governs on the day asked."""
    asked = asked_day(request)
    found = library.find_work(key)
    if found is None:
        raise Http404
    try:
        page = library.version_page(found, asked.on, addresses.label_of(label))
    except LookupError as error:
        raise Http404 from error
    return _page(request, found, page, asked)


def _page(
    request: HttpRequest, found: Work, page: library.VersionPage, asked: Asked
) -> HttpResponse:
    if page.version is None:
        return _known(request, found.key, asked)
    if cite := request.GET.get("cite", ""):
        return _to_citation(page, cite, asked)
    article = request.GET.get("article", "").strip()
    lost_article = body.lost_article(page.version, article) if article else ""
    if article and not lost_article:
        address = addresses.of_version(found.key, page.version.label, asked.suffix)
        return redirect(f"{address}#{body.eid_of_article(article)}")
    text = body.text_of(page, asked)
    another = body.governing_label(page) and not body.governs(page)
    shown = page.version.label if another else ""
    changes = [] if page.version.is_amendment else library.change_days(found)
    days = timeline.stretches(changes, found.key, asked, shown)
    return render(
        request,
        "library/version.html",
        {
            "family": "library",
            "asked": asked,
            "page": page,
            "work": found,
            "version": page.version,
            "state": page.state,
            "because": ending(page.state.because, asked) if page.state.because else None,
            "binding": body.binding_from(page),
            "governs": body.governs(page),
            "unseen": body.changes_unseen(page),
            "bound": body.bound_then(page),
            "governing": body.governing_label(page),
            "known_until": library.catalogue().known_until,
            "text": text,
            "timeline": days,
            "versions_apart": body.versions_apart(page, {one.label for one in days}),
            "lost_article": lost_article,
            "texts": page.version.texts.filter(shown=True).select_related("original"),
            "resting": library.citations_in(found.key, size=1).total,
            "hidden": {},
        },
    )


def _to_citation(page: library.VersionPage, cite: str, asked: Asked) -> HttpResponse:
    if page.version is None or not (cite.isascii() and cite.isdigit() and len(cite) <= DIGITS):
        raise Http404
    return redirect(
        addresses.of_citation(page.work.key, page.version.label, int(cite), asked.suffix)
    )


def _known(request: HttpRequest, key: str, asked: Asked) -> HttpResponse:
    """A work of which no text is loaded: what the register and other texts say of it."""
    known = library.known_work(key)
    state = library.state_of(known.key if known else key, asked.on)
    cited = library.citations_in(known.key if known else key, size=10)
    if known is None and state.because is None and not cited.total:
        raise Http404
    context = {
        "family": "library",
        "asked": asked,
        "key": known.key if known else key,
        "title": known.title if known else state.because.name if state.because else key,
        "known": known,
        "state": state,
        "unseen": () if state.state == "unverified" else state.pending,
        "because": ending(state.because, asked) if state.because else None,
        "resting": resting(known.key if known else key, cited.rows),
        "cited": cited,
        "known_until": library.catalogue().known_until,
        "hidden": {},
    }
    return render(request, "library/known.html", context)
