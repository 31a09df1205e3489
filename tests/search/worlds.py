"""Random countries full of centers: drawn by hypothesis, written into the columns that are searched by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection
from hypothesis import strategies as st
from wagtail.models import Page

from directory.models import CenterPage
from tests.factories import CenterPageFactory
from tests.search.oracle import CORE, OPEN_HOURS, OTHER, Question, Truth

MOST = 14
# Slugs that another order than that of code points would arrange otherwise.
SLUGS = [f"{letter}{number}" for letter in ("a", "b-", "b_", "ба", "z", "ґ", "є") for number in (10, 9)]
COLUMNS = [
    "public_latitude", "public_longitude", "public_precision", "status", "schedule", "service_slugs",
    "services_verified_on", "access", "group_slugs",
]  # fmt: skip

anywhere = st.tuples(st.floats(44, 53), st.floats(22, 41))
corners = st.sampled_from(
    [(48.0, 30.0), (48.0, 30.001), (48.001, 30.0), (50.45, 30.52)]
)  # so that distances meet
points = anywhere | corners
origins = points | st.tuples(st.floats(-90, 90), st.floats(-180, 180))

truths = st.builds(
    Truth,
    slug=st.just(""),
    name=st.sampled_from(["абрикос", "груша", "яблуко"]),
    point=points | st.none(),
    live=st.sampled_from([True, True, True, False]),
    status=st.sampled_from(["open", "open", "open", "planned", "suspended", "closed"]),
    schedule=st.sampled_from(list(OPEN_HOURS)),
    services=st.sampled_from([(), (OTHER,), (CORE, OTHER)]),
    confirmed=st.booleans(),
    step_free=st.sampled_from([None, "yes", "no"]),
    groups=st.sampled_from([(), ("veterans",), ("children",)]),
)
worlds = st.lists(truths, max_size=MOST).map(
    lambda found: [
        Truth(**{**truth.__dict__, "slug": slug}) for truth, slug in zip(found, SLUGS, strict=False)
    ]
)


def questions(origin: st.SearchStrategy[tuple[float, float] | None]) -> st.SearchStrategy[Question]:
    return st.builds(
        Question,
        origin=origin,
        km=st.none() | st.floats(0.1, 1500),
        services=st.sampled_from([(), (), (OTHER,), (CORE,), (CORE, OTHER)]),
        step_free=st.booleans(),
        group=st.sampled_from([None, None, "veterans"]),
        open=st.booleans(),
        status=st.sampled_from(["open", "open", "any", "planned", "closed"]),
    )


class Country:
    """Centers made once; `become` makes them those of a world, in a few queries."""

    def __init__(self) -> None:
        self.centers = [CenterPageFactory(slug=slug) for slug in SLUGS]

    def become(self, world: Sequence[Truth]) -> None:
        written, gone = self.centers[: len(world)], self.centers[len(world) :]
        for center, truth in zip(written, world, strict=True):
            center.public_latitude, center.public_longitude = truth.point or (None, None)
            center.public_precision = "address" if truth.point else ""
            center.status, center.schedule = truth.status, truth.schedule
            center.service_slugs, center.group_slugs = list(truth.services), list(truth.groups)
            center.services_verified_on = date(2026, 1, 1) if truth.confirmed else None
            center.access = {"entrance_step_free": {"answer": truth.step_free}} if truth.step_free else {}
            center.title, center.live = truth.name, truth.live
        for center in gone:
            center.live = False
        _write(CenterPage, COLUMNS, written)
        _write(Page, ["title", "live"], self.centers)


def _write(model: type[Page], names: Sequence[str], centers: Sequence[CenterPage]) -> None:
    """`bulk_update`, without the hundreds of expressions that it would build anew for each world."""
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    statement = f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{model._meta.pk.column}" = %s'  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                [
                    *(field.get_db_prep_save(getattr(center, field.name), connection) for field in fields),
                    center.pk,
                ]
                for center in centers
            ],
        )
