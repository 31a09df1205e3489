"""The groups of those who edit centers: of each center its community's, of each oblast its coordinators'.

They hold Wagtail's own permissions on pages and collections, so that Wagtail answers who may do what. The people
in them are the rows of `Editor` and `Coordinator`. A group is known by the end of its name, whatever its center is
called by now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from portal.roles import GRANTS, Role, grant_general, media_permissions, page_permissions

if TYPE_CHECKING:
    from directory.models import CenterPage, Place
    from directory.query import CenterQuerySet

BETWEEN = " · "
LONGEST = 100  # characters of a title in the name of its group


@transaction.atomic
def editors_of(center: CenterPage) -> Group:
    """The group of the center's editors: they change that page and put pictures into a collection of their own."""
    found = Group.objects.filter(name__endswith=_key(center.pk)).first()
    if found:
        return found
    group = Group.objects.create(name=_name(Role.EDITOR, center.title, center.pk))
    grant_general(group, Role.EDITOR)
    _grant_pages(group, Role.EDITOR, [center.pk])
    parent = _collection_of(coordinators_of(center.oblast))
    _grant_media(group, Role.EDITOR, parent.add_child(name=center.title[:255]))
    return group


@transaction.atomic
def coordinators_of(oblast: Place) -> Group:
    """The group of the oblast's coordinators: they change and publish its centers, and see their pictures."""
    found = _coordinators(oblast.pk)
    if found:
        return found
    group = Group.objects.create(name=_name(Role.COORDINATOR, oblast.label, oblast.pk))
    grant_general(group, Role.COORDINATOR)
    collection = Collection.get_first_root_node().add_child(name=oblast.label)
    _grant_media(group, Role.COORDINATOR, collection)
    centers = apps.get_model("directory", "CenterPage").objects.filter(
        oblast=oblast.pk, locale__language_code=settings.LANGUAGE_CODE
    )
    _grant_pages(group, Role.COORDINATOR, centers.values_list("pk", flat=True))
    return group


def hand_over(center: CenterPage) -> None:
    """Give the center to the coordinators of its oblast, and take it from any others; its pictures go with it."""
    group = _coordinators(center.oblast_id)
    held = GroupPagePermission.objects.filter(
        page=center.pk, group__name__startswith=_prefix(Role.COORDINATOR)
    )
    if group and not held.filter(group=group).exists():
        _grant_pages(group, Role.COORDINATOR, [center.pk])
    left, _ = held.exclude(group=group).delete()
    editors = Group.objects.filter(name__endswith=_key(center.pk)).first()
    if left and editors:
        _collection_of(editors).move(_collection_of(coordinators_of(center.oblast)), "sorted-child")


@transaction.atomic
def assign_centers(centers: CenterQuerySet) -> None:
    """The same for many centers at once, such as those that an import has written; a few queries in all.

    `centers` are Ukrainian pages: a translation is nobody's but the translators'.
    """
    groups = {
        _oblast_code(group): group
        for group in Group.objects.filter(name__startswith=_prefix(Role.COORDINATOR))
    }
    wanted = defaultdict(set)
    for pk, code in centers.filter(oblast__in=groups).values_list("pk", "oblast_id"):
        wanted[groups[code].pk].add(pk)
    pages = list(centers.values_list("pk", flat=True))
    held = defaultdict(set)
    rows = GroupPagePermission.objects.filter(group__in=groups.values(), page__in=pages)
    for pk, group_id, page_id in rows.values_list("pk", "group_id", "page_id"):
        if page_id not in wanted[group_id]:
            GroupPagePermission.objects.filter(pk=pk).delete()
        held[group_id].add(page_id)
    for group in groups.values():
        _grant_pages(group, Role.COORDINATOR, wanted[group.pk] - held[group.pk])


def forget_editors(center_pk: int) -> None:
    """After a center was deleted: its group goes, and its collection too, if nothing is in it."""
    for group in Group.objects.filter(name__endswith=_key(center_pk)):
        collection = _collection_of(group)
        group.delete()
        if not (_is_used(collection) or collection.numchild):
            collection.delete()


def _grant_pages(group: Group, role: Role, pages: Iterable[int]) -> None:
    actions = page_permissions(role)
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page_id=pk, permission=action)
            for pk in pages
            for action in actions
        ],
        ignore_conflicts=True,
    )


def _grant_media(group: Group, role: Role, collection: Collection) -> None:
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=action)
        for action in media_permissions(role)
    )


def _coordinators(code: str) -> Group | None:
    return Group.objects.filter(name__endswith=f"{BETWEEN}{code}").first()


def _collection_of(group: Group) -> Collection:
    return Collection.objects.filter(group_permissions__group=group).distinct().get()


def _is_used(collection: Collection) -> bool:
    models = (get_image_model(), get_document_model())
    return any(model.objects.filter(collection=collection).exists() for model in models)


def _name(role: Role, subject: str, key: object) -> str:
    return f"{_prefix(role)}{subject[:LONGEST]}{_key(key) if role is Role.EDITOR else f'{BETWEEN}{key}'}"


def _prefix(role: Role) -> str:
    return f"{GRANTS[role].name}{BETWEEN}"


def _key(pk: object) -> str:
    return f"{BETWEEN}№ {pk}"


def _oblast_code(group: Group) -> str:
    return group.name.rpartition(BETWEEN)[2]
