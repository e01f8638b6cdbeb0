"""The key of the log is made once, kept apart, and never exchanged unseen."""

import concurrent.futures
import subprocess
import sys

import pytest

from plumbline.ledger import Signer, published
from plumbline.store import cases
from plumbline.store.cases import signing
from plumbline.store.models import LogKey
from tests.store.processes import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    return tmp_path


def test_the_key_is_made_once_readable_by_its_owner_alone(home):
    assert cases.description() is None
    made = cases.signer()
    assert cases.signer() == made
    assert (home / "ledger_key").stat().st_mode & 0o777 == 0o600
    assert LogKey.objects.get().text == published(made.key)
    assert cases.description().origin == made.name


def test_the_secret_key_is_not_in_the_database(home):
    secret = cases.signer().secret.split("+", 4)[4]  # base64, which may hold a "+" itself
    assert len(secret) == 44
    assert all(secret not in str(vars(one)) for one in LogKey.objects.all())


def test_the_log_is_named_after_the_first_host_or_as_it_is_told(home, settings):
    settings.ALLOWED_HOSTS = [".example.cn", "other"]
    assert signing.log_name() == "example.cn/log"
    settings.ALLOWED_HOSTS = ["*"]
    assert signing.log_name() == "localhost/log"
    settings.PLUMBLINE_LEDGER_NAME = "province/log"
    assert cases.signer().name == "province/log"
    settings.PLUMBLINE_LEDGER_NAME = "other/log"
    with pytest.raises(cases.KeyFault, match=r"found other/log; the key is that of province/log"):
        cases.signer()


def test_a_key_can_lie_elsewhere_and_is_then_never_made(home, settings, tmp_path):
    settings.PLUMBLINE_LEDGER_KEY = str(tmp_path / "far" / "key")
    with pytest.raises(cases.KeyFault, match="PLUMBLINE_LEDGER_KEY: found no file"):
        cases.signer()
    (tmp_path / "far").mkdir()
    known = Signer.generate("far/log")
    (tmp_path / "far" / "key").write_text(known.secret)
    assert cases.signer() == known
    assert not (home / "ledger_key").exists()


def test_a_key_that_is_lost_is_not_made_anew(home):
    cases.signer()
    (home / "ledger_key").unlink()
    with pytest.raises(cases.KeyFault, match="put it back"):
        cases.signer()
    assert signing.kept_key() is None


def test_another_key_does_not_sign(home):
    first = cases.signer()
    (home / "ledger_key").write_text(Signer.generate(first.name).secret)
    with pytest.raises(cases.KeyFault, match="the log is signed with"):
        cases.signer()


def test_a_file_that_is_no_key_is_refused_without_repeating_it(home):
    for text in (b"secret words", b"\xff\xfe", b""):
        (home / "ledger_key").write_bytes(text)
        with pytest.raises(cases.KeyFault) as fault:
            cases.signer()
        assert "secret words" not in str(fault.value)


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    code = (
        "import sys; from pathlib import Path; from plumbline.store.kept import made_once; "
        "from plumbline.ledger import Signer; sys.stdout.write("
        "made_once(Path(sys.argv[1]), lambda: Signer.generate('log').secret))"
    )

    def started(_):
        command = [sys.executable, "-c", code, str(tmp_path / "key")]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        found = set(pool.map(started, range(6)))
    assert len(found) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key"]
