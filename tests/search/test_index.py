"""The index as a folder: all or nothing, and honest about what it holds."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.search import Drop, Index, IndexFault, Put, Query
from tests.search.conftest import LIBRARY, NOISE_2020, NOISE_2023, RENTING, article, put


def names(index: Index, words: str) -> list[str]:
    return [hit.id for hit in index.search(Query(words=words), 50).hits]


def damaged(file: Path, contents: bytes) -> None:
    """Put other contents in the place of a file that an open index still maps.

    Written over in place, the file would be empty for a moment, and a thread of the index that
    reads it then is killed by the system with the whole process.
    """
    beside = file.with_suffix(".damaged")
    beside.write_bytes(contents)
    beside.replace(file)


def test_a_new_index_is_empty_and_at_change_zero(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "index")
    assert (index.size, index.change_number) == (0, 0)


def test_an_opened_index_says_which_change_it_holds(index: Index, tmp_path: Path) -> None:
    opened = Index.open(tmp_path / "index")
    assert (opened.size, opened.change_number) == (6, 3)


def test_a_reader_sees_a_commit_of_another(index: Index, tmp_path: Path) -> None:
    reader = Index.open(tmp_path / "index")
    index.apply([Drop(RENTING[0].version_id)], 4)
    assert (reader.size, reader.change_number) == (4, 4)
    assert names(reader, "租赁物") == []


def test_putting_a_version_replaces_what_was_there(index: Index) -> None:
    index.apply([put(article(9, "只有一条。", version="2023-04-20"))], 4)
    assert index.size == 5
    assert names(index, "只有一条")[0] == "示例市噪声管理办法@2023-04-20#art_9"


def test_dropping_one_version_leaves_the_other(index: Index) -> None:
    index.apply([Drop(NOISE_2020[0].version_id)], 4)
    assert names(index, "夜间施工")[0] == NOISE_2023[1].id
    assert index.size == 4


def test_dropping_what_is_not_there_is_no_error(index: Index) -> None:
    index.apply([Drop("示例@2000-01-01")], 4)
    assert (index.size, index.change_number) == (6, 4)


def test_a_failure_half_way_changes_nothing(index: Index, tmp_path: Path) -> None:
    def breaks() -> Iterator[Put | Drop]:
        yield Drop(RENTING[0].version_id)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        index.apply(breaks(), 4)
    for one in (index, Index.open(tmp_path / "index")):
        assert (one.size, one.change_number) == (6, 3)
    index.apply([Drop(RENTING[0].version_id)], 4)
    assert (index.size, index.change_number) == (4, 4)


def test_a_second_writer_is_told_to_wait(index: Index, tmp_path: Path) -> None:
    other = Index.open(tmp_path / "index")

    def meanwhile() -> Iterator[Put | Drop]:
        with pytest.raises(IndexFault, match="cannot be written now"):
            other.apply([], 9)
        yield Drop(RENTING[0].version_id)

    index.apply(meanwhile(), 4)
    assert other.change_number == 4


def test_creating_again_starts_from_nothing_and_leaves_other_files(tmp_path: Path) -> None:
    index = Index.create(tmp_path)
    index.apply([put(*RENTING)], 1)
    (tmp_path / "articles" / "note.txt").write_text("keep")
    again = Index.create(tmp_path)
    assert (again.size, again.change_number) == (0, 0)
    assert (tmp_path / "articles" / "note.txt").read_text() == "keep"


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexFault, match="no index here"):
        Index.open(tmp_path / "nowhere")


@pytest.mark.parametrize("part", ["articles", "groups"])
@pytest.mark.parametrize("kind", ["term", "idx", "pos", "fast", "store", "fieldnorm"])
def test_a_truncated_file_is_found_on_opening(
    index: Index, tmp_path: Path, part: str, kind: str
) -> None:
    for file in (tmp_path / "index" / part).glob(f"*.{kind}"):
        damaged(file, file.read_bytes()[:-9])
    with pytest.raises(IndexFault, match="rebuild"):
        Index.open(tmp_path / "index")


@pytest.mark.parametrize("part", ["articles", "groups"])
def test_a_missing_file_is_found_on_opening(index: Index, tmp_path: Path, part: str) -> None:
    next((tmp_path / "index" / part).glob("*.idx")).unlink()
    with pytest.raises(IndexFault, match=r"\.idx: missing or half written"):
        Index.open(tmp_path / "index")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"segments": [{}]}', '{"segments": []}'])
def test_an_unreadable_list_of_files_is_found_on_opening(
    index: Index, tmp_path: Path, text: str
) -> None:
    (tmp_path / "index" / "articles" / "meta.json").write_text(text)
    with pytest.raises(IndexFault, match="rebuild"):
        Index.open(tmp_path / "index")


def test_a_changed_byte_is_found_by_verifying(index: Index, tmp_path: Path) -> None:
    index.verify()
    file = next((tmp_path / "index" / "articles").glob("*.store"))
    data = bytearray(file.read_bytes())
    data[3] ^= 1
    damaged(file, bytes(data))
    with pytest.raises(IndexFault, match="contents changed"):
        index.verify()


def test_an_index_that_vanishes_is_named(index: Index, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "index")
    with pytest.raises(IndexFault, match="the index is gone"):
        index.search(Query(words="噪声"))


def test_an_index_of_another_make_is_refused(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plumbline.search.schema.FORMAT", 99)
    with pytest.raises(IndexFault, match="this program reads 99"):
        Index.open(tmp_path / "index")


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=4))
def test_step_by_step_the_index_ends_as_if_built_at_once(
    tmp_path: Path, steps: list[tuple[bool, int]]
) -> None:
    grown = Index.create(tmp_path / "grown")
    there: set[int] = set()
    for number, (is_put, which) in enumerate(steps, 1):
        version = LIBRARY[which]
        grown.apply([put(*version) if is_put else Drop(version[0].version_id)], number)
        there = there | {which} if is_put else there - {which}
    built = Index.create(tmp_path / "built")
    built.apply([put(*LIBRARY[which]) for which in sorted(there)], len(steps))
    assert grown.size == built.size
    assert set(names(grown, "应当 噪声 租赁物")) == set(names(built, "应当 噪声 租赁物"))
