"""The pages that the site has from its first day, in both languages. What is there already is left as it is."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from directory.models import CenterIndexPage
from news.models import NewsIndexPage, PartnerIndexPage
from portal.content.documents import Document, inline, read
from portal.models import HomePage, StandardPage

FILES = Path(__file__).resolve().parent / "pages"
OTHER_LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
# Children of the home page by slug; each has a file of its text in every language.
CHILDREN: dict[str, type[Page]] = {
    "centers": CenterIndexPage,
    "news": NewsIndexPage,
    "partners": PartnerIndexPage,
    "faq": StandardPage,
    "legal": StandardPage,
    "accessibility": StandardPage,
    "privacy": StandardPage,
}


def build() -> list[Page]:
    """Make what is missing: languages, home pages, indexes, pages of text, the site itself. Returns what was made."""
    source = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
    others = [Locale.objects.get_or_create(language_code=code)[0] for code in OTHER_LANGUAGES]
    made: list[Page] = []
    home = HomePage.objects.filter(locale=source).first()
    if home is None:
        home = HomePage(slug="portal", locale=source, **_texts(HomePage, source, "home"))
        Page.get_first_root_node().add_child(instance=home)
        made.append(home)
    serve(home)
    _remove_welcome_page()
    made += [twin for locale in others if (twin := _translate(home, locale, "home"))]
    for slug, model in CHILDREN.items():
        page = model.objects.child_of(home).filter(slug=slug).first()  # type: ignore[attr-defined]
        if page is None:
            page = model(slug=slug, locale=source, **_texts(model, source, slug))
            home.add_child(instance=page)
            home.refresh_from_db()
            made.append(page)
        made += [twin for locale in others if (twin := _translate(page, locale, slug))]
    return made


def serve(home: Page) -> None:
    """Let the site at SITE_URL, the only one, begin at this page."""
    address = urlsplit(settings.SITE_URL)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or (443 if address.scheme == "https" else 80),
        "root_page_id": home.pk,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()


def _remove_welcome_page() -> None:
    """Wagtail's own first page is a bare Page; none of ours is."""
    for page in Page.objects.filter(depth=2, slug="home", numchild=0):
        if page.specific_class is Page:
            page.delete()


def _translate(page: Page, locale: Locale, name: str) -> Page | None:
    """The page in another language, if it was not there yet."""
    if page.has_translation(locale):
        return None
    twin = page.copy_for_translation(locale)
    for field, value in _texts(type(page), locale, name).items():
        setattr(twin, field, value)
    twin.live = True
    twin.save()
    return twin


def _texts(model: type[Page], locale: Locale, name: str) -> dict[str, Any]:
    document: Document = read(FILES / locale.language_code / f"{name}.md")
    texts: dict[str, Any] = {
        "title": document.values["title"],
        "draft_title": document.values["title"],
        "search_description": document.values.get("description", ""),
    }
    fields = {field.name for field in model._meta.get_fields()}
    if "lead" in fields and (lead := document.values.get("lead")):
        texts["lead"] = f"<p>{inline(lead)}</p>"
    if "body" in fields:
        texts["body"] = document.blocks
    return texts
