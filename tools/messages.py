"""Keep the English catalogue: the msgids are the Chinese words of templates and forms.

python tools/messages.py update     add the words that are new, drop those no longer used
python tools/messages.py compile    make the .mo files, without any system tool
"""

import argparse
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "plumbline"
LOCALE = SOURCE / "locale"

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)

# Lines of a catalogue's head that change with each run or name no one.
PASSING = (
    b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Language-Team',
    b'"Report-Msgid-Bugs-To', b'"Generated-By', b'"Project-Id-Version', b"#, fuzzy",
    b"# ",
    b"#\n",
)  # fmt: skip

CALLS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class Message(NamedTuple):
    """Words of the interface, and the first place where they are used."""

    id: str | tuple[str, ...]
    context: str | None
    place: str
    line: int


def messages(source: Path = SOURCE) -> Iterator[Message]:
    """Yield each use of a translatable text in the templates and modules below `source`."""
    if not settings.configured:
        settings.configure()
    for path in sorted(source.rglob("*")):
        if path.suffix not in {".html", ".txt", ".py"} or "static" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
        if path.suffix != ".py":
            # What stands for the markup keeps its indentation, which Python would read as blocks.
            text = INDENTATION.sub("", templatize(text, origin=place))
        yield from calls(text, place)


def calls(text: str, place: str) -> Iterator[Message]:
    """Yield the texts that a module hands to gettext or one of its kin."""
    lines = io.BytesIO(text.encode())
    options = {"encoding": "utf-8"}
    for line, words, _, context in extract("python", lines, CALLS, options=options):
        yield Message(words if isinstance(words, str) else tuple(words), context, place, line)


def read(path: Path) -> Catalog:
    """Read a catalogue; an absent one is empty."""
    if not path.is_file():
        return Catalog(locale=path.parent.parent.name, project="plumbline")
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name)


def update() -> None:
    """Write every catalogue anew with the messages used today; translations are kept."""
    for path in LOCALE.glob("*/LC_MESSAGES/django.po"):
        old = read(path)
        new = Catalog(locale=old.locale, project="plumbline", charset="utf-8")
        for message in messages():
            kept = old.get(message.id, message.context)
            new.add(
                message.id,
                kept.string if kept else None,
                [(message.place, message.line)],
                context=message.context,
            )
        path.write_bytes(written(new))
        missing = sum(not "".join(kept.string or "") for kept in new if kept.id)
        print(f"{path.relative_to(ROOT)}: {len(new)} messages, {missing} without a translation")


def written(catalogue: Catalog) -> bytes:
    """Return the file of a catalogue: sorted, without dates, so that equal content is equal."""
    stream = io.BytesIO()
    write_po(stream, catalogue, sort_output=True, width=96, include_lineno=False)
    lines = stream.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(PASSING))


def compile_all() -> None:
    """Write the .mo file beside each .po file."""
    for path in LOCALE.glob("*/LC_MESSAGES/*.po"):
        with path.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, read(path))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Keep the catalogues of interface messages.")
    parser.add_argument("what", choices=["update", "compile"])
    {"update": update, "compile": compile_all}[parser.parse_args().what]()
