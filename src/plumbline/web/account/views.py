"""One's own account: name, roles, second factor."""

from __future__ import annotations

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plumbline.store import administration, agencies
from plumbline.store.models import Account
from plumbline.web.account.mails import shown_form
from plumbline.web.account.single_sign_on import signs_in_at


@require_safe
@login_required
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Who is signed in, in which roles today, and how the account is protected."""
    today = timezone.localdate()
    return render(
        request,
        "account/overview.html",
        {
            "family": "account",
            "assignments": agencies.assignments_of(request.user, today),
            "administers": bool(administration.tops_of(request.user, today)),
            "has_second_factor": is_mfa_enabled(request.user),
            "signs_in_at": signs_in_at(cast("Account", request.user)),
            "mail_form": shown_form(cast("Account", request.user)),
        },
    )
