"""What machines ask for: readiness, sitemap, robots, security.txt, manifest, service worker."""

import json
import threading
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings as site
from django.contrib.staticfiles import finders
from django.core.cache.backends.dummy import DummyCache
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.models import PageViewRestriction

from portal import health
from tests.factories import CenterPageFactory, StandardPageFactory, english, home
from tests.news.factories import NewsPageFactory

EDGES = [
    "/healthz",
    "/readyz",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/manifest.webmanifest",
    "/sw.js",
]

# --- Ready ---


@pytest.fixture
def nothing_known(monkeypatch):
    """Every dependency is looked at anew."""
    monkeypatch.setattr(health, "FRESH", 0)


@pytest.fixture
def readyz(client, nothing_known):
    def readyz():
        response = client.get("/readyz")
        assert "no-store" in response["Cache-Control"]
        body = response.json()
        states = {name: found["state"] for name, found in body["dependencies"].items()}
        return response.status_code, body["state"], states, body["dependencies"]

    return readyz


def replace(monkeypatch, name, look):
    monkeypatch.setitem(health.WATCHES, name, health.Watch(look, vital=health.WATCHES[name].vital))


def broken():
    raise ConnectionError("redis://user:password@10.0.0.1:6379 does not answer")


@pytest.mark.django_db(transaction=True)
def test_all_is_well(readyz):
    status, state, states, found = readyz()

    assert (status, state) == (200, "ok")
    assert states == dict.fromkeys(["database", "cache", "tasks", "media", "search"], "ok")
    assert all(0 <= one["age"] < health.WAIT for one in found.values())
    assert found["tasks"]["oldest"] is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["cache", "tasks", "media", "search"])
def test_what_the_site_can_do_without_degrades_it(readyz, monkeypatch, name):
    replace(monkeypatch, name, broken)

    status, state, states, _found = readyz()

    assert (status, state) == (200, "degraded")
    assert [broke for broke, told in states.items() if told == "down"] == [name]


@pytest.mark.django_db(transaction=True)
def test_without_its_database_the_site_is_down(readyz, monkeypatch):
    replace(monkeypatch, "database", broken)

    status, state, _states, _found = readyz()

    assert (status, state) == (503, "down")


@pytest.mark.django_db(transaction=True)
def test_what_hangs_is_down_and_is_waited_for_once(readyz, monkeypatch):
    monkeypatch.setattr(health, "WAIT", 0.3)
    free, looks = threading.Event(), []

    def hang():
        looks.append(threading.current_thread())
        free.wait(30)
        return {}

    replace(monkeypatch, "cache", hang)
    answers = [readyz() for _ in range(3)]
    free.set()
    looks[0].join()

    assert {states["cache"] for _status, _state, states, _found in answers} == {"down"}
    assert len(looks) == 1
    assert readyz()[2]["cache"] == "ok"


@pytest.mark.django_db(transaction=True)
def test_a_finding_serves_everybody_for_a_while(client, monkeypatch):
    looks = []
    replace(monkeypatch, "media", lambda: looks.append(1) or {})

    for _ in range(3):
        client.get("/readyz")

    assert len(looks) == 1


@pytest.mark.django_db(transaction=True)
def test_no_secret_is_told(client, nothing_known, monkeypatch, caplog):
    replace(monkeypatch, "database", broken)
    replace(monkeypatch, "cache", broken)

    text = client.get("/readyz").content.decode() + caplog.text

    assert "password" not in text
    assert "10.0.0.1" not in text
    assert site.SECRET_KEY not in text


def task(**fields):
    known = {"args_kwargs": {}, "task_path": "x", "backend_name": "default", "run_after": get_date_max()}
    enqueued_at = fields.pop("enqueued_at", None)
    row = DBTaskResult.objects.create(**{**known, **fields})
    if enqueued_at:
        DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=enqueued_at)


@pytest.mark.django_db(transaction=True)
def test_tasks_that_wait_too_long_are_late(readyz, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    now = timezone.now()
    task(enqueued_at=now - timedelta(days=2), run_after=now + timedelta(days=1))
    task(enqueued_at=now - timedelta(days=2), status="SUCCESSFUL")
    task(enqueued_at=now - timedelta(days=2), run_after=now - timedelta(seconds=30))
    task(enqueued_at=now - timedelta(seconds=100))

    _status, state, states, found = readyz()
    assert (state, states["tasks"], found["tasks"]["waiting"]) == ("ok", "ok", 2)
    assert 100 <= found["tasks"]["oldest"] < 130

    task(enqueued_at=now - timedelta(seconds=health.LATE + 1))
    status, state, states, found = readyz()
    assert (status, state, states["tasks"]) == (200, "degraded", "late")


@pytest.mark.django_db(transaction=True)
def test_a_cache_that_forgets_and_a_disk_that_is_not_there_are_down(readyz, settings, monkeypatch, tmp_path):
    monkeypatch.setattr(health, "cache", DummyCache("", {}))
    (tmp_path / "file").write_text("no folder")
    settings.MEDIA_ROOT = str(tmp_path / "file" / "media")

    assert [name for name, state in readyz()[2].items() if state == "down"] == ["cache", "media"]


@pytest.mark.django_db(transaction=True)
def test_a_search_engine_that_does_not_answer_is_down(readyz, settings):
    settings.ELASTICSEARCH_URL = "http://user:secret@127.0.0.1:9"

    assert readyz()[:2] == (200, "degraded")
    assert readyz()[2]["search"] == "down"


def test_alive_needs_nothing(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


# --- Sitemap ---

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def sitemap(client) -> dict[str, ElementTree.Element]:
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own
    return {url.findtext(f"{MAP}loc").removeprefix(site.SITE_URL): url for url in root}


def alternates(url) -> dict[str, str]:
    links = url.iter("{http://www.w3.org/1999/xhtml}link")
    return {link.get("hreflang"): link.get("href").removeprefix(site.SITE_URL) for link in links}


@pytest.mark.django_db
def test_the_sitemap_holds_every_public_page_in_each_of_its_languages(client):
    StandardPageFactory(slug="only-here")
    english(StandardPageFactory(slug="privacy"))
    StandardPageFactory(slug="draft", live=False)
    CenterPageFactory(slug="lviv")
    NewsPageFactory(slug="first")

    found = sitemap(client)

    both = ["", "privacy/", "centers/", "centers/lviv/", "news/", "news/first/", "open-data/", "statistics/"]
    pages = {path for path in found if "/request/" not in path}
    assert pages == {f"/{code}/{path}" for code in ("uk", "en") for path in both} | {"/uk/only-here/"}
    assert alternates(found["/en/centers/lviv/"]) == {"uk": "/uk/centers/lviv/", "en": "/en/centers/lviv/"}
    assert alternates(found["/uk/only-here/"]) == {"uk": "/uk/only-here/"}


@pytest.mark.django_db
def test_every_address_of_the_sitemap_answers(client):
    StandardPageFactory(slug="only-here")
    english(NewsPageFactory(slug="first"))
    NewsPageFactory(slug="second")

    for path in sitemap(client):
        if not path.endswith(("/centers/", "/only-here/", "/request/")) and path.count("/") > 2:
            assert client.get(path).status_code == 200, path


@pytest.mark.django_db
def test_what_is_withdrawn_or_private_is_in_no_sitemap(client):
    article = NewsPageFactory(slug="gone")
    english(article)
    article.live = False
    article.save()
    secret = StandardPageFactory(slug="secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")

    assert not [path for path in sitemap(client) if "gone" in path or "secret" in path]


@pytest.mark.django_db
def test_the_sitemap_says_when_a_page_was_published(client):
    moment = timezone.now()
    StandardPageFactory(slug="dated", last_published_at=moment)

    told = sitemap(client)["/uk/dated/"].findtext(f"{MAP}lastmod")

    assert abs(parse_datetime(told) - moment) < timedelta(seconds=1)


@pytest.mark.django_db
def test_the_sitemap_asks_the_database_as_often_for_many_pages(client, django_assert_num_queries):
    for _ in range(2):
        NewsPageFactory()
    client.get("/sitemap.xml")
    with django_assert_num_queries(3):
        client.get("/sitemap.xml")
    for _ in range(5):
        english(NewsPageFactory())
    home().get_url()
    client.get("/sitemap.xml")
    with django_assert_num_queries(3):
        client.get("/sitemap.xml")


# --- Robots, security.txt, manifest, service worker ---


def test_robots_are_kept_from_staff_and_receipts_and_shown_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {site.SITE_URL}/sitemap.xml" in lines
    assert {"Disallow: /admin/", "Disallow: /uk/request/done/", "Disallow: /en/request/track/"} <= set(lines)


def test_security_txt_says_whom_to_tell_and_has_not_expired(client):
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == site.SECURITY_CONTACT
    assert fields["Canonical"] == f"{site.SITE_URL}/.well-known/security.txt"
    assert timezone.now() < parse_datetime(fields["Expires"]) < timezone.now() + timedelta(days=366)


def test_every_icon_of_the_manifest_is_there_in_its_size(client):
    from PIL import Image

    response = client.get("/manifest.webmanifest")
    manifest = json.loads(response.content)

    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["lang"], manifest["start_url"]) == ("uk", "/uk/")
    for icon in manifest["icons"]:
        path = finders.find(icon["src"].removeprefix(site.STATIC_URL))
        assert "x".join(map(str, Image.open(path).size)) == icon["sizes"]


def test_the_service_worker_covers_the_site_and_is_never_old(client):
    response = client.get("/sw.js")

    assert response["Content-Type"].startswith("text/javascript")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", EDGES)
def test_an_edge_is_read_and_sets_no_cookie(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code in (200, 503)
    assert not client.get(address).cookies
