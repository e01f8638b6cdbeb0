"""Tags of the portal's templates: icons, words for codes, and addresses of laws."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePath
from typing import Final

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from plumbline.search import QueryFault, Snippet
from plumbline.store.models import Version, Work
from plumbline.web.layout import addresses, query_words, words
from plumbline.web.layout.day import Asked
from plumbline.web.layout.finding_words import finding_words
from plumbline.web.layout.refusal_words import refusal_message, refusal_words

MOST_NAMES: Final = 5  # paths of an import that are named

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sheet. It says nothing: the words stand beside it."""
    return _drawn(name, static("vendor/icons.svg"))


@lru_cache(maxsize=256)
def _drawn(name: str, sheet: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        sheet,
        name,
    )


@register.filter
def word(code: str, family: str) -> str:
    """The interface's word for a code: {{ work.kind|word:"kind" }}."""
    return words.word(family, code)


@register.filter
def provision(eid: str) -> str:
    """An id as people say it: {{ target.eid|provision }}."""
    return words.provision_name(eid)


@register.simple_tag
def law_url(work: Work | str, asked: Asked | None = None) -> str:
    """The page of a work (or its key) on the day asked."""
    key = work if isinstance(work, str) else work.key
    return addresses.of_work(key, asked.suffix if asked else "")


@register.simple_tag
def version_url(work: Work | str, version: Version | str, asked: Asked | None = None) -> str:
    """The page of one version, itself named by its day of adoption (or empty)."""
    key = work if isinstance(work, str) else work.key
    label = version if isinstance(version, str) else version.label
    return addresses.of_version(key, label, asked.suffix if asked else "")


@register.simple_tag
def provision_url(key: str, label: str, eid: str, asked: Asked | None = None) -> str:
    """The permalink of a provision in one version."""
    return addresses.of_provision(key, label, eid, asked.suffix if asked else "")


@register.filter
def label(version: Version) -> str:
    """The label of a version as addresses write it."""
    return version.label or addresses.UNDATED


@register.filter
def finding(code: str, message: str) -> str:
    """What a finding says: {{ finding.code|finding:finding.message }}."""
    return finding_words(code, message)


@register.filter
def refusal(said: str) -> str:
    """Why a file could not be read, in part or as a whole message: {{ fault.found|refusal }}."""
    return refusal_message(refusal_words(said))


@register.filter
def query_fault(fault: QueryFault) -> str:
    """Why a question could not be read: {{ answer.fault|query_fault }}."""
    return query_words.fault_words(fault)


@register.filter
def misread(code: str) -> str:
    """What may have kept a question from finding anything: {{ code|misread }}."""
    return query_words.misread_words(code)


@register.filter
def chosen(value: str, name: str) -> str:
    """The word for a chosen value of a facet of the search: {{ value|chosen:"kind" }}."""
    return words.word("search_state" if name == "status" else name, value)


@register.filter
def numbers(several: Sequence[int]) -> str:
    """Numbers on one line."""
    return joined([str(one) for one in several])


@register.filter
def marked(snippet: Snippet) -> SafeString:
    """A snippet of a search with the words that matched in <mark>."""
    pieces: list[tuple[str, str, str]] = []
    reached = 0
    for start, end in snippet.spans:
        pieces.append((snippet.text[reached:start], snippet.text[start:end], ""))
        reached = end
    before = "…" if snippet.starts_inside else ""
    after = "…" if snippet.ends_inside else ""
    return format_html(
        "{}{}{}{}",
        before,
        format_html_join("", "{}<mark>{}</mark>{}", pieces),
        snippet.text[reached:],
        after,
    )


@register.filter
def iso(day: date | None) -> str:
    """A day as addresses and fields write it."""
    return day.isoformat() if day else ""


@register.filter
def day(when: date | str | None) -> str:
    """A day as people write it; the label of a version is one, or is no day and stays."""
    if isinstance(when, str) and when:
        try:
            when = date.fromisoformat(when)
        except ValueError:
            return str(when)
    return date_format(when, "DATE_FORMAT") if when else ""


@register.filter
def days(several: Sequence[date]) -> str:
    """Several days on one line."""
    return joined([day(one) for one in several])


@register.filter
def names(paths: Sequence[str]) -> str:
    """The last parts of the first paths: where folders lie on the server is nobody's business."""
    return joined([PurePath(path).name or path for path in paths[:MOST_NAMES]])


@register.filter
def unnamed(paths: Sequence[str]) -> int:
    """How many paths `names` leaves out."""
    return max(len(paths) - MOST_NAMES, 0)


@register.filter
def joined(names: Sequence[str]) -> str:
    """Names on one line."""
    return gettext("、").join(names)


@register.filter
def bracketed(inside: object) -> str:
    """An aside in the brackets of the reader's language."""
    return gettext("（%(inside)s）") % {"inside": inside}
