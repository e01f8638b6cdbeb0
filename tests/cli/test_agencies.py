"""Setting up agencies, and the first administrator, from the command line."""

import pytest
from click.testing import CliRunner

from plumbline.cli.agencies import agencies_
from plumbline.store import agencies
from plumbline.store.models import Account, Agency, Assignment

pytestmark = pytest.mark.django_db
SECRET = "plum and line 42"


@pytest.fixture(autouse=True)
def _tables_are_there(monkeypatch):
    monkeypatch.setattr("plumbline.cli.agencies.ready", lambda: None)


def run(*words):
    return CliRunner().invoke(agencies_, words)


def officer(*more):
    return run("officer", "CQ1", "王某", "--agency", "500103-sfj", "--password", SECRET, *more)


def test_chongqing_is_set_up_where_no_list_is_given():
    done = run("set-up")
    assert done.exit_code == 0
    assert "2140 agencies made, 0 were there already" in done.output
    assert Agency.objects.get(code="500103-sfj").name == "重庆市渝中区司法局"


def test_a_list_that_is_none_ends_in_one_line(tmp_path):
    (tmp_path / "list.toml").write_text("district = 7")
    done = run("set-up", str(tmp_path / "list.toml"))
    assert done.exit_code == 1
    assert done.output.startswith("Error: list.toml: found")


def test_the_first_administrator_can_sign_in():
    run("set-up")
    assert officer().exit_code == 0
    assert Assignment.objects.get().role == agencies.ADMINISTRATOR
    account = Account.objects.get(username="CQ1")
    assert account.check_password(SECRET)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--agency", "nowhere"), "nowhere"),
        (("--password", "short"), "10"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(more, said):
    run("set-up")
    done = officer(*more)
    assert done.exit_code == 1
    assert said in done.output
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_a_table_is_looked_at_then_taken_in_and_comes_out_again(tmp_path):
    Agency.objects.create(code="99", name="示例市人民政府", kind="government", level="municipal")
    file = tmp_path / "agencies.csv"
    file.write_text(
        "代码,名称,上级代码,类别,层级\n9901,示例市新城区人民政府,99,政府,区县\n", "utf-8"
    )
    looked = run("import", str(file), "--dry-run")
    assert "0 error, 1 new, 0 changed, 0 same" in looked.output
    assert Agency.objects.count() == 1
    assert "taken in" in run("import", str(file)).output
    assert "2 agencies" in run("export", str(tmp_path / "all.xlsx")).output
    again = run("import", str(tmp_path / "all.xlsx"), "--dry-run")
    assert "0 new, 0 changed, 2 same" in again.output


@pytest.mark.django_db
def test_a_table_with_errors_says_where_and_is_not_taken_in(tmp_path):
    file = tmp_path / "agencies.csv"
    file.write_text("code,name,parent,kind,level\n9901,示例市新城区,99,公司,区县\n", "utf-8")
    done = run("import", str(file))
    assert done.exit_code == 1
    assert "D kind: not_a_choice: found 公司" in done.output
    assert "C parent: no_agency: found 99" in done.output
    assert not Agency.objects.exists()
    file.write_bytes(b"PK\x03\x04")
    assert "damaged" in run("import", str(file)).output
