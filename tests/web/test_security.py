"""What every answer tells the browser to refuse."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def headers(client):
    return client.get("/health").headers


@pytest.fixture
def directives(headers):
    parts = (part.strip().split() for part in headers["Content-Security-Policy"].split(";"))
    return {part[0]: set(part[1:]) for part in parts}


@pytest.mark.parametrize("directive", ["default-src", "script-src", "style-src", "connect-src"])
def test_only_our_own_files_run(directives, directive):
    assert directives[directive] == {"'self'"}


def test_nothing_inline_and_nothing_evaluated_runs(directives):
    allowed = set().union(*directives.values())
    assert allowed.isdisjoint({"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"})


@pytest.mark.parametrize("directive", ["object-src", "base-uri", "frame-ancestors"])
def test_no_page_is_framed_or_rebased(directives, directive):
    assert directives[directive] == {"'none'"}


def test_forms_are_sent_to_us_alone(directives):
    assert directives["form-action"] == {"'self'"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_the_headers_that_protect_are_sent(headers, name, value):
    assert headers[name] == value


def test_an_unknown_host_is_refused(client):
    assert client.get("/health", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_body_over_the_limit_is_refused_unread(client, settings):
    settings.PLUMBLINE_UPLOAD_LIMIT = 10
    answer = client.post("/health", b"x" * 11, content_type="text/plain")
    assert answer.status_code == 413
    assert "11 bytes" in answer.text


def test_a_body_at_the_limit_is_read(client, settings):
    settings.PLUMBLINE_UPLOAD_LIMIT = 10
    answer = client.post("/health", b"x" * 10, content_type="text/plain")
    assert answer.status_code == 405
