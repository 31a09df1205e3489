"""The step between what an editor submits and what the public sees."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState
from wagtail.permissions import policy_registry

from portal.models import User


class CenterApproval(Task):
    """Whoever may publish a page approves it: the coordinators of the center's oblast, and the ministry.

    That is asked of the page as it is published, so a draft that moves a center to another oblast changes nothing.
    """

    class Meta:
        verbose_name = _("approval of a center's page")
        verbose_name_plural = _("approvals of centers' pages")

    @classmethod
    def get_description(cls) -> Any:
        return _("Whoever may publish the page approves it: the oblast's coordinator or the ministry.")

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return may_publish(user, obj)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not may_publish(user, obj)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return may_publish(user, obj)

    def user_can_unlock(self, obj: Page, user: User) -> bool:
        return False

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        if not may_publish(user, obj):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Approve"), False),  # Wagtail adds “and Publish”
            ("approve", _("Approve with a comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
        asked = {int(pk) for pk in waiting.values_list("workflow_state__object_id", flat=True)}
        mine = [str(pk) for pk in pages.filter(pk__in=asked).values_list("pk", flat=True)]
        return waiting.filter(workflow_state__object_id__in=mine)


def may_publish(user: User, page: Page) -> bool:
    """Not asked of the page's own tester, which would ask this task whether the page is locked."""
    return policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "publish", page)
