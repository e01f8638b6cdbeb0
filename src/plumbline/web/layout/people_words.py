"""机构人员用语 -- what was changed of agencies and people, and why something cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from plumbline.store.agencies import PeopleFault

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = dict[str, _StrPromise]

FAULTS: Final[Words] = {
    "no_agency": _("%(day)s 没有代码为 %(agency)s 的机关。"),
    "other_name": _("编号 %(number)s 已经属于另一个人，姓名不是“%(name)s”。"),
    "role_held": _("这项职责在 %(from_on)s 至 %(until_on)s 已经担任，请先结束，或者从那以后起算。"),
    "has_account": _("%(name)s 已经有账户，登录名 %(username)s。"),
    "no_account": _("%(name)s 还没有账户。"),
    "username_taken": _("登录名 %(username)s 已经有人使用，请另取一个。"),
    "end_outside": _("结束日期应在 %(from_on)s 与 %(until_on)s 之间。"),
    "deputy_of_deputy": _("代理的职责不能再由别人代理，请选本人的职责。"),
    "deputy_is_self": _("不能由本人代理本人，请选别人。"),
    "deputy_outside": _(
        "代理的日期应在职责的起止（%(from_on)s 至 %(until_on)s）之内，且止日晚于起日。"
    ),
    "taker_is_self": _("不能移交给本人，请选别人。"),
    "nothing_to_hand": _("%(name)s 自 %(day)s 起在%(agency)s没有职责，没有可以移交的。"),
    "code_taken": _("代码 %(code)s 已经属于%(name)s，请另取一个。"),
    "has_below": _("%(day)s 还有 %(count)s 个下属机关，例如%(name)s，请先调整隶属或者撤销。"),
    "has_open_cases": _(
        "还有 %(count)s 件没有办结的案件由%(name)s办理或者以它为一方，请填写承接机关。"
    ),
    "below_itself": _("%(name)s 在本机关之下，不能作为上级。"),
    "same_place": _("上级本来就是%(name)s。"),
    "ended_already": _("本机关已经定于 %(day)s 撤销，请先取消。"),
    "not_there": _("%(day)s 没有%(name)s；它的起止是 %(from_on)s 至 %(until_on)s。"),
    "days_order": _("止日（%(until_on)s）应晚于起日（%(from_on)s）。"),
    "is_used": _("还有 %(count)s 条记录与它有关，不能删除，请改为撤销。"),
    "nothing_planned": _("没有尚未生效的安排可以取消。"),
    "certificate_taken": _("这个种类和号码的证件已经登记在别人名下。"),
    "own_account": _("不能锁定或者重置自己的账户，请找另一位管理员。"),
    "subject_taken": _("用户标识 %(subject)s 已经关联另一个账户，请核对。"),
    "unknown_role": _("没有“%(role)s”这项职责。"),
    "out_of_reach": _("%(name)s 在你管理范围之外的机关也有职责，请由共同的上级管理员办理。"),
    "stale_plan": _("预览之后数据有变动，下面是重新核对的结果，请再看一遍。"),
    "has_errors": _("有 %(count)s 行有误。请改正后重新上传，或者只导入正确的行。"),
}
ROW_FAULTS: Final[Words] = {
    "required": _("必须填写"),
    "formula": _("是公式，请改填数值"),
    "merged": _("是合并的单元格，请取消合并"),
    "error": _("是错误值，请改正"),
    "inexact": _("数字太长，已经失去末位，请把单元格设为文本后重填"),
    "long": _("太长：%(found)s 字，不超过 %(allowed)s 字"),
    "control": _("含有看不见的控制字符或者换行"),
    "not_a_day": _("“%(found)s”不是日期，应写成 %(allowed)s"),
    "not_a_choice": _("没有“%(found)s”，可以填：%(allowed)s"),
    "not_a_key": _("“%(found)s”含有空格或者代码里不能有的符号"),
    "twice": _("“%(found)s”重复，第 %(allowed)s 行已有"),
    "no_agency": _("没有代码为“%(found)s”的机关"),
    "out_of_reach": _("“%(found)s”不在你的管理范围"),
    "days_order": _("止日 %(found)s 应晚于起日 %(allowed)s"),
    "has_below": _("届时还有下属机关“%(found)s”"),
    "code_taken": _("与已有代码“%(allowed)s”只差大小写"),
    "not_there": _("%(found)s 机关不存在（%(allowed)s）"),
    "loop": _("上级“%(found)s”又在本机关之下"),
    "other_name": _("这个编号已经属于另一个人，姓名不是“%(found)s”"),
    "role_held": _("与已有的任职（%(allowed)s）重叠"),
    "certificate_taken": _("“%(found)s”已经登记在别人名下"),
}
CHANGES: Final[Words] = {
    "added": _("设立"),
    "renamed": _("更名"),
    "amended": _("修改信息"),
    "moved": _("调整隶属"),
    "ended": _("撤销"),
    "end_undone": _("取消撤销"),
    "move_undone": _("取消调整隶属"),
    "taken_away": _("删除下属机关"),
    "appointed": _("任职"),
    "role_ended": _("结束职责"),
    "role_changed": _("修改任职"),
    "deputised": _("代理"),
    "handed_over": _("移交"),
    "person_renamed": _("更正姓名"),
    "certified": _("登记证件"),
    "certificate_taken_away": _("删除证件"),
    "account_given": _("开设账户"),
    "password_given": _("重设初始密码"),
    "account_locked": _("锁定账户"),
    "account_unlocked": _("解锁账户"),
    "second_factor_reset": _("清除动态口令"),
    "account_bound": _("关联统一身份认证"),
    "account_unbound": _("取消关联统一身份认证"),
}
FIELDS: Final[Words] = {
    "code": _("代码"),
    "name": _("名称"),
    "short_name": _("简称"),
    "parent": _("上级"),
    "kind": _("类别"),
    "level": _("层级"),
    "tier": _("统计口径"),
    "division": _("行政区划代码"),
    "address": _("地址"),
    "phone": _("电话"),
    "from_on": _("起"),
    "until_on": _("止"),
    "successor": _("承接机关"),
    "number": _("编号"),
    "agency": _("机关代码"),
    "role": _("职责"),
    "post": _("职务"),
    "deputy_of": _("代理"),
    "certificate": _("证件"),
    "certificate_kind": _("证件"),
    "certificate_number": _("证件号码"),
    "certificate_from": _("证件起"),
    "certificate_until": _("证件止"),
    "username": _("登录名"),
    "state": _("账户"),
    "subject": _("统一身份认证的用户标识"),
}
STATES: Final[Words] = {"open": _("可以登录"), "locked": _("已锁定")}
PLANNED: Final[Words] = {
    "error": _("有误"),
    "new": _("新增"),
    "changed": _("变更"),
    "same": _("不变"),
}
OUR_ROLES: Final[Words] = {"administrator": _("管理员"), "supervisor": _("监督人员")}


def fault_words(fault: PeopleFault) -> str:
    """Why it cannot be, in the language of the page."""
    return str(FAULTS[fault.code]) % fault.values
