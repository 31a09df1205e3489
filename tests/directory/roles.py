"""Everybody who works with the portal, and what they may and may not get at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Collection, Page

from directory.editors import editors_of
from directory.models import CenterPage, Event
from news.models import NewsPage
from portal.models import PortalImage, User
from portal.roles import Role, group_of
from tests.factories import (
    CenterPageFactory,
    StandardPageFactory,
    UserFactory,
    case_worker_of,
    coordinator_of,
    editor_of,
    english,
    oblast,
)
from tests.news.factories import NewsPageFactory


@dataclass
class World:
    """Two centers in one oblast and one in another; the coordinator is the first's, the editor of `own` alone."""

    own: CenterPage
    neighbour: CenterPage
    elsewhere: CenterPage
    english: Page
    article: NewsPage
    text: Page
    own_image: PortalImage
    other_image: PortalImage
    shared_image: PortalImage
    users: dict[str, User]


def image_of(collection: Collection, name: str) -> PortalImage:
    pixel = (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00"
        b"\x01\x00\x00\x02\x02D\x01\x00;"
    )
    file = ContentFile(pixel, name=f"{name}.gif")
    return PortalImage.objects.create(
        title=name, alt_text=name, file=file, collection=collection, width=1, height=1
    )


def collection_of(center: CenterPage) -> Collection:
    return Collection.objects.filter(group_permissions__group=editors_of(center)).distinct().get()


def event_of(center: CenterPage) -> Event:
    return Event.objects.get(center=center, title="Зустріч")


def new_world() -> World:
    """Each center has an event."""
    here, there = oblast(), oblast("UA63000000000041885", "Харківська")
    own, neighbour = CenterPageFactory(oblast=here), CenterPageFactory(oblast=here)
    elsewhere = CenterPageFactory(oblast=there)
    users = {
        "ministry": UserFactory(),
        "coordinator": coordinator_of(here),
        "editor": editor_of(own),
        "case_worker": case_worker_of(own),
        "translator": UserFactory(),
    }
    editor_of(elsewhere)
    users["ministry"].groups.add(group_of(Role.MINISTRY))
    users["translator"].groups.add(group_of(Role.TRANSLATOR))
    starts = timezone.now() + timedelta(days=3)
    for center in (own, neighbour, elsewhere):
        Event.objects.create(center=center, title="Зустріч", starts=starts, ends=starts + timedelta(hours=1))
    world = World(
        own=own,
        neighbour=neighbour,
        elsewhere=elsewhere,
        english=english(own, title="Centre"),
        article=NewsPageFactory(),
        text=StandardPageFactory(),
        own_image=image_of(collection_of(own), "own"),
        other_image=image_of(collection_of(elsewhere), "other"),
        shared_image=image_of(Collection.get_first_root_node(), "shared"),
        users=users,
    )
    call_command("setup_roles", verbosity=0)
    return world
