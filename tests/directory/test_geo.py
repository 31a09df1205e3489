"""Distances and boxes, against geopy."""

import pytest
from geopy.distance import geodesic
from hypothesis import assume, example, given
from hypothesis import strategies as st

from directory.geo import SPHERE_ERROR, Box, Point, km, sphere_km
from tests.examples import many

KYIV, LVIV = Point(50.4501, 30.5234), Point(49.8397, 24.0297)

anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
in_ukraine = st.builds(Point, st.floats(44.3, 52.4), st.floats(22.1, 40.3))
positions = in_ukraine | anywhere
reaches = st.floats(0.1, 1_500)


def geopy_km(a: Point, b: Point) -> float:
    return geodesic((a.lat, a.lon), (b.lat, b.lon)).km


@many
@given(positions, positions)
@example(Point(0, 0), Point(0.5, 179.5))  # nearly antipodes
@example(Point(90, 0), Point(-90, 0))
def test_distance_is_that_of_geopy_to_the_last_bit(a, b):
    assert km(a, b) == geopy_km(a, b)


def test_kyiv_to_lviv():
    assert km(KYIV, LVIV) == pytest.approx(469.4, abs=0.5)
    assert km(KYIV, KYIV) == 0


@many
@given(positions, positions)
def test_the_sphere_is_off_by_no_more_than_its_error(a, b):
    assert sphere_km(a, b) == pytest.approx(geopy_km(a, b), rel=SPHERE_ERROR, abs=1e-7)


@many
@given(in_ukraine, st.floats(-0.001, 0.001), st.floats(-0.001, 0.001))
def test_the_sphere_is_as_good_next_door(a, up, across):
    b = Point(a.lat + up, a.lon + across)

    assert sphere_km(a, b) == pytest.approx(geopy_km(a, b), rel=SPHERE_ERROR, abs=1e-7)


@many
@given(positions, reaches, st.floats(0, 360), st.floats(0.99, 1) | st.floats(0, 1))
def test_box_misses_no_point_within_reach(center, reach, bearing, part):
    there = geodesic(kilometers=reach * part).destination((center.lat, center.lon), bearing)
    point = Point(there.latitude, there.longitude)
    assume(geopy_km(center, point) <= reach)

    assert point in Box.around(center, reach)


@many
@given(positions, st.floats(0.1, 30_000), positions)
def test_box_misses_no_point_whatever_the_reach(center, reach, point):
    assume(geopy_km(center, point) <= reach)

    assert point in Box.around(center, reach)


@pytest.mark.parametrize("center", [KYIV, Point(44.4, 33.8), Point(52.3, 33.2), Point(0, 0), Point(89, 0)])
@pytest.mark.parametrize("reach", [0.1, 50, 1_500])
def test_box_holds_the_whole_circle(center, reach):
    box = Box.around(center, reach)
    circle = [
        geodesic(kilometers=reach * (1 - 1e-9)).destination((center.lat, center.lon), bearing / 4)
        for bearing in range(1_440)
    ]

    assert all(Point(there.latitude, there.longitude) in box for there in circle)


@given(in_ukraine, reaches)
def test_box_is_hardly_larger_than_it_must_be(center, reach):
    box = Box.around(center, reach)

    assert km(center, Point(box.north, center.lon)) <= reach * 1.02
    assert km(center, Point(center.lat, box.east)) <= reach * 1.09  # the circle bulges north of its center


@pytest.mark.parametrize("center", [Point(90, 0), Point(-90, 180), Point(0, 180), Point(50, -180)])
@pytest.mark.parametrize("reach", [0, 0.1, 1_500, 20_000, 50_000])
def test_box_at_the_edge_of_the_map_stays_on_it(center, reach):
    box = Box.around(center, reach)

    assert center in box
    assert -90 <= box.south <= box.north <= 90
    assert -180 <= box.west <= box.east <= 180
