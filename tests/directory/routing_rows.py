"""Rows of centers for routing, made here and there."""

from datetime import date
from uuid import UUID

from directory.fit import Facts
from directory.geo import Point
from directory.query import CenterRow

TODAY = date(2026, 11, 25)
HERE = Point(49.0, 31.0)


def row(slug="dim", point=HERE, **known):
    facts = {
        "status": "open", "services": frozenset(), "services_confirmed": False, "groups": frozenset(),
        "access": {}, "schedule": "",
    }  # fmt: skip
    about = {"accepting": True, "paused_until": None, "precision": "address" if point else None} | {
        name: known.pop(name) for name in ("accepting", "paused_until", "precision") if name in known
    }
    return CenterRow(
        pk=hash(slug), key=UUID(int=0), slug=slug, point=point, facts=Facts(**facts | known), **about
    )
