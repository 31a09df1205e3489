"""Changes of one page wait for each other."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from tests.factories import StandardPageFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("method", "together"), [("post", True), ("get", False)])
def test_a_change_is_judged_and_written_together(
    sign_in: Callable[..., Client], method: str, together: bool
) -> None:
    """A save that was on its way before the page was submitted is not written after it."""
    page, seen = StandardPageFactory(), []

    def look(request: HttpRequest, page: Page) -> None:
        seen.append(connection.in_atomic_block)

    ministry = sign_in(UserFactory(is_superuser=True))
    with hooks.register_temporarily("before_edit_page", look):
        getattr(ministry, method)(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), {"title": "Інша", "body-count": "0"}
        )
    assert seen == [together]
