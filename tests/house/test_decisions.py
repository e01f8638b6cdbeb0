"""Each choice that a newcomer would question is written down, with what it costs."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

FOLDER = ROOT / "docs" / "decisions"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
HEADINGS = ["Context", "Choice", "Cost"]


def test_decisions_are_numbered_without_gap_or_double():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_gives_context_choice_and_cost(path: Path):
    found = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found == HEADINGS


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_listed(path: Path):
    assert f"]({path.name})" in (FOLDER / "index.md").read_text(encoding="utf-8")


def test_each_dependency_has_a_line_that_says_what_it_is_for():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = declared["project"]
    groups = [*project["optional-dependencies"].values(), *declared["dependency-groups"].values()]
    wanted = [*project["dependencies"], *(one for group in groups for one in group)]
    names = {re.split(r"[^\w-]", one)[0] for one in wanted}
    first_cells = re.findall(r"^\|([^|]+)\|", DECISIONS[1].read_text("utf-8"), re.MULTILINE)
    listed = {name for cell in first_cells for name in re.findall(r"`([\w-]+)`", cell)}
    assert names - listed == set()
    assert listed - names == {"brotli"}
