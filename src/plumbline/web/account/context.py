"""账户语境 -- what every page needs to know of signing in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def signing_in(_: HttpRequest) -> dict[str, bool]:
    """Whether citizens may register themselves on this server, and whether it sends mails."""
    return {
        "signup_is_open": settings.PLUMBLINE_SIGNUP,
        "mails_are_sent": bool(settings.EMAIL_HOST),
    }
