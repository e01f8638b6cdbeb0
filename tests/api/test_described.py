"""Whatever is asked of the interface, it answers as its own description says, and never fails."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from plumbline.api.endpoints import api
from plumbline.store import cases
from plumbline.store.texts import deriving, importing, indexing
from tests.api.test_api import LAW, NOTICE, silent
from tests.store.cases.conftest import Writer
from tests.web.hostile_values import EXAMPLES

pytestmark = pytest.mark.django_db
KNOWN = {
    "key": ("示例市供水条例", "示例市水务局关于执行供水条例的通知"),
    "version": ("2020-03-01", "2021-02-01", "undated"), "id": ("art_2", "art_3", "para_1"),
    "work": ("示例市供水条例",), "article": ("3", "17-1"),
    "q": ("供水", "示例市供水条例 3", '"水质'), "on": ("2020-04-01", "0001-01-01", "9999-12-31"),
    "kind": ("law",), "state": ("in_force",),
    "first": (1, 2), "second": (2, 3),
}  # fmt: skip
PLAIN = {"Accept-Encoding": "identity"}
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]  # fmt: skip
described = schemathesis.openapi.from_dict(api.get_openapi_schema())
OPERATIONS = [one.ok() for one in described.get_all_operations()]


@pytest.fixture
def filled(settings, tmp_path):
    """A library of two documents, and a log of some events."""
    settings.PLUMBLINE_HOME = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    importing.take_in_bytes(LAW.encode(), "供水条例(2020-03-01).md")
    importing.take_in_bytes(NOTICE.encode(), "通知(2021-02-01).md")
    deriving.derive(silent)
    indexing.catch_up(silent)
    writer = Writer()
    for action in ("apply", "accept"):
        writer.write(action)
        cases.sequence_all(cases.signer())
    for signal in (request_started, request_finished):  # the connection is the test's own
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_is_asked():
    paths = {one.path for one in OPERATIONS}
    assert paths == {*api.get_openapi_schema()["paths"]}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_every_answer_is_as_described(filled, operation):

    @settings(
        max_examples=EXAMPLES or 12, derandomize=not EXAMPLES, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(), st.data())
    def judge(case, data):
        for held in (case.path_parameters, case.query):
            for name in held or {}:
                if name in KNOWN and data.draw(st.booleans()):
                    held[name] = data.draw(st.sampled_from(KNOWN[name]))
        case.call_and_validate(app=filled, headers=PLAIN, checks=CHECKS)

    judge()
