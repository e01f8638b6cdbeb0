"""A test that cannot run here is left out aloud, and fails where it was required."""

import pytest

from tests.capabilities import has

pytest_plugins = ["pytester"]

SUITE = """
import pytest

@pytest.mark.texts
def test_reads_real_texts():
    pass

def test_needs_nothing():
    pass
"""


@pytest.fixture
def suite(pytester, monkeypatch):
    monkeypatch.delenv("PLUMBLINE_TEXTS", raising=False)
    monkeypatch.delenv("PLUMBLINE_REQUIRE", raising=False)
    pytester.makeconftest("pytest_plugins = ['tests.capabilities']")
    pytester.makeini("[pytest]\nmarkers =\n    texts: real texts\n    db: database\n")
    pytester.makepyfile(SUITE)
    has.cache_clear()
    yield lambda: pytester.runpytest_inprocess("-p", "no:django", "-p", "no:xdist")
    has.cache_clear()


def test_what_is_left_out_is_named_with_what_would_bring_it(suite):
    done = suite()
    done.assert_outcomes(passed=1, skipped=1)
    done.stdout.fnmatch_lines(["*left out on this machine*", "texts *1 tests *PLUMBLINE_TEXTS=*"])


def test_a_required_part_that_is_missing_fails_the_run(suite, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_REQUIRE", "texts")
    done = suite()
    assert done.ret != 0
    done.stderr.fnmatch_lines(["*texts is required and missing: PLUMBLINE_TEXTS=*"])


def test_a_required_part_that_does_not_exist_is_an_error(suite, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_REQUIRE", "browsers")
    done = suite()
    assert done.ret != 0
    done.stderr.fnmatch_lines(["*PLUMBLINE_REQUIRE: browsers; write some of browser, *"])


def test_what_the_machine_has_is_run(suite, monkeypatch, tmp_path):
    (tmp_path / "laws").mkdir()
    monkeypatch.setenv("PLUMBLINE_TEXTS", str(tmp_path))
    suite().assert_outcomes(passed=2)
