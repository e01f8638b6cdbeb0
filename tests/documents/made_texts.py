"""Texts that look like law, made up line by line, for properties that must hold of any text."""

from hypothesis import strategies as st

from plumbline.documents.model import Document
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.text.numerals import to_chinese

WORDS = (
    "为了加强管理", "市人民政府", "应当自受理之日起十日内办结", "有下列情形之一的", "处二百元罚款",
    "依照《示例市养犬管理条例》第九条", "供水企业", "用户", "“一窗受理”", "（以下简称办法）",
    "a < b & c", "\u200b", "\ue000", "𠮷", "　", "第三条", "“", "”", "1.5倍", "\"'", "\\u0000",
)  # fmt: skip
ENDS = ("。", "；", "：", "，", "：“", "。”", "")

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
sentences = st.builds("{}{}".format, words, st.sampled_from(ENDS))
numbers = st.integers(1, 30)


def numbered(template):
    """Lines of one form: `{c}` is the number in Chinese, `{d}` in digits, `{s}` the words."""
    return st.builds(
        lambda number, text: template.format(c=to_chinese(number), d=number, s=text),
        numbers,
        sentences,
    )


lines = st.one_of(
    numbered("第{c}条 {s}"),
    numbered("第{c}条 {s}"),
    numbered("第{c}条之一　{s}"),
    numbered("## 第{c}章 总则"),
    numbered("### 第{c}节 一般规定"),
    numbered("（{c}）{s}"),
    numbered("（{c}）{s}"),
    numbered("{c}、{s}"),
    numbered("{d}. {s}"),
    numbered("（{d}）{s}"),
    numbered("对第{c}条作出修改：“第{c}条 {s}"),
    numbered("“（{c}）{s}"),
    numbered("将第{c}条中的“{s}”修改为“三日”。"),
    numbered("附件{d}：{s}"),
    numbered("| 序号 | 事项 |\n| --- | --- |\n| {d} | {s} |"),
    sentences,
    sentences,
    st.sampled_from(["示例市人民政府", "2024年3月1日", "各区人民政府：", "目 录"]),
)
titles = st.sampled_from(
    [
        "示例市养犬管理条例",
        "示例市人民政府关于修改《示例市养犬管理条例》的决定",
        "示例市人民政府关于印发《示例市供水办法》的通知",
        "示例市供水办法（试行）",
    ]
)
heads = st.lists(
    st.sampled_from(
        [
            "2014年3月28日 示例市第四届人民代表大会常务委员会第九次会议通过",
            "2019年7月26日 示例市人大常委会《关于修改〈示例市供水条例〉的决定》第一次修正",
            "示府规〔2024〕5号",
            "2024年3月1日 公布",
        ]
    ),
    max_size=3,
)


@st.composite
def documents(draw) -> Document:
    """Documents that were parsed from a made-up file in Markdown or plain text."""
    title, head = draw(titles), draw(heads)
    body = draw(st.lists(lines, max_size=14))
    if draw(st.booleans()):
        text = "\n".join([f"# {title}", *head, "<!-- INFO END -->", *body])
        return parse(read(text.encode(), "示例(2024-03-01).md"))
    return parse(read("\n".join([title, *head, *body]).encode(), "示例.txt"))
