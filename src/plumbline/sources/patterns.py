"""句式 -- the forms in which legal Chinese cites law (立法技术规范（试行）（一）).

One pattern finds every form that shows itself by its marks; what a match means is
decided in `find`.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.sources.names import key_of
from plumbline.sources.runs import LOOSE_RUN, RUN

KIND: Final = (
    r"(?:暂行条例|暂行办法|暂行规定|实施条例|实施细则|实施办法|议事规则|组织法|法典|法|条例|办法|规定|决定|细则|规则|规程|规范|准则|"
    r"通则|章程|制度|通知|意见|方案|标准|解释|公约|协定|议定书|修正案|编)"
)
# The first character is consumed before the branches, so that the search can skip to it.
MASTER: Final = re.compile(
    r"[《本该此前上同第](?:"
    rf"(?<=《)(?P<title>[^《》\n]{{1,120}}(?:《[^《》\n]*》[^《》\n]{{0,80}})*》)"
    rf"(?:[ \u3000]?(?P<paren>[（(][^（）()\n]{{1,80}}[）)])?(?:的|中的?)?(?P<run>{LOOSE_RUN}))?"
    rf"|(?<=本)(?P<self>{KIND}|章|节)(?:的?(?P<selfrun>{RUN})|(?P<selfloose>{LOOSE_RUN}))"
    rf"|(?<=[该此同])(?P<that>{KIND})的?(?P<thatrun>{RUN})"
    r"|(?P<back>(?:(?<=本)条前|(?<=前)(?<![目以之此先提当空从往]前))(?:[一两二三四五六七八九]|十)?"
    r"(?:条(?![件例])|款(?![项式])|项(?![目下])|目(?!录|标))"
    r"|(?<=上)(?<![以之]上)一?(?:条(?!件)|款(?!项)))"
    rf"(?:的?(?P<backrun>{LOOSE_RUN}))?"
    rf"|(?<=[本同该])(?P<here>条款|条|款|项)(?P<hererun>{LOOSE_RUN})"
    # 58,000 labels of articles begin a line; they are no citations and need not be read.
    r"|(?<=第)(?:(?<!\n第)"
    r"|(?![〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?[ \u3000]))"
    rf"(?P<bare>{RUN[1:]}))"
)
DEFINITION: Final = re.compile(
    r"《([^《》\n]{2,120}(?:《[^《》\n]*》[^《》\n]{0,80})*)》[ \u3000]?"
    r"[（(]([^（）()\n]{0,40}(?:简称|以下称)[^（）()\n]{1,60})[）)]"
)
DEFINES: Final = re.compile(
    r"(?:以下|下)?(?:分别|统|合)?(?:简称|称)(?:为|作)?[“\"]?[《〈]?([^，。；、》〉”\"）)]{1,40})[》〉]?[”\"]?"
)
ONE_RUN: Final = re.compile(LOOSE_RUN)
SHORT_DEFINED: Final = 3
SENTENCE_END: Final = re.compile(r"[。\n]")
WHOLE_ARTICLE: Final = re.compile(r"[，,]?(?:并)?将?(?:该|本|其)条")
FORM: Final = re.compile(
    r"(?:证|证书|执照|许可证|证明|证明书|表|单|票|簿|册|卡|标签|牌|印|目录|名录|文书|通知书|决定书|告知书|承诺书|申请书|报告书|意见书|建议书"
    r"|委托书|责任书|协议书|报告|合同|记录|笔录|清单|台账|回执|护照|函|日报|杂志|周刊|期刊|公报|晚报|报|药典|标准|规范|规程|图集|手册|说明书)$"
)
STANDARD: Final = re.compile(r"^(?:GB|DB|HJ|JGJ|CJJ|ISO)[\s/TZ]*\d|标准$")
NORM: Final = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|决定|决议|通知|意见|公告|通告|指引|解释|章程|公约|协定|条约|议定书|总则|通则|准则|批复|命令|宣言|声明|宪章"
    r"|修正案|方案|规划|纲要|制度|措施|说明|答复|纪要|令|函|安排|守则|要点|计划|政策|大纲|法规)(?:（.+）)?$"
)


CARRIES_ON: Final = re.compile(
    r"(?:[”\"’〉>》]|[（(][^（）()\n]{0,40}[）)]|规定的|中的|的|中|[一-龥]{2,6}编|、|和|及|或者|或|以及)+"
)
"""Words between a citation and a number that still belongs to the work just named."""

NAMES_A_NORM: Final = re.compile(
    r"(?:法|法典|条例|办法|规定|细则|规则|解释|修正案|标准|协定|协议|公约|议定书|准则|通则|规程|规范|制度|通告|公告|"
    r"〔[0-9]{4}〕[0-9]+号|附件|附录)(?:[（(][^（）()\n]{1,20}[）)])?(?:的)?[”\"’〉>]*$"
)
"""What stands before a number makes it a number of some other norm."""

NAME_BEGINS: Final = re.compile(
    r".*(?:依照|按照|根据|依据|违反|适用|参照|符合|以及|或者|执行|触犯|遵守|[，。；：、（(“‘《〈<照按据和与及或由对以在是有\n])"
)
BRACKETED: Final = re.compile(r"[（(][^（）()\n]{1,20}[）)]$")
OF_THE_LAST: Final = re.compile(r"及其((?:实施)?(?:条例|细则|办法))$")
EDITION: Final = re.compile(
    r"[（(](\d{4})年?[^（）()]{0,8}(?:修订|修正|修改|版|本)[^（）()]{0,4}[）)]"
)
"""《某某法（2017年修正）》: the text that is meant, by its year."""
YEAR: Final = re.compile(r"[（(](\d{4})年?[）)](?=》|$)")
"""《某某修正案（2018年）》: perhaps the text of that year."""


def is_norm(title: str) -> bool:
    """Whether a title names a norm, and not a certificate, a form or a standard."""
    plain = key_of(title)
    if STANDARD.search(plain):
        return False
    return bool(NORM.search(plain)) and not (FORM.search(plain) and not plain.endswith("法"))


_LOOKALIKES: Final = {
    ord("笫"): "第", ord("條"): "条", ord("項"): "项",
    0x200B: " ", 0x200C: " ", 0x200D: " ", 0x2060: " ", 0xFEFF: " ",
}  # fmt: skip


_LOOKALIKE: Final = re.compile("[笫條項\u200b-\u200d\u2060\ufeff]")


def plain(text: str) -> str:
    """The text with characters that look like 第 and 条 read so, one for one: offsets stay."""
    return text.translate(_LOOKALIKES) if _LOOKALIKE.search(text) else text
