"""Tags of the pages of administrators: roles, fields and faults in words."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import get_language, gettext

from plumbline.store.administration.sheets.columns import allowed
from plumbline.store.administration.sheets.rows import CellFault
from plumbline.web.layout import people_words, words
from plumbline.web.layout.role_words import role_word

register = template.Library()

_FAMILIES = {"kind": "agency_kind", "level": "agency_level"}


@register.filter
def role(code: str) -> str:
    """What a role is called: {{ one.role|role }}."""
    return role_word(code)


@register.filter
def kept_field(name: str) -> str:
    """What a field of agencies or people is called."""
    return str(people_words.FIELDS.get(name, name))


@register.filter
def kept_value(value: str, name: str) -> str:
    """A value of a field in words: {{ one.old|kept_value:one.field }}."""
    if name == "role":
        return role_word(value)
    if name == "state":
        return str(people_words.STATES.get(value, value))
    return words.word(_FAMILIES[name], value) if name in _FAMILIES else value


@register.filter
def seconds(took: timedelta) -> str:
    """How long something took: {{ one.took|seconds }}."""
    return gettext("%(seconds)s 秒") % {"seconds": f"{took.total_seconds():,.1f}"}


@register.filter
def change_word(what: str) -> str:
    """What kind of change it was."""
    return str(people_words.CHANGES.get(what, what))


@register.filter
def planned_word(outcome: str) -> str:
    """What would become of a row."""
    return str(people_words.PLANNED[outcome])


@register.filter
def cell_fault(fault: CellFault) -> str:
    """Why a cell cannot be as it is."""
    values = {"found": fault.found, "allowed": fault.allowed}
    if fault.code == "not_a_choice" and (get_language() or "").startswith("en"):
        values["allowed"] = ", ".join(allowed(fault.field))
    return str(people_words.ROW_FAULTS[fault.code]) % values
