"""What a load balancer is told."""

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def test_a_server_whose_database_answers_is_healthy(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["database"] == "reachable"


def test_a_server_whose_database_is_gone_answers_503(client, monkeypatch):
    def gone():
        raise OperationalError("no server")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"


def test_the_answer_is_never_cached(client):
    assert "no-store" in client.get("/health").headers["Cache-Control"]


def test_health_cannot_be_posted_to(client):
    assert client.post("/health").status_code == 405
