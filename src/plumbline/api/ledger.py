"""The log: what it has signed, and proofs that it only grew. Receipts are for those concerned."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated, Any, Final

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from plumbline.api.faults import ErrorOut
from plumbline.ledger import published
from plumbline.store import cases

LARGEST: Final = 2**53 - 1
Size = Annotated[int, Query(ge=1, le=LARGEST, description="A size of the log, in leaves.")]

FAULTS: Final = dict.fromkeys((400, 404, 422, 503), ErrorOut)

router = Router(tags=["ledger"])


class CheckpointOut(Schema):
    """The signed root of the log as it is now."""

    origin: str
    size: int
    hash: str = Field(description="The hash of the log: sha256, or sm3.")
    root: str = Field(description="The root in Base64.")
    signed_at: str
    note: str = Field(description="The signed note, as C2SP tlog-checkpoint has it.")
    keys: list[str] = Field(description="The keys that the log publishes, the latest last.")


class ConsistencyOut(Schema):
    """The proof that the log only grew between two sizes (RFC 9162, 2.1.4)."""

    plumbline: str
    version: int
    hash: str
    first: int
    second: int
    proof: list[str]


@router.get("/checkpoint", response={200: CheckpointOut, **FAULTS})
def checkpoint(request: HttpRequest) -> Any:
    """The checkpoint of the log as it is now."""
    found, said = cases.current_checkpoint(), cases.description()
    if found is None or said is None:
        raise LookupError("the log is empty: no checkpoint was signed yet")
    return {
        "origin": said.origin,
        "size": found.size,
        "hash": said.hash,
        "root": b64encode(bytes(found.root)).decode(),
        "signed_at": found.signed_at.isoformat(),
        "note": found.note,
        "keys": [published(key) for key in said.keys],
    }


@router.get("/proof", response={200: ConsistencyOut, **FAULTS})
def proof(request: HttpRequest, first: Size, second: Size | None = None) -> Any:
    """The proof that the log of `first` leaves grew into that of `second`, or that of now."""
    return cases.consistency_of(first, second)
