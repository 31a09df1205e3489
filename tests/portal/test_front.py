"""The frame of every page: typography, menus, languages, components, and what no template may hold."""

import gzip
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText

from portal import languages, menu
from portal.models import HomePage, StandardPage
from portal.page_cache import GENERATION
from portal.typography import NBSP

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))

every_template = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates"))
)


def render(source: str, request=None, **context) -> str:
    return engines["django"].from_string("{% load portal_tags %}" + source).render(context, request)


def include(component: str, request=None, **context) -> str:
    """The component as pages include it: with nothing but what it is given."""
    given = " ".join(f"{name}={name}" for name in context)
    return render(f'{{% include "components/{component}" with {given} only %}}', request, **context)


# --- Text ---


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Приходьте в центр і не чекайте", "Приходьте в~центр і~не~чекайте"),
        ("Де ви були? А ми вдома", "Де~ви були? А~ми вдома"),
        ("м. Київ, вул. Сумська, 1", "м.~Київ, вул.~Сумська, 1"),
        ("постанова № 83", "постанова №~83"),
        ("Центр – це простір", "Центр~– це простір"),
        ("24 листопада 2026 року", "24~листопада 2026~року"),
        ("за 34 км, 2 хв і 1 284 людини", "за 34~км, 2~хв і~1~284 людини"),
        ("гаряча лінія 116 111", "гаряча лінія 116~111"),
        ("з в домі", "з~в~домі"),
        ("об’єднання", "об’єднання"),
        ("нема чого", "нема чого"),
        ("24 November, a day", "24~November, a~day"),
        ("3 метри", "3 метри"),
        ("щодня 14:00–06:00, чоловіки", "щодня 14:00–\u206006:00, чоловіки"),
    ],
)
def test_typography_binds_what_must_not_part(text, bound):
    assert render("{{ text|typo }}", text=text) == bound.replace("~", NBSP).replace("'", "&#x27;")


def test_typography_escapes_text_and_leaves_tags_of_ready_markup_alone():
    assert render("{{ text|typo }}", text="<b>і не</b>") == f"&lt;b&gt;і{NBSP}не&lt;/b&gt;"
    ready = mark_safe('<a href="/?q=в місті" title="а б">в місті</a>')
    assert render("{{ text|typo }}", text=ready) == f'<a href="/?q=в місті" title="а б">в{NBSP}місті</a>'
    assert render("{{ text|typo }}", text=RichText("<p>в місті</p>")) == f"<p>в{NBSP}місті</p>"


@pytest.mark.parametrize(
    ("distance", "approximate", "uk"),
    [
        (0.04, False, "0,0~км"),
        (1.449, False, "1,4~км"),
        (9.94, False, "9,9~км"),
        (9.96, False, "10~км"),
        (10, False, "10~км"),
        (34.4, True, "≈~34~км"),
        (0.3, True, "≈~0,3~км"),
    ],
)
def test_a_distance_has_a_tenth_under_ten_kilometres(distance, approximate, uk):
    with translation.override("uk"):
        said = render("{{ distance|km:approximate }}", distance=distance, approximate=approximate)
    assert said.replace("km", "км") == uk.replace("~", NBSP)


def test_a_distance_has_a_decimal_point_in_english_and_none_is_nothing():
    with translation.override("en"):
        assert render("{{ distance|km }}", distance=1.44) == f"1.4{NBSP}km"
    assert render("{{ distance|km }}", distance=None) == ""


@pytest.mark.parametrize(
    ("number", "said", "dialled"),
    [
        ("+380671234567", "067~123-45-67", "tel:+380671234567"),
        ("032 000-00-01", "032~000-00-01", "tel:+380320000001"),
        ("+380800505217", "0~800~505~217", "tel:+380800505217"),
        ("116 111", "116~111", "tel:116111"),
        ("7333", "7333", "tel:7333"),
        ("+48 22 123 45 67", "+48~22~123~45~67", "tel:+48221234567"),
    ],
)
def test_a_telephone_number_is_said_and_dialled(number, said, dialled):
    assert render("{{ n|phone }} {{ n|phone_href }}", n=number) == f"{said.replace('~', NBSP)} {dialled}"


@pytest.mark.parametrize(
    ("form", "uk", "en"),
    [
        ("", "24~листопада 2026", "24~November 2026"),
        ("short", "24~листопада", "24~November"),
        ("week", "вівторок, 24~листопада", "Tuesday, 24~November"),
    ],
)
def test_a_day_is_in_words(form, uk, en):
    for language, said in (("uk", uk), ("en", en)):
        with translation.override(language):
            assert render("{{ day|day:form }}", day=date(2026, 11, 24), form=form) == said.replace("~", NBSP)


def test_a_moment_is_in_kyiv_time():
    with translation.override("uk"):
        said = render('{{ at|day:"time" }}', at=datetime(2026, 11, 24, 22, 5, tzinfo=UTC))
    assert said == f"25{NBSP}листопада 2026, 0:05"


# --- Languages ---


@pytest.mark.parametrize(
    ("address", "code", "target"),
    [
        ("/uk/centers/?q=%D0%84&page=2", "en", "/en/centers/?q=%D0%84&page=2"),
        ("/en/centers/lviv/", "uk", "/uk/centers/lviv/"),
        ("/uk/", "en", "/en/"),
        ("/uk", "en", "/en/"),
        ("/accounts/login/?next=/admin/", "en", "/en/"),
        ("/ukraine/", "en", "/en/"),
    ],
)  # fmt: skip
def test_the_other_language_keeps_page_and_parameters(address, code, target):
    links = languages.links(RequestFactory().get(address))
    assert {link.code: link.url for link in links}[code] == target


@pytest.fixture
def home(db):
    """The home page in both languages."""
    from wagtail.models import Locale, Page, Site

    uk, en = (Locale.objects.get_or_create(language_code=code)[0] for code in ("uk", "en"))
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root", locale=uk)
    home = root.add_child(instance=HomePage(title="Головна", slug="front-home", locale=uk))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    translated = home.copy_for_translation(en)
    translated.live = True
    translated.save()
    return home


def english(page, slug):
    from wagtail.models import Locale

    twin = page.copy_for_translation(Locale.objects.get(language_code="en"))
    twin.slug, twin.live = slug, True
    twin.save()
    return twin


def test_a_page_with_another_slug_leads_to_its_translation(home):
    page = home.add_child(instance=StandardPage(title="Приватність", slug="pryvatnist", locale=home.locale))
    english(page, "privacy")

    links = languages.links(RequestFactory().get("/uk/pryvatnist/?a=1"), page)

    assert [link.url for link in links] == ["/uk/pryvatnist/?a=1", "/en/privacy/?a=1"]


def test_a_page_that_is_not_in_the_other_language_leads_to_its_home_page(home):
    page = home.add_child(instance=StandardPage(title="Лише тут", slug="only", locale=home.locale))

    _uk, en = languages.links(RequestFactory().get("/uk/only/?a=1"), page)

    assert (en.url, en.same) == ("/en/", False)


def test_alternates_and_the_canonical_address_are_absolute(home):
    html = render_to_string("base.html", {}, RequestFactory().get("/uk/centers/?q=x&utm_source=y"))
    assert f'<link rel="canonical" href="{settings.SITE_URL}/uk/centers/">' in html
    for language, code in (("en", "en"), ("uk", "uk"), ("x-default", "uk")):
        assert f'hreflang="{language}" href="{settings.SITE_URL}/{code}/centers/"' in html


# --- Menu ---


def test_the_menu_holds_only_what_exists(home):
    for slug, live in (("news", True), ("faq", False)):
        home.add_child(instance=StandardPage(title=slug, slug=slug, live=live, locale=home.locale))
    with translation.override("uk"):
        urls = [item.url for item in menu.build("/uk/news/").main]
    assert "/uk/news/" in urls
    assert "/uk/faq/" not in urls
    assert "/uk/partners/" not in urls


def test_the_menu_says_where_the_reader_is(home):
    home.add_child(instance=StandardPage(title="Новини", slug="news", locale=home.locale))
    with translation.override("uk"):
        for path, current in (("/uk/news/", "page"), ("/uk/news/first/", "true"), ("/uk/", "")):
            assert {item.url: item.current for item in menu.build(path).main}["/uk/news/"] == current


def test_the_menu_asks_the_database_once_for_as_long_as_pages_are_kept(home, django_assert_num_queries):
    with translation.override("uk"):
        menu.build("/uk/")
        cache.delete(GENERATION)  # a page was saved
        with django_assert_num_queries(1):
            menu.build("/uk/")
            menu.build("/uk/news/")


# --- Components ---


class ProbeForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label="Як до вас звертатися?", help_text="Ім’я")
    safe = forms.ChoiceField(label="Як безпечно?", choices=[("a", "А"), ("b", "Б")], widget=forms.RadioSelect)
    consent = forms.BooleanField(label="Згода", help_text="Версія 1")


def test_a_field_is_tied_to_its_label_hint_and_error():
    html = include("field.html", field=ProbeForm({})["name"])
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'class="input"' in html


def test_choices_are_a_group_with_a_legend_and_hints():
    html = include("field.html", field=ProbeForm({})["safe"], hints={"b": "дрібно"})
    assert html.count("<legend>") == 1
    assert html.count('type="radio"') == 2
    assert '<fieldset class="field field--bad" aria-describedby="id_safe_error">' in html
    assert html.count("<small>") == 1
    assert "checked" not in html


def test_every_error_links_to_something_that_is_there():
    form = ProbeForm({})
    page = include("error_summary.html", form=form, title="Виправте") + "".join(
        include("field.html", field=field) for field in form
    )
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == 3
    assert all(f'id="{target}"' in page for target in targets)


def test_what_is_kept_follows_from_its_values_and_the_language_alone():
    source = "{% load i18n portal_tags %}{% kept one=one %}{% translate 'Menu' %} {{ one }}{{ other }}{% endkept %}"
    part = engines["django"].from_string(source)
    with translation.override("en"):
        assert part.render({"one": "<a>", "other": "b"}) == part.render({"one": "<a>"}) == "Menu &lt;a&gt;"
        assert part.render({"one": "c"}) == "Menu c"
    with translation.override("uk"):
        assert part.render({"one": "c"}) == "Меню c"


def test_the_pager_keeps_parameters():
    request = RequestFactory().get("/uk/centers/?q=a%26b&service=x&service=y&page=4")
    html = include("pager.html", request, page=Paginator(range(200), 20).page(4))
    assert 'href="?q=a%26b&amp;service=x&amp;service=y&amp;page=5"' in html
    assert '<span aria-current="page">4</span>' in html


def test_what_people_wrote_is_escaped_in_every_component():
    evil = "<img src=x onerror=alert(1)>"
    page = (
        include("notice.html", title=evil, text=evil)
        + include("badge.html", kind="open", text=evil)
        + include("breadcrumbs.html", crumbs=[{"title": evil, "url": '"><script>'}], current=evil)
        + include(
            "crisis.html",
            lines=[{"number": evil, "label": evil, "when": evil, "whom": evil, "href": "tel:1"}],
        )
    )
    assert "<img" not in page
    assert "<script" not in page


# --- Pages of trouble ---


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_pages_need_neither_database_nor_request(name):
    html = render_to_string(name)
    assert 'lang="uk"' in html
    assert 'lang="en"' in html
    assert 'href="tel:112"' in html


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html"])
@pytest.mark.parametrize(
    "request_", [None, RequestFactory().get("/uk/nowhere/?a=b")], ids=["bare", "request"]
)
def test_a_page_of_trouble_says_what_to_do(name, request_, home):
    html = render_to_string(name, {"retry_after": 61}, request_)
    assert 'href="tel:112"' in html
    assert "noindex" in html
    assert "hreflang" in html


# --- What no template, style or script may hold ---


@every_template
def test_no_inline_script_or_style(path):
    text = path.read_text()
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.IGNORECASE)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="application/ld+json"' in script  # data, which nothing runs


@every_template
def test_nothing_from_another_host(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text())
    text = re.sub(r"<a\b[^>]*>", "", text)  # a link is followed by a person, not by the page
    text = text.replace("http://www.w3.org/", "")
    assert not re.search(r"(?:https?:)?//[\w-]+\.\w", text)


@every_template
def test_every_template_named_exists_and_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))
    for name in re.findall(r"\{% (?:include|extends) \"([^\"]+)\"", path.read_text()):
        get_template(name)


@every_template
def test_every_icon_is_drawn(path):
    drawn = set(re.findall(r'<symbol id="(\w+)"', (ROOT / "static/img/icons.svg").read_text()))
    assert set(re.findall(r"\{% icon \"(\w+)\"", path.read_text())) <= drawn


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_take_files_of_the_site_only(path):
    text = path.read_text()
    assert "@import" not in text
    for target in re.findall(r"url\(([^)]*)\)", text):
        assert (path.parent / target.strip("\"'")).resolve().is_file()


def test_scripts_and_styles_are_light():
    def packed(paths):
        return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)

    everywhere = [path for path in SCRIPTS if not path.name.startswith(("admin", "map", "hours", "locating"))]
    assert packed(path for path in everywhere if "vendor" not in path.parts) <= 8 * 1024
    assert packed(path for path in STYLES if path.name == "site.css") <= 10 * 1024
    assert packed([ROOT / "static/img/icons.svg"]) <= 1536
