"""News as a reader meets it: the list and its filters, the article, both languages."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from news.models import NewsPage
from tests.factories import english, locale, oblast
from tests.news.factories import NewsPageFactory, PartnerPageFactory, news_index, picture, tag

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [article.title for article in response.context["news"]]


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


# --- An article ---


def test_an_article_has_its_picture_in_two_formats_with_words_and_dimensions(client):
    article = NewsPageFactory(picture=picture("Двоє людей на ґанку", credit="Малюнок: редакція"))

    html = client.get(article.url).content.decode()

    assert 'type="image/webp"' in html
    assert 'alt="Двоє людей на ґанку"' in html
    assert 'height="250"' in html
    assert 'width="400"' in html
    assert "Малюнок: редакція" in html


def test_an_article_may_describe_its_picture_in_other_words(client):
    article = NewsPageFactory(picture=picture(), picture_text='Ганна "Аня" біля дверей')

    assert 'alt="Ганна &quot;Аня&quot; біля дверей"' in client.get(article.url).content.decode()


def test_the_source_is_linked_and_what_it_is_about_leads_to_the_same(client):
    partner = PartnerPageFactory(title="Карітас", slug="karitas")
    article = NewsPageFactory(
        source_title="Пресслужба",
        source_url="https://example.org/1",
        tags=["діти"],
        oblast=oblast(),
        partners=[partner],
    )

    html = client.get(article.url).content.decode()

    for link in ("https://example.org/1", "/uk/news/?oblast=UA46000000000026241", "/uk/partners/karitas/"):
        assert f'href="{link}"' in html
    assert titles(client.get("/uk/news/", {"tag": "діти"})) == [article.title]


def test_related_articles_share_most_then_are_the_newest(client):
    partner = PartnerPageFactory()
    article = NewsPageFactory(tags=["діти", "робота"], partners=[partner], oblast=oblast())
    NewsPageFactory(title="найновіша", date=date(2026, 11, 24))
    NewsPageFactory(title="один тег", tags=["діти"], date=date(2024, 1, 1))
    NewsPageFactory(title="два теги", tags=["діти", "робота"], date=date(2023, 1, 1))
    NewsPageFactory(
        title="тег, партнер, область",
        tags=["діти"],
        partners=[partner],
        oblast=oblast(),
        date=date(2022, 1, 1),
    )

    shown = [one.title for one in client.get(article.url).context["related"]]
    assert shown == ["тег, партнер, область", "два теги", "один тег"]

    alone = NewsPageFactory()
    assert client.get(alone.url).context["related"][0].title == "найновіша"


@pytest.mark.shown
@pytest.mark.parametrize("language", ["uk", "en"])
def test_queries_of_an_article_do_not_grow(client, language, django_assert_max_num_queries):
    few, many = (
        NewsPageFactory(
            picture=picture(),
            tags=[f"тег {n}" for n in range(count)],
            partners=[PartnerPageFactory() for _ in range(count)],
            oblast=oblast(),
        )
        for count in (1, 4)
    )
    addresses = []
    for article, count in ((few, 1), (many, 4)):
        article.body = [("picture", picture()) for _ in range(count)]
        article.save()
        english(article)
        addresses.append(article.url.replace("/uk/", f"/{language}/"))
        client.get(addresses[-1])  # makes the sizes of pictures
    asking = {"headers": {"Cookie": "sessionid=none"}}
    with django_assert_max_num_queries(15) as first:
        client.get(addresses[0], **asking)
    with django_assert_max_num_queries(len(first)):
        client.get(addresses[1], **asking)


# --- Languages ---


def test_an_article_not_translated_yet_is_read_in_ukrainian_at_its_english_address(client):
    NewsPageFactory(title="Лише українською", slug="only")

    listed = client.get("/en/news/")
    article = client.get("/en/news/only/")

    assert titles(listed) == ["Лише українською"]
    assert 'href="/en/news/only/"' in listed.content.decode()
    assert '<li lang="uk">' in listed.content.decode()
    assert '<article class="article" lang="uk">' in article.content.decode()
    assert "not translated" in article.content.decode().replace("\xa0", " ")


def test_a_translated_article_is_listed_once_with_english_words_and_ukrainian_facts(client):
    article = NewsPageFactory(
        title="Ми відкрились", slug="open", date=date(2026, 11, 20), source_url="https://a.example/"
    )
    english(article, title="We are open", lead="Come in.")
    article.date, article.source_url = date(2026, 11, 21), "https://b.example/"
    article.save()

    listed = client.get("/en/news/").content.decode()
    html = client.get("/en/news/open/").content.decode()

    assert listed.count("We are open") == 1
    assert "Ми відкрились" not in listed
    assert 'lang="uk"' not in listed.split('<ul class="news">')[1].split("</ul>")[0]
    assert "21\xa0November 2026" in html
    assert "https://b.example/" in html
    assert "https://a.example/" not in html


def test_an_article_that_was_withdrawn_is_withdrawn_in_both_languages(client):
    article = NewsPageFactory(slug="gone")
    english(article)
    article.live = False
    article.save()

    assert client.get("/uk/news/gone/").status_code == 404
    assert client.get("/en/news/gone/").status_code == 404
    assert titles(client.get("/en/news/")) == []


def test_names_of_tags_and_oblasts_are_english_as_far_as_they_are_known(client):
    tag("діти", slug="children", name_en="children")
    NewsPageFactory(tags=["діти", "без перекладу"], oblast=oblast(), slug="named")

    html = client.get("/en/news/named/").content.decode()

    assert '<a href="/en/news/?tag=children">children</a>' in html
    assert 'lang="uk">без' in html
    assert "Lviv oblast" in html


def test_a_translator_gets_the_words_and_nothing_else(client, django_capture_on_commit_callbacks):
    partner = PartnerPageFactory(title="Фонд")
    image = picture()
    article = NewsPageFactory(
        title="Ми відкрились", slug="open", lead="Приходьте.", body=[("text", "<p>Завтра.</p>")], tags=["діти"],
        partners=[partner], picture=image, source_title="Пресслужба", source_url="https://a.example/",
    )  # fmt: skip
    source, _created = TranslationSource.get_or_create_from_instance(article)
    work = Translation.objects.create(source=source, target_locale=locale("en"))
    strings = {segment.string.data for segment in source.stringsegment_set.all()}
    assert strings == {"Ми відкрились", "Приходьте.", "Завтра."}
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=work.target_locale,
            data={"Ми відкрились": "We are open", "Приходьте.": "Come.", "Завтра.": "Tomorrow."}[segment.string.data],
        )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        work.save_target(publish=True)

    html = client.get("/en/news/open/").content.decode()

    for words in ("We are open", "Come.", "Tomorrow.", "https://a.example/", "Фонд", "діти"):
        assert words in html
    assert '<article class="article">' in html


def test_articles_are_written_in_ukrainian_and_translated(db):
    index = news_index()
    other = index.get_translations().get()

    assert NewsPage.can_create_at(index)
    assert not NewsPage.can_create_at(other)


def test_the_latest_news_for_other_pages():
    from news.templatetags.news_tags import latest_news, partners_by_kind

    for day in (1, 2, 3, 4):
        NewsPageFactory(title=str(day), slug=f"day-{day}", date=date(2026, 11, day))
    PartnerPageFactory(title="Фонд", slug="fund")

    with translation.override("en"):
        assert [(article.title, article.address) for article in latest_news(2)] == [
            ("4", "/en/news/day-4/"),
            ("3", "/en/news/day-3/"),
        ]
        [(_label, [partner])] = partners_by_kind()
        assert partner.address == "/en/partners/fund/"


def test_reading_sets_no_cookie():
    article = NewsPageFactory()
    client = Client()
    for address in ("/uk/news/", article.url, "/uk/news/feed/"):
        assert not client.get(address).cookies
