"""One shape of error for every endpoint: what was found, and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final, TypeGuard

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from plumbline.documents.unreadable import Unreadable
from plumbline.search import IndexFault, QueryFault

_FAILED: Final = 400
_WRONG_METHOD: Final = 405
_CODES: Final = {
    400: "bad_request", 403: "forbidden", _WRONG_METHOD: "method_not_allowed", 413: "too_large",
    500: "failed", 503: "unavailable",
}  # fmt: skip


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
    """Middleware: whatever is refused below /api/ before or beside the endpoints (a wrong method, a
    request that cannot be read or is too large, a database that does not answer) is answered in the
    shape of every other failure.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and put the right shape on a failure that has another."""
        response = self.answer(request)
        if request.path.startswith("/api/") and _has_other_shape(response):
            _shape(request, response)
        return response


def _has_other_shape(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    return isinstance(response, HttpResponse) and response.status_code >= _FAILED and not is_json


def _shape(request: HttpRequest, response: HttpResponse) -> None:
    code = _CODES.get(response.status_code, "refused")
    if response.status_code == _WRONG_METHOD:
        message = (
            f"{request.method} is not allowed here; allowed: {response.headers.get('Allow', '')}"
        )
    elif response.headers.get("Content-Type", "").startswith("text/plain"):
        message = response.content.decode().strip()
    else:
        message = response.reason_phrase
    body = {"error": {"code": code, "message": message, "details": []}}
    response.content = json.dumps(body, ensure_ascii=False).encode()
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    for name in ("Content-Encoding", "Content-Length"):
        response.headers.pop(name, None)


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
