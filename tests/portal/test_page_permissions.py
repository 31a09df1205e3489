"""Our page permissions answer as Wagtail's do, and fast for who holds many pages."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.models import User
from portal.page_permissions import ManyPagesPermissionPolicy
from portal.roles import permissions
from tests.factories import CenterPageFactory, StandardPageFactory, UserFactory, oblast

ACTIONS = ("add", "change", "publish", "lock")
ASKED = ({"change"}, {"publish"}, {"add"}, {"add", "change"}, {"publish", "lock"})

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> list[Page]:
    for _ in range(3):
        CenterPageFactory(oblast=oblast())
    StandardPageFactory()
    return list(Page.objects.order_by("path"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(data=st.data())
def test_the_answers_are_those_of_wagtail(pages: list[Page], data: Any) -> None:
    user, group = UserFactory(), Group.objects.create(name=f"some {User.objects.count()}")
    user.groups.add(group)
    held = data.draw(
        st.lists(st.tuples(st.sampled_from(pages), st.sampled_from(ACTIONS)), max_size=6, unique=True)
    )
    for page, action in held:
        (permission,) = permissions([f"wagtailcore.{action}_page"])
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    Page.objects.filter(pk=data.draw(st.sampled_from(pages)).pk).update(owner=user)
    user = User.objects.get(pk=user.pk)
    wagtails, ours = PagePermissionPolicy(), ManyPagesPermissionPolicy(Page)
    assert set(ours.explorable_instances(user)) == set(wagtails.explorable_instances(user))
    for actions in ASKED:
        expected = set(wagtails.instances_user_has_any_permission_for(user, set(actions)))
        assert set(ours.instances_user_has_any_permission_for(user, set(actions))) == expected


def test_a_condition_for_many_pages_is_one(pages: list[Page]) -> None:
    user, group = UserFactory(), Group.objects.create(name="many")
    user.groups.add(group)
    leaves = [page for page in pages if not page.numchild]
    for permission in permissions(["wagtailcore.change_page", "wagtailcore.publish_page"]):
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page=page, permission=permission) for page in leaves
        )
    sql = str(ManyPagesPermissionPolicy(Page).instances_user_has_permission_for(user, "publish").query)
    assert sql.count(" OR ") == 0


def test_ours_is_the_one_in_use() -> None:
    from wagtail.permissions import policy_registry

    assert isinstance(policy_registry.get_by_type(Page), ManyPagesPermissionPolicy)
    assert isinstance(policy_registry.get(CenterPageFactory()), ManyPagesPermissionPolicy)
