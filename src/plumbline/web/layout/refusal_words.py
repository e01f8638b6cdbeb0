"""拒收理由 -- why a file could not be read, in the words of the interface.

Readers say place, found and allowed in English; here the usual ones are known by their pattern.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_PATTERNS: Final[tuple[tuple[str, _StrPromise], ...]] = (
    # where
    (r"whole file", _("整个文件")),
    (r"line (?P<n>\d+)", _("第 %(n)s 行")),
    (r"page (?P<n>\d+)", _("第 %(n)s 页")),
    (r"byte (?P<n>\d+)", _("第 %(n)s 字节")),
    # how much
    (r"(?P<size>\d+) bytes", _("大小 %(size)s")),
    (r"more than (?P<size>\d+) bytes once unpacked", _("解压后超过 %(size)s")),
    (r"(?P<size>\d+) bytes once unpacked \(a zip bomb\?\)", _("解压后有 %(size)s，像压缩炸弹")),
    (r"at most (?P<size>\d+) bytes", _("不超过 %(size)s")),
    (r"(?P<n>[\d,]+) characters", _("%(n)s 字")),
    (r"at most (?P<n>[\d,]+) characters", _("不超过 %(n)s 字")),
    (r"(?P<n>\d+) pages", _("%(n)s 页")),
    (r"at most (?P<n>\d+) pages", _("不超过 %(n)s 页")),
    (r"more than (?P<n>\d+) (?:lines|paragraphs|rows)", _("超过 %(n)s 行")),
    (r"at most (?P<n>\d+) (?:lines|paragraphs|rows)", _("不超过 %(n)s 行")),
    (r"(?P<n>\d+) members", _("压缩包内有 %(n)s 个文件")),
    (r"at most (?P<n>\d+) members", _("不超过 %(n)s 个文件")),
    (r"an archive that unpacks to (?P<n>\d+) times its size .*", _("解压后是原来的 %(n)s 倍")),
    (r"at most (?P<n>\d+) times", _("不超过 %(n)s 倍")),
    (r"more than memory holds", _("文件太大，内存放不下")),
    (r"a smaller file|a document of moderate size", _("小一些的文件")),
    (r"more than (?P<n>\d+) sheets", _("超过 %(n)s 个工作表")),
    (r"at most (?P<n>\d+) sheets", _("不超过 %(n)s 个")),
    # what
    (r"an encrypted workbook, or an old one \(\.xls\)", _("文件设有密码，或者是旧格式（.xls）")),
    (r"an \.xlsx or \.csv file without a password", _("没有密码的 .xlsx 或者 .csv 文件")),
    (r"an \.xlsx or \.csv file", _(".xlsx 或者 .csv 文件")),
    (r"a broken table \(.*\)", _("损坏的表格")),
    (r"a table of cells", _("完好的表格")),
    (r"neither a workbook nor a table in UTF-8 or GB18030",
     _("既不是工作簿，也不是 UTF-8 或者 GB18030 编码的表格")),
    (r"a damaged workbook \(.*\)", _("损坏的工作簿")),
    (r"a zip archive of (?P<n>\d+) files, and no workbook",
     _("含 %(n)s 个文件的压缩包，不是工作簿")),
    (r"no table of agencies or people", _("没有机关表，也没有人员表")),
    (r"a head such as (?P<heads>.*)", _("有这些表头：%(heads)s 等")),
    (r"two columns for (?P<fields>.*)", _("两列都是 %(fields)s")),
    (r"one column for each", _("每项只有一列")),
    (r"empty \(0 bytes\)", _("空文件")),
    (r"empty \(no words\)|a page without (?:words|elements)", _("没有文字")),
    (r"a file with text|a page with text", _("有文字的文件")),
    (r"a NUL byte \(binary data\)", _("空字节，是二进制数据")),
    (r"text in UTF-8, GB18030 or UTF-16", _("UTF-8、GB18030 或者 UTF-16 编码的文本")),
    (r".*undecodable or control characters.*", _("不是文字，有无法解码的字节")),
    (r"a damaged or truncated zip archive .*", _("文件损坏或者不完整")),
    (r"a damaged (?:member of the archive|PDF) .*", _("文件损坏")),
    (r"an intact archive|a complete archive|an intact PDF.*", _("完好的文件")),
    (r"a zip archive of (?P<n>\d+) files, .*", _("含 %(n)s 个文件的压缩包，不是 Word 文档")),
    (r"(?P<formats>md, txt, [\w, ]+); unpack the archive first", _("先解压；可读 %(formats)s")),
    (r"(?P<formats>md, txt, [\w, ]+)", _("可读 %(formats)s")),
    (r"an encrypted .*", _("文件设有密码")),
    (r"(?:a|an intact) (?:file|document|PDF) without a password", _("没有密码的文件")),
    (r"a PDF with text in it", _("有文字的 PDF")),
    (r"no text on .*|pages with nothing but page numbers", _("页面上没有文字，可能是扫描件")),
    (r"a (?:PDF|document) that is not (?:read|converted) within (?P<n>\d+) seconds",
     _("%(n)s 秒内没有读完")),
    (r"a (?P<kind>\w+) file, and no LibreOffice that could convert it",
     _("%(kind)s 文件，服务器上没有能转换它的 LibreOffice")),
    (r"LibreOffice \(.*\), or the file as docx", _("另存为 docx，或者请管理员安装 LibreOffice")),
    (r"a (?P<kind>\w+) file that LibreOffice cannot convert .*",
     _("LibreOffice 不能转换的 %(kind)s 文件")),
    (r"elements nested too deeply|elements more than \d+ deep", _("结构嵌套过深")),
    (r"at most (?P<n>\d+) levels", _("不超过 %(n)s 层")),
    (r"a (?:page of usual depth|document of usual structure)", _("结构不那么深的文件")),
    (r"a structure that cannot be followed .*", _("读不懂的结构")),
    (r"an intact file", _("完好的文件")),
    (r"an intact (?P<kind>\w+) file", _("完好的 %(kind)s 文件")),
    (r"empty \(nothing but blanks\)", _("没有文字")),
    (r"(?P<n>\d+) (?:lines|paragraphs)", _("%(n)s 行")),
    (r"tables of more than (?P<n>\d+) cells", _("表格超过 %(n)s 格")),
    (r"at most (?P<n>\d+) cells", _("不超过 %(n)s 格")),
    (r"(?P<n>\d+) tags|(?P<m>\d+) signs < and =", _("标签过多")),
    (r"a tag with more than \d+ attributes", _("标签的属性过多")),
    (r"at most (?P<n>\d+) (?:tags|attributes|of them)", _("不超过 %(n)s 个")),
    (r"a broken page .*", _("损坏的网页")),
    (r"HTML", _("网页")),
    (r"a web archive without a page", _("没有网页的网页存档")),
    (r"a web archive with an HTML part", _("含有网页的网页存档")),
    (r"a PDF on which the engine fails .*", _("不能处理的 PDF")),
    (r"a PDF, and no engine that reads PDF", _("服务器上没有能读 PDF 的程序")),
    (r"PDF after: (?P<command>.*)", _("请管理员先运行 %(command)s")),
    (r"<.*>|no main document", _("不是 Word 文档")),
    (r"a Word document", _("Word 文档")),
    (r"no document inside akomaNtoso", _("其中没有文件")),
    (r"XML whose outermost element is .*", _("不是 Akoma Ntoso 文件")),
    (r"akomaNtoso of version 3\.0", _("Akoma Ntoso 3.0 文件")),
    (r"XML that is not well-formed .*", _("格式有误的 XML")),
    (r"well-formed XML", _("格式正确的 XML")),
    (r"a document type declaration \(entities\)", _("含有文档类型声明的 XML")),
    (r"XML without a document type", _("不含文档类型声明的 XML")),
    (r"the encoding (?P<encoding>.*)", _("%(encoding)s 编码")),
    (r"utf-8, utf-16 or gb18030", _("UTF-8、UTF-16 或者 GB18030 编码")),
    (r"bytes that are not (?P<encoding>.*)", _("不是 %(encoding)s 编码的字节")),
    (r"text in one encoding", _("编码一致的文本")),
    (r"a (?P<kind>JPEG|PNG|GIF|TIFF|BMP) image", _("%(kind)s 图片")),
    (r"a (?P<kind>RAR|7z|gzip) archive", _("%(kind)s 压缩包")),
    (r"a program", _("可执行程序")),
    (r"an OFD layout document .*", _("OFD 版式文件（请另存为 PDF 或者 docx）")),
    (r"an Excel workbook", _("Excel 工作簿")),
    (r"a PowerPoint presentation", _("PowerPoint 演示文稿")),
    (r"a text document", _("文字文档")),
    (r"a converter that does not start .*", _("转换程序不能启动")),
    (r"a path that leads out of the archive", _("指向压缩包之外的路径")),
    (r"plain relative paths", _("压缩包之内的路径")),
    (r"an archive whose directory is of .*", _("目录过大的压缩包")),
    (r"a directory of at most (?P<size>\d+) bytes", _("目录不超过 %(size)s")),
)  # fmt: skip
_KNOWN: Final = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in _PATTERNS)
_WHOLE: Final = re.compile(
    r"(?:.*: )?(?P<place>[^:]+): found (?P<found>.*); allowed: (?P<allowed>.*)", re.DOTALL
)
_STEP: Final = 1024


def refusal_words(said: str) -> str:
    """A place, or what was found or is allowed; the reader's own words where they are unusual."""
    for pattern, words in _KNOWN:
        if found := pattern.fullmatch(said):
            parts = found.groupdict()
            if "size" in parts:
                parts["size"] = size_words(int(parts["size"]))
            return str(words) % parts
    return said


def refusal_message(message: str) -> str:
    """The message of a refusal as a whole; other messages as they are."""
    whole = _WHOLE.fullmatch(message)
    if whole is None:
        return message
    words = {name: refusal_words(said) for name, said in whole.groupdict().items()}
    return str(_("%(place)s：读到的是%(found)s；应当是%(allowed)s")) % words


def size_words(size: int) -> str:
    """A count of bytes as people say it: 64 MB."""
    for unit, bytes_of in (("GB", _STEP**3), ("MB", _STEP**2), ("KB", _STEP)):
        if size >= bytes_of:
            return f"{size / bytes_of:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} B"
