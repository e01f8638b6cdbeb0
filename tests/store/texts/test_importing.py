"""What becomes of files: new, a new version, replaced, the same, or refused."""

import shutil
import subprocess
from datetime import date

import docx
import pytest

from plumbline.store import library, places
from plumbline.store.models import Change, ImportItem, ImportRun, Original, Text, Version, Work
from plumbline.store.texts import deriving, importing, originals
from tests.store.conftest import law, silent, texts, version

WATER = "示例市供水条例"
OLD = law(WATER, "2019-03-01", "供水企业应当保障水质。", "水压应当达标。")
NEW = law(WATER, "2023-06-01", "供水企业应当保障水质，并公开检测结果。", "水压应当达标。")
WASTE = law("示例市垃圾管理条例", "2020-01-05", "违反《示例市供水条例》第二条的，责令改正。")


def test_a_first_file_is_new_and_is_found_at_once(shelf):
    shelf.write("供水(2019).md", OLD)
    brought = shelf.bring_in()
    assert brought.report.counts == {"new": 1}
    assert shelf.found("水压") == [f"{WATER}@2019-03-01#art_2"]


def test_another_day_of_the_same_law_is_a_new_version(shelf):
    shelf.write("旧.md", OLD)
    shelf.bring_in()
    shelf.write("新.md", NEW)
    assert shelf.outcomes() == {"旧.md": "same", "新.md": "new_version"}
    assert [v.label for v in Work.objects.get().versions.all()] == ["2019-03-01", "2023-06-01"]


def test_a_version_ends_when_the_next_takes_effect(shelf):
    shelf.write("旧.md", OLD)
    shelf.write("新.md", NEW)
    shelf.bring_in()
    assert version(WATER, "2019-03-01").ends_on.isoformat() == "2023-06-01"
    assert version(WATER, "2023-06-01").ends_on is None


def test_a_repeal_ends_the_law_that_it_names_and_says_where(shelf):
    shelf.write("旧.md", OLD)
    ends = {"from_day": "2024-01-01", "closing": "《示例市供水条例》同时废止。"}
    shelf.write("新.md", law("示例市城乡供水条例", "2023-11-01", "供水应当连续。", **ends))
    shelf.bring_in()
    assert version(WATER, "2019-03-01").ends_on.isoformat() == "2024-01-01"
    effect = version("示例市城乡供水条例", "2023-11-01").effects.get()
    assert (effect.kind, effect.target, effect.provision) == ("repeal", WATER, "art_2")


def test_a_work_is_called_as_its_last_version_is_whichever_came_first(shelf):
    shelf.write("甲.md", NEW)
    shelf.write("乙.md", OLD)
    shelf.bring_in()
    assert Work.objects.get().latest_on.isoformat() == "2023-06-01"


def test_a_changed_file_replaces_its_text_and_the_index_follows(shelf):
    shelf.write("供水.md", OLD)
    shelf.bring_in()
    shelf.write("供水.md", OLD.replace("水压应当达标", "水量应当充足"))
    assert shelf.outcomes() == {"供水.md": "replaced"}
    assert "水量应当充足" in texts(WATER, "2019-03-01")[1]
    assert shelf.found("水量") == [f"{WATER}@2019-03-01#art_2"]
    assert shelf.found("水压") == []


def test_what_was_replaced_stays_as_an_original(shelf):
    shelf.write("供水.md", OLD)
    shelf.bring_in()
    shelf.write("供水.md", OLD.replace("达标", "合格"))
    shelf.bring_in()
    assert sorted(Text.objects.values_list("shown", flat=True)) == [False, True]
    assert all(places.originals().is_whole(one.sha256) for one in Original.objects.all())


def test_a_change_that_is_taken_back_is_taken_back(shelf):
    shelf.write("供水.md", OLD)
    shelf.bring_in()
    before = shelf.digests()
    shelf.write("供水.md", OLD.replace("达标", "合格"))
    shelf.bring_in()
    assert shelf.digests() != before
    shelf.write("供水.md", OLD)
    assert shelf.outcomes() == {"供水.md": "replaced"}
    assert shelf.digests() == before


def test_a_corrected_file_replaces_the_text_whatever_it_is_called(shelf):
    shelf.write("甲/供水.md", OLD)
    shelf.bring_in()
    shelf.write("乙/供水（更正）.md", OLD.replace("达标", "合格"))
    assert shelf.bring_in("乙").report.counts == {"replaced": 1}
    assert "合格" in texts(WATER, "2019-03-01")[1]


def test_of_two_texts_of_one_day_in_one_import_the_longer_is_kept(shelf):
    longer = OLD.replace("达标", "达到规定的标准")
    for short, long in (("甲", "乙"), ("丁", "丙")):
        shelf.write(f"{short}/供水.md", OLD)
        shelf.write(f"{long}/供水.md", longer)
    report = shelf.bring_in().report
    assert "规定的标准" in texts(WATER, "2019-03-01")[1]
    noted = [item.message for item in report.items if item.message]
    assert any("is kept, another text of the same version" in message for message in noted)


def test_the_rival_that_lost_does_not_come_back_with_the_next_import(shelf):
    shelf.write("甲/供水.md", OLD)
    shelf.write("乙/供水.md", OLD.replace("达标", "达到规定的标准"))
    shelf.bring_in()
    before = shelf.digests()
    assert set(shelf.outcomes().values()) == {"same"}
    assert shelf.digests() == before


def test_the_same_bytes_under_two_names_are_one_original(shelf):
    shelf.write("甲/供水.md", OLD)
    shelf.write("乙/供水.md", OLD)
    assert sorted(shelf.outcomes().values()) == ["new", "same"]
    assert Original.objects.count() == 1


def test_a_second_import_changes_nothing_and_numbers_no_change(shelf):
    shelf.write("供水.md", OLD)
    shelf.write("垃圾.md", WASTE)
    shelf.bring_in()
    before, changes = shelf.digests(), Change.objects.count()
    assert set(shelf.outcomes().values()) == {"same"}
    assert shelf.digests() == before
    assert Change.objects.count() == changes


def test_one_bad_file_stops_nothing(shelf):
    shelf.write("供水.md", OLD)
    shelf.write("空.md", b"")
    shelf.write("坏.docx", b"PK\x03\x04 no document")
    report = shelf.bring_in().report
    assert report.counts == {"new": 1, "refused": 2}
    assert all(item.path in item.message for item in report.items if item.outcome == "refused")


def test_a_refused_file_leaves_nothing_behind(shelf):
    shelf.write("空.md", b" \n ")
    shelf.bring_in()
    assert not Original.objects.exists()
    assert not Version.objects.exists()
    assert list(places.originals().all()) == []


def test_an_original_is_kept_byte_for_byte(shelf):
    data = OLD.replace("\n", "\r\n").encode("gb18030")
    shelf.write("供水.txt", data)
    shelf.bring_in()
    [sha256] = places.originals().all()
    assert places.originals().fetch(sha256) == data
    assert Original.objects.get().encoding == "gb18030"


def test_a_half_written_original_is_written_again(shelf):
    shelf.write("供水.md", OLD)
    sha256 = places.originals().keep(OLD.encode())
    places.originals().path_of(sha256).write_bytes(b"half")
    shelf.bring_in()
    assert places.originals().is_whole(sha256)


def test_every_file_of_a_run_is_on_record(shelf):
    shelf.write("供水.md", OLD)
    shelf.write("空.md", b"")
    shelf.bring_in()
    run = ImportRun.objects.get()
    assert run.counts == {"new": 1, "refused": 1}
    assert run.finished_at is not None
    assert sorted(run.items.values_list("path", "outcome")) == [
        ("供水.md", "new"),
        ("空.md", "refused"),
    ]


def test_a_run_that_was_cut_off_goes_on_under_its_own_number(shelf):
    shelf.write("供水.md", OLD)
    importing.take_in([shelf.folder], silent, processes=0)
    ImportRun.objects.update(finished_at=None)
    shelf.write("垃圾.md", WASTE)
    shelf.bring_in()
    run = ImportRun.objects.get()
    assert run.counts == {"new": 2}
    assert ImportItem.objects.count() == 2


def test_a_file_given_as_bytes_is_taken_in_without_a_record(shelf):
    item = importing.take_in_bytes(OLD.encode(), "供水.md")
    assert item.outcome == "new"
    assert importing.take_in_bytes(OLD.encode(), "供水.md").outcome == "same"
    assert importing.take_in_bytes(b"", "空.md").outcome == "refused"
    assert not ImportRun.objects.exists()


def test_progress_counts_every_file(shelf):
    for number in range(40):
        shelf.write(f"{number}.md", OLD.replace("供水", f"供水{number}号"))
    shelf.bring_in()
    read = [(done, total) for stage, done, total in shelf.stages if stage == "read"]
    assert read[-1] == (40, 40)
    assert sorted(done for done, _ in read) == [done for done, _ in read]


def test_originals_know_nothing_of_settings():
    assert "django" not in vars(originals)


@pytest.mark.word
def test_an_old_word_file_comes_in_and_is_derived_again_through_its_original(shelf):
    made = docx.Document()
    for line in OLD.replace("<!-- INFO END -->", "").splitlines():
        made.add_paragraph(line.removeprefix("# "))
    made.save(str(shelf.folder / "供水.docx"))
    program = shutil.which("soffice") or "libreoffice"
    profile = f"-env:UserInstallation=file://{shelf.home}/profile"
    command = [program, profile, "--headless", "--convert-to", "doc", "供水.docx"]
    subprocess.run(command, cwd=shelf.folder, check=True, capture_output=True)
    (shelf.folder / "供水.docx").unlink()
    assert shelf.bring_in(processes=1).report.counts == {"new": 1}
    before = shelf.digests()
    assert deriving.again(silent).faults == []
    assert shelf.digests()[0] == before[0]


def test_each_amending_act_of_one_title_stays_and_none_is_a_new_version_of_another(shelf):
    for year in ("1988", "2018"):
        words = f"{year}年4月12日示例市人民代表大会公告公布施行"
        shelf.write(
            f"修正案{year}.md",
            f"# 示例市章程修正案（{year}年）\n\n{words}\n\n<!-- INFO END -->\n\n"
            f"第一条 章程第三条修改为：“{year}。”\n",
        )
    assert set(shelf.outcomes().values()) == {"new"}
    older = version("示例市章程修正案", "1988-04-12")
    assert (older.begins_on.isoformat(), older.ends_on) == ("1988-04-12", None)
    page = library.version_page(older.work, date(2024, 1, 1), older.label)
    assert (page.state.state, page.state.version.name) == ("in_force", older.label)
