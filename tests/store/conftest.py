"""A library of its own for each test, and made-up texts to bring into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from plumbline.search import parse_query
from plumbline.store.models import Change, ImportRun, Lexicon, Original, Version, Work
from plumbline.store.texts import catalogues, digest, indexing, upkeep
from plumbline.store.texts.upkeep import Brought
from tests.store.processes import elsewhere

__all__ = [
    "Shelf",
    "elsewhere",
    "empty_tables",
    "impatient",
    "law",
    "shelf",
    "silent",
    "texts",
    "version",
]


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def impatient() -> None:
    """What is called when another process has the library: nobody has in a test."""
    raise AssertionError("the library is locked")


def law(title: str, day: str, *articles: str, from_day: str = "", closing: str = "") -> str:
    """A made-up law as a file has it: articles are numbered, the last says when it takes effect."""
    adopted = date.fromisoformat(day)
    effective = date.fromisoformat(from_day) if from_day else adopted
    words = [*articles, f"本条例自{spoken(effective)}起施行。{closing}"]
    numbered = [f"第{NUMERALS[n]}条 {text}" for n, text in enumerate(words, 1)]
    body = "\n\n".join(numbered)
    passed = "示例市第五届人民代表大会常务委员会第三次会议通过"
    return f"# {title}\n\n{spoken(adopted)} {passed}\n\n<!-- INFO END -->\n\n{body}\n"


def spoken(day: date) -> str:
    """A day as texts write it."""
    return f"{day.year}年{day.month}月{day.day}日"


NUMERALS = ("〇", *"一二三四五六七八九", "十", *(f"十{n}" for n in "一二三四五六七八九"))


@dataclass
class Shelf:
    """A folder of files and the library that they are brought into."""

    folder: Path
    home: Path
    stages: list[tuple[str, int, int]] = field(default_factory=list)

    def write(self, name: str, text: str | bytes) -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def bring_in(self, *names: str, processes: int = 0) -> Brought:
        """Import files of the folder, or all of it, from the files to the index."""
        paths = [self.folder / name for name in names] or [self.folder]
        return upkeep.bring_in(paths, self._note, impatient, processes=processes)

    def outcomes(self, *names: str) -> dict[str, str]:
        """Import files of the folder, or all of it; what became of each."""
        return {item.path: item.outcome for item in self.bring_in(*names).report.items}

    def digests(self) -> tuple[str, str]:
        """The digest of the library and that of its index."""
        return digest.of_library(), digest.of_entries(digest.in_index(indexing.open_index()))

    def found(self, words: str) -> list[str]:
        """The ids of the articles that a search finds."""
        hits = indexing.open_index().search(parse_query(words), 50).hits
        return [hit.id for hit in hits]

    def _note(self, stage: str, done: int, total: int) -> None:
        self.stages.append((stage, done, total))


@pytest.fixture
def shelf(tmp_path: Path, settings: Settings, db: None) -> Shelf:
    """An empty library, and an empty folder of files for it."""
    home, folder = tmp_path / "home", tmp_path / "files"
    home.mkdir()
    folder.mkdir()
    settings.PLUMBLINE_HOME = home
    catalogues._kept.clear()
    return Shelf(folder, home)


def empty_tables() -> None:
    """Take every row away, and the index of this process."""
    for model in (Version, ImportRun, Work, Original, Lexicon, Change):
        model.objects.all().delete()
    indexing._opened.clear()
    catalogues._kept.clear()


def version(key: str, label: str) -> Version:
    """A version of the library."""
    return Version.objects.get(work__key=key, label=label)


def texts(key: str, label: str) -> Sequence[str]:
    """The words of the articles of a version, in order."""
    blocks = version(key, label).provisions.filter(kind="article").order_by("place")
    return list(blocks.values_list("text", flat=True))
