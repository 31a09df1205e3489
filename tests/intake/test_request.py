"""The public form: from the first step to the receipt, and everything that may come between."""

import re
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory.gazetteer import indexing
from directory.intake import codes, tokens
from directory.intake.models import Intake
from directory.models import CaseWorker, CenterPage, Hotline
from tests.factories import CenterPageFactory, PlaceFactory, oblast
from tests.intake.pages import fields_of

URL, DONE = "/uk/request/", "/uk/request/done/"
AT_LVIV = {"lat": "49.84", "lon": "24.03"}
NAME, CONTACT = "Олена Прихована", "067 123 45 67"
WHEN, TEXT = "після шостої вечора", "Дуже важко.\nНе знаю, що робити & чекаю <відповіді>."
TYPED = {
    "name": NAME, "contact": CONTACT, "safe": "write_only", "need": "talk", "when": WHEN, "text": TEXT,
    "consent": "on",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def near():
    return CenterPageFactory(slug="near", title="Ближній", taking_requests=True, phones=["+380322000001"])


@pytest.fixture
def far(near):
    return CenterPageFactory(slug="far", title="Дальній", latitude=49.9, taking_requests=True)


def opened(client, **params):
    """What the form of step 2 would send, untouched."""
    response = client.get(URL, params)
    assert response.status_code == 200
    return fields_of(response)


def sent(client, fields, **typed):
    return client.post(URL, {**fields, **TYPED, **typed})


def kept(response, **typed):
    """Whether all that was typed stands in the form again."""
    fields = fields_of(response)
    expected = {**TYPED, **typed}
    return {name: fields.get(name, [""])[0] for name in expected} == expected


# --- Step 1


def test_the_first_step_asks_where_and_what_about(client):
    page = client.get(URL).content.decode()

    assert fields_of(client.get(URL), "get") == {"q": [""]}
    assert 'href="tel:112"' in page
    assert page.index("crisis__first") < page.index("<form")
    assert page.index('class="exit') < page.index("site-header")


@pytest.fixture
def villages():
    """Two of one name, and a town of another."""
    one = PlaceFactory(name="Іванівка", kind="C", oblast=oblast(), latitude=49.83, longitude=24.03)
    two = PlaceFactory(name="Іванівка", kind="C", oblast=oblast("UA48000000000039575", "Миколаївська"))
    town = PlaceFactory(name="Рогатин", kind="M", oblast=oblast(), latitude=49.41, longitude=24.61)
    indexing.index()
    return one, two, town


def test_a_typed_name_of_one_place_leads_to_the_form(client, near, villages):
    fields = opened(client, q="з Рогатина")

    assert (fields["place"], fields["shown"]) == ([villages[2].pk], ["near"])


def test_a_typed_name_of_several_places_is_asked_about_and_keeps_the_rest(client, near, villages):
    page = client.get(URL, {"q": "Іванівка", "need": "talk", "profile": ["child", "hearing"], "remote": "1"})

    links = re.findall(rf'href="{URL}\?(place=[^"]*)"', page.content.decode())
    assert {link.split("&")[0] for link in links} == {f"place={place.pk}" for place in villages[:2]}
    fields = fields_of(client.get(f"{URL}?{links[0].replace('&amp;', '&')}"))
    assert (fields["need"], fields["profile"], fields["remote"]) == (["talk"], ["child", "hearing"], ["1"])


@pytest.mark.parametrize("typed", ["Львівська область", "Абракадабра"])
def test_a_name_that_is_no_place_is_said(client, near, villages, typed):
    page = client.get(URL, {"q": typed}).content.decode()

    assert 'href="#q"' in page
    assert "Ближній" not in page


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"need": "gold"}, "need"),
        ({"profile": "giant"}, "profile"),
        ({"remote": "maybe"}, "remote"),
        ({"lat": "49"}, "lon"),
        ({"lat": "91", "lon": "24"}, "lat"),
        ({"place": "UA00"}, "place"),
        ({"place": "UA00", **AT_LVIV}, "place"),
        ({"colour": "red"}, "colour"),
        ({"center": "nowhere"}, "center"),
        ({"need": ["talk", "work"]}, "need"),
        ({"q": ""}, "q"),
        ({"q": "Львів", **AT_LVIV}, "q"),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_chosen(client, near, params, name):
    response = client.get(
        URL, AT_LVIV | params if name in ("need", "profile", "remote", "colour") else params
    )
    page = response.content.decode()

    assert response.status_code == 200
    assert "Ближній" not in page
    assert 'id="errors"' in page
    assert f"{name}:" in page or f'href="#{name}' in page


def test_the_link_without_the_bad_value_leads_on(client, near):
    page = client.get(URL, AT_LVIV | {"need": "gold", "profile": "child"}).content.decode()

    link = re.search(r'href="\?(lat[^"]*)"', page)[1].replace("&amp;", "&")
    assert link == "lat=49.84&lon=24.03&profile=child"
    assert "Ближній" in client.get(f"{URL}?{link}").content.decode()


def test_campaign_parameters_are_no_mistake(client, near):
    assert opened(client, **AT_LVIV, utm_source="x", fbclid="y")["shown"] == ["near"]


# --- The center that is shown


def test_the_form_says_where_it_goes_and_what_else_there_is(client, far):
    CenterPageFactory(slug="idle", title="Зачинений для запитів", latitude=49.8401)

    fields = opened(client, **AT_LVIV)
    page = client.get(URL, AT_LVIV).content.decode()

    assert (fields["center"], fields["shown"]) == ([""], ["near"])
    assert "Дальній" in page
    assert "Зачинений для запитів" in page  # nearer, and why not


def test_step_one_is_skipped_for_a_center_that_is_able(client, far):
    fields = opened(client, center="far")

    assert (fields["center"], fields["shown"]) == (["far"], [""])
    assert not {"place", "lat", "lon"} & set(fields)


def test_a_center_that_takes_no_requests_says_so_with_its_telephone_and_the_nearest_that_does(client, near):
    CenterPageFactory(slug="idle", title="Без запитів", phones=["+380671112233"], latitude=49.9)
    Hotline.objects.create(number="7333", name="Лінія", name_en="Line")

    page = client.get(URL, {"center": "idle"}).content.decode()

    assert "067\u00a0111-22-33" in page
    assert f'href="{URL}?center=near"' in page
    assert "tel:7333" in page
    assert "post" not in fields_of(client.get(URL, {"center": "idle"}))


def test_a_refused_center_with_an_origin_gives_way_to_the_systems_choice(client, near):
    CenterPageFactory(slug="idle", title="Без запитів", latitude=49.9)

    fields = opened(client, center="idle", **AT_LVIV)

    assert (fields["center"], fields["shown"]) == ([""], ["near"])
    assert "Без запитів" in client.get(URL, {"center": "idle", **AT_LVIV}).content.decode()


def test_each_need_says_whether_this_center_offers_it(client):
    CenterPageFactory(
        slug="near", taking_requests=True, services=["legal-aid"], services_verified_on="2026-01-01"
    )
    page = client.get("/en/request/", {"center": "near"}).content.decode()

    def said(need):
        return re.search(rf'value="{need}".*?</label>', page, re.DOTALL)[0]

    assert "this centre offers it" in said("legal")
    assert "does not offer it" in said("work")


def test_what_is_missing_is_said_when_the_person_chose_the_center(client):
    CenterPageFactory(slug="near", taking_requests=True, services_verified_on="2026-01-01")

    page = client.get("/en/request/", {"center": "near", "need": "work"}).content.decode()

    assert re.search(r'class="why".*does not offer', page, re.DOTALL)


@pytest.mark.parametrize("path", [URL, "/en/request/"])
def test_the_number_of_queries_does_not_grow_with_the_centers(client, near, path):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(path, AT_LVIV | {"need": "legal", "profile": "child"})
        return len(asked)

    for number in range(2):
        CenterPageFactory(latitude=49.8401 + number / 10_000)
        CenterPageFactory(latitude=49.9, taking_requests=True)
    queries()  # the first of a process reads what Wagtail then remembers
    few = queries()
    for number in range(4):
        CenterPageFactory(latitude=49.8411 + number / 10_000)
        CenterPageFactory(latitude=49.91, taking_requests=True)
    queries()  # so does the first after a change

    assert queries() == few <= 15


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


# --- Against machines, and against being sent twice


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
