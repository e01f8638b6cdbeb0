"""阿科马元数据 -- who made a text, on which day, and what was done to it since.

Work, expression and manifestation have the IRIs of the naming convention
(`/akn/cn/act/law/1996-03-17/…/zho@2021-01-22`), the history is the lifecycle, and validity
a temporal group. What the standard has no place for stands in `proprietary`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from plumbline.documents.akn_xml import iri, ours, standard, value, words
from plumbline.documents.model import Document, Finding, HistoryEntry, Metadata

ACT_KINDS: Final = frozenset(
    {
        "constitution", "law", "administrative_regulation", "supervisory_regulation",
        "local_regulation", "departmental_rule", "local_government_rule",
    }
)  # fmt: skip
"""Kinds that 立法法 calls legislation; the others are documents (`doc`)."""

UNKNOWN_DAY: Final = date(1, 1, 1)
"""Stands where the schema wants a day and the text gives none; its name is `unknown`."""

WRITER: Final = "plumbline"
"""Id of the organisation that made the manifestation."""

EFFECT: Final = "effect"
EXPIRY: Final = "expiry"
"""Roles of the events with which validity begins and ends."""

IN_STANDARD: Final = frozenset(
    {
        "title", "kind", "issuers", "doc_number", "adopted_on", "first_adopted_on",
        "published_on", "effective_on", "expires_on", "history",
    }
)  # fmt: skip
"""Metadata that have a place in the standard; all others are proprietary."""

_EVENT_TYPE: Final = {
    "adopted": "generation",
    "amended": "amendment",
    "revised": "amendment",
    "repealed": "repeal",
}
_SOURCE: Final = f' source="#{WRITER}"'


class Address(NamedTuple):
    """IRIs of a document's work and expression."""

    doctype: str
    work: str
    expression: str

    def this(self, level: str, part: str) -> str:
        """The IRI of a component (`main`, `att_1`) at `work`, `expression` or `manifestation`."""
        whole = self.work if level == "work" else self.expression
        return f"{whole}/!{part}" + (".xml" if level == "manifestation" else "")

    def whole(self, level: str) -> str:
        """The IRI of the whole at a level."""
        if level == "manifestation":
            return f"{self.expression}.xml"
        return self.work if level == "work" else self.expression


def doctype(metadata: Metadata) -> str:
    """`act` for legislation, `doc` for everything else."""
    return "act" if metadata.kind in ACT_KINDS else "doc"


def address_of(metadata: Metadata, country: str) -> Address:
    """The IRIs of a document: its work is known by the first day and number or title."""
    kind = doctype(metadata)
    name = metadata.title if kind == "act" else metadata.doc_number or metadata.title
    first, _ = _first_day(metadata)
    day, _ = _version_day(metadata)
    subtype = f"/{iri(metadata.kind)}" if metadata.kind else ""
    work = f"/akn/{country}/{kind}{subtype}/{first.isoformat()}/{iri(name)}"
    return Address(kind, work, f"{work}/zho@{day.isoformat()}")


def write_meta(
    document: Document,
    address: Address,
    *,
    made_on: date | None,
    findings: Iterable[Finding],
) -> str:
    """The `meta` of a whole document. `made_on` is the day of the file itself."""
    metadata = document.metadata
    appendices = [unit.text for unit in document.tail if unit.kind == "appendix"]
    pieces = [
        "<meta>\n",
        _identification(metadata, address, made_on, appendices),
        _publication(metadata),
        _lifecycle(metadata),
        _validity(metadata),
        _references(metadata, address, appendices),
        _proprietary(document, findings),
        "</meta>\n",
    ]
    return "".join(pieces)


def write_part_meta(metadata: Metadata, address: Address, part: str, made_on: date | None) -> str:
    """The `meta` of a component that is attached to a document."""
    return f"<meta>\n{_identification(metadata, address, made_on, (), part)}</meta>\n"


def _identification(
    metadata: Metadata,
    address: Address,
    made_on: date | None,
    appendices: Iterable[str],
    part: str = "main",
) -> str:
    first, first_name = _first_day(metadata)
    day, day_name = _version_day(metadata)
    authors = [f"#organization_{n}" for n, _ in enumerate(metadata.issuers, 1)] or [""]
    is_main = part == "main"
    title = metadata.title if is_main else None
    work = _properties(address, "work", part, first, first_name, authors, title)
    components = "".join(_component(n, text) for n, text in enumerate(appendices, 1))
    if components:
        work += f"<componentInfo>\n{components}</componentInfo>\n"
    work += f'<FRBRcountry value="{address.work.split("/")[2]}"/>\n'
    if metadata.kind and is_main:
        work += f"<FRBRsubtype{standard('value', metadata.kind)}/>\n"
    if metadata.doc_number and is_main:
        work += f"<FRBRnumber{standard('value', metadata.doc_number)}/>\n"
    if is_main:
        work += f"<FRBRname{standard('value', metadata.title)}/>\n"
    if address.doctype == "act":
        work += '<FRBRprescriptive value="true"/>\n'
    expression = _properties(address, "expression", part, day, day_name, authors)
    # The Chinese text binds; whether this copy of it is exact is for the manifestation to say.
    expression += '<FRBRauthoritative value="true"/>\n<FRBRlanguage language="zho"/>\n'
    made, made_name = (made_on, "markup") if made_on else (day, day_name)
    copy = _properties(address, "manifestation", part, made, made_name, [f"#{WRITER}"])
    copy += '<FRBRformat value="application/akn+xml"/>\n'
    return (
        f"<identification{_SOURCE}>\n<FRBRWork>\n{work}</FRBRWork>\n"
        f"<FRBRExpression>\n{expression}</FRBRExpression>\n"
        f"<FRBRManifestation>\n{copy}</FRBRManifestation>\n</identification>\n"
    )


def _properties(  # noqa: PLR0913 - the seven things that each level of FRBR says
    address: Address,
    level: str,
    part: str,
    day: date,
    day_name: str,
    authors: list[str],
    title: str | None = None,
) -> str:
    alias = f'<FRBRalias name="title"{standard("value", title)}/>\n' if title is not None else ""
    by = "".join(f'<FRBRauthor href="{author}"/>\n' for author in authors)
    return (
        f'<FRBRthis value="{value(address.this(level, part))}"/>\n'
        f'<FRBRuri value="{value(address.whole(level))}"/>\n{alias}'
        f'<FRBRdate date="{day.isoformat()}" name="{day_name}"/>\n{by}'
    )


def _component(number: int, text: str) -> str:
    name = f"att_{number}"
    return f'<componentData name="{name}" href="!{name}" showAs="{value(text)}"/>\n'


def _first_day(metadata: Metadata) -> tuple[date, str]:
    if metadata.first_adopted_on:
        return metadata.first_adopted_on, "adoption"
    day, name = _version_day(metadata)
    return day, name if name != "adoption" else "version"


def _version_day(metadata: Metadata) -> tuple[date, str]:
    if metadata.adopted_on:
        return metadata.adopted_on, "adoption"
    day = metadata.published_on or metadata.effective_on
    return (day, "version") if day else (UNKNOWN_DAY, "unknown")


def _publication(metadata: Metadata) -> str:
    if metadata.published_on is None:
        return ""
    day = metadata.published_on.isoformat()
    return f'<publication date="{day}" name="publication" showAs="publication"/>\n'


def _lifecycle(metadata: Metadata) -> str:
    events = [_event(n, entry) for n, entry in enumerate(metadata.history, 1)]
    for role, day in ((EFFECT, metadata.effective_on), (EXPIRY, metadata.expires_on)):
        if day is not None:
            events.append(
                f'<eventRef eId="eref_{role}" date="{day.isoformat()}" source="#original"'
                f' refersTo="#inForce"{ours("role", role)}/>\n'
            )
    return f"<lifecycle{_SOURCE}>\n{''.join(events)}</lifecycle>\n" if events else ""


def _event(number: int, entry: HistoryEntry) -> str:
    kind = _EVENT_TYPE.get(entry.action, "")
    typed = f' type="{kind}"' if kind else ""
    source = f"#ref_{number}" if _amends(entry) else "#original"
    own = "".join(
        ours(name, str(getattr(entry, name)))
        for name in HistoryEntry._fields
        if name not in ("day", "line") and getattr(entry, name)
    )
    day = entry.day.isoformat()
    return f'<eventRef eId="eref_{number}" date="{day}"{typed} source="{source}"{own}/>\n'


def _amends(entry: HistoryEntry) -> bool:
    return entry.action in ("amended", "revised", "repealed")


def _validity(metadata: Metadata) -> str:
    days = ((EFFECT, "start", metadata.effective_on), (EXPIRY, "end", metadata.expires_on))
    ends = "".join(f' {end}="#eref_{role}"' for role, end, day in days if day is not None)
    if not ends:
        return ""
    return (
        f'<temporalData{_SOURCE}>\n<temporalGroup eId="tmpg_1">\n'
        f'<timeInterval{ends} refersTo="#inForce"/>\n</temporalGroup>\n</temporalData>\n'
    )


def _references(metadata: Metadata, address: Address, appendices: list[str]) -> str:
    return (
        f"<references{_SOURCE}>\n"
        f'<original eId="original" href="{value(address.work)}"'
        f' showAs="{value(metadata.title)}"/>\n'
        f"{''.join(_instruments(metadata, address))}"
        f"{''.join(_attached(appendices))}"
        f"{''.join(_organisations(metadata, address))}"
        f'<TLCOrganization eId="{WRITER}" href="/akn/ontology/organization/{WRITER}"'
        f' showAs="Plumbline"/>\n'
        f'<TLCConcept eId="inForce" href="/akn/ontology/concept/inForce" showAs="in force"/>\n'
        f"</references>\n"
    )


def _instruments(metadata: Metadata, address: Address) -> Iterator[str]:
    """The acts that changed the text, as far as its history names them."""
    country = address.work.split("/")[2]
    for number, entry in enumerate(metadata.history, 1):
        if _amends(entry):
            href = f"/akn/{country}/act/{entry.day.isoformat()}/{iri(entry.instrument)}"
            shown = value(entry.instrument or entry.text)
            yield f'<passiveRef eId="ref_{number}" href="{href}" showAs="{shown}"/>\n'


def _attached(appendices: list[str]) -> Iterator[str]:
    for number, text in enumerate(appendices, 1):
        href, shown = f"!att_{number}", value(text)
        yield f'<hasAttachment eId="attached_{number}" href="{href}" showAs="{shown}"/>\n'


def _organisations(metadata: Metadata, address: Address) -> Iterator[str]:
    country = address.work.split("/")[2]
    for number, name in enumerate(metadata.issuers, 1):
        href = f"/akn/ontology/organization/{country}/{iri(name)}"
        shown = standard("showAs", name)
        yield f'<TLCOrganization eId="organization_{number}" href="{href}"{shown}/>\n'


def _proprietary(document: Document, findings: Iterable[Finding]) -> str:
    source = document.source
    attributes = "".join(_own_facts(document.metadata))
    return (
        f"<proprietary{_SOURCE}>\n<pl:document{attributes}/>\n"
        f"<pl:source{ours('name', PurePosixPath(source.name).name)}"
        f"{ours('format', source.format)}{ours('sha256', source.sha256)}/>\n"
        f"{''.join(map(_finding, findings))}</proprietary>\n"
    )


def _own_facts(metadata: Metadata) -> Iterator[str]:
    """Each fact that is not what a document of which nothing is known would say."""
    for field in fields(Metadata):
        fact = getattr(metadata, field.name)
        if field.name not in IN_STANDARD and fact != field.default:
            yield ours(field.name, _written(fact))


def _written(fact: object) -> str:
    """A fact as the value of an attribute: words and days as they are, all else as JSON."""
    if isinstance(fact, str):
        return fact
    return fact.isoformat() if isinstance(fact, date) else json.dumps(fact)


def _finding(finding: Finding) -> str:
    place = ours("place", finding.place) if finding.place else ""
    line = ours("line", str(finding.line))
    return (
        f"<pl:finding{ours('code', finding.code)}{ours('kind', finding.kind)}{place}{line}>"
        f"{words(finding.message).replace('<marker', '<pl:marker')}</pl:finding>\n"
    )
