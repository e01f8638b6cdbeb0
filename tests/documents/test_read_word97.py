"""Old Word files: converted by a program that is handed over, or refused with the way out."""

import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from plumbline.documents import word97
from plumbline.documents.read import read
from plumbline.documents.unreadable import Unreadable
from tests.documents.word_files import paragraph, word_file

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD = COMPOUND + bytes(504) + b"\xec\xa5" + bytes(510)
CONVERTER = """#!{python}
import pathlib, shutil, sys
args = sys.argv[1:]
out = pathlib.Path(args[args.index("--outdir") + 1])
out.mkdir()
profile = pathlib.Path(args[0].removeprefix("-env:UserInstallation=file://"))
assert "DisableMacrosExecution" in (profile / "user" / "registrymodifications.xcu").read_text()
{body}
"""
COPIES = 'shutil.copy({result!r}, out / "document.docx")'


@pytest.fixture
def converter(tmp_path):
    """Make a program that takes LibreOffice's arguments and runs the given lines."""

    def make(body):
        program = tmp_path / "soffice"
        program.write_text(CONVERTER.format(python=sys.executable, body=body))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return program

    return make


@pytest.fixture
def converted(tmp_path, converter):
    """A converter whose result is always the same document."""
    result = tmp_path / "result.docx"
    result.write_bytes(word_file(paragraph("第一条　略。")))
    return converter(COPIES.format(result=str(result)))


def refusal(data, name, converter=None):
    with pytest.raises(Unreadable) as refused:
        read(data, name, converter=converter)
    return refused.value


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (OLD, "办法.doc", "doc"),
        (OLD, "办法.wps", "wps"),
        (b"{\\rtf1 x}", "办法.rtf", "rtf"),
        (b'<?xml version="1.0"?><w:wordDocument>', "办法.xml", "xml"),
        (b'<?xml version="1.0"?><office:document a="">', "办法.fodt", "fodt"),
    ],
)
def test_old_formats_are_read_through_the_converter(data, name, kind, converted):
    source = read(data, name, converter=converted)
    assert (source.format, source.text, source.findings) == (kind, "第一条　略。", ())


def test_a_doc_that_is_rtf_is_read_as_what_it_is(converted):
    source = read(b"{\\rtf1 x}", "办法.doc", converter=converted)
    assert source.format == "rtf"
    assert [finding.code for finding in source.findings] == ["format_mislabelled"]


def test_without_a_converter_the_way_out_is_told():
    refused = refusal(OLD, "办法.doc")
    assert "no LibreOffice" in refused.found
    assert "libreoffice" in refused.allowed
    assert "docx" in refused.allowed


def test_a_converter_that_is_not_there_is_named(tmp_path):
    refused = refusal(OLD, "办法.doc", tmp_path / "nowhere")
    assert refused.place == str(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("print('source file could not be loaded')", "could not be loaded"),
        ("sys.exit(1)", "no message"),
        ('(out / "document.docx").touch()', "no message"),
    ],
)
def test_a_conversion_that_fails_is_told_in_the_converters_words(converter, body, said):
    assert said in refusal(OLD, "办法.doc", converter(body)).found


def test_a_result_that_is_no_document_is_refused(converter):
    broken = converter('(out / "document.docx").write_bytes(b"x" * 100)')
    assert "damaged" in refusal(OLD, "办法.doc", broken).found


def test_a_converter_that_hangs_is_killed_with_all_that_it_started(
    converter, monkeypatch, tmp_path
):
    monkeypatch.setattr(word97, "SECONDS", 2)
    trace = tmp_path / "trace"
    child = f"import time; time.sleep(4); open({str(trace)!r}, 'w').close()"
    hangs = converter(
        f"import subprocess, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n"
        "time.sleep(60)"
    )
    began = time.monotonic()
    assert "not converted within" in refusal(OLD, "办法.doc", hangs).found
    assert time.monotonic() - began < 20
    time.sleep(4)
    assert not trace.exists()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (OLD + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "encrypted"),
        (OLD[:522] + b"\0\x01" + OLD[524:], "encrypted"),
        (OLD + "Workbook".encode("utf-16-le") + b"\0\0", "Excel"),
        (OLD + "PowerPoint Document".encode("utf-16-le") + b"\0\0", "PowerPoint"),
    ],
)
def test_what_no_converter_could_read_is_refused_at_once(data, found):
    assert found in refusal(data, "办法.doc", Path("/nowhere")).found


@pytest.mark.word
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_libreoffice_gives_back_what_it_wrote(suffix, tmp_path):
    soffice = Path(shutil.which("soffice") or shutil.which("libreoffice") or "")
    words = ["第一条　为了规范养犬行为，制定本办法。", "第二条　本办法自公布之日起施行。"]
    origin, document = tmp_path / "a.docx", docx.Document()
    for text in words:
        document.add_paragraph(text)
    document.save(origin)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", suffix, "--outdir", tmp_path, origin]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    written = tmp_path / f"a.{suffix}"
    source = read(written.read_bytes(), written.name, converter=soffice)
    assert [line.text for line in source.lines] == words
    assert source.format == suffix
