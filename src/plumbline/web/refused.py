"""Requests that are refused -- what the visitor is told, in the frame of the portal.

Whoever asks for no page (a program, the data interface) gets a line of text instead.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

HEADS: Final[dict[int, _StrPromise]] = {
    HTTPStatus.BAD_REQUEST: _("这个请求不能回答"),
    HTTPStatus.FORBIDDEN: _("这个表单没有被接受"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("文件太大"),
}

_FORGED: Final = "This form is out of date or was not opened from this site. Open it again.\n"


def refused(request: HttpRequest, status: HTTPStatus, why: str, plain: str) -> HttpResponse:
    """Refuse with a page that says why, or with the line `plain` where no page is asked for."""
    if not _takes_a_page(request):
        return HttpResponse(plain, status=status, content_type="text/plain; charset=utf-8")
    context = {"status": status.value, "head": HEADS[status], "why": why}
    return render(request, "layout/refused.html", context, status=status)


def _takes_a_page(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "text/html" in accepted or ("*/*" in accepted and not request.path.startswith("/api/"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the address or the form is not one of ours."""
    why = str(_("网址或者提交的内容不完整，或者不是本站给出的。请回到上一页再试。"))
    return refused(request, HTTPStatus.BAD_REQUEST, why, "The request cannot be read.\n")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: a form that does not come from a page of ours, or from one long ago."""
    why = str(_("表单已经过期，或者不是从本站打开的。请回到上一页，刷新后再提交。"))
    return refused(request, HTTPStatus.FORBIDDEN, why, _FORGED)


def too_large(request: HttpRequest, stated: str, allowed: str, plain: str) -> HttpResponse:
    """Answer 413, in the language of the visitor: no middleware has chosen one yet."""
    with translation.override(translation.get_language_from_request(request)):
        words = {"stated": stated, "allowed": allowed}
        why = (
            str(_("提交的内容有 %(stated)s，最多 %(allowed)s。请把文件分开或者缩小后再提交。"))
            % words
        )
        return refused(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, why, plain)
