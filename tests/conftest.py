"""What every test may use."""

import os
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings

# A machine may be slow; how long an example takes is measured in bench/ and not here.
if "CI" not in os.environ:
    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")

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


@pytest.fixture(autouse=True)
def usual_language() -> None:
    """Each test begins in the language of the settings: a request leaves its own behind in the
    thread, for whichever test comes next."""
    translation.deactivate()
