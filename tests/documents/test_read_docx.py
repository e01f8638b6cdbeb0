"""Word documents: what a reader of the printed page would see, in order."""

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.read import read
from plumbline.documents.unreadable import Unreadable
from tests.documents.word_files import HEAD, W, body, paragraph, style, styles, word_file


def lines_of(*blocks, **parts):
    """Lines of a Word file with these blocks."""
    return read(word_file(*blocks, **parts), "a.docx").lines


def texts_of(*blocks, **parts):
    return [line.text for line in lines_of(*blocks, **parts)]


def codes_of(*blocks, **parts):
    return [finding.code for finding in read(word_file(*blocks, **parts), "a.docx").findings]


def row(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_a_document_of_an_office_program_is_read_in_order():
    document = docx.Document()
    document.add_heading("示例市养犬管理办法", 0)
    document.add_heading("第一章 总则", 1)
    document.add_paragraph("第一条　为了规范养犬行为，制定本办法。")
    filled = document.add_table(2, 2)
    for at, words in enumerate(("序号", "事项", "1", "登记")):
        filled.cell(at // 2, at % 2).text = words
    document.add_paragraph("第二条　本办法自公布之日起施行。")
    saved = io.BytesIO()
    document.save(saved)
    source = read(saved.getvalue(), "办法.docx")
    assert (source.format, source.findings) == ("docx", ())
    assert [(line.heading, line.text) for line in source.lines] == [
        (1, "示例市养犬管理办法"),
        (2, "第一章 总则"),
        (0, "第一条　为了规范养犬行为，制定本办法。"),
        (0, "序号\t事项\n1\t登记"),
        (0, "第二条　本办法自公布之日起施行。"),
    ]
    assert source.lines[3].rows == (("序号", "事项"), ("1", "登记"))
    assert [line.number for line in source.lines] == [1, 2, 3, 4, 6]


def test_words_begin_where_the_line_says():
    source = read(
        word_file(paragraph("甲"), table(row(cell("乙"), cell("丙"))), paragraph("丁")), "a"
    )
    assert all(source.text.startswith(line.text, line.start) for line in source.lines)


def test_a_soft_break_begins_a_line_of_the_same_paragraph():
    run = "<w:p><w:r><w:t>第一条　略。</w:t><w:br/><w:t>第二款。</w:t></w:r></w:p>"
    found = lines_of(run)
    assert [(line.text, line.origin) for line in found] == [
        ("第一条　略。", "paragraph 1"),
        ("第二款。", "paragraph 1"),
    ]


def test_centring_comes_from_the_paragraph_or_its_style():
    centred = '<w:jc w:val="center"/>'
    found = lines_of(
        paragraph("甲", centred),
        paragraph("乙", '<w:pStyle w:val="mid"/>'),
        paragraph("丙", '<w:pStyle w:val="mid"/><w:jc w:val="left"/>'),
        paragraph("丁"),
        styles=styles(style("mid", inner=centred)),
    )
    assert [line.centred for line in found] == [True, True, False, False]


@pytest.mark.parametrize(
    ("names", "levels"),
    [
        (["Title", "heading 1", "heading 2"], [1, 2, 3]),
        (["heading 1", "heading 2", "heading 2"], [1, 2, 2]),
        (["heading 1", "heading 1", "heading 2"], [2, 2, 3]),
        (["heading 2", "heading 3"], [2, 3]),
        (["标题 1", "标题 2"], [1, 2]),
        (["Normal", "Normal"], [0, 0]),
    ],
)
def test_the_title_stands_above_all_headings(names, levels):
    found = lines_of(
        *[paragraph("文", f'<w:pStyle w:val="s{at}"/>') for at in range(len(names))],
        styles=styles(*[style(f"s{at}", name) for at, name in enumerate(names)]),
    )
    assert [line.heading for line in found] == levels


def test_an_outline_level_is_inherited_along_styles_and_circles_end():
    found = lines_of(
        paragraph("甲", '<w:pStyle w:val="c"/>'),
        paragraph("乙", '<w:outlineLvl w:val="2"/>'),
        styles=styles(
            style("a", inner='<w:outlineLvl w:val="1"/>', based_on="c"),
            style("b", based_on="a"),
            style("c", based_on="b"),
        ),
    )
    assert [line.heading for line in found] == [2, 3]


def test_insertions_are_kept_and_deletions_left_out_with_a_finding():
    changed = (
        "<w:p><w:r><w:t>罚款</w:t></w:r><w:del><w:r><w:delText>一百</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>二百</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>元</w:t></w:r></w:moveTo></w:p>"
    )
    source = read(word_file(changed), "a.docx")
    assert source.text == "罚款二百元"
    (finding,) = source.findings
    assert (finding.code, finding.kind, finding.line) == ("tracked_changes", "drafting", 1)
    assert "3 inserted" in finding.message
    assert "3 deleted" in finding.message


def test_paragraphs_whose_mark_was_deleted_run_on():
    marked = "<w:rPr><w:del/></w:rPr>"
    assert texts_of(paragraph("第一条　为了", marked), paragraph("规范。")) == [
        "第一条　为了规范。"
    ]


def test_hidden_text_is_left_out_with_a_finding():
    hidden = word_file(
        paragraph("看不见", run="<w:vanish/>"),
        paragraph("看得见", run='<w:vanish w:val="0"/>'),
        paragraph("样式", run='<w:rStyle w:val="h"/>'),
        styles=styles(
            '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        ),
    )
    source = read(hidden, "a.docx")
    assert source.text == "看得见"
    assert [finding.code for finding in source.findings] == ["hidden_text", "hidden_text"]


def test_words_within_links_fields_and_controls_are_words():
    wrapped = (
        "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:fldSimple w:instr="DATE"><w:r><w:t>丙</w:t></w:r></w:fldSimple>'
        "<w:r><w:instrText>PAGE</w:instrText><w:noBreakHyphen/><w:tab/></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="zz"/></w:r></w:p>'
    )
    assert texts_of(f"<w:sdt><w:sdtContent>{wrapped}</w:sdtContent></w:sdt>") == ["甲乙丙-\t☑"]


def test_a_text_box_stands_before_the_paragraph_that_holds_it_and_once():
    box = f"<w:txbxContent>{paragraph('示例市人民政府文件')}</w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<w:p><w:r><mc:AlternateContent {space}><mc:Choice><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "<w:t>示府发〔2023〕7号</w:t></w:r></w:p>"
    )
    assert [(line.text, line.origin) for line in lines_of(both)] == [
        ("示例市人民政府文件", "text box"),
        ("示府发〔2023〕7号", "paragraph 1"),
    ]


def test_merged_cells_fill_their_rows_downward_and_stand_once_across():
    wide, begins, goes_on = (
        '<w:gridSpan w:val="2"/>',
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
    )
    (line,) = lines_of(
        table(
            row(cell("裁量基准", wide), cell("依据")),
            row(cell("轻微", begins), cell("首次"), cell("不罚")),
            row(cell("", goes_on), cell("改正"), cell("警告")),
            f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr>",
        )
    )
    assert line.rows == (
        ("裁量基准", "", "依据"),
        ("轻微", "首次", "不罚"),
        ("轻微", "改正", "警告"),
    )
    assert line.text == "裁量基准\t\t依据\n轻微\t首次\t不罚\n\t改正\t警告"


def test_a_table_of_one_cell_is_a_frame():
    framed = f"<w:tc>{paragraph('第一条　略。')}{paragraph('第二条　略。')}</w:tc>"
    assert [(line.text, line.rows) for line in lines_of(table(row(framed)))] == [
        ("第一条　略。", ()),
        ("第二条　略。", ()),
    ]


def test_a_table_within_a_cell_is_part_of_its_words():
    inner = f"<w:tc>{table(row(cell('一'), cell('二')))}{paragraph('三')}</w:tc>"
    (line,) = lines_of(table(row(inner, cell("四"))))
    assert line.rows == (("一\t二\n三", "四"),)
    assert line.text == "一 二 三\t四"


def test_pages_of_a_table_of_contents_are_left_out():
    found = texts_of(
        paragraph("第一章 总则\t3", '<w:pStyle w:val="t"/>'), styles=styles(style("t", "toc 1"))
    )
    assert found == ["第一章 总则"]


def test_footnotes_stand_after_the_text():
    notes = (
        f'{HEAD}<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{paragraph("—")}'
        f'</w:footnote><w:footnote w:id="1">{paragraph("见附件。")}</w:footnote></w:footnotes>'
    )
    found = lines_of(paragraph("正文。"), footnotes=notes)
    assert [(line.text, line.origin) for line in found] == [
        ("正文。", "paragraph 1"),
        ("见附件。", "footnote 1"),
    ]
    assert codes_of(paragraph("正文。"), footnotes=notes) == ["footnotes"]


def test_comments_and_macros_are_findings():
    comments = f"{HEAD}<w:comments {W}><w:comment/></w:comments>"
    assert codes_of(paragraph("甲"), comments=comments) == ["comments_left_out"]
    macros = word_file(paragraph("甲"), members={"word/vbaProject.bin": b"x"})
    assert [one.code for one in read(macros, "a.docm").findings] == ["macros_present"]


def test_strict_documents_are_read_like_transitional_ones():
    strict = body(paragraph("第一条　略。")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts_of(main=strict) == ["第一条　略。"]


@pytest.mark.parametrize(
    ("main", "place", "found"),
    [
        ("<w:document", "word/document.xml", "not well-formed"),
        (f"{HEAD}<w:hdr {W}/>", "word/document.xml", "<hdr>"),
        (f"{HEAD}<!DOCTYPE d><w:document {W}/>", "word/document.xml", "document type"),
        (
            body(paragraph("&x;")).replace(
                "<w:document", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document'
            ),
            "word/document.xml",
            "document type",
        ),
        (body("<w:tbl><w:tr><w:tc>" * 300), "word/document.xml", "not well-formed"),
        (body(paragraph("")), "whole file", "empty"),
    ],
)
def test_a_main_part_that_is_no_document_is_refused(main, place, found):
    with pytest.raises(Unreadable) as refused:
        read(word_file(main=main), "a.docx")
    assert refused.value.place == place
    assert found in refused.value.found


def test_a_table_that_unfolds_beyond_measure_is_refused():
    wide = row(cell("甲", '<w:gridSpan w:val="9999"/>'))
    with pytest.raises(Unreadable) as refused:
        read(word_file(table(wide * 3000)), "a.docx")
    assert "cells" in refused.value.found


def test_more_paragraphs_than_a_text_has_lines_are_refused():
    with pytest.raises(Unreadable) as refused:
        read(word_file("<w:p/>" * 200_001), "a.docx")
    assert "paragraphs" in refused.value.found or "bomb" in refused.value.found


ELEMENTS = st.recursive(
    st.sampled_from([paragraph("甲"), "<w:p/>", "<w:r><w:t>乙</w:t></w:r>", "<w:tab/>", "丙"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(
            ["p", "r", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "txbxContent", "pict"]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(st.lists(ELEMENTS, max_size=5))
def test_any_nesting_of_elements_is_read_or_refused(blocks):
    try:
        source = read(word_file(*blocks), "a.docx")
    except Unreadable as refused:
        assert refused.found.startswith("empty")  # noqa: PT017
        return
    assert all(source.text.startswith(line.text, line.start) for line in source.lines)
