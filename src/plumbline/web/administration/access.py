"""谁可以 -- who may open a page of administrators; for everybody else there is no such page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from plumbline.store import administration, agencies
from plumbline.store.administration import Keeper
from plumbline.store.models import Account, Agency, Assignment, Officer

Rest = ParamSpec("Rest")
OfficerView = Callable[Concatenate[HttpRequest, Agency, Officer, Rest], HttpResponse]


def account_of(request: HttpRequest) -> Account:
    """Whoever is signed in."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def keeper_of(request: HttpRequest) -> Keeper:
    """Under whose name a change is noted."""
    return Keeper.of(account_of(request))


def of_kept_agency(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the agency of the address, if the visitor administers it; else 404."""

    @never_cache
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, code: str, *rest: object, **more: object) -> HttpResponse:
        one = Agency.objects.select_related("successor").filter(code=code).first()
        if one is None or not agencies.may_administer(request.user, one.pk, timezone.localdate()):
            raise Http404(code)
        return view(request, one, *rest, **more)

    return checked


def of_kept_officer(view: OfficerView[Rest]) -> Callable[..., HttpResponse]:
    """Hand the view an officer of the agency of the address as well; else 404."""

    @wraps(view)
    def checked(
        request: HttpRequest, agency: Agency, officer: int, *rest: Rest.args, **more: Rest.kwargs
    ) -> HttpResponse:
        one = Officer.objects.select_related("account").filter(
            pk__in=Assignment.objects.filter(agency=agency, officer=officer).values("officer")
        ).first()  # fmt: skip
        if one is None:
            raise Http404(str(officer))
        return view(request, agency, one, *rest, **more)

    return of_kept_agency(checked)


def on_post(request: HttpRequest) -> bool:
    """Whether something is to be done, and not only asked."""
    return request.method == "POST"


def confirmed(
    when: Callable[[HttpRequest], bool] = on_post,
) -> Callable[[Callable[Rest, HttpResponse]], Callable[Rest, HttpResponse]]:
    """Let the visitor confirm who they are first, if they have not done so of late."""

    def decorate(view: Callable[Rest, HttpResponse]) -> Callable[Rest, HttpResponse]:
        asking: Callable[Rest, HttpResponse] = reauthentication_required(view, enabled=when)
        return asking

    return decorate


def for_administrators(
    view: Callable[Concatenate[HttpRequest, Rest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Show a page to whoever administers any agency; else 404."""

    @never_cache
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *rest: Rest.args, **more: Rest.kwargs) -> HttpResponse:
        if not administration.tops_of(account_of(request), timezone.localdate()):
            raise Http404
        return view(request, *rest, **more)

    return checked
