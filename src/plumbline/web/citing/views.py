"""What a version cites, what rests on a provision, and one citation explained."""

from collections import Counter
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from plumbline.store import library
from plumbline.store.models import Citation, Version
from plumbline.store.texts import checking
from plumbline.web.citing.explained import Explained, explain
from plumbline.web.citing.resting import articles_cited, resting
from plumbline.web.layout import addresses, words
from plumbline.web.layout.day import Asked, asked_day
from plumbline.web.layout.paging import Paging, asked_page

SIZE: Final = 30  # citations on a page


@require_safe
def citations(request: HttpRequest, key: str, label: str) -> HttpResponse:
    """The citations of a version with their status on the day asked; `status=` narrows them."""
    asked = asked_day(request)
    version = _version(key, label, asked)
    resolved = checking.citations_of(version, asked.on)
    chosen = request.GET.get("status", "")
    counts = Counter(one.status for one in resolved)
    kept = [one for one in resolved if one.status == chosen or not chosen]
    page = asked_page(request)
    paging = Paging(page, SIZE, len(kept))
    shown = kept[paging.first_shown - 1 : paging.last_shown]
    context = {
        "family": "library",
        "asked": asked,
        "work": version.work,
        "version": version,
        "total": len(resolved),
        "known_until": library.catalogue().known_until,
        "counts": [(code, counts[code]) for code in words.STATUSES if counts[code]],
        "status": chosen,
        "explained": explain(shown, asked),
        "paging": paging,
        "hidden": {"status": chosen} if chosen else {},
    }
    return render(request, "citing/citations.html", context)


@require_safe
def citation(request: HttpRequest, key: str, label: str, place: str) -> HttpResponse:
    """Straight to the provision where the citation is good; else a page that says what is not."""
    asked = asked_day(request)
    version, row = _citation(key, label, place, asked)
    explained = _explained(version, row, asked)
    target = next(iter(explained.targets), None)
    alone = len(explained.targets) == 1 and explained.resolved.status == "ok"
    if alone and target is not None and target.quoted.lines:
        return redirect(target.quoted.url)
    context = {
        "family": "library",
        "asked": asked,
        "work": version.work,
        "version": version,
        "row": row,
        "back": addresses.of_provision(
            version.work.key, version.label, row.provision, asked.suffix
        ),
        "one": explained,
        "hidden": {},
    }
    return render(request, "citing/citation.html", context)


@require_safe
def card(request: HttpRequest, key: str, label: str, place: str) -> HttpResponse:
    """What the citation names, as a piece of a page for hover and focus."""
    asked = asked_day(request)
    version, row = _citation(key, label, place, asked)
    context = {"asked": asked, "one": _explained(version, row, asked)}
    return render(request, "citing/card.html", context)


@require_safe
def cited_by(request: HttpRequest, key: str) -> HttpResponse:
    """The citations of other texts that rest on a work, or on one of its articles."""
    asked = asked_day(request)
    article = request.GET.get("article", "").strip()[:20]
    work = library.find_work(key)
    known = library.known_work(key)
    own = work or known
    own_key = own.key if own is not None else key
    page = asked_page(request)
    listing = library.citations_in(own_key, article, page=page, size=SIZE)
    if own is None and not listing.total:
        raise Http404
    counts = articles_cited(own_key)
    context = {
        "family": "library",
        "asked": asked,
        "key": own_key,
        "title": own.title if own is not None else key,
        "article": article,
        "eid": f"art_{article}",
        "counts": counts,
        "is_cited": any(one.number == article for one in counts),
        "resting": resting(own_key, listing.rows),
        "paging": Paging(page, SIZE, listing.total),
        "hidden": {},
    }
    return render(request, "citing/cited_by.html", context)


def _version(key: str, label: str, asked: Asked) -> Version:
    work = library.find_work(key)
    if work is None:
        raise Http404
    try:
        page = library.version_page(work, asked.on, addresses.label_of(label))
    except LookupError as error:
        raise Http404 from error
    if page.version is None:
        raise Http404
    return page.version


def _citation(key: str, label: str, place: str, asked: Asked) -> tuple[Version, Citation]:
    version = _version(key, label, asked)
    row = version.citations.filter(place=int(place)).first()
    if row is None:
        raise Http404
    return version, row


def _explained(version: Version, row: Citation, asked: Asked) -> Explained:
    return explain(checking.resolve_rows(version, [row], asked.on), asked)[0]
