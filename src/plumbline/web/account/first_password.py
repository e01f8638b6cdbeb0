"""初始密码 -- who was given a password by an administrator changes it before anything else."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

OPEN: Final = ("account_change_password", "account_logout", "set_language", "health")
"""What may be opened before: the page of the change itself, the way out, the language."""
_PLAIN: Final = "Change the initial password first.\n"


class FirstPassword:
    """Leads to the change of password; the data interface answers 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or lead away."""
        if not self._must_change(request) or self._is_open(request.path):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return HttpResponse(_PLAIN, status=HTTPStatus.FORBIDDEN, content_type="text/plain")
        return redirect("account_change_password")

    @staticmethod
    def _must_change(request: HttpRequest) -> bool:
        # Without a cookie of a session nobody is signed in, and the session is not asked for.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        if not getattr(request.user, "must_change_password", False):
            return False
        # Whoever came through the provider did not use the password that somebody else knows.
        records = get_authentication_records(request, request.user)
        return not any(one["method"] == "socialaccount" for one in records)

    @staticmethod
    def _is_open(path: str) -> bool:
        return path in {reverse(name) for name in OPEN} or path.startswith(settings.STATIC_URL)
