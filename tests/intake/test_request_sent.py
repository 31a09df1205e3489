"""A request that was sent: who gets it, its receipt, and what is kept where."""

import re

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.intake import codes
from directory.intake.models import Intake
from tests.factories import PlaceFactory, oblast
from tests.forms import fields_of
from tests.intake.asking import AT_LVIV, CONTACT, DONE, NAME, TEXT, TYPED, URL, WHEN, opened, sent

pytestmark = pytest.mark.django_db


# --- Sending


def test_a_sent_request_leads_to_its_receipt(client, near):
    response = sent(client, opened(client, **AT_LVIV))

    assert (response.status_code, response["Location"]) == (303, DONE)
    page = client.get(DONE).content.decode()
    intake = Intake.objects.get()
    assert re.search(r'id="reference">([^<]*)', page)[1] == intake.reference_shown
    pin = codes.read_pin(re.search(r'id="pin">([^<]*)', page)[1])
    assert codes.check_pin(pin, intake.pin_hash)
    assert (intake.center_id, intake.name, intake.contact, intake.safe) == (
        near.pk,
        NAME,
        CONTACT,
        "write_only",
    )
    assert (intake.when, intake.text, intake.need.slug) == (WHEN, TEXT, "talk")
    assert (intake.place, intake.alternatives, intake.reroute) == ("", [], False)
    assert (intake.consent_version, intake.language) == ("1", "uk")


def test_what_routing_holds_is_not_read_again_to_send(client, near, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    fields = opened(client, **AT_LVIV)

    with CaptureQueriesContext(connection) as asked:
        assert sent(client, fields).status_code == 303

    read = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert [sql for sql in read if "SELECT token" not in sql] == [sql for sql in read if "key_hash" in sql]
    assert len(read) <= 4


def test_in_english_too(client, near):
    response = client.post("/en/request/", {**fields_of(client.get("/en/request/", AT_LVIV)), **TYPED})

    assert response["Location"] == "/en/request/done/"
    assert "The request is sent" in client.get("/en/request/done/").content.decode()
    assert 'id="pin"' in client.get(DONE).content.decode()  # the other language is the same browser


def test_the_place_is_kept_only_when_shared_and_no_finer_than_a_settlement(client, near):
    PlaceFactory(name="Вигадане", latitude=49.85, longitude=24.03, oblast=oblast())

    sent(client, opened(client, **AT_LVIV), share_place="on")

    assert "Вигадане" in Intake.objects.get().place
    assert "49.84" not in Intake.objects.get().place


def test_the_next_centers_are_kept_only_for_who_agreed(client, far):
    sent(client, opened(client, **AT_LVIV), reroute="on")
    sent(client, opened(client, **AT_LVIV))

    assert [intake.alternatives for intake in Intake.objects.order_by("pk")] == [[far.pk], []]


def test_another_center_may_be_picked(client, far):
    sent(client, opened(client, **AT_LVIV), center="far")

    assert Intake.objects.get().center_id == far.pk


def test_when_no_center_can_the_coordinator_of_the_oblast_gets_it_and_the_person_is_told_first(client):
    PlaceFactory(code="UA46000000000000002", name="Десь", oblast=oblast())

    response = client.get("/en/request/", {"place": "UA46000000000000002"})
    assert "coordinator: Lviv oblast" in response.content.decode()
    assert sent(client, fields_of(response)).status_code == 303

    intake = Intake.objects.get()
    assert (intake.center, intake.oblast.pk) == (None, oblast().pk)


# --- Receipts and what is kept where


def test_the_receipts_cookie_is_for_the_request_pages_alone(client, near):
    response = sent(client, opened(client, **AT_LVIV))

    for code in ("uk", "en"):
        cookie = response.cookies[f"receipt_{code}"]
        assert (cookie["path"], cookie["max-age"], cookie["samesite"]) == (
            f"/{code}/request/",
            1_800,
            "Strict",
        )
        assert cookie["httponly"]


@pytest.mark.parametrize(
    "cookie",
    ["", "x", signing.dumps("key", salt="other"), signing.dumps("no such key", salt="intake.receipt")],
    ids=["empty", "no signature", "signed for something else", "of no request"],
)
def test_a_receipt_cannot_be_made_up(client, cookie):
    client.cookies["receipt_uk"] = cookie

    assert 'id="pin"' not in client.get(DONE).content.decode()


@pytest.mark.parametrize("path", [URL, DONE, "/uk/request/track/"])
def test_pages_about_a_request_are_kept_nowhere(client, path):
    response = client.get(path)

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"


def test_nothing_personal_leaves_the_form(client, near, caplog, mailoutbox):
    fields = opened(client, **AT_LVIV)
    with caplog.at_level(0):
        refused = client.post(URL, {**fields, **TYPED, "consent": ""})
        answer = sent(client, fields)
        receipt = client.get(DONE)
    said = [
        *(str(response.cookies) for response in (refused, answer, receipt)),
        answer["Location"],
        caplog.text,
        receipt.content.decode(),
        str(dict(client.session)),
        *(letter.message().as_string() + letter.body for letter in mailoutbox),
    ]

    for secret in (NAME, CONTACT, WHEN, "Дуже важко", "49.84"):
        assert not any(secret in text for text in said)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_intake")
        row = str(cursor.fetchall())
    assert not any(secret in row for secret in (NAME, CONTACT, WHEN, "Дуже важко", "49.84"))


def test_a_reader_of_the_first_step_gets_no_cookie(client):
    assert not client.get(URL).cookies
