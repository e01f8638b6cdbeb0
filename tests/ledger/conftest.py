"""A small log that has signed checkpoints, with an event about a person in it."""

import json

import pytest

from plumbline.ledger import (
    Checkpoint,
    MemoryTiles,
    Signer,
    Tree,
    conceal,
    consistency_proof,
    encode,
    leaf_hash,
    opened_by,
    promise,
    published,
    receipt,
    sign_checkpoint,
)
from tests.ledger.javascript import Script

ORIGIN = "plumbline.example/log"
SIZES = (3, 7, 12)
TIME = "2024-03-08T09:{:02}:00+08:00"


def event(number):
    data = {
        "decision": "予以受理",
        "days": 5,
        "applicant": {"name": f"赵{number}", "aged": 30 + number},
    }
    return {"id": f"event-{number}", "case": "渝府复〔2024〕15号", "seq": number, "data": data}


class Log:
    """Twelve events, a checkpoint at each of three sizes, and what a citizen is given."""

    def __init__(self, name="sha256"):
        self.name = name
        self.signer = Signer("plumbline.example/log", bytes(range(32)))
        self.key = published(self.signer.key)
        self.tiles = MemoryTiles()
        self.tree = Tree(self.tiles, name)
        self.entries, self.openings, self.notes = [], [], {}
        for number in range(SIZES[-1]):
            self.add(number)

    def add(self, number):
        salts = {"/data/applicant/name": bytes([number]) * 16, "/data/applicant/aged": b"s" * 20}
        concealed, openings = conceal(event(number), salts, self.name)
        self.entries.append(encode(concealed))
        self.openings.append(openings)
        self.tree.append([leaf_hash(self.tree.digest, self.entries[-1])])
        if self.tree.size in SIZES:
            self.notes[self.tree.size] = self.sign(self.tree.size, self.tree.root())

    def sign(self, size, root, origin=ORIGIN):
        time = TIME.format(size)
        return sign_checkpoint(self.signer, Checkpoint(origin, size, root, self.name, time))

    def promise(self, number):
        by = TIME.format(59)
        made = promise(self.signer, ORIGIN, self.entries[number], by, self.name)
        return opened_by(made, self.openings[number])

    def receipt(self, number, size=12):
        promised = self.promise(number)
        made = receipt(self.tree, self.notes[size], number, self.entries[number], promised)
        return opened_by(made, self.openings[number])

    def proof(self, first, second):
        return consistency_proof(self.tree, first, second)


@pytest.fixture(scope="session", params=["sha256", "sm3"])
def log(request):
    return Log(request.param)


@pytest.fixture
def fresh():
    """A log of its own, for tests that change it."""
    return Log()


@pytest.fixture(scope="session")
def script(tmp_path_factory):
    return Script(tmp_path_factory.mktemp("javascript"))


@pytest.fixture
def put(tmp_path):
    """Write a value into a file and give its path."""

    def write(name, value):
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
        return str(path)

    return write
