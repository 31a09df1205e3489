"""A center whose every address answers."""

import pytest
from wagtail.models import Locale, Page, Site

from portal.models import HomePage
from tests.factories import CenterPageFactory, community
from tests.portal.operations import SERVICE


@pytest.fixture
def one() -> None:
    CenterPageFactory(
        slug="one",
        taking_requests=True,
        services=[SERVICE],
        communities=[community()],
        groups=["veterans"],
        phones=["+380671234567"],
        opening_hours="Mo-Fr 09:00-18:00",
        programme="ЮНІСЕФ",
        access={"entrance_step_free": "yes", "elevator": "no"},
    )


@pytest.fixture
def home(db):
    """The home page in both languages."""
    uk, en = (Locale.objects.get_or_create(language_code=code)[0] for code in ("uk", "en"))
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root", locale=uk)
    home = root.add_child(instance=HomePage(title="Головна", slug="front-home", locale=uk))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    translated = home.copy_for_translation(en)
    translated.live = True
    translated.save()
    return home
