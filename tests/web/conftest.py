"""The demonstration library, brought in once for all tests of the pages, and left untouched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from plumbline.store.models import ImportRun, Work
from plumbline.store.texts import catalogues, deriving, importing, indexing

DEMONSTRATION = Path(__file__).resolve().parents[2] / "demo" / "library"

WATER = "示例市城市供水管理条例"  # three versions, of which the second inserted an article
RENTING = "示例市房屋租赁管理暂行办法"  # lapsed
LODGINGS = "示例市新城区人民政府关于加强出租房屋安全管理的通告"  # cites what has ended
LIFTS = "示例市电梯安全管理办法"  # adopted, in force only from 2027-01-01
CONTRACTS = "合同法"  # cited, never loaded
ON = "2026-11-01"

MODELS = list(apps.get_app_config("store").get_models())


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A library that was imported: its home, and the rows of its tables."""

    home: Path
    rows: Sequence[Sequence[Model]]


@pytest.fixture(scope="session")
def imported(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Kept:
    """The demonstration library, imported once and kept outside the database."""
    home = tmp_path_factory.mktemp("demonstration")
    with override_settings(PLUMBLINE_HOME=home), django_db_blocker.unblock():
        importing.take_in([DEMONSTRATION], silent)
        deriving.derive(silent)
        indexing.catch_up(silent)
        rows = [list(model._default_manager.all()) for model in MODELS]
        empty_tables()
    return Kept(home, rows)


@pytest.fixture(scope="module")
def demonstration(imported: Kept, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """The demonstration library in the database, for the tests of one page."""
    with override_settings(PLUMBLINE_HOME=imported.home), django_db_blocker.unblock():
        for model, rows in zip(MODELS, imported.rows, strict=True):
            model._default_manager.bulk_create(rows)
        yield imported.home
        empty_tables()


def empty_tables() -> None:
    """Leave no row behind, nor what was remembered of one."""
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
