"""单点登录 -- officers sign in at the provider that the environment names, once they are bound."""

from __future__ import annotations

from typing import Any, Final, cast

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
    OAuth2View,
)
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from plumbline.store.administration import single_sign_on
from plumbline.store.administration.single_sign_on import PROVIDER
from plumbline.store.models import Account

AMISS: Final = (RequestException, OAuth2Error, KeyError, TypeError, ValueError)
"""What comes of a provider that does not answer, or not as one."""


class Provider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Who somebody is, is said by the signed token alone."""

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: Any = None
    ) -> dict[str, Any]:
        """What the provider gives for a code. Raises OAuth2Error without a token of identity."""
        data: dict[str, Any] = super().get_access_token_data(
            request, app, client, pkce_code_verifier=pkce_code_verifier
        )
        if not data.get("id_token"):
            raise OAuth2Error("no id_token")
        # A token that was fetched directly would be believed unsigned; not every network is one
        # on which nobody stands between.
        self.did_fetch_access_token = False
        return data

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **more: Any
    ) -> SocialLogin:
        """Who signs in, as a subject of this server; nothing else of them is kept."""
        login = super().complete_login(request, app, token, **more)
        login.account.provider = single_sign_on.server()
        login.account.extra_data = {}
        return login


def _ask(view: type[OAuth2View], request: HttpRequest) -> HttpResponse:
    adapter = Provider(request, PROVIDER)
    try:
        answer: HttpResponse = view.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except AMISS as fault:
        answer = render_authentication_error(request, adapter.get_provider(), exception=fault)
    return answer


def _check_id(provider_id: str) -> None:
    if provider_id != PROVIDER or not single_sign_on.server():
        raise Http404(provider_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider, to sign in; linking begins on a page of its own."""
    _check_id(provider_id)
    asked = {request.GET.get("process", ""), request.POST.get("process", "")}
    if asked - {"", AuthProcess.LOGIN}:
        raise Http404
    return _ask(OAuth2LoginView, request)


@require_safe
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in who the provider says it is."""
    _check_id(provider_id)
    return _ask(OAuth2CallbackView, request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def link(request: HttpRequest) -> HttpResponse:
    """Link one's own account to the provider, or take the link away; asked who one is before."""
    if not single_sign_on.server():
        raise Http404
    answer: HttpResponse = reauthentication_required(_linked)(request)
    return answer


def _linked(request: HttpRequest) -> HttpResponse:
    account = cast("Account", request.user)
    wanted = request.POST.get("what", "")
    if wanted == "unlink":
        single_sign_on.unlink(account)
        messages.success(request, _("已取消关联。"))
        return redirect("socialaccount_connections")
    if wanted == "link" and single_sign_on.may_link(account):
        return _linking(request)
    context = {
        "family": "account",
        "subject": single_sign_on.subject_of(account),
        "may_link": single_sign_on.may_link(account),
        "provider": get_adapter(request).get_provider(request, PROVIDER),
    }
    return render(request, "account/single_sign_on.html", context)


def signs_in_at(account: Account) -> object | None:
    """The provider at which an officer can sign in, linked or not; None for everybody else."""
    is_shown = single_sign_on.may_link(account) or bool(single_sign_on.subject_of(account))
    return get_adapter().get_provider(None, PROVIDER) if is_shown else None


def _linking(request: HttpRequest) -> HttpResponse:
    provider = get_adapter(request).get_provider(request, PROVIDER)
    try:
        answer: HttpResponse = provider.redirect(request, process=AuthProcess.CONNECT)
    except AMISS as fault:
        answer = render_authentication_error(request, provider, exception=fault)
    return answer
