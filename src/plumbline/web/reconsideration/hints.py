"""填写提示 -- what the application asks for, in plain words beside those of the statute.

The titles of fields are the statute's words, with its article. Whoever applies may never have read
it: these say in ours what is to be written there, and where one finds it.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

HINTS: Final = {
    "applicant": _(
        "就是您本人；替单位申请的，类别选法人，填单位名称。几个人一起申请的，再加一个。"
    ),
    "respondent": _(
        "作出这个决定的单位，看决定书末尾的印章；几个单位共同作出的，逐一填写。"
        "输入几个字，会列出相近的名称。"
    ),
    "organ": _("由哪一级政府或者部门来复议，多数是那个单位的同级人民政府。"),
    "institution": _("替上面这个机关办理复议的部门，多数是同级的司法局。"),
    "act": _("抄写决定书的标题和编号；没有书面决定的，写他们做了什么，或者该做而没有做什么。"),
    "act_kind": _("拿不准可以不选，由接收的人判断。"),
    "requests": _("您希望怎样处理：撤销、改少、重新处理，或者要求他们做某件事。"),
    "reasons": _("事情的经过，为什么您认为不对；有证据的，写明是哪一份。"),
    "act_on": _("看决定书上写的日期；没有书面决定的，写事情发生的那一天。"),
    "known_on": _("您收到决定书，或者听说这件事的那一天。"),
    "was_told": _("决定书末尾一般写着可以向谁申请复议、多少天以内；写了选“是”。"),
    "told_on": _("当时没有告诉您，后来才知道可以申请复议的，写知道的那一天。"),
    "channel": _("您现在是在网上申请，一般不用改。"),
    "posted_on": _("邮寄申请书的，写邮局收寄的那一天，看邮戳。"),
    "is_real_estate": _("为房屋、土地等提出的选“是”，最长期限不一样。"),
    "is_excused": _("因为灾害、重病等自己不能左右的事没有赶上的选“是”，并在理由里说明。"),
    "obstacle_from": _(
        "从哪一天起不能申请，比如住院的那一天；填了这一天和下一项，耽误的时间不算。"
    ),
    "obstacle_until": _("哪一天起又能申请了，比如出院的那一天。"),
    "must_precede": _("有些事要先复议才能起诉；决定书上写了先申请复议的选“是”，不清楚可以不选。"),
    "precede_told": _("决定书上有没有写明要先申请复议。"),
    "act_case": _("决定书上有案号的，抄在这里；没有不用填。"),
    "amount": _("罚款、补偿等一共多少钱，用元。"),
    "compensation_asked": _("还要求赔偿损失的选“是”，并在请求里写明多少。"),
    "respondent_is_department": _("那个单位是同级政府下面的局、委的选“是”，不清楚可以不选。"),
    "withdrawn_before": _("为同一件事申请过、后来又撤回的选“是”。"),
    "withdrawn_against_will": _("上次撤回不是自己愿意的选“是”。"),
    "attachments": _("决定书和证据，照片或者扫描件都可以，一次选一个文件。"),
}
"""By the name of the field."""
