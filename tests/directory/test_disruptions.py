"""«Сьогодні зачинено» in two clicks: true at once, for who may, whatever drafts there are, and over by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from directory import hours
from directory.announcing import announce, announceable, own_centers, take_back
from directory.models import CenterPage, Disruption, HoursException
from directory.views_today import DisruptionForm
from tests.factories import (
    CenterPageFactory,
    UserFactory,
    case_worker_of,
    coordinator_of,
    editor_of,
    oblast,
)

pytestmark = pytest.mark.django_db

WEDNESDAY_NOON = datetime(2026, 11, 25, 10, tzinfo=UTC)
USUAL = "Mo-Fr 09:00-18:00"


@pytest.fixture(autouse=True)
def on_wednesday() -> Any:
    with time_machine.travel(WEDNESDAY_NOON, tick=False) as traveller:
        yield traveller


def now_open(center: CenterPage) -> bool | None:
    return hours.open_at(CenterPage.objects.get(pk=center.pk).schedule, datetime.now(UTC))


def api(center: CenterPage) -> dict[str, Any]:
    return Client().get(f"/api/v1/centers/{center.slug}").json()


def page(center: CenterPage, language: str = "uk") -> str:
    return Client().get(f"/{language}/centers/{center.slug}/").content.decode().replace("\u00a0", " ")


def press(client: Client, center: CenterPage, **data: str) -> Any:
    return client.post(reverse("today:center", args=[center.pk]), data)


# --- Two clicks


def test_closed_today_is_true_everywhere_at_once(
    sign_in: Callable[..., Client], django_capture_on_commit_callbacks: Any
) -> None:
    center = CenterPageFactory(opening_hours=USUAL)
    editor = sign_in(editor_of(center))
    assert "Сьогодні зачинено" not in page(center)  # and kept now for the next reader
    home = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert f'action="{reverse("today:center", args=[center.pk])}"' in home

    with django_capture_on_commit_callbacks(execute=True):
        answer = press(editor, center, kind="closed", reason="power", back=reverse("wagtailadmin_home"))

    assert answer.url == reverse("wagtailadmin_home")
    assert now_open(center) is False
    said = api(center)
    assert (said["open_now"], said["next_change"]) == (False, "2026-11-26T09:00:00+02:00")
    assert said["notice"] == "Сьогодні зачинено: немає світла"
    assert said["opening_hours"] == f'{USUAL}; 2026 Nov 25 off "немає світла"'
    assert "Сьогодні зачинено: немає світла" in page(center)
    assert "Closed today: no power" in page(center, "en")
    home = editor.get(reverse("wagtailadmin_home")).content.decode().replace("\u00a0", " ")
    assert "Сьогодні зачинено: немає світла" in home


def test_it_ends_by_itself(on_wednesday: Any) -> None:
    center = CenterPageFactory(opening_hours=USUAL)
    announce(center, editor_of(center), kind="closed", reason="water")
    assert now_open(center) is False

    on_wednesday.move_to(datetime(2026, 11, 26, 10, tzinfo=UTC))

    assert now_open(center) is True
    assert api(center)["notice"] is None
    assert "немає води" not in page(center)


def test_it_may_last_until_a_day(on_wednesday: Any) -> None:
    center = CenterPageFactory(opening_hours=USUAL)
    announce(center, editor_of(center), kind="closed", reason="illness", until=date(2026, 11, 27))

    on_wednesday.move_to(datetime(2026, 11, 27, 10, tzinfo=UTC))

    assert now_open(center) is False
    assert "Сьогодні зачинено: хвороба працівників" in page(center)  # its last day
    on_wednesday.move_to(datetime(2026, 11, 30, 10, tzinfo=UTC))
    assert now_open(center) is True


def test_closing_earlier_and_opening_later() -> None:
    center = CenterPageFactory(opening_hours="Mo-Fr 09:00-13:00,14:00-18:00")
    editor = editor_of(center)

    announce(center, editor, kind="closes_early", reason="alarm", at=time(15))
    assert api(center)["next_change"] == "2026-11-25T13:00:00+02:00"
    left = '2026 Nov 25 09:00-13:00,14:00-15:00 "повітряна тривога або обстріл"'
    assert CenterPage.objects.get().schedule.endswith(left)
    assert "Сьогодні зачиняється о 15:00" in page(center)

    announce(center, editor, kind="opens_late", reason="other", words="прибираємо скло", at=time(15))
    assert api(center)["open_now"] is False
    assert api(center)["notice"] == "Сьогодні відчиниться лише о 15:00: прибираємо скло"
    assert center.disruptions.count() == 1  # the last word replaces what was said of the same day


def test_what_was_told_late_in_the_morning_is_over_when_it_opens(on_wednesday: Any) -> None:
    center = CenterPageFactory(opening_hours=USUAL)
    announce(center, editor_of(center), kind="opens_late", reason="power", at=time(15))

    on_wednesday.move_to(datetime(2026, 11, 25, 13, tzinfo=UTC))

    assert (api(center)["open_now"], api(center)["notice"]) == (True, None)


def test_it_is_taken_back_in_one_click(sign_in: Callable[..., Client]) -> None:
    center = CenterPageFactory(opening_hours=USUAL)
    editor = editor_of(center)
    told = announce(center, editor, kind="closed", reason="power")

    answer = sign_in(editor).post(reverse("today:undo", args=[center.pk, told.pk]))

    assert answer.status_code == 302
    assert (now_open(center), api(center)["notice"]) == (True, None)
    assert CenterPage.objects.get().schedule == USUAL


# --- Drafts


def test_no_draft_is_published_by_it_and_none_undoes_it(sign_in: Callable[..., Client]) -> None:
    center = CenterPageFactory(title="Стара назва", opening_hours=USUAL)
    editor = editor_of(center)
    center.title = "Нова назва"
    center.opening_hours = "Mo-Fr 08:00-20:00"
    center.exceptions = [HoursException(start=date(2026, 12, 1), end=date(2026, 12, 1))]
    draft = center.save_revision(user=editor)
    center = CenterPage.objects.get(pk=center.pk)

    announce(center, editor, kind="closed", reason="power")

    live = CenterPage.objects.get(pk=center.pk)
    assert (live.title, live.opening_hours, live.exceptions.count()) == ("Стара назва", USUAL, 0)
    assert live.latest_revision_id == draft.pk
    assert now_open(live) is False

    draft.publish()

    live = CenterPage.objects.get(pk=center.pk)
    assert (live.title, live.exceptions.count()) == ("Нова назва", 1)
    assert now_open(live) is False
    assert api(live)["notice"] == "Сьогодні зачинено: немає світла"


def test_a_draft_from_before_it_was_taken_back_does_not_bring_it_back() -> None:
    center = CenterPageFactory(opening_hours=USUAL)
    told = announce(center, editor_of(center), kind="closed", reason="power")
    draft = CenterPage.objects.get().save_revision()
    take_back(told, editor_of(center))

    draft.publish()

    assert (now_open(center), api(center)["notice"]) == (True, None)


def test_settings_and_holidays_that_change_leave_it_in_force() -> None:
    center = CenterPageFactory(opening_hours=USUAL)
    announce(center, editor_of(center), kind="closed", reason="power")

    CenterPage.objects.rederive()

    assert now_open(center) is False


# --- Who may


def test_who_may_say_so() -> None:
    here, there = oblast(), oblast("UA63000000000041885", "Харківська")
    center, other = CenterPageFactory(oblast=here), CenterPageFactory(oblast=there)
    unpublished = CenterPageFactory(oblast=here, live=False)
    gone = editor_of(center, is_active=False)
    may = {
        "editor": (editor_of(center), {center}),
        "case worker": (case_worker_of(center, unpublished), {center}),
        "coordinator": (coordinator_of(here), {center}),
        "someone else": (UserFactory(), set()),
        "an editor who left": (gone, set()),
        "superuser": (UserFactory(is_superuser=True), {center, other}),
    }
    assert {who: set(announceable(user)) for who, (user, _centers) in may.items()} == {
        who: centers for who, (_user, centers) in may.items()
    }
    assert list(own_centers(may["coordinator"][0])) == []  # an oblast's are too many for the first page


def test_who_may_not_is_refused(sign_in: Callable[..., Client]) -> None:
    center, other = CenterPageFactory(opening_hours=USUAL), CenterPageFactory()
    stranger = editor_of(other)
    with pytest.raises(PermissionDenied):
        announce(center, stranger, kind="closed", reason="power")
    told = announce(center, editor_of(center), kind="closed", reason="power")
    client = sign_in(stranger)

    assert press(client, center, kind="closed", reason="power").status_code == 404
    assert client.post(reverse("today:undo", args=[center.pk, told.pk])).status_code == 404
    assert client.post(reverse("today:undo", args=[other.pk, told.pk])).status_code == 302  # nothing happens
    assert center.disruptions.count() == 1
    assert (
        press(Client(), center, kind="closed", reason="power").status_code == 302
    )  # to the door of the admin


def test_it_is_logged_by_whom() -> None:
    center = CenterPageFactory(opening_hours=USUAL)
    worker = case_worker_of(center)
    take_back(announce(center, worker, kind="closed", reason="power"), worker)

    entries = PageLogEntry.objects.filter(page=center.pk, action__startswith="directory.").order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("directory.announce", worker),
        ("directory.take_back", worker),
    ]
    assert entries[0].data == {"kind": "closed", "from": "2026-11-25", "to": "2026-11-25", "reason": "power"}


# --- What is typed


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"kind": "closed", "at": ""}, "Скажіть чому"),
        ({"kind": "closed", "reason": "other", "words": ""}, "Напишіть причину кількома словами"),
        ({"kind": "closed", "reason": "power", "until": "2026-11-24"}, "Цей день уже минув"),
        ({"kind": "closes_early", "reason": "power", "at": ""}, "Напишіть час"),
        ({"kind": "closes_early", "reason": "power", "at": "пів на п’яту"}, "це не час"),
        ({"kind": "closes_early", "reason": "power", "at": "19:00"}, "нічого не зміниться"),
        ({"kind": "opens_late", "reason": "power", "at": "18:00"}, "не відчиниться зовсім"),
    ],
)
def test_a_slip_is_told_and_what_was_typed_stays(
    sign_in: Callable[..., Client], data: dict[str, str], words: str
) -> None:
    center = CenterPageFactory(opening_hours=USUAL)

    answer = press(sign_in(editor_of(center)), center, **data)

    html = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 422
    assert words in html
    assert data.get("at", "") in html
    assert now_open(center) is True


@given(
    st.dictionaries(
        st.sampled_from(["kind", "reason", "words", "until", "at"]),
        st.sampled_from(["closed", "closes_early", "power", "other", "15", "2026-11-26", "9999-12-31"])
        | st.text(max_size=8),
    )
)
def test_the_form_takes_whatever_is_sent(data: dict[str, str]) -> None:
    form = DisruptionForm(data)
    if form.is_valid():
        assert form.cleaned_data["kind"] in Disruption.Kind
    with translation.override("uk"):
        assert form.is_valid() or str(form.errors)


def test_hours_that_nobody_knows_cannot_be_cut_short_but_closed(sign_in: Callable[..., Client]) -> None:
    center = CenterPageFactory(opening_hours="")
    client = sign_in(editor_of(center))

    assert press(client, center, kind="closes_early", reason="power", at="15").status_code == 422
    assert press(client, center, kind="closed", reason="power").status_code == 302
    assert now_open(center) is False


def test_the_database_keeps_no_nonsense() -> None:
    center = CenterPageFactory()
    for wrong in ({"end": date(2026, 11, 24)}, {"kind": "closes_early"}, {"time": time(15)}):
        fields = {"kind": "closed", "start": date(2026, 11, 25), "end": date(2026, 11, 25), "reason": "power"}
        with pytest.raises(IntegrityError), transaction.atomic():
            center.disruptions.create(**(fields | wrong))


def test_how_the_table_is_read_while_one_types(sign_in: Callable[..., Client]) -> None:
    address = reverse("directory_hours_reading")
    typed = {"hours-mo-kind": "hours", "hours-mo-0-from": "9", "hours-mo-0-to": "18"}
    client = sign_in(editor_of(CenterPageFactory()))

    assert client.get(address, typed).content.decode() == "Пн 9:00–18:00; Вт–Нд не відомо"
    assert "це не час" in client.get(address, typed | {"hours-mo-0-to": "25:00"}).content.decode()
    assert Client().get(address, typed).status_code == 302
