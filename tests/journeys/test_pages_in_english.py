"""Every public page in English for everyone; its colours are those of the Ukrainian page, and are looked at there."""

import pytest

from tests.journeys.looking import Looker
from tests.journeys.public_pages import look_at_all

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_in_english_are_for_everyone(looker: Looker):
    looker.in_colour = False
    look_at_all(looker, "en")
