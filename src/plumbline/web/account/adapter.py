"""登录规则 -- what allauth asks of us: who may register, and how secrets are kept."""

from __future__ import annotations

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

_PURPOSE = b"plumbline second factor"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Citizens register themselves; officers are given an account by their administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether a citizen may register on this server, by setting."""
        return bool(settings.PLUMBLINE_SIGNUP)

    def get_user_search_fields(self) -> list[str]:
        """The fields by which an account is found."""
        return ["username", "full_name"]


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
