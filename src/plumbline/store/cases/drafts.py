"""草稿 -- what somebody has typed into the form of an action and not sent yet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from plumbline.store.models import Account, CaseRecord, FormDraft
from plumbline.store.prepared import Prepared

MOST: Final = 200_000
"""Characters of a draft; what is longer is not kept, and the page says so."""


def draft_of(
    account: Account, procedure: str, action: str, record: CaseRecord | None
) -> FormDraft | None:
    """What somebody has typed into a form."""
    return FormDraft.objects.filter(
        account=account, procedure=procedure, action=action, case=record
    ).first()


def keep(
    account: Account,
    form: tuple[str, str, CaseRecord | None],
    event: uuid.UUID,
    values: Mapping[str, list[str]],
    at: datetime,
) -> bool:
    """Keep what was typed into the form of an action of a procedure; False when it is too long.

    `values` are those of the fields as the browser sent them.
    """
    procedure, action, record = form
    if sum(len(one) for many in values.values() for one in many) > MOST:
        return False
    FormDraft.objects.update_or_create(
        account=account,
        procedure=procedure,
        action=action,
        case=record,
        defaults={"event": event, "values": dict(values), "saved_at": at},
    )
    return True


_BEGUN: Final = Prepared(
    lambda account, procedure, action: FormDraft.objects.filter(
        account=account, procedure=procedure, action=action
    ).values_list("pk", "case"),
    uuid.UUID(int=1), "procedure", "action",
)  # fmt: skip


def drop(account: Account, procedure: str, action: str, record: CaseRecord | None) -> None:
    """Forget what was typed: it was sent, or is not wanted."""
    begun = _BEGUN.rows(account.pk, procedure, action)
    case = record.pk if record else None
    if of_case := [pk for pk, of in begun if of == case]:  # mostly there is none
        FormDraft.objects.filter(pk__in=of_case).delete()


def open_drafts(account: Account) -> list[FormDraft]:
    """Every form that somebody has begun, the last first."""
    found = FormDraft.objects.filter(account=account).select_related("case")
    return list(found.order_by("-saved_at"))


def typed(draft: FormDraft | None) -> dict[str, list[Any]]:
    """The values of a draft as a form reads them."""
    return dict(draft.values) if draft else {}
