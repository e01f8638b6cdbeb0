"""基准日 -- the day as of which a page answers: the one in the address, else today.

This is the one place of the portal where today's date is read.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Asked:
    """The day asked. `typed` is what the address said where that is no day, else empty."""

    on: date
    today: date
    typed: str = ""

    @property
    def is_today(self) -> bool:
        """Whether the answer is for today, so that addresses need not name the day."""
        return self.on == self.today

    @property
    def suffix(self) -> str:
        """What keeps the day in an address: `?on=2020-05-01`, or nothing for today."""
        return "" if self.is_today else f"?on={self.on.isoformat()}"


def asked_day(request: HttpRequest) -> Asked:
    """Read the day from `on=` of a GET or POST; today (in TIME_ZONE) where there is none."""
    today = timezone.localdate()
    typed = (request.POST.get("on") or request.GET.get("on") or "").strip()
    if not typed:
        return Asked(today, today)
    try:
        return Asked(date.fromisoformat(typed), today)
    except ValueError:
        return Asked(today, today, typed[:40])
