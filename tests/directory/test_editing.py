"""How a center's page is edited and published."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Collection, GroupPagePermission, TaskState

from directory import access
from directory.editing.access_card import WHOLE_CARD, AccessCardField, signed
from directory.editing.giveaways import giveaways
from directory.editors import assign_centers, coordinators_of, editors_of
from directory.gazetteer import indexing
from directory.models import CenterPage, Editor, Holiday, Place
from portal.models import PortalSettings, User
from portal.roles import Role, group_of
from tests.examples import many
from tests.factories import (
    CenterPageFactory,
    PlaceFactory,
    UserFactory,
    case_worker_of,
    community,
    coordinator_of,
    editor_of,
    oblast,
)

# --- The accessibility information


def typed(**items: tuple[str, ...]) -> dict[str, str]:
    """What a browser sends: for each item its answer, day and note."""
    data = {}
    for code in access.FEATURES:
        answer, on, note = (*items.get(code, ("unknown",)), "", "")[:3]
        data |= {f"access-{code}-answer": answer, f"access-{code}-on": on, f"access-{code}-note": note}
    return data


def cleaned(data: dict[str, str]) -> Any:
    field = AccessCardField(required=False)
    return field.clean(field.widget.value_from_datadict(data, {}, "access"))


def test_only_what_is_known_or_noted_is_kept() -> None:
    card = cleaned(
        typed(entrance_step_free=("yes", "2026-03-01", "два входи"), quiet_room=("unknown", "2026-03-01"))
    )
    assert card == {"entrance_step_free": {"answer": "yes", "on": "2026-03-01", "note": "два входи"}}


def test_an_item_that_always_applies_is_never_not_applicable() -> None:
    with pytest.raises(ValidationError):
        cleaned(typed(quiet_room=("na",)))


@pytest.mark.parametrize("day", ["31.03.2026", "2026-02-30", "0000-01-01", "9999-01-01", "<b>"])
def test_a_day_that_cannot_be_is_refused_by_the_name_of_its_item(day: str) -> None:
    with pytest.raises(ValidationError) as error:
        cleaned(typed(quiet_room=("yes", day)))
    assert access.FEATURES["quiet_room"].name in str(error.value)


def test_what_was_typed_wrong_stays_in_the_form() -> None:
    field = AccessCardField(required=False)
    value = field.widget.value_from_datadict(typed(quiet_room=("yes", "учора", "тихо")), {}, "access")
    html = field.widget.render("access", value, {"id": "id_access"})
    assert 'value="учора"' in html
    assert 'value="тихо"' in html


@many
@given(
    st.dictionaries(
        st.sampled_from(sorted(typed())), st.sampled_from(["yes", "no", "na", ""]) | st.text(max_size=30)
    )
)
def test_the_card_takes_whatever_is_sent(data: dict[str, str]) -> None:
    try:
        card = cleaned(data)
    except ValidationError:
        return
    for code, item in card.items():
        access.validate(code, item["answer"])


def test_an_answer_that_changed_is_signed_by_the_whole_assessment() -> None:
    before = {
        "quiet_room": {"answer": "yes", "on": "2026-01-01", "by": "Олена", "note": ""},
        "rooms_step_free": {"answer": "no", "on": "2026-01-01", "by": "Олена"},
    }
    today = timezone.localdate().isoformat()
    card = {
        "quiet_room": {"answer": "yes", "on": "2026-01-01", "by": "Олена"},
        "rooms_step_free": {
            "answer": "yes",
            "on": "2026-01-01",
            "by": "Олена",
        },  # what it said before stays typed
        "accessible_toilet": {"answer": "yes", "by": "ГО «Разом»", "number": "90"},
        WHOLE_CARD: {"by": "Ігор"},
        "written_communication": {"answer": "no", "on": "2026-02-02"},
    }
    assert signed(card, before) == {
        "quiet_room": before["quiet_room"],
        "rooms_step_free": {"answer": "yes", "on": today, "by": "Ігор"},
        "accessible_toilet": {"answer": "yes", "on": today, "by": "ГО «Разом»", "number": "90"},
        "written_communication": {"answer": "no", "on": "2026-02-02", "by": "Ігор"},
    }


# --- Groups


@pytest.mark.django_db
def test_an_editor_has_the_permissions_as_long_as_the_assignment_lasts() -> None:
    center = CenterPageFactory()
    editor = editor_of(center)
    assert center.permissions_for_user(User.objects.get(pk=editor.pk)).can_edit()
    Editor.objects.filter(user=editor).delete()
    assert not center.permissions_for_user(User.objects.get(pk=editor.pk)).can_edit()


@pytest.mark.django_db
def test_an_assignment_that_changes_takes_the_permissions_along() -> None:
    first, second = CenterPageFactory(), CenterPageFactory()
    assignment = Editor.objects.create(user=UserFactory(), center=first)
    assignment.center = second
    assignment.save()
    assert list(assignment.user.groups.all()) == [editors_of(second)]


@pytest.mark.django_db
def test_who_works_for_two_centers_stays_when_one_is_left() -> None:
    worker = case_worker_of(CenterPageFactory(), CenterPageFactory())
    worker.case_work.first().delete()
    assert list(worker.groups.all()) == [group_of(Role.CASE_WORKER)]
    worker.case_work.first().delete()
    assert not worker.groups.exists()


@pytest.mark.django_db
def test_a_center_that_moves_to_another_oblast_changes_its_coordinators() -> None:
    here, there = oblast(), oblast("UA63000000000041885", "Харківська")
    center = CenterPageFactory(oblast=here)
    editors_of(center)
    old, new = coordinator_of(here), coordinator_of(there)
    assert center.permissions_for_user(old).can_publish()
    center.oblast = there
    center.save_revision()
    assert not center.permissions_for_user(
        User.objects.get(pk=new.pk)
    ).can_publish()  # a draft says nothing yet
    center.save()
    assert not center.permissions_for_user(User.objects.get(pk=old.pk)).can_publish()
    assert center.permissions_for_user(User.objects.get(pk=new.pk)).can_publish()
    collection = Collection.objects.filter(group_permissions__group=editors_of(center)).distinct().get()
    assert collection.get_parent().name == there.label


@pytest.mark.django_db
def test_centers_written_in_bulk_are_handed_over_too(django_assert_max_num_queries: Any) -> None:
    here, there = oblast(), oblast("UA63000000000041885", "Харківська")
    centers = [CenterPageFactory(oblast=here) for _ in range(3)]
    groups = coordinators_of(here), coordinators_of(there)
    GroupPagePermission.objects.all().delete()
    CenterPage.objects.filter(pk=centers[0].pk).update(oblast=there)
    with django_assert_max_num_queries(10):
        assign_centers(CenterPage.objects.all())
    held = [set(group.page_permissions.values_list("page_id", flat=True)) for group in groups]
    assert held == [{centers[1].pk, centers[2].pk}, {centers[0].pk}]


@pytest.mark.django_db
def test_a_deleted_center_leaves_no_group_behind() -> None:
    center = CenterPageFactory()
    group = editors_of(center)
    center.delete()
    assert not type(group).objects.filter(pk=group.pk).exists()


@pytest.mark.django_db
def test_roles_set_up_twice_are_the_same() -> None:
    editor_of(CenterPageFactory())
    call_command("setup_roles", verbosity=0)
    before = set(GroupPagePermission.objects.values_list("group", "page", "permission"))
    call_command("setup_roles", verbosity=0)
    assert set(GroupPagePermission.objects.values_list("group", "page", "permission")) == before


# --- Workflow


@pytest.mark.django_db
def test_what_an_editor_submits_is_published_by_the_oblasts_coordinator_alone(
    sign_in: Callable[..., Client],
) -> None:
    center = CenterPageFactory(title="Стара назва")
    editor, coordinator = editor_of(center), coordinator_of(center.oblast)
    stranger = coordinator_of(oblast("UA63000000000041885", "Харківська"))
    call_command("setup_roles", verbosity=0)
    center.title = "Нова назва"
    center.save_revision(user=editor)
    center.get_workflow().start(center, editor)
    waiting = center.current_workflow_task_state

    def approve(user: User) -> int:
        address = reverse("wagtailadmin_pages:workflow_action", args=[center.pk, "approve", waiting.pk])
        return sign_in(user).post(address).status_code

    assert not TaskState.objects.reviewable_by(stranger).exists()
    assert list(TaskState.objects.reviewable_by(coordinator)) == [waiting]
    for user in (editor, stranger, case_worker_of(center)):
        approve(user)
        assert CenterPage.objects.get(pk=center.pk).title == "Стара назва"
    approve(coordinator)
    assert CenterPage.objects.get(pk=center.pk).title == "Нова назва"


@pytest.mark.django_db
def test_the_ministry_approves_everywhere() -> None:
    center = CenterPageFactory()
    ministry = UserFactory()
    ministry.groups.add(group_of(Role.MINISTRY))
    call_command("setup_roles", verbosity=0)
    center.save_revision()
    center.get_workflow().start(center, editor_of(center))
    assert TaskState.objects.reviewable_by(ministry).count() == 1


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
