"""登录规则 -- what allauth asks of us: who may register, and how secrets are kept."""

from __future__ import annotations

import base64
import hashlib
import unicodedata

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

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
