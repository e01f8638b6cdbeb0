"""处罚措施 -- the penalties, orders and measures that one clause names, and the sums of fines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from plumbline.powers import words as tables
from plumbline.powers.model import Fine, Words
from plumbline.powers.passage import Passage, Stretch
from plumbline.text.money import SHARES, Amount

_GAP: Final = re.compile("(?:的|金额|数额|幅度|标准|计算|计|之间|处以|处|予以|给予|合计)*\\Z")
_VERB_RIGHT_BEFORE: Final = re.compile("(?:处以?|并处|科以)(?:人民币)?\\Z")
_OF: Final = re.compile("(?:处以|并处|按照|依照|处(?![理罚置分])|按|以|可以|并)")
_TRAILING: Final = re.compile("(?:的|总计|合计|在|按|为)+\\Z")


class Hit(NamedTuple):
    """One consequence in a clause: its place, kind, penalty, and its fine with doubt."""

    start: int
    end: int
    kind: str
    penalty: str
    fine: Fine | None = None
    doubt: float = 0.0


def hits_in(passage: Passage, stretch: Stretch, amounts: list[Amount], offset: int) -> list[Hit]:
    """The consequences in a clause, by place; `offset` is where the amounts count from."""
    text = passage.text[stretch.start : stretch.end]
    found = [*_fines(passage, stretch, amounts, offset)]
    for name, pattern in tables.PENALTY.items():
        for match in pattern.finditer(text):
            if name == "property_or_gains":
                found += _confiscations(text, match.start(), stretch.start)
            else:
                start, end = match.start() + stretch.start, match.end() + stretch.start
                doubt = 0.3 if name in ("referred", "other") else 0.0
                found.append(Hit(start, end, "penalty", name, None, doubt))
    found += [
        Hit(m.start() + stretch.start, m.end() + stretch.start, "order", "")
        for pattern in tables.ORDERS.values()
        for m in pattern.finditer(text)
    ]
    return _sorted(one for one in found if not _is_passive(passage.text, stretch.start, one.start))


def measures_in(passage: Passage, stretch: Stretch) -> list[Hit]:
    """Coercion, inspection, licences and fees that a clause gives to an organ."""
    text = passage.text[stretch.start : stretch.end]
    found = []
    for kind in ("coercion", "inspection", "licence", "fee"):
        match = tables.KIND[kind].search(text)
        if match and not _is_passive(passage.text, stretch.start, match.start() + stretch.start):
            start, end = match.start() + stretch.start, match.end() + stretch.start
            found.append(Hit(start, end, kind, "", None, 0.3 if kind != "coercion" else 0.1))
    return found


def _sorted(hits: Iterator[Hit]) -> list[Hit]:
    """By place; an order inside a penalty is none, and what lies in a wider one goes."""
    kept: list[Hit] = []
    found = list(hits)
    fined = {one.end for one in found if one.fine}
    for hit in sorted(found, key=_order):
        if hit.penalty == "referred" and hit.end in fined:
            continue
        inside = kept and hit.start < kept[-1].end
        if inside and (hit.kind == kept[-1].kind == "order" or hit.penalty == "referred"):
            continue
        if inside and kept[-1].penalty == "warning" and hit.penalty == "warning":
            continue
        kept.append(hit)
    return kept


def _order(hit: Hit) -> tuple[int, bool, bool, int]:
    return hit.start, hit.kind == "order", hit.penalty != "confiscate_gains", -hit.end


def _is_passive(text: str, start: int, at: int) -> bool:
    return tables.STRETCH["passive"].search(text[start:at]) is not None


def _confiscations(text: str, at: int, offset: int) -> Iterator[Hit]:
    """没收违法所得和非法财物 is two penalties."""
    end = len(text)
    for stop in ("，", "没收", "、限期", "并处", "，并", "处以", "或者处", "、吊销", "、责令"):
        place = text.find(stop, at + 2)
        end = min(end, place) if place > 0 else end
    thing = text[at + 2 : end]
    gains = list(tables.GAINS.finditer(thing))
    rest = re.sub("[其和与及、的以或者并全部当事人]", "", tables.GAINS.sub("", thing))
    if gains:
        last = at + 2 + gains[0].end()
        yield Hit(offset + at, offset + last, "penalty", "confiscate_gains")
    if not gains or (len(rest) >= 2 and re.search("[和与及、]", thing)):
        yield Hit(offset + at, offset + end, "penalty", "confiscate_property")


def _start(amount: Amount) -> int:
    return amount.start


def _fines(passage: Passage, stretch: Stretch, amounts: list[Amount], offset: int) -> Iterator[Hit]:
    text = passage.text
    first = bisect_left(amounts, stretch.start - offset, key=_start)
    last = bisect_right(amounts, stretch.end - offset, key=_start)
    inside = [one for one in amounts[first:last] if one.end + offset <= stretch.end]
    done = stretch.start
    for word in re.finditer(tables.FINE["word"], text[stretch.start : stretch.end]):
        start, end = word.start() + stretch.start, word.end() + stretch.start
        if tables.FINE["not_after"].match(text, end):
            continue
        before = [a for a in inside if done <= a.start + offset and a.end + offset <= start]
        after = next((a for a in inside if 0 <= a.start + offset - end <= 2), None)
        done = end
        lead = text[stretch.start : before[0].start + offset] if before else ""
        if "加处" in lead or "加处" in text[stretch.start : start][-4:]:
            continue
        if before and _GAP.match(text[before[-1].end + offset : start]):
            yield from _sums(passage, stretch, before, offset, end)
        elif after is not None:
            yield _sum(passage, stretch, after, offset, after.end + offset)
        elif tables.FINE["bare"].search(text[stretch.start : start]):
            words = passage.words(start, end)
            fine = Fine("unspecified", None, None, None, "", words)
            yield Hit(start, end, "penalty", "fine", fine)


def _sums(
    passage: Passage, stretch: Stretch, before: list[Amount], offset: int, end: int
) -> Iterator[Hit]:
    """The sums before one 罚款: the last, and others that have a verb of their own."""
    text = passage.text
    chosen = [
        a for a in before
        if _VERB_RIGHT_BEFORE.search(text[stretch.start : a.start + offset])
        or (a.unit in SHARES and a is not before[-1])
    ]  # fmt: skip
    last = before[-1]
    joined = text[before[-2].end + offset : last.start + offset] if len(before) > 1 else ""
    if last not in chosen and not re.search("且|最高|最低|但", joined):
        chosen = [*(one for one in chosen if one is before[0] or "或" in joined or
                    one.unit == last.unit), last]  # fmt: skip
    if len(before) > 1 and not re.search("或|对|处", joined):
        chosen = [before[0]] if before[0].unit in SHARES else [last]
    for amount in chosen or [last]:
        doubt = 0.25 if len(before) > len(chosen or [last]) else 0.0
        yield _sum(passage, stretch, amount, offset, end, doubt)


def _sum(
    passage: Passage, stretch: Stretch, amount: Amount, offset: int, end: int, doubt: float = 0.0
) -> Hit:
    start = amount.start + offset
    worth = SHARES.get(amount.unit)
    low = amount.low * worth if amount.low is not None and worth else amount.low
    high = amount.high * worth if amount.high is not None and worth else amount.high
    if amount.unit == "倍":
        form = "multiple"
    elif worth is not None:
        form = "percentage"
    elif amount.per:
        form = "per_unit"
    else:
        form = "fixed" if low == high else "range"
    if low is not None and high is not None and low > high:
        low, high, doubt = high, low, 0.5
    of = _of(passage, stretch, start) if worth is not None else None
    doubt += 0.3 if worth is not None and of is None else 0.0
    words = passage.words(start, amount.end + offset)
    fine = Fine(form, low, high, of, amount.per or "", words)
    return Hit(start, max(end, amount.end + offset), "penalty", "fine", fine, doubt)


def _of(passage: Passage, stretch: Stretch, start: int) -> Words | None:
    """What a multiple is taken of: the words between the verb and the figure."""
    lead = passage.text[stretch.start : start]
    at = 0
    for verb in _OF.finditer(lead):
        at = verb.end()
    tail = _TRAILING.search(lead)
    end = tail.start() if tail and tail.start() > at else len(lead)
    return passage.words(stretch.start + at, stretch.start + end) if end > at else None
