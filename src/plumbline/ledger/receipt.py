"""回执 -- what a citizen takes home: proof that an event is in the log, checked without the log.

A receipt holds the entry, its place, the path from it to the root, and the signed checkpoint with
that root; for the person it concerns also the personal values with their salts. Before the event
has its place, a promise stands in for it: signed, with the time by which the event is in the log.
Both are JSON values; verify.py and verify.js check them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Final

from plumbline.ledger.checkpoint import check_time
from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.hashing import HashName, digest_of, leaf_hash
from plumbline.ledger.keys import Signer
from plumbline.ledger.tree import Tree
from plumbline.ledger.verify import PROMISE_FORM, read_checkpoint

_VERSION: Final = 1


def promise(
    signer: Signer, origin: str, entry: bytes, by: str, name: HashName = "sha256"
) -> dict[str, Any]:
    """The promise of a log that an entry will be in it by a time, to be given at once.

    `opened_by` adds what opens its commitments.
    """
    leaf = _encoded(leaf_hash(digest_of(name), entry))
    text = f"{PROMISE_FORM}{origin}\n{name} {leaf}\nby {check_time(by)}\n"
    note = signer.sign(text)
    return _value("promise", origin, name) | {
        "entry": entry.decode(),
        "openings": {},
        "promise": note,
    }


def receipt(
    tree: Tree, checkpoint: str, index: int, entry: bytes, promised: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The receipt of an entry in the log of a checkpoint, a note that the log has signed.

    `promised`, if given, is the promise that this receipt keeps. Raises LedgerFault when the
    entry does not stand at `index`, or the checkpoint is not one of this log.
    """
    now = read_checkpoint(checkpoint.rpartition("\n\n")[0] + "\n")
    if now.hash != tree.name or tree.root(now.size) != now.root:
        raise LedgerFault(f"checkpoint of size {now.size}", "another root", "the root of this log")
    if tree.leaf(index) != leaf_hash(tree.digest, entry):
        raise LedgerFault(f"entry {index}", "another entry", "the entry that has this place")
    made = _value("receipt", now.origin, tree.name) | {"entry": entry.decode(), "openings": {}}
    made |= {"index": index, "size": now.size, "proof": _path(tree.inclusion(index, now.size))}
    made |= {"checkpoint": checkpoint}
    return made | ({"promise": promised["promise"]} if promised else {})


def opened_by(value: Mapping[str, Any], openings: Mapping[str, Any]) -> dict[str, Any]:
    """The copy of a receipt or promise for the person whose values `conceal` has concealed."""
    return {**value, "openings": dict(openings)}


def consistency_proof(tree: Tree, first: int, second: int) -> dict[str, Any]:
    """The proof that the log only grew between two sizes, from 1 on, as a JSON value."""
    proof = _path(tree.consistency(first, second))
    sizes = {"first": first, "second": second, "proof": proof}
    return {"plumbline": "consistency", "version": _VERSION, "hash": tree.name} | sizes


def _value(kind: str, origin: str, name: HashName) -> dict[str, Any]:
    return {"plumbline": kind, "version": _VERSION, "origin": origin, "hash": name}


def _path(proof: Sequence[bytes]) -> list[str]:
    return [_encoded(one) for one in proof]


def _encoded(data: bytes) -> str:
    return b64encode(data).decode()
