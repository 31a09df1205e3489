"""Addresses as people type them: «Рогатин, вул. Галицька 5» is a settlement, and a street with a house in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

STREET_WORDS = (
    "вулиця|вулиці|вулицею|вул|просп|проспект|проспекті|пр-т|пр-кт|провулок|провулку|пров|площа|площі|майдан|майдані|"
    "бульвар|бульварі|бульв|б-р|шосе|набережна|набережній|наб|узвіз|узвозі|мікрорайон|мкрн|мкр|квартал|кв-л|проїзд|"
    "тупик|алея|алеї|ул|улица|улице|пер|переулок|street|str|st|avenue|ave|square|lane|boulevard|vul|vulytsia"
)
STREET = re.compile(rf"(?<![\w’'-])(?:{STREET_WORDS})(?![\w’'-])\.?", re.IGNORECASE)
HOUSE = re.compile(
    r"(?:^|[\s,№])(?:буд\.?|будинок|дом|д\.)?\s*№?\s*"
    r"(\d{1,4}\s?[а-яіїєґa-z]?(?:[/-]\d{1,3}[а-яіїєґa-z]?)?)$",
    re.IGNORECASE,
)
PLACE_AFTER = re.compile(r"(.*?\d[\w/-]*)\s+([^\d]+)")
ADJECTIVES = ("ська", "цька", "зька", "на", "ий")
FLAT = re.compile(
    r"[\s,]*(?<!\w)(?:кв|квартира|оф|офіс|apt|flat|під[’']?їзд)\.?\s*№?\s*\d+\w?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Address:
    """`place`: the words for the settlement and what it lies in; `street` with its house; `has_house`."""

    place: str
    street: str
    has_house: bool


def address_in(text: str) -> Address | None:
    """The settlement and the street of a text that names both; None of any other. The flat is nobody's business."""
    parts = [part for each in FLAT.sub("", text).split(",") if (part := " ".join(each.split()))]
    for at, part in enumerate(parts):
        if word := STREET.search(part):
            return _around(parts, at, word)
    if len(parts) > 1:  # «Рогатин, Галицька 5»
        last = len(parts) - 1
        if _is_house(parts[last]) and last > 1:
            return _made(parts[: last - 1], f"{parts[last - 1]}, {parts[last]}")
        if HOUSE.search(parts[last]) and not _is_house(parts[last]):
            return _made(parts[:last], parts[last])
        if HOUSE.search(parts[0]) and not _is_house(parts[0]):
            return _made(parts[1:], parts[0])
    return None


def _around(parts: list[str], at: int, word: re.Match[str]) -> Address | None:
    """The part with the word for a street: what stands before that word is the settlement, or the street's name."""
    before, street = parts[at][: word.start()].strip(), parts[at][word.start() :].strip()
    others, after = parts[:at], parts[at + 1 :]
    if after and _is_house(after[0]):
        street, after = f"{street}, {after[0]}", after[1:]
    nameless = not re.search(r"[^\W\d_]", STREET.sub("", street))
    if (
        before and (others or after) and (nameless or before.lower().endswith(ADJECTIVES))
    ):  # «Галицька вулиця»
        street, before = f"{before} {street}", ""
    place = [*others, *([before] if before else []), *after]
    if not place and (there := PLACE_AFTER.fullmatch(street)):  # «вул. Галицька 5 Рогатин»
        street, place = there[1], [there[2]]
    return _made(place, street)


def _made(place: list[str], street: str) -> Address | None:
    words = STREET.sub("", street).strip(" .,")
    if not place or not re.search(r"[^\W\d_]", words):
        return None
    return Address(", ".join(place), street, bool(HOUSE.search(street)))


def _is_house(part: str) -> bool:
    return bool(HOUSE.fullmatch(part))
