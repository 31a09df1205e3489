"""The public API of a center: all that is recorded, null where nothing is, and never where a hidden one stands."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory import access, hours, without_grid
from directory.models import CenterPage, Service
from tests.directory.asking import get
from tests.factories import CenterPageFactory, PlaceFactory, community, oblast
from tests.shapes import CENTER, fits

pytestmark = pytest.mark.django_db

LONGEST_AGO = date(1991, 8, 24)


# --- A center


def test_of_a_center_of_which_nothing_is_known_the_rest_is_null_or_empty() -> None:
    center = CenterPageFactory(unlocated=True)

    said = get(f"centers/{center.slug}")

    assert fits(said, CENTER)
    assert said["access"] == dict.fromkeys(access.FEATURES, "unknown")
    empty = {name for name, value in said.items() if value == []}
    lists = {"communities", "origin_communities", "phones", "emails", "services", "groups"}
    assert empty == lists | {"languages", "offers", "visits", "stops"}
    assert {name for name, value in said.items() if value is not None} - empty == {
        "slug",
        "name",
        "status",
        "kind",
        "oblast",
        "hidden",
        "access",
        "access_summary",
        "accepts_requests",
        "url",
        "updated_at",
        "without_grid",
    }
    assert set(said["without_grid"].values()) == {"unknown"}


def test_of_a_center_all_that_is_recorded_is_said() -> None:
    region = oblast()
    rohatyn = community(oblast=region)
    town = PlaceFactory(
        kind="M", name="Рогатин", oblast=region, community=rohatyn, raion=rohatyn.raion, parent=rohatyn
    )
    origin = community("Бахмутська", oblast=oblast("UA14000000000091971", "Донецька"))
    center = CenterPageFactory(
        slug="rohatyn",
        title="Центр у Рогатині",
        settlement=town,
        street="вул. Галицька, 1",
        communities=[rohatyn],
        origins=[origin],
        latitude=49.41,
        longitude=24.61,
        phones=["+380671234567"],
        emails=["a@example.org"],
        website="https://example.org/",
        opening_hours="24/7",
        services=["legal-aid"],
        groups=["veterans"],
        notice="Світло є",
        access={"entrance_step_free": "yes", "accessible_toilet": "no"},
        access_level="partly",
        access_level_by="комісія",
        access_level_on=date(2026, 7, 1),
        provider="Надавач",
        programme="ЮНІСЕФ",
        taking_requests=True,
        paused_until=date(2020, 1, 1),
        services_verified_on=date(2026, 2, 1),
        verified_on=date(2026, 3, 1),
        source_url="https://example.org/s",
        source_date=date(2026, 1, 1),
        status_since=date(2025, 1, 1),
    )

    center.refresh_from_db(fields=["changed_at"])  # the case worker came after it

    said = get("centers/rohatyn")

    assert fits(said, CENTER)
    summary, answers = said.pop("access_summary"), said.pop("access")
    assert {code: answer for code, answer in answers.items() if answer != "unknown"} == {
        "entrance_step_free": "yes",
        "accessible_toilet": "no",
    }
    assert summary["wheelchair"]["fit"] == "no"
    assert summary["wheelchair"]["missing"] == ["accessible_toilet"]
    assert said == {
        "slug": "rohatyn",
        "name": "Центр у Рогатині",
        "status": "open",
        "status_since": "2025-01-01",
        "kind": "resilience_center",
        "oblast": {"code": region.code, "name": "Львівська"},
        "raion": {"code": rohatyn.raion.code, "name": rohatyn.raion.name},
        "communities": [{"code": rohatyn.code, "name": "Рогатинська"}],
        "origin_communities": [{"code": origin.code, "name": "Бахмутська"}],
        "hidden": False,
        "address": "м. Рогатин, вул. Галицька, 1",
        "lat": 49.41,
        "lon": 24.61,
        "precision": "address",
        "phones": ["+380671234567"],
        "emails": ["a@example.org"],
        "website": "https://example.org/",
        "opening_hours": "24/7",
        "open_now": True,
        "next_change": None,
        "notice": "Світло є",
        "services": ["legal-aid"],
        "groups": ["veterans"],
        "languages": [],
        "offers": [
            {
                **dict.fromkeys(("name", "name_en", "booking", "opening_hours", "note")),
                "service": "legal-aid",
                "modes": [],
            }
        ],
        "visits": [],
        "stops": [],
        "without_grid": dict.fromkeys(without_grid.CODES, "unknown"),
        "access_level": "partly",
        "access_level_on": "2026-07-01",
        "provider": "Надавач",
        "programme": "ЮНІСЕФ",
        "accepts_requests": True,
        "paused_until": "2020-01-01",
        "services_verified_on": "2026-02-01",
        "verified_on": "2026-03-01",
        "source_url": "https://example.org/s",
        "source_date": "2026-01-01",
        "url": "http://testserver/uk/centers/rohatyn/",
        "updated_at": hours.kyiv(center.changed_at).replace(microsecond=0).isoformat(),
    }


answered = st.fixed_dictionaries(
    {},
    optional={
        code: st.sampled_from(["yes", "no"] + (["na"] if feature.na_allowed else []))
        for code, feature in access.FEATURES.items()
    },
)
days = st.none() | st.dates(LONGEST_AGO, date(2050, 1, 1))
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
fields = st.fixed_dictionaries(
    {
        "title": words.filter(str.strip),
        "status": st.sampled_from(CenterPage.Status.values),
        "kind": st.sampled_from(CenterPage.Kind.values),
        "notice": words,
        "notice_until": days,
        "street": words,
        "provider": words,
        "programme": words,
        "hide_position": st.booleans(),
        "opening_hours": st.sampled_from(
            ["", "24/7", "Mo-Fr 09:00-18:00", "Mo-Fr 22:00-02:00; PH off", "24/7 unknown"]
        ),
        "phones": st.lists(st.just("+380671234567"), max_size=2),
        "emails": st.lists(st.just("a@example.org"), max_size=2),
        "status_since": days,
        "services_verified_on": days,
        "verified_on": days,
        "source_date": days,
        "paused_until": days,
        "access_level_on": days,
        "access": answered,
        "takes_requests": st.booleans(),
    }
)


@given(drawn=fields, at=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_whatever_is_recorded_of_a_center_its_answer_has_the_same_shape(
    drawn: dict[str, Any], at: datetime
) -> None:
    center = CenterPage.objects.first() or CenterPageFactory(communities=[community()])
    items = {code: {"answer": answer} for code, answer in drawn["access"].items()}
    for name, value in {**drawn, "access": items}.items():
        setattr(center, name, value)
    center.save()

    with time_machine.travel(at, tick=False):
        said = get(f"centers/{center.slug}")

    assert fits(said, CENTER)
    assert said["hidden"] is drawn["hide_position"]
    assert said["precision"] == ("community" if drawn["hide_position"] else "address")
    if drawn["status"] != "open":
        assert (said["open_now"], said["next_change"]) == (False, None)
    else:
        assert said["open_now"] is hours.open_at(center.schedule, at)
        change = hours.next_change(center.schedule, at)
        assert said["next_change"] == (change and change.isoformat())
    for code, profile in access.PROFILES.items():
        assert said["access_summary"][code]["fit"] == access.judge(drawn["access"], profile)


def test_a_center_that_is_not_open_is_closed_whatever_its_hours() -> None:
    center = CenterPageFactory(status="suspended", opening_hours="24/7")

    said = get(f"centers/{center.slug}")

    assert (said["open_now"], said["next_change"], said["opening_hours"]) == (False, None, "24/7")


def test_hours_that_are_not_known_are_null_and_not_closed() -> None:
    said = get(f"centers/{CenterPageFactory().slug}")

    assert (said["open_now"], said["opening_hours"]) == (None, None)


def test_the_next_change_is_told_in_kyiv_time() -> None:
    center = CenterPageFactory(opening_hours="Mo-Fr 09:00-18:00")

    with time_machine.travel(datetime(2026, 7, 6, 7, 0, tzinfo=UTC), tick=False):
        said = get(f"centers/{center.slug}")

    assert (said["open_now"], said["next_change"]) == (True, "2026-07-06T18:00:00+03:00")


def test_requests_are_accepted_where_a_worker_is_and_the_wish_is_not_enough() -> None:
    wishing, taking = CenterPageFactory(takes_requests=True), CenterPageFactory(taking_requests=True)

    assert get(f"centers/{wishing.slug}")["accepts_requests"] is False
    assert get(f"centers/{taking.slug}")["accepts_requests"] is True


def test_a_notice_that_is_over_is_not_shown() -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    center = CenterPageFactory(notice="Сьогодні зачинено", notice_until=yesterday)

    assert get(f"centers/{center.slug}")["notice"] is None


@pytest.mark.parametrize("change", [{"live": False}, {"slug": "other"}])
def test_what_is_not_published_or_not_there_is_not_found(change: dict[str, Any]) -> None:
    CenterPageFactory(**{"slug": "one", **change})

    said = get("centers/one", 404)

    assert (said["code"], said["fields"]) == ("not_found", {})


def test_a_center_costs_the_same_queries_however_much_is_recorded(django_assert_max_num_queries: Any) -> None:
    many = [community(f"Громада{number}ська") for number in range(4)]
    center = CenterPageFactory(
        communities=many,
        origins=many,
        services=list(Service.objects.values_list("slug", flat=True)[:6]),
        taking_requests=True,
    )

    with django_assert_max_num_queries(10):
        get(f"centers/{center.slug}")
