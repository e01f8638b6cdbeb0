"""存证 -- how fast events are taken into the log, and how long a proof takes at ten million leaves.

Measured on one core, with the log in files. An append is everything: the event written as an
entry, hashed, put into the tree, waited for until it is on the disk, and a signed checkpoint for
each batch. Proofs are for leaves at random, by a reader that has the log open (as a server has),
and by one that has just opened it. The yardsticks are the bare hashing of the same entries with
hashlib, and a proof that builds the tree anew from the hashes of its leaves.

    PLUMBLINE_TEXTS=/path/to/texts python -m bench.ledger [LEAVES]

Without PLUMBLINE_TEXTS the published proofs are left out, and that is said.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import statistics
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from plumbline.ledger import (
    Checkpoint,
    Description,
    FileLog,
    Signer,
    Tree,
    encode,
    leaf_hash,
    sign_checkpoint,
)
from plumbline.ledger.verify import HASHES, inclusion_root, is_consistent

EVENTS: Final = 100_000
BATCH: Final = 1_000
LEAVES: Final = 10_000_000
NAIVE: Final = 1_000_000
FILL: Final = 100_000
PROOFS: Final = 2_000
LEAST_RATE, HOPED_RATE = 5_000, 50_000
LEAST_PROOF, HOPED_PROOF = 5.0, 0.5
SIGNER: Final = Signer("plumbline.example/log", bytes(32))


def main() -> int:
    """Measure all; 1 when a lower bound is missed."""
    leaves = int(sys.argv[1]) if len(sys.argv) > 1 else LEAVES
    with tempfile.TemporaryDirectory(prefix="plumbline-ledger-") as home:
        rate = appends(Path(home) / "appended")
        proof = proofs(Path(home) / "filled", leaves)
    wrong = vectors()
    print(f"appends: lower bound {LEAST_RATE}/s, hoped {HOPED_RATE}/s: {kept(rate >= LEAST_RATE)}")
    bounds = f"lower bound {LEAST_PROOF} ms, hoped {HOPED_PROOF} ms"
    print(f"proof at {leaves} leaves: {bounds}: {kept(proof <= LEAST_PROOF)}")
    print(f"hopes: appends {kept(rate >= HOPED_RATE)}, proof {kept(proof <= HOPED_PROOF)}")
    return int(rate < LEAST_RATE or proof > LEAST_PROOF or wrong > 0)


def kept(holds: bool) -> str:  # noqa: FBT001 -- it is what the function is about
    """Whether a bound was kept, in a word."""
    return "kept" if holds else "missed"


def event(number: int) -> dict[str, Any]:
    """An event as the store has it: a dozen fields, one of them a commitment."""
    return {
        "id": f"0190c2f2-7f0a-7cc1-a0c1-{number:012}",
        "case": f"示府复〔2024〕{number % 5000}号",
        "seq": number % 12,
        "action": "accept",
        "on": "2024-03-08",
        "at": "2024-03-08T09:15:22+08:00",
        "by": f"officer:{number % 300}",
        "agency": "example/justice",
        "revision": hashlib.sha256(b"revision").hexdigest(),
        "data": {
            "decision": "予以受理",
            "days": 5,
            "applicant": {"$commitment": "sha256:" + "A" * 43 + "="},
        },
    }


def description() -> Description:
    """The log that is measured."""
    return Description(SIGNER.name, "sha256", (SIGNER.key,))


def appends(folder: Path) -> float:
    """Events a second, from the event to the disk, beside the bare hashing of the entries."""
    events = [event(number) for number in range(EVENTS)]
    entries: list[bytes] = []
    with FileLog.create(folder, description()) as log:
        tree = Tree(log)
        start = time.perf_counter()
        for at in range(0, EVENTS, BATCH):
            batch = [encode(one) for one in events[at : at + BATCH]]
            size = tree.append([leaf_hash(tree.digest, entry) for entry in batch])
            log.add_checkpoint(
                sign_checkpoint(SIGNER, Checkpoint(SIGNER.name, size, tree.root(), "sha256"))
            )
            entries += batch
        seconds = time.perf_counter() - start
    bare = spent(lambda: [hashlib.sha256(b"\x00" + entry).digest() for entry in entries])
    print(
        f"{EVENTS} events in batches of {BATCH}: {EVENTS / seconds:,.0f}/s, {seconds:.2f} s; "
        f"hashlib on the same entries of {len(entries[0])} bytes {EVENTS / bare:,.0f}/s; "
        f"{seconds / bare:.0f} times the bare hashing"
    )
    return EVENTS / seconds


def spent(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def proofs(folder: Path, leaves: int) -> float:
    """Milliseconds of a proof of inclusion, by the median, in a log of so many leaves."""
    dice = random.Random(11)
    with FileLog.create(folder, description()) as log:
        tree = Tree(log)
        seconds = spent(lambda: fill(tree, leaves))
        print(f"{leaves} leaves kept at {leaves / seconds:,.0f}/s, the making of them included")
    with FileLog.open(folder) as log:
        tree = Tree(log)
        root = tree.root()
        found = sorted(timed(tree, dice.randrange(leaves), leaves, root) for _ in range(PROOFS))
        fresh = [
            timed(Tree(log), dice.randrange(leaves), leaves, root) for _ in range(PROOFS // 10)
        ]
        grown = [
            spent(lambda: tree.consistency(dice.randrange(1, leaves), leaves)) * 1000
            for _ in range(PROOFS // 10)
        ]
        median = statistics.median(found)
        print(
            f"inclusion: median {median:.3f} ms, 99 % in {found[len(found) * 99 // 100]:.3f} ms; "
            f"nothing remembered: {statistics.median(fresh):.3f} ms; "
            f"consistency: {statistics.median(grown):.3f} ms"
        )
        beside_naive(log, min(NAIVE, leaves))
    return median


def fill(tree: Tree, leaves: int) -> None:
    """Leaves that cost little: the hashes of their numbers."""
    for at in range(0, leaves, FILL):
        until = min(at + FILL, leaves)
        tree.append([hashlib.sha256(b"%d" % one).digest() for one in range(at, until)])


def timed(tree: Tree, index: int, size: int, root: bytes) -> float:
    """Milliseconds of one proof, which is then checked."""
    start = time.perf_counter()
    proof = tree.inclusion(index, size)
    taken = (time.perf_counter() - start) * 1000
    leaf = hashlib.sha256(b"%d" % index).digest()
    if inclusion_root(HASHES["sha256"], index, size, leaf, proof) != root:
        raise AssertionError(f"the proof of leaf {index} does not hold")
    return taken


def beside_naive(log: FileLog, size: int) -> None:
    """The same proof at a smaller size, and as the whole tree built anew gives it."""
    hashes = log.read(0, 0, size)
    leaves = [hashes[at : at + 32] for at in range(0, len(hashes), 32)]
    index = size // 3
    start = time.perf_counter()
    wanted = naive_proof(leaves, index)
    seconds = time.perf_counter() - start
    tree = Tree(log)
    tree.inclusion(index, size)
    taken = spent(lambda: tree.inclusion(index + 300, size))
    if tree.inclusion(index, size) != wanted:
        raise AssertionError("the two proofs differ")
    print(
        f"at {size} leaves: {taken * 1000:.3f} ms; the tree built anew {seconds * 1000:,.0f} ms, "
        f"{seconds / taken:,.0f} times as long"
    )


def naive_proof(row: list[bytes], index: int) -> list[bytes]:
    """A proof of inclusion from all leaves, level by level."""
    proof = []
    while len(row) > 1:
        beside = index ^ 1
        if beside < len(row):
            proof.append(row[beside])
        odd = row[len(row) & ~1 :]
        pairs = zip(row[::2], row[1::2], strict=False)
        row = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
        index //= 2
    return proof


def vectors() -> int:
    """How many published proofs are judged otherwise than they are marked."""
    folder = Path(os.environ.get("PLUMBLINE_TEXTS", "")) / "merkle"
    if not os.environ.get("PLUMBLINE_TEXTS") or not folder.is_dir():
        print("published proofs left out: PLUMBLINE_TEXTS names no folder with merkle/")
        return 0
    found = [json.loads(path.read_text("utf-8")) for path in sorted(folder.rglob("*.json"))]
    wrong = sum(holds(vector) is vector["wantErr"] for vector in found)
    share = 100 * (len(found) - wrong) / len(found)
    print(f"published proofs: {len(found)}, judged as marked {share:.1f} %: {kept(wrong == 0)}")
    return wrong


def holds(vector: dict[str, Any]) -> bool:
    """Whether a published proof holds."""
    digest, proof = HASHES["sha256"], [b64decode(one) for one in vector["proof"] or []]
    if "leafIdx" in vector:
        leaf, size = b64decode(vector["leafHash"]), vector["treeSize"]
        root = inclusion_root(digest, vector["leafIdx"], size, leaf, proof)
        return root == b64decode(vector["root"])
    old, new = ((vector[f"size{n}"], b64decode(vector[f"root{n}"])) for n in (1, 2))
    return is_consistent(digest, old, new, proof)


if __name__ == "__main__":
    sys.exit(main())
