"""The page of the log, its files, its part of the interface, and the check on the server."""

import json
import re
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plumbline.ledger import Signer, Tree, published
from plumbline.ledger.verify import SAID, is_consistent, open_note, read_checkpoint, read_key
from plumbline.store import cases
from plumbline.store.models import Leaf, SignedCheckpoint
from plumbline.web.ledger import words
from plumbline.web.ledger.checking import LONGEST
from tests.store.cases.conftest import Writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    return tmp_path


@pytest.fixture
def log(db, home):
    """A log of seven events, signed at every size; the last event waits."""
    writer = Writer()
    signer = cases.signer()
    events = []
    for _ in range(7):
        writer = Writer()
        events.append(writer.write("apply").event)
        cases.sequence_all(signer)
    events.append(Writer().write("apply").event)
    return events


@pytest.fixture
def receipt(log):
    return cases.receipt_of(log[2].id, with_values=True)


@pytest.fixture
def english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def check(client, receipt, **fields):
    text = receipt if isinstance(receipt, str) else json.dumps(receipt, ensure_ascii=False)
    return client.post("/ledger/check/", {"receipt": text, **fields})


def test_an_empty_log_says_that_it_is_empty(client, home):
    page = client.get("/ledger/")
    assert page.status_code == 200
    assert "日志还是空的" in page.text
    assert client.get("/ledger/checkpoint").status_code == 404
    assert client.get("/ledger/key").status_code == 404
    assert client.get("/ledger/check/").status_code == 200


def test_the_page_shows_the_note_to_copy_and_the_key(client, log):
    page = client.get("/ledger/")
    assert cases.current_checkpoint().note in page.text
    assert published(cases.signer().key) in page.text.replace("&#x2B;", "+")
    assert page.context["waiting"].count == 1


def test_the_page_measures_delays_and_says_when_a_promise_is_broken(client, log):
    page = client.get("/ledger/")
    assert page.context["delays"].measured == 7
    assert page.context["is_late"]  # the events of these tests say that they are of 2024
    assert "已经超过承诺的时间" in page.text
    Leaf.objects.filter(index=None).update(promised_at=cases.current_checkpoint().signed_at)
    assert "已经超过承诺的时间" not in client.get("/ledger/").text


def test_checkpoints_come_twenty_to_a_page(client, log):
    now = cases.current_checkpoint()
    SignedCheckpoint.objects.bulk_create(
        SignedCheckpoint(size=size, root=now.root, note=now.note, signed_at=now.signed_at)
        for size in range(100, 130)
    )
    assert len(client.get("/ledger/").context["rows"]) == 20
    assert len(client.get("/ledger/?page=2").context["rows"]) == 17
    assert client.get("/ledger/?page=9").headers["Location"].endswith("page=2")


def test_the_checkpoint_is_a_note_that_the_published_key_opens(client, log):
    key = read_key(client.get("/ledger/key").text)
    note = client.get("/ledger/checkpoint")
    assert note.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert read_checkpoint(open_note(note.text, key)).size == 7
    assert read_checkpoint(open_note(client.get("/ledger/checkpoint/3").text, key)).size == 3
    for size in ("8", "99999999999999999999999"):
        assert client.get(f"/ledger/checkpoint/{size}").status_code == 404


def test_consistency_is_proved_between_any_two_sizes(client, log):
    answer = client.get("/ledger/consistency.json?first=7&second=3")
    assert "attachment" in answer.headers["Content-Disposition"]
    proof, tree = answer.json(), Tree(cases.DatabaseTiles())
    path = [b64decode(one) for one in proof["proof"]]
    assert is_consistent(tree.digest, (3, tree.root(3)), (7, tree.root(7)), path)


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("first=a&second=2", 400), ("first=0&second=2", 404), ("first=1&second=8", 404),
     ("first=-1&second=2", 400), ("first=1&second=9999999999999999999999", 400),
     ("first=²&second=3", 400)],
)  # fmt: skip
def test_a_proof_of_sizes_that_are_none_is_refused(client, log, query, status):
    assert client.get(f"/ledger/consistency.json?{query}").status_code == status


def test_tiles_are_published_as_other_products_read_them(client, log):
    part = client.get("/ledger/tile/0/000.p/7")
    assert part.content == Tree(cases.DatabaseTiles())._tiles.read(0, 0, 7)
    assert "immutable" in part.headers["Cache-Control"]
    assert client.get("/ledger/tile/0/000.p/3").content == part.content[:96]
    for path in ("0/000", "0/000.p/8", "0/000.p/999", "1/000.p/1", "0/001.p/1", "0/x999/999",
                 "0/x999/x999/x999/x999/999", "8/000", "0/1"):  # fmt: skip
        assert client.get(f"/ledger/tile/{path}").status_code == 404


@pytest.mark.parametrize(("name", "kind"), [("verify.py", "x-python"), ("verify.js", "javascript")])
def test_the_stand_alone_verifiers_are_there_to_take_home(client, name, kind):
    answer = client.get(f"/ledger/{name}")
    assert kind in answer.headers["Content-Type"]
    assert "RFC 9162" in answer.text


def test_a_receipt_is_checked_by_the_server_for_browsers_without_scripts(client, receipt):
    page = check(client, receipt)
    assert (page.status_code, page.context["checked"].code) == (200, 0)
    assert "回执成立" in page.text
    assert "不成立" not in re.sub(r"<script.*?</script>", "", page.text, flags=re.DOTALL)


def test_a_receipt_is_checked_in_english_too(english, receipt):
    page = check(english, receipt)
    assert "The receipt holds" in page.text
    assert re.search(r"[一-鿿]{4,}.*</section>", page.text) is None


def test_a_receipt_can_be_handed_over_as_a_file(client, receipt):
    file = SimpleUploadedFile("receipt.json", b"\xef\xbb\xbf" + json.dumps(receipt).encode())
    assert client.post("/ledger/check/", {"file": file}).context["checked"].code == 0


def test_a_receipt_that_was_changed_does_not_hold_and_the_step_is_named(client, receipt):
    entry = receipt["entry"].replace('"apply"', '"refuse"')
    page = check(client, receipt | {"entry": entry})
    assert page.context["checked"].code == 1
    assert "这条记录不在日志里" in page.text
    opening = {name: one | {"value": "钱某"} for name, one in receipt["openings"].items()}
    assert "当时存证的不一致" in check(client, receipt | {"openings": opening}).text


def test_a_receipt_of_another_log_is_told_from_ours(client, receipt):
    page = check(client, receipt | {"origin": "elsewhere/log"})
    assert page.context["checked"].code == 1
    assert "出自另一个日志" in page.text
    other = published(Signer.generate("elsewhere/log").key)
    assert check(client, receipt, key=other).context["checked"].code == 1


def test_a_promise_holds_until_the_receipt_comes(client, log):
    waits = cases.promise_of(log[7].id, cases.signer(), with_values=False)
    page = check(client, waits)
    assert page.context["checked"].code == 3
    assert "请再来取回执" in page.text


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "empty"), ("  \n", "empty"), ("回执", "json"), ("{", "json"), ("[" * 100_000, "json"),
     ('{"a": 1.5}', "json"), ("{}", "form"), ("[]", "form"), ("null", "form"), ("7", "form"),
     ('{"plumbline": "receipt"}', "form"), ("9" * (LONGEST + 1), "large")],
)  # fmt: skip
def test_what_is_no_receipt_is_refused_in_words(client, log, text, fault):
    page = check(client, text)
    assert (page.status_code, page.context["checked"].fault) == (422, fault)
    assert str(words.FAULTS[fault]) in page.text


@pytest.mark.parametrize(
    ("data", "fault"),
    [(b"\xff\xfe\x00", "bytes"), (b"{}\0", "nul"), (b" " * 30_000_000, "large")],
)
def test_a_file_that_is_no_receipt_is_refused_in_words(client, log, data, fault):
    page = client.post("/ledger/check/", {"file": SimpleUploadedFile("a.json", data)})
    assert (page.status_code, page.context["checked"].fault) == (422, fault)


def test_a_key_that_is_none_is_refused_in_words(client, receipt):
    page = check(client, receipt, key="<script>")
    assert page.context["checked"].fault == "key"
    assert "<script>" not in page.text.partition("<form")[2].partition("</form>")[0]


def test_every_step_and_verdict_has_its_words():
    said = {line.split()[0] for line in SAID.strip().split("\n")}
    assert said == set(words.STEPS) | {str(code) for code in words.VERDICTS}


def test_the_interface_gives_the_checkpoint_and_proofs(client, log):
    found = client.get("/api/v1/ledger/checkpoint").json()
    assert (found["size"], found["note"]) == (7, cases.current_checkpoint().note)
    assert client.get("/api/v1/ledger/proof?first=3").json() == cases.consistency_of(3, 7)
    assert client.get("/api/v1/ledger/proof?first=8").status_code == 404
    assert client.get("/api/v1/ledger/proof?first=0").status_code == 422


def test_the_interface_of_an_empty_log_says_so(client, home):
    answer = client.get("/api/v1/ledger/checkpoint")
    assert answer.status_code == 404
    assert "empty" in answer.json()["error"]["message"]
