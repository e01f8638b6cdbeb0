"""The files of the checkout, as git sees them, and the modules among them as syntax trees."""

import ast
import functools
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "plumbline"

TEXT = {
    "", ".cfg", ".css", ".html", ".in", ".js", ".json", ".jsonl", ".lock", ".md", ".mjs", ".po",
    ".py", ".svg", ".toml", ".txt", ".webmanifest", ".xml", ".yaml", ".yml",
}  # fmt: skip

KERNELS = (
    "text", "clock", "documents", "sources", "procedure", "search", "ledger", "powers", "papers",
    "lint", "discretion", "draw", "facts", "measures", "index", "report",
)  # fmt: skip


@functools.cache
def files() -> tuple[Path, ...]:
    """Return every file that is, or would be, committed; deleted ones are left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    paths = (ROOT / name for name in set(listed.stdout.split("\0")) if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def place(path: Path) -> str:
    """Return the path as a person writes it."""
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[tuple[Path, str]]:
    """Yield each committed file that is text, with its content."""
    for path in files():
        if path.suffix in TEXT:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def modules(*tops: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the Python modules below the folders named, parsed."""
    for path in files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in tops:
            yield path, parsed(path)


@functools.cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), place(path))


def packages() -> list[str]:
    """Return the packages directly below plumbline that hold code."""
    found = {path.relative_to(SOURCE).parts for path in files() if SOURCE in path.parents}
    return sorted({parts[0] for parts in found if len(parts) > 1 and parts[0] != "locale"})


def kernels() -> list[str]:
    """Return the packages below `law` and `store`: no Django, environment, network or clock."""
    return [name for name in packages() if name in KERNELS]


def table(name: str) -> dict[str, Any]:
    """Return a TOML file of the checkout."""
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))
