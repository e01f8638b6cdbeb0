"""引用 -- where a text cites law, and what the words name.

Nothing is resolved here: a citation says which work its words name (or that they mean
this text, or the one cited before) and which provisions. `resolve` says what these are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from plumbline.documents.model import Document
from plumbline.sources.context import Context, Outline, Spot, outline_of
from plumbline.sources.names import Names, amended_in, key_of
from plumbline.sources.patterns import (
    BRACKETED,
    CARRIES_ON,
    DEFINES,
    DEFINITION,
    KIND,
    MASTER,
    NAME_BEGINS,
    NAMES_A_NORM,
    OF_THE_LAST,
    ONE_RUN,
    SENTENCE_END,
    SHORT_DEFINED,
    WHOLE_ARTICLE,
    is_norm,
    plain,
)
from plumbline.sources.pins import COUNT, DIVISION_LEVEL, before, below, within
from plumbline.sources.runs import Pin, read_run

CLASSES: Final = (
    "explicit",
    "self",
    "short_name",
    "abbreviation",
    "relative",
    "anaphora",
    "chapter",
    "title_only",
    "malformed",
)


_LONGEST_NAME: Final = 60


class Citation(NamedTuple):
    """A place that cites law.

    `work` is the key of the cited work, "" for this very text, or None where the words
    do not say. `name` is the title as printed. `pins` are the provisions; none when the
    work is cited as a whole. `norm` is false for a certificate, form or standard.
    """

    start: int
    end: int
    text: str
    kind: str
    work: str | None
    name: str
    pins: tuple[Pin, ...]
    norm: bool = True


def find_citations(document: Document, names: Names) -> list[Citation]:
    """Every citation in a document, in order. `names` are the works known by a bare name."""
    return _Finder(document, names).run()


class _Finder:
    """One pass over a document: it remembers what was cited last and what was abbreviated."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document = document
        # One character for another, so that offsets stay: what looks like 第 and 条 is read so.
        self.text = plain(document.source.text)
        self.context = Context(document)
        self.names = names
        self.abbreviations: dict[str, str] = {}
        self.full_names: dict[str, str] = {}
        self.found: list[Citation] = []
        self.last: Citation | None = None
        self.last_other: Citation | None = None
        self.last_named: Citation | None = None
        is_amendment = document.metadata.is_amendment
        self.amended = amended_in(document.title) if is_amendment else ""
        self.quoted_from: Pin | None = None
        self.defined_at: list[tuple[int, int]] = []
        self.defining: set[int] = set()

    @cached_property
    def outline(self) -> Outline:
        """The document's own outline, which few citations need."""
        return outline_of(self.document)

    def run(self) -> list[Citation]:
        """Go through the text once; a longer name beats what lies inside it."""
        self._read_definitions()
        matches: dict[int, re.Match[str]] = {m.start(): m for m in MASTER.finditer(self.text)}
        bare = dict(self._bare_names())
        reached = 0
        for start in sorted(matches.keys() | bare.keys()):
            if start < reached:
                continue
            spot = self.context.at(start)
            if spot is None:
                continue
            if self.amended and not spot.quoted and self._in_new_text(spot, start):
                spot = spot._replace(quoted=True, article=0, paragraph=1)
            match = matches.get(start)
            if match is not None:
                citation = self._match(match, spot)
            else:
                citation = self._bare_name(start, bare[start])
            if citation is not None:
                reached = citation.end
                self._remember(citation, spot)
        original = self.document.source.text
        return [c._replace(text=original[c.start : c.end]) for c in self.found]

    def _in_new_text(self, spot: Spot, start: int) -> bool:
        """Whether a place lies behind the quotation mark with which new text begins."""
        return self.text.rfind("“", spot.start, start) > self.text.rfind("”", spot.start, start)

    def _read_definitions(self) -> None:
        """《…》（以下简称…）: what the short name means from there on."""
        for found in DEFINITION.finditer(self.text):
            for defined in DEFINES.finditer(found[2]):
                key = key_of(found[1])
                self.abbreviations[key_of(defined[1])] = key
                self.full_names[key] = found[1]
                self.defined_at.append((found.end(1), found.end()))
                self.defining.add(found.end(1))

    def _bare_names(self) -> Iterator[tuple[int, int]]:
        yield from self.names.find(self.text)
        if self.abbreviations:
            names = sorted(self.abbreviations, key=len, reverse=True)
            either = "|".join(re.escape(name) for name in names)
            for found in re.finditer(rf"(?<![本该此])(?:{either})(?!{KIND})", self.text):
                if len(found[0]) > SHORT_DEFINED or ONE_RUN.match(self.text, found.end()):
                    yield found.span()

    def _remember(self, citation: Citation, spot: Spot) -> None:
        self.found.append(citation)
        if self.amended and not spot.quoted and citation.pins and citation.pins[-1].article:
            self.quoted_from = citation.pins[-1]
            if WHOLE_ARTICLE.match(self.text, citation.end):
                self.quoted_from = citation.pins[-1]._replace(paragraph=0)
        if citation.pins or citation.work:
            self.last = citation
        if citation.work and citation.norm:
            self.last_other = citation
            self.last_named = citation
        elif citation.pins:
            self.last_named = None

    # -- by kind of match ---------------------------------------------------

    def _match(self, match: re.Match[str], spot: Spot) -> Citation | None:
        if match["title"]:
            return self._title(match)
        if match["self"]:
            return self._self(match, spot)
        if match["that"]:
            work = self.last_other.work if self.last_other else None
            name = self.last_other.name if self.last_other else ""
            return self._cite(match.start(), match.end(), "anaphora", work, name, match["thatrun"])
        if match["back"]:
            return self._back(match, spot)
        if match["here"]:
            return self._here(match, spot)
        return self._bare_run(match, spot)

    def _title(self, match: re.Match[str]) -> Citation | None:
        printed = match["title"][:-1]
        if self._in_definition(match.start()):
            return None
        key, kind = key_of(printed), "explicit"
        if key in self.abbreviations and not self._defines_here(match):
            kind, key = "abbreviation", self.abbreviations[key]
            printed = self.full_names.get(key, key)
        if match["run"]:
            return self._cite(match.start(), match.end(), kind, key, printed, match["run"])
        end = match.end("title")
        kind = kind if kind == "abbreviation" else "title_only"
        norm = is_norm(printed)
        return Citation(match.start(), end, f"《{match['title']}", kind, key, printed, (), norm)

    def _in_definition(self, start: int) -> bool:
        """Whether a place lies between a title and the end of its （以下简称…）."""
        index = bisect_right(self.defined_at, (start, 0)) - 1
        return index >= 0 and self.defined_at[index][0] < start < self.defined_at[index][1]

    def _defines_here(self, match: re.Match[str]) -> bool:
        return match.end("title") - 1 in self.defining

    def _self(self, match: re.Match[str], spot: Spot) -> Citation | None:
        itself = match["self"] in ("决定", "修正案") or not self.amended
        work = "" if itself else self._amended_here()
        run = match["selfrun"] or match["selfloose"]
        citation = self._cite(match.start(), match.end(), "self", work, "", run)
        if match["self"] in DIVISION_LEVEL:
            pins = tuple(within(pin, spot) for pin in citation.pins)
            citation = citation._replace(pins=pins)
        return citation

    def _back(self, match: re.Match[str], spot: Spot) -> Citation | None:
        """前款, 前两款, 前条第一款: counted back from where the words stand."""
        words = self.text[match.start() : match.end("back")].removeprefix("本条")
        count = COUNT.get(words[1:-1].removeprefix("一") or "一", 1)
        if words[0] == "上":
            count = 1
        bases = before(self._placed(spot), words[-1], count)
        if not bases and (count > 1 or words[-1] not in "条款") and words[-1] in "项目":
            return None
        run, kind = match["backrun"], "relative"
        pins = tuple(bases)
        if run and bases:
            read = read_run(run)
            pins = tuple(below(bases[-1], pin) for pin in read.pins)
            kind = kind if read.well_formed else "malformed"
        work = self._inferred_work()
        return Citation(match.start(), match.end(), match[0], kind, work, "", pins)

    def _placed(self, spot: Spot) -> Spot:
        """In quoted new text without a number, the article is the one just said to be amended."""
        new = self.quoted_from
        if spot.article or new is None:
            return spot
        first = max(new.paragraph, 1)
        paragraph = first + max(spot.paragraph, 1) - 1 if spot.quoted else first
        return spot._replace(article=new.article, sub=new.sub, paragraph=paragraph)

    def _here(self, match: re.Match[str], spot: Spot) -> Citation | None:
        spot = self._placed(spot)
        base = Pin(article=spot.article, sub=spot.sub)
        work, name = self._inferred_work(), ""
        if match[0][0] in "同该" and self.last is not None and self.last.pins:
            last = self.last.pins[-1]
            base, name = Pin(article=last.article, sub=last.sub), self.last.name
            work = self.last.work or ""
        elif match["here"] not in ("条", "条款"):
            base = base._replace(paragraph=spot.paragraph)
        read = read_run(match["hererun"])
        if read.top == 6 and not base.paragraph:
            base = base._replace(paragraph=self._paragraph_with_items(spot))
        pins = tuple(below(base, pin) for pin in read.pins)
        sound = read.well_formed and match["here"] != "条款"
        kind = "relative" if sound else "malformed"
        return Citation(match.start(), match.end(), match[0], kind, work, name, pins)

    def _bare_run(self, match: re.Match[str], spot: Spot) -> Citation | None:
        run = read_run(match[0])
        if not run.pins:
            return None
        start, end, text = match.start(), match.end(), match[0]
        if run.top <= 4:
            named = self._named_before(start, spot)
            if named is not None:
                return named._replace(end=end, text=self.text[named.start : end], pins=run.pins)
        if run.top < 4:
            if not self.outline.articles and not self.amended:
                return None
            narrowest = max(pin.level for pin in run.pins)
            kind = "chapter" if narrowest < 4 else "anaphora"
            pins = tuple(self._in_chapter(pin, start) for pin in run.pins)
            return Citation(start, end, text, kind, self._inferred_work(), "", pins)
        if run.top == 4:
            if not self.outline.articles and not self.amended and self.last_other is None:
                return None
            kind = "anaphora" if run.well_formed else "malformed"
            return Citation(start, end, text, kind, self._inferred_work(), "", run.pins)
        if spot.article == 0 and not self.amended and not self._in_sentence(start):
            return None
        return self._lower_run(match, self._placed(spot), run.top)

    def _named_before(self, start: int, spot: Spot) -> Citation | None:
        """The work whose name, known or not, stands right before a number.

        The citation begins with the name. A number behind a norm is never one of this text.
        """
        last = self.last_named
        if last is not None and last.end <= start:
            between = self.text[last.end : start]
            if between and CARRIES_ON.fullmatch(between):
                return last._replace(start=start, kind="anaphora")
            follows = OF_THE_LAST.fullmatch(between)
            if follows and last.work:
                key = key_of(last.work) + follows[1]
                return Citation(start, start, "", "anaphora", key, key, ())
        reached = self.found[-1].end if self.found else 0
        before = self.text[max(spot.start, reached, start - _LONGEST_NAME) : start]
        if not NAMES_A_NORM.search(before):
            return None
        bare = before.removesuffix("的").rstrip('”"’〉> ')
        bracketed = BRACKETED.search(bare)
        stem = bare[: bracketed.start()] if bracketed else bare
        name = NAME_BEGINS.sub("", stem).lstrip("“‘")
        if not name or name.startswith(("本", "各", "该", "此", "其")):
            return None
        begins = start - len(before) + len(stem) - len(name)
        name += bare[len(stem) :]
        return Citation(begins, begins, "", "short_name", key_of(name), name, ())

    def _in_chapter(self, pin: Pin, start: int) -> Pin:
        """A section alone is one of the chapter that the sentence named before."""
        earlier = self._in_sentence(start)
        if pin.chapter or pin.article or earlier is None:
            return pin
        last = earlier.pins[-1]
        return pin._replace(part=last.part, chapter=last.chapter) if last.chapter else pin

    def _lower_run(self, match: re.Match[str], spot: Spot, top: int) -> Citation | None:
        """第二款 alone: of the article cited before in the sentence, or of this one."""
        run = read_run(match[0])
        earlier = self._in_sentence(match.start())
        base = Pin(article=spot.article, sub=spot.sub)
        kind, work, name = "relative", self._inferred_work(), ""
        if earlier is not None and earlier.pins and earlier.pins[-1].article:
            last = earlier.pins[-1]
            if self._carries(last, spot, run.pins[0], top):
                base = Pin(article=last.article, sub=last.sub)
                if top == 6:
                    base = base._replace(paragraph=last.paragraph)
                same = (last.article, last.sub) == (spot.article, spot.sub)
                kind = "relative" if earlier.work == "" and same else "anaphora"
                work, name = earlier.work or "", earlier.name
        if top == 6 and not base.paragraph and kind == "relative":
            base = base._replace(paragraph=self._paragraph_with_items(spot))
        pins = tuple(below(base, pin) for pin in run.pins)
        kind = kind if run.well_formed else "malformed"
        return Citation(match.start(), match.end(), match[0], kind, work, name, pins)

    def _carries(self, last: Pin, spot: Spot, pin: Pin, top: int) -> bool:
        """Whether a number alone goes on from the provision cited before it."""
        if top == 5:
            return bool(last.paragraph or self.amended)
        if last.item:
            return True
        number = f"{spot.article}-{spot.sub}" if spot.sub else str(spot.article)
        here = self.outline.articles.get(number, ())
        return bool(last.article) and pin.item > max(here[: spot.paragraph], default=0)

    def _paragraph_with_items(self, spot: Spot) -> int:
        number = f"{spot.article}-{spot.sub}" if spot.sub else str(spot.article)
        counts = self.outline.articles.get(number, ())
        for paragraph in range(spot.paragraph, 0, -1):
            if paragraph <= len(counts) and counts[paragraph - 1]:
                return paragraph
        return spot.paragraph

    def _in_sentence(self, start: int) -> Citation | None:
        """The last citation with provisions, if it stands in the same sentence."""
        last = self.last
        if last is None or not last.pins or last.end > start:
            return None
        return None if SENTENCE_END.search(self.text, last.end, start) else last

    def _inferred_work(self) -> str:
        return self._amended_here() if self.amended else ""

    def _amended_here(self) -> str:
        """In a decision that amends several works, the one named last at the head of a section."""
        if self.last_other is not None and self.last_other.work and not self.last_other.pins:
            return self.last_other.work
        return self.amended

    def _bare_name(self, start: int, end: int) -> Citation | None:
        if self._in_definition(start):
            return None
        name = self.text[start:end]
        key = key_of(name)
        kind = "abbreviation" if key in self.abbreviations else "short_name"
        key = self.abbreviations.get(key, key)
        after = end + 1 if self.text[end : end + 1] == "的" else end
        run = ONE_RUN.match(self.text, after)
        if run is None:
            return Citation(start, end, name, kind, key, name, ())
        return self._cite(start, run.end(), kind, key, name, run[0])

    def _cite(
        self, start: int, end: int, kind: str, work: str | None, name: str, run: str
    ) -> Citation:
        read = read_run(run)
        if not read.well_formed:
            kind = "malformed"
        elif read.pins and max(pin.level for pin in read.pins) < 4:
            kind = "chapter"
        return Citation(start, end, self.text[start:end], kind, work, name, read.pins)
