"""账户语境 -- what every page needs to know of signing in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from plumbline.store import demonstration
from plumbline.store.demonstration import Member


def signing_in(_: HttpRequest) -> dict[str, object]:
    """Whether citizens may register themselves on this server, and whether it sends mails; of a
    demonstration also whom to sign in as, looked up where a page asks."""
    return {
        "is_demonstration": settings.PLUMBLINE_DEMO,
        "demonstration_cast": _cast if settings.PLUMBLINE_DEMO else (),
        "demonstration_password": demonstration.PASSWORD if settings.PLUMBLINE_DEMO else "",
        "signup_is_open": settings.PLUMBLINE_SIGNUP,
        "mails_are_sent": bool(settings.EMAIL_HOST),
    }


def _cast() -> list[Member]:
    return demonstration.cast(demonstration.FOLDER)
