"""任务用语 -- what each job of the worker does, and how its last run ended, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

JOBS: Final[dict[str, _StrPromise]] = {
    "sequence-log": _("为新记录排定存证位置"),
    "run-queue": _("办理排队的单项工作（邮件等）"),
    "recount-due-days": _("重算期限"),
    "look-at-cases": _("检查到期和视同处理"),
    "follow-events": _("通知新的记录"),
    "escalate-notices": _("没有确认的，向上级提醒"),
    "queue-mails": _("提醒邮件排队"),
    "drop-old-tasks": _("清除办完的单项工作"),
    "drop-old-drafts": _("清除久未填写的草稿"),
    "drop-unnamed-files": _("清除没有用到的文件"),
    "drop-uploaded-tables": _("清除没有确认的表格"),
}
STATES: Final[dict[str, _StrPromise]] = {
    "failed": _("失败"),
    "running": _("运行中或者被中断"),
    "fine": _("正常"),
    "never": _("没有运行过"),
}
