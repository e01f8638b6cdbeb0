"""Two programs that stand alone check a draw, and nothing can be changed unseen."""

import ast
import copy
import json
import random
import shutil
import subprocess
import sys

import pytest

from plumbline.draw import Target, announce, announced, draw, recorded, verify, written
from tests.capabilities import node
from tests.draw.__main__ import differing
from tests.draw.chance import altered, hash_of, random_result
from tests.draw.conftest import SEED, small_lists, small_plan
from tests.draw.verifiers import HOLDS, SCRIPT, fails, steps, steps_of_script

PYTHON = SCRIPT.with_suffix(".py")
OTHER_SEED = SEED[::-1]


def line_of(record, part, start):
    return next(at for at, one in enumerate(record[part]) if one.startswith(start))


def another(part, start, old, new):
    """A change of one line of the record."""

    def change(record):
        at = line_of(record, part, start)
        assert old in record[part][at]
        record[part][at] = record[part][at].replace(old, new, 1)

    return change


def without(part, start):
    return lambda record: record[part].pop(line_of(record, part, start))


def added(part, line):
    def change(record):
        record[part] = sorted([*record[part], line])

    return change


def drawn_anew(change):
    """A whole draw made again from something else: everything fits but the published hash."""

    def again(record):
        lists, plan, seed = change(small_lists(), small_plan())
        record.clear()
        record.update(recorded(draw(announce(plan, lists), seed)))

    return again


def late(lists, plan):
    targets = (Target("A00", "酒店", "D", "消防"), *lists.targets)
    return type(lists)(targets, lists.inspectors, lists.exclusions, lists.avoidances), plan, SEED


def reordered(record):
    record["targets"] = record["targets"][::-1]


def with_result_of(record, seed):
    record.update(recorded(draw(announce(small_plan(), small_lists()), seed)))


ALTERATIONS = {
    "another class of a target": (another("targets", "H01", "\tB\t", "\tD\t"), "lists"),
    "a target gone": (without("targets", "H02"), "lists"),
    "a late addition": (added("targets", "H99A\t酒店\tD\t消防"), "lists"),
    "a late addition with all made anew": (drawn_anew(late), "announcement"),
    "another order": (reordered, "lists"),
    "an inspector gone": (without("inspectors", "P3"), "lists"),
    "a longer certificate": (another("inspectors", "P8", "2026", "2029"), "lists"),
    "another exclusion": (another("exclusions", "H99", "H99", "H98"), "lists"),
    "an avoidance gone": (without("avoidances", "H01"), "lists"),
    "another size": (another("announcement", "size\t酒店", "5", "6"), "announcement"),
    "another weight": (another("announcement", "weight\tD", "8", "9"), "announcement"),
    "another length of the seed": (another("announcement", "seed", "20", "21"), "announcement"),
    "another team": (another("announcement", "team", "2", "3"), "announcement"),
    "another day": (another("announcement", "day", "2026", "2025"), "announcement"),
    "another seed": (lambda record: record.update(seed=OTHER_SEED), "targets"),
    "a seed with a result of its own": (
        lambda record: with_result_of(record, OTHER_SEED) or record.update(seed=SEED), "targets",
    ),
    "a seed of another length": (lambda record: record.update(seed=SEED + "1"), "seed"),
    "a seed of other characters": (lambda record: record.update(seed="7" * 20), "seed"),
    "somebody else drawn": (another("result", "S", "S", "T"), "targets"),
    "somebody not drawn": (lambda record: record["result"].pop(), "targets"),
    "somebody drawn first": (lambda record: record["result"].reverse(), "targets"),
    "another ticket": (another("result", "", "a", "b"), "targets"),
    "somebody else sent": (another("result", "", "P", "Q"), "inspectors"),
    "a recusal gone": (lambda record: record["recusals"].clear(), "inspectors"),
    "another reason": (another("recusals", "", "本人", "他人"), None),
    "another replacement": (
        lambda record: record["recusals"].__setitem__(0, record["recusals"][0][:-1] + "9"),
        "inspectors",
    ),
}  # fmt: skip


@pytest.fixture
def published(announcement):
    return announcement.hash


def test_a_draw_that_was_done_as_announced_holds(record, published):
    assert steps(record, published) == HOLDS


@pytest.mark.parametrize("what", [one for one, (_, step) in ALTERATIONS.items() if step])
def test_each_alteration_is_detected_at_its_step(record, published, what):
    change, step = ALTERATIONS[what]
    changed = copy.deepcopy(record)
    change(changed)
    assert steps(changed, published) == fails(step)


@pytest.mark.node
def test_the_script_detects_the_same(record, published, tmp_path):
    changed = [copy.deepcopy(record) for _ in ALTERATIONS]
    for one, (change, _step) in zip(changed, ALTERATIONS.values(), strict=True):
        change(one)
    found = steps_of_script(tmp_path, *([one, published, []] for one in changed))
    assert found == [fails(step) if step else HOLDS for _change, step in ALTERATIONS.values()]


def test_a_reason_is_stated_by_who_keeps_away_and_follows_from_nothing(record, published):
    ALTERATIONS["another reason"][0](record)
    assert steps(record, published) == HOLDS


def test_a_draw_without_the_given_proves_nothing(record):
    assert steps(record, "0" * 64) == fails("announcement")


def test_a_seed_that_decided_an_earlier_draw_is_detected(record, published):
    again = announce(small_plan(previous=published), small_lists())
    used = recorded(draw(again, OTHER_SEED, earlier={published: SEED}))
    assert steps(used, again.hash, [record]) == HOLDS
    assert steps(used, again.hash) == fails("seed")
    assert steps(used, again.hash, [record | {"seed": OTHER_SEED}]) == fails("seed")


def test_what_is_changed_at_random_never_holds_as_it_was_unless_it_decides_nothing():
    for number in range(300):
        rng = random.Random(number)
        record = recorded(random_result(rng))
        changed, what = altered(rng, record)
        if changed != record and "recusals" not in what:
            published = hash_of(record["announcement"])
            assert steps(changed, published) != HOLDS, (number, what)


@pytest.mark.node
def test_both_verifiers_judge_alike_what_is_drawn_and_altered_at_random(tmp_path):
    wrong, ended = differing(range(20_001, 20_401), tmp_path)
    assert wrong == []
    assert len(ended) == 7  # it holds, it fails at each of the five steps, it cannot be checked


@pytest.mark.parametrize("path", [PYTHON, SCRIPT], ids=lambda path: path.name)
def test_a_verifier_has_fewer_than_150_lines(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) < 150
    assert max(map(len, lines)) <= 100


def test_the_python_verifier_imports_the_standard_library_only():
    nodes = [*ast.walk(ast.parse(PYTHON.read_text("utf-8")))]
    imported = {alias.name for one in nodes if isinstance(one, ast.Import) for alias in one.names}
    imported |= {str(one.module) for one in nodes if isinstance(one, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_the_script_imports_nothing_in_a_browser():
    source = SCRIPT.read_text("utf-8")
    assert source.count("import(") == 1  # of node:fs, where it runs as a command
    assert "\nimport " not in source
    assert "eval" not in source


def commands(folder):
    alone = shutil.copy(PYTHON, folder / "alone.py")
    yield [sys.executable, "-I", "-S", alone]
    if found := node():
        yield [found, shutil.copy(SCRIPT, folder / "verify.mjs")]


def test_each_runs_alone_in_an_empty_folder_and_tells_by_its_exit_code(record, published, tmp_path):
    (tmp_path / "draw.json").write_text(written(record), "utf-8-sig")
    (tmp_path / "bad.json").write_text("[1", "utf-8")
    for command in commands(tmp_path):
        for file, given, code in (
            ("draw.json", published, 0), ("draw.json", "0" * 64, 1), ("bad.json", published, 2),
            ("none.json", published, 2),
        ):  # fmt: skip
            done = subprocess.run([*command, file, given], capture_output=True, cwd=tmp_path)
            assert (done.returncode, done.stderr) == (code, b""), (command, file)


def test_a_console_without_chinese_gets_the_english(record, published, tmp_path):
    (tmp_path / "draw.json").write_text(written(record), "utf-8")
    command = [sys.executable, PYTHON, tmp_path / "draw.json", published]
    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"It holds" in done.stdout


def test_a_record_is_read_as_it_was_written(record, result):
    assert json.loads(written(record)) == record
    assert recorded(result) == record
    assert announced(result.announcement).items() <= record.items()


def test_the_words_of_the_steps_are_there_for_each():
    assert list(verify.TOLD) == [name for name, _ in HOLDS]
