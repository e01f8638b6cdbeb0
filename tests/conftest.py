"""What every test may use."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.capabilities", "tests.browser"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of real texts; the test that asks for it carries the marker `texts`."""
    return Path(os.environ["PLUMBLINE_TEXTS"])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty PLUMBLINE_HOME, for tests that start the product as a process of its own."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    return tmp_path
