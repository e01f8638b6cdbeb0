"""The layers of the design: downward only, and the kernels know neither Django nor the world."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT, kernels, modules, place, table

WORLD = {
    ("os", "environ"),
    ("os", "getenv"),
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
}


def contract(name: str) -> dict[str, Any]:
    listed = table("pyproject.toml")["tool"]["importlinter"]["contracts"]
    return next(one for one in listed if one["id"] == name)


def test_imports_go_downward_only():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_kernel_is_forbidden_to_import_django_and_the_network():
    listed = contract("kernels")["source_modules"]
    assert listed == [f"plumbline.{name}" for name in kernels()]


@pytest.mark.parametrize("kernel", kernels())
def test_kernels_read_neither_environment_nor_clock(kernel):
    read = [
        f"{place(path)}:{node.lineno} {node.value.id}.{node.attr}"
        for path, module in modules("src")
        if kernel in path.relative_to(ROOT).parts
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in WORLD
    ]
    assert read == []
