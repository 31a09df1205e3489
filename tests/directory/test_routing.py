"""Where a request goes, against the rules written out once more: geopy, plain loops, no code of the directory's."""

from datetime import timedelta

from geopy.distance import geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from directory.access import PROFILES
from directory.atlas import Atlas
from directory.fit import Asked
from directory.geo import Point
from directory.origins import Origin
from directory.routing import OriginRequired, choose
from tests.directory.routing_rows import HERE, TODAY, row
from tests.directory.test_fit import CORE, SERVICES, table
from tests.examples import Km, many

SLUGS = [
    "dim",
    "dim-2",
    "dimm",
    "zatyshok",
    "a1",
    "ґanok",
    "~",
]  # by code point, whatever a database thinks of them

# A few positions beside those drawn freely, so that distances are often equal, and sometimes exactly the reach.
grid = st.builds(Point, st.sampled_from([48.6, 49.0, 49.4, 51.0]), st.sampled_from([30.6, 31.0, 31.4]))
positions = st.none() | grid | st.builds(Point, st.floats(44.3, 52.4), st.floats(22.1, 40.3))


@st.composite
def some_rows(draw):
    rows = []
    for slug in draw(st.lists(st.sampled_from(SLUGS), unique=True, max_size=7)):
        usual = draw(st.sampled_from(["yes", "no", "na", "unknown"]))
        must = [item for profile in PROFILES.values() for group in profile.must for item in group]
        changed = draw(st.dictionaries(st.sampled_from(must), st.sampled_from(["yes", "no"]), max_size=2))
        rows.append(
            row(
                slug,
                draw(positions),
                status=draw(st.sampled_from(["open"] * 6 + ["suspended"])),
                services=draw(st.frozensets(st.sampled_from(SERVICES), max_size=2)),
                services_confirmed=draw(st.booleans()),
                access=dict.fromkeys(must, usual) | changed,
                accepting=draw(st.sampled_from([True, True, True, False])),
                paused_until=draw(st.sampled_from([None, None, TODAY, TODAY - timedelta(1)])),
            )
        )
    return rows


asked_things = st.builds(
    Asked,
    services=st.lists(st.sampled_from(SERVICES), max_size=2, unique=True).map(tuple),
    profiles=st.lists(st.sampled_from(list(PROFILES)), max_size=2, unique=True).map(tuple),
)


# --- The oracle -----------------------------------------------------------------------------------------------


def is_able(center):
    paused = center.paused_until and center.paused_until >= TODAY
    return center.facts.status == "open" and center.accepting and not paused


def length(start, center):
    if start is None or center.point is None:
        return None
    return geodesic((start.lat, start.lon), (center.point.lat, center.point.lon)).km


def codes_of(center, asked):
    answers = list(table(asked, center.facts))
    said = []
    for number, answer in enumerate(answers):
        of_service = number < len(asked.services)
        names = {"yes": "offers", "no": "service_missing", "unknown": "service_unknown"}
        access = {"yes": "access_fits", "no": "access_missing", "unknown": "access_unknown"}
        said.append((names if of_service else access)[answer])
    return answers, said


def reasons_why_not(center, asked):
    _answers, said = codes_of(center, asked)
    why = set()
    if center.facts.status != "open":
        why.add("not_open")
    if not center.accepting:
        why.add("not_accepting")
    if center.paused_until and center.paused_until >= TODAY:
        why.add("paused")
    why |= {code for code in said if code.endswith(("_missing", "_unknown"))}
    return why or {"person_chose_other"}


def expected(rows, asked, start, chosen, reach):
    """As (chosen, alternatives, passed over, refused), centers as (slug, distance, fit, tier, codes)."""
    by_slug = {center.slug: center for center in rows}
    able = [center for center in rows if is_able(center)]
    wanted = by_slug.get(chosen)
    if start is None:
        if wanted is None or wanted not in able:
            return "origin_required"
        start = wanted.point
    far = 1e9

    judged = []
    for center in able:
        answers, said = codes_of(center, asked)
        distance = length(start, center)
        within = distance is not None and distance <= reach
        fit = "no" if "no" in answers else "unknown" if "unknown" in answers else "fits"
        tier = {
            ("fits", True): 0, ("unknown", True): 1, ("fits", False): 2, ("unknown", False): 3,
        }.get((fit, within), 4)  # fmt: skip
        nearer = [
            other for other in able if (length(start, other) or 0) < (far if distance is None else distance)
        ]
        nearer = [other for other in nearer if length(start, other) is not None]
        said = (["nearest"] if not nearer else []) + said + ([] if within else ["beyond_reach"])
        judged.append((tier, far if distance is None else distance, center.slug, distance, fit, said))
    judged.sort()
    refused = (wanted.slug, reasons_why_not(wanted, asked)) if wanted and wanted not in able else None
    if not judged:
        return None, [], [], refused
    first = judged[0]
    if wanted in able:
        first = next(entry for entry in judged if entry[2] == chosen)
    rest = [entry for entry in judged if entry is not first][:3]
    nearer = sorted(
        (length(start, center), center.slug, reasons_why_not(center, asked))
        for center in rows
        if center.facts.status == "open"
        and center.slug != first[2]
        and length(start, center) is not None
        and length(start, center) < first[1]
    )

    def told(entry, *before):
        tier, _far, slug, distance, fit, said = entry
        return slug, distance, fit, tier, [*before, *said]

    start_reasons = ["chosen_by_person"] if wanted in able else []
    return told(first, *start_reasons), [told(entry) for entry in rest], nearer, refused


def answered(rows, asked, start, chosen, reach):
    origin = start and Origin(start, "address")
    try:
        found = choose(Atlas(rows, CORE), asked, origin=origin, chosen=chosen, today=TODAY, reach_km=reach)
    except OriginRequired:
        return "origin_required"

    def near(km):
        return None if km is None else Km(km)

    def told(choice):
        return choice and (
            choice.slug, near(choice.distance), choice.fit, choice.tier, [reason.code for reason in choice.reasons],
        )  # fmt: skip

    assert found.why == (None if found.chosen else "no_able_center")
    return (
        told(found.chosen),
        [told(choice) for choice in found.alternatives],
        [(Km(passed.distance), passed.slug, set(passed.why)) for passed in found.passed_over],
        found.refused and (found.refused.slug, set(found.refused.why)),
    )


@many
@given(
    some_rows(),
    asked_things,
    positions,
    st.integers(0, 6),
    st.sampled_from([50, 100, 600]) | st.floats(1, 1_500),
)
def test_the_request_goes_where_the_rules_say(rows, asked, start, number, reach):
    chosen = rows[number].slug if number < len(rows) else ""

    assert answered(rows, asked, start, chosen, reach) == expected(rows, asked, start, chosen, reach)


@many
@given(grid, grid, st.sampled_from([0.0, 1e-9, -1e-9]))
@example(HERE, Point(49.4, 31.0), 0.0)
def test_reach_is_inclusive_and_not_rounded(start, there, off):
    reach = geodesic((start.lat, start.lon), (there.lat, there.lon)).km + off
    near, far = row("near", there), row("far", Point(45.0, 35.0), services=frozenset({"legal"}))
    asked = Asked(services=("legal",))

    # within reach the unknown one is preferred; beyond, the one that fits
    assert answered([near, far], asked, start, "", reach)[0][0] == ("near" if off >= 0 else "far")
