"""文书 -- forms are found in content roots; a particular place overlays the general one."""

from datetime import date

import pytest

from plumbline.clock import ContentFault
from plumbline.law.papers import forms_at, load_papers, load_style
from plumbline.procedure import DefinitionFault

DAY = date(2024, 1, 1)
BODY = 'organ = "{organ}"\n\n[[block]]\ntext = "甲"\n'


def write(root, id, body=BODY, place="cq", day="2024-01-01", **front):
    folder = root / place / "papers" / "reconsideration" / id
    folder.mkdir(parents=True, exist_ok=True)
    said = {"code": id, "title": "某通知书", "basis": "行政复议法#30.1", **front}
    lines = "".join(f'{key} = "{value}"\n' for key, value in said.items() if value)
    (folder / f"{day}.md").write_text(f"---\n{lines}---\n\n# 某\n", "utf-8")
    (folder / f"{day}.toml").write_text(body, "utf-8")
    return folder


def load(root):
    return load_papers(added=[root], places=("cn", "cq"))["reconsideration"]


def test_a_bureau_adds_a_form_of_its_own(tmp_path):
    write(tmp_path, "local_notice")
    assert load(tmp_path)["local_notice"].at(DAY).title == "某通知书"
    assert "local_notice" not in forms_at(load_papers()["reconsideration"], DAY)


def test_an_overlay_says_only_what_is_different_and_why(tmp_path):
    write(tmp_path, "correction_notice", 'organ = "{institution}"\n', because="行政复议法#4.2")
    found = load(tmp_path)["correction_notice"].at(DAY)
    assert found.organ == "{institution}"
    assert found.blocks == load_papers()["reconsideration"]["correction_notice"].at(DAY).blocks


def test_an_overlay_without_because_is_refused(tmp_path):
    write(tmp_path, "correction_notice", 'organ = "{institution}"\n')
    with pytest.raises(DefinitionFault, match="because is missing"):
        load(tmp_path)


def test_a_later_form_takes_effect_on_its_day(tmp_path):
    write(tmp_path, "correction_notice", BODY, day="2025-01-01")
    forms = load(tmp_path)["correction_notice"]
    assert forms.at(date(2024, 12, 31)).number == "{number}"
    assert forms.at(date(2025, 1, 1)).number == ""


def test_an_added_root_holds_pages_and_toml_only(tmp_path):
    (write(tmp_path, "local_notice") / "2024-01-01.py").write_text("", "utf-8")
    with pytest.raises(DefinitionFault, match="is no page and no body"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ({"code": "other"}, "code is 'other'"),
        ({"title": ""}, "title is missing"),
        ({"brought_by": "chance"}, "brought_by is 'chance'"),
        ({"unverified": "X"}, "unverified is 'X'"),
    ],
)
def test_a_page_whose_identity_does_not_fit_is_refused(tmp_path, front, said):
    write(tmp_path, "local_notice", **front)
    with pytest.raises(ContentFault, match=said):
        load(tmp_path)


def test_a_form_without_a_basis_carries_a_mark(tmp_path):
    write(tmp_path, "local_notice", basis="")
    with pytest.raises(DefinitionFault, match="basis is missing"):
        load(tmp_path)
    write(tmp_path, "local_notice", basis="", unverified="I")
    assert load(tmp_path)["local_notice"].at(DAY).basis.unverified == "I"


def test_an_office_sets_its_own_words_and_fonts(tmp_path):
    folder = tmp_path / "cq" / "papers"
    folder.mkdir(parents=True)
    (folder / "style.toml").write_text('[words]\nseal = "（公章）"\n', "utf-8")
    style = load_style(added=[tmp_path], places=("cn", "cq"))
    assert style.words["seal"] == "（公章）"
    assert style.words["copies"] == load_style().words["copies"]
