"""自动编号 -- the number that Word shows before a paragraph but nobody typed.

Lists are numbered as ECMA-376 part 1, 17.9 says: paragraphs of one abstract list
count together, whatever concrete list they name; a concrete list may restart a level;
a level restarts after any higher one unless it says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from plumbline.text.numerals import to_chinese

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_PUNCTUATED: Final = re.compile(r"[、．.。)）\]】〕:：,，—-]$")
_LEVELS: Final = 9
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_DIGITS: Final = "〇一二三四五六七八九"
_FORMAL: Final = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH: Final = {ord("0") + digit: ord("０") + digit for digit in range(10)}
_CHINESE: Final = frozenset(
    {"chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting"}
)
_CHINESE_TO_99: Final = frozenset({"chineseCounting", "taiwaneseCounting"})
_BY_DIGIT: Final = frozenset(
    {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2"}
)
_ENCLOSED: Final = {
    "decimalEnclosedCircle": "①",
    "decimalEnclosedCircleChinese": "①",
    "decimalEnclosedParen": "⑴",
    "decimalEnclosedFullstop": "⒈",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, what it prints around the number."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    follows: str = "tab"
    restarts_after: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Numbers:
    """The lists of a document and how far each has counted. `label` moves them on."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    list_of: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, tuple[int | None, Level | None]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, depth: int) -> str:
        """What is shown before the next paragraph of concrete list `number` at a depth from 0."""
        abstract = self.list_of.get(number)
        if abstract is None or not 0 <= depth < _LEVELS:
            return ""
        levels = self._levels_of(number, abstract)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        self._count(number, depth, level, counts)
        for deeper in range(depth + 1, _LEVELS):
            limit = levels[deeper].restarts_after if deeper in levels else None
            if limit is None or depth < limit:
                counts.pop(deeper, None)
        return _shown(level, depth, levels, counts)

    def depth_of_style(self, number: str, style: str) -> int | None:
        """The depth that a list gives to the paragraphs of a style, if it names that style."""
        levels = self.levels.get(self.list_of.get(number, ""), {})
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def _levels_of(self, number: str, abstract: str) -> dict[int, Level]:
        own = {
            depth: level for depth, (_, level) in self.overrides.get(number, {}).items() if level
        }
        return {**self.levels.get(abstract, {}), **own}

    def _count(self, number: str, depth: int, level: Level, counts: dict[int, int]) -> None:
        restart, _ = self.overrides.get(number, {}).get(depth, (None, None))
        if restart is not None and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            counts[depth] = restart
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1


def read_numbers(root: etree._Element | None) -> Numbers:
    """The lists that `word/numbering.xml` defines; none when there is no such part."""
    numbers = Numbers()
    if root is None:
        return numbers
    linked: dict[str, str] = {}
    named: dict[str, str] = {}
    for abstract in root.iterfind(f"{W}abstractNum"):
        key = abstract.get(f"{W}abstractNumId", "")
        numbers.levels[key] = dict(_level(found) for found in abstract.iterfind(f"{W}lvl"))
        if style := _value(abstract, "styleLink"):
            named[style] = key
        if style := _value(abstract, "numStyleLink"):
            linked[key] = style
    for key, style in linked.items():
        numbers.levels[key] = numbers.levels.get(named.get(style, ""), {})
    for concrete in root.iterfind(f"{W}num"):
        key = concrete.get(f"{W}numId", "")
        numbers.list_of[key] = _value(concrete, "abstractNumId")
        numbers.overrides[key] = {
            whole(override.get(f"{W}ilvl"), 0): _override(override)
            for override in concrete.iterfind(f"{W}lvlOverride")
        }
    return numbers


def whole(text: str | None, default: int) -> int:
    """A whole number of a size that a document can mean, or the default."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if abs(number) < 1_000_000 else default


def shown_number(number: int, form: str) -> str:
    """A number in one of the forms of ST_NumberFormat; unknown forms count in decimals."""
    if form == "none" or form == "bullet" or number < 0:
        return ""
    if form in _CHINESE or (form in _CHINESE_TO_99 and number < 100):
        return to_chinese(number)
    if form in _CHINESE_TO_99 or form in _BY_DIGIT:
        zero = "○" if form in _CHINESE_TO_99 else "〇"
        return "".join(zero if d == "0" else _DIGITS[int(d)] for d in str(number))
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return to_chinese(number).translate(_FORMAL)
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate(_FULL_WIDTH)
    if form == "decimalZero":
        return f"{number:02}"
    if form in _ENCLOSED:
        return chr(ord(_ENCLOSED[form]) + number - 1) if 1 <= number <= 20 else str(number)
    return _lettered(number, form)


def _lettered(number: int, form: str) -> str:
    if number < 1 or number > 30_000:
        return str(number)
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter if form == "upperLetter" else letter.lower()
    if form == "ideographTraditional":
        return _STEMS[number - 1] if number <= len(_STEMS) else str(number)
    if form == "ideographZodiac":
        return _BRANCHES[number - 1] if number <= len(_BRANCHES) else str(number)
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _shown(level: Level, depth: int, levels: dict[int, Level], counts: dict[int, int]) -> str:
    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        if at > depth or at not in levels:
            return ""
        form = "decimal" if level.is_legal and at < depth else levels[at].form
        return shown_number(counts.get(at, levels[at].start), form)

    if level.form == "bullet":
        return ""
    label = _PLACEHOLDER.sub(number, level.text)
    if not label or level.follows == "nothing" or _PUNCTUATED.search(label):
        return label
    # A tab or a space follows; after punctuation it only aligns, elsewhere it parts words.
    return label if label[-1].isspace() else label + "\u3000"


def _level(found: etree._Element) -> tuple[int, Level]:
    restart = found.find(f"{W}lvlRestart")
    text = _value(found, "lvlText")
    return whole(found.get(f"{W}ilvl"), 0), Level(
        start=max(whole(_value(found, "start"), 1), 0),
        form=_value(found, "numFmt") or "decimal",
        text=text,
        follows=_value(found, "suff") or "tab",
        restarts_after=None if restart is None else whole(restart.get(f"{W}val"), 0),
        is_legal=found.find(f"{W}isLgl") is not None,
        style=_value(found, "pStyle"),
    )


def _override(found: etree._Element) -> tuple[int | None, Level | None]:
    start = found.find(f"{W}startOverride")
    own = found.find(f"{W}lvl")
    level = None if own is None else _level(own)[1]
    if start is None:
        return None, level
    first = max(whole(start.get(f"{W}val"), 1), 0)
    return first, None if level is None else replace(level, start=first)


def _value(parent: etree._Element, tag: str) -> str:
    found = parent.find(f"{W}{tag}")
    return "" if found is None else found.get(f"{W}val", "")
