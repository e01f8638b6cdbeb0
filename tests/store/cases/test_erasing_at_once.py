"""删除 -- what is erased stays erased, and what is recorded is kept, where both happen at once."""

import threading
import uuid
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from plumbline.store.cases import erasing, words
from plumbline.store.models import CaseWord, EventRecord
from tests import cast
from tests.store.cases.conftest import NOW, Writer
from tests.store.cases.test_words import MARCH, stated

BECAUSE = "个人信息保护法#47"
SOON = 1.0  # seconds in which whoever does not wait is done

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[False, True], ids=["reads the case again", "has just read it"])
def writer(request):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite nobody else writes meanwhile")
    cast.assemble()
    writer = Writer(looks=request.param)
    writer.write("apply", **stated("欧阳伟明", cast.BUREAU))
    return writer


@pytest.fixture
def meanwhile(monkeypatch):
    """Within it something else happens at the worst moment: when the names in a case have been
    read, and before its words are. It may wait until these are kept."""

    @contextmanager
    def happening(what):
        def run():
            try:
                what()
            finally:
                connections.close_all()

        def of_number(record):
            if not other.ident:
                other.start()
                other.join(SOON)
            return really(record)

        other, really = threading.Thread(target=run), words._of_number
        monkeypatch.setattr(words, "_of_number", of_number)
        yield
        other.join(30)
        assert other.ident
        assert not other.is_alive()

    return happening


def ends():
    """The ends of the names by which cases are found."""
    rows = CaseWord.objects.filter(is_name=True).values_list("ending", flat=True)
    return {bytes(one).decode() for one in rows}


def test_a_name_that_is_erased_while_a_number_is_given_does_not_come_back(writer, meanwhile):
    applied = EventRecord.objects.get(case=writer.case, seq=1)
    with meanwhile(lambda: erasing.erase(applied.pk, BECAUSE, NOW)):
        writer.write("accept", MARCH)
    assert ends() == set()


def test_a_name_that_is_recorded_while_another_is_erased_is_found(writer, meanwhile):
    writer.write("accept", MARCH)
    agent = writer.write("appoint_agent", MARCH, agents=[{"name": "孙代理"}]).event
    new = [{"name": "钱新人"}]
    with meanwhile(lambda: writer.write("appoint_agent", MARCH, agents=new)):
        erasing.erase(uuid.UUID(agent.id), BECAUSE, NOW)
    assert "钱新人" in ends()
    assert "孙代理" not in ends()
    assert "欧阳伟明" in ends()
