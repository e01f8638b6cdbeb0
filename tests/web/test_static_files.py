"""Style sheets and scripts: gathered once, compressed, cached for ever."""

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages

from plumbline.web import static_files


@pytest.fixture
def source(tmp_path, settings):
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("p { margin: 0 }\n" * 100)
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]
    yield source
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]


def test_files_are_gathered_once_until_one_changes(source):
    assert static_files.collect() is True
    assert static_files.collect() is False
    (source / "page.css").write_text("p { margin: 1px }\n" * 100)
    assert static_files.collect() is True


def test_a_gathered_file_carries_its_hash_and_comes_compressed(source, settings):
    static_files.collect()
    names = sorted(path.name for path in settings.STATIC_ROOT.glob("page.*"))
    hashed = storages["staticfiles"].url("page.css").rsplit("/", 1)[1]
    assert names == [hashed, f"{hashed}.br", f"{hashed}.gz"]


def test_a_file_that_is_gone_is_gone_from_the_gathered_ones(source, settings):
    static_files.collect()
    (source / "page.css").rename(source / "other.css")
    static_files.collect()
    assert list(settings.STATIC_ROOT.glob("page.*")) == []


@pytest.mark.parametrize("name", ["tabler/tabler.min.css", "htmx/htmx.min.js", "icons.svg"])
def test_what_the_pages_use_is_there(name):
    assert finders.find(f"vendor/{name}") is not None
    assert staticfiles_storage.url(f"vendor/{name}") == f"/static/vendor/{name}"
