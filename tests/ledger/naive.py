"""The tree as RFC 9162 defines it, word by word and without haste, to test against."""

import hashlib


def h(data):
    return hashlib.sha256(data).digest()


def largest_power_below(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def root(leaves):
    """MTH of 2.1.1, over hashes of leaves."""
    if not leaves:
        return h(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = largest_power_below(len(leaves))
    return h(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def path(m, leaves):
    """PATH of 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = largest_power_below(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), root(leaves[k:])]
    return [*path(m - k, leaves[k:]), root(leaves[:k])]


def proof(m, leaves):
    """PROOF of 2.1.4.1."""
    return subproof(m, leaves, is_whole=True)


def subproof(m, leaves, *, is_whole):
    """SUBPROOF of 2.1.4.1; `is_whole` is its third argument."""
    if m == len(leaves):
        return [] if is_whole else [root(leaves)]
    k = largest_power_below(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], is_whole=is_whole), root(leaves[k:])]
    return [*subproof(m - k, leaves[k:], is_whole=False), root(leaves[:k])]
