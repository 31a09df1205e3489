"""Which names share most pieces of letters with a text, counted for all names at once.

Names are numbered by length. What has a piece is kept as one whole number, whose bit n says that the n-th name has
it: to add such numbers up, bit by bit, counts the pieces of every name in some ten operations each. So the search for
a misspelt name reads a few dozen rows and nothing is kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

LENGTHS_APART = 3
TOO_FAR = 0.45
OF_LENGTH = "#{}"  # stands among the pieces for the names of so many letters


def packed(numbers: Iterable[int]) -> bytes:
    """The whole number with these bits."""
    bits = bytearray()
    for number in numbers:
        byte, bit = divmod(number, 8)
        if byte >= len(bits):
            bits.extend(bytes(byte + 1 - len(bits)))
        bits[byte] |= 1 << bit
    return bytes(bits)


def unpacked(stored: bytes) -> int:
    return int.from_bytes(stored, "little")


def lengths_near(length: int) -> list[str]:
    """The pieces that stand for names about as long."""
    return [OF_LENGTH.format(n) for n in range(max(1, length - LENGTHS_APART), length + LENGTHS_APART + 1)]


def sharing_most(pieces: Iterable[int], of_length: Mapping[int, int], length: int, count: int) -> list[int]:
    """The numbers of the `count` names that share most of the pieces, a letter more or less costing most of one.

    `of_length`: by length the names so long, as bits. A name that shares much less than the best is too far.
    """
    pieces = list(pieces)
    planes = _added(pieces)
    most = min((1 << len(planes)) - 1, len(pieces))
    scores = sorted(
        product(range(1, most + 1), of_length), key=lambda score: 0.75 * abs(score[1] - length) - score[0]
    )
    found: list[int] = []
    best = 0.0
    for shared, letters in scores:
        score = shared - 0.75 * abs(letters - length)
        if score < TOO_FAR * best or len(found) >= count:
            break
        bits = of_length[letters]
        for position, plane in enumerate(planes):
            bits = bits & plane if shared >> position & 1 else bits & ~plane
            if not bits:
                break
        if bits:
            best = best or score
            found += _set_bits(bits, count - len(found))
    return found


def _added(pieces: Iterable[int]) -> list[int]:
    """The sums in binary: bit n of the i-th number is bit i of how many pieces the n-th name has."""
    planes: list[int] = []
    for carry in pieces:
        for position, plane in enumerate(planes):
            planes[position], carry = plane ^ carry, plane & carry
            if not carry:
                break
        if carry:
            planes.append(carry)
    return planes


def _set_bits(bits: int, count: int) -> list[int]:
    found: list[int] = []
    while bits and len(found) < count:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
