"""Against machines, and against being sent twice."""

from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from directory.intake import codes, tokens
from directory.intake.models import Intake
from tests.factories import CenterPageFactory
from tests.forms import fields_of
from tests.intake.asking import AT_LVIV, DONE, TEXT, URL, kept, opened, sent

pytestmark = pytest.mark.django_db


def test_a_machine_that_fills_what_people_do_not_see_is_refused(client, near):
    response = sent(client, opened(client, **AT_LVIV), website="http://example.com")

    assert response.status_code == 422
    assert kept(response, website="")


def test_a_token_that_is_too_old_gives_the_form_back_with_a_fresh_one(client, near, settings):
    settings.RATE_LIMITS = True
    with time_machine.travel(timezone.now() - timedelta(hours=13), tick=False):
        fields = opened(client, **AT_LVIV)

    response = sent(client, fields)

    assert (response.status_code, kept(response)) == (422, True)
    again = fields_of(response)
    assert again["key"] == fields["key"]
    assert again["token"] != fields["token"]
    with time_machine.travel(timezone.now() + timedelta(seconds=10), tick=False):
        assert client.post(URL, again).status_code == 303


def test_faster_than_people_write_is_refused_and_may_be_sent_again(client, near, settings):
    settings.RATE_LIMITS = True
    with time_machine.travel("2026-11-25T12:00:00+02:00", tick=False) as clock:
        response = sent(client, opened(client, **AT_LVIV))
        assert (response.status_code, kept(response)) == (422, True)
        clock.shift(5)
        assert client.post(URL, fields_of(response)).status_code == 303


@pytest.mark.parametrize("token", ["", "x", "1:2", "w:" + "a" * 40])
def test_a_forged_token_sends_nothing(client, near, token):
    assert sent(client, opened(client, **AT_LVIV), token=token).status_code == 422
    assert not Intake.objects.exists()


def test_a_token_serves_one_request(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)

    assert sent(client, fields, key=tokens.new_key()).status_code == 422
    assert Intake.objects.count() == 1


def test_the_same_form_sent_again_shows_the_same_receipt(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)

    response = sent(client, fields)

    assert (response.status_code, response["Location"]) == (303, DONE)
    assert Intake.objects.count() == 1


def test_a_known_key_asks_for_no_token_and_no_shown_center(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)

    assert sent(client, fields, token="", shown="elsewhere").status_code == 303


def test_another_browser_learns_only_that_it_was_sent(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)

    response = sent(Client(), fields)
    page = response.content.decode()

    assert response.status_code == 200
    assert 'id="reference"' not in page
    assert Intake.objects.get().reference_shown not in page
    assert codes.show_pin(codes.pin_of(fields["key"][0])) not in page
    assert not response.cookies.get("receipt_uk")


def without_receipt(client):
    """The same browser, but the answer that carried the receipt's cookie never came."""
    for name in ("receipt_uk", "receipt_en"):
        client.cookies.pop(name, None)


def test_who_sends_again_because_the_answer_never_came_gets_the_receipt(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)
    without_receipt(client)

    response = sent(client, fields)

    assert (response.status_code, response["Location"]) == (303, DONE)
    assert Intake.objects.get().reference_shown in client.get(DONE).content.decode()


def test_the_form_itself_shows_no_receipt_to_another_browser_nor_after_half_an_hour(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)
    without_receipt(client)
    other = Client()
    opened(other, **AT_LVIV)  # now it has a secret of its own

    assert 'id="pin"' not in sent(other, fields, text="Інше").content.decode()
    Intake.objects.update(created_at=timezone.now() - timedelta(minutes=30))
    assert 'id="pin"' not in sent(client, fields, text="Інше").content.decode()


def test_a_form_that_came_from_another_browser_is_not_given_back_with_a_mark_of_this_one(client, near):
    fields = opened(client, **AT_LVIV)
    other = Client()
    theirs = fields_of(sent(other, fields, name=""))
    sent(client, fields)

    assert 'id="pin"' not in sent(other, theirs, text="Інше").content.decode()


def test_a_failed_csrf_check_of_a_form_that_was_sent_says_that_it_was(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)

    page = sent(Client(enforce_csrf_checks=True), fields).content.decode()

    assert "Запит уже" in page
    assert 'id="reference"' not in page


def test_after_half_an_hour_the_same_browser_learns_no_more(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)
    Intake.objects.update(created_at=timezone.now() - timedelta(minutes=30))

    assert 'id="pin"' not in sent(client, fields).content.decode()
    assert 'id="pin"' not in client.get(DONE).content.decode()


def test_other_words_with_a_known_key_are_said_not_to_be_sent(client, near):
    fields = opened(client, **AT_LVIV)
    sent(client, fields)

    response = sent(client, fields, text="Інше")
    page = response.content.decode()

    assert "нові слова" in page
    assert "Інше" in page
    assert 'id="pin"' in page
    assert Intake.objects.get().text == TEXT
    assert "нові слова" in sent(Client(), fields, name="Інша").content.decode()


def test_a_failed_csrf_check_gives_the_form_back(near):
    client = Client(enforce_csrf_checks=True)
    fields = opened(client, **AT_LVIV)
    fields["csrfmiddlewaretoken"] = ["x" * 64]

    response = sent(client, fields)

    assert (response.status_code, kept(response)) == (422, True)
    assert response["Cache-Control"] == "no-store, private"
    assert not Intake.objects.exists()
    assert client.post(URL, fields_of(response)).status_code == 303


def test_the_sixth_request_of_an_hour_waits_and_keeps_what_was_typed(client, near, settings):
    settings.RATE_LIMITS = True
    with time_machine.travel("2026-11-25T12:10:00+02:00", tick=False) as clock:
        for count in range(6):
            fields = opened(client, **AT_LVIV)
            clock.shift(5)
            response = sent(client, fields)
            assert response.status_code == (303 if count < 5 else 429)
    assert 0 < int(response["Retry-After"]) <= 3_600
    assert kept(response)
    assert Intake.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_request():
    CenterPageFactory(slug="near", taking_requests=True)
    fields = opened(Client(), **AT_LVIV)
    answers = []

    def press():
        answers.append(sent(Client(), fields).status_code)
        connection.close()

    presses = [Thread(target=press) for _ in range(4)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert Intake.objects.count() == 1
    assert sorted(answers) == [200, 200, 200, 303]
