"""Government pages: the document among navigation, particulars and furniture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.html import MOST_ATTRIBUTES, MOST_TAGS
from plumbline.documents.read import read
from plumbline.documents.unreadable import Unreadable

TITLE = "示例市养犬管理办法"
ARTICLES = (
    "第一条　为了规范养犬行为，保障公众健康和人身安全，制定本办法。",
    "第二条　本办法适用于本市行政区域内犬只的饲养、经营以及相关管理活动。",
    "第三条　养犬管理实行政府监管、养犬人自律、社会监督相结合的原则。",
    "（一）公安机关负责登记；",
    "第四条　本办法自公布之日起施行。",
)
NAVIGATION = (
    '<div class="top"><h1><a href="/">示例市人民政府</a></h1><ul class="nav"><li><a>首页</a></li>'
    "<li><a>政务公开</a></li><li><a>规章规范性文件库</a></li></ul></div>"
    '<div class="dqwz">当前的位置： <a>首页</a> &gt; <a>政务公开</a></div>'
)
BESIDE = (
    '<div class="right"><h3>相关文件</h3><ul>'
    + "<li><a>示例市人民政府关于做好有关工作的通知，示府发〔2023〕9号。</a></li>" * 12
    + "</ul></div>"
)
FOOTER = (
    '<div class="bottom"><p>主办：示例市人民政府　网站标识码：0000000000</p>'
    "<p>版权所有。建议使用分辨率不低于1440的浏览器访问。</p></div>"
)
PARTICULARS = (
    "<table><tr><td>索引号</td><td>000014349</td><td><b>发文字号：</b></td><td>示府发〔2023〕7号"
    "</td></tr><tr><td>成文日期</td><td>2023-01-02</td><td>有效性</td><td>有效</td></tr></table>"
)
PARAGRAPHS = "".join(f"<p>　　{article}</p>" for article in ARTICLES)


def page(content, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>"


def source_of(content, head=""):
    return read(page(content, head).encode(), "a.html")


def texts_of(content, head=""):
    return [line.text for line in source_of(content, head).lines]


LAYOUTS = {
    "a publishing system's container": (
        f'{NAVIGATION}{PARTICULARS}<div class="wz"><h2>{TITLE}</h2><div>日期：2023-01-02'
        f' 字体：<a>大</a> <a>小</a></div><div class="TRS_Editor">{PARAGRAPHS}</div>'
        f'<div class="share">分享到：<a>微信</a></div></div>{BESIDE}{FOOTER}'
    ),
    "an article element": (
        f"{NAVIGATION}<main><article><h1>{TITLE}</h1><p>来源：市政府办公厅</p>{PARAGRAPHS}"
        f"</article><aside>{BESIDE}</aside></main><footer>{FOOTER}</footer>"
    ),
    "tables within tables": (
        f"<table><tr><td>{NAVIGATION}</td></tr><tr><td><table><tr><td>{BESIDE}</td><td><table><tr>"
        f"<td align=center>{TITLE}</td></tr><tr><td>{PARAGRAPHS}</td></tr><tr><td>【打印】【关闭】"
        f"</td></tr></table></td></tr></table></td></tr><tr><td>{FOOTER}</td></tr></table>"
    ),
    "breaks instead of paragraphs": (
        f'{NAVIGATION}<div id="zoom"><center>{TITLE}</center>'
        + "".join(f"&nbsp;&nbsp;{article}<br>" for article in ARTICLES)
        + f"</div>{FOOTER}"
    ),
    "nothing but the text": f"<h1>{TITLE}</h1>{PARAGRAPHS}",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_text_is_found_in_any_layout(layout, encoding):
    head = f"<title>{TITLE}_示例市人民政府</title>"
    source = read(page(LAYOUTS[layout], head).encode(encoding), "a.html")
    found = [(line.heading == 1, line.text) for line in source.lines if line.origin != "meta"]
    assert found == [(True, TITLE), *[(False, article) for article in ARTICLES]]
    assert (source.format, source.encoding) == ("html", encoding)


def test_words_begin_where_the_line_says_and_lines_are_counted():
    source = source_of(LAYOUTS["a publishing system's container"])
    assert all(source.text.startswith(line.text, line.start) for line in source.lines)
    assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))


def test_a_line_names_its_element():
    (line,) = source_of("<div><p>略</p><p>第一条，略。</p></div>").lines[1:]
    assert line.origin == "body/div/p[2]"


def test_what_the_page_says_of_the_document_is_kept_apart():
    head = '<meta name="PubDate" content="2023-01-05 10:00">'
    found = source_of(LAYOUTS["a publishing system's container"], head).lines
    assert [line.text for line in found if line.origin == "meta"] == [
        "发文字号：示府发〔2023〕7号",
        "成文日期：2023-01-02",
        "有效性：有效",
        "日期：2023-01-02",
        "发布日期：2023-01-05",
    ]


def test_a_number_that_stands_above_the_text_is_kept():
    content = (
        f'<div class="a"><h1>{TITLE}</h1><p class="wh">示府发〔2023〕7号</p>'
        f'<div class="TRS_Editor">{PARAGRAPHS}</div></div>'
    )
    assert "发文字号：示府发〔2023〕7号" in texts_of(content)


def test_a_signature_below_the_text_is_kept():
    signed = "<div>示例市人民政府<br>2023年1月2日</div>"
    content = f'{NAVIGATION}<div><div class="TRS_Editor">{PARAGRAPHS}</div>{signed}</div>{FOOTER}'
    assert texts_of(content)[-3:] == [ARTICLES[-1], "示例市人民政府", "2023年1月2日"]


@pytest.mark.parametrize(
    ("head", "content"),
    [
        (f'<meta name="ArticleTitle" content="{TITLE}">', PARAGRAPHS),
        (f"<title>{TITLE} - 示例市人民政府</title>", PARAGRAPHS),
        (f'<meta property="og:title" content="{TITLE}">', PARAGRAPHS),
        (f"<title>{TITLE}</title>", f"<h1>示例市人民政府</h1>{PARAGRAPHS}"),
        ("", f"<h1>{TITLE}</h1><div class='TRS_Editor'>{PARAGRAPHS}</div>"),
        (f"<title>{TITLE}</title>", f"<p>示例市<br>养犬管理办法</p>{PARAGRAPHS}"),
    ],
)
def test_the_title_is_found_wherever_it_stands(head, content):
    found = source_of(content, head).lines
    assert "".join(line.text for line in found if line.heading == 1) == TITLE


def test_scripts_styles_and_hidden_elements_are_no_text():
    content = (
        f"<script>第一条，略。</script><style>p</style><p style='display: none'>藏，藏。</p>"
        f"<p hidden>匿，匿。</p><textarea>填，填。</textarea>{PARAGRAPHS}"
    )
    assert texts_of(content) == list(ARTICLES)


def test_blanks_are_those_that_a_browser_shows():
    content = "<p>第一条　为了规范\n    养犬行为，\n制定   the   Act\n in <b>本</b>办法。</p>"
    assert texts_of(content) == ["第一条　为了规范养犬行为，制定 the Act in 本办法。"]


def test_verbatim_text_keeps_its_lines():
    assert texts_of("<pre>第一条，略。\n第二条，略。</pre>") == ["第一条，略。", "第二条，略。"]


def test_centring_comes_from_the_element_or_those_above_it():
    content = (
        "<p align=center>甲，</p><div style='text-align:center'><p>乙，</p><p align=left>丙，</p>"
        "</div><center>丁，</center><p>戊，</p>"
    )
    assert [line.centred for line in source_of(content).lines] == [True, True, False, True, False]


def test_a_table_of_data_is_one_line_with_rows():
    content = (
        f"{PARAGRAPHS}<table><tr><th>序号</th><th colspan=2>裁量，基准</th></tr><tr>"
        "<td rowspan=2>1</td><td>轻微<br>初次</td><td>不罚</td></tr><tr><td>改正</td>"
        "<td>警告</td></tr></table>"
    )
    line = source_of(content).lines[-1]
    assert line.rows == (
        ("序号", "裁量，基准", ""),
        ("1", "轻微\n初次", "不罚"),
        ("1", "改正", "警告"),
    )
    assert line.text == "序号\t裁量，基准\n1\t轻微 初次\t不罚\n\t改正\t警告"


def test_furniture_is_not_taken_for_law():
    kept = (
        "来源于企业的信息应当公开，",
        "打印经营者应当备案，",
        "编辑、出版活动，",
        "中等职业学校，",
    )
    dropped = (
        "来源：市政府",
        "【打印】 【关闭】",
        "字体：大 中 小",
        "浏览次数：12",
        "扫一扫在手机打开",
    )
    content = "".join(f"<p>{words}</p>" for words in kept + dropped)
    assert texts_of(content + PARAGRAPHS) == [*kept, *ARTICLES]


def test_a_block_named_like_furniture_that_holds_sentences_is_kept():
    content = f'<div class="position-relative print"><p>{ARTICLES[0]}</p></div>{PARAGRAPHS * 5}'
    assert texts_of(content)[0] == ARTICLES[0]


def test_entities_of_the_page_are_never_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    source = read(f"{bomb}<html><body><p>第一条，&b;略。</p></body></html>".encode(), "a.html")
    assert "aaaaaaaaaa" not in source.lines[-1].text


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<html></html>", "without words"),
        (b"<html><script>var a = 1</script></html>", "without words"),
        (b"<html><body>" + b"<p>" * (MOST_TAGS + 1), "tags"),
        (b"<html><p" + b' a="1>"' * (MOST_ATTRIBUTES + 1) + b">x", "attributes"),
        (b"<html>" + b"<div>" * 5000 + "第一条，略。".encode(), "nested too deeply"),
        (b"<html><p>\0", "NUL"),
    ],
)
def test_pages_that_hold_nothing_or_too_much_are_refused(data, found):
    with pytest.raises(Unreadable) as refused:
        read(data, "a.html")
    assert found in refused.value.found


def test_a_table_that_unfolds_beyond_measure_is_refused():
    rows = (
        "<tr><td rowspan=60000 colspan=1000>甲，</td><td>丙</td></tr>"
        + "<tr><td>乙，</td></tr>" * 1000
    )
    with pytest.raises(Unreadable) as refused:
        source_of(f"<table>{rows * 3}</table>")
    assert "cells" in refused.value.found


def test_a_web_archive_is_read_like_the_page_in_it():
    archive = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        f"Content-Type: text/html; charset=utf-8\n\n<html><p>{ARTICLES[0]}</p></html>\n--x--\n"
    )
    source = read(archive.encode(), "a.doc")
    assert (source.format, source.text) == ("mht", ARTICLES[0])
    assert [finding.code for finding in source.findings] == ["format_mislabelled"]


def test_a_web_archive_without_a_page_is_refused():
    empty = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\na\n--x--\n"
    with pytest.raises(Unreadable, match="without a page"):
        read(empty, "a.mht")


PIECES = st.sampled_from(
    """<p> </p> <br> <table> <tr> <td> </table> <td\trowspan=3\tcolspan=2> <div> </div> <li>
    <a> </a> <h1> </h1> <title> </title> <meta\tname=PubDate\tcontent=2023-01-01> <pre> </pre>
    &nbsp; &#0; &lt; <!-- --> <script> </script> 发文字号： 第一条，略。
    示府发〔2023〕7号 2023年1月2日 <p\tstyle='display:none'> <center> </center> <td\trowspan=-1>
    <td\tcolspan=x> < > </html> <body>
    """.split()  # noqa: SIM905
).map(lambda piece: piece.replace("\t", " "))


@given(st.lists(PIECES, max_size=40))
def test_any_soup_of_tags_is_read_or_refused(pieces):
    try:
        source = read(b"<html>" + "".join(pieces).encode(), "a.html")
    except Unreadable as refused:
        assert "empty" in refused.found or "without" in refused.found  # noqa: PT017
        return
    assert all(source.text.startswith(line.text, line.start) for line in source.lines)
