"""检查点 -- what a log says, and signs, that it was at one size (C2SP tlog-checkpoint).

    plumbline.example/log
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
    hash sha256
    time 2025-01-31T08:00:00+08:00

A log that has signed two checkpoints that no proof can join has rewritten its past, and whoever
holds both can show it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable

from plumbline.ledger.faults import Fault, LedgerFault
from plumbline.ledger.hashing import hash_name
from plumbline.ledger.keys import Signer, opened
from plumbline.ledger.verify import TIME, Checkpoint, Key, Unreadable, growth, read_checkpoint


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """The text that is signed. Raises LedgerFault for what the form cannot hold."""
    root = b64encode(checkpoint.root).decode()
    lines = [checkpoint.origin, str(checkpoint.size), root, f"hash {hash_name(checkpoint.hash)}"]
    if checkpoint.time:
        lines.append(f"time {check_time(checkpoint.time)}")
    text = "\n".join(lines) + "\n"
    try:
        is_whole = read_checkpoint(text) == checkpoint
    except Unreadable:
        is_whole = False
    if not is_whole:
        raise LedgerFault("checkpoint", checkpoint, "origin of one line, size, root of 32 bytes")
    return text


def sign_checkpoint(signer: Signer, checkpoint: Checkpoint) -> str:
    """The signed note of a checkpoint."""
    return signer.sign(checkpoint_text(checkpoint))


def open_checkpoint(note: str, keys: Iterable[Key]) -> Checkpoint | None:
    """The checkpoint of a note that one of the keys has signed, else None. Raises Unreadable."""
    text = opened(note, keys)
    return None if text is None else read_checkpoint(text)


def contradiction(earlier: Checkpoint, later: Checkpoint, proof: object = None) -> Fault | None:
    """What is wrong between two checkpoints of one log, None if nothing.

    `proof` is a proof of consistency as `receipt.consistency_proof` gives it; none is needed for
    one size, or from size 0. Raises LedgerFault for two logs, Unreadable for a missing proof.
    """
    if (earlier.origin, earlier.hash) != (later.origin, later.hash):
        raise LedgerFault("checkpoints", f"{earlier.origin} and {later.origin}", "one log and hash")
    code, holds, sizes = growth(earlier, later, proof)
    if holds:
        return None
    roots = [b64encode(one.root).decode() for one in (later, earlier)]
    what = "checkpoints_contradict" if code == "contradiction" else "growth_not_proved"
    return Fault(what, f"sizes {sizes}", roots[0], roots[1])


def check_time(time: str) -> str:
    """The time, if it is written as a log writes it. Raises LedgerFault."""
    if not re.fullmatch(TIME, time):
        raise LedgerFault("time", ascii(time), "a time such as 2025-01-31T08:00:00+08:00")
    return time
