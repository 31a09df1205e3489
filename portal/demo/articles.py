"""Partners and news of the demo: facts from public sources, in our own sentences, each with its source."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from wagtail.models import Locale, Page

from news.models import NewsIndexPage, NewsPage, NewsTag, PartnerIndexPage, PartnerPage
from portal.content.documents import read
from portal.demo.pictures import door
from portal.models import source_locale

FOLDER = Path(__file__).resolve().parent


def add_partners() -> int:
    index = PartnerIndexPage.objects.get(locale=source_locale())
    there = set(index.get_children().values_list("slug", flat=True))
    entries = json.loads((FOLDER / "partners" / "partners.json").read_text(encoding="utf-8"))
    missing = [entry for entry in entries if entry["slug"] not in there]
    for entry in missing:
        words = {name: entry[name] for name in ("title", "slug", "kind", "lead", "website")}
        page = PartnerPage(locale=source_locale(), **words)
        index.add_child(instance=page)
        index.refresh_from_db()
        _translate(page, {"title": entry["title_en"], "lead": entry["lead_en"]})
    return len(missing)


def add_news() -> int:
    index = NewsIndexPage.objects.get(locale=source_locale())
    there = set(index.get_children().values_list("slug", flat=True))
    files = [file for file in sorted((FOLDER / "news" / "uk").glob("*.md")) if file.stem not in there]
    if files:
        _add_tags()
    for file in files:
        _add_article(index, file)
    return len(files)


def _add_tags() -> None:
    with (FOLDER / "news" / "tags.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            NewsTag.objects.get_or_create(
                slug=row["slug"], defaults={"name": row["name"], "name_en": row["name_en"]}
            )


def _add_article(index: Page, file: Path) -> None:
    document = read(file)
    values = document.values
    article = NewsPage(
        title=values["title"],
        slug=file.stem,
        locale=source_locale(),
        date=date.fromisoformat(values["date"]),
        lead=values["lead"],
        body=document.blocks,
        picture=door() if values.get("picture") == "door" else None,
        oblast_id=values.get("oblast"),
        source_title=values.get("source_title", ""),
        source_url=values.get("source_url", ""),
    )
    article.partners = list(
        PartnerPage.objects.filter(slug__in=_listed(values, "partners"), locale=source_locale())
    )
    index.add_child(instance=article)
    index.refresh_from_db()
    article.tags.add(*NewsTag.objects.filter(slug__in=_listed(values, "tags")))
    article.save()
    english = FOLDER / "news" / "en" / file.name
    if english.exists():
        translation = read(english)
        _translate(
            article,
            {
                "title": translation.values["title"],
                "lead": translation.values["lead"],
                "body": translation.blocks,
            },
        )


def _translate(page: Page, words: dict[str, Any]) -> None:
    twin = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in {**words, "draft_title": words["title"], "live": True}.items():
        setattr(twin, name, value)
    twin.save()


def _listed(values: dict[str, str], name: str) -> list[str]:
    return [word for part in values.get(name, "").split(",") if (word := part.strip())]
