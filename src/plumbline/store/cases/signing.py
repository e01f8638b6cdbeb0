"""日志密钥 -- the key with which the log signs, the keys that it publishes, and its hash.

The secret key is a file of mode 0600, outside the database, so that whoever can write to the
database cannot sign. The public key stands in the database from the first signature on; a log
that was signed with one key is never signed with another by accident. The hash is that of the
setting when the log begins, which it does with its first event or its key; it stays for good.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from plumbline.ledger import (
    Description,
    HashName,
    Key,
    LedgerFault,
    Signer,
    hash_name,
    published,
    read_key,
)
from plumbline.store import places
from plumbline.store.kept import made_once
from plumbline.store.models import LogHash, LogKey

USUAL: Final[HashName] = "sha256"
"""The hash of a new log where none is set."""
_agreed: dict[str, HashName] = {}
"""By setting, the hash of the log with which it was found to agree: asked once a process."""


class KeyFault(Exception):
    """The log cannot be signed: the key is missing, unreadable, or not the one of this log; or
    another hash is set than the log has."""


def key_file() -> Path:
    """Where the secret key is kept: what PLUMBLINE_LEDGER_KEY names, or a file of the home."""
    named: str = settings.PLUMBLINE_LEDGER_KEY
    return Path(named) if named else places.home() / "ledger_key"


def log_name() -> str:
    """The name that a new log gets."""
    named: str = settings.PLUMBLINE_LEDGER_NAME
    hosts = [host.lstrip("*.") for host in settings.ALLOWED_HOSTS]
    return named or f"{next(filter(None, hosts), 'localhost')}/log"


def signer() -> Signer:
    """The key that signs, made with the log if there is neither. Raises KeyFault."""
    _hash_kept()
    found, known = _read(), [one.text for one in LogKey.objects.order_by("number")]
    mine = published(found.key)
    if not known:
        known = [_begun(mine)]
    if known[-1] != mine:
        raise KeyFault(
            f"{key_file()}: found the key {mine}; the log is signed with {known[-1]}; "
            "put that key there, or name it in PLUMBLINE_LEDGER_KEY"
        )
    return found


def _read() -> Signer:
    path = key_file()
    if not path.exists():
        if settings.PLUMBLINE_LEDGER_KEY:
            raise KeyFault(
                f"PLUMBLINE_LEDGER_KEY: found no file {path}; allowed: the file of a key"
            )
        if last := LogKey.objects.order_by("-number").first():
            raise KeyFault(f"{path}: found no key; the log is signed with {last.text}; put it back")
    try:
        found = Signer.read(made_once(path, lambda: f"{Signer.generate(log_name()).secret}\n"))
    except (LedgerFault, UnicodeDecodeError) as fault:
        raise KeyFault(f"{path}: {fault}") from None
    except OSError as fault:
        raise KeyFault(f"{path}: {os.strerror(fault.errno or 0)}") from None
    wanted: str = settings.PLUMBLINE_LEDGER_NAME
    if wanted and wanted != found.name:
        raise KeyFault(f"PLUMBLINE_LEDGER_NAME: found {wanted}; the key is that of {found.name}")
    return found


def kept_key() -> Key | None:
    """The public key of the secret one that is kept here, be it the log's or another; None
    where there is none that can be read."""
    try:
        return Signer.read(key_file().read_text("utf-8")).key
    except (OSError, LedgerFault, UnicodeDecodeError):
        return None


def _begun(text: str) -> str:
    """The key with which the log begins: this one, unless another was faster."""
    try:
        with transaction.atomic():
            LogKey.objects.create(number=1, text=text, from_size=0)
    except IntegrityError:
        return LogKey.objects.get(number=1).text
    return text


def log_keys() -> tuple[Key, ...]:
    """The keys that the log publishes, the latest last."""
    return tuple(read_key(one.text) for one in LogKey.objects.order_by("number"))


def description() -> Description | None:
    """What the log says of itself; None before it has begun."""
    keys = log_keys()
    return Description(keys[-1].name, log_hash(), keys) if keys else None


def log_hash() -> HashName:
    """The hash of the log; before it has begun, that with which it would. Raises KeyFault where
    no hash has that name."""
    kept = LogHash.objects.filter(number=1).first()
    return _named(settings.PLUMBLINE_LEDGER_HASH or USUAL) if kept is None else _named(kept.name)


def check_hash() -> None:
    """Raise KeyFault where another hash is set than the log has; without a setting it has any."""
    kept, wanted = log_hash(), settings.PLUMBLINE_LEDGER_HASH
    if wanted and _named(wanted) != kept:
        raise KeyFault(
            f"PLUMBLINE_LEDGER_HASH: found {wanted}; the log began with {kept} and keeps it; "
            f"set {kept}, or leave it out"
        )


def begun_hash() -> HashName:
    """The hash for what is written: the log's, which it takes for good if it has none yet.

    Raises KeyFault where another is set.
    """
    known = _agreed.get(settings.PLUMBLINE_LEDGER_HASH)
    return _hash_kept() if known is None else known


def _hash_kept() -> HashName:
    """`begun_hash`, asked of the database; remembered once what it says stands for good."""
    wanted = settings.PLUMBLINE_LEDGER_HASH
    kept, is_new = LogHash.objects.get_or_create(number=1, defaults={"name": log_hash()})
    if not is_new:
        check_hash()
    name = _named(kept.name)
    # The transaction may yet be undone, and the hash with the event that it was begun for.
    transaction.on_commit(lambda: _agreed.update({wanted: name}))
    return name


def _named(text: str) -> HashName:
    try:
        return hash_name(text)
    except LedgerFault as fault:
        raise KeyFault(f"PLUMBLINE_LEDGER_HASH: {fault}") from None
