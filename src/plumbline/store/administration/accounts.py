"""账户管理 -- accounts given, locked, unlocked, and helped when a password or telephone is lost.

A password that an administrator knows is changed at the first sign-in; until then it opens nothing.
"""

from __future__ import annotations

import secrets
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import transaction

from plumbline.store import agencies
from plumbline.store.administration.notes import Keeper, noted
from plumbline.store.agencies import PeopleFault
from plumbline.store.models import Account, Agency, Officer

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_GROUPS: Final = 4
_GROUP: Final = 4  # 79 bits in all


def initial_password() -> str:
    """A password at random, in groups that can be read out."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def give(keeper: Keeper, agency: Agency, officer: Officer, username: str) -> str:
    """Let an officer sign in. The initial password, which is kept nowhere. Raises PeopleFault
    when the officer has an account or the name is taken."""
    password = initial_password()
    with transaction.atomic():
        account = agencies.give_account(officer, username, password)
        account.must_change_password = True
        account.save(update_fields=["must_change_password"])
        keep_note(keeper, "account_given", agency, officer, {}, {"username": username})
    return password


def give_new_password(keeper: Keeper, agency: Agency, officer: Officer) -> str:
    """A new initial password for whoever forgot the old one; open sessions end. Raises
    PeopleFault without an account, and for one's own."""
    account = kept_account(keeper, officer)
    password = initial_password()
    with transaction.atomic():
        account.set_password(password)
        account.must_change_password = True
        account.save(update_fields=["password", "must_change_password"])
        keep_note(keeper, "password_given", agency, officer, {}, {"username": account.username})
    return password


def lock(keeper: Keeper, agency: Agency, officer: Officer) -> None:
    """Let an account sign in no longer; its open sessions end. Raises PeopleFault as above."""
    _switch(keeper, agency, officer, {"state": "open"}, {"state": "locked"})


def unlock(keeper: Keeper, agency: Agency, officer: Officer) -> None:
    """Let an account sign in again. Raises PeopleFault as above."""
    _switch(keeper, agency, officer, {"state": "locked"}, {"state": "open"})


def _switch(
    keeper: Keeper, agency: Agency, officer: Officer, before: dict[str, str], after: dict[str, str]
) -> None:
    account = kept_account(keeper, officer)
    opened = after["state"] == "open"
    if account.is_active == opened:
        return
    with transaction.atomic():
        account.is_active = opened
        account.save(update_fields=["is_active"])
        what = "account_unlocked" if opened else "account_locked"
        keep_note(keeper, what, agency, officer, before, after)


def reset_second_factor(keeper: Keeper, agency: Agency, officer: Officer) -> bool:
    """Take away the one-time passwords of whoever lost the telephone. Whether there were any.

    Raises PeopleFault without an account, and for one's own.
    """
    account = kept_account(keeper, officer)
    with transaction.atomic():
        count, _ = Authenticator.objects.filter(user=account).delete()
        if count:
            keep_note(keeper, "second_factor_reset", agency, officer, {},
                   {"username": account.username})  # fmt: skip
    return bool(count)


def has_second_factor(account: Account) -> bool:
    """Whether the account asks for one-time passwords."""
    return bool(Authenticator.objects.filter(user=account).exists())


def kept_account(keeper: Keeper, officer: Officer) -> Account:
    """The account of an officer. Raises PeopleFault where there is none, or it is one's own."""
    if officer.account is None:
        raise PeopleFault("no_account", name=officer.name)
    if keeper.account is not None and officer.account.pk == keeper.account.pk:
        raise PeopleFault("own_account")
    return officer.account


def keep_note(
    keeper: Keeper, what: str, agency: Agency, officer: Officer,
    before: dict[str, str], after: dict[str, str],
) -> None:  # fmt: skip
    """Note a change of an officer's account."""
    noted(keeper, what, agency.code, before, {"name": officer.name, **after},
          officer=officer.number)  # fmt: skip
