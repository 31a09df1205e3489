"""Changes of one page wait for each other, and bring nothing that no database keeps."""

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


@pytest.mark.parametrize("title", ["Інша\0", r'"Інша\u0000"'])
def test_zero_bytes_change_nothing(sign_in: Callable[..., Client], title: str) -> None:
    """PostgreSQL keeps none, in text or in JSON; staff's own widgets read what was sent without a form field."""
    page = StandardPageFactory()

    sent = sign_in(UserFactory(is_superuser=True)).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {"title": title, "body-count": "0"}
    )
    assert sent.status_code == 400
    assert Page.objects.get(pk=page.pk).latest_revision is None
