"""What changed since a moment: whoever follows it has the directory as it is, whatever happened meanwhile."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction

from directory.models import CaseWorker, CenterPage, Departure, HoursException, Place
from directory.opendata import changes
from directory.opendata.changes import Since, read_since
from directory.opendata.snapshot import every_center
from portal.models import PortalSettings
from portal.parameters import Problem
from tests.factories import CenterPageFactory, UserFactory, case_worker_of, center_index, community

pytestmark = pytest.mark.django_db

LONG_AGO = "2000-01-01T00:00:00Z"
BY_THE_CLOCK = {"open_now", "next_change"}


def ask(address: str, status: int = 200, **params: str) -> Any:
    response = Client().get(f"/api/v1/{address}", params)
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def rows(since: str = LONG_AGO) -> dict[str, bool]:
    """Slug → whether it is deleted; through all pages."""
    found: dict[str, bool] = {}
    while since:
        said = ask("changes", since=since)
        found |= {row["slug"]: row["deleted"] for row in said["results"]}
        since = said["next"]
    return found


class Copy:
    """Somebody who keeps a copy of the directory, and asks only for what changed."""

    def __init__(self) -> None:
        self.since, self.centers = LONG_AGO, {}

    def follow(self) -> None:
        since = self.since
        while since:
            said = ask("changes", since=since)
            for row in said["results"]:
                self.since = max(self.since, row["changed_at"], key=datetime.fromisoformat)
                if row["deleted"]:
                    self.centers.pop(row["slug"], None)
                else:
                    self.centers[row["slug"]] = without_clock(ask(f"centers/{row['slug']}"))
            since = said["next"]


def without_clock(center: Any) -> Any:
    return {name: value for name, value in center.items() if name not in BY_THE_CLOCK}


def truth() -> dict[str, Any]:
    return {
        center["slug"]: without_clock(ask(f"centers/{center['slug']}"))
        for center in every_center(timezone.now())
    }


# --- Whatever happens


def some(number: int) -> CenterPage | None:
    """One of the centers there are, drafts too."""
    centers = list(CenterPage.objects.filter(locale__language_code="uk").order_by("pk"))
    return centers[number % len(centers)] if centers else None


def changing(change: Callable[[CenterPage, int], Any]) -> Callable[[int], None]:
    def happen(number: int) -> None:
        if center := some(number):
            change(center, number)

    return happen


def edited(**fields: Any) -> Callable[[int], None]:
    def change(center: CenterPage, number: int) -> None:
        for name, value in fields.items():
            setattr(center, name, value(number))
        center.save_revision().publish()

    return changing(change)


def add_exception(center: CenterPage, number: int) -> None:
    day = timezone.localdate() + timedelta(days=number)
    center.exceptions.add(HoursException(start=day, end=day, reason="Немає світла"))
    center.save_revision().publish()


def hire(center: CenterPage, number: int) -> None:
    center.takes_requests = True
    center.save()
    case_worker_of(center)


def toggle_worker(number: int) -> None:
    if worker := CaseWorker.objects.first():
        worker.user.is_active = not worker.user.is_active
        worker.user.save()


def toggle_place(kinds: str) -> Callable[[int], None]:
    def happen(number: int) -> None:
        places = list(Place.objects.filter(kind__in=kinds).order_by("pk"))
        place = places[number % len(places)]
        place.hide_centers = not place.hide_centers
        place.save()

    return happen


def rename_place(number: int) -> None:
    places = list(Place.objects.order_by("pk"))
    place = places[number % len(places)]
    place.name = f"Назва{number}"
    place.save()


def toggle_restriction(center: CenterPage, number: int) -> None:
    page = center if number % 3 else center_index()
    if not PageViewRestriction.objects.filter(page_id=page.pk).delete()[0]:
        PageViewRestriction.objects.create(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)


def toggle_martial_law(number: int) -> None:
    site = PortalSettings.load()
    site.martial_law = not site.martial_law
    site.save()


HAPPENINGS: dict[str, Callable[[int], Any]] = {
    "new": lambda number: CenterPageFactory(communities=[community()], opening_hours="Mo-Fr 09:00-18:00; PH off"),
    "draft": lambda number: CenterPageFactory(live=False),
    "title": edited(title=lambda number: f"Центр {number}"),
    "street": edited(street=lambda number: f"вул. Нова, {number}"),
    "hide": edited(hide_position=lambda number: bool(number % 2)),
    "status": edited(status=lambda number: ["open", "planned", "suspended", "closed"][number % 4]),
    "slug": changing(lambda center, number: (setattr(center, "slug", f"slug-{number}-{center.pk}"), center.save())),
    "exception": changing(add_exception),
    "withdraw": changing(lambda center, number: center.unpublish()),
    "withdraw the plain page": changing(lambda center, number: Page.objects.get(pk=center.pk).unpublish()),
    "publish": changing(lambda center, number: center.save_revision().publish()),
    "draft of a change": changing(lambda center, number: (setattr(center, "title", "?"), center.save_revision())),
    "delete": changing(lambda center, number: center.delete()),
    "private": changing(toggle_restriction),
    "hire": changing(hire),
    "worker on leave": toggle_worker,
    "worker goes": lambda number: (worker := CaseWorker.objects.first()) and worker.delete(),
    "community hides": toggle_place("H"),
    "oblast hides": toggle_place("O"),
    "place renamed": rename_place,
    "martial law": toggle_martial_law,
}  # fmt: skip


@settings(max_examples=12)
@given(
    happenings=st.lists(
        st.lists(st.tuples(st.sampled_from(sorted(HAPPENINGS)), st.integers(0, 30)), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_whoever_follows_the_changes_has_the_directory_as_it_is(
    happenings: list[list[tuple[str, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "ON_A_PAGE", 3)
    community()
    copy = Copy()
    for between in happenings:
        for what, number in between:
            HAPPENINGS[what](number)
        copy.follow()
        assert copy.centers == truth(), between


@pytest.mark.parametrize("what", sorted(HAPPENINGS))
def test_each_thing_that_can_happen_is_noticed(what: str) -> None:
    home = community()
    center = CenterPageFactory(slug="one", communities=[home], opening_hours="Mo-Fr 09:00-18:00; PH off")
    hire(center, 0)
    copy = Copy()
    copy.follow()

    HAPPENINGS[what](1)
    copy.follow()

    assert copy.centers == truth()


# --- What it says


def test_of_a_center_that_went_only_the_slug_is_told() -> None:
    CenterPageFactory(slug="one", title="Таємниця").delete()

    said = ask("changes", since=LONG_AGO)

    assert [set(row) for row in said["results"]] == [{"slug", "changed_at", "deleted"}]
    assert rows() == {"one": True}


def test_a_draft_that_nobody_saw_leaves_no_trace() -> None:
    center = CenterPageFactory(slug="secret", live=False)
    center.slug = "other"
    center.save()
    center.delete()

    assert rows() == {}


def test_a_slug_that_is_taken_again_is_there() -> None:
    CenterPageFactory(slug="one").delete()
    CenterPageFactory(slug="one")

    assert rows() == {"one": False}


def test_nothing_is_lost_between_pages_when_many_share_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "ON_A_PAGE", 2)
    for number in range(5):
        CenterPageFactory(slug=f"c{number}")
    moment = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)
    CenterPage.objects.update(changed_at=moment)
    Departure.objects.note(["gone-b", "gone-a"])
    Departure.objects.update(changed_at=moment)

    pages, since = [], LONG_AGO
    while since:
        said = ask("changes", since=since)
        pages.append([row["slug"] for row in said["results"]])
        since = said["next"]

    assert pages == [["c0", "c1"], ["c2", "c3"], ["c4", "gone-a"], ["gone-b"]]


def test_from_a_moment_on_means_that_moment_too() -> None:
    CenterPageFactory(slug="one")
    [row] = ask("changes", since=LONG_AGO)["results"]
    later = datetime.fromisoformat(row["changed_at"]) + timedelta(microseconds=1)

    assert rows(row["changed_at"]) == {"one": False}
    assert rows(later.isoformat()) == {}


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({}, "invalid_value"),
        ({"since": ""}, "invalid_value"),
        ({"since": "yesterday"}, "invalid_value"),
        ({"since": "2026-13-01"}, "invalid_value"),
        ({"since": "2026-01-01" + "~" * 400}, "out_of_range"),
    ],
)
def test_what_is_no_moment_is_refused(given_: dict[str, str], code: str) -> None:
    assert ask("changes", 422, **given_)["fields"]["since"]["code"] == code


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-03-29T03:30"]
)
def test_any_date_is_a_moment(moment: str) -> None:
    CenterPageFactory(slug="one")

    assert rows(moment) == ({} if moment.startswith("9999") else {"one": False})


@given(
    moment=st.datetimes(datetime(1900, 1, 2), datetime(8999, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    slug=st.from_regex(r"[-a-z0-9_]{0,40}", fullmatch=True),
)
def test_what_next_says_is_understood_again(moment: datetime, slug: str) -> None:
    assert read_since(str(Since(moment, slug))) == Since(moment, slug)


@given(st.text(max_size=60))
def test_whatever_is_given_as_a_moment_is_one_or_is_refused(text: str) -> None:
    assert isinstance(read_since(text), Since | Problem)


def test_following_costs_two_queries(django_assert_num_queries: Any) -> None:
    for _number in range(3):
        CenterPageFactory()
    CenterPageFactory().delete()

    with django_assert_num_queries(2):
        ask("changes", since=LONG_AGO)


def test_signing_in_is_no_change() -> None:
    center = CenterPageFactory(taking_requests=True)
    user = CaseWorker.objects.get(center=center).user
    before = CenterPage.objects.get(pk=center.pk).changed_at

    user.save(update_fields=["last_login"])
    UserFactory()

    assert CenterPage.objects.get(pk=center.pk).changed_at == before
