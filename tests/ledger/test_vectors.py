"""Proofs that others have made, good and bad, are judged as they are marked."""

import json
from base64 import b64decode
from typing import Any

import pytest

from plumbline.ledger.verify import HASHES, inclusion_root, is_consistent

pytestmark = pytest.mark.texts


@pytest.fixture(scope="module")
def vectors(texts):
    found = sorted((texts / "merkle").rglob("*.json"))
    assert found
    return [json.loads(path.read_text("utf-8")) for path in found]


def arguments(vector):
    proof = [b64decode(one) for one in vector["proof"] or []]
    if "leafIdx" in vector:
        place = vector["leafIdx"], vector["treeSize"]
        return "inclusionRoot", [*place, b64decode(vector["leafHash"]), proof]
    heads = [(vector[f"size{n}"], b64decode(vector[f"root{n}"])) for n in (1, 2)]
    return "isConsistent", [*heads, proof]


def is_good(vector, result):
    return result == b64decode(vector["root"]) if "leafIdx" in vector else result


def named(vectors, results):
    """The descriptions of those that are judged otherwise than they are marked."""
    pairs = zip(vectors, results, strict=True)
    return [one["desc"] for one, result in pairs if is_good(one, result) is one["wantErr"]]


def test_python_judges_every_proof_as_it_is_marked(vectors):
    functions: dict[str, Any] = {"inclusionRoot": inclusion_root, "isConsistent": is_consistent}
    calls = map(arguments, vectors)
    results = [functions[name](HASHES["sha256"], *given) for name, given in calls]
    assert named(vectors, results) == []


@pytest.mark.node
def test_the_script_judges_every_proof_as_it_is_marked(vectors, script):
    calls = [[name, ["hash:sha256", *given]] for name, given in map(arguments, vectors)]
    assert named(vectors, script.call(*calls)) == []
