"""One shape of error for every endpoint: what was found, and what is allowed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from plumbline.documents.unreadable import Unreadable
from plumbline.search import IndexFault, QueryFault


class Fault(Schema):
    """What went wrong: `code` for programs, `message` for people."""

    code: str
    message: str
    details: list[dict[str, Any]] = Field(default_factory=list)


class ErrorOut(Schema):
    """The body of every answer that is not a success."""

    error: Fault


def install(api: NinjaAPI) -> None:
    """Answer every failure of `api` in this shape."""

    def answer(
        request: HttpRequest, status: int, code: str, message: str, details: list[Any] | None = None
    ) -> HttpResponse:
        body = {"error": {"code": code, "message": message, "details": details or []}}
        return api.create_response(request, body, status=status)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        details = [
            {"place": ".".join(str(part) for part in one["loc"]), "message": one["msg"]}
            for one in error.errors
        ]
        return answer(request, 422, "invalid", "a parameter is not as it should be", details)

    @api.exception_handler(LookupError)
    def missing(request: HttpRequest, error: LookupError) -> HttpResponse:
        return answer(request, 404, "not_found", str(error).strip("'\""))

    @api.exception_handler(Http404)
    def nowhere(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404, "not_found", str(error) or "there is nothing at this address")

    @api.exception_handler(QueryFault)
    def bad_query(request: HttpRequest, error: QueryFault) -> HttpResponse:
        return answer(request, 422, "invalid_query", str(error))

    @api.exception_handler(IndexFault)
    def no_index(request: HttpRequest, error: IndexFault) -> HttpResponse:
        return answer(
            request, 503, "no_index", "the search index must be rebuilt: plumbline reindex"
        )

    @api.exception_handler(Unreadable)
    def unreadable(request: HttpRequest, error: Unreadable) -> HttpResponse:
        return answer(request, 422, "unreadable", str(error))

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, "refused", str(error))
