"""The strict Content-Security-Policy and the intranet: pages hold no inline script or style,
and load nothing from elsewhere. A browser would refuse it in silence; the test does so aloud.
"""

import re

import pytest
from django.template.base import DebugLexer, TokenType

from tests.house.tree import files, place

TEMPLATES = [path for path in files() if path.suffix == ".html" and "templates" in path.parts]
CHINESE = re.compile(r"[㐀-䶿一-鿿]")

REFUSED = {
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.IGNORECASE
    ),
    "inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script in htmx attribute": re.compile(r"\shx-on\b|\bjs:\s*\{|javascript:", re.IGNORECASE),
    "third-party address": re.compile(
        r"<(?:script|img|link|iframe|source|use)\b[^<>]*\s(?:src|href)\s*=\s*[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_no_template_holds_what_the_browser_will_refuse(fault):
    found = [
        f"{place(path)}: {match[0][:80]}"
        for path in TEMPLATES
        for match in REFUSED[fault].finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_chinese_in_templates_can_be_translated():
    found = [
        f"{place(path)}:{line} {text}"
        for path in TEMPLATES
        for line, text in bare_chinese(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def bare_chinese(template: str):
    """Yield line and text of the Chinese outside translate, blocktranslate and comment."""
    inside = ""
    for token in DebugLexer(template).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type == TokenType.BLOCK and word in {"blocktranslate", "comment"}:
            inside = word
        elif token.token_type == TokenType.BLOCK and word == f"end{inside}":
            inside = ""
        elif token.token_type == TokenType.TEXT and not inside and CHINESE.search(token.contents):
            yield token.lineno, token.contents.strip()[:40]


@pytest.mark.parametrize(
    ("fault", "markup"),
    [
        ("inline script", "<script>run()</script>"),
        ("inline style sheet", "<style>p {}</style>"),
        ("style attribute", '<p class="a" style="color: red">'),
        ("event attribute", '<button type="button" onclick="go()">'),
        ("script in htmx attribute", '<a hx-on:click="go()">'),
        ("third-party address", '<script src="https://cdn.example/x.js"></script>'),
    ],
)
def test_each_fault_is_seen(fault, markup):
    assert REFUSED[fault].search(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<script src=\"{% static 'app.js' %}\" defer></script>",
        '<script type="application/json" id="data">{}</script>',
        '<a href="https://example.org/">',
        '<p data-once="1">',
    ],
)
def test_what_the_browser_accepts_is_accepted(markup):
    assert [fault for fault, pattern in REFUSED.items() if pattern.search(markup)] == []


def test_bare_chinese_is_told_from_translated():
    template = '<p>裸</p>{% translate "译" %}{% blocktranslate %}译{% endblocktranslate %}'
    assert [text for _, text in bare_chinese(template)] == ["<p>裸</p>"]
