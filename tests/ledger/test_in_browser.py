"""The script checks receipts in a browser, on a page without https and with a strict policy."""

import pytest

from tests.ledger.javascript import SCRIPT

pytestmark = pytest.mark.browser

PLACE = "http://plumbline.example"
STRICT = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; img-src data:"}
CHECK = """
async ([receipt, key, earlier, proof]) => {
  const { checkReceipt, readKey, told } = await import("/verify.js");
  return [window.isSecureContext, ...told(checkReceipt(receipt, readKey(key), earlier, proof))];
}
"""


@pytest.fixture
def opened(page):
    def answer(route):
        if route.request.url.endswith("/verify.js"):
            body, kind = SCRIPT.read_text("utf-8"), "text/javascript; charset=utf-8"
        else:
            body, kind = (
                "<!doctype html><html lang='zh'><link rel='icon' href='data:,'>",
                "text/html",
            )
        route.fulfill(body=body, content_type=kind, headers=STRICT | {"Content-Type": kind})

    page.route("**/*", answer)
    page.goto(f"{PLACE}/")
    return page


def test_a_page_checks_a_receipt_by_itself(opened, log):
    given = [log.receipt(4), log.key, log.notes[7], log.proof(7, 12)]
    is_secure, code, words = opened.evaluate(CHECK, given)
    assert (is_secure, code) == (False, 0)
    assert words.endswith("结论：成立。 Verdict: it holds.")


def test_a_page_tells_a_receipt_that_does_not_hold(opened, log):
    _, code, words = opened.evaluate(CHECK, [log.receipt(4) | {"index": 5}, log.key, "", None])
    assert code == 1
    assert "× 记录不在日志中，或已被改动。" in words
