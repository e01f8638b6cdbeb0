"""存储 -- the only tables of the product: texts, agencies and people, cases and their log."""

from plumbline.store.models.agencies import (
    KINDS,
    LEVELS,
    Account,
    Agency,
    Assignment,
    Certificate,
    Officer,
    Placement,
)
from plumbline.store.models.cases import CaseRecord, EventRecord, PersonalValue
from plumbline.store.models.ledger import Leaf, SignedCheckpoint, Tile
from plumbline.store.models.texts import (
    STALE,
    UNDERIVED,
    Change,
    Citation,
    CitationTarget,
    Effect,
    ImportItem,
    ImportRun,
    Lexicon,
    Original,
    Provision,
    Text,
    Version,
    Work,
)

__all__ = [
    "KINDS", "LEVELS", "STALE", "UNDERIVED",
    "Account", "Agency", "Assignment", "CaseRecord", "Certificate", "Change", "Citation",
    "CitationTarget", "Effect", "EventRecord", "ImportItem", "ImportRun", "Leaf", "Lexicon",
    "Officer", "Original", "PersonalValue", "Placement", "Provision", "SignedCheckpoint", "Text",
    "Tile", "Version", "Work",
]  # fmt: skip
