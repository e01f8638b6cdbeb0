"""One line of JSON on stderr for each answer and each event worth telling.

No line holds what a visitor typed: of an address only its path is told, not its query.
"""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("plumbline.request")

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

WELL_FORMED_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
OWN_ATTRIBUTES = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object: time (UTC), level, logger, message, extras."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what `extra=` brought stands beside the fixed keys."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (current := request_id.get()) is not None:
            line["request"] = current
        told = vars(record).items()
        line |= {key: value for key, value in told if key not in OWN_ATTRIBUTES | line.keys()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class RequestLog:
    """Gives each request an id, returned as X-Request-ID, and tells how it was answered.

    An id sent by a proxy in front is kept if it is well formed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and log method, path, status and milliseconds."""
        given = request.headers.get("X-Request-ID", "")
        current = given if WELL_FORMED_ID.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(current)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = current
            log.log(
                logging.DEBUG if request.path.startswith("/static/") else logging.INFO,
                "answered",
                extra={
                    "method": request.method,
                    "path": request.path,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            request_id.reset(token)
