"""What is wrong with a library is told exactly, and nothing is told of one that is whole."""

import json
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from click.testing import CliRunner

from plumbline.cli.library import import_
from plumbline.cli.library import verify as command
from plumbline.store.models import Original, Provision, Text, Version, Work
from plumbline.store.texts import changes, importing, indexing, verifying
from tests.store.conftest import law, silent

WATER = law("示例市供水条例", "2019-03-01", "供水企业应当保障水质。", "水压应当达标。")
WASTE = law("示例市垃圾管理条例", "2020-01-05", "违反《示例市供水条例》第二条的，责令改正。")


@pytest.fixture
def whole(shelf):
    shelf.write("供水.md", WATER)
    shelf.write("垃圾.md", WASTE)
    shelf.bring_in()
    return shelf


def schema(name: str) -> Any:
    folder = Path(__file__).resolve().parents[3] / "docs" / "schemas"
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def told_as_json(command: click.Command, *arguments: str) -> Any:
    return json.loads(CliRunner().invoke(command, [*arguments, "--format", "json"]).stdout)


def test_an_import_tells_what_its_schema_promises(whole):
    whole.write("空.md", "")
    whole.write("甲/节水.md", law("示例市节水条例", "2021-01-01", "节约用水。"))
    whole.write("乙/节水.md", law("示例市节水条例", "2021-01-01", "节约用水，人人有责。"))
    told = told_as_json(import_, str(whole.folder))
    jsonschema.validate(told, schema("import"))
    assert told["counts"] == {"new": 1, "same": 3, "refused": 1}
    assert [note.partition(":")[0] for note in told["notes"]] == ["甲/节水.md"]
    assert told["refused"][0]["path"] == "空.md"


def faults() -> list[tuple[str, str, str]]:
    return [(f.kind, f.place, f.message) for f in verifying.verify(silent).faults]


def test_a_whole_library_has_no_fault(whole):
    verified = verifying.verify(silent)
    assert verified.faults == ()
    assert verified.counts["versions"] == 2
    assert (verified.library, verified.index) == whole.digests()


def test_an_empty_library_has_no_fault_but_its_index(shelf):
    assert [kind for kind, _, _ in faults()] == ["index"]


def test_an_original_that_has_changed_is_told_with_its_file(whole):
    text = Text.objects.get(path="供水.md")
    path = whole.home / "originals" / text.original_id[:2] / text.original_id[2:]
    path.write_bytes(path.read_bytes().replace("水质".encode(), "水量".encode()))
    assert faults() == [("original", "供水.md", f"{path}: its bytes have changed")]


def test_an_original_that_is_gone_is_told(whole):
    text = Text.objects.get(path="供水.md")
    path = whole.home / "originals" / text.original_id[:2] / text.original_id[2:]
    path.unlink()
    assert faults() == [("original", "供水.md", f"{path}: the file is gone")]


def test_a_version_that_is_not_derived_is_told(whole):
    whole.write("节水.md", law("示例市节水条例", "2021-01-01", "节约用水。"))
    importing.take_in([whole.folder], silent, processes=0)
    told = faults()
    assert ("index", str(whole.home / "index"), "is 1 changes behind the library") in told
    Version.objects.filter(work__key="示例市节水条例").update(lexicon="stale")
    place = ("version", "示例市节水条例 2021-01-01", "is not derived under the names of now")
    assert place in faults()


def test_a_missing_article_is_told(whole):
    Provision.objects.get(version__work__key="示例市供水条例", eid="art_2").delete()
    kinds = {kind for kind, _, _ in faults()}
    assert kinds == {"version", "index"}
    assert "2 articles are there, 3 were derived" in str(faults())
    assert "1 articles are too many: 示例市供水条例@2019-03-01#art_2" in str(faults())


def test_a_count_that_is_not_of_now_is_told(whole):
    Work.objects.filter(key="示例市供水条例").update(cited={})
    assert [place for _, place, _ in faults()] == ["示例市供水条例 2019-03-01"]


def test_an_original_that_no_version_has_is_told(whole):
    Text.objects.get(path="垃圾.md").delete()
    told = faults()
    assert ("text", "示例市垃圾管理条例 2020-01-05", "no text of this version is shown") in told
    assert any("belongs to no version" in message for _, _, message in told)


def test_an_index_that_is_behind_is_told(whole):
    changes.number([("示例市供水条例", "2019-03-01")])
    assert [message for _, _, message in faults()] == ["is 1 changes behind the library"]


def test_an_index_whose_bytes_have_changed_is_told(whole):
    file = next((indexing.folder() / "articles").glob("*.store"))
    data = bytearray(file.read_bytes())
    data[10] ^= 0xFF
    file.write_bytes(data)
    assert "contents changed since they were written" in str(faults())


def test_the_digest_is_that_of_the_contents_and_of_nothing_else(whole):
    before = verifying.verify(silent).library
    Original.objects.update(name="another name")
    Text.objects.update(path="elsewhere.md")
    assert verifying.verify(silent).library == before
    Provision.objects.filter(eid="art_1").update(text="other words")
    assert verifying.verify(silent).library != before


def test_the_command_prints_digests_and_faults_and_leaves_with_1_if_there_are_any(whole):
    said = CliRunner().invoke(command, ["--format", "json"])
    told = json.loads(said.stdout)
    jsonschema.validate(told, schema("verify"))
    assert said.exit_code == 0
    assert told["whole"] is True
    assert told["digest"] == dict(zip(("library", "index"), whole.digests(), strict=True))
    Text.objects.all().delete()
    jsonschema.validate(told_as_json(command), schema("verify"))
    said = CliRunner().invoke(command)
    assert said.exit_code == 1
    assert "no text of this version is shown" in said.stdout
    assert "plumbline reindex" in said.stdout
