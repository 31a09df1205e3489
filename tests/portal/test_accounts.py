"""The door of the staff: password and code, lock-out, and sessions that end."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.test import Client

from portal.accounts import give_second_factor
from portal.models import User
from tests.conftest import TOTP_SECRET

PASSWORD = "довгий і дивний пароль"
LOGIN, CODE, SETUP, ADMIN = (
    "/accounts/login/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/totp/activate/",
    "/admin/",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    user = User.objects.create_user("editor", "editor@example.org", PASSWORD)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def code(secret: str = TOTP_SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_the_admin_leads_to_our_sign_in(client: Client) -> None:
    assert client.get(ADMIN).url.startswith(LOGIN)
    assert client.get("/admin/login/?next=/admin/pages/").url == f"{LOGIN}?next=/admin/pages/"
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).url == LOGIN
    assert client.get("/admin/password_reset/").url == "/accounts/password/reset/"


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/accounts/signup/").url == LOGIN
    assert client.post("/accounts/signup/", {"username": "eve", "password1": PASSWORD}).url == LOGIN
    assert not User.objects.exists()


def test_without_a_second_factor_the_way_leads_to_setting_it_up(client: Client, editor: User) -> None:
    client.post(LOGIN, {"login": "editor", "password": PASSWORD})

    assert client.get(ADMIN).url == SETUP
    assert client.get("/admin/pages/").url == SETUP
    page = client.get(SETUP)
    assert b"<svg" in page.content
    assert b"data:image" not in page.content
    secret = page.context["form"].secret
    assert client.post(SETUP, {"code": "000000"}).status_code == 200
    assert client.get(ADMIN).url == SETUP
    assert client.post(SETUP, {"code": code(client.session["mfa.totp.secret"])}).status_code == 302
    assert client.get(ADMIN).status_code == 200
    assert secret


def test_with_a_second_factor_the_password_alone_opens_nothing(client: Client, editor: User) -> None:
    give_second_factor(editor, TOTP_SECRET)

    assert client.post(LOGIN, {"login": "editor", "password": PASSWORD}).url == CODE
    assert client.get(ADMIN).url.startswith(LOGIN)
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert client.get(ADMIN).url.startswith(LOGIN)
    assert client.post(CODE, {"code": code()}).url == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_a_recovery_code_works_once(client: Client, editor: User) -> None:
    give_second_factor(editor, TOTP_SECRET)
    recovery = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()[0]

    client.post(LOGIN, {"login": "editor", "password": PASSWORD})
    assert client.post(CODE, {"code": recovery}).url == ADMIN
    client.post("/accounts/logout/")
    client.post(LOGIN, {"login": "editor", "password": PASSWORD})
    assert client.post(CODE, {"code": recovery}).status_code == 200


def test_secrets_of_code_apps_are_sealed(editor: User) -> None:
    give_second_factor(editor, TOTP_SECRET)
    give_second_factor(editor, TOTP_SECRET)

    stored = Authenticator.objects.get(user=editor, type="totp").data["secret"]
    assert stored.startswith("e1$test$")
    assert TOTP_SECRET not in stored


def test_guessing_locks_the_name_from_that_address_only(client: Client, editor: User) -> None:
    give_second_factor(editor, TOTP_SECRET)

    answers = [client.post(LOGIN, {"login": "editor", "password": "wrong"}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    right = {"login": "editor", "password": PASSWORD}
    assert client.post(LOGIN, right).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").post(LOGIN, right).url == CODE


def test_guessing_codes_ends(client: Client, editor: User) -> None:
    give_second_factor(editor, TOTP_SECRET)
    client.post(LOGIN, {"login": "editor", "password": PASSWORD})

    for _ in range(10):
        client.post(CODE, {"code": "000000"})

    assert client.post(CODE, {"code": code()}).status_code != 302


@pytest.mark.parametrize(
    ("minutes_of_each_step", "ends"), [([59] * 8, True), ([59] * 7, False), ([61], True), ([30], False)]
)
def test_sessions_end_after_a_working_day_or_an_idle_hour(
    sign_in: Callable[[User], Client],
    editor: User,
    time_machine: Any,
    minutes_of_each_step: list[int],
    ends: bool,
) -> None:
    time_machine.move_to("2026-11-24T08:00:00+02:00", tick=False)
    client = sign_in(editor)
    client.get(ADMIN)

    for minutes in minutes_of_each_step:
        time_machine.shift(minutes * 60)
        answer = client.get(ADMIN)
    if ends and len(minutes_of_each_step) > 1:
        time_machine.shift(30 * 60)
        answer = client.get(ADMIN)

    assert answer.status_code == (302 if ends else 200)
    if ends:
        assert answer.url == f"{LOGIN}?next=/admin/"
        assert "_auth_user_id" not in client.session


def test_what_a_tab_asks_by_itself_keeps_no_session_alive(
    sign_in: Callable[[User], Client], editor: User, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-24T08:00:00+02:00", tick=False)
    client = sign_in(editor)
    client.get(ADMIN)

    for _ in range(3):
        time_machine.shift(25 * 60)
        client.post("/admin/editing-sessions/ping/wagtailcore/page/1/1/")

    assert client.get(ADMIN).status_code == 302


def test_a_forgotten_password_is_changed_by_mail_and_still_needs_the_code(
    client: Client, editor: User
) -> None:
    give_second_factor(editor, TOTP_SECRET)

    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    client.post("/accounts/password/reset/", {"email": "editor@example.org"})
    letter = next(letter for letter in mail.outbox if letter.to == ["editor@example.org"])
    link = next(line for line in letter.body.splitlines() if "/accounts/password/reset/key/" in line)
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    done = client.post(
        form.wsgi_request.path, {"password1": "зовсім інший пароль", "password2": "зовсім інший пароль"}
    )

    assert done.status_code == 302
    assert client.post(LOGIN, {"login": "editor", "password": "зовсім інший пароль"}).url == CODE


def test_a_lost_phone_and_lost_codes(client: Client, editor: User) -> None:
    give_second_factor(editor, TOTP_SECRET)

    call_command("reset_second_factor", "editor", verbosity=0)

    client.post(LOGIN, {"login": "editor", "password": PASSWORD})
    assert client.get(ADMIN).url == SETUP


@pytest.mark.parametrize(
    "path", [LOGIN, "/accounts/password/reset/", SETUP, "/accounts/2fa/", "/accounts/logout/"]
)
def test_pages_of_accounts_are_kept_by_no_cache(
    sign_in: Callable[[User], Client], editor: User, path: str
) -> None:
    for client in (Client(), sign_in(editor)):
        assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "password/change/",
        "password/reset/",
        "reauthenticate/",
        "2fa/reauthenticate/",
        "2fa/totp/activate/",
        "login/",
    ],
)
def test_fields_are_labelled_and_nothing_stands_inside_them(
    address: str, editor: User, client: Client
) -> None:
    if address != "login/":
        client.post(LOGIN, {"login": "editor", "password": PASSWORD})
    if address == "2fa/reauthenticate/":
        give_second_factor(editor, TOTP_SECRET)
    page = client.get(f"/accounts/{address}")
    html = page.content.decode()
    assert page.context["form"].visible_fields()
    for trace in ("placeholder=", "&lt;", "_helptext"):
        assert trace not in html, trace
    for field in page.context["form"].visible_fields():
        assert f'<label for="{field.id_for_label}">' in html
