"""没有保存 -- a database that is full, or does not answer: whoever sent something is told so.

Nothing of a request that failed is kept: events are written whole or not at all. What was typed
still stands in the browser and can be sent again, however often: a form is recorded once.
"""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from plumbline.store.cases.content import UnknownProcedure

_FULL: Final = ("disk is full", "No space left", "disk I/O error", "could not extend file")
"""What SQLite and PostgreSQL say when there is no room; a limit on a file is an error of I/O."""
_PLAIN: Final = "Nothing was saved: the database does not answer or is full. Send it again later.\n"


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 503 where the database failed or a case has no procedure, with what to do; 500 for
    everything else.
    """
    fault = sys.exc_info()[1]
    if isinstance(fault, UnknownProcedure):
        answer = HttpResponse(render_to_string("503.html", {"procedure": fault.name}))
        answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return answer
    if not isinstance(fault, OperationalError | InterfaceError):
        return server_error(request)
    if request.path.startswith("/api/"):
        answer = HttpResponse(_PLAIN, content_type="text/plain; charset=utf-8")
    else:
        context = {"is_full": is_full(fault), "was_sent": request.method == "POST"}
        answer = HttpResponse(render_to_string("503.html", context))
    answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    answer["Retry-After"] = "60"
    return answer


def is_full(fault: BaseException) -> bool:
    """Whether a failure of the database is for want of room."""
    return any(words in f"{fault}" for words in _FULL)
