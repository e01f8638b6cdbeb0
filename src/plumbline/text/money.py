"""金额 -- amounts and shares with their bounds: 一千元以上一万元以下, 货值金额一倍以上三倍以下.

“以上”“以下”“以内” take in the figure itself; “不满”“不足”“超过”“以外” leave it out
(民法典#1259).
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from plumbline.text import money_patterns as patterns
from plumbline.text.numerals import LARGEST, parse_numeral

SHARES: Final = {
    "倍": Decimal(1),
    "%": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "‱": Decimal("0.0001"),
}
"""Units that are multiples or parts of something else, and what one of each is worth."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, share or multiple in a text, or a range of them, with its bounds.

    `start` and `end` count code points and take in the bounding words (不足, 以上), also
    where a noun stands between (超过注册资本百分之三十). A bound that is None is open.
    `unit` is 元 or another currency, or one of SHARES; a range in two units
    (百分之五十以上二倍以下) is given in 倍. `of_what` names what a share is taken of or what
    a sum measures (货值金额); `per` is the unit for each of which it is due (人 in
    每人五百元); both are None where the text beside the amount does not say.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    low_inclusive: bool
    high_inclusive: bool
    unit: str
    of_what: str | None = None
    per: str | None = None
    text: str = ""

    def contains(self, value: Decimal) -> bool:
        """Tell whether a value, in the same unit, lies within the bounds."""
        if self.low is not None and value <= self.low and not self._is_low(value):
            return False
        return self.high is None or value < self.high or self._is_high(value)

    def _is_low(self, value: Decimal) -> bool:
        return self.low_inclusive and value == self.low

    def _is_high(self, value: Decimal) -> bool:
        return self.high_inclusive and value == self.high

    def is_empty(self) -> bool:
        """Tell whether no value lies within the bounds, as in 五万元以上三万元以下."""
        if self.low is None or self.high is None or self.low < self.high:
            return False
        return self.low > self.high or not (self.low_inclusive and self.high_inclusive)


def find_amounts(text: str) -> list[Amount]:
    """Find the sums of money, shares (百分之五, 5%) and multiples of a text, in their order.

    The two halves of a range are one amount. A figure that has no one meaning (数百元) is
    left out.
    """
    found: list[Amount] = []
    for match in patterns.QUANTITY.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        single = _single(match, text)
        if single is None:
            continue
        joined = _joined(found[-1], single, text) if found else None
        if joined is None:
            found.append(single)
        else:
            found[-1] = joined
    ends = [0, *(amount.end for amount in found)]
    return [_described(amount, text, end) for amount, end in zip(found, ends, strict=False)]


_PLAIN: Final = str.maketrans("０１２３４５６７８９．", "0123456789.", " \t\u00a0\u3000,")
_DECIMAL: Final = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<hundred>[百千]?)(?P<scale>(?:万|亿|万亿)?)"
)
_SCALES: Final = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "亿": 10**8,
    "万亿": 10**12,
}
_POINT: Final = re.compile(
    "(?P<number>.+)点(?P<part>[〇○零一二三四五六七八九]+)(?P<scale>[百千万亿]*)"
)
_LAST_SCALE: Final = re.compile("[万亿]+\\Z")


def parse_decimal(run: str) -> Decimal | None:
    """Read a whole number or a decimal (1.5万, 零点五, 5,000, 十五万八千); None if it is none.

    A number above LARGEST is none either.
    """
    value = _decimal(run)
    if value is None or value > LARGEST:
        return None
    return value.quantize(Decimal(1)) if value % 1 == 0 else value


def _decimal(run: str) -> Decimal | None:
    plain = run.translate(_PLAIN)
    match = _DECIMAL.fullmatch(plain)
    if match is not None:
        return Decimal(match["number"]) * _SCALES[match["hundred"]] * _SCALES[match["scale"]]
    match = _POINT.fullmatch(plain)
    if match is None:
        whole = parse_numeral(plain)
        return None if whole is None else Decimal(whole)
    whole, scale = parse_numeral(match["number"]), _SCALES.get(match["scale"])
    if whole is None or scale is None:
        return None
    digits = "".join(str(parse_numeral(digit)) for digit in match["part"])
    return Decimal(f"{whole}.{digits}") * scale


def _single(match: re.Match[str], text: str) -> Amount | None:
    """Read one figure together with the words that stand right before and after it."""
    figures = _figures(match)
    if figures is None:
        return None
    low, high, unit = figures
    reach = max(0, match.start() - patterns.BEFORE_REACH)
    before = patterns.BEFORE.search(text, reach, match.start())
    after = patterns.AFTER.match(text, match.end())
    side, inclusive = _bound(before, after)
    if match["some"]:
        side = "low"
    said = after is not None and any(after.groups())
    return Amount(
        before.start() if before else match.start(),
        after.end() if after and said else match.end(),
        low if side != "high" else None,
        high if side != "low" else None,
        inclusive and side != "high",
        inclusive and side != "low",
        unit,
        per=after["per"] if after else None,
    )


def _bound(before: re.Match[str] | None, after: re.Match[str] | None) -> tuple[str, bool]:
    """Tell what the words around a figure bound (low, high or both), and if they take it in."""
    side, inclusive = "both", True
    if after is not None:
        side, inclusive = patterns.WORD_BOUNDS.get(after["word"] or "", (side, inclusive))
        if "不" in (after["before_word"] or after["after_word"] or ""):
            inclusive = False
    if before is not None and before.lastgroup is not None:
        low_or_high, kind = before.lastgroup.split("_")
        side = low_or_high if side == "both" else side
        inclusive = inclusive and kind == "closed"
    return side, inclusive


def _figures(match: re.Match[str]) -> tuple[Decimal, Decimal, str] | None:
    """Give the lower figure, the higher one (the same if there is one) and the unit."""
    if match["equal"]:
        return Decimal(1), Decimal(1), "倍"
    if match["share"]:
        first = "100" if match["share"] == "百" else match["share"]
        second = "100" if match["share_to"] == "百" else match["share_to"]
        unit = patterns.WHOLE_NAMES[match["whole"]]
    else:
        first = match.string[match.start() : match.end("tail_end")]
        second = match["second"]
        first, second = _with_scale(first, second, match["scale"])
        unit = patterns.UNIT_NAMES.get(match["unit"], match["unit"])
    low = parse_decimal(first)
    high = parse_decimal(second) if second else low
    if low is None or high is None:
        return None
    if match["tenths"] or match["hundredths"]:
        high += _small_change(match)
    return (low if second else high), high, unit


def _with_scale(first: str, second: str | None, scale: str) -> tuple[str, str | None]:
    """Give 一至三万元 its scale on both sides, but not 5000至1万元."""
    if not second:
        return first + scale, None
    second += scale
    shared = _LAST_SCALE.search(second)
    if shared is None or _LAST_SCALE.search(first):
        return first, second
    low, high = parse_decimal(first), parse_decimal(second[: shared.start()])
    if low is not None and high is not None and low < high:
        return first + shared[0], second
    return first, second


def _small_change(match: re.Match[str]) -> Decimal:
    tenths = parse_numeral(match["tenths"] or "0") or 0
    hundredths = parse_numeral(match["hundredths"] or "0") or 0
    return Decimal(tenths) / 10 + Decimal(hundredths) / 100


def _joined(first: Amount, second: Amount, text: str) -> Amount | None:
    """Make one amount of the two halves of a range; None when they are not halves."""
    in_shares = first.unit in SHARES and second.unit in SHARES
    if second.start < first.end or (first.unit != second.unit and not in_shares):
        return None
    if first.low is None or second.high is None:
        return None
    first_open, second_open = first.high is None, second.low is None
    if patterns.TO.fullmatch(text, first.end, second.start):
        fits = first_open or first.low == first.high
        fits = fits and (second_open or second.low == second.high)
    else:
        fits = first_open and second_open
        fits = fits and patterns.JOIN.fullmatch(text, first.end, second.start) is not None
    if not fits:
        return None
    if first.unit != second.unit:
        first, second = _in_multiples(first), _in_multiples(second)
    return replace(
        first,
        end=second.end,
        high=second.high,
        high_inclusive=second.high_inclusive,
        per=first.per or second.per,
    )


def _in_multiples(amount: Amount) -> Amount:
    worth = SHARES[amount.unit]
    low = None if amount.low is None else amount.low * worth
    high = None if amount.high is None else amount.high * worth
    return replace(amount, low=low, high=high, unit="倍")


def _described(amount: Amount, text: str, earliest: int) -> Amount:
    """Add what the text beside the amount, from `earliest` on, says of it."""
    subject = _subject(amount, text)
    if subject is not None and amount.unit in SHARES and amount.low == amount.high:
        amount = _bounded_afar(amount, text, earliest, subject.start())
    said = subject or patterns.SUBJECT_AFTER.match(text, amount.end)
    return Amount(
        amount.start,
        amount.end,
        amount.low,
        amount.high,
        amount.low_inclusive,
        amount.high_inclusive,
        amount.unit,
        said["subject"] if said else None,
        amount.per or _per(amount, text),
        text[amount.start : amount.end],
    )


def _subject(amount: Amount, text: str) -> re.Match[str] | None:
    """Find the noun that stands right before the amount, without the verb before it."""
    if text[amount.start - 1 : amount.start] in patterns.NEVER_A_SUBJECT:
        return None
    reach = max(0, amount.start - patterns.SUBJECT_REACH)
    match = patterns.SUBJECT.search(text, reach, amount.start)
    if match is None:
        return None
    start = match.start()
    for cut in patterns.SUBJECT_CUT.finditer(text, start, match.end("subject")):
        start = cut.end()
    match = patterns.SUBJECT.match(text, start, amount.start)
    return match if match and patterns.SUBJECT_END.search(match["subject"]) else None


def _bounded_afar(amount: Amount, text: str, earliest: int, noun: int) -> Amount:
    """Apply the bounding word before the noun: 超过注册资本百分之三十."""
    reach = max(earliest, noun - patterns.BEFORE_REACH)
    before = patterns.BEFORE.search(text, reach, noun)
    if before is None or before.lastgroup is None:
        return amount
    side, inclusive = _bound(before, None)
    amount = replace(amount, start=before.start())
    if side == "high":
        return replace(amount, low=None, low_inclusive=False, high_inclusive=inclusive)
    return replace(amount, high=None, high_inclusive=False, low_inclusive=inclusive)


def _per(amount: Amount, text: str) -> str | None:
    reach = max(0, amount.start - patterns.PER_REACH)
    match = patterns.PER.search(text, reach, amount.start)
    return match["per"] if match else None
