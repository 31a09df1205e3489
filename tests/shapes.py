"""What the API's answers look like, written down from the outside: every key, every type, nothing else."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from directory import access, without_grid

Shape = Any  # a type, a predicate, [shape of each], or {key: shape} with exactly these keys


WHAT_IS_ASKED = ("service", "profile", "access", "group", "open")


def maybe(shape: Shape) -> Callable[[Any], bool]:
    """Null, or that; an empty text stands for nothing and is not allowed."""
    return lambda value: value is None or (value != "" and fits(value, shape))


def one_of(*values: str) -> Callable[[Any], bool]:
    return lambda value: value in values


def text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def number(value: Any) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


def count(value: Any) -> bool:
    return type(value) is int and value >= 0


def day(value: Any) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def moment(value: Any) -> bool:
    """ISO 8601 with the offset of Kyiv."""
    return datetime.fromisoformat(value).utcoffset() is not None and value[-6:] in ("+02:00", "+03:00")


def kilometres(value: Any) -> bool:
    return number(value) and value >= 0 and value == round(value, 3)


def reason(value: Any) -> bool:
    return text(value["code"]) and set(value) <= {"code", "items", *WHAT_IS_ASKED}


def fits(value: Any, shape: Shape, at: str = "") -> bool:
    """True, or AssertionError that names the place in the answer."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), at
        assert set(value) == set(shape), (at, set(value) ^ set(shape))
        return all(fits(value[key], each, f"{at}.{key}") for key, each in shape.items())
    if isinstance(shape, list):
        assert isinstance(value, list), at
        return all(fits(each, shape[0], f"{at}[]") for each in value)
    right = type(value) is shape if isinstance(shape, type) else shape(value)
    assert right, (at, value)
    return True


UNIT = {"code": lambda value: re.fullmatch(r"UA\d{17}", value) is not None, "name": text}
JUDGED = one_of("fits", "unknown", "no")
PRECISION = one_of("address", "settlement", "community")
CODES = [one_of(*access.FEATURES)]

SUMMARY = {"fit": JUDGED, "missing": CODES, "unknown": CODES, "remarks": CODES}

OFFER = {
    "service": text,
    "name": maybe(text),
    "name_en": maybe(text),
    "modes": [one_of("in_center", "phone", "online", "home_visit", "mobile_team")],
    "booking": maybe(one_of("walk_in", "appointment")),
    "opening_hours": maybe(text),
    "note": maybe(text),
}
BODY = {"name": text, "name_en": maybe(text), "kind": text, "website": maybe(text), "phone": maybe(text)}
VISIT = {
    "what": text,
    "what_en": maybe(text),
    "body": lambda value: value is None or fits(value, BODY),
    "opening_hours": maybe(text),
    "booking": maybe(one_of("walk_in", "appointment")),
    "phone": maybe(text),
}
STOP = {"place": UNIT, "spot": maybe(text), "starts": moment, "ends": moment, "weekly": bool}

CENTER: Shape = {
    "slug": text,
    "name": text,
    "status": one_of("open", "planned", "suspended", "closed"),
    "status_since": maybe(day),
    "kind": text,
    "oblast": UNIT,
    "raion": maybe(UNIT),
    "communities": [UNIT],
    "origin_communities": [UNIT],
    "hidden": bool,
    "address": maybe(text),
    "lat": maybe(number),
    "lon": maybe(number),
    "precision": maybe(PRECISION),
    "phones": [text],
    "emails": [text],
    "website": maybe(text),
    "opening_hours": maybe(text),
    "open_now": maybe(bool),
    "next_change": maybe(moment),
    "notice": maybe(text),
    "services": [text],
    "groups": [text],
    "languages": [text],
    "offers": [OFFER],
    "visits": [VISIT],
    "stops": [STOP],
    "access": dict.fromkeys(access.FEATURES, one_of("yes", "no", "na", "unknown")),
    "access_summary": dict.fromkeys(access.PROFILES, SUMMARY),
    "without_grid": dict.fromkeys(without_grid.CODES, one_of("yes", "no", "unknown")),
    "access_level": maybe(one_of("barrier_free", "partly", "not")),
    "access_level_on": maybe(day),
    "provider": maybe(text),
    "programme": maybe(text),
    "accepts_requests": bool,
    "paused_until": maybe(day),
    "services_verified_on": maybe(day),
    "verified_on": maybe(day),
    "source_url": maybe(text),
    "source_date": maybe(day),
    "url": text,
    "updated_at": moment,
}
FOUND = {**CENTER, "distance_km": maybe(kilometres), "fit": JUDGED, "reasons": [reason]}
HIT = {
    "center": CENTER,
    "distance_km": maybe(kilometres),
    "precision": maybe(PRECISION),
    "fit": JUDGED,
    "reasons": [reason],
}
PLACE = {
    "code": text,
    "name": text,
    "kind": one_of("K", "M", "X", "C", "B", "H"),
    "community": maybe(UNIT),
    "raion": maybe(UNIT),
    "oblast": UNIT,
    "lat": maybe(number),
    "lon": maybe(number),
    "precision": maybe(one_of("settlement", "community")),
}
ORIGIN = {"lat": number, "lon": number, "precision": PRECISION, "place": maybe(UNIT)}
CHOICE = {**HIT, "tier": one_of(0, 1, 2, 3, 4)}  # type: ignore[arg-type]
SUITABLE = {
    "origin": maybe(ORIGIN),
    "chosen": maybe(CHOICE),
    "alternatives": [CHOICE],
    "passed_over": [{"slug": text, "distance_km": kilometres, "why": [text]}],
    "refused": maybe({"slug": text, "why": [text]}),
    "why": maybe(one_of("no_able_center")),
}
VOCABULARIES = {
    "services": {"slug": text, "name": text, "name_en": text, "core": bool, "count": count},
    "needs": {"slug": text, "name": text, "name_en": text, "service": maybe(text), "count": count},
    "groups": {"slug": text, "name": text, "name_en": text, "count": count},
    "access-features": {
        "code": text,
        "name": text,
        "name_en": text,
        "group": text,
        "group_en": text,
        "count": count,
    },
    "profiles": {"code": text, "name": text, "name_en": text, "must": [CODES], "count": count},
    "oblasts": {"code": text, "iso": maybe(text), "name": text, "name_en": maybe(text), "count": count},
    "hotlines": {
        "number": text,
        "name": text,
        "name_en": text,
        "hours": maybe(text),
        "hours_en": maybe(text),
        "audience": maybe(text),
        "audience_en": maybe(text),
        "emergency": bool,
        "source_url": maybe(text),
        "checked_on": maybe(day),
    },
}
