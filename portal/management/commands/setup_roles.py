"""Write the roles, their permissions and the workflow into Wagtail."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from directory.editors import assign_centers
from directory.models import CaseWorker, CenterApproval, CenterIndexPage, CenterPage, Coordinator, Editor
from portal.models import HomePage
from portal.roles import GRANTS, Role, grant_general, group_of, media_permissions, page_permissions

SHARED = (Role.MINISTRY, Role.CASE_WORKER, Role.TRANSLATOR)  # one group for all who have the role
WAGTAILS_OWN = (
    "Moderators",
    "Editors",
)  # groups with permissions on everything, from Wagtail's first migration
WORKFLOW = "Перевірка сторінки центру"


class Command(BaseCommand):
    help = (
        "Give every role its permissions, and pages of centers the workflow by which they are published. Again changes "
        "nothing; run it after setup_site, and after an update of this software."
    )

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        if not HomePage.objects.exists():
            raise CommandError("There are no pages yet: run setup_site first.")
        remove_wagtails_own()
        for role in SHARED:
            group = group_of(role)
            grant_general(group, role)
            grant_pages(group, role)
            grant_media(group, role)
        with translation.override(settings.LANGUAGE_CODE):
            for model in (Editor, CaseWorker, Coordinator):
                for assignment in model.objects.select_related("user"):
                    assignment.user.groups.add(assignment.group)
        assign_centers(CenterPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE))
        set_up_workflow()
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(f"{len(Role)} roles set up"))


def remove_wagtails_own() -> None:
    """The groups and the workflow that Wagtail brings; ours are narrower."""
    Group.objects.filter(name__in=WAGTAILS_OWN, user=None).delete()
    WorkflowPage.objects.filter(page__depth=1).delete()


def grant_pages(group: Group, role: Role) -> None:
    """On home pages, below which everything is; what the group held elsewhere it holds no longer."""
    homes = HomePage.objects.all()
    if GRANTS[role].home == "translated":
        homes = homes.exclude(locale__language_code=settings.LANGUAGE_CODE)
    held = GroupPagePermission.objects.filter(group=group)
    kept = [
        held.get_or_create(group=group, page_id=home.pk, permission=permission)[0].pk
        for home in homes
        for permission in page_permissions(role)
    ]
    held.exclude(pk__in=kept).delete()


def grant_media(group: Group, role: Role) -> None:
    """On all pictures and documents."""
    root = Collection.get_first_root_node()
    held = GroupCollectionPermission.objects.filter(group=group)
    kept = [
        held.get_or_create(group=group, collection=root, permission=permission)[0].pk
        for permission in media_permissions(role)
    ]
    held.exclude(pk__in=kept).delete()


def set_up_workflow() -> None:
    """What an editor submits waits for whoever may publish it."""
    task = CenterApproval.objects.first() or CenterApproval.objects.create(name=WORKFLOW)
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first() or Workflow.objects.create(
        name=WORKFLOW
    )
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    for index in CenterIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE):
        WorkflowPage.objects.get_or_create(
            page=Page.objects.get(pk=index.pk), defaults={"workflow": workflow}
        )
