"""Files that nobody wishes to receive: refused or taken in, and the rest goes on."""

import errno
import io
import os
import resource
import sys
import time
import zipfile
from pathlib import Path

import pytest

from plumbline.store.models import ImportItem, Original, Provision, Text
from plumbline.store.texts import reading
from tests.store.conftest import law

GOOD = law("示例市供水条例", "2019-03-01", "供水企业应当保障水质。")
RELS = "http://schemas.openxmlformats.org"
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "{}</w:body></w:document>"
)


def docx(**members: bytes | str) -> bytes:
    """A Word document with these members, `__` for a slash and `_xml` for its ending."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{RELS}/package/2006/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/></Types>',
        )
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return written.getvalue()


def bomb() -> bytes:
    return docx(
        word__document_xml=BODY.format("<w:p><w:r><w:t>" + "0" * 2**27 + "</w:t></w:r></w:p>")
    )


def climbing() -> bytes:
    data = io.BytesIO(docx(word__document_xml=BODY.format("")))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("../../../climbed.xml", "<a/>")
    return data.getvalue()


def entities() -> bytes:
    paragraph = "<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>"
    declared = '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return docx(word__document_xml=declared + BODY.format(paragraph))


HTML_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    "<html><body><h1>示例市通告</h1><p>第一条 &secret;</p></body></html>"
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><html><body><p>第一条 &j;</p></body></html>"
)
ENCRYPTED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>"
    b"endobj\n3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">/P -4"
    b">>endobj\ntrailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF\n"
)

REFUSED = {
    "空.md": b"",
    "空白.txt": " \n\u3000\n".encode(),
    "炸弹.docx": bomb,
    "攀爬.docx": climbing,
    "实体.docx": entities,
    "截断.docx": lambda: docx(word__document_xml=BODY.format("")).replace(b"PK\x05\x06", b"PK\0\0"),
    "加密.pdf": ENCRYPTED_PDF,
    "截断.pdf": b"%PDF-1.7\n1 0 obj<<",
    "二进制.txt": bytes(range(256)) * 50,
    "NUL.md": GOOD.encode().replace("水质".encode(), b"\0"),
    "图片.html": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
}


@pytest.fixture
def hostile(shelf):
    for name, data in REFUSED.items():
        shelf.write(name, data() if callable(data) else data)
    shelf.write("供水.md", GOOD)
    return shelf


def test_every_hostile_file_is_refused_with_its_name_and_the_good_one_comes_in(hostile):
    report = hostile.bring_in(processes=1).report
    outcomes = {item.path: item.outcome for item in report.items}
    assert outcomes == {**dict.fromkeys(REFUSED, "refused"), "供水.md": "new"}
    for item in report.items:
        if item.outcome == "refused":
            assert item.message.startswith(item.path)
            assert len(item.message) < 400
            assert "fault of ours" not in item.message


def test_nothing_of_a_refused_file_is_kept(hostile):
    hostile.bring_in(processes=1)
    assert Original.objects.count() == 1
    assert len([one for one in (hostile.home / "originals").rglob("*") if one.is_file()]) == 1


@pytest.mark.parametrize("page", [HTML_ENTITY, LAUGHS])
def test_an_entity_brings_nothing_in(shelf, page):
    shelf.write("通告.html", page)
    start = time.monotonic()
    shelf.bring_in()
    assert time.monotonic() - start < 10
    words = "".join(Provision.objects.values_list("text", flat=True))
    assert "root:" not in words
    assert "hahaha" not in words


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory otherwise")
def test_a_line_of_thirty_million_bytes_is_read_in_bounded_memory_and_time(shelf):
    shelf.write("长行.txt", "供水企业应当保障水质，" * 950_000)
    shelf.write("供水.md", GOOD)
    start = time.monotonic()
    report = shelf.bring_in(processes=1).report
    assert time.monotonic() - start < 120
    assert {item.path: item.outcome for item in report.items}["供水.md"] == "new"
    kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert kib < 1.6 * 2**20


def test_five_thousand_articles_come_in_whole(shelf):
    articles = "\n\n".join(f"第{n}条 第{n}个条文的内容。" for n in range(1, 5001))
    head = GOOD.partition("第一条")[0]
    shelf.write("长.md", head + articles)
    shelf.bring_in()
    assert Provision.objects.filter(kind="article").count() == 5000


def test_lines_in_mixed_encodings_come_in_with_a_finding(shelf):
    lines = GOOD.encode().split(b"\n")
    lines.insert(8, "另一行文字".encode("gb18030"))
    shelf.write("混合.md", b"\n".join(lines))
    assert shelf.outcomes() == {"混合.md": "new"}
    findings = Text.objects.get().version.findings
    assert "encoding_damaged" in {finding["code"] for finding in findings}


def test_a_loop_of_links_is_not_walked_in(shelf):
    shelf.write("甲/供水.md", GOOD)
    (shelf.folder / "甲" / "圈").symlink_to(shelf.folder, target_is_directory=True)
    (shelf.folder / "自己.md").symlink_to(shelf.folder / "自己.md")
    (shelf.folder / "断.md").symlink_to(shelf.folder / "没有.md")
    report = shelf.bring_in().report
    outcomes = {item.path: item.outcome for item in report.items}
    assert outcomes == {
        "甲/供水.md": "new",
        "甲/圈": "refused",
        "自己.md": "refused",
        "断.md": "refused",
    }


def test_a_link_to_a_file_of_the_folder_is_read_as_the_file(shelf):
    (shelf.folder / ".kept").mkdir()
    kept = shelf.folder / ".kept" / "a.md"
    kept.write_text(GOOD, "utf-8")
    (shelf.folder / "链接.md").symlink_to(kept)
    assert shelf.outcomes() == {"链接.md": "new"}


def test_nobody_waits_for_a_pipe_or_a_folder_that_is_called_a_file(shelf):
    os.mkfifo(shelf.folder / "管道.md")
    (shelf.folder / "文件夹.md").mkdir()
    shelf.write("供水.md", GOOD)
    assert shelf.outcomes() == {"管道.md": "refused", "供水.md": "new"}


@pytest.fixture
def nobody(monkeypatch):
    """Keeps this process, be it root, out of what is called a lock."""

    def barred(real):
        def call(path, *arguments, **options):
            if Path(os.fsdecode(path)).name in ("锁", "锁.md"):
                raise PermissionError(errno.EACCES, "Permission denied", path)
            return real(path, *arguments, **options)

        return call

    monkeypatch.setattr(os, "open", barred(os.open))
    monkeypatch.setattr(os, "scandir", barred(os.scandir))


def test_a_file_and_a_folder_without_permission_are_refused_with_the_reason(shelf, nobody):
    shelf.write("供水.md", GOOD)
    shelf.write("锁/里面.md", GOOD)
    shelf.write("锁.md", GOOD)
    report = shelf.bring_in().report
    refused = {item.path: item.message for item in report.items if item.outcome == "refused"}
    assert set(refused) == {"锁.md", "锁"}
    assert all("Permission denied" in message for message in refused.values())
    assert report.counts == {"new": 1, "refused": 2}


def test_a_name_that_is_no_utf_8_is_shown_as_it_can_be(shelf):
    path = os.fsencode(shelf.folder) + b"/" + "法规".encode("gb18030") + b".md"
    try:
        Path(os.fsdecode(path)).write_text(GOOD, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    [name] = shelf.outcomes()
    assert name == r"\xb7\xa8\xb9\xe6.md"
    assert Text.objects.get().path == name


def test_a_name_longer_than_a_column_is_cut_and_the_file_comes_in(shelf):
    folder = "/".join(["很长的文件夹名字" * 8] * 8)
    try:
        shelf.write(f"{folder}/供水.md", GOOD)
    except OSError:
        pytest.skip("this file system takes no such name")
    assert list(shelf.outcomes().values()) == ["new"]


def test_hidden_files_lock_files_and_other_formats_are_passed_over(shelf):
    for name in (".隐藏.md", "~$供水.docx", "README.md", "照片.jpg", ".git/对象.md"):
        shelf.write(name, GOOD)
    report = shelf.bring_in().report
    assert (report.items, report.left_out) == ([], {"README.md": 1, ".jpg": 1})


def test_files_of_other_kinds_are_counted_and_never_opened(shelf):
    for name in ("表.xlsx", "附件/表.XLSX", "说明", "供水.md"):
        shelf.write(name, GOOD)
    report = shelf.bring_in().report
    assert (report.counts, report.left_out) == ({"new": 1}, {".xlsx": 2, "说明": 1})


def test_a_file_that_is_named_is_read_whatever_its_name_ends_in(shelf):
    shelf.write("供水.law", GOOD)
    assert shelf.bring_in("供水.law").report.counts == {"new": 1}


@pytest.mark.parametrize("character", ["&#0;", "&#xD800;"])
def test_characters_that_no_database_keeps_are_refused_or_replaced(shelf, character):
    page = f"<html><body><h1>示例市通告</h1><p>第一条 供水{character}。</p></body></html>"
    shelf.write("通告.html", page)
    shelf.bring_in()
    assert "fault of ours" not in "".join(ImportItem.objects.values_list("message", flat=True))


def test_more_citations_than_there_are_places_are_refused_with_their_number(shelf, monkeypatch):
    monkeypatch.setattr(reading, "MOST_PLACES", 3)
    words = "依照《甲办法》《乙办法》《丙办法》《丁办法》执行。"
    shelf.write("引用.md", law("示例市供水条例", "2019-03-01", words))
    [item] = shelf.bring_in().report.items
    assert item.message == "引用.md: whole file: found 4 citations; allowed: fewer than 3"


def test_a_title_longer_than_any_column_comes_in_cut(shelf):
    shelf.write("长名.md", GOOD.replace("示例市供水条例", "示例市" + "很长" * 500 + "条例"))
    assert shelf.outcomes() in ({"长名.md": "new"}, {"长名.md": "refused"})
