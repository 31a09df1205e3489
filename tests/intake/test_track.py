"""Looking up one's own request: what it shows, what it never shows, and how guessing ends."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory.intake import codes
from directory.intake.models import Intake
from directory.intake.states import ENDS, State
from tests.factories import UserFactory
from tests.forms import fields_of
from tests.intake.factories import SECRETS, IntakeFactory

URL = "/uk/request/track/"
KEY = "a key of somebody"
PIN = codes.pin_of(KEY)
WRONG = "000000" if PIN != "000000" else "000001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake():
    return IntakeFactory(key=KEY)


def look(client, reference, pin=PIN, **more):
    return client.post(URL, {"reference": reference, "pin": pin, **more})


def unused_reference():
    return next(
        found for found in iter(codes.new_reference, None) if not Intake.objects.filter(reference=found)
    )


def visible(response):
    """The page without what differs from one form to the next."""
    page = response.content.decode()
    return page.split('name="csrfmiddlewaretoken"')[0] + page.split('name="csrfmiddlewaretoken"')[-1][100:]


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_words_in_both_languages(client, state):
    intake = IntakeFactory(key=KEY, state=state)
    typed = {"reference": intake.reference, "pin": PIN}

    ukrainian = client.post(URL, typed).content.decode()
    english = client.post("/en/request/track/", typed).content.decode()

    assert intake.reference_shown in ukrainian
    assert intake.center.title in ukrainian
    heading = english.partition('<h1 id="state">')[2].partition("</h1>")[0]
    assert heading
    assert heading not in ukrainian
    assert ('name="withdraw"' in ukrainian) == (state not in ENDS)


def test_the_words_of_the_staff_are_shown_and_nothing_that_was_written(client, intake):
    intake.say("Чекаємо вас у четвер об 11:00.\nВізьміть воду.", by=UserFactory())

    page = look(client, intake.reference).content.decode()

    assert "Чекаємо вас у четвер" in page
    assert not any(secret in page for secret in SECRETS)


@pytest.mark.parametrize("shape", ["{0}{1}", "{0}-{1}", " {0} {1} ", "{0} – {1}", "{0}\u00a0{1}"])
def test_spaces_and_dashes_do_not_matter(client, intake, shape):
    reference = shape.format(intake.reference[:4], intake.reference[4:])

    assert look(client, reference, shape.format(PIN[:3], PIN[3:])).status_code == 200


def test_a_slip_in_the_number_is_told_at_once_and_counts_as_no_try(client, intake):
    slip = f"{(int(intake.reference[0]) + 1) % 10}{intake.reference[1:]}"

    for _ in range(6):
        response = look(client, slip)
        assert response.status_code == 422
    assert 'href="#reference"' in response.content.decode()
    assert fields_of(response)["reference"] == [slip]
    assert look(client, intake.reference).status_code == 200


def test_a_wrong_pin_and_an_unknown_number_are_answered_alike(client, intake):
    unknown = unused_reference()

    wrong, nobody = look(client, intake.reference, WRONG), look(client, unknown, WRONG)

    assert wrong.status_code == nobody.status_code == 422
    assert visible(wrong).replace(intake.reference, "") == visible(nobody).replace(unknown, "")


@pytest.mark.parametrize("known", [True, False])
def test_five_wrong_tries_close_a_number_for_an_hour_whether_anyone_has_it(client, intake, known):
    reference = intake.reference if known else unused_reference()
    start = timezone.now()

    for _ in range(5):
        assert look(Client(), reference, WRONG).status_code == 422
    closed = look(client, reference)
    assert closed.status_code == 429
    assert 3_500 < int(closed["Retry-After"]) <= 3_600
    assert 'id="state"' not in closed.content.decode()
    with time_machine.travel(start + timedelta(minutes=59), tick=False):
        assert look(client, reference).status_code == 429
    with time_machine.travel(start + timedelta(minutes=61), tick=False):
        assert look(client, reference).status_code == (200 if known else 422)


def test_a_closed_number_closes_no_other(client, intake):
    for _ in range(6):
        look(client, unused_reference(), WRONG)

    assert look(client, intake.reference).status_code == 200


def test_the_thirty_first_try_of_an_hour_waits_and_keeps_the_number(client, intake, settings):
    settings.RATE_LIMITS = True
    with time_machine.travel("2026-11-25T12:10:00+02:00", tick=False):
        for _ in range(30):
            assert look(client, intake.reference).status_code == 200
        response = look(client, intake.reference)

    assert (response.status_code, fields_of(response)["reference"]) == (429, [intake.reference])
    assert 0 < int(response["Retry-After"]) <= 3_600


def test_the_person_withdraws(client, intake):
    page = look(client, intake.reference)
    button = {"withdraw": "1"}

    response = client.post(URL, {"reference": intake.reference_shown, "pin": PIN, **button})

    intake.refresh_from_db()
    assert 'name="withdraw"' in page.content.decode()
    assert (response.status_code, intake.state) == (200, State.WITHDRAWN)
    assert 'name="withdraw"' not in response.content.decode()
    again = client.post(URL, {"reference": intake.reference, "pin": PIN, **button})
    assert again.status_code == 200
    assert intake.entries.filter(to_state=State.WITHDRAWN).count() == 1


def test_nobody_withdraws_without_the_code(client, intake):
    assert look(client, intake.reference, WRONG, withdraw="1").status_code == 422
    intake.refresh_from_db()
    assert intake.state == State.NEW


def test_an_erased_request_is_found_by_nobody(client, intake):
    intake.withdraw()
    Intake.objects.all().forget()

    assert look(client, intake.reference).status_code == 422


def test_a_request_that_went_to_the_coordinator_says_so(client):
    intake = IntakeFactory(key=KEY, center=None)

    assert "Львівська область" in look(client, intake.reference).content.decode()


def test_a_failed_csrf_check_shows_nothing_and_gives_the_form_back(intake):
    client = Client(enforce_csrf_checks=True)
    client.get(URL)

    response = look(client, intake.reference, csrfmiddlewaretoken="x" * 64)

    assert (response.status_code, fields_of(response)["reference"]) == (422, [intake.reference])
    assert 'id="state"' not in response.content.decode()


@given(st.dictionaries(st.sampled_from(["reference", "pin", "withdraw", "x"]), st.text(max_size=50)))
def test_whatever_is_sent_is_answered(typed):
    assert Client().post(URL, typed).status_code in (422, 429)
