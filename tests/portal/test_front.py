"""The frame of every page: typography, menus, languages, components, and what no template may hold."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from portal import languages, menu
from portal.models import StandardPage
from portal.page_cache import GENERATION

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))

every_template = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates"))
)


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
