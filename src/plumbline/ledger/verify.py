"""核验 -- does a receipt of the log hold? One file without dependencies, for all to read and run.

    python verify.py receipt.json --key KEY [--earlier checkpoint.txt [--proof consistency.json]]

KEY is the key that the log publishes, or a file that holds it. --earlier is a checkpoint kept from
another time; --proof shows that the log has only grown between the two. Exit code 0: it holds;
1: it does not; 2: something cannot be read; 3: a promise holds, and the proof is still to come.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ENTRY_FORM = "plumbline/event/1\n"
PROMISE_FORM = "plumbline/promise/1\n"
COMMITMENT_FORM = b"plumbline/commitment/1\n"
COMMITMENT = "$commitment"
LARGEST = 2**53 - 1  # the largest whole number that JSON carries everywhere
WIDTH = 32  # bytes of a hash
BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
SURROGATE = "[\ud800-\udfff]"  # half a character, which UTF-8 cannot write
TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})"

# What is said of each step when it holds and, with "!", when it does not; then by exit code.
SAID = """
entry         记录写法正确。 The entry is written in the form of the log.
entry!        记录写法不正确。 The entry is not written in the form of the log.
opening       个人信息与存证一致。 The personal value is the one that was committed to.
opening!      个人信息与存证不一致。 The personal value is not the one that was committed to.
promise       日志承诺按时收入本记录。 The log has promised to take in this entry by the time given.
promise!      承诺无效。 The promise is void: not signed with the key, or for another entry.
checkpoint    检查点由该密钥签名。 The checkpoint is signed with the key.
checkpoint!   检查点不是由该密钥签名的。 The checkpoint is not signed with the key.
agreement     检查点与回执相符。 The checkpoint is of the log, and the size, that the receipt names.
agreement!    检查点与回执不符。 The checkpoint is not of the log, or the size, of the receipt.
inclusion     记录在日志中。 The entry is in the log.
inclusion!    记录不在日志中，或已被改动。 The entry is not in the log, or was changed.
growth        日志只有增加，没有改动。 The log has only grown.
growth!       不能证明日志只有增加。 It is not proved that the log has only grown.
contradiction! 两个检查点互相矛盾，日志被改写。 Two checkpoints contradict: the log was rewritten.
0             结论：成立。 Verdict: it holds.
1             结论：不成立。 Verdict: it does not hold.
2             结论：无法核验。 Verdict: it cannot be checked.
3             结论：承诺有效，期满请取回执。 Verdict: the promise holds; ask for the receipt later.
"""

Digest = Callable[[bytes], bytes]
Check = Callable[[bytes, bytes, bytes], bool]  # of public key, message and signature
Head = tuple[int, bytes]  # the size of a log and its root
Step = tuple[str, bool, str]  # what was checked, whether it holds, and of what it speaks


class Unreadable(ValueError):
    """Something has not the form it must have; the message says where, what, and what may be."""

    def __init__(self, place: str, found: object, allowed: str) -> None:
        super().__init__(f"{place}: found {ascii(found)[:80]}; allowed: {allowed}")


class Key(NamedTuple):
    """A key that verifies: the name and the id that its signatures carry, and 32 bytes."""

    name: str
    id: bytes
    public: bytes


class Checkpoint(NamedTuple):
    """What a log was at one size. `time` is as the log wrote it, empty if it did not."""

    origin: str
    size: int
    root: bytes
    hash: str = "sha256"
    time: str = ""


def sm3(data: bytes) -> bytes:
    """SM3 of GB/T 32905-2016."""
    start = bytes.fromhex("7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e")
    state: tuple[int, ...] = struct.unpack(">8I", start)
    data += b"\x80" + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, "big")
    for block in struct.iter_unpack(">16I", data):
        w = [*block]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ _turn(w[j - 3], 15)
            w.append(x ^ _turn(x, 15) ^ _turn(x, 23) ^ _turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            s = _turn(_turn(a, 12) + e + _turn(0x79CC4519 if j < 16 else 0x7A879D8A, j % 32), 7)
            left = a ^ b ^ c if j < 16 else a & b | a & c | b & c
            right = e ^ f ^ g if j < 16 else e & f | ~e & g
            one = left + d + (s ^ _turn(a, 12)) + (w[j] ^ w[j + 4]) & 0xFFFFFFFF
            two = right + h + s + w[j] & 0xFFFFFFFF
            a, b, c, d = one, a, _turn(b, 9), c
            e, f, g, h = two ^ _turn(two, 9) ^ _turn(two, 17), e, _turn(f, 19), g
        state = tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))  # noqa: B905
    return struct.pack(">8I", *state)


def _turn(word: int, by: int) -> int:
    return (word << by | (word & 0xFFFFFFFF) >> 32 - by) & 0xFFFFFFFF


HASHES: dict[str, Digest] = {"sha256": lambda data: hashlib.sha256(data).digest(), "sm3": sm3}

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_BASE = b"\x58" + b"\x66" * 31
_Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature over the message was made with the key to a public key (RFC 8032)."""
    point, base, s = _decode(public), _decode(_BASE), int.from_bytes(signature[32:], "little")
    if base is None or point is None or len(signature) != 64 or s >= _L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _L
    x, y, z, _ = _add(_times(s, base), _times(h, (-point[0], point[1], point[2], -point[3])))
    inverse = pow(z, -1, _P)
    encoded = y * inverse % _P | (x * inverse % _P & 1) << 255
    return encoded.to_bytes(32, "little") == signature[:32]


def _decode(encoded: bytes) -> _Point | None:
    number = int.from_bytes(encoded, "little")
    y, is_odd = number & (1 << 255) - 1, number >> 255
    if len(encoded) != 32 or y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if (x * x - square) % _P or (x == 0 and is_odd):
        return None
    x = x if x & 1 == is_odd else _P - x
    return x, y, 1, x * y % _P


def _add(p: _Point, q: _Point) -> _Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(number: int, point: _Point) -> _Point:
    product: _Point = (0, 1, 1, 0)
    while number:
        product = _add(product, point) if number & 1 else product
        point, number = _add(point, point), number >> 1
    return product


def canonical(value: object) -> str:
    """JSON in its one spelling (RFC 8785), whole numbers only. Raises Unreadable."""
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        pairs = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be", "replace"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(one)}" for key, one in pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str) and not re.search(SURROGATE, value):
        return json.dumps(value, ensure_ascii=False)
    if value is None or (isinstance(value, int) and abs(value) <= LARGEST):
        return json.dumps(value)
    raise Unreadable("JSON", value, "JSON with whole numbers up to 2^53-1 and valid Unicode")


def commitment(name: str, value: object, salt: bytes) -> str:
    """The commitment to a value under a salt of 16 to 255 bytes, with the name of its hash."""
    data = COMMITMENT_FORM + bytes([len(salt)]) + salt + canonical(value).encode()
    return f"{name}:{base64.b64encode(HASHES[name](data)).decode()}"


def _sides(here: int, last: int) -> list[bool]:
    # For each hash on the path to the root: does it stand left of the node at `here` in its row?
    sides = []
    while last:
        sides.append(bool(here & 1) or here == last)
        while sides[-1] and here and not here & 1:  # the last of an odd row rises as it is
            here, last = here >> 1, last >> 1
        here, last = here >> 1, last >> 1
    return sides


def inclusion_root(
    digest: Digest, index: int, size: int, leaf: bytes, proof: Sequence[bytes]
) -> bytes | None:
    """The root that a proof leads to from a leaf's hash (RFC 9162, 2.1.3.2); None if it cannot."""
    sides = _sides(index, size - 1) if 0 <= index < size else None
    if sides is None or len(sides) != len(proof) or {WIDTH} != {len(leaf), *map(len, proof)}:
        return None
    root = leaf
    for is_left, one in zip(sides, proof):  # noqa: B905 -- older Pythons lack it
        root = digest(b"\x01" + (one + root if is_left else root + one))
    return root


def is_consistent(digest: Digest, first: Head, second: Head, proof: Sequence[bytes]) -> bool:
    """Whether a log of one (size, root) grew into another (RFC 9162, 2.1.4.2); sizes from 1 on."""
    here, last = first[0] - 1, second[0] - 1
    if not 0 <= here < last:
        return here == last >= 0 and first[1] == second[1] and not proof
    path = list(proof) if first[0] & here else [first[1], *proof]
    while here & 1:
        here, last = here >> 1, last >> 1
    sides = _sides(here, last)
    if len(path) != len(sides) + 1 or {WIDTH} != set(map(len, path)):
        return False
    old = new = path[0]
    for is_left, one in zip(sides, path[1:]):  # noqa: B905
        old = digest(b"\x01" + one + old) if is_left else old
        new = digest(b"\x01" + (one + new if is_left else new + one))
    return (old, new) == (first[1], second[1])


def read_base64(text: object, place: str, widths: Sequence[int] = (WIDTH,)) -> bytes:
    """The bytes that Base64 stands for, of one of the widths. Raises Unreadable."""
    is_text = isinstance(text, str) and re.fullmatch(BASE64, text)
    data = base64.b64decode(str(text)) if is_text else b""
    if len(data) not in widths or base64.b64encode(data).decode() != text:
        raise Unreadable(place, text, f"Base64 of {widths[0]} bytes")
    return data


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which a note names an Ed25519 key."""
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def read_key(text: str) -> Key:
    """A verifier key, `name+id+key`. Raises Unreadable."""
    name, number, encoded = (*text.strip().split("+", 2), "", "")[:3]
    data = read_base64(encoded, "key", (33,))
    is_named = name and not re.search(rf"\s|{SURROGATE}", name)
    if not is_named or data[0] != 1 or key_id(name, data[1:]).hex() != number:
        raise Unreadable("key", text, "name+id+key, of Ed25519, with the id of this name and key")
    return Key(name, key_id(name, data[1:]), data[1:])


def open_note(note: str, key: Key, check: Check = ed25519) -> str | None:
    """The text of a signed note if the key has signed it, else None. Raises Unreadable."""
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n") or re.search(rf"[\0-\x09\x0b-\x1f]|{SURROGATE}", note):
        raise Unreadable("note", note, "text, an empty line, lines of signatures")
    signatures = []
    for line in lines[:-1].split("\n"):
        found = re.fullmatch(rf"— ([^\s+]+) ({BASE64})", line)
        if found is None:
            raise Unreadable("note", line, "— name signature")
        data = base64.b64decode(found[2])
        if (found[1], data[:4]) == (key.name, key.id):
            signatures.append(check(key.public, f"{text}\n".encode(), data[4:]))
    return f"{text}\n" if signatures and all(signatures) else None


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that the text of a note is. Raises Unreadable."""
    line = "([^\n]+)\n"
    form = f"{line}(0|[1-9][0-9]{{0,15}})\n{line}(?:hash {line})?(?:time ({TIME})\n)?(?:{line})*"
    found = re.fullmatch(form, text)
    if found is None or int(found[2]) > LARGEST or (found[4] or "sha256") not in HASHES:
        raise Unreadable("checkpoint", text, "lines of origin, size, root, hash, time")
    root = read_base64(found[3], "checkpoint")
    return Checkpoint(found[1], int(found[2]), root, found[4] or "sha256", found[5] or "")


def growth(one: Checkpoint, other: Checkpoint, proof: object) -> Step:
    """Whether a log only grew between two checkpoints; proof None will do for one size or 0."""
    first, second = sorted((one, other), key=lambda each: each.size)
    sizes = f"{first.size}, {second.size}"
    if first.size == second.size:
        is_same = first.root == second.root
        return "growth" if is_same else "contradiction", is_same, sizes
    if first.size == 0:
        return "growth", first.root == HASHES[first.hash](b""), sizes
    is_from = isinstance(proof, dict) and (proof.get("first"), proof.get("second"))
    if is_from != (first.size, second.size):
        raise Unreadable("proof", proof, f"a proof from {first.size} to {second.size}")
    path = [read_base64(one, "proof") for one in _field(proof, "proof", list)]
    return "growth", is_consistent(HASHES[first.hash], first[1:3], second[1:3], path), sizes


def check_receipt(receipt: Any, key: Key, earlier: str = "", proof: object = None) -> list[Step]:
    """Check a receipt or a promise up to the first step that does not hold. Raises Unreadable."""
    steps: list[Step] = []
    for step in _steps(receipt, key, earlier, proof):
        steps.append(step)
        if not step[1]:
            break
    return steps


def _steps(receipt: Any, key: Key, earlier: str, proof: object) -> Iterator[Step]:
    named = ("plumbline", "hash", "origin", "entry")
    kind, name, origin, entry = (_field(receipt, one, str) for one in named)
    is_known = kind in ("receipt", "promise") and name in HASHES
    if not is_known or _field(receipt, "version", int) != 1:
        raise Unreadable("plumbline", kind, "receipt or promise, version 1, hash sha256 or sm3")
    value = read_json(entry.partition("\n")[2], "entry")
    yield "entry", entry == ENTRY_FORM + canonical(value), ""
    leaf = HASHES[name](b"\0" + entry.encode())
    for pointer, opening in _field(receipt, "openings", dict).items():
        salt = read_base64(_field(opening, "salt", str), pointer, range(16, 256))
        made = {COMMITMENT: commitment(name, opening.get("value"), salt)}
        yield "opening", canonical(_at(value, pointer)) == canonical(made), pointer
    if kind == "promise" or "promise" in receipt:
        head = f"{PROMISE_FORM}{origin}\n{name} {base64.b64encode(leaf).decode()}\nby "
        text = open_note(_field(receipt, "promise", str), key) or ""
        is_made = text.startswith(head) and re.fullmatch(f"{TIME}\n", text[len(head) :])
        yield "promise", bool(is_made), text[len(head) : -1]
    if kind == "promise":
        return
    seen: list[Checkpoint] = []
    for note in (_field(receipt, "checkpoint", str), *([earlier] if earlier else [])):
        text = open_note(note, key) or ""
        yield "checkpoint", bool(text), "--earlier" if seen else ""
        one = read_checkpoint(text)
        is_same = (one.origin, one.hash) == (origin, name)
        is_same &= bool(seen) or one.size == _field(receipt, "size", int)
        yield "agreement", is_same, f"{one.origin}, {one.size}, {one.time}".rstrip(", ")
        seen.append(one)
    index = _field(receipt, "index", int)
    path = [read_base64(one, "proof") for one in _field(receipt, "proof", list)]
    root = inclusion_root(HASHES[name], index, seen[0].size, leaf, path)
    yield "inclusion", root == seen[0].root, str(index)
    if earlier:
        yield growth(seen[0], seen[1], proof)


def _field(value: Any, name: str, kind: type) -> Any:
    found: Any = value.get(name) if isinstance(value, dict) else None
    is_kind = isinstance(found, kind) and not isinstance(found, bool)
    if not is_kind or (kind is int and not 0 <= found <= LARGEST):
        raise Unreadable(name, found, {str: "text", int: "a whole number"}.get(kind, kind.__name__))
    canonical(found)
    return found


def _at(value: Any, pointer: str) -> object:
    """What a JSON pointer (RFC 6901) points to; None if nothing is there."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = {str(number): one for number, one in enumerate(value)}
        value = value.get(name) if isinstance(value, dict) else None
    return value


def read_json(text: str, place: str) -> Any:
    """JSON without fractions and exponents. Raises Unreadable."""
    try:
        return json.loads(text, parse_float=int, parse_constant=int)  # int() refuses what they find
    except (ValueError, RecursionError):
        raise Unreadable(place, text, "JSON with whole numbers") from None


def told(steps: Sequence[Step], fault: str = "") -> tuple[int, str]:
    """Exit code and what is told, from the steps and from what could not be read."""
    said = dict(line.split(None, 1) for line in SAID.strip().split("\n"))
    lines = [
        f"{'√' if holds else '×'} {said[code if holds else f'{code}!']} {about}".rstrip()
        for code, holds, about in steps
    ]
    is_proved = any(code == "inclusion" for code, _, _ in steps)
    code = 2 if fault else 1 if not all(step[1] for step in steps) else 0 if is_proved else 3
    return code, "\n".join([*lines, *fault.splitlines(), said[str(code)]])


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the command line names, tell it, and give the exit code."""
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("receipt", "--key", "--earlier", "--proof"):
        parser.add_argument(name, default="")
    asked, steps, fault = parser.parse_args(arguments), [], ""
    try:
        files = (asked.receipt, asked.earlier, asked.proof)
        receipt, earlier, proof = (Path(f).read_text("utf-8-sig") if f else "" for f in files)
        key = read_key(asked.key if "+" in asked.key else Path(asked.key).read_text("utf-8-sig"))
        grown = read_json(proof, "proof") if proof else None
        steps = check_receipt(read_json(receipt, "receipt"), key, earlier, grown)
    except (OSError, ValueError, RecursionError) as error:
        fault = str(error)
    code, text = told(steps, fault)
    sys.stdout.buffer.write(f"{text}\n".encode(sys.stdout.encoding or "utf-8", "replace"))
    return code


if __name__ == "__main__":
    sys.exit(main())
