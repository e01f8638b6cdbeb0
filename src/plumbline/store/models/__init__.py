"""存储 -- the only tables of the product: texts, agencies and people, cases and their log."""

from plumbline.store.models.access_codes import AccessCode
from plumbline.store.models.administration import ChangeNote, FormerName, UploadedSheet
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
from plumbline.store.models.cases import (
    CaseParty,
    CaseRecord,
    CaseWord,
    Erasure,
    EventRecord,
    PersonalValue,
    Serial,
)
from plumbline.store.models.desk import (
    Comment,
    FormDraft,
    Handling,
    ListReading,
    PaperWords,
    Reading,
    SavedView,
    SentFile,
)
from plumbline.store.models.jobs import JobRun
from plumbline.store.models.ledger import Leaf, LogHash, LogKey, SignedCheckpoint, Tile
from plumbline.store.models.notices import Follower, Notice
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
    "AccessCode", "Account", "Agency", "Assignment", "CaseParty", "CaseRecord", "CaseWord",
    "Certificate", "Change", "ChangeNote", "Citation", "CitationTarget", "Comment", "Effect",
    "Erasure", "EventRecord", "Follower", "FormDraft", "FormerName", "Handling", "ImportItem",
    "ImportRun", "JobRun", "Leaf", "Lexicon", "ListReading", "LogHash", "LogKey", "Notice",
    "Officer", "Original", "PaperWords", "PersonalValue", "Placement", "Provision", "Reading",
    "SavedView", "SentFile", "Serial", "SignedCheckpoint", "Text", "Tile", "UploadedSheet",
    "Version", "Work",
]  # fmt: skip
