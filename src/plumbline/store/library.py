"""书库 -- the questions that pages, commands and the interface ask of the library, in one place.

Every function takes the day on which the question is asked, and none looks at a clock.
"""

from plumbline.store.texts.cards import Card, citation_card
from plumbline.store.texts.catalogues import catalogue
from plumbline.store.texts.comparing import Comparison, compare
from plumbline.store.texts.downloads import Download, download, original_bytes
from plumbline.store.texts.listing import (
    Listing,
    WorkRow,
    citations_in,
    citations_out,
    imports,
    list_works,
    recent,
    resting_counts,
    stats,
)
from plumbline.store.texts.provisions import provision_text, provision_texts, provisions_of
from plumbline.store.texts.rereading import document_of
from plumbline.store.texts.resting import Rests, rests_on, texts_meant
from plumbline.store.texts.searching import (
    Found,
    Place,
    Titled,
    missing_number,
    place_of,
    search,
    titled,
)
from plumbline.store.texts.works import (
    VersionPage,
    change_days,
    find_work,
    known_work,
    state_of,
    version_page,
)

__all__ = [
    "Card", "Comparison", "Download", "Found", "Listing", "Place", "Rests",
    "Titled", "VersionPage", "WorkRow",
    "catalogue", "change_days", "citation_card", "citations_in", "citations_out", "compare",
    "document_of", "download", "find_work", "imports", "known_work", "list_works",
    "missing_number",
    "original_bytes", "place_of", "provision_text", "provision_texts", "provisions_of", "recent",
    "resting_counts", "rests_on", "search", "state_of", "stats", "texts_meant", "titled",
    "version_page",
]  # fmt: skip
