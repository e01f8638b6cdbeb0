"""语法 -- sentence, grounds, grades, consequences: the powers of one article, in order.

A sentence opens with grounds; “；” parts grades; a condition (逾期不改正的) narrows what
follows it. Items under 有下列行为之一 are grounds of what the paragraph says, or say more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from plumbline.powers import words as tables
from plumbline.powers.hits import Hit, hits_in, measures_in
from plumbline.powers.model import SURE, Article, Condition, Ground, Power, Words
from plumbline.powers.passage import Passage, Slot, Stretch, amounts_in, stretches_of
from plumbline.powers.violated import violated_in
from plumbline.text.money import Amount

_SENTENCE: Final = 3
_SEGMENT: Final = 2
_REACH: Final = 200
"""How far is looked back, in characters, and ahead, in stretches."""


@dataclass(slots=True)
class State:
    """What has been said so far in a sentence, and in its present segment."""

    grounds: list[Ground] = field(default_factory=list)
    pending: list[Stretch] = field(default_factory=list)
    first: list[Condition] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    authority: Words | None = None
    own_authority: Words | None = None
    order: Words | None = None
    whom: str = "anyone"
    whom_words: Words | None = None
    base_whom: str = "anyone"
    base_words: Words | None = None
    begun: bool = False
    fresh: bool = True
    said: bool = False
    tail: int = -1
    violated: tuple[int, int] = (0, 0)

    def copy(self) -> State:
        """This state, to go on with apart."""
        return replace(
            self, grounds=[*self.grounds], pending=[*self.pending], first=[*self.first],
            conditions=[*self.conditions],
        )  # fmt: skip


def read_passage(passage: Passage, eid: str, number: str) -> Article:
    """The powers of one article."""
    powers: list[Power] = []
    slots = passage.slots
    at = 0
    while at < len(slots):
        end = at + 1
        while end < len(slots) and (slots[end].level > 0 or slots[end].kind == "text"):
            end += 1
        powers += _Block(passage, slots[at:end]).read()
        at = end
    return Article(eid, number, passage.text, tuple(powers))


class _Block:
    """One paragraph with its items."""

    def __init__(self, passage: Passage, slots: tuple[Slot, ...]) -> None:
        self.passage = passage
        self.slots = slots
        self.powers: list[Power] = []

    def read(self) -> list[Power]:
        """Its powers: the paragraph's with the items as grounds, then those of the items."""
        state = State()
        head = self.slots[0]
        self._slot(head, state)
        own = self.slots[1:]
        said = len(self.powers)
        grounds: list[Ground] = []
        for slot in own:
            if slot.kind == "text":
                state.begun = False
                state.conditions = []
                if grounds:
                    state.grounds = [*grounds]
                self._slot(slot, state)
                continue
            below = state.copy()
            below.begun, below.fresh = False, True
            count = len(self.powers)
            self._slot(slot, below)
            if len(self.powers) == count:
                words = self.passage.words(slot.start, slot.end)
                grounds.append(Ground(slot.eid, words))
        if grounds and self._lists(head):
            last = self._last_sentence(head)
            self.powers[:said] = [
                replace(one, grounds=(*one.grounds, *grounds)) if one.words.start >= last else one
                for one in self.powers[:said]
            ]
        return self.powers

    def _lists(self, head: Slot) -> bool:
        text = self.passage.text[head.start : head.end]
        ends = text.rstrip().endswith(("：", ":"))
        return ends or tables.STRETCH["listed"].search(text) is not None

    def _last_sentence(self, head: Slot) -> int:
        """Where the sentence begins that the items belong to."""
        text = self.passage.text[head.start : head.end].rstrip("。 ")
        return head.start + text.rfind("。") + 1

    def _slot(self, slot: Slot, state: State) -> None:
        amounts = amounts_in(self.passage, slot)
        stretches = stretches_of(self.passage, slot, amounts)
        for place, stretch in enumerate(stretches):
            later = stretches[place + 1 : place + 1 + _REACH]
            self._stretch(slot, stretch, later, amounts, state)

    def _stretch(
        self,
        slot: Slot,
        stretch: Stretch,
        later: list[Stretch],
        amounts: list[Amount],
        state: State,
    ) -> None:
        text = self.passage.text[stretch.start : stretch.end]
        if stretch.before >= _SENTENCE and not state.fresh:
            self._new_sentence(text, state)
        elif stretch.before == _SEGMENT and state.begun:
            _new_segment(text, state)
        state.fresh = False
        if tables.STRETCH["ground"].search(text):
            self._ground(slot, stretch, state)
            return
        hits = hits_in(self.passage, stretch, amounts, slot.start)
        reach = max(0, stretch.start - _REACH)
        begin = 1 + max(self.passage.text.rfind(mark, reach, stretch.start) for mark in "。；，\n")
        whole = self.passage.text[begin : stretch.end]
        competence = tables.STRETCH["competence"].match(whole)
        if hits and (competence or self._is_fact(stretch, later, state)):
            hits = []
        if not hits:
            if not self._is_fact(stretch, later, state):
                self._measure(slot, stretch, state)
            self._lead(stretch, state)
            if not state.begun:
                state.pending.append(stretch)
            elif state.tail < 0:
                state.tail = stretch.start
            return
        state.tail = -1
        self._consequences(slot, stretch, hits, state)

    def _is_fact(self, stretch: Stretch, later: list[Stretch], state: State) -> bool:
        """Whether a clause with a penalty in it is part of the facts: a 的 is yet to come."""
        if state.begun:
            return False
        for one in later:
            if one.before >= _SEGMENT:
                return False
            text = self.passage.text[one.start : one.end]
            if tables.STRETCH["ground"].search(text):
                own = self.passage.text[stretch.start : stretch.end]
                acts = tables.AUTHORITY["subject"].match(own)
                return not acts and tables.STRETCH["opens"].match(own) is None
        return False

    def _new_sentence(self, text: str, state: State) -> None:
        goes_on = tables.condition_codes(text) and tables.STRETCH["ground"].search(text)
        kept = state.copy()
        clean = State()
        for name in State.__slots__:
            setattr(state, name, getattr(clean, name))
        short = len(text) <= 12 and tables.STRETCH["ground"].search(text) and kept.begun
        if (goes_on and len(text) <= 24) or short:
            state.grounds, state.authority, state.order = (
                kept.grounds, kept.authority, kept.order
            )  # fmt: skip
            state.violated = kept.violated
            state.base_whom, state.base_words = kept.base_whom, kept.base_words
            state.begun = True
        state.whom, state.whom_words = state.base_whom, state.base_words

    def _ground(self, slot: Slot, stretch: Stretch, state: State) -> None:
        start = state.tail if state.begun and state.tail >= slot.start else stretch.start
        state.tail = -1
        text = self.passage.text[start : stretch.end]
        words = self.passage.words(start, stretch.end)
        codes = tables.condition_codes(text)
        for whom in ("individual", "organisation"):
            if tables.WHOM[f"subject_{whom}"].search(text):
                state.whom, state.whom_words = whom, words
                if not state.begun:
                    state.base_whom, state.base_words = whom, words
        if state.begun:
            if codes:
                if state.said:
                    state.conditions, state.said = [], False
                state.conditions += [Condition(code, words) for code in codes]
            elif tables.STRETCH["breach"].search(text) or (stretch.before and len(text) > 14):
                state.grounds = [Ground(slot.eid, words)]
                state.violated = (start, stretch.end)
                state.conditions, state.first = [], []
            else:
                state.conditions.append(Condition("other", words))
            return
        if codes and tables.FIRST.search(text):
            state.first += [Condition(code, words) for code in codes]
            if state.pending or not state.grounds:
                self._conduct(slot, stretch, state)
            return
        self._conduct(slot, stretch, state)

    def _conduct(self, slot: Slot, stretch: Stretch, state: State) -> None:
        start = state.pending[0].start if state.pending else stretch.start
        if start < slot.start:
            start = stretch.start
        state.pending = []
        ground = Ground(slot.eid, self.passage.words(start, stretch.end))
        state.grounds.append(ground)
        if violated_in(self.passage.text, start, stretch.end)[0] or not state.violated[1]:
            state.violated = (start, stretch.end)

    def _consequences(self, slot: Slot, stretch: Stretch, hits: list[Hit], state: State) -> None:
        text = self.passage.text
        if state.pending and not state.begun:
            start = state.pending[0].start
            if start >= slot.start:
                end = state.pending[-1].end
                state.grounds.append(Ground(slot.eid, self.passage.words(start, end)))
                state.violated = state.violated if state.violated[1] else (start, end)
        state.pending = []
        state.begun = state.said = True
        who = tables.AUTHORITY["words"].search(text, stretch.start, stretch.end)
        if who is None:
            subject = tables.AUTHORITY["subject"].match(text[stretch.start : stretch.end])
            found = subject and (stretch.start, stretch.start + subject.end())
        else:
            found = who.span("who")
        if found:
            state.own_authority = self.passage.words(*found)
            state.authority = state.authority or state.own_authority
        last = stretch.start
        for hit in hits:
            self._whom(last, hit, stretch, state)
            if hit.kind == "order":
                state.order = self.passage.words(hit.start, hit.end)
            self.powers.append(self._power(slot, stretch, hit, last, state))
            last = min(hit.end, stretch.end)

    def _whom(self, last: int, hit: Hit, stretch: Stretch, state: State) -> None:
        text = self.passage.text
        until = hit.fine.words.end if hit.fine else min(stretch.end, hit.end)
        for said in tables.WHOM["phrase"].finditer(text, last, until):
            state.whom = _class_of(said["who"] or said["plain"])
            state.whom_words = self.passage.words(said.start(), said.end())
            if stretch.before >= _SENTENCE and said.start() == stretch.start:
                state.base_whom, state.base_words = state.whom, state.whom_words

    def _lead(self, stretch: Stretch, state: State) -> None:
        """Keep who acts, or on whom, from a clause that says no more than that."""
        if not state.begun and not state.grounds:
            return
        text = self.passage.text
        said = tables.WHOM["lead"].match(text[stretch.start : stretch.end])
        if said:
            state.whom = _class_of(said["who"])
            state.whom_words = self.passage.words(stretch.start, stretch.end)
        who = tables.AUTHORITY["words"].match(text, stretch.start, stretch.end)
        if who:
            state.own_authority = self.passage.words(*who.span("who"))
            state.authority = state.authority or state.own_authority
        if tables.STRETCH["aside"].search(text, stretch.start, stretch.end):
            state.begun = True

    def _measure(self, slot: Slot, stretch: Stretch, state: State) -> None:
        text = self.passage.text[stretch.start : stretch.end]
        for hit in measures_in(self.passage, stretch):
            organ = tables.KIND["organs"].search(self.passage.text, slot.start, hit.start)
            if organ and not text.startswith(("未", "违反", "不")):
                self.powers.append(self._power(slot, stretch, hit, stretch.start, state))

    def _power(self, slot: Slot, stretch: Stretch, hit: Hit, last: int, state: State) -> Power:
        text = self.passage.text
        lead = text[stretch.start : hit.start]
        near = text[max(last - 1, stretch.start) : hit.start]
        may = tables.MAY.search(lead) is not None
        joined = "or" if "或" in near else "and" if "并" in near or "同时" in near else ""
        addresses, words = violated_in(text, *state.violated)
        conditions = (*state.first, *state.conditions)
        doubt = hit.doubt + (0.1 if not state.grounds else 0.0)
        doubt += 0.3 if any(one.code == "other" for one in conditions) else 0.0
        doubt += 0.1 if hit.kind == "penalty" and state.own_authority is None else 0.0
        authority = state.own_authority or state.authority
        if authority and "法院" in authority.text:
            doubt += 0.3
        if hit.fine and hit.fine.form == "unspecified":
            doubt += 0.1
        confidence = round(max(0.0, 1.0 - doubt), 2)
        order = state.order if hit.kind != "order" else None
        return Power(
            slot.eid, hit.kind, hit.penalty, self.passage.words(hit.start, hit.end), hit.fine,
            state.whom, state.whom_words, conditions, "may" if may else "must", joined,
            authority, order, tuple(state.grounds), addresses, words, confidence,
            confidence >= SURE,
        )  # fmt: skip


def _new_segment(text: str, state: State) -> None:
    """After “；”: another grade, unless it goes on with the one before."""
    if tables.STRETCH["ground"].search(text) or not tables.STRETCH["goes_on"].search(text):
        state.conditions = []
    state.own_authority = state.authority
    state.tail = -1
    state.said = False
    state.whom, state.whom_words = state.base_whom, state.base_words


def _class_of(who: str) -> str:
    """Whom the words mean; a unit and a person together are anyone."""
    if "单位和个人" in who or "个人和单位" in who:
        return "anyone"
    for name in ("responsible", "individual", "organisation"):
        if tables.WHOM[name].search(who):
            return name
    return "anyone"
