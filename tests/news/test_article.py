"""An article, and both languages of news."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from news.models import NewsPage
from tests.factories import english, locale, oblast
from tests.news.factories import NewsPageFactory, PartnerPageFactory, news_index, picture, tag
from tests.news.reading import titles

pytestmark = pytest.mark.django_db


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
