"""统一身份认证 -- which account is whose at the provider of OpenID Connect.

Only a binding that an administrator or the owner has made lets a subject of the provider in; no
name, number or address that the provider tells does. A binding is to one server: the subjects of
another are other people.
"""

from __future__ import annotations

from typing import Final

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction

from plumbline.store.administration.accounts import keep_note, kept_account
from plumbline.store.administration.notes import Keeper
from plumbline.store.agencies import PeopleFault
from plumbline.store.models import Account, Agency, Officer

PROVIDER: Final = "oidc"
"""The provider as addresses and settings name it; a binding names its server."""
LONGEST: Final = 191  # characters of a subject that are kept


def server() -> str:
    """The address of the provider that this installation names; empty where it names none."""
    named: str = settings.PLUMBLINE_OIDC_SERVER
    return named


def subject_of(account: Account) -> str:
    """The subject to which an account is bound at the provider, or nothing."""
    found = SocialAccount.objects.filter(user=account, provider=server()).first()
    return found.uid if found is not None else ""


def may_link(account: Account) -> bool:
    """Whether an account can be linked: single sign-on is for officers, and for one subject."""
    is_officer = Officer.objects.filter(account=account).exists()
    return bool(server()) and is_officer and not subject_of(account)


def bind(keeper: Keeper, agency: Agency, officer: Officer, subject: str) -> None:
    """Let a subject of the provider sign in to the account of an officer, and no other.

    Raises PeopleFault without an account, for one's own, and for a subject of another account.
    """
    account = kept_account(keeper, officer)
    before = subject_of(account)
    try:
        with transaction.atomic():
            SocialAccount.objects.filter(user=account, provider=server()).exclude(
                uid=subject
            ).delete()
            if before != subject:
                SocialAccount.objects.create(user=account, provider=server(), uid=subject)
                keep_note(keeper, "account_bound", agency, officer,
                          {"subject": before}, {"subject": subject})  # fmt: skip
    except IntegrityError:
        raise PeopleFault("subject_taken", subject=subject) from None


def unbind(keeper: Keeper, agency: Agency, officer: Officer) -> bool:
    """Let nobody sign in through the provider any more; whether anybody could. Raises PeopleFault
    without an account, and for one's own."""
    account = kept_account(keeper, officer)
    before = subject_of(account)
    with transaction.atomic():
        unlink(account)
        if before:
            keep_note(keeper, "account_unbound", agency, officer, {"subject": before}, {})
    return bool(before)


def unlink(account: Account) -> None:
    """Take an account's own binding away."""
    SocialAccount.objects.filter(user=account, provider=server()).delete()
