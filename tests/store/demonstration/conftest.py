"""The records of the demonstration, judged once by the kernel, without a database."""

from __future__ import annotations

import uuid
from typing import Any, Final

import pytest

from plumbline.procedure import Case
from plumbline.store.cases import signing
from plumbline.store.cases.bringing_in import Refused, judged
from plumbline.store.demonstration import FOLDER
from plumbline.store.demonstration.records import Kept, persons_in, read

NOBODY: Final = uuid.UUID(int=1)
FILE: Final = {"name": "paper.pdf", "bytes": 1, "sha256": "0" * 64}


def stated(one: Kept) -> dict[int, dict[str, Any]]:
    """What its issues state of their files, where nothing is printed."""
    return {place: {"issued_file": FILE} for place in one.issues}


@pytest.fixture(scope="session")
def kept() -> list[Kept]:
    """Every case as it is written."""
    return read(FOLDER)


@pytest.fixture(scope="session")
def cases(kept: list[Kept]) -> dict[str, Case]:
    """Every case by its key, as its events make it. Fails at the first that is refused."""
    citizens = {name: NOBODY for name in persons_in(kept) if name.startswith("citizen")}
    found = {}
    with pytest.MonkeyPatch.context() as without_database:
        without_database.setattr(signing, "begun_hash", lambda: signing.USUAL)
        for one in kept:
            answer = judged(one.recorded(citizens, stated(one)))
            assert not isinstance(answer, Refused), (one.key, answer)
            found[one.key] = answer[0]
    return found
