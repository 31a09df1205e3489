"""Who edits events, and what of one must make sense."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from directory.models import Event
from portal.roles import Role, group_of
from tests.directory.happenings import event
from tests.factories import CenterPageFactory, UserFactory, case_worker_of, coordinator_of, editor_of, oblast

pytestmark = pytest.mark.django_db


def test_an_event_must_make_sense():
    center = CenterPageFactory()
    now = timezone.now()
    for fields in (
        {"ends": now - timedelta(days=1)},
        {"repeats_until": date(2020, 1, 1)},
        {"repeats_until": timezone.localdate() + timedelta(days=900)},
        {"description_en": "words alone"},
    ):
        with pytest.raises(ValidationError):
            event(center, **fields)
    with pytest.raises(ValidationError):
        Event(title="Ніде", starts=now, ends=now + timedelta(hours=1)).full_clean(exclude=["over_at"])


def test_a_day_that_is_cancelled_alone_is_one_of_the_days():
    center, first = CenterPageFactory(), timezone.localdate() + timedelta(days=3)
    weekly = {"repeats_until": first + timedelta(weeks=4)}
    for fields in (
        {"called_off": [first.isoformat()]},  # it takes place once
        {**weekly, "called_off": [(first + timedelta(days=1)).isoformat()]},
        {**weekly, "called_off": [(first + timedelta(weeks=5)).isoformat()]},
        {**weekly, "called_off": ["31.02.2027"]},
        {**weekly, "called_off": ["щосереди"]},
    ):
        with pytest.raises(ValidationError) as refused:
            event(center, **fields)
        assert set(refused.value.message_dict) == {"called_off"}


@pytest.fixture
def world():
    ours, theirs = CenterPageFactory(), CenterPageFactory(oblast=oblast("UA63000000000041885", "Харківська"))
    return {"ours": ours, "theirs": theirs, "own": event(ours), "other": event(theirs), "nobody": event()}


def ministry():
    user = UserFactory()
    user.groups.add(group_of(Role.MINISTRY))
    return user


WHO = {
    "editor": (lambda world: editor_of(world["ours"]), {"own"}),
    "coordinator": (lambda world: coordinator_of(world["ours"].oblast), {"own"}),
    "ministry": (lambda world: ministry(), {"own", "other", "nobody"}),
    "case worker": (lambda world: case_worker_of(world["ours"]), set()),
}


@pytest.mark.parametrize("who", WHO)
def test_everybody_edits_the_events_of_the_centers_they_keep(who, world, sign_in):
    make, may = WHO[who]
    client = sign_in(make(world))
    names = "wagtailsnippets_directory_event:{}"
    for which in ("own", "other", "nobody"):
        for action in ("edit", "delete", "history", "copy"):
            response = client.get(reverse(names.format(action), args=[world[which].pk]))
            assert (response.status_code == 200) == (which in may), (which, action, response.status_code)
    listed = client.get(reverse(names.format("list")))
    if may:
        assert {item.pk for item in listed.context["object_list"]} == {world[which].pk for which in may}
        assert client.get(reverse(names.format("add"))).status_code == 200
    else:
        assert listed.status_code == 302


def test_an_editor_puts_an_event_into_their_own_center_alone(world, sign_in):
    client = sign_in(editor_of(world["ours"]))
    add = reverse("wagtailsnippets_directory_event:add")
    typed = {"title": "Нова", "starts": "2126-12-01 10:00", "ends": "2126-12-01 11:00"}
    for center in (world["theirs"].pk, ""):
        response = client.post(add, {**typed, "center": center})
        assert response.status_code == 200
        assert response.context["form"].errors["center"]
    assert client.post(add, {**typed, "center": world["ours"].pk}).status_code == 302
    made = Event.objects.get(title="Нова")
    assert made.center_id == world["ours"].pk
    edit = reverse("wagtailsnippets_directory_event:edit", args=[world["own"].pk])
    assert client.post(edit, {**typed, "center": world["theirs"].pk}).status_code == 200
    world["own"].refresh_from_db()
    assert world["own"].center_id == world["ours"].pk
    bulk = reverse("wagtail_bulk_action", args=["directory", "event", "delete"])
    client.post(f"{bulk}?id={world['other'].pk}&next=/admin/")
    assert Event.objects.filter(pk=world["other"].pk).exists()
