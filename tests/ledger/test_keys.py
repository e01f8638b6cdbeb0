"""Keys and notes are those of C2SP signed-note, which others read too."""

import pytest

from plumbline.ledger import LedgerFault, Signer, Unreadable, opened, published, read_key
from plumbline.ledger.verify import open_note

# The key of the checksum database of Go, as its command has it built in.
OF_OTHERS = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SIGNER = Signer("plumbline.example/log", bytes(32))
TEXT = "一行\n\n又一行\n"


def test_a_key_of_another_project_is_read_and_written_as_it_was():
    key = read_key(OF_OTHERS)
    assert (key.name, key.id.hex()) == ("sum.golang.org", "033de0ae")
    assert published(key) == OF_OTHERS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        OF_OTHERS.replace("sum.golang.org", "sum.golang.com"),
        OF_OTHERS.replace("033de0ae", "033de0af"),
        OF_OTHERS.replace("+Ac4z", "+Bc4z"),
        OF_OTHERS + "A",
        "a b" + OF_OTHERS,
    ],
)
def test_a_key_that_is_not_whole_is_refused(text):
    with pytest.raises(Unreadable, match="key: found"):
        read_key(text)


def test_a_new_key_signs_what_its_public_half_verifies():
    signer = Signer.generate("plumbline.example/log")
    assert opened(signer.sign(TEXT), [read_key(published(signer.key))]) == TEXT
    assert signer.seed != Signer.generate("plumbline.example/log").seed


def test_a_secret_key_is_read_as_it_was_written_and_is_not_shown():
    assert Signer.read(SIGNER.secret) == SIGNER
    assert SIGNER.secret.startswith("PRIVATE+KEY+plumbline.example/log+")
    assert "seed" not in repr(SIGNER)


@pytest.mark.parametrize("text", ["", "secret", SIGNER.secret[:-4], SIGNER.secret[12:]])
def test_a_secret_key_that_is_not_whole_is_refused_without_repeating_it(text):
    with pytest.raises(LedgerFault, match="secret key: found other text"):
        Signer.read(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u3000b", "a\n"])
def test_a_name_that_a_note_cannot_carry_is_refused(name):
    with pytest.raises(LedgerFault, match="key name: found"):
        Signer.generate(name)


def test_both_readers_of_notes_agree():
    note = SIGNER.sign(TEXT)
    assert open_note(note, SIGNER.key) == opened(note, [SIGNER.key]) == TEXT


def test_a_note_that_another_key_signed_is_not_opened():
    other = Signer(SIGNER.name, b"1" * 32)
    assert opened(SIGNER.sign(TEXT), [other.key]) is None
    assert opened(SIGNER.sign(TEXT), [other.key, SIGNER.key]) == TEXT
    assert opened(SIGNER.sign(TEXT), []) is None


def test_signatures_of_strangers_beside_that_of_the_log_do_no_harm():
    witness = Signer("witness.example", b"w" * 32)
    line = witness.sign(TEXT).rpartition("\n\n")[2]
    note = SIGNER.sign(TEXT)
    assert opened(note + line, [SIGNER.key]) == TEXT
    assert opened(note + line, [witness.key]) == TEXT


def test_one_bad_signature_of_a_known_key_spoils_the_note():
    bad = SIGNER.sign("其他\n").rpartition("\n\n")[2]
    assert opened(SIGNER.sign(TEXT) + bad, [SIGNER.key]) is None


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\nno signature\n",
        SIGNER.sign(TEXT)[:-1],
        SIGNER.sign(TEXT).replace("又", "\t"),
        SIGNER.sign(TEXT).replace("又", "\ud800"),
        SIGNER.sign(TEXT).replace("— ", "- "),
        SIGNER.sign(TEXT).replace("\n— ", "\n\n— ", 1) + "\n",
    ],
)
def test_what_has_not_the_form_of_a_note_is_unreadable(note):
    with pytest.raises(Unreadable, match="note: found"):
        opened(note, [SIGNER.key])


@pytest.mark.parametrize("text", ["", "no newline", "a\tb\n", "a\rb\n", "\ud800\n"])
def test_what_a_note_cannot_hold_is_not_signed(text):
    with pytest.raises((LedgerFault, ValueError)):
        SIGNER.sign(text)
