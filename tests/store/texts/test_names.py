"""A law named without 书名号 is found once it is known; only what names it is read again."""

from dataclasses import replace

from plumbline.sources.catalogue import record_of
from plumbline.store import program
from plumbline.store.models import Change, Citation, Lexicon, Provision, Version, Work
from plumbline.store.texts import changes, deriving, indexing, lexicons, verifying
from tests.store.conftest import law, silent

WATER = law("示例市供水条例", "2019-03-01", "供水企业应当保障水质。")


def naming(number: int) -> str:
    words = "依照示例市供水条例执行的，从其规定。"
    return law(f"示例市第{number}号管理规定", "2020-02-02", words)


def other(number: int) -> str:
    return law(f"示例市第{number}号工作规定", "2020-02-03", "工作应当公开。")


def changed_since(number: int) -> set[str]:
    return set(Change.objects.filter(pk__gt=number).values_list("work", flat=True))


def test_a_new_law_makes_only_those_be_read_again_that_name_it(shelf):
    for number in (1, 2):
        shelf.write(f"引用{number}.md", naming(number))
        shelf.write(f"无关{number}.md", other(number))
    shelf.bring_in()
    assert not Citation.objects.filter(work="示例市供水条例").exists()
    before = changes.last()
    shelf.write("供水.md", WATER)
    brought = shelf.bring_in()
    assert brought.derived.versions == 2
    again = {"示例市供水条例", "示例市第1号管理规定", "示例市第2号管理规定"}
    assert changed_since(before) == again
    cited = Citation.objects.filter(work="示例市供水条例", kind="short_name")
    assert sorted(cited.values_list("version__work__key", flat=True)) == sorted(
        again - {"示例市供水条例"}
    )


def test_versions_that_are_spared_keep_their_rows(shelf):
    shelf.write("无关.md", other(1))
    shelf.bring_in()
    before = list(Provision.objects.order_by("pk").values_list("pk", "text"))
    shelf.write("供水.md", WATER)
    assert shelf.bring_in().derived.versions == 0
    kept = Provision.objects.filter(version__work__key="示例市第1号工作规定").order_by("pk")
    assert list(kept.values_list("pk", "text")) == before
    assert set(Version.objects.values_list("lexicon", flat=True)) == {lexicons.known().digest}


def test_a_name_that_is_part_of_a_longer_name_counts_as_well(shelf):
    words = "适用示例市城乡供水条例的规定。"
    shelf.write("引用.md", law("示例市管理规定", "2020-02-02", words))
    shelf.write("供水.md", WATER)
    shelf.bring_in()
    assert not Citation.objects.filter(kind="short_name").exists()
    shelf.write("城乡.md", law("示例市城乡供水条例", "2020-01-01", "供水应当连续。"))
    assert shelf.bring_in().derived.versions == 1
    assert Citation.objects.get(kind="short_name").work == "示例市城乡供水条例"


def test_a_cut_off_derivation_is_taken_up_again(shelf):
    shelf.write("供水.md", WATER)
    shelf.write("引用.md", naming(1))
    shelf.bring_in()
    whole = shelf.digests()
    Version.objects.update(lexicon="derived under names of long ago")
    assert deriving.derive(silent).versions == 2
    assert shelf.digests() == whole


def test_another_program_derives_everything_anew_and_the_library_is_the_same(shelf, monkeypatch):
    shelf.write("供水.md", WATER)
    shelf.write("引用.md", naming(1))
    with monkeypatch.context() as before:
        before.setattr(program, "digest", lambda parts: "an older program"[: program.DIGITS])
        shelf.bring_in()
    found, whole = indexing.folder(), shelf.digests()
    brought = shelf.bring_in()
    assert brought.derived.versions == 2
    assert indexing.folder() != found
    assert shelf.digests() == whole
    assert shelf.bring_in().derived.versions == 0


def test_names_are_kept_with_the_digest_under_which_versions_are_derived(shelf):
    shelf.write("供水.md", WATER)
    shelf.bring_in()
    row = Lexicon.objects.get()
    assert row.digest == lexicons.known().digest
    assert "示例市供水条例" in row.names


def test_deriving_all_again_gives_the_same(shelf):
    shelf.write("供水.md", WATER)
    shelf.write("引用.md", naming(1))
    shelf.bring_in()
    before = shelf.digests()[0]
    assert deriving.again(silent).versions == 2
    assert shelf.digests()[0] == before


def test_a_version_whose_original_is_gone_is_told_and_the_others_go_on(shelf):
    shelf.write("供水.md", WATER)
    shelf.write("引用.md", naming(1))
    shelf.bring_in()
    text = Version.objects.get(work__key="示例市供水条例").texts.get()
    (shelf.home / "originals" / text.original_id[:2] / text.original_id[2:]).unlink()
    done = deriving.again(silent)
    assert done.versions == 1
    assert [fault for fault in done.faults if "供水.md" in fault and "gone" in fault]


def test_texts_that_are_read_as_those_of_another_work_move_there(shelf, monkeypatch):
    shelf.write("供水.md", WATER)
    shelf.write("引用.md", naming(1))
    shelf.bring_in()
    shelf.write("供水.md", WATER.replace("水质", "水量"))
    shelf.bring_in()

    def otherwise(document):
        record = record_of(document)
        return replace(record, key=record.key.replace("示例市供水条例", "示例市给水条例"))

    monkeypatch.setattr("plumbline.store.texts.reading.record_of", otherwise)
    deriving.again(silent)
    indexing.catch_up(silent)
    moved = Version.objects.get(work__key="示例市给水条例")
    assert "水量" in moved.provisions.get(eid="art_1").text
    assert sorted(moved.texts.values_list("shown", flat=True)) == [False, True]
    assert not Work.objects.filter(key="示例市供水条例").exists()
    assert shelf.found("水量") == ["示例市给水条例@2019-03-01#art_1"]
    assert verifying.verify(silent).faults == ()
