"""Set-up: a second run knows that there is nothing to do, and a changed lock that there is."""

import bootstrap
import pytest
import vendor


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with an environment that was set up for `full`."""
    for name in (*bootstrap.LOCKS.values(), "pyproject.toml"):
        (tmp_path / name).write_text(name)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", python)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "stamp")
    bootstrap.STAMP.write_text(f"full {bootstrap.fingerprint('full')}\n")
    return tmp_path


@pytest.mark.parametrize(("kind", "ready"), [("run", True), ("full", True), ("dev", False)])
def test_a_wider_environment_serves_for_a_narrower_one_and_not_the_reverse(checkout, kind, ready):
    assert bootstrap.ready(kind) is ready


@pytest.mark.parametrize("name", ["requirements-full.lock", "pyproject.toml"])
def test_a_changed_lock_is_seen(checkout, name):
    (checkout / name).write_text("changed")
    assert bootstrap.ready("full") is False


def test_an_environment_that_was_interrupted_is_not_ready(checkout):
    bootstrap.STAMP.unlink()
    assert bootstrap.ready("run") is False


@pytest.mark.parametrize(
    ("shipped", "served"),
    [
        (b"a{}\n/*# sourceMappingURL=a.css.map */\n", b"a{}\n"),
        (b"f()\n//# sourceMappingURL=f.js.map", b"f()\n"),
        (b"f('//# sourceMappingURL=x');g()\n", b"f('//# sourceMappingURL=x');g()\n"),
    ],
)
def test_a_file_does_not_name_the_map_that_is_not_served(shipped, served):
    assert vendor.SOURCE_MAP.sub(b"", shipped) == served


def test_a_failed_fetch_is_fatal_only_where_nothing_was_fetched_before(tmp_path, monkeypatch):
    def fails(kind: str) -> None:
        raise vendor.CannotFetch("no network")

    monkeypatch.setattr(vendor, "fetch", fails)
    monkeypatch.setattr(vendor, "MARK", tmp_path / ".stamp")
    monkeypatch.setattr("sys.argv", ["vendor.py"])
    with pytest.raises(SystemExit, match="no network"):
        vendor.main()
    (tmp_path / ".stamp").write_text("run of an older lock")
    vendor.main()
