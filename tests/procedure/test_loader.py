"""程序 -- definitions are found in content roots; a particular place overlays the general one."""

from datetime import date
from pathlib import Path

import pytest

from plumbline.clock import ContentFault, load_clocks
from plumbline.law import procedures
from plumbline.law.layers import laid_over
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.procedure import DefinitionFault
from tests.procedure.writing import STATUTES

CLOCKS = load_clocks([ROOT / "cn" / "clocks"])
FRONT = '---\ncode = "{code}"\ntitle = "{title}"\nbasis = "行政许可法#1"\n{more}---\n'
PERMIT = Path(__file__).with_name("permit.toml").read_text("utf-8")
NO_GUARD = PERMIT.replace('guard = "is_plain"', 'after = "accept"')


def write(root: Path, place: str, body: str = NO_GUARD, more: str = "", day="2024-01-01") -> Path:
    folder = root / place / "procedures" / "permit"
    folder.mkdir(parents=True, exist_ok=True)
    page = FRONT.format(code="permit", title="许可", more=more)
    (folder / f"{day}.md").write_text(page, "utf-8")
    (folder / f"{day}.toml").write_text(body, "utf-8")
    return folder


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A package root that has the words of all procedures and nothing else."""
    root = tmp_path / "package"
    words = root / "cn" / "procedures" / "words.toml"
    words.parent.mkdir(parents=True)
    words.write_text((ROOT / "cn" / "procedures" / "words.toml").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(procedures, "ROOT", root)
    return root


def test_the_shipped_procedures_are_found_with_their_pages():
    found = load_procedures(CLOCKS)
    reconsideration = found["reconsideration"]
    day = date(2024, 1, 1)
    assert reconsideration.definitions[day].title == "行政复议"
    assert [page.name for page in reconsideration.pages[day]] == ["2024-01-01.md"]


def test_loading_twice_gives_the_same_revision():
    one, other = (load_procedures(CLOCKS)["reconsideration"] for _ in range(2))
    day = date(2024, 1, 1)
    assert one.definitions[day].revision == other.definitions[day].revision


def test_texts_are_kept_by_their_day_of_effect(bare, tmp_path):
    write(bare, "cn", day="2018-01-01")
    write(bare, "cn", NO_GUARD.replace("办结", "归档"))
    found = load_procedures(STATUTES)["permit"]
    assert [*found.definitions] == [date(2018, 1, 1), date(2024, 1, 1)]
    assert [one.stages["closed"].title for one in found.definitions.values()] == ["办结", "归档"]


def test_an_added_root_brings_its_own_and_overlays_what_is_there(bare, tmp_path):
    write(bare, "cn")
    body = '[stage.closed]\ntitle = "归档"\n[action.decide]\nby = ["head", "clerk"]\n'
    write(tmp_path / "own", "cn", body, 'because = "行政许可法#12"\n')
    definition = load_procedures(STATUTES, added=[tmp_path / "own"])["permit"].definitions
    (one,) = definition.values()
    assert (one.stages["closed"].title, one.actions["decide"].by) == ("归档", ("head", "clerk"))
    assert one.stages["closed"].ends
    assert one.revision != load_procedures(STATUTES)["permit"].definitions[one.from_day].revision


def test_a_place_overlays_the_country_only_where_it_is_asked_for(bare):
    write(bare, "cn")
    write(bare, "cq", '[stage.closed]\ntitle = "归档"\n', 'because = "行政许可法#12"\n')
    national = load_procedures(STATUTES)["permit"].definitions[date(2024, 1, 1)]
    local = load_procedures(STATUTES, places=("cn", "cq"))["permit"].definitions[date(2024, 1, 1)]
    assert (national.stages["closed"].title, local.stages["closed"].title) == ("办结", "归档")


def test_an_overlay_says_because(bare):
    write(bare, "cn")
    write(bare, "cq", '[stage.closed]\ntitle = "归档"\n')
    with pytest.raises(DefinitionFault, match="because is missing; write the article"):
        load_procedures(STATUTES, places=("cn", "cq"))


def test_an_added_root_holds_no_python(bare, tmp_path):
    folder = write(tmp_path / "own", "cn")
    (folder / "guards.py").write_text("raise SystemExit")
    with pytest.raises(DefinitionFault, match="is Python in an added root"):
        load_procedures(STATUTES, added=[tmp_path / "own"])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("notes.txt", "", "is no page and no body; write .md and .toml"),
        ("2025-01-01.toml", "", "stands alone; write a page .md and a body .toml"),
        ("2025-01-01.md", "", "stands alone"),
        ("guards.PY", "", "is no page"),
    ],
)
def test_a_file_that_does_not_belong_is_named(bare, name, content, says):
    folder = write(bare, "cn")
    (folder / name).write_text(content)
    with pytest.raises(DefinitionFault, match=says):
        load_procedures(STATUTES)


def test_a_file_is_named_for_its_day(bare):
    write(bare, "cn", day="2024-13-01")
    with pytest.raises(DefinitionFault, match="is named '2024-13-01'; write the day of effect"):
        load_procedures(STATUTES)


@pytest.mark.parametrize("body", ["[stage", "\udcff"])
def test_a_body_that_is_no_toml_is_named(bare, body):
    folder = write(bare, "cn")
    (folder / "2024-01-01.toml").write_bytes(body.encode("utf-8", "surrogateescape"))
    with pytest.raises(DefinitionFault, match=r"permit/2024-01-01\.toml: cannot be read"):
        load_procedures(STATUTES)


def test_a_page_has_the_code_of_its_folder(bare):
    folder = write(bare, "cn")
    (folder / "2024-01-01.md").write_text(
        FRONT.format(code="licence", title="许可", more=""), "utf-8"
    )
    with pytest.raises(ContentFault, match="code is 'licence'; write one of permit"):
        load_procedures(STATUTES)


def test_a_definition_that_does_not_hold_together_is_not_loaded(bare):
    write(bare, "cn", NO_GUARD.replace('to = "closed"', 'to = "nowhere"'))
    with pytest.raises(DefinitionFault, match=r"permit/2024-01-01\.toml: action 'close': to is"):
        load_procedures(STATUTES)


def test_a_basis_that_does_not_resolve_is_not_loaded(bare):
    write(bare, "cn")
    with pytest.raises(DefinitionFault, match="write a provision in force on 2024-01-01"):
        load_procedures(STATUTES, resolves=lambda provision, day: False)


def test_tables_are_joined_and_everything_else_is_replaced():
    below = {"a": {"x": 1, "y": [1, 2]}, "b": 1}
    assert laid_over(below, {"a": {"y": [3]}, "b": {"z": 2}, "c": 4}) == {
        "a": {"x": 1, "y": [3]},
        "b": {"z": 2},
        "c": 4,
    }
    assert below == {"a": {"x": 1, "y": [1, 2]}, "b": 1}
