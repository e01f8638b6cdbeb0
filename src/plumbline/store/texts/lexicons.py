"""名称表 -- what versions were derived by: the names of works, and the program that read them.

A citation without 书名号 is found by the name of the work, so what a version cites depends on
which works are known. When names come or go, only versions in whose words one of them stands
are derived anew. When the program reads in another way than it did, all of them are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from plumbline.sources.catalogue import names_in
from plumbline.sources.names import Names
from plumbline.store import program
from plumbline.store.models import STALE, UNDERIVED, Lexicon, Provision, Version
from plumbline.store.texts import catalogues


@dataclass(frozen=True, slots=True)
class Known:
    """The names under which works are known now, and the digest of the program and of them."""

    names: Names
    digest: str


def known() -> Known:
    """The names in the library and the register as they are now."""
    names = Names.of(names_in(catalogues.for_names()))
    joined = hashlib.sha256("\n".join(sorted(names.known)).encode()).hexdigest()
    return Known(names, program.digest(program.READ_BY) + joined[program.DIGITS :])


def move() -> Known:
    """Make the program and the names of now those by which versions count as derived.

    Versions that would read the same under them keep what was derived; the others are marked
    stale, and shown as they were until they are derived anew.
    """
    now = known()
    row = Lexicon.objects.first()
    if row is not None and row.digest == now.digest:
        return now
    with transaction.atomic():
        if row is not None and row.digest.startswith(program.digest(program.READ_BY)):
            derived = Version.objects.filter(lexicon=row.digest)
            affected = _affected(row.digest, Names.of(row.names), now.names)
            derived.filter(pk__in=affected).update(lexicon=STALE)
            derived.update(lexicon=now.digest)
        Version.objects.exclude(lexicon__in=(UNDERIVED, now.digest)).update(lexicon=STALE)
        Lexicon.objects.all().delete()
        Lexicon.objects.create(digest=now.digest, names=sorted(now.names.known))
    return now


def _affected(digest: str, before: Names, after: Names) -> set[int]:
    """The versions in which other bare names are found than before."""
    texts = Provision.objects.filter(version__lexicon=digest).values_list("version_id", "text")
    found: set[int] = set()
    for version, text in texts.iterator(chunk_size=2000):
        if version not in found and _spans(before, text) != _spans(after, text):
            found.add(version)
    return found


def _spans(names: Names, text: str) -> Iterable[tuple[int, int]]:
    return list(names.find(text))
