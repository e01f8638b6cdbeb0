"""交办 -- a case was given to an officer; somebody was named in a note beside a case."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils import timezone

from plumbline.store.models import Comment, Handling, Officer
from plumbline.store.notices.recipients import Recipient
from plumbline.store.notices.telling import Told, tell


def given(handling: Handling) -> int:
    """Tell an officer that a case was given to them, unless they took it themselves."""
    account = handling.officer.account_id
    if account is None or account == handling.given_by_id:
        return 0
    what = Told("given", "", handling.from_on)
    return tell(handling.case, what, [Recipient(account, "handler")], timezone.now())


def mentioned(comment: Comment, there: Sequence[Officer]) -> int:
    """Tell the officers whose name stands in a note after @; those who are `there` may be named."""
    names = _named(comment.text, {one.name for one in there})
    named = [
        Recipient(one.account_id, "handler")
        for one in there
        if one.account_id and one.account_id != comment.account_id and one.name in names
    ]
    what = Told("mention", f"{comment.pk}", timezone.localdate(comment.at))
    return tell(comment.case, what, named, comment.at)


def _named(text: str, names: Collection[str]) -> set[str]:
    """Which of some names stand in a text after @: where one begins another, the longest."""
    rests = text.split("@")[1:]
    found = (
        max((one for one in names if rest.startswith(one)), key=len, default="") for rest in rests
    )
    return {one for one in found if one}
