"""Writing the keys by which places are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from directory import place_names
from directory.gazetteer.ranking import ADJECTIVES, FIRST_REGION, weight
from directory.gazetteer.sharing import OF_LENGTH, packed

BATCH = 2_000
PLACE_FIELDS = ("code", "name", "kind", "population")
KEY_FIELDS = ("place_id", "key", "type", "skeleton", "weight")
NAME_FIELDS = ("number", "key")
GRAM_FIELDS = ("gram", "names")

Values = tuple[Any, ...]
Batches = list[list[Any]]
# Gives the batches back one by one, and may show how far it is.
Progress = Callable[[Batches], Iterable[list[Any]]]


def index(names: Iterable[tuple[str, str, str]] = (), progress: Progress = iter) -> tuple[int, int]:
    """Make the keys of all places those of their current names and of `names`: (code, name, type of PlaceKey).

    Names of places that are not there are passed over. Returns how many spellings there are now and how many were
    added or taken away; a second run changes nothing.
    """
    stored = apps.get_model("directory", "Place").objects.values_list(*PLACE_FIELDS)
    keys = _keys({code: rest for code, *rest in stored}, names)
    changed = make_equal(apps.get_model("directory", "PlaceKey").objects.all(), KEY_FIELDS, keys, progress)
    names_there = _numbered(keys)
    make_equal(
        apps.get_model("directory", "PlaceName").objects.all(), NAME_FIELDS, set(enumerate(names_there))
    )
    make_equal(apps.get_model("directory", "PlaceGram").objects.all(), GRAM_FIELDS, _grams(names_there))
    return len(keys), changed


def make_equal(
    rows: QuerySet[Any], fields: tuple[str, ...], wanted: set[Values], progress: Progress = iter
) -> int:
    """Make the rows have exactly these values, writing only what differs; how many were added or taken away.

    `fields` are columns as well: their names in the database.
    """
    there = {tuple(map(_plain, values)): pk for pk, *values in rows.values_list("pk", *fields)}
    gone = [pk for values, pk in there.items() if values not in wanted]
    new = sorted(values for values in wanted if values not in there)
    for batch in batches(gone):
        rows.model.objects.filter(pk__in=batch).delete()
    columns, marks = ", ".join(fields), ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(rows.model._meta.db_table)
    with connection.cursor() as cursor:  # making objects of them first would take several times as long
        for batch in progress(batches(new)):
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)  # noqa: S608  # names of ours
    return len(gone) + len(new)


def batches(items: list[Any]) -> Batches:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def _keys(places: dict[str, list[Any]], names: Iterable[tuple[str, str, str]]) -> set[Values]:
    """Each spelling of a place once, as its current name if it is that."""
    current = {code: place_names.fold(name) for code, (name, *_) in places.items()}
    spellings = dict.fromkeys(current.items(), "current")
    for code, name, type_ in names:
        if code in places and (key := _key_of(name, kind=places[code][1])):
            spellings.setdefault((code, key), type_)
    russian = [(current[code], key) for (code, key), type_ in spellings.items() if type_ == "russian"]
    known = place_names.learn(russian)
    for code, (name, *_) in places.items():
        spellings.setdefault((code, place_names.to_latin(name)), "latin")
        spellings.setdefault((code, place_names.spell(current[code], known) or current[code]), "russian")
    rows = set()
    for (code, key), type_ in spellings.items():
        _name, kind, population = places[code]
        rows.add((code, key, type_, place_names.skeleton(key), weight(kind, population)))
    return {row for row in rows if row[1]}


def _key_of(name: str, *, kind: str) -> str:
    """The folded name, without the word for the kind that names of units often carry: «Кіровоградська область»."""
    key = place_names.fold(name)
    return place_names.terms_of(tuple(key.split()))[-1].key if key and kind in ADJECTIVES else key


def _numbered(keys: set[Values]) -> list[str]:
    """The Cyrillic keys of possible origins, the shortest first."""
    origins = {key for _, key, _, _, order in keys if order < FIRST_REGION and not place_names.is_latin(key)}
    return sorted(origins, key=lambda key: (len(key), key))


def _grams(names: list[str]) -> set[Values]:
    """The numbers of the names by the letters that they contain, and by length."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for gram in (*place_names.grams(name), OF_LENGTH.format(len(name))):
            numbers[gram].append(number)
    return {(gram, packed(found)) for gram, found in numbers.items()}


def _plain(value: Any) -> Any:
    """Some databases give bytes out as a view of them."""
    return bytes(value) if isinstance(value, memoryview) else value
