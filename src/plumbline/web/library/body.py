"""正文 -- the text of a version as one piece of HTML, quick enough for a code of 1,260 articles.

The words and their links were rendered when the text came in; here they get headings, permalinks,
counts of what rests on them, and the findings that belong to them.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from plumbline.documents.address import Address
from plumbline.documents.model import DIVISIONS
from plumbline.store import library
from plumbline.store.models import Provision, Version
from plumbline.text.numerals import parse_article_number
from plumbline.web.layout import words
from plumbline.web.layout.day import Asked
from plumbline.web.layout.finding_words import finding_words

Row = tuple[str, str, str, str, str, str]
"""kind, id, number, label, heading, HTML: of a provision, what a page shows."""

ENDED: Final = ("repealed", "lapsed")
_CITATION: Final = re.compile(
    r'<a class="cite(?P<classes>[^"]*)" (?P<rest>data-cite="(?P<place>[0-9]+)")'
)
FIRST_HEADING: Final = 2  # <h1> is the title
MANY: Final = 300  # blocks from which a text is laid out as it comes into view


@dataclass(frozen=True, slots=True)
class Text:
    """A version as it is shown: its HTML, the lines of its contents, and findings about it all."""

    html: SafeString
    contents: SafeString
    findings: Sequence[Mapping[str, Any]]
    is_long: bool


def text_of(page: library.VersionPage, asked: Asked) -> Text:
    """The text of the page's version; the day asked stays in the addresses of its citations."""
    assert page.version is not None
    rows: list[Row] = list(
        Provision.objects.filter(version=page.version)
        .order_by("place")
        .values_list("kind", "eid", "number", "label", "heading", "html")
    )
    findings = _by_place(page.version, rows)
    pieces = _Pieces(
        page.work.key, findings, library.rests_on(page.work.key, page.version.label), asked
    )
    levels = _levels(row[0] for row in rows)
    html = "".join(pieces.of(row, levels) for row in rows)
    if asked.suffix:
        html = html.replace('href="?cite=', f'href="{asked.suffix}&amp;cite=')
    html = _ended_marked(html, page.version, asked.on)
    return Text(
        mark_safe(html),
        mark_safe(_contents(rows, levels)),
        _told_once(findings.get("", ())),
        len(rows) > MANY,
    )


def _ended_marked(html: str, version: Version, on: date) -> str:
    """The HTML with a mark on each citation of a work that is repealed or has lapsed by the day."""
    rows = version.citations.exclude(work="").values_list("place", "work")
    states = {key: library.state_of(key, on).state for key in {key for _, key in rows}}
    ended = {str(place): states[key] for place, key in rows if states[key] in ENDED}
    if not ended:
        return html

    def marked(found: re.Match[str]) -> str:
        state = ended.get(found["place"])
        if state is None:
            return found[0]
        said = escape(words.word("state", state))
        return f'<a class="cite cite-ended{found["classes"]}" data-ended="{said}" {found["rest"]}'

    return _CITATION.sub(marked, html)


def governs(page: library.VersionPage) -> bool:
    """Whether the version shown is the one that the day asked points to."""
    state = page.state.version
    return page.version is not None and state is not None and state.name == page.version.label


def binding_from(page: library.VersionPage) -> date | None:
    """The day from which the version binds: an amending decision may state it for the text."""
    known = library.known_work(page.work.key)
    label = page.version.label if page.version is not None else ""
    found = next((one for one in known.versions if one.name == label), None) if known else None
    return found.effective_on if found is not None else None


def changes_unseen(page: library.VersionPage) -> Sequence[date]:
    """The days of changes that the text shown lacks because their words are not in the library."""
    if page.state.state == "unverified":
        return ()
    adopted = page.version.adopted_on if page.version is not None else None
    return [day for day in page.state.pending if adopted is None or adopted < day]


def bound_then(page: library.VersionPage) -> date | None:
    """The day of the text that bound on the day asked, where only a later text is loaded."""
    if page.state.state != "unverified":
        return None
    return max((day for day in page.state.pending if day <= page.on), default=None)


def governing_label(page: library.VersionPage) -> str:
    """The label of the version that governs on the day asked, if its text is in the library."""
    state = page.state.version
    labels = {version.label for version in page.versions}
    return state.name if state is not None and state.name in labels else ""


def eid_of_article(typed: str) -> str:
    """The id of the article that a reader typed (33, 三十三, 第三十三条, 17-1), or nothing."""
    number = parse_article_number(typed)
    return Address(number.number, number.sub).eid if number is not None else ""


def lost_article(version: Version, typed: str) -> str:
    """What to say where a version has no such article; nothing where it has it."""
    eid = eid_of_article(typed)
    if not eid:
        return _("“%(typed)s”不是条号，可以写 33、三十三或者 17-1。") % {"typed": typed[:40]}
    if Provision.objects.filter(version=version, eid=eid).exists():
        return ""
    said = {"provision": words.provision_name(eid), "articles": version.articles}
    return _("这个文本没有%(provision)s，共 %(articles)s 条。") % said


def versions_apart(page: library.VersionPage, labels: Collection[str]) -> list[Version]:
    """The versions in the library that none of these labels names."""
    return [one for one in page.versions if one.label not in labels]


def _levels(kinds: Iterable[str]) -> dict[str, int]:
    """The depth of each kind of heading that the text has, so that none is skipped."""
    present = set(kinds)
    return {kind: depth for depth, kind in enumerate(k for k in DIVISIONS if k in present)}


def _contents(rows: Sequence[Row], levels: Mapping[str, int]) -> str:
    """A line for each heading, indented by its depth."""
    return "".join(
        f'<li class="depth-{levels[kind]}"><a href="#{escape(eid)}">'
        f"{escape(f'{label} {heading}'.strip())}</a></li>"
        for kind, eid, _, label, heading, _ in rows
        if kind in levels and (label or heading)
    )


def _by_place(version: Version, rows: Sequence[Row]) -> dict[str, list[Mapping[str, Any]]]:
    """Findings by the block that holds them; by "" those of the whole text."""
    blocks = {row[1] for row in rows}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for finding in version.findings:
        if finding["class"] == "expected":
            continue
        place = str(finding["place"]).split("__")[0]
        found.setdefault(place if place in blocks else "", []).append(finding)
    return found


def _told_once(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Findings of one code as one, with the lines of the original at which they are."""
    told: dict[str, dict[str, Any]] = {}
    for one in findings:
        first = told.setdefault(one["code"], {**one, "lines": []})
        if one.get("line") and one["line"] not in first["lines"]:
            first["lines"].append(one["line"])
    return list(told.values())


class _Pieces:
    """Makes the HTML of each block; words that repeat are translated and escaped once."""

    def __init__(
        self,
        key: str,
        findings: Mapping[str, Sequence[Mapping[str, Any]]],
        resting: library.Rests,
        asked: Asked,
    ) -> None:
        self.findings = findings
        self.resting = resting
        separator = "&amp;" if asked.suffix else "?"
        self.cited_by = (
            f"{escape(reverse('cited-by', args=[key]) + asked.suffix)}{separator}article="
        )
        self.permalink = escape(_("%(provision)s的链接"))
        self.rests = escape(_("被引 %(count)s 次"))
        self.rested = escape(_("旧文本被引 %(count)s 次"))

    def of(self, row: Row, levels: Mapping[str, int]) -> str:
        """One block."""
        kind, eid, number, label, heading, html = row
        if kind in levels:
            return self.heading(eid, f"{label} {heading}".strip(), levels[kind])
        noted = "".join(self.finding(one) for one in self.findings.get(eid, ()))
        if kind != "article":
            return f'<div class="block block-{escape(kind)}">{html}{noted}</div>'
        tools = self.tools(eid, number, label)
        return (
            f'<section class="block article" id="{escape(eid)}" data-step="provision">'
            f"{html}{noted}{tools}</section>"
        )

    def heading(self, eid: str, name: str, depth: int) -> str:
        """A heading that contents and addresses point to."""
        level = min(FIRST_HEADING + depth, 6)
        if not name:
            return f'<span id="{escape(eid)}"></span>'
        shown = escape(name)
        return f'<h{level} class="division division-{depth}" id="{escape(eid)}">{shown}</h{level}>'

    def tools(self, eid: str, number: str, label: str) -> str:
        """The permalink of an article, and how many citations rest on it."""
        name = self.permalink % {"provision": escape(label)}
        both = (
            (self.rests, self.resting.here.get(number, 0)),
            (self.rested, self.resting.earlier.get(number, 0)),
        )
        rests = "".join(
            f'<a class="rests" href="{self.cited_by}{escape(number)}">{said % {"count": count}}</a>'
            for said, count in both
            if count
        )
        return (
            '<div class="tools">'
            f'<a class="permalink" href="#{escape(eid)}" aria-label="{name}"></a>{rests}</div>'
        )

    def finding(self, finding: Mapping[str, Any]) -> str:
        """A finding as a note below the block that it is about."""
        kind = escape(str(finding["class"]))
        name = escape(words.word("finding_kind", str(finding["class"])))
        said = escape(finding_words(str(finding["code"]), str(finding["message"])))
        return f'<p class="finding finding-{kind}"><strong>{name}</strong> {said}</p>'
