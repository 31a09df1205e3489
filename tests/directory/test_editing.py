"""How a center's page is edited and published."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.editing.giveaways import giveaways
from directory.gazetteer import indexing
from directory.models import CenterPage, Holiday, Place
from portal.models import PortalSettings
from portal.roles import Role, group_of
from tests.factories import (
    CenterPageFactory,
    PlaceFactory,
    UserFactory,
    community,
    editor_of,
    oblast,
)

# --- What else follows


@pytest.mark.django_db
def test_a_hidden_place_is_given_away_by_title_slug_and_words() -> None:
    rural = community("Рогатинська")
    village = PlaceFactory(name="Путятинці", community=rural, oblast=rural.oblast)
    center = CenterPageFactory(
        title="Центр у Путятинцях",
        slug="rohatyn-putiatyntsi",
        introduction="<p>Вхід з вулиці Галицької.</p>",
        settlement=village,
        communities=[rural],
        street="вул. Галицька, 12",
        hide_position=True,
    )
    assert len(giveaways(center)) == 3


@pytest.mark.django_db
def test_the_community_of_a_hidden_place_may_be_named() -> None:
    rural = community("Рогатинська")
    town = PlaceFactory(name="Рогатин", kind="M", community=rural, oblast=rural.oblast)
    center = CenterPageFactory(
        title="Центр Рогатинська громада",
        slug="rohatynska",
        settlement=town,
        communities=[rural],
        hide_position=True,
    )
    assert giveaways(center) == []


@pytest.mark.django_db
def test_nothing_is_given_away_where_nothing_is_hidden() -> None:
    rural = community("Рогатинська")
    town = PlaceFactory(name="Рогатин", kind="M", community=rural, oblast=rural.oblast)
    assert giveaways(CenterPageFactory(title="Центр у Рогатині", settlement=town)) == []


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"title": "Коло в Рогатині"}, "що це"),
        ({"title_en": "Circle in Rohatyn"}, "що це"),
        ({"description": "Зайдіть з вулиці Галицької"}, "для кого і про що"),
        ({"sign_up": "у Рогатині, каса 2"}, "як записатися"),
        ({"title": "Рогатинська громада: коло"}, None),
    ],
)
@pytest.mark.django_db
def test_an_editor_is_told_what_of_an_event_gives_a_hidden_place_away(
    fields: dict[str, str], what: str | None, sign_in: Callable[..., Client]
) -> None:
    rural = community("Рогатинська")
    town = PlaceFactory(name="Рогатин", kind="M", community=rural, oblast=rural.oblast)
    center = CenterPageFactory(
        settlement=town, communities=[rural], street="вул. Галицька, 12", hide_position=True
    )
    typed = {"title": "Коло", "starts": "2126-12-01 10:00", "ends": "2126-12-01 11:00", **fields}
    add = reverse("wagtailsnippets_directory_event:add")
    for hidden in (True, False):
        center.hide_position = hidden
        center.save()
        page = sign_in(editor_of(center)).post(add, {**typed, "center": center.pk}, follow=True)
        warned = [str(one) for one in page.context["messages"] if "Адресу приховано" in str(one)]
        assert [what in sentence for sentence in warned] == ([True] if hidden and what else [])


@pytest.fixture
def ministry(sign_in: Callable[..., Client], db: None) -> Client:
    CenterPageFactory()
    user = UserFactory()
    user.groups.add(group_of(Role.MINISTRY))
    call_command("setup_roles", verbosity=0)
    return sign_in(user)


def test_hiding_an_oblast_hides_its_centers_at_once(ministry: Client) -> None:
    center = CenterPage.objects.listed().get()
    address = reverse("wagtailsnippets_directory_place:edit", args=[center.oblast_id])
    ministry.post(address, {"hide_centers": "on"})
    assert Place.objects.get(pk=center.oblast_id).hide_centers
    center.refresh_from_db()
    assert center.is_hidden
    assert center.public_latitude is None


def test_the_end_of_martial_law_and_a_new_holiday_change_the_schedules(ministry: Client) -> None:
    center = CenterPage.objects.listed().get()
    center.opening_hours = "Mo-Fr 09:00-18:00; PH off"
    center.save()
    day = timezone.localdate() + timedelta(days=7)
    ministry.post(
        reverse("wagtailsnippets_directory_holiday:add"),
        {"day": day.isoformat(), "name": "Свято", "name_en": "Holiday"},
    )
    assert Holiday.objects.count() == 1
    settings = PortalSettings.load()
    address = reverse("wagtailsettings:edit", args=["portal", "portalsettings", settings.pk])
    numbers = {"reach_km": 50, "take_within_hours": 48, "keep_days": 180}
    numbers |= {f"{block}_fresh_days": days for block, days in PortalSettings.fresh_days().items()}
    ministry.post(address, numbers)
    assert not PortalSettings.load().martial_law
    center.refresh_from_db()
    assert f"{day:%Y}" in center.schedule


def test_a_code_of_a_vocabulary_never_changes(ministry: Client) -> None:
    from directory.models import Service

    service = Service.objects.first()
    address = reverse("wagtailsnippets_directory_service:edit", args=[service.pk])
    form = {"name": "Інша", "name_en": "Other", "slug": "other", "sort_order": 5}
    ministry.post(address, form)
    changed = Service.objects.get(pk=service.pk)
    assert (changed.name, changed.slug) == ("Інша", service.slug)


@pytest.mark.django_db
def test_places_are_chosen_by_name_and_kind(sign_in: Callable[..., Client]) -> None:
    around = community()
    above = {"community": around, "raion": around.raion, "oblast": around.oblast}
    PlaceFactory(kind="M", name="Рогатин", **above)
    PlaceFactory(name="Рогатинське", **above)
    indexing.index()
    client = sign_in(editor_of(CenterPageFactory()))
    answer = client.get(reverse("settlements:choose_results"), {"q": "Рогатин"})
    assert [place.label for place in answer.context["results"]] == ["м. Рогатин", "село Рогатинське"]
    answer = client.get(reverse("communities:choose_results"), {"q": "Рогатин"})
    assert [place.label for place in answer.context["results"]] == ["Рогатинська громада"]


@pytest.mark.parametrize("name", ["centers:index", "wagtailsnippets_directory_editor:list"])
def test_lists_ask_the_database_as_often_for_many_as_for_few(ministry: Client, name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ministry.get(reverse(name)).status_code == 200
        return len(captured)

    for _ in range(2):
        editor_of(CenterPageFactory(oblast=oblast("UA63000000000041885", "Харківська")))
    queries()  # what is kept in memory, such as content types
    few = queries()
    for _ in range(5):
        editor_of(CenterPageFactory())
    assert queries() <= few


@pytest.mark.django_db
def test_the_button_that_submits_says_so_in_words_of_the_language(sign_in: Callable[..., Client]) -> None:
    center = CenterPageFactory()
    call_command("setup_roles", verbosity=0)
    user = editor_of(center)
    page = sign_in(user).get(reverse("wagtailadmin_pages:edit", args=[center.pk]))
    button = page.content.decode().partition('name="action-submit"')[2].partition("</button>")[0]
    assert "Подати на розгляд" in button
    assert "Перевірка" not in button
