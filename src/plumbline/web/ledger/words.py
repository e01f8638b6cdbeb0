"""说明 -- what each step of the check of a receipt says to a reader, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STEPS: Final[dict[str, _StrPromise]] = {
    "entry": _("记录的写法符合本日志的格式。"),
    "entry!": _("记录的写法不符合本日志的格式，可能被改动过。"),
    "opening": _("个人信息与当时存证的一致。"),
    "opening!": _("个人信息与当时存证的不一致。"),
    "promise": _("日志已经承诺，在这个时间之前收入这条记录。"),
    "promise!": _("承诺无效：不是由这把公钥对应的密钥签名，或者签的是另一条记录。"),
    "checkpoint": _("检查点确由本日志的密钥签名。"),
    "checkpoint!": _("检查点不是由这把公钥对应的密钥签名的。"),
    "agreement": _("检查点与回执所说的日志和大小相符。"),
    "agreement!": _("检查点与回执所说的日志或者大小不符。"),
    "inclusion": _("这条记录在日志里，从根到叶都对得上。序号（从 0 起）："),
    "inclusion!": _("这条记录不在日志里，或者内容被改动过。"),
    "growth": _("日志只有增加，没有改动。"),
    "growth!": _("不能证明日志只有增加。"),
    "contradiction!": _("两个检查点互相矛盾，日志被改写过。"),
}
"""By step, with an exclamation mark where it does not hold; the codes are those of verify.py."""

VERDICTS: Final[dict[int, _StrPromise]] = {
    0: _("回执成立：这件事已经收入日志，此后没有被改动。"),
    1: _("回执不成立。"),
    2: _("无法核验：读不懂交来的内容。"),
    3: _("承诺有效。收入日志以后，请再来取回执。"),
}
FAULTS: Final[dict[str, _StrPromise]] = {
    "empty": _("请粘贴回执，或者选择回执文件。"),
    "large": _("内容太大。回执通常只有几千个字符，最多一百万个字符。"),
    "nul": _("内容里有不可见的控制字符，不是一张回执。"),
    "bytes": _("文件不是文本，不是一张回执。"),
    "json": _("内容不是 JSON，不是一张完整的回执。请粘贴回执文件的全部内容。"),
    "form": _("内容是 JSON，但不是本产品的回执："),
    "key": _("公钥的写法不对，应当是“名称+编号+公钥”的样子。"),
    "script": _("浏览器不能运行核验程序。请用下面的按钮交给服务器核验。"),
}
OTHERS: Final[dict[str, _StrPromise]] = {
    "log": _("注意：这张回执出自另一个日志，名称是"),
    "yes": _("成立"),
    "no": _("不成立"),
}
