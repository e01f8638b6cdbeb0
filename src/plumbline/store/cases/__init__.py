"""案件 -- events are appended here, and cases are read from them as of a day."""

from plumbline.store.cases.appending import Appended, Draft, Seen, Stale
from plumbline.store.cases.erasing import erase
from plumbline.store.cases.linking import append
from plumbline.store.cases.measuring import Delays, Waiting, recent_delays, waiting
from plumbline.store.cases.projecting import rebuild
from plumbline.store.cases.receipts import (
    consistency_of,
    current_checkpoint,
    promise_of,
    receipt_of,
    tile_of,
)
from plumbline.store.cases.rows import case_of, opened_values
from plumbline.store.cases.sequencing import DatabaseTiles, sequence, sequence_all
from plumbline.store.cases.signing import KeyFault, description, signer
from plumbline.store.cases.verifying import Walk, verify_all

__all__ = [
    "Appended", "DatabaseTiles", "Delays", "Draft", "KeyFault", "Seen", "Stale", "Waiting", "Walk",
    "append", "case_of", "consistency_of", "current_checkpoint", "description", "erase",
    "opened_values", "promise_of", "rebuild", "receipt_of", "recent_delays", "sequence",
    "sequence_all", "signer", "tile_of", "verify_all", "waiting",
]  # fmt: skip
