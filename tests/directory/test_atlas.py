"""The directory in memory: never older than the database, and as right about the nearest as brute force."""

from collections.abc import Callable
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from directory import atlas, versioning
from directory.atlas import grid
from directory.atlas.grid import Grid
from directory.geo import Point
from directory.models import CaseWorker, CenterPage, DirectoryVersion, Service
from directory.query import CenterRow
from portal.models import User
from tests.examples import many
from tests.factories import CenterPageFactory, UserFactory

latitudes, longitudes = st.floats(44, 53), st.floats(22, 41)
points = st.builds(Point, latitudes, longitudes) | st.sampled_from(
    [Point(48.0, 30.0), Point(48.0, 30.001), Point(48.0, 29.999), Point(48.001, 30.0)]
)
origins = points | st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@many
@given(
    placed=st.lists(points | st.none(), max_size=60),
    origin=origins,
    chosen=st.integers(0, 2**60),
    farthest=st.none() | st.floats(0, 2000),
    few=st.sampled_from([0, grid.FEW]),
)
def test_the_nearest_are_those_of_brute_force(
    placed: list[Point | None], origin: Point, chosen: int, farthest: float | None, few: int
) -> None:
    names = [f"{number:02}" for number in range(len(placed), 0, -1)]
    reach = {} if farthest is None else {"farthest_km": farthest}
    wanted = chosen.to_bytes(8, "little")
    with patch.object(grid, "FEW", few):
        found = list(Grid(placed, names).nearest(origin, wanted, **reach))

    measured = [
        (geodesic((origin.lat, origin.lon), (point.lat, point.lon)).km, names[place], place)
        for place, point in enumerate(placed)
        if point is not None and chosen >> place & 1
    ]
    expected = sorted(each for each in measured if farthest is None or each[0] <= farthest)
    assert [place for _km, place in found] == [place for _km, _name, place in expected]
    assert [km for km, _place in found] == pytest.approx(
        [km for km, _name, _place in expected], rel=0, abs=1e-9
    )
    if farthest is not None:
        within = Grid(placed, names).within(origin, wanted, farthest)
        assert {place for _km, place in within} == {place for _km, _name, place in expected}


# --- What makes it new ---------------------------------------------------------------------------------------------

db = pytest.mark.django_db


def updated_in_bulk(center: CenterPage) -> None:
    CenterPage.objects.filter(pk=center.pk).update(status="planned")


def saved(center: CenterPage) -> None:
    center.paused_until = date(2027, 1, 1)
    center.save()


def restricted(center: CenterPage) -> None:
    PageViewRestriction.objects.create(page=center, restriction_type="login")


def given_a_worker(center: CenterPage) -> None:
    CaseWorker.objects.create(user=UserFactory(), center=center)


def left_by_its_worker(center: CenterPage) -> None:
    given_a_worker(center)
    atlas.current()
    User.objects.update(is_active=False)


def by_another_program(center: CenterPage) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'Інша' WHERE id = %s", [center.pk])


def by_slug(row: CenterRow) -> str:
    return row.slug


CHANGES: list[Callable[[CenterPage], Any]] = [
    updated_in_bulk,
    saved,
    restricted,
    given_a_worker,
    left_by_its_worker,
    by_another_program,
    CenterPage.delete,
    CenterPage.unpublish,
    lambda center: CenterPageFactory(),
    lambda center: Service.objects.update(core=True),
]


@db
@pytest.mark.parametrize("change", CHANGES)
def test_whoever_changes_what_is_found_by_is_noticed(change: Callable[[CenterPage], Any]) -> None:
    center = CenterPageFactory(takes_requests=True)
    before = atlas.current()
    assert atlas.current() is before

    change(center)

    now = atlas.current()
    assert now is not before
    assert sorted(now.rows, key=by_slug) == sorted(CenterPage.objects.listed().rows(), key=by_slug)


@db
def test_a_draft_changes_nothing() -> None:
    center, before = CenterPageFactory(), atlas.current()
    center.title = "Чернетка"
    center.save_revision()
    assert atlas.current() is before


@db
def test_what_is_rolled_back_was_never_there() -> None:
    center, before = CenterPageFactory(), atlas.current()
    version = versioning.version()
    with transaction.atomic():
        CenterPage.objects.update(status="closed")
        assert not atlas.current().having(status="open")
        transaction.set_rollback(True)
    assert versioning.version() == version
    again = atlas.current()
    assert [row.slug for row in again.rows] == [center.slug] == [row.slug for row in before.rows]
    assert again.having(status="open")


@db
def test_without_its_row_nothing_is_taken_for_known() -> None:
    CenterPageFactory()
    atlas.current()
    DirectoryVersion.objects.all().delete()
    CenterPage.objects.update(status="closed")
    assert not atlas.current().having(status="open")


@db
def test_triggers_are_put_in_place_again_by_every_migration() -> None:
    DirectoryVersion.objects.all().delete()
    versioning.keep_version("default")
    versioning.keep_version("default")
    center, before = CenterPageFactory(), versioning.version()
    updated_in_bulk(center)
    assert before != versioning.version() is not None
