"""问题有误 -- what is said of a question that cannot be read, or may have been read amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from plumbline.search import QueryFault
from plumbline.web.layout import words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_FAULTS: Final[dict[str, _StrPromise]] = {
    "day": _("“%(found)s”不是日期，应写成 2024-01-31 这样。"),
    "year": _("“%(found)s”不是年份，应写成 2021 或者 2019..2021。"),
    "status": _(
        "没有“%(found)s”这种效力状态，可以写 in_force（现行有效）、not_yet（尚未施行）"
        "或者 ended（已失效）。"
    ),
    "status_day": _("按效力筛选需要日期，例如 on:2024-01-31。"),
    "kind": _("没有“%(found)s”这个种类，可以写：%(allowed)s。"),
    "level": _("没有“%(found)s”这个层级，可以写：%(allowed)s。"),
}
_MISREAD: Final[dict[str, _StrPromise]] = {
    "unclosed_quotation": _("引号没有成对，其中的字词没有当作原句查找。"),
    "operators": _("AND、OR、NOT、括号和星号在这里没有特别的意思，多个词用空格隔开即可。"),
    "not_chinese": _("库中的文本是中文，请用中文提问。"),
}


def fault_words(fault: QueryFault) -> str:
    """Why a question could not be read; the parser's own words for a fault that is new here."""
    if fault.code not in _FAULTS:
        return str(fault)
    names = words.FAMILIES.get(fault.code, {})
    allowed = str(_("、")).join(_written(code, str(name)) for code, name in names.items())
    return str(_FAULTS[fault.code]) % {"found": fault.found, "allowed": allowed}


def misread_words(code: str) -> str:
    """What may have kept a question from finding anything."""
    return str(_MISREAD[code])


def _written(code: str, name: str) -> str:
    """A value as it may be written after the colon: by its code, which every language has."""
    return code + str(_("（%(inside)s）")) % {"inside": name}
