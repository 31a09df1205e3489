"""A form that is given back: everything typed is in it, and what is wrong is said."""

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory.intake.models import Intake
from directory.models import CaseWorker, CenterPage
from tests.factories import CenterPageFactory
from tests.forms import fields_of
from tests.intake.asking import AT_LVIV, TYPED, URL, kept, opened, sent

pytestmark = pytest.mark.django_db


# --- Given back


@pytest.mark.parametrize("missing", ["name", "contact", "safe", "need", "consent"])
def test_a_refused_form_keeps_everything_and_links_what_is_missing(client, near, missing):
    fields = opened(client, **AT_LVIV, profile=["child"], remote="1")
    typed = {name: value for name, value in TYPED.items() if name != missing}

    response = client.post(URL, {**fields, **typed, "share_place": "on"})

    assert response.status_code == 422
    again = fields_of(response)
    assert {name: again[name][0] for name in typed} == typed
    assert again["share_place"] == ["on"]
    assert {name: again[name] for name in ("lat", "lon", "profile", "remote", "key", "shown")} == {
        name: fields[name] for name in ("lat", "lon", "profile", "remote", "key", "shown")
    }
    assert f'href="#{missing}' in response.content.decode()
    assert not Intake.objects.exists()


@pytest.mark.parametrize("contact", ["050 000", "olena@example", "+380 (67) 123-45-678901234", "--"])
def test_a_contact_with_a_slip_is_said(client, near, contact):
    response = sent(client, opened(client, **AT_LVIV), contact=contact)

    assert (response.status_code, kept(response, contact=contact)) == (422, True)


@pytest.mark.parametrize("contact", ["@olena", "olena@example.com", "Telegram: olena", "+44 20 7946 0958"])
def test_a_contact_of_any_kind_is_good(client, near, contact):
    assert sent(client, opened(client, **AT_LVIV), contact=contact).status_code == 303


def test_what_was_ticked_is_kept_where_its_box_cannot_be_shown(client, near):
    """Without a place there is none to share, and with one center no next one: the form still remembers."""
    fields = opened(client, **AT_LVIV)

    response = sent(client, fields, lat="91", share_place="on", reroute="on")

    assert (response.status_code, kept(response, share_place="on", reroute="on")) == (422, True)


def test_a_switch_that_is_neither_on_nor_off_is_refused(client, near):
    response = sent(client, opened(client, **AT_LVIV), remote="no")

    assert (response.status_code, kept(response)) == (422, True)
    assert not Intake.objects.exists()


def test_nothing_goes_to_a_center_that_was_not_shown(client, far):
    fields = opened(client, **AT_LVIV)
    CaseWorker.objects.all().filter(center__slug="near").delete()

    response = sent(client, fields)

    assert response.status_code == 422
    assert kept(response)
    assert fields_of(response)["shown"] == ["far"]
    assert not Intake.objects.exists()
    assert client.post(URL, fields_of(response)).status_code == 303
    assert Intake.objects.get().center_id == far.pk


def test_a_picked_center_that_can_no_longer_take_it_is_said_and_the_new_one_shown(client, far):
    fields = opened(client, **AT_LVIV)
    CenterPage.objects.filter(slug="far").update(paused_until=timezone.localdate())

    response = sent(client, fields, center="far")

    assert response.status_code == 422
    assert kept(response)
    again = fields_of(response)
    assert (again["center"], again["shown"]) == ([""], ["near"])
    assert "Дальній" in response.content.decode()


def test_a_picked_center_without_an_origin_gives_way_to_its_nearest(client, far):
    fields = opened(client, center="far")
    CenterPage.objects.filter(slug="far").update(takes_requests=False)

    response = sent(client, fields)

    assert response.status_code == 422
    assert fields_of(response)["center"] == ["near"]
    assert client.post(URL, fields_of(response)).status_code == 303
    assert Intake.objects.get().center.slug == "near"


def test_another_topic_may_mean_another_center_and_then_nothing_is_sent_yet(client, near):
    near.services_verified_on = timezone.localdate()
    near.save()
    CenterPageFactory(slug="lawyer", latitude=49.9, taking_requests=True, services=["legal-aid"])

    response = sent(client, opened(client, **AT_LVIV), need="legal")

    assert (response.status_code, fields_of(response)["shown"]) == (422, ["lawyer"])
    assert kept(response, need="legal")


# --- Whatever comes

HOSTILE = ["", "\0", "talk", "near", "1", "-1", "UA46", "'; --", "ї" * 300, "\u202e", "</textarea>", "a\r\nb"]
some_text = st.text(max_size=60) | st.sampled_from(HOSTILE)
names = st.sampled_from(
    [*TYPED, "center", "shown", "place", "lat", "lon", "profile", "remote", "key", "token", "website",
     "share_place", "reroute"]
)  # fmt: skip


def read(text):
    """A typed text as it comes back: a parser of HTML has one kind of line end and no zero bytes."""
    return " ".join(text.replace("\0", "\ufffd").split())


@given(st.dictionaries(names, some_text, max_size=8))
def test_whatever_is_sent_is_answered_and_nothing_typed_is_lost(near, changes):
    fields = opened(Client(), **AT_LVIV)
    before = Intake.objects.count()
    data = {**fields, **TYPED, **changes}

    response = Client().post(URL, data)

    assert response.status_code in (303, 422)
    assert Intake.objects.count() - before == (response.status_code == 303)
    if response.status_code == 422:
        again = fields_of(response)
        for name in ("name", "contact", "when", "text"):
            assert read(again[name][0]) == read(data[name])


addresses = st.sampled_from(["center", "place", "lat", "lon", "need", "profile", "remote", "q", "x"])


@given(st.dictionaries(addresses, some_text))
def test_whatever_stands_in_the_address_is_answered(near, params):
    assert Client().get(URL, params).status_code == (
        400 if any("\0" in text for text in params.values()) else 200
    )
