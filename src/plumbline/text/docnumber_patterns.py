"""文号 -- the patterns of document numbers: what stands in brackets, before them and after.

Each pattern opens with one set of characters, so that a scan runs at memory speed; what
stands before a number is read backwards from it, in a window of bounded length.
"""

import re
from typing import Final

from plumbline.text.characters import HAN

_S: Final = r"[ \t\u00a0\u2002-\u200a\u3000]{0,4}"
_N: Final = "0-9０-９"
_C: Final = "〇○零◯Ｏ一二三四五六七八九"
_YEAR: Final = f"[12１２一二](?<![{_N}{_C}十百千][12１２一二])(?:{_S}[{_N}{_C}]){{3}}"
_SHORT_YEAR: Final = f"[{_N}]{{2}}|[{_C}]{{2}}"
_SERIAL: Final = f"(?:[{_N}](?:{_S}[{_N}]){{0,5}}|[{_C}十百千两廿卅]{{1,9}})"
_NUMBER_WORD: Final = "号(?![楼线院门房车机井池桥船路煤店馆])"
_SESSION: Final = f"[{_C}十{_N}]{{1,4}}届(?:[{_C}十{_N}]{{1,3}}次)?"

BRACKETS: Final = {
    "〔": ("〕", "hexagonal"),
    "﹝": ("﹞", "small_tortoise"),
    "[": ("]", "square"),
    "［": ("］", "square"),
    "【": ("】", "lenticular"),
    "〖": ("〗", "lenticular"),
    "（": ("）", "round"),
    "(": (")", "round"),
    "〈": ("〉", "angle"),
    "<": (">", "angle"),
    "＜": ("＞", "angle"),
    "《": ("》", "angle"),
    "{": ("}", "other"),
    "｛": ("｝", "other"),
    "「": ("」", "other"),
    "『": ("』", "other"),
}
"""Each opening bracket with its partner and its kind; only the hexagonal ones are right."""

_OPENING: Final = re.escape("".join(BRACKETS))
_CLOSING: Final = re.escape("".join(close for close, _ in BRACKETS.values()))

CASE: Final = re.compile(
    f"[（(]{_S}(?P<year>[12][0-9]{{3}}){_S}[）)]{_S}"
    f"(?P<code>[{HAN}][{HAN}0-9]{{1,14}}?[初终再申监执保破赔辖复审提抗异清特督催]字?)第?"
    "(?P<serial>[0-9]{1,7})号(?:之[一二三四五六七八九十]{1,2})?"
)
"""The number of a court case, （2023）渝0101民初12号: its round brackets are right."""

BRACKETED: Final = re.compile(
    f"(?P<open>[{_OPENING}]){_S}(?:(?P<year>{_YEAR}|[{_N}]{{4}}|{_SHORT_YEAR}){_S}(?P<year_word>年)?|(?P<session>{_SESSION}))"
    f"{_S}(?P<close>[{_CLOSING}])?{_S}(?P<between>[{HAN}]{{0,8}}?){_S}(?P<di>第)?{_S}(?P<serial>{_SERIAL})"
    f"(?P<more>(?:{_S}[、和]{_S}[{_N}]{{1,6}}){{0,20}}(?={_S}{_NUMBER_WORD}))?(?P<hao>{_S}{_NUMBER_WORD})?"
)
_LIKE_DIGIT: Final = "OoIl"
UNFINISHED: Final = re.compile(
    f"(?P<open>[〔﹝]){_S}(?P<year>[{_N}{_LIKE_DIGIT}]{{0,6}}){_S}(?P<close>[〕﹞]){_S}(?P<di>第)?{_S}"
    f"(?P<numero>№|[Nn][Oo][.．]?)?{_S}(?P<serial>[{_N}{_LIKE_DIGIT}]{{0,6}})"
    f"(?:{_S}(?P<join>[-－—–~～至]{{1,2}}){_S}(?P<last>[{_N}]{{1,6}})(?={_S}{_NUMBER_WORD}))?(?P<hao>{_S}{_NUMBER_WORD})?"
)
"""A number whose year or serial is missing, too long or mistyped: 渝府发〔20231〕74号."""
PLAIN_YEAR: Final = re.compile(
    f"(?P<year>{_YEAR}){_S}(?P<close>[{_CLOSING}])?{_S}(?P<year_word>年|[-－—·/])?{_S}(?P<di>第)?{_S}"
    f"(?P<serial>{_SERIAL})(?P<hao>{_S}{_NUMBER_WORD})"
)
ORDER: Final = re.compile(
    f"(?P<word>令(?<![责命指口司条法律政禁勒喝时夏号]令)|公告|通告){_S}(?P<round>[（(])?{_S}(?P<di>第)?{_S}"
    f"(?P<serial>{_SERIAL})(?P<hao>{_S}{_NUMBER_WORD})(?(round){_S}[）)])"
)
REVERSED: Final = re.compile(
    f"(?P<di>第){_S}(?P<serial>{_SERIAL})(?P<hao>{_S}号){_S}(?P<word>令|公告|通告)"
)
NO_YEAR: Final = re.compile(
    f"[发函]{_S}(?P<di>第)?{_S}(?P<serial>[{_N}]{{1,5}})(?P<hao>{_S}{_NUMBER_WORD})(?!令)"
)

YEAR_BEFORE: Final = re.compile(f"(?P<year>{_YEAR}){_S}年{_S}\\Z")

CODE_BEFORE: Final = re.compile(f"(?:[{HAN}]|[（(][{HAN}]{{1,4}}[）)]){{1,30}}{_S}\\Z")
ISSUER_BEFORE: Final = re.compile(
    f"(?:[{HAN}、·]|(?<=[部局委署院会行厅办府]) (?=[{HAN}])){{1,60}}{_S}\\Z"
)
ISSUER_TAIL: Final = re.compile("[部局委署院会行厅办府席团社]\\Z")
CODE_REACH: Final = 34
ISSUER_REACH: Final = 64

NOT_CODE: Final = re.compile(
    "根据|依据|依照|遵照|参照|按照?|执行|以及|或者|简称|文件|通知|决定|意见|办法|规定|批复|条例|细则"
    "|公布|发布|印发|转发|下发|颁发|制定|修订|修正|修改|废止|文号|编号|案号|见|即|的|与|或|等|为|号|日|年|月"
)
"""Words of prose that end before the code of an agency begins."""
LEADING_WORD: Final = re.compile("[和及、](?=.{2})|[经由依自](?=[国中渝财])|原(?=.{3})")

CODE_TAIL: Final = re.compile("[发函字办规文令复电]\\Z|公告\\Z|通告\\Z")
CODE_LEADS: Final = frozenset(
    "国中渝京津沪冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁新蒙财人劳教卫民环建交水农林商税"
)
ANNOUNCES: Final = re.compile("(?:公告|通告)\\Z")
ORDERS: Final = re.compile("令\\Z")
NUMBERED_IN_CHINESE: Final = re.compile("主席令\\Z|(?:主席团|代表大会)公告\\Z")
"""Orders of the President and announcements of a congress: 主席令第七十号."""

NOT_A_SERIAL: Final = re.compile("[条年月日款项元％%号个人]")
NOT_AFTER: Final = re.compile(f"[{HAN}{_N}]")
DOCUMENT_WORD: Final = re.compile("文件?")
SPACE: Final = re.compile(r"\s+")
WIDE_DIGIT: Final = re.compile("[０-９]")
AS_DIGIT: Final = str.maketrans("OoIl", "0011")
CHINESE_DIGIT: Final = re.compile(f"[{_C}十百千两廿卅]")
EACH_MORE: Final = re.compile(f"[{_N}]{{1,6}}")
