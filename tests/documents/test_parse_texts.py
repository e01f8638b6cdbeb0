"""The real texts that PLUMBLINE_TEXTS names: each is parsed, and given back without a loss."""

from pathlib import Path

import pytest

from plumbline.documents.address import eids
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.documents.rebuild import canonical, rebuild, source_words

pytestmark = pytest.mark.texts


def test_every_text_is_parsed_and_rebuilt(texts: Path) -> None:
    paths = sorted((texts / "laws").rglob("*.md"))
    lost = []
    for path in paths:
        document = parse(read(path.read_bytes(), path.relative_to(texts / "laws").as_posix()))
        if canonical(rebuild(document)) != canonical(source_words(document.source)):
            lost.append(path.name)
    assert len(paths) > 1000
    assert lost == []


def test_every_text_has_days_and_unique_ids(texts: Path) -> None:
    for path in sorted((texts / "laws").rglob("*.md"))[::10]:
        document = parse(read(path.read_bytes(), path.relative_to(texts / "laws").as_posix()))
        names = [eid for eid, _ in eids(document)]
        assert len(set(names)) == len(names), path.name
        assert document.metadata.adopted_on, path.name
        assert document.metadata.effective_on, path.name
