"""The index follows the library, says when it is behind, and is built anew when broken."""

import shutil

import pytest

from plumbline.search import IndexFault
from plumbline.store.models import Change, Work
from plumbline.store.texts import deriving, importing, indexing
from tests.store.conftest import law, silent

WATER = law("示例市供水条例", "2019-03-01", "供水企业应当保障水质。", "水压应当达标。")
WASTE = law("示例市垃圾管理条例", "2020-01-05", "违反《示例市供水条例》第二条的，责令改正。")


@pytest.fixture
def stocked(shelf):
    shelf.write("供水.md", WATER)
    shelf.bring_in()
    return shelf


def test_the_index_holds_what_the_library_holds(stocked):
    assert indexing.behind() == 0
    assert indexing.open_index().change_number == indexing.last_change()


def test_the_index_says_how_far_it_is_behind(stocked):
    stocked.write("垃圾.md", WASTE)
    importing.take_in([stocked.folder], silent, processes=0)
    assert indexing.behind() == 1
    assert stocked.found("责令改正") == []


def test_catching_up_takes_in_only_what_has_changed(stocked):
    stocked.write("垃圾.md", WASTE)
    stocked.stages.clear()
    stocked.bring_in()
    # The law that is cited is put again: its second article is cited once more.
    assert [(d, t) for stage, d, t in stocked.stages if stage == "index"] == [(1, 2), (2, 2)]
    assert Work.objects.get(key="示例市供水条例").cited == {"2": 1}


def test_a_text_that_nobody_cites_any_longer_is_counted_down(stocked):
    stocked.write("垃圾.md", WASTE)
    stocked.bring_in()
    stocked.write("垃圾.md", WASTE.replace("第二条", "第一条"))
    stocked.bring_in()
    assert Work.objects.get(key="示例市供水条例").cited == {"1": 1}


@pytest.mark.parametrize("harm", ["deleted", "emptied", "cut short", "without its pointer"])
def test_an_index_that_cannot_be_read_is_built_anew(stocked, harm):
    before = stocked.digests()
    folder = indexing.folder()
    if harm == "deleted":
        shutil.rmtree(stocked.home / "index")
    elif harm == "emptied":
        shutil.rmtree(folder)
        folder.mkdir()
    elif harm == "cut short":
        for file in (folder / "articles").glob("*.store"):
            file.write_bytes(file.read_bytes()[:-20])
    else:
        (stocked.home / "index" / "current").write_text("nonsense")
    indexing._opened.clear()
    done = indexing.catch_up(stocked._note)
    assert done.because
    assert done.articles == 3
    assert any(stage == "rebuild" for stage, _, _ in stocked.stages)
    assert stocked.digests() == before


def test_an_index_of_another_library_is_built_anew(stocked):
    Change.objects.all().delete()
    stocked.write("垃圾.md", WASTE)
    importing.take_in([stocked.folder], silent, processes=0)
    deriving.derive(silent)
    Change.objects.filter(pk__gt=0).exclude(pk=Change.objects.first().pk).delete()
    number = indexing.open_index().change_number
    Change.objects.filter(pk__gte=number).delete()
    assert "the library at" in indexing.catch_up(silent).because


def test_whoever_searches_finds_a_whole_index_while_a_new_one_is_built(stocked):
    seen = []

    def look(stage: str, done: int, total: int) -> None:
        seen.append(stocked.found("水压"))

    indexing.rebuild(look)
    assert seen == [["示例市供水条例@2019-03-01#art_2"]]


def test_an_index_that_was_not_finished_does_not_count(stocked):
    def die(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    before = indexing.folder()
    with pytest.raises(KeyboardInterrupt):
        indexing.rebuild(die)
    assert indexing.folder() == before
    assert stocked.found("水压")


def test_old_indexes_are_cleared_away_but_the_last(stocked):
    for _ in range(4):
        indexing.rebuild(silent)
    kept = [one.name for one in (stocked.home / "index").iterdir() if one.name.isdigit()]
    assert len(kept) == 2
    assert indexing.folder().name == max(kept, key=int)


def test_without_an_index_everything_is_still_to_be_taken_in(shelf):
    shelf.write("供水.md", WATER)
    importing.take_in([shelf.folder], silent, processes=0)
    assert indexing.behind() == indexing.last_change() > 0
    with pytest.raises(IndexFault, match="build it"):
        indexing.open_index()
