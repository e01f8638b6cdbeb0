"""存证 -- a log that nobody can change unseen, and receipts that anyone can check.

Events become the leaves of one Merkle tree (RFC 9162, whose hashing is that of RFC 6962). The log
signs its root at every size that it publishes; a receipt proves that an event is in it. Storage is
handed in (`Tiles`), and so is every time; nothing here knows a clock or a database. `verify.py`
and `verify.js` stand alone: they check receipts without the rest of the product.
"""

from plumbline.ledger.checkpoint import (
    checkpoint_text,
    contradiction,
    open_checkpoint,
    sign_checkpoint,
)
from plumbline.ledger.commitment import commit, conceal, opens
from plumbline.ledger.description import Description, read_description
from plumbline.ledger.entry import decode, encode
from plumbline.ledger.faults import Fault, LedgerFault
from plumbline.ledger.files import FileLog
from plumbline.ledger.hashing import HashName, digest_of, hash_name, leaf_hash
from plumbline.ledger.keys import Signer, opened, published
from plumbline.ledger.receipt import consistency_proof, opened_by, promise, receipt
from plumbline.ledger.tiles import Batch, MemoryTiles, Tiles
from plumbline.ledger.tree import Tree
from plumbline.ledger.verify import Checkpoint, Key, Unreadable, check_receipt, read_key, told
from plumbline.ledger.walk import CODES, verify_log, walk_log

__all__ = [
    "CODES",
    "Batch",
    "Checkpoint",
    "Description",
    "Fault",
    "FileLog",
    "HashName",
    "Key",
    "LedgerFault",
    "MemoryTiles",
    "Signer",
    "Tiles",
    "Tree",
    "Unreadable",
    "check_receipt",
    "checkpoint_text",
    "commit",
    "conceal",
    "consistency_proof",
    "contradiction",
    "decode",
    "digest_of",
    "encode",
    "hash_name",
    "leaf_hash",
    "open_checkpoint",
    "opened",
    "opened_by",
    "opens",
    "promise",
    "published",
    "read_description",
    "read_key",
    "receipt",
    "sign_checkpoint",
    "told",
    "verify_log",
    "walk_log",
]
