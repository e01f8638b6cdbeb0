"""机关名称 -- what agencies were called on a day: what is issued bears the name of its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plumbline.store.models import Agency, FormerName


def names_at(codes: Iterable[str], on: date) -> dict[str, str]:
    """The names of agencies on a day, by code; a code that is none stands for itself."""
    wanted = {one for one in codes if one}
    names = dict(Agency.objects.filter(code__in=wanted).values_list("code", "name"))
    former = FormerName.objects.filter(agency__code__in=wanted, until_on__gt=on)
    later_first = former.order_by("-until_on", "-pk").values_list("agency__code", "name")
    return {one: one for one in wanted} | names | dict(later_first)
