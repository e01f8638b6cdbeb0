"""Signatures hold and fail alike in the library, in verify.py and in verify.js."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.ledger.keys import is_signed
from plumbline.ledger.verify import ed25519

# RFC 8032, 7.1: public key, message, signature.
PUBLISHED = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
            "6bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d"
            "8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6"
            "594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19


def signed(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return key.public_key().public_bytes_raw(), message, key.sign(message)


def spoilt():
    """A good signature, and what must not pass for one."""
    public, message, good = signed(bytes(32), b"message")
    s = int.from_bytes(good[32:], "little")
    yield public, message, good
    yield public, b"Message", good
    yield public, message, b""
    yield public, message, good[:-1]
    yield public, message, good + b"\0"
    yield public, message, good[:32] + (s + ORDER).to_bytes(32, "little")  # the same, modulo
    yield public, message, good[:32] + bytes(32)
    yield public, message, bytes(32) + good[32:]
    yield public[:-1], message, good
    yield PRIME.to_bytes(32, "little"), message, good  # not below the prime
    yield (2).to_bytes(32, "little"), message, good  # on no point of the curve
    yield (1 | 1 << 255).to_bytes(32, "little"), message, good  # x is 0, and said to be odd
    for at in range(0, 64, 7):
        yield public, message, good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]


@pytest.mark.parametrize(("public", "message", "signature"), PUBLISHED)
def test_the_published_signatures_hold(public, message, signature):
    given = [bytes.fromhex(one) for one in (public, message, signature)]
    assert ed25519(*given)
    assert is_signed(*given)


@settings(max_examples=20)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.data())
def test_what_the_library_signs_holds_and_what_was_altered_does_not(seed, message, data):
    public, message, good = signed(seed, message)
    assert ed25519(public, message, good)
    at = data.draw(st.integers(0, 63))
    wrong = good[:at] + bytes([good[at] ^ 1 << data.draw(st.integers(0, 7))]) + good[at + 1 :]
    assert not ed25519(public, message, wrong)
    assert not ed25519(public, message + b" ", good)


def test_spoilt_signatures_are_told_from_good_ones():
    cases = list(spoilt())
    assert [ed25519(*case) for case in cases] == [True] + [False] * (len(cases) - 1)
    assert [is_signed(*case) for case in cases] == [True] + [False] * (len(cases) - 1)


@pytest.mark.node
def test_the_script_judges_signatures_as_python_does(script):
    cases = [tuple(map(bytes.fromhex, case)) for case in PUBLISHED]
    cases += spoilt()
    cases += [signed(bytes([n]) * 32, bytes(n)) for n in (0, 1, 63, 64, 111, 200)]
    assert script.call(*(["ed25519", case] for case in cases)) == [ed25519(*case) for case in cases]
