"""Tags of the pages on cases: periods and their steps in words, provisions as links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from plumbline.clock import Period
from plumbline.clock.drawing import Cell
from plumbline.clock.due_day import Step
from plumbline.web.layout import words

register = template.Library()

_ADDRESS: Final = re.compile(
    r"(?P<name>[^#@]+)#(?P<article>\d+)(?:-(?P<sub>\d+))?(?:\.(?P<paragraph>\d+))?"
    r"(?:\.(?P<item>\d+))?(?:\.(?P<subitem>\d+))?(?:@[\d-]+)?"
)


@register.filter
def kind_of(step: Step) -> str:
    """Which step of a derivation it is."""
    return type(step).__name__


@register.filter
def cells(week: Iterable[Cell | None]) -> SafeString:
    """A week of a drawn month: twenty times as fast as the template's own words, of which the page
    of a case has two thousand."""
    return SafeString("".join(map(_drawn, week)))


def _drawn(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    rest = " cell-holiday" if cell.rest else ""
    why = f' title="{escape(cell.why)}"' if cell.why else ""
    number = f"<small>{cell.number}</small>" if cell.number else ""
    return f'<td class="cell-{cell.state}{rest}"{why}><span>{cell.day.day}</span>{number}</td>'


@register.filter
def answer(typed: QueryDict, item: str) -> str:
    """What was answered to a question of a checklist."""
    return str(typed.get(f"item-{item}", ""))


@register.filter
def absolute(number: int) -> int:
    """Without its sign."""
    return abs(number)


@register.filter
def period(length: Period) -> str:
    """A period as people say it: five working days."""
    number = length.length
    named = {
        "working_day": ngettext("%(number)s 个工作日", "%(number)s 个工作日", number),
        "natural_day": ngettext("%(number)s 日", "%(number)s 日", number),
        "month": ngettext("%(number)s 个月", "%(number)s 个月", number),
        "year": ngettext("%(number)s 年", "%(number)s 年", number),
        "hour": ngettext("%(number)s 小时", "%(number)s 小时", number),
    }
    return named[length.unit] % {"number": number}


@register.filter
def cited(address: str) -> str:
    """A provision as people cite it: 行政复议法#30.1 is 《行政复议法》第三十条第一款."""
    return _cited(address, get_language())


@lru_cache(maxsize=8192)  # the page of a case cites a hundred times, mostly the same provisions
def _cited(address: str, _language: str | None) -> str:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return address
    eid = f"art_{found['article']}" + (f"-{found['sub']}" if found["sub"] else "")
    for part, short in (("paragraph", "para"), ("item", "item"), ("subitem", "subitem")):
        if found[part] and found[part] != "0":
            eid += f"__{short}_{found[part]}"
    said = words.provision_name(eid)
    return gettext("《%(name)s》%(provision)s") % {"name": found["name"], "provision": said}


@register.simple_tag
def provision_search(address: str, on: Any = None) -> str:
    """Where a provision is read, in the text of a day."""
    return _searched(address, f"{on:%Y-%m-%d}" if on else "")


@lru_cache(maxsize=8192)
def _searched(address: str, on: str) -> str:
    asked = address.partition("@")[0]
    query = {"q": asked} | ({"on": on} if on else {})
    return f"{reverse('search')}?{urlencode(query)}"
