"""引用说明 -- a resolved citation with the texts of what it names, as pages and reports show it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Final

from django.utils.html import strip_tags

from plumbline.sources.resolve import Resolved, Target
from plumbline.sources.work import Effect
from plumbline.store import library
from plumbline.store.models import Provision
from plumbline.web.layout import addresses
from plumbline.web.layout.day import Asked

LINES: Final = 14
"""Lines of a cited provision that are shown beside a citation; the whole is a link away."""
_LINE: Final = re.compile(r'<p class="[\w -]*" id="(?P<eid>[^"]*)">(?P<words>.*?)</p>', re.DOTALL)

_AFTER_NUMBER: Final = re.compile(r'<span class="num">[^<]*[^<）)．.、]</span>(?=.)')
"""The number of an article; those of items end in a mark that sets them apart."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A provision as it stands in a version: where, and its lines; `cut` if there are more."""

    title: str
    label: str
    eid: str
    url: str
    lines: Sequence[str]
    cut: bool


@dataclass(frozen=True, slots=True)
class Named:
    """One target: its status, the provision cited, and where its content stands now if it moved."""

    target: Target
    quoted: Quoted
    now: Quoted | None


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended or changed the work that is cited, and where that is written."""

    kind: str
    on: date | None
    title: str
    eid: str
    url: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A citation with all that is known of it on the day asked."""

    resolved: Resolved
    targets: Sequence[Named]
    ending: Ending | None

    @property
    def number(self) -> int:
        """A name for the citation within its page: where it starts."""
        return self.resolved.citation.start

    @property
    def cited(self) -> str:
        """The title as printed, or that of the first target."""
        citation = self.resolved.citation
        return citation.name or next((named.target.title for named in self.targets), "")


def explain(resolved: Sequence[Resolved], asked: Asked) -> list[Explained]:
    """Each citation with the texts it names; texts of one version are fetched together."""
    texts = _Texts(resolved, asked)
    return [
        Explained(
            one,
            [texts.named(one, target) for target in one.targets],
            ending(one.because, asked) if one.because else None,
        )
        for one in resolved
    ]


def ending(effect: Effect, asked: Asked) -> Ending:
    """An effect as a page tells it, with the address of the provision that says so."""
    said = effect.provenance
    label = said.version.isoformat() if said.version else ""
    url = addresses.of_provision(said.work, label, said.provision, asked.suffix)
    return Ending(effect.kind, effect.effective_on, said.title, said.provision, url)


class _Texts:
    """The provisions that some citations name, fetched once for each version."""

    def __init__(self, resolved: Sequence[Resolved], asked: Asked) -> None:
        self.asked = asked
        wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in resolved:
            for target in one.targets:
                if target.eid:
                    wanted[target.work, target.version].add(target.eid)
                if target.moved_to:
                    wanted[target.work, _governing(one)].add(target.moved_to)
        self.found: dict[tuple[str, str], dict[str, Provision]] = {
            place: library.provision_texts(*place, sorted(eids)) for place, eids in wanted.items()
        }
        self.loaded = _loaded(target.work for one in resolved for target in one.targets)

    def named(self, resolved: Resolved, target: Target) -> Named:
        now = None
        if target.moved_to:
            now = self.quoted(target, _governing(resolved), target.moved_to)
        return Named(target, self.quoted(target, target.version, target.eid), now)

    def quoted(self, target: Target, label: str, eid: str) -> Quoted:
        provision = self.found.get((target.work, label), {}).get(eid)
        lines = lines_of(provision, eid) if provision else []
        if (target.work, label) in self.loaded:
            url = addresses.of_provision(target.work, label, eid, self.asked.suffix)
        else:
            url = addresses.of_work(target.work, self.asked.suffix) if target.work else ""
        return Quoted(target.title, label, eid, url, lines[:LINES], len(lines) > LINES)


def lines_of(provision: Provision, eid: str) -> list[str]:
    """The lines of a block that belong to an id: one paragraph with its items, or all of them."""
    lines = [(found["eid"], found["words"]) for found in _LINE.finditer(provision.html)]
    own = [words for at, words in lines if at == eid or at.startswith(f"{eid}__")]
    return [_plain(words) for words in own or [words for _, words in lines]]


def _plain(html: str) -> str:
    """The words of a line, its number set apart as it is in print."""
    return unescape(strip_tags(_AFTER_NUMBER.sub("\\g<0>\u3000", html)))


def _governing(resolved: Resolved) -> str:
    state = resolved.state
    return state.version.name if state is not None and state.version is not None else ""


def _loaded(keys: Iterable[str]) -> set[tuple[str, str]]:
    """The versions, by work and label, whose words are in the library."""
    loaded = set()
    for key in set(keys):
        known = library.known_work(key) if key else None
        if known is not None:
            loaded |= {(key, version.name) for version in known.versions if version.loaded}
    return loaded
