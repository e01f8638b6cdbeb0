"""名称 -- the interface's words for the codes that kernels use: kinds, levels, states, faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plumbline.documents.address import read_eid
from plumbline.text.numerals import to_chinese

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = dict[str, _StrPromise]

KINDS: Final[Words] = {
    "constitution": _("宪法"),
    "law": _("法律"),
    "administrative_regulation": _("行政法规"),
    "supervisory_regulation": _("监察法规"),
    "local_regulation": _("地方性法规"),
    "departmental_rule": _("部门规章"),
    "local_government_rule": _("地方政府规章"),
    "normative_document": _("行政规范性文件"),
    "judicial_interpretation": _("司法解释"),
    "other": _("其他"),
}
LEVELS: Final[Words] = {
    "national": _("国家"),
    "province": _("省级"),
    "district": _("区县级"),
    "township": _("乡镇级"),
}
STATES: Final[Words] = {
    "in_force": _("现行有效"),
    "not_yet_in_force": _("尚未施行"),
    "superseded": _("已被修改"),
    "repealed": _("已废止"),
    "lapsed": _("已失效"),
    "partly_in_force": _("部分有效"),
    "unverified": _("未能核实"),
    "unknown": _("未收录文本"),
}
SEARCH_STATES: Final[Words] = {
    "in_force": _("现行有效"),
    "not_yet": _("尚未施行"),
    "ended": _("已失效或者被修改"),
}
STATUSES: Final[Words] = {
    "ok": _("引用有效"),
    "moved": _("条款已移位"),
    "changed_unverified": _("条款可能已变"),
    "repealed": _("所引已废止"),
    "not_yet_in_force": _("所引尚未施行"),
    "no_such_provision": _("没有该条款"),
    "unknown_document": _("未知文件"),
    "unverifiable": _("无法核实"),
    "not_a_citation": _("不是法源引用"),
}
STATUS_MEANINGS: Final[Words] = {
    "ok": _("所引条款存在，并在基准日有效。"),
    "moved": _("所引文件已经修改，内容现在在别的条款。"),
    "changed_unverified": _("所引文件已经修改，新文本未收录，条款是否变化无法确定。"),
    "repealed": _("所引文件或者条款在基准日已经废止或者失效。"),
    "not_yet_in_force": _("所引文件在基准日尚未施行。"),
    "no_such_provision": _("所引文件中没有这一条、款或者项。"),
    "unknown_document": _("文件库和法规目录中都没有这份文件。"),
    "unverifiable": _("文本不全或者未收录，不能断定条款是否存在。"),
    "not_a_citation": _("书名号内是证照、文书或者标准，不作为法源核对。"),
}
EFFECTIVE_RULES: Final[Words] = {
    "stated": _("文本写明施行日期"),
    "publication": _("自公布之日起施行"),
    "days_after_publication": _("自公布之日起若干日后施行"),
    "history": _("文头写明施行日期"),
    "amended": _("取修改决定之日，文本未另写明"),
    "adopted": _("取通过之日，文本未写明"),
}
COMPARED: Final[Words] = {
    "same": _("未变"),
    "moved": _("移位"),
    "amended": _("修改"),
    "moved_amended": _("移位并修改"),
    "split": _("拆分"),
    "merged": _("合并"),
    "new": _("新增"),
    "deleted": _("删除"),
}
OUTCOMES: Final[Words] = {
    "new": _("新入库"),
    "same": _("内容相同"),
    "new_version": _("新版本"),
    "replaced": _("已替换"),
    "refused": _("未收录"),
}
EVENTS: Final[Words] = {
    "adopted": _("通过"),
    "approved": _("批准"),
    "published": _("公布"),
    "amended": _("修正"),
    "revised": _("修订"),
    "in_force": _("施行"),
    "repealed": _("废止"),
}
FINDING_KINDS: Final[Words] = {
    "damage": _("原件瑕疵"),
    "drafting": _("起草疏漏"),
    "expected": _("正常现象"),
}

AGENCY_KINDS: Final[Words] = {
    "government": _("政府"),
    "department": _("政府部门"),
    "dispatched_organ": _("派出机关"),
    "dispatched_office": _("派出机构"),
    "authorised_organisation": _("法律法规授权组织"),
    "entrusted_organisation": _("受委托组织"),
    "brigade": _("综合行政执法大队"),
    "judicial_office": _("司法所"),
}
AGENCY_LEVELS: Final[Words] = {
    "municipal": _("市级"),
    "district_county": _("区县"),
    "township_subdistrict": _("乡镇（街道）"),
}
ROLES: Final[Words] = {
    "administrator": _("管理员"),
}
MARKS: Final[Words] = {
    "W": _("见于网页，未读到正式文本"),
    "I": _("推断，法律没有明说"),
    "M": _("凭记忆，未核对"),
}
NOT_COUNTED: Final[Words] = {
    "rest": _("休息日"),
    "excluded": _("依法扣除"),
    "suspended": _("中止"),
}
STAYS: Final[Words] = {
    "not_a_day_of_rest": _("届满之日是工作日，不顺延"),
    "law_is_silent": _("届满之日是休息日，法律没有规定顺延"),
    "counted_back": _("倒数的日期不顺延"),
}
WEEKDAYS: Final[Words] = {
    "1": _("一"),
    "2": _("二"),
    "3": _("三"),
    "4": _("四"),
    "5": _("五"),
    "6": _("六"),
    "7": _("日"),
}
CASE_STATES: Final[Words] = {
    "open": _("办理中"),
    "late": _("已经逾期"),
    "found": _("有发现的问题"),
    "closed": _("已经办结"),
}
NOTICES: Final[Words] = {
    "due_near": _("快要届满"),
    "due_passed": _("已经届满"),
    "escalated": _("逐级提醒"),
    "silence": _("依法视为"),
    "due_moved": _("届满日变动"),
    "event": _("新记录"),
    "given": _("交您承办"),
    "mention": _("提到您"),
}
NOTICE_STATES: Final[Words] = {
    "open": _("未确认"),
    "done": _("已经确认或者办理"),
}
MOVED_BECAUSE: Final[Words] = {
    "calendars": _("工作日历已经修订"),
    "clocks": _("法定期间已经修订"),
    "procedures": _("程序定义已经修订"),
}
FAMILIES: Final[dict[str, Words]] = {
    "kind": KINDS,
    "level": LEVELS,
    "state": STATES,
    "search_state": SEARCH_STATES,
    "status": STATUSES,
    "status_meaning": STATUS_MEANINGS,
    "effective_rule": EFFECTIVE_RULES,
    "compared": COMPARED,
    "outcome": OUTCOMES,
    "event": EVENTS,
    "finding_kind": FINDING_KINDS,
    "agency_kind": AGENCY_KINDS,
    "agency_level": AGENCY_LEVELS,
    "role": ROLES,
    "mark": MARKS,
    "not_counted": NOT_COUNTED,
    "stays": STAYS,
    "case_state": CASE_STATES,
    "weekday": WEEKDAYS,
    "notice": NOTICES,
    "notice_state": NOTICE_STATES,
    "moved_because": MOVED_BECAUSE,
}

_PARTS_OF_ARTICLES: Final = (
    ("sub", _("之%(number)s")),
    ("paragraph", _("第%(number)s款")),
    ("item", _("第（%(number)s）项")),
    ("subitem", _("第%(number)s目")),
)
_NUMBERED: Final = re.compile(r"sec_(\d+)")  # 一、 of a document that has no articles
_DIVISION: Final = re.compile(r"(?:^|__)(part|subpart|chp|sec)_(\d+)")
_DIVISIONS: Final[Words] = {
    "part": _("第%(number)s编"),
    "subpart": _("第%(number)s分编"),
    "chp": _("第%(number)s章"),
    "sec": _("第%(number)s节"),
}


def word(family: str, code: str) -> str:
    """The word for a code; a code that has none stands for itself."""
    return str(FAMILIES.get(family, {}).get(code, code))


def provision_name(eid: str) -> str:
    """An id as people say it: art_33__para_1 is 第三十三条第一款; empty for other ids."""
    if numbered := _NUMBERED.match(eid):
        return _numbered(_("第%(number)s部分"), int(numbered[1]))
    address = read_eid(eid)
    if address is None:
        return "".join(
            _numbered(_DIVISIONS[unit], int(number)) for unit, number in _DIVISION.findall(eid)
        )
    return _numbered(_("第%(number)s条"), address.article) + "".join(
        _numbered(pattern, number)
        for level, pattern in _PARTS_OF_ARTICLES
        if (number := getattr(address, level))
    )


def _numbered(pattern: _StrPromise, number: int) -> str:
    in_english = (get_language() or "").startswith("en")
    return str(pattern) % {"number": number if in_english else to_chinese(number)}
