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

from plumbline.documents.model import Document, Unit
from plumbline.text.dates import parse_date
from plumbline.text.numerals import parse_numeral

_D: Final = r"[0-9０-９〇○零一二三四五六七八九十\s]{1,9}年[0-9０-９一二三四五六七八九十\s]{1,4}月[0-9０-９一二三四五六七八九十\s]{1,4}日"
_SELF: Final = (
    r"(?:本(?:法|条例|办法|规定|决定|细则|规则|通知|意见|方案|修正案|规章|章程|暂行规定|暂行条例|标准|基准|清单|公告|"
    r"实施细则|实施办法|制度|准则|规程|文件|暂行办法|试行办法|补充规定|解释|命令|决议|组织法|大纲|纲要|目录|法典|议事规则))"
)
_IN_FORCE: Final = re.compile(rf"{_SELF}?(?:[^。；]{{0,20}}?)自\s*({_D})\s*(?:起|开始)?\s*(?:施行|实施|执行|生效|试行)")
_ON_PUBLICATION: Final = re.compile(
    r"自?\s*(?:公布|发布|颁布|印发|通过|批准|下发)之日(?:\s*起)?\s*(?:施行|实施|执行|生效|试行)|公布后施行"
)
_DAYS_AFTER: Final = re.compile(
    r"自\s*(?:公布|发布|印发)之日起\s*([0-9一二三四五六七八九十]+)\s*(日|个月)后\s*(?:起)?(?:施行|实施|执行)"
)
_VALID_YEARS: Final = re.compile(r"有效期(?:限)?(?:为|是)?\s*([0-9一二三四五六七八九十两]+)\s*年")
_VALID_UNTIL: Final = re.compile(rf"有效期(?:限)?(?:至|到|截至|截止到?)\s*({_D})|(?:施行|执行|实施)至\s*({_D})|试行至\s*({_D})")
_LOOK_BACK: Final = 6


def complete(document: Document) -> Document:
    """Add the days of effect and expiry that the text itself states."""
    closing = _closing_passages(document)
    metadata = document.metadata
    effective, rule = _effective(closing, document)
    if effective is None:
        effective, rule = metadata.effective_on, metadata.effective_rule
    adopted = metadata.adopted_on
    if adopted and metadata.history and _later_amended(document) and effective and effective < adopted:
        effective, rule = adopted, "amended"
    if effective is None and adopted is not None:
        effective, rule = adopted, "adopted"
    expires = _expires(closing, effective)
    return replace(
        document,
        metadata=replace(metadata, effective_on=effective, effective_rule=rule, expires_on=expires),
    )


def _later_amended(document: Document) -> bool:
    return any(entry.action in ("amended", "revised") for entry in document.metadata.history)


def _closing_passages(document: Document) -> list[str]:
    """The last articles or paragraphs, latest first: the place where a text says when it binds."""
    articles = list(document.articles())
    units: list[Unit] = articles if articles else list(document.body)
    passages = ["".join(part.text for part in unit.walk()) for unit in units[-_LOOK_BACK:]]
    first = ["".join(part.text for part in unit.walk()) for unit in units[:2]]
    return [*reversed(passages), *(first if not articles else [])]


def _effective(passages: list[str], document: Document) -> tuple[date | None, str]:
    metadata = document.metadata
    base = metadata.published_on or metadata.adopted_on
    for passage in passages:
        stated = _IN_FORCE.search(passage)
        if stated:
            return parse_date(re.sub(r"\s", "", stated[1])), "stated"
        if _DAYS_AFTER.search(passage):
            return _after(_DAYS_AFTER.search(passage), base), "days_after_publication"
        if _ON_PUBLICATION.search(passage):
            return _publication(document), "publication"
    return None, ""


def _publication(document: Document) -> date | None:
    """The day of publication of the first text; amended texts keep the clause of the first."""
    metadata = document.metadata
    published = [e.day for e in metadata.history if e.action in ("published", "adopted", "revised")]
    return metadata.published_on or max(published, default=metadata.adopted_on)


def _after(found: re.Match[str] | None, base: date | None) -> date | None:
    if found is None or base is None:
        return None
    count = parse_numeral(found[1]) or 0
    if found[2] == "日":
        return date.fromordinal(base.toordinal() + count)
    return _add_months(base, count)


def _expires(passages: list[str], effective: date | None) -> date | None:
    """The last day of validity. A validity of n years ends the day before its n-th anniversary."""
    for passage in passages:
        until = _VALID_UNTIL.search(passage)
        if until:
            return parse_date(re.sub(r"\s", "", until[1] or until[2] or until[3]))
        years = _VALID_YEARS.search(passage)
        if years and effective:
            count = parse_numeral(years[1])
            if count and count <= 100:
                return date.fromordinal(_add_months(effective, 12 * count).toordinal() - 1)
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
