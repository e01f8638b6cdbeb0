"""铃 -- how many notices wait, for the masthead; asked only where the masthead is drawn."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from plumbline.store import notices
from plumbline.store.models import Account


def notices_waiting(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """How many notices whoever is signed in has not confirmed; nobody else is asked about."""

    def counted() -> int:
        user = getattr(request, "user", None)
        return notices.counted_open(user) if isinstance(user, Account) else 0

    return {"notices_waiting": counted}
