"""形制 -- what a line is by its wording alone: an address, a formula, a date, an appendix.

GB/T 9704-2012 fixes where 主送机关, 附件说明, 署名 and 成文日期 stand in an official
document; a plain text keeps only their words.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.documents.marks import Mark

INFO_END: Final = "<!-- INFO END -->"
"""The line with which the collection's files end their head."""

STOPS: Final = "。；：:;！？!?…”』"
"""With one of these a sentence of a legal text ends, or announces what follows."""

CLOSED: Final = STOPS + "）)》〉】］]"
"""After one of these a line may end; after any other character its sentence goes on."""

_ADDRESS: Final = re.compile(
    r"[^。；“”]{2,300}(?:政府|办公厅|办公室|部门|单位|机构|机关|组织|团体|企业|公司|银行|学校|大学|学院|医院"
    r"|委员会|管委会|居委会|院|厅|局|委|办|处|科|署|会|总队|支队|大队|中心|协会|同志|居民|市民|省|市|区|县"
    r"|乡|镇|街道)(?:[（(][^）)]{1,40}[）)])?[：:]"
)
_FORMULA: Final = re.compile(
    r"[^。；;]{1,80}[＝=][^。；;]{1,160}[。；;]?|[＋×÷][^。；;]{1,160}[。；;]?"
)
_AMENDS: Final = re.compile(
    r"(?:原?第.{1,20}[编章节条款项目].{0,12})?(?:相应)?(?:修?改为|顺延为|修改|删去|删除|增加|调整)"
)
_DATE_LINE: Final = re.compile(
    r"[（(]?\s*(?:[0-9０-９]{4}|[〇○零ＯO0一二三四五六七八九]{4})\s*年\s*[0-9０-９一二三四五六七八九十]{1,3}\s*月"
    r"\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日\s*[）)]?"
)
_APPENDIX: Final = re.compile(
    r"附\s*(?:件|录|表|图|则[一二三四五六七八九十])?\s*[0-9０-９一二三四五六七八九十]{0,3}\s*(?:[：:.．、].{0,80}|\s.{0,60})?"
)
_FOREWORD: Final = re.compile(r"[序前引]\s*言")
_LONGEST_HEADING: Final = 40
_PROSE: Final = re.compile("[。；：，]")


def is_heading(words: str, mark: Mark) -> bool:
    """Whether `words` after 第…章 are a heading: short, and no sentence."""
    if not words:
        return True
    if len(words) > _LONGEST_HEADING or words[-1] in "。；，：、”":
        return False
    return mark.gap or not (_PROSE.search(words) or words[0] in "的规至到和、第（(及与所中")


def is_address(text: str) -> bool:
    """Whether a line names those to whom a document is sent, 主送机关."""
    return text[-1:] in "：:" and _ADDRESS.fullmatch(text) is not None


def is_formula(text: str) -> bool:
    """Whether a line is nothing but a formula."""
    if "＝" not in text and "=" not in text and text[:1] not in "＋×÷":
        return False
    return _FORMULA.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, as below a signature."""
    return text[-1:] in "日）)" and _DATE_LINE.fullmatch(text) is not None


def is_appendix(text: str) -> bool:
    """Whether a line opens an appendix: 附件, 附件1, 附：, 附录 and its title."""
    if text[:1] != "附":
        return False
    return _APPENDIX.fullmatch(text) is not None and not text.startswith("附则")


def amends(text: str) -> bool:
    """Whether a line itself amends, so that it cannot lie in what is to be inserted."""
    return _AMENDS.match(text) is not None


def is_foreword(text: str) -> bool:
    """Whether a line is 序言: a heading that never has a number, nor a mark in a plain text."""
    return text[:1] in "序前引" and _FOREWORD.fullmatch(text) is not None


def is_headline(text: str) -> bool:
    """Whether words are a heading rather than a sentence: they end without a stop."""
    return not text or text[-1] not in STOPS
