"""签名 -- the key of a log, and the notes that it signs (C2SP signed-note, Ed25519 of RFC 8032)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.verify import Key, Unreadable, key_id, open_note, read_base64, read_key

_ED25519: Final = b"\x01"
_SECRET: Final = "PRIVATE+KEY+"
_SEED: Final = 32


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signs: the name that its notes carry, and 32 secret bytes."""

    name: str
    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, name: str) -> Signer:
        """A new key, best named as the log. Raises LedgerFault for a name with blanks or plus."""
        return _named(cls(name, Ed25519PrivateKey.generate().private_bytes_raw()))

    @classmethod
    def read(cls, text: str) -> Signer:
        """A key from what `secret` gave. Raises LedgerFault, which does not repeat the text."""
        name, number, encoded = (*text.strip().removeprefix(_SECRET).split("+", 2), "", "")[:3]
        try:
            data = read_base64(encoded, "key", (1 + _SEED,))
        except Unreadable:
            data = b""
        signer = cls(name, data[1:].ljust(_SEED, b"\0"))
        is_whole = text.startswith(_SECRET) and data[:1] == _ED25519
        if not is_whole or number != signer.key.id.hex():
            raise LedgerFault("secret key", "other text", f"{_SECRET}name+id+key, of Ed25519")
        return _named(signer)

    @property
    def secret(self) -> str:
        """The key as text that must stay secret, in the form that Go's note package reads."""
        data = b64encode(_ED25519 + self.seed).decode()
        return f"{_SECRET}{self.name}+{self.key.id.hex()}+{data}"

    @property
    def key(self) -> Key:
        """The key that verifies what this one signs."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return Key(self.name, key_id(self.name, public), public)

    def sign(self, text: str) -> str:
        """The note: a text that ends with a newline, an empty line, and the line of signature."""
        if not text.endswith("\n"):
            raise LedgerFault("note", ascii(text[-20:]), "text that ends with a newline")
        key = self.key
        made = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        note = f"{text}\n— {key.name} {b64encode(key.id + made).decode()}\n"
        if open_note(note, key, is_signed) != text:  # a control character, half a character
            raise LedgerFault("note", ascii(text[:60]), "text that a note can hold")
        return note


def published(key: Key) -> str:
    """A key that verifies, as the text that a log publishes."""
    return f"{key.name}+{key.id.hex()}+{b64encode(_ED25519 + key.public).decode()}"


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature over a message was made with the key to a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def opened(note: str, keys: Iterable[Key]) -> str | None:
    """The text of a note that one of the keys has signed, else None. Raises Unreadable."""
    texts = (open_note(note, key, is_signed) for key in keys)
    return next((text for text in texts if text is not None), None)


def _named(signer: Signer) -> Signer:
    try:
        read_key(published(signer.key))
    except ValueError:
        raise LedgerFault("key name", ascii(signer.name), "text without blanks and plus") from None
    return signer
