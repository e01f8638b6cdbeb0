"""旧版文档 -- .doc, .wps, .rtf and .odt, turned into .docx by LibreOffice.

The converter is a path that the caller hands over. It works on a copy in a folder of
its own, with a profile of its own that forbids macros and remote contents, and after a
minute it is killed with all that it started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

SECONDS: Final = 60
INSTALL: Final = "LibreOffice (apt-get install libreoffice-writer-nogui), or the file as docx"

_SECURITY: Final = "/org.openoffice.Office.Common/Security/Scripting"
_PROFILE: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="{_SECURITY}"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true\
</value></prop></item>
<item oor:path="{_SECURITY}"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true\
</value></prop></item>
<item oor:path="{_SECURITY}"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true\
</value></prop></item>
</oor:items>
"""
_WORD_STREAM: Final = b"\xec\xa5"
_ENCRYPTED: Final = 0x0100
_NAMES: Final = (
    ("EncryptedPackage", "an encrypted Office document"),
    ("Workbook", "an Excel workbook"),
    ("PowerPoint Document", "a PowerPoint presentation"),
)
_SUFFIX: Final = {"xml": "xml", "fodt": "fodt"}


def check_compound(data: bytes, name: str) -> None:
    """Refuse an OLE compound file that is encrypted, or is no text document at all."""
    for stream, found in _NAMES:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            allowed = "a document without a password" if "encrypted" in found else "a text document"
            raise Unreadable(name, WHOLE_FILE, found, allowed)
    # The main stream of a Word file nearly always begins in the first sector.
    if data[512:514] == _WORD_STREAM and int.from_bytes(data[522:524], "little") & _ENCRYPTED:
        raise Unreadable(
            name, WHOLE_FILE, "an encrypted Word document", "a document without a password"
        )


def to_docx(data: bytes, name: str, kind: str, converter: Path | None) -> bytes:
    """Bytes of a .docx with the text of an old document. Raises `Unreadable` and nothing else."""
    if converter is None:
        found = f"a {kind} file, and no LibreOffice that could convert it"
        raise Unreadable(name, WHOLE_FILE, found, INSTALL)
    with tempfile.TemporaryDirectory(prefix="plumbline-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        source = folder / f"document.{_SUFFIX.get(kind, kind)}"
        source.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        message = _convert(converter, source, folder, name)
        result = folder / "out" / "document.docx"
        if not result.is_file() or result.stat().st_size == 0:
            found = f"a {kind} file that LibreOffice cannot convert ({message or 'no message'})"
            raise Unreadable(name, WHOLE_FILE, found, "an intact document without a password")
        return result.read_bytes()


def _convert(converter: Path, source: Path, folder: Path, name: str) -> str:
    """Run the converter; the last line that it said."""
    command = [
        str(converter),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "docx:Office Open XML Text",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        found = f"a converter that does not start ({error.strerror})"
        raise Unreadable(name, str(converter), found, INSTALL) from error
    try:
        said, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        found = f"a document that is not converted within {SECONDS} seconds"
        raise Unreadable(name, WHOLE_FILE, found, "a document of moderate size") from error
    finally:
        _end_group(process)
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the converter and whatever it started and left behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
