"""问题说明 -- what each finding of the reader says to a person who looks at the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FINDINGS: Final[dict[str, _StrPromise]] = {
    # the head
    "head_lost": _("文头缺失，没有通过、公布或者施行的记载"),
    "head_incomplete": _("文头记载不全，缺少形成本版本的修改"),
    "head_date_conflict": _("文头日期与文件名称中的日期不一致"),
    "head_glued": _("文头几项记载连成一行"),
    "head_residue": _("文头有残留的括号或者文字"),
    "head_split": _("文头一项记载断成两行"),
    "title_repeated": _("题名在正文中重复出现"),
    # headings
    "contents_left_in": _("正文中留有目录"),
    "heading_lost": _("缺少章节标题"),
    "heading_demoted": _("标题混在正文段落中"),
    "heading_split": _("标题断成两行"),
    "heading_glued": _("标题与正文连在一起"),
    "heading_empty": _("标题没有文字"),
    "heading_repeated": _("章节编号重复"),
    "chapter_skipped": _("章节编号跳号"),
    # articles and lists
    "article_empty": _("这一条没有文字"),
    "article_gap": _("条文编号不连续，此处可能缺条"),
    "article_repeated": _("条文编号重复"),
    "article_order": _("条文顺序颠倒"),
    "article_inserted": _("修改时增加的条文"),
    "number_damaged": _("编号有误字或者多余空格"),
    "list_head_lost": _("列举缺少开头的项"),
    "item_number_repeated": _("项的编号重复"),
    "item_number_skipped": _("项的编号跳号"),
    "amendment_numbering": _("修改决定的条文编号自成序列"),
    "code_split": _("法典分编收录，编号从中间开始"),
    "quotation_unmarked": _("所引新条文没有引号"),
    "quote_unbalanced": _("引号不成对"),
    # characters and lines
    "text_glued": _("应当分开的内容连成一行"),
    "text_truncated": _("文本中断，结尾缺失"),
    "body_lost": _("只有文头，没有正文"),
    "line_broken": _("句子中间断行"),
    "table_lost": _("提到的表格没有收录"),
    "character_damaged": _("有损坏或者错误的字符"),
    "character_invisible": _("有看不见的字符"),
    "markup_left_in": _("留有其他格式的标记"),
    "space_stray": _("句中有多余空格"),
    "stop_missing": _("结尾缺少句号"),
    "foreign_text": _("混有其他文件的文字"),
    # files
    "encoding_doubtful": _("文字编码不能确定"),
    "encoding_damaged": _("有字节无法解码"),
    "format_mislabelled": _("文件扩展名与内容不符"),
    "tracked_changes": _("文件中有未接受的修订"),
    "hidden_text": _("文件中有隐藏文字"),
    "comments_left_out": _("文件中的批注没有读入"),
    "macros_present": _("文件中有宏，没有运行"),
    "embedded_document": _("文件中嵌有其他文件，没有读入"),
    "page_without_text": _("有一页没有文字，可能是扫描件"),
}


def finding_words(code: str, message: str) -> str:
    """What a finding says; the reader's own (English) words where the code is a new one."""
    return str(FINDINGS[code]) if code in FINDINGS else message
