"""What each kind of staff may do: the one table. `manage.py setup_roles` writes it into Wagtail's groups.

Wagtail's own permissions answer every question afterwards. What belongs to one center or one oblast
(its editors, its coordinators) is granted group by group in `directory.editors`. Requests, which nobody but
case workers and coordinators reads, are no matter of groups: see `directory.intake.permissions`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.contrib.auth.models import Group, Permission
from django.db.models import Q


class Role(StrEnum):
    MINISTRY = "ministry"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    CASE_WORKER = "case_worker"
    TRANSLATOR = "translator"


def every(*models: str, actions: Iterable[str] = ("add", "change", "delete")) -> tuple[str, ...]:
    """The permissions for these actions on each of the models «app.model»."""
    parts = [model.partition(".") for model in models]
    return tuple(f"{app}.{action}_{model}" for app, _dot, model in parts for action in actions)


@dataclass(frozen=True, slots=True)
class Grant:
    """`name` is of its group, for a role that has one for all; a role of one center or oblast has a group for each.

    `general`: permissions «app.codename» that hold everywhere. `pages`: actions on the pages it is given, which are
    the whole site's for the ministry, the English ones for a translator, one center's or one oblast's for others.
    `media`: actions on pictures and documents of the collections it is given.
    """

    name: str
    general: tuple[str, ...] = ("wagtailadmin.access_admin",)
    pages: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    home: Literal["", "all", "translated"] = ""  # below which home pages `pages` holds


GRANTS: dict[Role, Grant] = {
    Role.MINISTRY: Grant(
        "Міністерство",
        general=(
            "wagtailadmin.access_admin",
            "wagtail_localize.submit_translation",
            "portal.change_portalsettings",
            "directory.assign_centerpage",
            *every(
                "portal.user", actions=("add", "change")
            ),  # an account is closed, not deleted: logs name it
            *every("directory.service", "directory.targetgroup", "directory.need", "directory.hotline"),
            *every(
                "directory.holiday",
                "directory.publishedfigure",
                "directory.editor",
                "directory.caseworker",
                "directory.coordinator",
            ),
            *every("directory.event", "directory.cooperatingbody"),
            *every("news.newstag", "wagtailredirects.redirect"),
            *every(
                "directory.place", actions=("change",)
            ),  # the gazetteer is loaded; here addresses are hidden
        ),
        pages=("add", "change", "publish", "lock", "unlock"),
        media=("add", "change", "choose"),
        home="all",
    ),
    Role.COORDINATOR: Grant(
        "Координатори", pages=("change", "publish", "lock", "unlock"), media=("add", "change", "choose")
    ),
    Role.EDITOR: Grant("Редактори", pages=("change",), media=("add", "change", "choose")),
    Role.CASE_WORKER: Grant("Фахівці, які відповідають на запити"),
    Role.TRANSLATOR: Grant(
        "Перекладачі",
        general=("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
        pages=("change", "publish"),  # of a translation only its words are shown, never its facts
        home="translated",
    ),
}


def group_of(role: Role) -> Group:
    """The group of all who have this role; with its general permissions, if it had to be made."""
    group, made = Group.objects.get_or_create(name=GRANTS[role].name)
    if made:
        grant_general(group, role)
    return group


def grant_general(group: Group, role: Role) -> None:
    group.permissions.set(permissions(GRANTS[role].general))


def page_permissions(role: Role) -> list[Permission]:
    return permissions(f"wagtailcore.{action}_page" for action in GRANTS[role].pages)


def media_permissions(role: Role) -> list[Permission]:
    """On pictures and documents; Wagtail asks for those of its own image model, whichever is used."""
    actions = GRANTS[role].media
    return permissions(every("wagtailimages.image", "wagtaildocs.document", actions=actions))


def permissions(names: Iterable[str]) -> list[Permission]:
    """The rows of «app.codename»; LookupError when one is missing, so that a misspelt grant is seen at once."""
    wanted = sorted(names)
    condition = Q(pk__in=[])
    for name in wanted:
        app, _dot, codename = name.partition(".")
        condition |= Q(content_type__app_label=app, codename=codename)
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(condition).select_related("content_type")
    }
    if missing := set(wanted) - set(found):
        raise LookupError(f"no such permissions: {', '.join(sorted(missing))}")
    return [found[name] for name in wanted]
