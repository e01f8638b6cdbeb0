"""A request that holds the character NUL is refused before anything is asked of a database.

No text has one, and PostgreSQL takes none. So is one that says its words are in another code than
UTF-8: pages are, and browsers answer in the code of the page.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from plumbline.web.refused import bad_request

NUL = "\0"


class NoNul:
    """Answers 400 to NUL in the path, the query, a cookie, a field of a form or the name of a
    file; what files hold is for whoever reads them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or refuse it."""
        if codecs.lookup(request.encoding or "utf-8").name != "utf-8":
            return bad_request(request)
        said = (request.path, *_words(request.GET), *request.COOKIES.values())
        return bad_request(request) if _has_nul(said) else self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, arguments: object, named: object
    ) -> HttpResponse | None:
        """Refuse a form once it is known to be ours."""
        names = (file.name or "" for many in request.FILES.lists() for file in many[1])
        return bad_request(request) if _has_nul((*_words(request.POST), *names)) else None


def _words(said: QueryDict) -> Iterator[str]:
    for name, values in said.lists():
        yield name
        yield from values


def _has_nul(words: Iterable[str]) -> bool:
    return any(NUL in word for word in words)
