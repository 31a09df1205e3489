"""Who may change what by a press of a button: a table, each cell of which is walked for every role and for nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from directory.announcing import announce
from directory.intake.models import ErrorReport
from directory.models import CapacityToday, CenterPage, Event, Hotline
from portal.models import User
from tests.directory.roles import World, event_of, new_world
from tests.directory.test_permissions import FORMS

pytestmark = pytest.mark.django_db

WHICH = ("own", "neighbour", "elsewhere")
KEEPERS = {"own": "ministry coordinator editor", "neighbour": "ministry coordinator", "elsewhere": "ministry"}
AT_THE_DOOR = {**KEEPERS, "own": "ministry coordinator editor case_worker"}
EVENTS = "wagtailsnippets_directory_event"


@dataclass(frozen=True)
class Deed:
    """`trace`: what has changed afterwards if `who` (by center) did it, and for nobody else; None: 200 says enough."""

    what: str
    address: Callable[[CenterPage], str]
    sent: Callable[[CenterPage], dict[str, Any]]
    trace: Callable[[CenterPage], Any] | None
    who: dict[str, str]


def event_form(center: CenterPage, **fields: str) -> dict[str, Any]:
    return {
        "title": "Нова", "center": center.pk, "starts": "2126-12-01 10:00", "ends": "2126-12-01 11:00", **fields,
    }  # fmt: skip


def titles(center: CenterPage) -> list[str]:
    return sorted(Event.objects.filter(center=center).values_list("title", flat=True))


def confirmed(center: CenterPage) -> Any:
    return CenterPage.objects.values_list("services_verified_on", flat=True).get(pk=center.pk)


def to(name: str) -> Callable[[CenterPage], str]:
    return lambda center: reverse(name, args=[center.pk])


def to_event(action: str) -> Callable[[CenterPage], str]:
    return lambda center: reverse(f"{EVENTS}:{action}", args=[event_of(center).pk])


def told(center: CenterPage) -> list[str]:
    return list(center.disruptions.values_list("kind", "reason"))


DEEDS = [
    Deed(
        "say that it is closed",
        to("today:center"),
        lambda _: {"kind": "closed", "reason": "water"},
        told,
        AT_THE_DOOR,
    ),
    Deed(
        "take that back",
        lambda center: reverse("today:undo", args=[center.pk, center.disruptions.get().pk]),
        lambda _: {},
        told,
        AT_THE_DOOR,
    ),
    Deed(
        "say whether there is room",
        to("capacity:tell"),
        lambda _: {"state": "queue"},
        lambda center: CapacityToday.objects.filter(center=center).count(),
        AT_THE_DOOR,
    ),
    Deed("confirm what is shown", to("checks:confirm"), lambda _: {"block": "services"}, confirmed, KEEPERS),
    Deed("withdraw that", to("checks:confirm"), lambda _: {"block": "services-not"}, confirmed, KEEPERS),
    Deed("look a position up", to("position:find"), lambda _: {"street": "вул. Тиха, 7"}, None, KEEPERS),
    Deed(
        "deal with a report of an error",
        lambda center: reverse("error_reports:done", args=[ErrorReport.objects.get(center=center).pk]),
        lambda _: {},
        lambda center: ErrorReport.objects.filter(center=center, done_at__isnull=True).count(),
        KEEPERS,
    ),
    Deed("add an event", lambda _: reverse(f"{EVENTS}:add"), event_form, titles, KEEPERS),
    Deed("change an event", to_event("edit"), event_form, titles, KEEPERS),
    Deed("copy an event", to_event("copy"), event_form, titles, KEEPERS),
    Deed("delete an event", to_event("delete"), lambda _: {}, titles, KEEPERS),
]  # fmt: skip


@pytest.fixture
def world() -> World:
    """Of each center something is told, confirmed and reported already."""
    world = new_world()
    world.users["administrator"] = User.objects.create_superuser("root", "root@example.org", "x")
    for number, which in enumerate(WHICH):
        center = getattr(world, which)
        announce(center, world.users["ministry"], kind="closed", reason="power")
        ErrorReport.objects.create(center=center, subjects=["hours"], key_hash=f"key {number}")
    CenterPage.objects.update(services_verified_on=timezone.localdate() - timedelta(days=9))
    return world


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.what)
def test_deeds_are_done_by_whom_the_table_says(
    deed: Deed, world: World, sign_in: Callable[..., Client]
) -> None:
    clients = {role: sign_in(user) for role, user in world.users.items()} | {"nobody": Client()}
    wrong = []
    for role, client in clients.items():
        for which in WHICH:
            center = CenterPage.objects.get(pk=getattr(world, which).pk)
            with transaction.atomic():
                address, before = deed.address(center), deed.trace and deed.trace(center)
                answer = client.post(address, deed.sent(center))
                done = deed.trace(center) != before if deed.trace else answer.status_code == 200
                transaction.set_rollback(True)
            assert answer.status_code in (200, 302, 403, 404), (role, which, answer.status_code)
            if role == "nobody":
                assert answer.url.startswith("/accounts/login/")
            if done != (role == "administrator" or role in deed.who[which].split()):
                wrong.append(f"{role}: {which}: {answer.status_code}")
    assert wrong == []


def test_a_press_is_a_press_and_no_link(world: World, sign_in: Callable[..., Client]) -> None:
    client = sign_in(world.users["ministry"])
    shown = {"today:center", f"{EVENTS}:add", f"{EVENTS}:edit", f"{EVENTS}:copy", f"{EVENTS}:delete"}
    for deed in DEEDS:
        before = deed.trace and deed.trace(world.own)
        name = resolve(deed.address(world.own)).view_name
        assert client.get(deed.address(world.own)).status_code == (200 if name in shown else 405), deed.what
        assert (deed.trace and deed.trace(world.own)) == before


def test_a_press_needs_the_token_of_its_page(world: World, sign_in: Callable[..., Client]) -> None:
    strict = sign_in(world.users["case_worker"], Client(enforce_csrf_checks=True))
    home = strict.get(reverse("wagtailadmin_home")).content.decode()
    token = home.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    room = reverse("capacity:tell", args=[world.own.pk])
    assert home.count("<form") == home.count('name="csrfmiddlewaretoken" value="') + home.count(
        'role="search"'
    )
    assert strict.post(room, {"state": "full"}).status_code == 403
    assert strict.post(room, {"state": "full", "csrfmiddlewaretoken": token}).status_code == 302
    assert CapacityToday.objects.get().state == "full"


def test_the_tables_walk_every_address_of_ours(world: World) -> None:
    """Those of requests for support have a table of their own: tests/intake/test_permissions.py."""
    Hotline.objects.create(number="15 47", name="Лінія", name_en="Line")
    walked = {resolve(address(world)).view_name for _what, address, _who in FORMS}
    walked |= {resolve(deed.address(world.own)).view_name for deed in DEEDS}
    ours = {name for name in _views_of_ours(get_resolver()) if not name.startswith("requests:")}
    assert "today:undo" in ours
    assert ours - walked == set()


def _views_of_ours(resolver: URLResolver, names: tuple[str, ...] = (), path: str = "") -> Iterator[str]:
    """Names of the functions below /admin/ that the directory answers with."""
    for pattern in resolver.url_patterns:
        whole = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from _views_of_ours(pattern, inner, whole)
        elif isinstance(pattern, URLPattern) and whole.startswith("admin/"):
            view = getattr(pattern.callback, "__wrapped__", pattern.callback)
            if view.__module__.startswith("directory."):
                yield ":".join((*names, str(pattern.name)))
