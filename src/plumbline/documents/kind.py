"""种类 -- what kind of document a text is, and at which level it was made.

The kinds are those of 立法法 (宪法、法律、行政法规、地方性法规、自治条例和单行条例、规章) and
行政规范性文件 (国办发〔2018〕37号). The text's own head speaks first; the folder in
which a collection keeps it is asked last.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.documents.model import HistoryEntry

KINDS: Final = (
    "constitution",
    "law",
    "administrative_regulation",
    "supervisory_regulation",
    "local_regulation",
    "departmental_rule",
    "local_government_rule",
    "normative_document",
    "judicial_interpretation",
    "other",
)
"""From the highest force to the lowest (立法法#98 to 102)."""

LEVELS: Final = ("national", "province", "district", "township")

_NATIONAL: Final = (
    "constitution",
    "law",
    "administrative_regulation",
    "supervisory_regulation",
    "departmental_rule",
    "judicial_interpretation",
)

_FOLDERS: Final = (
    ("行政法规", "administrative_regulation"),
    ("部门规章", "departmental_rule"),
    ("地方性法规", "local_regulation"),
    ("司法解释", "judicial_interpretation"),
    ("宪法相关法", "law"),
    ("诉讼与非诉讼程序法", "law"),
    ("民法商法", "law"),
    ("经济法", "law"),
    ("社会法", "law"),
    ("行政法", "law"),
    ("民法典", "law"),
    ("刑法", "law"),
)
_PEOPLES_CONGRESS: Final = re.compile(r"人民代表大会|人大常委会")
_STATE_COUNCIL: Final = re.compile(r"国务院(?:、|令|第|批准|发布|公布|修订)|政务院|国务院$")
_MINISTRY_ORDER: Final = re.compile(r"(?:部|委员会|总局|局|署|银行|会|办公室)令")
_GOVERNMENT_ORDER: Final = re.compile(r"(?:省|市|自治区|州|盟|县|区)(?:人民)?政府令")
_CONSTITUTION: Final = re.compile(r"(?:中华人民共和国)?宪法(?:修正案.*)?")
_COURT: Final = re.compile(r"最高人民(?:法院|检察院)|法释|高检发释")
_NORMATIVE: Final = re.compile(
    r"(?:通知|意见|公告|通告|决定|方案|办法|规定|细则|清单|基准|规范|指引|制度|措施)(?:（.+）)?$"
)
_TITLE_ORGANS: Final = re.compile(
    r"(.{2,100}?(?:府|厅|局|委|会|院|部|署|办公室|总队|支队|大队|中心|行))\s*(?:关于|印发|转发)"
)
_ORGAN_ENDS: Final = "府厅局委会院部署室队心行"
_PROVINCE: Final = re.compile(r"[^第，。]{2,12}?(?:省|市(?!场)|自治区|自治县|自治州|县|区)")
_TOWNSHIP: Final = re.compile(r"(?:镇|乡|街道)(?:人民政府|办事处|关于|党政|综合)")
_DISTRICT: Final = re.compile(r"市[^市，。场]{1,8}(?:区|县)(?!域)|自治县|^[^市省]{2,6}[区县](?!域)")


def kind_of(title: str, made: list[HistoryEntry], number: str, name: str) -> str:
    """The kind of a text from its title, what was done to it, its number, and its folder."""
    if _CONSTITUTION.fullmatch(title):
        return "constitution"
    if _COURT.match(title) or _COURT.match(number):
        return "judicial_interpretation"
    kinds = (_kind_of_entry(entry) for entry in made)
    by_folder = (kind for folder, kind in _FOLDERS if f"{folder}/" in name)
    candidates = (*kinds, _kind_of_number(number), *by_folder, _kind_of_title(title))
    return next(filter(None, candidates), "normative_document" if number else "other")


def _kind_of_title(title: str) -> str:
    if title.startswith("中华人民共和国") and title.endswith("法"):
        return "law"
    if title.endswith("条例"):
        return "local_regulation" if _PROVINCE.match(title) else "administrative_regulation"
    return "normative_document" if _NORMATIVE.search(title) else ""


def issuers_of(title: str, kind: str, made: list[HistoryEntry]) -> tuple[str, ...]:
    """The organs that made a text: those its title begins with, or those of its history.

    Blanks in `title` part one organ from the next.
    """
    named = _TITLE_ORGANS.match(title)
    if named:
        return _organs(named[1])
    if kind == "administrative_regulation":
        return ("国务院",)
    for wanted in ("adopted", "published", "approved", "revised", "amended"):
        for entry in made:
            if entry.action == wanted and entry.organ:
                return _organs(entry.organ)
    return ()


def _organs(words: str) -> tuple[str, ...]:
    """Organs one after another, with a mark, a blank, or only their place between them."""
    again = re.compile(f"(?<=[{_ORGAN_ENDS}])(?={re.escape(words[:3])})")
    parts = (part for piece in re.split(r"[、，\s]+", words) for part in again.split(piece))
    return tuple(part for part in parts if part)


def _kind_of_entry(entry: HistoryEntry) -> str:
    if _PEOPLES_CONGRESS.search(entry.organ):
        return "law" if "全国人民代表大会" in entry.organ else "local_regulation"
    text = f"{entry.organ} {entry.text}"
    if _GOVERNMENT_ORDER.search(text):
        return "local_government_rule"
    if _STATE_COUNCIL.search(text):
        return "administrative_regulation"
    if "国家监察委员会公告" in text:
        return "supervisory_regulation"
    return "departmental_rule" if _MINISTRY_ORDER.search(text) else ""


def _kind_of_number(number: str) -> str:
    if not number:
        return ""
    if "国务院令" in number:
        return "administrative_regulation"
    if _GOVERNMENT_ORDER.search(number):
        return "local_government_rule"
    if _MINISTRY_ORDER.search(number):
        return "departmental_rule"
    return "normative_document"


def level_of(title: str, kind: str, made: list[HistoryEntry]) -> str:
    """`national`, `province`, `district` or `township`, from kind, title and organ."""
    if kind in _NATIONAL:
        return "national"
    organ = next((entry.organ for entry in made if entry.organ), "") or title
    if _TOWNSHIP.search(organ[:30]):
        return "township"
    if _DISTRICT.search(organ[:24]):
        return "district"
    return "province" if _PROVINCE.match(organ) else "national"
