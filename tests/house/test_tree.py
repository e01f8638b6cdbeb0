"""What is committed works anywhere: it names no host of a registry and no path of one machine."""

import json
import re

import pytest

from tests.house.tree import ROOT, place, texts

LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))

# Written in pieces, so that this file does not name them either.
HOSTS = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry", "npmjs"),
            ("npmmirror", "com"),
            ("yarnpkg", "com"),
            ("deb", "debian"),
        )
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.-])/(?:work|root|home|Users)/(?!user\b)\w")
SIBLING = re.compile(r"\.\./" + "shared")


def lines(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{place(path)}:{number} {line.strip()[:80]}"
        for path, content in texts()
        if pattern.search(content)
        for number, line in enumerate(content.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_the_host_of_a_registry():
    assert lines(HOSTS) == []


def test_no_file_names_a_path_of_one_machine():
    assert lines(MACHINE_PATHS) == []


def test_no_file_names_a_folder_outside_the_checkout():
    assert lines(SIBLING) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_python_package_has_hashes_and_no_address(name):
    lock = (ROOT / name).read_text()
    entries = re.findall(r"^\S+==(?:.*\\\n)*.*$", lock, re.MULTILINE)
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.search(r"https?://|--(?:extra-)?index-url|--find-links", lock) is None


def test_every_locked_npm_package_has_a_hash_and_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    locked = {name: entry for name, entry in packages.items() if name}
    assert locked
    assert [name for name, entry in locked.items() if "integrity" not in entry] == []
    assert [name for name, entry in locked.items() if "resolved" in entry] == []


def test_npm_packages_are_pinned_to_one_version():
    package = json.loads((ROOT / "package.json").read_text())
    wanted = package["dependencies"] | package["devDependencies"]
    assert [name for name, version in wanted.items() if not re.fullmatch(r"[0-9.]+", version)] == []


@pytest.mark.parametrize("narrow", ["requirements.lock", "requirements-full.lock"])
def test_a_wider_lock_holds_the_same_versions_as_a_narrower_one(narrow):
    pins = re.compile(r"^(\S+==\S+)", re.MULTILINE)
    wide = set(pins.findall((ROOT / "requirements-dev.lock").read_text()))
    assert set(pins.findall((ROOT / narrow).read_text())) - wide == set()
