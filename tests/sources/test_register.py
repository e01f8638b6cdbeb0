"""The register keeps what is known of laws, without their words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.sources.catalogue import record_of
from plumbline.sources.context import Outline
from plumbline.sources.effects import read_effects
from plumbline.sources.register import RegisterFault, _pack, _unpack, lines_of, load
from tests.sources.test_resolve import END, LAW, NEWER


def written(folder: Path) -> Path:
    documents = [LAW, NEWER, END]
    records = [record_of(one) for one in documents]
    effects = [effect for one in documents for effect in read_effects(one)]
    path = folder / "register.jsonl"
    path.write_text("\n".join(lines_of(records, effects, date(2024, 1, 1))) + "\n", "utf-8")
    return path


def test_a_register_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    register = load(written(tmp_path))
    assert register.known_until == date(2024, 1, 1)
    outlines = {r.version.adopted_on: r.version.outline for r in register.records}
    kept, expected = outlines[date(2015, 3, 1)], record_of(LAW).version.outline
    assert kept is not None
    assert expected is not None
    assert kept.articles == expected.articles
    assert {effect.target for effect in register.effects} == {"示例市供水条例", "示例市节水办法"}


def test_a_register_holds_no_words_of_a_text(tmp_path: Path) -> None:
    assert "应当" not in written(tmp_path).read_text("utf-8")


def test_a_broken_line_is_named_with_its_number(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text("utf-8") + "{not json\n", "utf-8")
    with pytest.raises(RegisterFault, match=r"register\.jsonl, line \d+: found '\{not json'"):
        load(path)


COUNTS = st.lists(st.integers(0, 20), min_size=1, max_size=4).map(tuple)
NUMBERS = st.one_of(
    st.integers(1, 200).map(str),
    st.tuples(st.integers(1, 200), st.integers(1, 3)).map(lambda p: f"{p[0]}-{p[1]}"),
)


@given(st.dictionaries(NUMBERS, COUNTS, max_size=40))
def test_any_outline_is_packed_and_unpacked_without_loss(
    articles: dict[str, tuple[int, ...]],
) -> None:
    assert _unpack(_pack(Outline(articles))).articles == articles
