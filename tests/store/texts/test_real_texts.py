"""Real laws: a code in eight files, repeals, and the digest of a folder in any order."""

import random
from datetime import date
from pathlib import Path

import pytest

from plumbline.store import library
from plumbline.store.models import Version
from tests.store.conftest import Shelf, empty_tables, version

pytestmark = [pytest.mark.texts]


@pytest.fixture
def laws(shelf: Shelf, texts: Path) -> Shelf:
    return Shelf(texts / "laws", shelf.home)


def test_the_civil_code_is_one_version_of_1260_articles(laws):
    laws.bring_in("民法典", processes=2)
    code = Version.objects.get()
    assert (code.articles, code.label) == (1260, "2020-05-28")
    numbers = code.provisions.filter(kind="article").order_by("place")
    assert list(numbers.values_list("number", flat=True)) == [str(n) for n in range(1, 1261)]
    assert code.provisions.values("eid").distinct().count() == code.provisions.count()
    assert code.provisions.filter(kind="part").count() == code.texts.count() == 8


def test_the_civil_code_ends_nine_laws_by_its_last_article(laws):
    laws.bring_in("民法典", processes=2)
    ends = version("民法典", "2020-05-28").effects.filter(kind="repeal", provision="art_1260")
    assert ends.count() == 9
    assert {end.effective_on.isoformat() for end in ends} == {"2021-01-01"}


def test_a_contract_law_that_is_only_cited_is_known_to_have_ended(laws):
    laws.bring_in("民法典", processes=2)
    state = library.state_of("合同法", date(2021, 1, 1))
    assert state.because is not None
    assert (state.state, state.because.provenance.provision) == ("repealed", "art_1260")


def test_real_files_give_one_digest_in_any_order(laws, shelf):
    files = sorted((laws.folder / "宪法相关法").glob("*.md"))[:24]
    files += sorted((laws.folder / "民法典").glob("*.md"))
    random.Random(7).shuffle(files)
    names = [str(file.relative_to(laws.folder)) for file in files]
    for start in range(0, len(names), 8):
        laws.bring_in(*names[start : start + 8])
    shuffled = laws.digests()
    empty_tables()
    laws.bring_in(*sorted(names), processes=2)
    assert laws.digests() == shuffled
