"""In which order texts come in, and how often an import is repeated, does not matter."""

from itertools import chain, pairwise
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.store.texts import catalogues, upkeep
from tests.store.conftest import Shelf, impatient, law, silent

WATER = "示例市供水条例"
FILES = {
    "供水2019.md": law(WATER, "2019-03-01", "供水企业应当保障水质。", "水压应当达标。"),
    "供水2023.md": law(WATER, "2023-06-01", "供水企业应当保障水质和水压。"),
    "城乡.md": law(
        "示例市城乡供水条例", "2024-11-01", "违反示例市供水条例第二条的，从其规定。",
        from_day="2025-01-01", closing="《示例市供水条例》同时废止。",
    ),
    "处罚.md": law("示例市处罚规定", "2021-05-05", "违反示例市供水条例第一条、第二条的，罚款。"),
    "垃圾.md": law("示例市垃圾条例", "2020-01-05", "依照《示例市处罚规定》第一条和前款执行。"),
    "垃圾（更正）.md": law("示例市垃圾条例", "2020-01-05", "依照《示例市处罚规定》第一条执行。"),
    "通告.md": law("示例市通告", "2022-02-02", "适用示例市垃圾条例第一条，不适用供水条例。"),
}  # fmt: skip
# Of two texts of one day the later import wins; in one import neither is later.
RIVALS = ["垃圾.md", "垃圾（更正）.md"]
GROUPS = [RIVALS, *([name] for name in FILES if name not in RIVALS)]


class Undo(Exception):
    """Takes back what an example has written."""


def digests_after(steps: list[list[str]], folder: Path) -> tuple[str, str]:
    """The digests after files were imported in these steps, into an empty library."""
    shelf = Shelf(folder / "files", folder / "home")
    names = [name for step in steps for name in step]
    for name in names:
        shelf.write(name, FILES[name])
    found = ("", "")
    try:
        with transaction.atomic():
            for step in steps:
                paths = [shelf.folder / name for name in step]
                upkeep.bring_in(paths, silent, impatient, processes=0)
            found = shelf.digests()
            raise Undo
    except Undo:
        catalogues._kept.clear()
    return found


@st.composite
def orders(draw: st.DrawFn) -> list[list[str]]:
    """All files in some order, in some steps; files may come again in a later step."""
    groups = draw(st.permutations(GROUPS))
    cuts = draw(st.lists(st.integers(1, len(groups) - 1), unique=True, max_size=3))
    edges = [0, *sorted(cuts), len(groups)]
    steps = [list(chain(*groups[start:end])) for start, end in pairwise(edges)]
    steps = [draw(st.permutations(step)) for step in steps]
    again = draw(st.lists(st.sampled_from(list(FILES)), unique=True))
    return [*steps, again] if again else steps


@pytest.fixture(scope="module")
def expected(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker
) -> tuple[str, str]:
    """The digests when the files come one after the other."""
    with django_db_blocker.unblock():
        return in_own_home(tmp_path_factory.mktemp("expected"), GROUPS)


def in_own_home(folder: Path, steps: list[list[str]]) -> tuple[str, str]:
    (folder / "home").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.PLUMBLINE_HOME", folder / "home")
        return digests_after(steps, folder)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=orders())
def test_every_order_gives_the_same_library_and_the_same_index(expected, tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("order")
    assert in_own_home(folder, steps) == expected
