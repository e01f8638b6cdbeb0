"""散列 -- the hashes of leaves and nodes: SHA-256, or SM3 where the state's own is called for.

A leaf is H(0x00 || entry), a node H(0x01 || left || right) (RFC 9162, 2.1.1), so that no entry
can pass for a node. SM3 is that of GB/T 32905-2016; both hashes have 32 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, Literal, cast, get_args

from cryptography.hazmat.primitives import hashes

from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.verify import WIDTH, Digest

HashName = Literal["sha256", "sm3"]


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sm3(data: bytes) -> bytes:
    made = hashes.Hash(hashes.SM3())
    made.update(data)
    return made.finalize()


_DIGESTS: Final[dict[HashName, Digest]] = {"sha256": _sha256, "sm3": _sm3}


def hash_name(text: str) -> HashName:
    """The name of a hash, from text. Raises LedgerFault for any other."""
    if text not in get_args(HashName):
        raise LedgerFault("hash", repr(text), " or ".join(get_args(HashName)))
    return cast(HashName, text)


def digest_of(name: HashName) -> Digest:
    """The function that hashes bytes to 32 bytes."""
    return _DIGESTS[hash_name(name)]


def leaf_hash(digest: Digest, entry: bytes) -> bytes:
    """The hash of an entry as a leaf."""
    return digest(b"\x00" + entry)


def node_hash(digest: Digest, left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours as the node above them."""
    return digest(b"\x01" + left + right)


def parents(digest: Digest, row: Sequence[bytes]) -> list[bytes]:
    """The nodes above a row of even length."""
    return [digest(b"\x01" + a + b) for a, b in zip(row[::2], row[1::2], strict=True)]


def cut(hashes_in_a_row: bytes) -> list[bytes]:
    """The hashes that stand one after another."""
    return [hashes_in_a_row[at : at + WIDTH] for at in range(0, len(hashes_in_a_row), WIDTH)]
