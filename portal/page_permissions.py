"""Wagtail's page permissions, asked in one condition.

Wagtail joins a condition for every permission and every page, which takes seconds for who holds a hundred pages, as the
coordinators of an oblast do. The answers are the same.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import AbstractPage, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.models.users import User

EXPLORED = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


class ManyPagesPermissionPolicy(PagePermissionPolicy):
    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> Any:
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        actions = set(actions)
        codenames = self._get_permission_codenames(actions)
        held = self.get_cached_permissions_for_user(user)
        condition = _below({perm.page for perm in held if perm.permission.codename in codenames})
        if "change" in actions and "add" not in actions:  # who may add pages edits their own
            added = self._get_permission_codename("add")
            condition |= _below({perm.page for perm in held if perm.permission.codename == added}) & Q(
                owner=user
            )
        return self.model._default_manager.filter(condition)

    def explorable_instances(self, user: User) -> Any:
        """What the user may do anything with, and the pages above, down from the first that has all of it below."""
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        pages = {perm.page for perm in self.get_cached_permissions_for_user(user)}
        codenames = self._get_permission_codenames(EXPLORED)
        held = {
            perm.page
            for perm in self.get_cached_permissions_for_user(user)
            if perm.permission.codename in codenames
        }
        top = Page.objects.first_common_ancestor_of(pages)
        above = {path for page in pages for path in _paths_above(page)}
        return self.model._default_manager.filter(_below(held) | Q(path__in=above), path__startswith=top.path)


def register() -> None:
    register_permission_policy(AbstractPage, ManyPagesPermissionPolicy(Page))


def _below(pages: Iterable[Page]) -> Q:
    """These pages and all below them."""
    pages = list(pages)
    condition = Q(pk__in=[page.pk for page in pages])
    for page in pages:
        if page.numchild:
            condition |= Q(path__startswith=page.path)
    return condition


def _paths_above(page: Page) -> list[str]:
    return [page.path[:end] for end in range(Page.steplen, len(page.path), Page.steplen)]
