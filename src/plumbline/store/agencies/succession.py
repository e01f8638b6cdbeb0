"""职责承接 -- which agency carries on what another did that has ended (行政处罚法#18.1).

An agency that ends names its successor, which may end in its turn: chains are followed to their
ends. Until the day on which an agency ends it carries on itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plumbline.store.models import Agency


def carried_on(codes: Iterable[str], on: date) -> dict[str, str]:
    """The codes of the agencies that have ended by a day, each with that one of `codes` which
    carries it on, at first or second hand."""
    heirs = {code: code for code in codes}
    last, found = set(heirs), dict[str, str]()
    while last:
        rows = Agency.objects.filter(successor__code__in=last, until_on__lte=on)
        rows = rows.exclude(code__in=heirs)
        pairs = dict(rows.values_list("code", "successor__code"))
        heirs |= {code: heirs[after] for code, after in pairs.items()}
        found |= {code: heirs[code] for code in pairs}
        last = set(pairs)
    return found


def who_carries_on(code: str, on: date) -> str:
    """The code of the agency that carries on an agency on a day: its own until it ends; that of
    the last of its successors, which may have ended without one."""
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        rows = Agency.objects.filter(code=code, until_on__lte=on).exclude(successor=None)
        code = rows.values_list("successor__code", flat=True).first() or code
    return code
