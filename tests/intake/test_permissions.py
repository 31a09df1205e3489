"""Who may see what of a request: the whole table, role × request × action, by every address there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from directory.intake import permissions
from directory.intake.models import Entry, Intake
from directory.intake.wagtail_hooks import urlpatterns
from directory.models import CaseWorker, CenterPage, Coordinator
from portal.models import User
from tests.factories import CenterPageFactory, UserFactory, oblast
from tests.intake.factories import SECRETS, IntakeFactory, staff

pytestmark = pytest.mark.django_db

OURS = {"code": "UA46000000000026241", "name": "Львівська"}
THEIRS = {"code": "UA61000000000060328", "name": "Тернопільська"}
REQUESTS = (
    "of_our_center",
    "of_another_center",
    "of_our_coordinator",
    "of_another_oblast",
    "of_another_coordinator",
)
ROLES = (
    "case_worker", "coordinator", "worker_and_coordinator", "ministry", "every_permission", "nobody_in_particular",
    "dismissed",
)  # fmt: skip
SEES: dict[str, set[str]] = {
    "case_worker": {"of_our_center"},
    "coordinator": {"of_our_center", "of_another_center", "of_our_coordinator"},
    "worker_and_coordinator": {"of_our_center", "of_another_center", "of_our_coordinator"},
}
READS: dict[str, set[str]] = {
    "case_worker": {"of_our_center"},
    "coordinator": {"of_our_coordinator"},
    "worker_and_coordinator": {"of_our_center", "of_our_coordinator"},
}
# Every address of a request, with what is sent there. Whoever may do it gets the number, whoever sees only state and
# age is turned away (Wagtail leads to its first page), for all others there is no such request.
ACTIONS: dict[str, tuple[str, list[str], dict[str, str] | None, int]] = {
    "look": ("request", [], None, 200),
    "contact": ("contact", [], {}, 200),
    "say": ("say", [], {"words": "Приходьте"}, 302),
    "accept": ("act", ["accept"], {"seen": "new"}, 302),
    "decline": ("act", ["decline"], {"seen": "new", "reason": "no_service"}, 302),
    "withdraw": ("act", ["withdraw"], {"seen": "new"}, 302),
    "spam": ("act", ["spam"], {"seen": "new"}, 302),
    "stale": ("act", ["accept"], {"seen": "accepted"}, 409),
    "not allowed": ("act", ["help"], {"seen": "new"}, 409),
    "nonsense": ("act", ["explode"], {"seen": "new"}, 404),
}


@pytest.fixture
def requests_() -> dict[str, Intake]:
    here, there = oblast(**OURS), oblast(**THEIRS)
    return {
        "of_our_center": IntakeFactory(center=CenterPageFactory(oblast=here)),
        "of_another_center": IntakeFactory(center=CenterPageFactory(oblast=here)),
        "of_our_coordinator": IntakeFactory(center=None, oblast=here),
        "of_another_oblast": IntakeFactory(center=CenterPageFactory(oblast=there)),
        "of_another_coordinator": IntakeFactory(center=None, oblast=there),
    }


def user_of(role: str, requests_: dict[str, Intake]) -> User:
    user = staff(UserFactory(is_superuser=role == "ministry"))
    if role in ("case_worker", "worker_and_coordinator", "dismissed"):
        CaseWorker.objects.create(user=user, center=requests_["of_our_center"].center)
    if role in ("coordinator", "worker_and_coordinator"):
        Coordinator.objects.create(user=user, oblast=oblast(**OURS))
    if role == "every_permission":
        group = Group.objects.create(name="Усі дозволи")
        group.permissions.set(Permission.objects.all())
        user.groups.add(group)
    if role == "dismissed":
        CaseWorker.objects.filter(user=user).delete()
    return user


@pytest.mark.parametrize("role", ROLES)
def test_the_table(role: str, requests_: dict[str, Intake]) -> None:
    user = user_of(role, requests_)
    names = {intake.pk: name for name, intake in requests_.items()}

    assert {names[intake.pk] for intake in Intake.objects.visible_to(user)} == SEES.get(role, set())
    assert {names[intake.pk] for intake in Intake.objects.readable_by(user)} == READS.get(role, set())
    for name, intake in requests_.items():
        assert permissions.may_see(user, intake) == (name in SEES.get(role, set()))
        assert permissions.may_read(user, intake) == (name in READS.get(role, set()))
        assert permissions.may_act(user, intake) == (name in READS.get(role, set()))
    assert permissions.has_inbox(user) == (role in SEES)


@pytest.mark.shown
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_every_address(
    role: str, action: str, requests_: dict[str, Intake], sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(user_of(role, requests_))
    address, arguments, sent, answer = ACTIONS[action]

    for name, intake in requests_.items():
        url = reverse(f"requests:{address}", args=[intake.pk, *arguments])
        response = client.get(url) if sent is None else client.post(url, sent)
        text = response.content.decode()
        entries = Entry.objects.filter(intake=intake, by__isnull=False).count()

        if name in READS.get(role, set()):
            assert response.status_code == answer, name
            assert entries == (answer in (200, 302))
        elif name in SEES.get(role, set()) and sent is None:
            assert response.status_code == 200
            assert intake.reference_shown in text
            assert entries == 1
        elif name in SEES.get(role, set()):
            assert response.status_code == 302
            assert response.url == reverse("wagtailadmin_home")
            assert entries == 0
        else:
            assert response.status_code == 404, name
            assert entries == 0
        if name not in READS.get(role, set()):
            assert not [secret for secret in SECRETS if secret in text]
            assert Intake.objects.get(pk=intake.pk).state == "new"
        if response.status_code == 302:
            assert str(intake.reference) not in response.url


@pytest.mark.shown
@pytest.mark.parametrize("role", ROLES)
def test_the_inbox(role: str, requests_: dict[str, Intake], sign_in: Callable[[User], Client]) -> None:
    client = sign_in(user_of(role, requests_))

    for query in ("", "?state=all", "?q=" + requests_["of_our_center"].reference):
        answer = client.get(reverse("requests:inbox") + query)
        text = answer.content.decode()
        assert not [secret for secret in SECRETS if secret in text]
        assert answer.status_code == (200 if role in SEES else 302)
        for name, intake in requests_.items():
            asked = not query.startswith("?q=") or name == "of_our_center"
            listed = reverse("requests:request", args=[intake.pk]) in text
            assert listed == (asked and name in SEES.get(role, set()))
    other = requests_["of_another_oblast"]
    narrowed = client.get(reverse("requests:inbox"), {"center": other.center.pk}).content.decode()
    assert other.reference_shown not in narrowed


@pytest.mark.parametrize("role", ["case_worker", "nobody_in_particular"])
def test_the_menu_shows_the_inbox_to_who_has_one(
    role: str, requests_: dict[str, Intake], sign_in: Callable[[User], Client]
) -> None:
    page = sign_in(user_of(role, requests_)).get(reverse("wagtailadmin_home")).content.decode()
    assert ("/admin/requests/" in page) == (role == "case_worker")


def test_nobody_without_the_second_factor(requests_: dict[str, Intake], client: Client) -> None:
    user = user_of("case_worker", requests_)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for pattern in urlpatterns:
        arguments = {"inbox": [], "act": [1, "accept"]}.get(str(pattern.name), [1])
        assert (
            client.get(reverse(f"requests:{pattern.name}", args=arguments)).url
            == "/accounts/2fa/totp/activate/"
        )
        assert Client().get(reverse(f"requests:{pattern.name}", args=arguments)).status_code == 302


def test_the_table_walks_every_address() -> None:
    assert {pattern.name for pattern in urlpatterns} == {
        "inbox",
        *(name for name, *_rest in ACTIONS.values()),
    }


def test_no_permission_that_can_be_given_opens_a_request() -> None:
    assert not Permission.objects.filter(content_type__app_label="intake").exists()


def test_nothing_personal_is_kept_anywhere_else(
    requests_: dict[str, Intake], sign_in: Callable[[User], Client]
) -> None:
    """Logs, revisions, the reference index, sessions, mail, titles and messages."""
    intake, user = requests_["of_our_center"], user_of("case_worker", requests_)
    client = sign_in(user)
    client.post(reverse("requests:contact", args=[intake.pk]))
    client.post(reverse("requests:act", args=[intake.pk, "accept"]), {"seen": "new"})
    client.post(reverse("requests:say", args=[intake.pk]), {"words": "Слова центру"})
    page = client.get(reverse("requests:request", args=[intake.pk])).content.decode()

    title = page.partition("<title>")[2].partition("</title>")[0]
    told = page.partition('class="messages"')[2].partition("</div>")[0]
    session: dict[str, Any] = dict(client.session)
    kept = [
        title, told, str(session), str(list(Entry.objects.values())), str(list(ModelLogEntry.objects.values())),
        str(list(Revision.objects.values())), str(mail.outbox),
    ]  # fmt: skip
    assert not [secret for secret in (*SECRETS, "Слова центру") for text in kept if secret in text]
    assert not ReferenceIndex.objects.filter(base_content_type__app_label="intake").exists()
    assert not hasattr(CenterPage, "intakes")
