"""金额 -- the patterns of amounts: numbers, units, and the words that bound them.

Every word here is one that statutes use around a figure; 民法典#1259 says which of the
bounding words take in the figure itself.
"""

import re
from typing import Final

from plumbline.text.characters import HAN

_S: Final = r"[ \t\u00a0\u2002-\u200a\u3000]{0,2}"
_N: Final = "0-9０-９"
_ANY: Final = f"{_N}〇○零一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_TAIL: Final = f"[{_ANY}]{{0,20}}(?:,[{_N}]{{3}}(?![{_N}]))*(?:[.．点][{_ANY}]{{1,10}})?"
_NUMBER: Final = f"[{_ANY}]{_TAIL}"
_TO: Final = "(?:[至到]|[-－—–～~]{1,2})"
_UNIT: Final = (
    "元(?![旦化素件器帅首月]|结构)|倍(?![体子频数增])|[%％‰]"
    "|(?:美|港|欧|日|澳门)元|港币|英镑|计算单位|特别提款权"
)

QUANTITY: Final = re.compile(
    f"[{_ANY}等](?<![{_ANY}].)(?<!分之.)(?<![二三四五六七八九十]分之.[至到].)(?:"
    f"(?<=(?P<whole>[百千万]))分之{_S}(?P<share>{_NUMBER})"
    f"(?:{_S}{_TO}{_S}(?P<share_to>{_NUMBER})(?!分之|[.．点,]?[{_ANY}]|{_S}(?:{_UNIT})))?"
    "|(?<=等)(?P<equal>值)(?=以[上下]|的罚款)"
    f"|(?<!等){_TAIL}(?P<tail_end>)"
    f"(?:{_S}{_TO}{_S}(?P<second>{_NUMBER}))?"
    f"(?P<some>[余多])?{_S}(?P<scale>[百千万亿]{{0,2}}){_S}(?P<unit>{_UNIT})"
    f"(?:(?<=元)(?:(?P<tenths>[{_ANY}])角)?(?:(?P<hundredths>[{_ANY}])分(?!之))?)?)"
)
"""A number with its unit; one pass over the text, opened by a single set of characters."""

UNIT_NAMES: Final = {"％": "%", "港币": "港元"}
WHOLE_NAMES: Final = {"百": "%", "千": "‰", "万": "‱"}

BEFORE: Final = re.compile(
    "(?:(?P<high_open>不满|不足|未满|未达到?|达不到|不到|不及|低于|小于|少于)"
    "|(?P<low_open>超过|超出|高于|大于|多于|逾)"
    "|(?P<high_closed>(?:不得|不应当?|不能|不可|不|未)(?:超过|超出|高于|大于|多于)"
    "|最高(?:可达|达|为|额为)?|最多为?|至多)"
    "|(?P<low_closed>(?:不得|不应当?|不能|不可|不)(?:低于|小于|少于)"
    "|至少|最低为?|最少为?|达到|达|满))"
    f"{_S}(?:人民币)?{_S}\\Z"
)
BEFORE_REACH: Final = 12

_FIGURE: Final = "本数|本级|本|该数"
_ASIDE: Final = f"(?:{_FIGURE}|[{_ANY}.]{{1,12}}(?:{_UNIT}))?[）)]"
_TAKES_IN: Final = "不含|不包括|含|包括|包含"
_MEASURE: Final = (
    "(?:人次|平方公里|平方米|立方米|公顷|公里|千克|公斤|小时|分钟|季度|车辆|车次"
    "|[人户件次日天月年季亩株吨辆台米头只艘项份处座例起车本笔个张套瓶枚棵条批车宗名位])"
)
AFTER: Final = re.compile(
    f"{_S}(?:人民币|整)?(?:[/／]{_S}(?P<per>{_MEASURE}))?{_S}"
    f"(?:[（(](?P<before_word>{_TAKES_IN}){_ASIDE})?{_S}"
    f"(?:及?(?P<word>以上|以下|以内|以外|之内|之外))?{_S}"
    f"(?:[（(](?P<after_word>{_TAKES_IN}){_ASIDE})?"
)
WORD_BOUNDS: Final = {
    "以上": ("low", True),
    "以下": ("high", True),
    "以内": ("high", True),
    "之内": ("high", True),
    "以外": ("low", False),
    "之外": ("low", False),
}
"""What the word after a figure bounds, and whether it takes in the figure."""

JOIN: Final = re.compile(f"{_S}[，、,]?{_S}(?:但是?|并且?|且|至|到)?(?:最高|最多|在|其)?{_S}")
"""Text between the halves of a range whose bounds are both spelled out."""

TO: Final = re.compile(f"{_S}{_TO}{_S}")
"""Text between the halves of a range without bounding words: 一千元至一万元."""

PER: Final = re.compile(
    f"(?:每(?:[{HAN}]{{0,6}}?[一1])?|按(?=[日月年次户件人])){_S}(?P<per>{_MEASURE})"
    f"[{HAN}]{{0,10}}\\Z"
)
PER_REACH: Final = 22

_FILLER: Final = "的|在|总计|合计|累计|共计|相当于|人民币|为|是|均"
SUBJECT: Final = re.compile(f"(?P<subject>[{HAN}]{{2,24}}?)(?:{_FILLER})*{_S}\\Z")
SUBJECT_CUT: Final = re.compile(
    "并处以?|处以|处(?![置理分罚])|按照?|依照|以及|或者|相当于|超过|超出|达到|低于|高于|不足|未满|不满|占(?![地用])|加收|收取"
    "|缴纳|交纳|没有|有(?=违法)|属于|给予|支付|返还|造成|持有|不得|责令|提取|可以|应当"
    "|以[上下内外]|(?<!可)以|从(?!业)|对|将|(?<!及)其中?(?!他)|但是?|指|该|因|由|和|与|及(?!其)|或|是|(?<!行)为|在|于|的"
    f"|每[一1]?{_MEASURE}"
)
SUBJECT_END: Final = re.compile(
    "(?<!\\A部)[额得款费用金入值格价失润本酬资税益产量数积投份分权准速息]\\Z"
)
SUBJECT_REACH: Final = 26
NEVER_A_SUBJECT: Final = frozenset(("", *"处并按，、；：。（("))
SUBJECT_AFTER: Final = re.compile(
    "的?(?:有)?(?P<subject>直接经济损失|经济损失|注册资本|股份|股权|表决权)"
)
