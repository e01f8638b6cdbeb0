"""变更记录 -- a note of each change of an administrator, within its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from plumbline.store.models import Account, ChangeNote

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who makes a change: an account, or nobody signed in and the name of what acts."""

    account: Account | None
    name: str

    @classmethod
    def of(cls, account: Account) -> Keeper:
        """Whoever is signed in."""
        return cls(account, account.get_full_name())


def noted(
    keeper: Keeper, what: str, agency: str, before: Values, after: Values, *, officer: str = ""
) -> ChangeNote:
    """Keep a note. Only what differs between `before` and `after` is kept, days as text."""
    one = note_of(keeper, what, agency, before, after)
    one.officer = officer
    one.save(force_insert=True)
    return one


def note_of(keeper: Keeper, what: str, agency: str, before: Values, after: Values) -> ChangeNote:
    """A note that is yet to be kept, for those who keep many at once."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return ChangeNote(
        at=timezone.now(), by=keeper.account, by_name=keeper.name, agency=agency, what=what,
        before={name: _plain(before[name]) for name in names if before.get(name) is not None},
        after={name: _plain(after[name]) for name in names if after.get(name) is not None},
    )  # fmt: skip


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def history_of(agency: str) -> QuerySet[ChangeNote]:
    """The notes of an agency and its people, the latest first."""
    return ChangeNote.objects.filter(agency=agency).select_related("by")


def history_of_officer(number: str) -> QuerySet[ChangeNote]:
    """The notes of one officer, the latest first."""
    return ChangeNote.objects.filter(officer=number).select_related("by")
