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
from plumbline.powers.passage import Clause, Passage, Slot, amounts_in, clauses_of
from plumbline.powers.violated import violated_in
from plumbline.text.money import Amount

_SENTENCE: Final = 3
_SEGMENT: Final = 2


@dataclass(slots=True)
class State:
    """What has been said so far in a sentence, and in its present segment."""

    grounds: list[Ground] = field(default_factory=list)
    pending: list[Clause] = field(default_factory=list)
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
        return ends or tables.CLAUSE["listed"].search(text) is not None

    def _last_sentence(self, head: Slot) -> int:
        """Where the sentence begins that the items belong to."""
        text = self.passage.text[head.start : head.end].rstrip("。 ")
        return head.start + text.rfind("。") + 1

    def _slot(self, slot: Slot, state: State) -> None:
        amounts = amounts_in(self.passage, slot)
        clauses = clauses_of(self.passage, slot, amounts)
        for place, clause in enumerate(clauses):
            later = clauses[place + 1 :]
            self._clause(slot, clause, later, amounts, state)

    def _clause(
        self, slot: Slot, clause: Clause, later: list[Clause], amounts: list[Amount], state: State
    ) -> None:
        text = self.passage.text[clause.start : clause.end]
        if clause.before >= _SENTENCE and not state.fresh:
            self._new_sentence(text, state)
        elif clause.before == _SEGMENT and state.begun:
            _new_segment(text, state)
        state.fresh = False
        if tables.CLAUSE["ground"].search(text):
            self._ground(slot, clause, state)
            return
        hits = hits_in(self.passage, clause, amounts, slot.start)
        if hits and self._is_fact(clause, later, state):
            hits = []
        if not hits:
            if not self._is_fact(clause, later, state):
                self._measure(slot, clause, state)
            if not state.begun:
                state.pending.append(clause)
            elif state.tail < 0:
                state.tail = clause.start
            return
        state.tail = -1
        self._consequences(slot, clause, hits, state)

    def _is_fact(self, clause: Clause, later: list[Clause], state: State) -> bool:
        """Whether a clause with a penalty in it is part of the facts: a 的 is yet to come."""
        if state.begun:
            return False
        for one in later:
            if one.before >= _SEGMENT:
                return False
            text = self.passage.text[one.start : one.end]
            if tables.CLAUSE["ground"].search(text):
                own = self.passage.text[clause.start : clause.end]
                return tables.CLAUSE["opens"].match(own) is None
        return False

    def _new_sentence(self, text: str, state: State) -> None:
        goes_on = tables.condition_codes(text) and tables.CLAUSE["ground"].search(text)
        kept = state.copy()
        clean = State()
        for name in State.__slots__:
            setattr(state, name, getattr(clean, name))
        if goes_on and len(text) <= 24:
            state.grounds, state.authority, state.order = (
                kept.grounds, kept.authority, kept.order
            )  # fmt: skip
            state.violated = kept.violated
            state.base_whom, state.base_words = kept.base_whom, kept.base_words
            state.begun = True
        state.whom, state.whom_words = state.base_whom, state.base_words

    def _ground(self, slot: Slot, clause: Clause, state: State) -> None:
        start = state.tail if state.begun and state.tail >= slot.start else clause.start
        state.tail = -1
        text = self.passage.text[start : clause.end]
        words = self.passage.words(start, clause.end)
        codes = tables.condition_codes(text)
        for whom in ("individual", "organisation"):
            if tables.WHOM[f"subject_{whom}"].search(text):
                state.whom, state.whom_words = whom, words
                if not state.begun:
                    state.base_whom, state.base_words = whom, words
        if state.begun:
            if codes:
                state.conditions += [Condition(code, words) for code in codes]
            elif tables.CLAUSE["breach"].search(text) or (clause.before and len(text) > 14):
                state.grounds = [Ground(slot.eid, words)]
                state.violated = (start, clause.end)
                state.conditions, state.first = [], []
            else:
                state.conditions.append(Condition("other", words))
            return
        if codes and tables.FIRST.search(text):
            state.first += [Condition(code, words) for code in codes]
            if state.pending or not state.grounds:
                self._conduct(slot, clause, state)
            return
        self._conduct(slot, clause, state)

    def _conduct(self, slot: Slot, clause: Clause, state: State) -> None:
        start = state.pending[0].start if state.pending else clause.start
        if start < slot.start:
            start = clause.start
        state.pending = []
        ground = Ground(slot.eid, self.passage.words(start, clause.end))
        state.grounds.append(ground)
        if violated_in(self.passage.text, start, clause.end)[0] or not state.violated[1]:
            state.violated = (start, clause.end)

    def _consequences(self, slot: Slot, clause: Clause, hits: list[Hit], state: State) -> None:
        text = self.passage.text
        if state.pending and not state.begun:
            start = state.pending[0].start
            if start >= slot.start:
                end = state.pending[-1].end
                state.grounds.append(Ground(slot.eid, self.passage.words(start, end)))
                state.violated = state.violated if state.violated[1] else (start, end)
        state.pending = []
        state.begun = True
        who = tables.AUTHORITY["words"].search(text, clause.start, clause.end)
        if who is None:
            subject = tables.AUTHORITY["subject"].match(text[clause.start : clause.end])
            found = subject and (clause.start, clause.start + subject.end())
        else:
            found = who.span("who")
        if found:
            state.own_authority = self.passage.words(*found)
            state.authority = state.authority or state.own_authority
        last = clause.start
        for hit in hits:
            self._whom(last, hit, clause, state)
            if hit.kind == "order":
                state.order = self.passage.words(hit.start, hit.end)
            self.powers.append(self._power(slot, clause, hit, last, state))
            last = min(hit.end, clause.end)

    def _whom(self, last: int, hit: Hit, clause: Clause, state: State) -> None:
        text = self.passage.text
        until = hit.fine.words.end if hit.fine else min(clause.end, hit.end)
        for said in tables.WHOM["phrase"].finditer(text, last, until):
            who = said["who"] or said["plain"]
            both = "单位和个人" in who or "个人和单位" in who
            state.whom = "anyone"
            for name in ("responsible", "individual", "organisation"):
                if not both and tables.WHOM[name].search(who):
                    state.whom = name
                    break
            state.whom_words = self.passage.words(said.start(), said.end())
            if clause.before >= _SENTENCE and said.start() == clause.start:
                state.base_whom, state.base_words = state.whom, state.whom_words

    def _measure(self, slot: Slot, clause: Clause, state: State) -> None:
        text = self.passage.text[clause.start : clause.end]
        for hit in measures_in(self.passage, clause):
            organ = tables.KIND["organs"].search(self.passage.text, slot.start, hit.start)
            if organ and not text.startswith(("未", "违反", "不")):
                self.powers.append(self._power(slot, clause, hit, clause.start, state))

    def _power(self, slot: Slot, clause: Clause, hit: Hit, last: int, state: State) -> Power:
        text = self.passage.text
        lead = text[clause.start : hit.start]
        near = text[max(last - 1, clause.start) : hit.start]
        may = "可以" in lead or "可并" in lead or "可处" in lead or lead.endswith("可")
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
    if tables.CLAUSE["ground"].search(text) or not tables.CLAUSE["goes_on"].search(text):
        state.conditions = []
    state.own_authority = state.authority
    state.tail = -1
    state.whom, state.whom_words = state.base_whom, state.base_words
