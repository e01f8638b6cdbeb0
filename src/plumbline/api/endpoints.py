"""The endpoints. Each asks the library one question and shapes the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from ninja import File, NinjaAPI, Query
from ninja.files import UploadedFile

from plumbline import __version__
from plumbline.api import hits, schemas, shapes
from plumbline.api.faults import ErrorOut, install
from plumbline.api.ledger import router as ledger
from plumbline.documents.kind import KINDS, LEVELS
from plumbline.search import QueryFault
from plumbline.sources.work import STATES
from plumbline.store import library
from plumbline.store.models import Version, Work
from plumbline.store.texts import checking, indexing

Number = Annotated[int, Query(ge=1, le=100_000, description="The page, from 1.")]
Size = Annotated[int, Query(ge=1, le=200, description="Rows on a page.")]
Day = Annotated[date | None, Query(description="The day asked; today when absent.")]
FAULTS: Final = dict.fromkeys((400, 404, 413, 422, 503), ErrorOut)

api = NinjaAPI(
    title="Plumbline",
    version=__version__,
    description="Law as data: works, versions, provisions, citations and search, as of any day.",
    docs_url=None,
    urls_namespace="api",
)
install(api)
api.add_router("/ledger", ledger)


def _page(total: int, page: int, size: int, items: Iterable[Any]) -> dict[str, Any]:
    more = page + 1 if page * size < total else None
    return {"total": total, "page": page, "size": size, "next": more, "items": list(items)}


def _work(key: str) -> Work:
    work = library.find_work(key)
    if work is None:
        raise LookupError(f"no work with the key {key!r} is loaded")
    return work


def _version(key: str, label: str) -> Version:
    wanted = "" if label == "undated" else label
    page = library.version_page(_work(key), timezone.localdate(), wanted)
    if page.version is None:
        raise LookupError(f"{key} has no text that is loaded")
    return page.version


@api.get("/works", response={200: schemas.WorksOut, **FAULTS}, tags=["works"])
def works(  # noqa: PLR0913 -- each is a parameter of the address
    request: HttpRequest,
    on: Day = None,
    kind: str = "",
    level: str = "",
    issuer: str = "",
    state: str = "",
    q: str = "",
    page: Number = 1,
    size: Size = 20,
) -> Any:
    """The works of the library that match, with their state on a day."""
    given = (("kind", kind, KINDS), ("level", level, LEVELS), ("state", state, STATES))
    for name, value, allowed in given:
        if value and value not in allowed:
            raise QueryFault(f"{name}: found {value!r}; write one of {', '.join(allowed)}")
    found = library.list_works(
        on or timezone.localdate(), kind=kind, level=level, issuer=issuer, state=state, q=q,
        page=page, size=size,
    )  # fmt: skip
    return _page(found.total, page, size, map(shapes.work_row_json, found.rows))


@api.get("/works/{key}", response={200: schemas.WorkPageOut, **FAULTS}, tags=["works"])
def work(request: HttpRequest, key: str, on: Day = None) -> Any:
    """One work: its state on a day, and all its versions."""
    found = library.version_page(_work(key), on or timezone.localdate())
    return {
        **shapes.work_json(found.work),
        "on": found.on.isoformat(),
        "state": shapes.state_json(found.state),
        "versions": [shapes.version_json(version) for version in found.versions],
    }


@api.get(
    "/works/{key}/versions/{version}/provisions",
    response={200: schemas.ProvisionsOut, **FAULTS},
    tags=["provisions"],
)
def provisions(
    request: HttpRequest, key: str, version: str, id: str = "", page: Number = 1, size: Size = 100
) -> Any:
    """The blocks of a version in reading order, or the one with an id (`art_33`)."""
    rows = library.provisions_of(_version(key, version), id)
    first = (page - 1) * size
    items = map(shapes.provision_json, rows[first : first + size])
    return _page(rows.count(), page, size, items)


@api.get(
    "/works/{key}/versions/{version}/citations",
    response={200: schemas.CitationsOut, **FAULTS},
    tags=["citations"],
)
def citations(
    request: HttpRequest, key: str, version: str, on: Day = None, page: Number = 1, size: Size = 50
) -> Any:
    """What a version cites, resolved as of a day (its own day of adoption when absent)."""
    found = _version(key, version)
    rows = library.citations_out(found)
    first = (page - 1) * size
    resolved = checking.resolve_rows(found, list(rows[first : first + size]), on)
    answer = _page(rows.count(), page, size, map(shapes.citation_json, resolved))
    return {**answer, "on": on.isoformat() if on else found.label or None}


@api.get("/citing", response={200: schemas.CitingsOut, **FAULTS}, tags=["citations"])
def citing(
    request: HttpRequest, work: str, article: str = "", page: Number = 1, size: Size = 20
) -> Any:
    """What rests on a work, or on one of its articles (`33`, `17-1`)."""
    found = library.citations_in(_work(work).key, article, page=page, size=size)
    return _page(found.total, page, size, map(shapes.citation_row_json, found.rows))


@api.get("/search", response={200: schemas.HitsOut, **FAULTS}, tags=["search"])
def search(request: HttpRequest, q: str, on: Day = None, page: Number = 1, size: Size = 20) -> Any:
    """Articles that answer a query; the syntax is that of the search box.

    An article that the query names outright (行政处罚法 33) comes first.
    """
    found = hits.page_of(q, on, today=timezone.localdate(), page=page, size=size)
    answer = _page(found.total, page, size, found.rows)
    return {**answer, "behind": indexing.behind()}


@api.post("/check", response={200: schemas.CheckOut, **FAULTS}, tags=["citations"])
def check(request: HttpRequest, file: File[UploadedFile], on: Day = None) -> Any:
    """Check the citations of a file. It is read and not kept."""
    name = file.name or "file"
    checked = checking.check_text(file.read(), name, on, today=timezone.localdate())
    return {
        "title": checked.document.title,
        "on": checked.on.isoformat(),
        "written": checked.written.isoformat(),
        "citations": [shapes.citation_json(one) for one in checked.citations],
        "findings": shapes.document_json(checked.document)["findings"],
    }


def docs(request: HttpRequest) -> HttpResponse:
    """The description of the interface as a page, without any script from elsewhere."""
    schema = api.get_openapi_schema()
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "api/docs.html", {"info": schema["info"], "operations": operations})
