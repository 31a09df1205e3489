"""News as a reader meets it: the list and its filters, the article, both languages."""

from datetime import date

import pytest

from tests.factories import english, oblast
from tests.news.factories import NewsPageFactory, PartnerPageFactory, news_index, tag
from tests.news.reading import titles

pytestmark = pytest.mark.django_db


# --- The list ---


def test_the_list_is_newest_first_and_holds_only_what_is_published(client):
    NewsPageFactory(title="Перша", date=date(2026, 11, 1))
    NewsPageFactory(title="Друга", date=date(2026, 11, 2))
    NewsPageFactory(title="Чернетка", live=False)

    assert titles(client.get("/uk/news/")) == ["Друга", "Перша"]


def test_articles_of_one_day_have_an_order(client):
    articles = [NewsPageFactory() for _ in range(3)]

    assert titles(client.get("/uk/news/")) == [article.title for article in reversed(articles)]


def test_a_list_without_articles_says_so(client):
    news_index()

    assert "Новин ще немає" in client.get("/uk/news/").content.decode().replace("\xa0", " ")


@pytest.fixture
def about_many_things():
    partner = PartnerPageFactory(slug="karitas")
    NewsPageFactory(title="тег", tags=["діти"])
    NewsPageFactory(title="область", oblast=oblast())
    NewsPageFactory(title="партнер", partners=[partner])
    NewsPageFactory(title="рік", date=date(2025, 3, 1))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tag": "діти"}, ["тег"]),
        ({"oblast": "UA46000000000026241"}, ["область"]),
        ({"partner": "karitas"}, ["партнер"]),
        ({"year": "2025"}, ["рік"]),
        ({"year": "2024"}, []),
        ({"tag": "діти", "year": "2025"}, []),
        ({"tag": "діти", "year": ""}, ["тег"]),
        ({"year": "2025", "utm_source": "x"}, ["рік"]),
    ],
)
def test_a_filter_leaves_what_it_is_about(client, about_many_things, query, found):
    for language in ("uk", "en"):
        assert titles(client.get(f"/{language}/news/", query)) == found


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("theme=діти", ["theme"]),
        ("tag=нема", ["tag"]),
        ("oblast=UA99", ["oblast"]),
        ("partner=nobody", ["partner"]),
        ("year=26", ["year"]),
        ("year=²", ["year"]),
        ("year=" + "9" * 5000, ["year"]),
        ("year=2025&year=2026", ["year"]),
        ("tag=нема&year=x", ["tag", "year"]),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_listed(client, about_many_things, query, named):
    response = client.get(f"/uk/news/?{query}")

    assert response.status_code == 200
    assert [complaint.name for complaint in response.context["complaints"]] == named
    assert titles(response) == []


def test_a_community_is_no_oblast(client, about_many_things):
    from tests.factories import community

    place = community()
    assert titles(client.get("/uk/news/", {"oblast": place.pk})) == []
    assert client.get("/uk/news/", {"oblast": place.pk}).context["complaints"]


def test_the_link_beside_a_complaint_keeps_the_rest(client, about_many_things):
    response = client.get("/uk/news/?tag=%D0%B4%D1%96%D1%82%D0%B8&colour=red&page=1")

    [complaint] = response.context["complaints"]
    assert titles(client.get(f"/uk/news/{complaint.without}")) == ["тег"]


@pytest.mark.parametrize("number", ["0", "-1", "2", "x", "", "²", "1.0", "9" * 5000])
def test_an_impossible_page_is_missing(client, number):
    NewsPageFactory()

    assert client.get("/uk/news/", {"page": number}).status_code == 404


def test_a_page_has_ten_articles(client):
    for _ in range(11):
        NewsPageFactory()

    assert [len(titles(client.get("/uk/news/", {"page": page}))) for page in (1, 2)] == [10, 1]


def test_filters_offer_only_what_brings_something(client, about_many_things):
    tag("ніде")
    PartnerPageFactory(slug="silent")
    NewsPageFactory(live=False, tags=["чернетка"])

    offered = {
        one.name: [choice.value for choice in one.choices]
        for one in client.get("/uk/news/").context["filters"]
    }

    assert offered == {
        "tag": ["діти"],
        "oblast": ["UA46000000000026241"],
        "year": ["2026", "2025"],
    }


@pytest.mark.shown
@pytest.mark.parametrize(
    "address",
    [
        "/uk/news/",
        "/en/news/",
        "/en/news/?year=2026&oblast=UA46000000000026241",
        "/en/news/feed/",
        "/en/partners/",
    ],
)
def test_queries_do_not_grow_with_articles(client, address, django_assert_max_num_queries):
    def more():
        for _ in range(4):
            partner = PartnerPageFactory()
            english(NewsPageFactory(tags=["діти", partner.title], partners=[partner], oblast=oblast()))

    more()
    client.get(address)
    with django_assert_max_num_queries(15) as first:
        assert client.get(address, headers={"Cookie": "sessionid=none"}).status_code == 200
    more()
    with django_assert_max_num_queries(len(first)):
        client.get(address, headers={"Cookie": "sessionid=none"})
