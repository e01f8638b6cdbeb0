"""The demonstration library, brought in once for all tests of the pages, and left untouched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from plumbline.store import catalogues, deriving, importing, indexing
from plumbline.store.models import ImportRun, Work

DEMONSTRATION = Path(__file__).resolve().parents[2] / "demo" / "library"

WATER = "示例市城市供水管理条例"  # three versions, of which the second inserted an article
RENTING = "示例市房屋租赁管理暂行办法"  # lapsed
LODGINGS = "示例市新城区人民政府关于加强出租房屋安全管理的通告"  # cites what has ended
LIFTS = "示例市电梯安全管理办法"  # adopted, in force only from 2027-01-01
CONTRACTS = "合同法"  # cited, never loaded
ON = "2026-11-01"


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="package")
def demonstration(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """The demonstration library in a home of its own; gone when the last page was tested."""
    home = tmp_path_factory.mktemp("demonstration")
    with override_settings(PLUMBLINE_HOME=home), django_db_blocker.unblock():
        importing.take_in([DEMONSTRATION], silent)
        deriving.derive(silent)
        indexing.catch_up(silent)
        yield home
        call_command("flush", interactive=False, verbosity=0)
    catalogues._kept.clear()


@pytest.fixture
def portal(demonstration: Path, db: None) -> Client:
    """A visitor in a browser set to Chinese."""
    return Client(headers={"accept-language": "zh-CN"})


@pytest.fixture
def visitor(demonstration: Path, db: None) -> Client:
    """A visitor in a browser set to English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def empty(tmp_path: Path, settings: Settings, db: None) -> Client:
    """A visitor of a library into which nothing was imported yet."""
    settings.PLUMBLINE_HOME = tmp_path
    Work.objects.all().delete()
    ImportRun.objects.all().delete()
    return Client(headers={"accept-language": "zh-CN"})
