"""Partners: the list by kind, a partner with its memoranda and news."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from news.models import Memorandum, PartnerPage
from tests.factories import english
from tests.news.factories import NewsPageFactory, PartnerPageFactory, partner_index, picture

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_partners_stand_under_their_kind_by_name(client):
    for title, kind in (("Б", "charity"), ("А", "charity"), ("Служба", "state")):
        PartnerPageFactory(title=title, kind=kind)
    PartnerPageFactory(title="Чернетка", kind="business", live=False)

    kinds = client.get("/uk/partners/").context["kinds"]

    assert [(str(label), [one.title for one in partners]) for label, partners in kinds] == [
        (str(PartnerPage.Kind.CHARITY.label), ["А", "Б"]),
        (str(PartnerPage.Kind.STATE.label), ["Служба"]),
    ]


def test_a_list_without_partners_says_so(client):
    partner_index()

    assert "Партнерів тут ще немає" in words(client.get("/uk/partners/"))


def test_a_partner_shows_logo_website_memoranda_and_its_news(client):
    partner = PartnerPageFactory(
        slug="fund",
        website="https://fund.example/",
        logo=picture("Логотип фонду"),
        memoranda=[
            Memorandum(
                title="Навчання", signed_on=date(2025, 3, 1), link="https://fund.example/memorandum.pdf"
            ),
            Memorandum(title="Обладнання", signed_on=date(2026, 3, 1), valid_until=date(2026, 3, 2)),
        ],
    )
    NewsPageFactory(title="Про фонд", partners=[partner])
    NewsPageFactory(title="Про інше")

    html = words(client.get("/uk/partners/fund/"))

    assert 'alt="Логотип фонду"' in html
    assert 'href="https://fund.example/"' in html
    assert "підписано 1 березня 2025, безстроковий" in html
    assert "діяв до 2 березня 2026" in html
    assert html.index("Обладнання") < html.index("Навчання")
    assert "Про фонд" in html
    assert "Про інше" not in html
    assert 'href="/uk/news/?partner=fund"' in html


def test_the_english_page_has_the_facts_of_the_ukrainian_one(client):
    partner = PartnerPageFactory(slug="fund", website="https://old.example/")
    english(partner, title="The Fund", lead="It trains.")
    partner.website = "https://new.example/"
    partner.memoranda = [Memorandum(title="Навчання", title_en="Training", signed_on=date(2026, 3, 1))]
    partner.save()

    html = words(client.get("/en/partners/fund/"))

    assert "The Fund" in html
    assert "https://new.example/" in html
    assert "https://old.example/" not in html
    assert "Training" in html
    assert "signed on 1 March 2026" in html


def test_a_memorandum_does_not_end_before_it_begins():
    with pytest.raises(ValidationError):
        Memorandum(title="x", signed_on=date(2026, 3, 2), valid_until=date(2026, 3, 1)).clean()
