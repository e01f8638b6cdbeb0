"""删除 -- personal values are erased with their salts; events, hashes and proofs stay as they are.

个人信息保护法#47 names the cases in which personal data must be erased; the reason is kept.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from plumbline.store.models import PersonalValue


def erase(event: uuid.UUID, because: str, at: datetime) -> int:
    """Erase the personal values of an event for good; returns how many there were.

    Raises ValueError without a reason.
    """
    if not because.strip():
        raise ValueError("because: found nothing; write the reason, with its article")
    kept = PersonalValue.objects.filter(event_id=event, erased_at=None)
    return kept.update(value=None, salt=None, erased_at=at, erased_because=because.strip()[:300])
