"""The site from its first day: pages in both languages, made once."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from portal.content.structure import CHILDREN
from portal.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


def setup_site():
    call_command("setup_site", verbosity=0)


def test_every_page_is_there_and_answers_in_both_languages(client):
    setup_site()
    site = Site.objects.get()
    assert (site.hostname, site.root_page.specific.__class__) == ("testserver", HomePage)
    assert not Page.objects.filter(depth=2, slug="home").exists()
    assert Page.find_problems() == ([], [], [], [], [])
    for language in ("uk", "en"):
        for slug in CHILDREN:
            page = Page.objects.get(slug=slug, locale__language_code=language)
            assert page.live
            assert page.get_url() == f"/{language}/{slug}/"


@pytest.mark.parametrize("path", ["/uk/faq/", "/en/faq/", "/uk/legal/", "/en/legal/"])
def test_pages_of_text_are_shown(client, path):
    setup_site()
    response = client.get(path)
    assert response.status_code == 200
    assert "1505" in response.content.decode()


def test_a_second_run_changes_nothing_and_leaves_what_editors_wrote():
    setup_site()
    page = StandardPage.objects.get(slug="faq", locale__language_code="uk")
    page.title = "Питання"
    page.save()
    before = list(Page.objects.order_by("pk").values())

    setup_site()

    assert list(Page.objects.order_by("pk").values()) == before


def test_the_site_follows_its_address(settings):
    setup_site()
    settings.SITE_URL = "https://centers.example.org"
    setup_site()
    assert Site.objects.values_list("hostname", "port").get() == ("centers.example.org", 443)
