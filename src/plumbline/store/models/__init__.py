"""存储 -- the only tables of the product: texts, agencies and people."""

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
    "Account", "Agency", "Assignment", "Certificate", "Change", "Citation", "CitationTarget",
    "Effect", "ImportItem", "ImportRun", "Lexicon", "Officer", "Original", "Placement",
    "Provision", "Text", "Version", "Work",
]  # fmt: skip
