"""A request that is larger than the server reads is refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from plumbline.web.layout.refusal_words import size_words
from plumbline.web.refused import too_large

MIB = 2**20


class UploadLimit:
    """Answers 413 to a body longer than PLUMBLINE_UPLOAD_LIMIT (bytes).

    A body of unknown length is read as empty by WSGI, so its stated length is enough.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or refuse it."""
        stated = request.META.get("CONTENT_LENGTH") or "0"
        limit: int = settings.PLUMBLINE_UPLOAD_LIMIT
        if not stated.isdigit() or int(stated) <= limit:
            return self.get_response(request)
        plain = f"The request has {int(stated):,} bytes; {limit // MIB} MiB are allowed.\n"
        return too_large(request, size_words(int(stated)), size_words(limit), plain)
