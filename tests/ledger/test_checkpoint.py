"""A checkpoint says what the log was, and two that contradict each other are found out."""

import pytest

from plumbline.ledger import (
    Checkpoint,
    LedgerFault,
    Signer,
    Unreadable,
    checkpoint_text,
    contradiction,
    open_checkpoint,
    sign_checkpoint,
)
from plumbline.ledger.verify import read_checkpoint
from tests.ledger.conftest import ORIGIN

SIGNER = Signer(ORIGIN, bytes(32))
ROOT = bytes(range(32))
# The example of C2SP tlog-checkpoint.
OF_OTHERS = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_a_checkpoint_is_lines_of_origin_size_root_hash_and_time():
    made = Checkpoint(ORIGIN, 12, ROOT, "sm3", "2025-01-31T08:00:00+08:00")
    assert checkpoint_text(made).split("\n") == [
        ORIGIN,
        "12",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "hash sm3",
        "time 2025-01-31T08:00:00+08:00",
        "",
    ]


@pytest.mark.parametrize("time", ["", "2025-01-31T00:00:00Z"])
@pytest.mark.parametrize("name", ["sha256", "sm3"])
@pytest.mark.parametrize("size", [0, 1, 2**53 - 1])
def test_a_checkpoint_reads_back_as_it_was_signed(time, name, size):
    made = Checkpoint(ORIGIN, size, ROOT, name, time)
    assert open_checkpoint(sign_checkpoint(SIGNER, made), [SIGNER.key]) == made


def test_a_checkpoint_of_another_log_without_further_lines_is_one_of_sha256():
    found = read_checkpoint(OF_OTHERS)
    assert (found.origin, found.size, found.hash) == (OF_OTHERS.split("\n")[0], 20852163, "sha256")
    assert read_checkpoint(OF_OTHERS + "something else\n") == found


def test_a_checkpoint_that_another_key_signed_is_none():
    note = sign_checkpoint(Signer(ORIGIN, b"1" * 32), Checkpoint(ORIGIN, 12, ROOT))
    assert open_checkpoint(note, [SIGNER.key]) is None


@pytest.mark.parametrize(
    "made",
    [
        Checkpoint("", 1, ROOT),
        Checkpoint("a\nb", 1, ROOT),
        Checkpoint(ORIGIN, -1, ROOT),
        Checkpoint(ORIGIN, 2**53, ROOT),
        Checkpoint(ORIGIN, 1, ROOT[:-1]),
        Checkpoint(ORIGIN, 1, ROOT, "md5"),
        Checkpoint(ORIGIN, 1, ROOT, "sha256", "yesterday"),
        Checkpoint(ORIGIN, 1, ROOT, "sha256", "2025-01-31"),
    ],
)
def test_what_a_checkpoint_cannot_say_is_not_signed(made):
    with pytest.raises(LedgerFault, match=r"found .*; allowed: "):
        sign_checkpoint(SIGNER, made)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n1\n",
        OF_OTHERS.replace("20852163", "020852163"),
        OF_OTHERS.replace("20852163", "-1"),
        OF_OTHERS.replace("20852163", "9007199254740992"),
        OF_OTHERS.replace("=", ""),
        OF_OTHERS.replace("2I=", "2J="),
        OF_OTHERS + "hash md5\n",
        OF_OTHERS + "\nafter an empty line\n",
        OF_OTHERS[:-1],
    ],
)
def test_what_has_not_the_form_of_a_checkpoint_is_unreadable(text):
    with pytest.raises(Unreadable, match="checkpoint: found"):
        read_checkpoint(text)


def at(log, size, root=None):
    root = log.tree.root(size) if root is None else root
    return Checkpoint(ORIGIN, size, root, log.name)


def test_checkpoints_of_a_log_that_only_grew_do_not_contradict(log):
    for first in range(1, 13):
        for second in range(first, 13):
            proof = log.proof(first, second)
            assert contradiction(at(log, first), at(log, second), proof) is None
            assert contradiction(at(log, second), at(log, first), proof) is None
    assert contradiction(at(log, 0), at(log, 12)) is None
    assert contradiction(at(log, 7), at(log, 7)) is None


def test_two_roots_for_one_size_are_a_contradiction(log):
    found = contradiction(at(log, 7), at(log, 7, ROOT))
    assert (found.code, found.place) == ("checkpoints_contradict", "sizes 7, 7")
    assert {found.found, found.allowed} == {
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        found.allowed,
    }


def test_growth_without_a_proof_that_holds_is_told(log):
    for first, second in ((at(log, 7, ROOT), at(log, 12)), (at(log, 7), at(log, 12, ROOT))):
        assert contradiction(first, second, log.proof(7, 12)).code == "growth_not_proved"
    assert contradiction(at(log, 0, ROOT), at(log, 12)).code == "growth_not_proved"


def test_a_proof_that_is_missing_or_for_other_sizes_is_asked_for(log):
    for proof in (None, log.proof(3, 12), [1]):
        with pytest.raises(Unreadable, match=r"proof: found .* allowed: a proof from 7 to 12"):
            contradiction(at(log, 7), at(log, 12), proof)


def test_checkpoints_of_two_logs_are_not_compared(log):
    other = at(log, 7)._replace(origin="another.example")
    with pytest.raises(LedgerFault, match=r"another.example; allowed: one log and hash"):
        contradiction(at(log, 7), other)
