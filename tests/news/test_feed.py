"""The Atom feed, as a program reads it."""

from datetime import date
from xml.etree import ElementTree

import pytest

from tests.factories import english
from tests.news.factories import NewsPageFactory, news_index

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(client, language="uk"):
    response = client.get(f"/{language}/news/feed/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)  # noqa: S314  # our own


def texts(feed, name) -> list[str]:
    return [entry.findtext(ATOM + name) for entry in feed.iter(f"{ATOM}entry")]


def test_the_feed_holds_published_articles_newest_first(client):
    NewsPageFactory(title="Перша", date=date(2026, 11, 1), lead="Про перше.")
    NewsPageFactory(title="Друга", date=date(2026, 11, 2), lead="Про друге.")
    NewsPageFactory(title="Чернетка", live=False)

    feed = read(client)

    assert texts(feed, "title") == ["Друга", "Перша"]
    assert texts(feed, "summary") == ["Про друге.", "Про перше."]
    assert texts(feed, "published") == ["2026-11-02T00:00:00+02:00", "2026-11-01T00:00:00+02:00"]


def test_addresses_are_absolute_and_of_the_site_whatever_host_was_asked(client, settings):
    settings.SITE_URL = "https://portal.example"
    article = NewsPageFactory(slug="first")

    feed = read(client)

    links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert links == [
        f"https://portal.example{path}" for path in ("/uk/news/", "/uk/news/feed/", "/uk/news/first/")
    ]
    article.slug = "renamed"
    before = texts(feed, "id")
    article.save()
    assert texts(read(client), "id") == before


def test_each_entry_says_its_language(client):
    NewsPageFactory(title="Лише тут", slug="only", date=date(2026, 11, 1))
    english(NewsPageFactory(title="Ми", slug="we", date=date(2026, 11, 2)), title="We", lead="Come.")

    entries = list(read(client, "en").iter(f"{ATOM}entry"))

    assert [(entry.get(LANGUAGE), entry.findtext(f"{ATOM}title")) for entry in entries] == [
        ("en", "We"),
        ("uk", "Лише тут"),
    ]
    assert [entry.find(f"{ATOM}link").get("href") for entry in entries] == [
        "http://testserver/en/news/we/",
        "http://testserver/en/news/only/",
    ]


def test_a_summary_is_text_to_those_who_take_it_for_html(client):
    NewsPageFactory(lead="Діти < 14 & <b>дорослі</b>")

    assert texts(read(client), "summary") == ["Діти &lt; 14 &amp; &lt;b&gt;дорослі&lt;/b&gt;"]


def test_a_feed_without_articles_is_a_feed(client):
    news_index()

    assert texts(read(client), "title") == []


def test_an_article_behind_a_password_is_in_no_list(client):
    from wagtail.models import PageViewRestriction

    article = NewsPageFactory()
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="x")

    assert texts(read(client), "title") == []
    assert not client.get("/uk/news/").context["news"].object_list

    PageViewRestriction.objects.all().update(page=article.get_parent())
    assert texts(read(client), "title") == []


def test_the_list_names_its_feed(client):
    news_index()

    assert (
        '<link rel="alternate" type="application/atom+xml" title="News" href="/en/news/feed/">'
        in client.get("/en/news/").content.decode()
    )
