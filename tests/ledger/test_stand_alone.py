"""The verifiers need nothing but themselves, and speak the same words."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plumbline.ledger import verify
from tests.ledger.javascript import SCRIPT

HERE = Path(verify.__file__)


def test_the_python_verifier_imports_the_standard_library_only():
    tree = ast.parse(HERE.read_text("utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_the_script_imports_nothing_in_a_browser():
    source = SCRIPT.read_text("utf-8")
    assert re.findall(r"^import .*", source, re.MULTILINE) == []
    assert re.findall(r"import\(.*?\)", source) == ['import("node:fs")']  # inside main, for Node.js
    assert "crypto.subtle" not in source
    assert "eval" not in source


def test_both_say_the_same_words():
    said = re.search(r"const SAID = `\n(.*?)\n`;", SCRIPT.read_text("utf-8"), re.DOTALL)
    assert said[1] == verify.SAID.strip()


def test_every_step_has_words_for_both_outcomes():
    named = {line.split()[0] for line in verify.SAID.strip().splitlines()}
    steps = {"entry", "opening", "promise", "checkpoint", "agreement", "inclusion", "growth"}
    assert named == {*steps, *(f"{one}!" for one in steps), "contradiction!", "0", "1", "2", "3"}


def test_the_file_runs_alone_in_an_empty_folder(log, put, tmp_path):
    alone = shutil.copy(HERE, tmp_path / "check.py")
    made = put("receipt.json", log.receipt(4))
    command = [sys.executable, "-I", "-S", alone, made, "--key", log.key]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().endswith("结论：成立。 Verdict: it holds.\n")


def test_a_console_without_chinese_gets_the_english(log, put, tmp_path):
    made = put("receipt.json", log.receipt(4))
    command = [sys.executable, HERE, made, "--key", log.key]
    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"Verdict: it holds." in done.stdout


@pytest.mark.node
def test_the_page_can_import_the_script_without_node(script):
    assert script.call(["told", [[["inclusion", True, "4"]]]])[0][0] == 0
