"""One shape of error for every endpoint: what was found, and what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from plumbline.documents.unreadable import Unreadable
from plumbline.search import IndexFault, QueryFault

_WRONG_METHOD: Final = 405


class Fault(Schema):
    """What went wrong: `code` for programs, `message` for people."""

    code: str
    message: str
    details: list[dict[str, Any]] = Field(default_factory=list)


class ErrorOut(Schema):
    """The body of every answer that is not a success."""

    error: Fault


@csrf_exempt
def nowhere(request: HttpRequest) -> JsonResponse:
    """What is answered at an address that is none."""
    message = f"there is nothing at {request.path}; the addresses are in /api/v1/openapi.json"
    return JsonResponse(
        {"error": {"code": "not_found", "message": message, "details": []}}, status=404
    )


class OneShape:
    """Middleware: a wrong method under /api/ is answered in the shape of every other failure."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and put the right shape on Django's own 405."""
        response = self.answer(request)
        if response.status_code != _WRONG_METHOD or not request.path.startswith("/api/"):
            return response
        allowed = response.headers.get("Allow", "")
        message = f"{request.method} is not allowed here; allowed: {allowed}"
        body = {"error": {"code": "method_not_allowed", "message": message, "details": []}}
        return JsonResponse(body, status=_WRONG_METHOD, headers={"Allow": allowed})


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
