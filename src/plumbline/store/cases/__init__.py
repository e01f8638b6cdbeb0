"""案件 -- events are appended here, and cases are read from them as of a day."""

from plumbline.store.cases.appending import Appended, Draft, Stale, append
from plumbline.store.cases.erasing import erase
from plumbline.store.cases.projecting import rebuild
from plumbline.store.cases.receipts import current_checkpoint, receipt_of
from plumbline.store.cases.rows import case_of, opened_values
from plumbline.store.cases.sequencing import DatabaseTiles, sequence

__all__ = [
    "Appended", "DatabaseTiles", "Draft", "Stale",
    "append", "case_of", "current_checkpoint", "erase", "opened_values", "rebuild", "receipt_of",
    "sequence",
]  # fmt: skip
