"""What holds for every template, every page type and every public page; new ones are found by themselves."""

import inspect
import re
import typing
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template.loader import get_template
from wagtail.models import Page, get_page_models
from wagtail_factories import PageFactory

from portal.languages import swapped
from portal.models import UntranslatedChildrenMixin
from tests.factories import english

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "directory", "news", "search")
SOURCES = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
TEMPLATES = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
PAGE_TYPES = [model for model in get_page_models() if model.__module__.partition(".")[0] in APPS]

# Django, Wagtail and allauth look for these by name.
LOOKED_FOR = re.compile(r"(400|403|404|500)\.html|(account|allauth|mfa|wagtailadmin)/.*")
NAMED = re.compile(
    r"[\"']((?:components|portal|directory|news|search|intake)/[\w/]+\.(?:html|txt|xml|js))[\"']"
)


def name_of(template: Path) -> str:
    return str(template.relative_to(ROOT / "templates"))


# --- Templates ---


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_template_named_in_code_exists(path):
    for name in NAMED.findall(path.read_text()):
        if not name.endswith(".js") or name.startswith("portal/"):
            get_template(name)


def test_every_template_is_used():
    texts = {path: path.read_text() for path in (*SOURCES, *TEMPLATES)}
    unused = [
        name
        for path in TEMPLATES
        if not LOOKED_FOR.fullmatch(name := name_of(path))
        and not any(
            re.search(rf"[\"']{re.escape(name)}[\"']", texts[other]) for other in texts if other != path
        )
    ]
    assert not unused


# --- Page types ---


def makers() -> dict[type[Page], Callable[[], Page]]:
    """What makes a page of each type, in all factories.py: a factory, or a function without arguments."""
    found: dict[type[Page], Callable[[], Page]] = {}
    for path in sorted((ROOT / "tests").rglob("factories.py")):
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for _name, maker in inspect.getmembers(module):
            if inspect.isclass(maker) and issubclass(maker, PageFactory):
                found[maker._meta.model] = maker
            elif inspect.isfunction(maker) and not inspect.signature(maker).parameters:
                found[typing.get_type_hints(maker).get("return")] = maker
    return found


every_page_type = pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model._meta.label)


@every_page_type
def test_every_page_type_has_a_factory_and_a_template(model):
    assert model in makers()
    get_template(model.template)


class Looker(HTMLParser):
    """Collects what a strict policy forbids: what is inline, and what a browser would fetch from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (
            tag == "script" and not given.get("src") and given.get("type") != "application/ld+json"
        ):
            self.found.append(f"<{tag}> inline")
        self.found += [f"{tag}[{name}]" for name in given if name == "style" or name.startswith("on")]
        if tag != "a":
            self.found += [f"{tag}: {target}" for target in self._targets(given) if not self._ours(target)]

    @staticmethod
    def _targets(given: dict[str, str]) -> Iterator[str]:
        yield from (given[name] for name in ("src", "href", "action", "poster", "data") if name in given)
        yield from (part.split()[0] for part in given.get("srcset", "").split(",") if part.strip())

    @staticmethod
    def _ours(target: str) -> bool:
        parts = urlsplit(target)
        return (not parts.scheme and not parts.netloc) or target.startswith(f"{settings.SITE_URL}/")


@pytest.mark.shown
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["uk", "en"])
@every_page_type
def test_every_public_page_keeps_the_rules_in_both_languages(client, model, language):
    page = makers()[model]()
    parents = model.allowed_parent_page_models()
    everywhere = all(issubclass(parent, UntranslatedChildrenMixin) for parent in parents)
    if language != settings.LANGUAGE_CODE and not everywhere and not page.get_translations().exists():
        english(page)

    response = client.get(swapped(page.url, language))
    looker = Looker()
    looker.feed(response.content.decode())

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert not response.cookies
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not looker.found


@pytest.mark.parametrize(
    "html",
    [
        "<style>a{}</style>",
        "<script>alert(1)</script>",
        '<p style="color:red">',
        '<p onclick="x()">',
        '<img src="https://example.org/a.png">',
        '<img src="//example.org/a.png">',
        '<source srcset="/a.png 1x, https://example.org/b.png 2x">',
        '<link rel="stylesheet" href="http://example.org/a.css">',
        '<form action="https://example.org/">',
        '<img src="data:image/png;base64,AAAA">',
    ],
)
def test_the_rules_would_be_seen_broken(html):
    looker = Looker()
    looker.feed(html)
    assert looker.found
