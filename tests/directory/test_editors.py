"""Who may edit a center: groups that follow assignments, and the workflow."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupPagePermission, TaskState

from directory.editors import assign_centers, coordinators_of, editors_of
from directory.models import CenterPage, Editor
from portal.models import User
from portal.roles import Role, group_of
from tests.factories import (
    CenterPageFactory,
    UserFactory,
    case_worker_of,
    coordinator_of,
    editor_of,
    oblast,
)


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
