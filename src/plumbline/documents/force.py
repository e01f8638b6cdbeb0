"""施行 -- from which day a text binds, and until when: read from its own closing articles.

立法法#61: a law states the day of its effect. Where a text says only “自公布之日起”,
the day of publication is taken, and where that is not given, the day of adoption;
the rule that was used stands beside the day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from plumbline.documents.model import Document, Metadata, Unit
from plumbline.text.dates import parse_date
from plumbline.text.numerals import parse_numeral

_C: Final = "0-9０-９一二三四五六七八九十"
DAY: Final = rf"[{_C}〇○零\s]{{1,9}}年[{_C}\s]{{1,4}}月[{_C}\s]{{1,4}}日"
"""Pattern source of a day as closing words write it, blanks between its parts included."""
BINDS: Final = "(?:施行|实施|执行|生效|试行|使用|启用)"
"""Pattern source of the words by which a text binds from a day."""
_IN_FORCE: Final = re.compile(rf"自\s*({DAY})\s*(?:起|开始)?\s*{BINDS}(?!的《)")
_OF_PARTS: Final = re.compile(
    r"第[^，。；《》]{1,80}(?:编|章|节|条|款|项|目)(?:的?规定(?:的[^，。；]{1,20})?)?，?\s*$"
)
_OF_ITSELF: Final = re.compile(
    r"(?:本[^，。；《]{1,12}|(?:印发|公布|发布|同意)[^。；《》]{0,40}，)"
    rf"(?:自|从).{{0,60}}?{BINDS}.{{0,60}}"
)
_SPEAKS: Final = frozenset(("preamble", "text", "section_1", "section_2"))
_ON_PUBLICATION: Final = re.compile(
    rf"(?:公布|发布|颁布|印发|通过|批准|下发)之日(?:\s*起)?\s*{BINDS}|公布后施行"
)
_DAYS_AFTER: Final = re.compile(
    r"(?:公布|发布|印发)之日起\s*([0-9一二三四五六七八九十]+)\s*(日|个月)后\s*(?:起)?(?:施行|实施|执行)"
)
# 许可证有效期5年 is the validity of a permit: only the text's own, or one after 施行, counts.
_VALID_FOR: Final = re.compile(
    r"(?:(?:本[^，。；]{1,12}|施行[^。；]{0,6}|试行[^。；]{0,6}|^|[，；。]\s*)(?:的)?有效期(?:限)?|试行期(?:限)?)"
    r"(?:为|是)?\s*([0-9一二三四五六七八九十两]+)\s*(年|个月)"
)
_VALID_UNTIL: Final = re.compile(
    rf"有效期(?:限)?(?:至|到|截至|截止到?)\s*({DAY})|(?:施行|执行|实施)至\s*({DAY})|试行至\s*({DAY})"
)
_DAY_AT_END: Final = re.compile(
    r"([0-9０-９〇○零ＯO一二三四五六七八九]{4}\s*年\s*[0-9０-９一二三四五六七八九十]{1,3}\s*月\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日)\s*[）)]?$"
)
_ORGAN_END: Final = re.compile(r"(?:府|厅|局|委|会|院|部|署|办|室|处|队|中心|行|司|组)$")
_LOOK_BACK: Final = 6
_AT_ONCE: Final = re.compile(r"(?:公布|发布|颁布)(?:施行|实施)")
_MOST_DAYS_AFTER: Final = 3650
_MOST_MONTHS: Final = 1200
_MOST_DAYS_BACK: Final = 365
"""A text may bind from some weeks before its own day, but never from a year before."""
_LONG: Final = 8000
"""Characters of a passage that are searched, half of them at either end."""


def complete(document: Document, *, is_amendment: bool) -> Document:
    """Add what the text itself states: the days of signature, effect and expiry."""
    metadata = document.metadata
    adopted, issuers = _signed(document)
    adopted, issuers = metadata.adopted_on or adopted, metadata.issuers or issuers
    closing = _closing_passages(document)
    stated, rule = _stated(closing, metadata, adopted)
    effective, effective_rule = stated, rule
    first = metadata.first_adopted_on or adopted
    if adopted is not None and stated is not None and stated < adopted:
        if _is_later_text(metadata, adopted, stated):
            effective, effective_rule = adopted, "amended"
        if first is not None and (first - stated).days > _MOST_DAYS_BACK:
            first = stated  # the head is silent on the first text, which bound from that day
    if effective is None and adopted is not None:
        effective, effective_rule = adopted, "adopted"
    completed = replace(
        metadata,
        adopted_on=adopted,
        first_adopted_on=first,
        issuers=issuers,
        effective_on=effective,
        effective_rule=effective_rule,
        stated_effective_on=stated,
        stated_rule=rule,
        expires_on=_expires(closing, stated or effective),
        is_amendment=is_amendment,
    )
    return replace(document, metadata=completed)


def _is_later_text(metadata: Metadata, adopted: date, stated: date) -> bool:
    """Whether a text that states an earlier day of effect than its own has been amended since.

    The history may say so, or the name of the file, which tells a later day than the history.
    """
    if any(entry.action in ("amended", "revised") for entry in metadata.history):
        return True
    made = [entry.day for entry in metadata.history if entry.action != "in_force"]
    is_named_later = metadata.named_on == adopted and max(made, default=adopted) < adopted
    return is_named_later or (adopted - stated).days > _MOST_DAYS_BACK


def _signed(document: Document) -> tuple[date | None, tuple[str, ...]]:
    """The day and the organs below the text."""
    signed = [
        unit.text
        for part in (document.head, document.tail)
        for unit in part
        if unit.kind == "signature"
    ]
    days = [day for day in (parse_date(_last_day(text)) for text in signed) if day is not None]
    organs = tuple(text for text in signed if not _last_day(text) and _ORGAN_END.search(text))
    return (days[-1] if days else None), organs


def _last_day(text: str) -> str:
    found = _DAY_AT_END.search(text)
    return re.sub(r"\s", "", found[1]) if found else ""


def _closing_passages(document: Document) -> list[str]:
    """Where a text says when it binds, likeliest first: its last articles or paragraphs.

    A preamble, and the words of a notice, say it only where they speak of the text itself.
    """
    articles = list(document.articles())
    numbered = [unit for unit in document.body if unit.kind not in ("preamble", "address")]
    passages = [_words(unit) for unit in reversed((articles or numbered)[-_LOOK_BACK:])]
    above = [unit for unit in document.head if unit.kind in _SPEAKS]
    if not articles:
        above += document.body[:2]
    for unit in reversed(above):
        found = _OF_ITSELF.search(_words(unit))
        passages += [found[0]] if found else []
    return passages


def _words(unit: Unit) -> str:
    words = "".join([part.text for part in unit.walk()]) if unit.children else unit.text
    return words if len(words) <= _LONG else words[: _LONG // 2] + words[-_LONG // 2 :]


def _stated(
    passages: list[str], metadata: Metadata, adopted: date | None
) -> tuple[date | None, str]:
    for passage in passages:
        if "之日" not in passage and "自" not in passage:
            continue
        stated = _of_the_whole(passage)
        if stated:
            return parse_date(re.sub(r"\s", "", stated[1])), "stated"
        later = _DAYS_AFTER.search(passage)
        if later:
            return _after(later, _published(metadata, adopted)), "days_after_publication"
        if _ON_PUBLICATION.search(passage):
            return _published(metadata, adopted), "publication"
        part = _IN_FORCE.search(passage)
        if part:
            return parse_date(re.sub(r"\s", "", part[1])), "stated"
    if metadata.effective_on is not None:
        return metadata.effective_on, "history"
    at_once = any(_AT_ONCE.search(entry.text) for entry in metadata.history)
    if metadata.effective_rule == "publication" or at_once:
        return _published(metadata, adopted), "publication"
    return None, ""


def _of_the_whole(passage: str) -> re.Match[str] | None:
    """The day from which a text binds, other than those of single provisions."""
    days = _IN_FORCE.finditer(passage)
    return next((day for day in days if not _OF_PARTS.search(passage[: day.start()])), None)


def _published(metadata: Metadata, adopted: date | None) -> date | None:
    """The day on which the text was first published; failing that, adopted."""
    published = [entry.day for entry in metadata.history if entry.action == "published"]
    made = [entry.day for entry in metadata.history if entry.action != "in_force"]
    return min(published, default=min(made, default=adopted))


def _after(found: re.Match[str], base: date | None) -> date | None:
    if base is None:
        return None
    count = parse_numeral(found[1]) or 0
    if count > _MOST_DAYS_AFTER:
        return None
    if found[2] == "日":
        return date.fromordinal(base.toordinal() + count)
    return _add_months(base, count)


def _expires(passages: list[str], effective: date | None) -> date | None:
    """The last day of validity. A validity of n years ends the day before its n-th anniversary."""
    for passage in passages:
        until = _VALID_UNTIL.search(passage)
        if until:
            return parse_date(re.sub(r"\s", "", until[1] or until[2] or until[3]))
        valid = _VALID_FOR.search(passage)
        if valid and effective:
            count = parse_numeral(valid[1]) or 0
            months = count if valid[2].endswith("月") else 12 * count
            if 0 < months <= _MOST_MONTHS:
                return date.fromordinal(_add_months(effective, months).toordinal() - 1)
    return None


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return day
