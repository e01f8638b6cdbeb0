"""登录规则 -- what allauth asks of us: who may register, and how secrets are kept."""

from __future__ import annotations

import base64
import hashlib
import logging
import unicodedata

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from plumbline.store.administration.single_sign_on import PROVIDER, server

log = logging.getLogger(__name__)
_PURPOSE = b"plumbline second factor"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Citizens register themselves; officers are given an account by their administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether a citizen may register on this server, by setting."""
        return bool(settings.PLUMBLINE_SIGNUP)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        # By the name alone: the address that allauth adds is what the visitor says it is.
        return unicodedata.normalize("NFKC", credentials.get("username", "")).casefold()

    def get_user_search_fields(self) -> list[str]:
        """The fields by which an account is found."""
        return ["username", "full_name"]


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Officers link a provider to the account that they have; it makes no accounts."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tell whoever is bound to no account whom to ask, before anything else is tried."""
        links = sociallogin.state.get("process") == AuthProcess.CONNECT
        if not links and not SocialAccount.objects.filter(pk=sociallogin.account.pk).exists():
            context = {"family": "account", "subject": sociallogin.account.uid}
            answer = render(request, "socialaccount/unbound.html", context, status=403)
            raise ImmediateHttpResponse(answer)

    def on_authentication_error(
        self, request: HttpRequest, provider: object, error: object = None,
        exception: Exception | None = None, extra_context: object = None,
    ) -> None:  # fmt: skip
        """Leave a line for whoever runs the server; the visitor is told less."""
        told = {"error": str(error), "exception": repr(exception) if exception else ""}
        log.warning("single sign-on did not come to an end", extra=told)

    def get_provider(
        self, request: HttpRequest | None, provider: str, client_id: str | None = None
    ) -> object:
        """The provider by its name, or by its server, which a binding names."""
        named = PROVIDER if provider == server() else provider
        return super().get_provider(request, named, client_id=client_id)

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never: an address that a provider tells is no binding."""
        return False

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """None: the page says what was done, and the account page what is."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: who may act is known from assignments, not from a provider."""
        return False


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps encrypted in the database."""

    def encrypt(self, text: str) -> str:
        """The text under a key that is derived from the server's secret."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again. Raises cryptography.fernet.InvalidToken under another secret."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    secret = settings.SECRET_KEY.encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(_PURPOSE + secret).digest()))
