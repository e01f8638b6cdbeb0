"""废止与修改 -- what a text does to other texts, read from its own closing words.

“本条例自…起施行，…同时废止”: each title in that sentence ends with the new text's day of
effect. Decisions that repeal or amend name their objects in their titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from plumbline.documents.address import eids
from plumbline.documents.force import BINDS, DAY
from plumbline.documents.model import DIVISIONS, Document, Unit
from plumbline.sources.names import amended_in, key_of, work_key
from plumbline.sources.runs import RUN, eid_of, read_run
from plumbline.sources.work import Effect, Provenance
from plumbline.text.dates import parse_date

_TITLE: Final = re.compile(
    r"《([^《》]{2,120}(?:《[^《》]*》[^《》]{0,80})*)》(?:中?的)?"
    rf"(?P<part>{RUN})?"
)
_DAY: Final = re.compile(
    r"^自?\s*(\d{4}年\d{1,2}月\d{1,2}日)(?:起|之日起)?(?:同时)?(?:予以)?(?:废止|失效|停止)"
)
_ENDS_WHAT_FOLLOWS: Final = re.compile(
    r"(?<!不)(?<!同时)废止((?:《[^《》]+》(?:第[^，。、《》]{1,30}条)?[、和以及]*)+)"
)
_ENDS: Final = re.compile(
    r"(?<!不)(?<!不得)(?:同时|即行|自行|一并|相应)?(?:予以)?(?:废止|失效|停止执行|停止施行|不再执行)"
)
_SENTENCE: Final = re.compile(r"[^。\n]*")
_NOT_ENDING: Final = re.compile(r"相抵触|不一致|以本|有抵触|不符|不再适用的|之前|违反|许可证")
_KEEPS: Final = re.compile(r"保留|继续有效|修改")
_REPEALS: Final = re.compile(r"废止|宣布失效")
_AMENDS: Final = re.compile(r"修改|修正案")
_OBJECT: Final = re.compile(
    r"《([^《》]{2,120}(?:《[^《》]*》[^《》]{0,80})*)》(?:作(?:如下|以下|出)|的?修改|修改如下)"
)
_LOOK_BACK: Final = 5
_STARTS: Final = re.compile(
    rf"(?:的?规定(?:的[^，。；]{{1,20}})?)?，?自\s*(?P<day>{DAY})\s*起?{BINDS}"
)
_PARTS: Final = re.compile(
    rf"(?:^|[，。；、：]|本[^，。；《》]{{1,10}}?|其中|但|除)(?P<run>{RUN})$"
)
_REACH: Final = 300
"""Characters before the day in which the provisions that begin on it are named."""
_RENAMES: Final = re.compile(r"(?:名称|题目|标题)修改为[：:]?\s*[“《]([^”》]{2,80})[”》]")


def read_effects(document: Document) -> tuple[Effect, ...]:
    """Repeals, renamings and amendments that a document states, with the provision if one does."""
    title = document.title
    if "决定" in title and _REPEALS.search(title):
        found = list(_of_repealing_decision(document))
    else:
        found = list(_of_closing_words(document))
    found.extend(_late_starts(document))
    found.extend(_renamings(document))
    found.extend(_amendments(document))
    unique: dict[tuple[str, str, tuple[str, ...]], Effect] = {}
    for effect in found:
        unique.setdefault((effect.kind, effect.target, effect.provisions), effect)
    return tuple(unique.values())


def _of_closing_words(document: Document) -> Iterator[Effect]:
    for place, passage in _closing(document):
        yield from _of_passage(passage, place, document)


def _closing(document: Document) -> Iterator[tuple[str, Unit]]:
    """The passages of the last articles, or paragraphs, with the article's id."""
    articles = list(document.articles())
    units = [(f"art_{a.number}", a) for a in articles[-_LOOK_BACK:]]
    if not articles:
        units = [("", unit) for unit in document.body[-_LOOK_BACK:]]
    for place, unit in units:
        for passage in unit.walk():
            yield place, passage


def _late_starts(document: Document) -> Iterator[Effect]:
    """Provisions of this text that bind from a later day than the rest of it."""
    starts = document.metadata.effective_on
    for place, passage in _closing(document):
        for found in _STARTS.finditer(passage.text):
            day = parse_date(re.sub(r"\s", "", found["day"]))
            parts = _PARTS.search(passage.text[max(0, found.start() - _REACH) : found.start()])
            if parts and day is not None and starts is not None and day > starts:
                pins = read_run(parts["run"]).pins
                eids = [eid for pin in pins for eid in _within(document, eid_of(pin))]
                yield Effect(
                    kind="late_start",
                    target=work_key(document),
                    name=document.title,
                    effective_on=day,
                    before=None,
                    provenance=_provenance(document, place),
                    provisions=tuple(eids),
                )


def _within(document: Document, eid: str) -> list[str]:
    """The articles of a chapter or another division; of anything else, itself."""
    for place, unit in eids(document):
        if unit.kind in DIVISIONS and (place == eid or place.endswith(f"__{eid}")):
            return [f"art_{one.number}" for one in unit.walk() if one.kind == "article"]
    return [eid]


def _of_passage(unit: Unit, place: str, document: Document) -> Iterator[Effect]:
    for sentence in _SENTENCE.findall(unit.text):
        for follows in _ENDS_WHAT_FOLLOWS.finditer(sentence):
            yield from _of_sentence(follows[1], place, document)
        ends = list(_ENDS.finditer(_ENDS_WHAT_FOLLOWS.sub("", sentence)))
        if not ends or _NOT_ENDING.search(sentence[: ends[-1].start()]):
            continue
        sentence = _ENDS_WHAT_FOLLOWS.sub("", sentence)
        yield from _of_sentence(sentence[: ends[-1].end()], place, document)


def _of_sentence(sentence: str, place: str, document: Document) -> Iterator[Effect]:
    metadata = document.metadata
    for found in _TITLE.finditer(sentence):
        name = found[1]
        key = key_of(name)
        partial = found["part"]
        yield Effect(
            kind="partial_repeal" if partial else "repeal",
            target=key,
            name=name,
            effective_on=_day_of(sentence[found.end() :])
            or metadata.stated_effective_on
            or metadata.effective_on,
            before=metadata.first_adopted_on or metadata.adopted_on,
            provenance=_provenance(document, place),
            provisions=tuple(eid_of(pin) for pin in read_run(partial).pins) if partial else (),
        )


def _of_repealing_decision(document: Document) -> Iterator[Effect]:
    """A decision that repeals: its title names the work, or its list does."""
    for found in _TITLE.finditer(document.title):
        yield _repeal(document, found[1], "")
    for unit in document.body:
        for one in unit.walk():
            if _KEEPS.search(one.text):
                continue
            for found in _TITLE.finditer(one.text):
                if not found["part"] and not found[1].startswith("关于"):
                    yield _repeal(document, found[1], "")


def _repeal(document: Document, name: str, place: str) -> Effect:
    metadata = document.metadata
    return Effect(
        kind="repeal",
        target=key_of(name),
        name=name,
        effective_on=metadata.effective_on,
        before=metadata.adopted_on,
        provenance=_provenance(document, place),
    )


def _amendments(document: Document) -> Iterator[Effect]:
    """Each work that a text amends: its title names them, or the heads of its sections."""
    if not document.metadata.is_amendment or not _AMENDS.search(document.title):
        return
    names = {key_of(found[1]): found[1] for found in _TITLE.finditer(document.title)}
    for unit in document.body:
        for found in _OBJECT.finditer(unit.text):
            names.setdefault(key_of(found[1]), found[1])
    whole = re.match(r"(?:中华人民共和国)?(.+?)修正案", document.title)
    if whole and not names:
        names[key_of(whole[1])] = whole[1]
    for key, name in names.items():
        yield Effect(
            kind="amend",
            target=key,
            name=name,
            effective_on=document.metadata.effective_on,
            before=None,
            provenance=_provenance(document, ""),
        )


def _renamings(document: Document) -> Iterator[Effect]:
    """New names: of the work that the section is about, or the one that the title names."""
    if not document.metadata.is_amendment:
        return
    named = _TITLE.search(document.title)
    name = named[1] if named else ""
    for unit in document.units():
        objects = [found[1] for found in _OBJECT.finditer(unit.text)]
        name = objects[-1] if objects else name
        found = _RENAMES.search(unit.text)
        if found and name:
            yield Effect(
                kind="rename",
                target=key_of(name),
                name=name,
                effective_on=document.metadata.effective_on,
                before=None,
                provenance=_provenance(document, ""),
                new_name=found[1],
            )


def _day_of(words: str) -> date | None:
    """The day that follows a title in “《X》自2016年1月1日起废止”."""
    found = _DAY.match(words)
    return parse_date(found[1]) if found else None


def _provenance(document: Document, place: str) -> Provenance:
    return Provenance(work_key(document), document.title, document.metadata.adopted_on, place)


def amends(document: Document) -> str:
    """The key of the work that an amending text amends, or ""."""
    if not document.metadata.is_amendment or not _AMENDS.search(document.title):
        return ""
    return amended_in(document.title)
