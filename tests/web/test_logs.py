"""One line of JSON for each answer, and nothing in it that a visitor typed."""

import json
import logging
import sys
from typing import Any

import pytest

from plumbline.web.logs import JsonFormatter


def line(message: str = "told", **extra: object) -> dict[str, Any]:
    record = logging.makeLogRecord({"msg": message, "levelname": "INFO", "name": "test", **extra})
    return json.loads(JsonFormatter().format(record))


def test_a_record_is_one_line_of_json_with_its_extras():
    record = logging.makeLogRecord({"msg": "a\nb", "rows": 3})
    formatted = JsonFormatter().format(record)
    assert "\n" not in formatted
    assert json.loads(formatted)["rows"] == 3


def test_an_extra_cannot_take_the_place_of_a_fixed_key():
    assert line(level="forged")["level"] == "INFO"


def test_a_traceback_stays_inside_its_line():
    try:
        raise ValueError("broken")
    except ValueError:
        told = line(exc_info=sys.exc_info())
    assert "ValueError: broken" in told["traceback"]


def test_chinese_is_readable_in_the_log():
    record = logging.makeLogRecord({"msg": "《行政处罚法》"})
    assert "《行政处罚法》" in JsonFormatter().format(record)


@pytest.fixture
def answered(client, caplog, db):
    def ask(path: str, **headers: str) -> tuple[logging.LogRecord, str]:
        with caplog.at_level(logging.INFO, logger="plumbline.request"):
            answer = client.get(path, headers=headers)
        return caplog.records[-1], answer.headers["X-Request-ID"]

    return ask


def test_an_answer_is_logged_with_its_path_and_not_its_query(answered):
    record, _ = answered("/health?q=secret")
    assert (record.path, record.status) == ("/health", 200)
    assert "secret" not in JsonFormatter().format(record)


def test_a_well_formed_request_id_of_the_proxy_is_kept(answered):
    _, given = answered("/health", **{"X-Request-ID": "0123abcd-0123"})
    assert given == "0123abcd-0123"


@pytest.mark.parametrize("forged", ["short", "a" * 65, 'x"}{"y":"aaaaaaa', "第一二三四五六七八"])
def test_an_ill_formed_request_id_is_replaced(answered, forged):
    _, given = answered("/health", **{"X-Request-ID": forged})
    assert given != forged
    assert len(given) == 32
