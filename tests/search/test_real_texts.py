"""Search among real regulations, found through PLUMBLINE_TEXTS."""

from pathlib import Path

import pytest

from bench.retrieval import build, load
from plumbline.search import parse_query

pytestmark = pytest.mark.texts


def test_a_refused_safety_check_leads_to_the_article_on_gas(texts: Path, tmp_path: Path) -> None:
    index = build(load(texts / "laws" / "重庆地方法规"), tmp_path / "index")
    first = index.search(parse_query("无正当理由拒绝入户安全检查")).hits[0]
    assert (first.title, first.number) == ("重庆市天然气管理条例", "60")
    assert any("拒绝入户" in first.snippet.text[a:b] for a, b in first.snippet.spans)
