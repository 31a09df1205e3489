"""An account for every role. Names and passwords are made once and kept in a file that only its owner reads."""

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import make_password

from directory.models import CaseWorker, CenterPage, Coordinator, Editor, Place
from portal import sealing
from portal.accounts import SecondFactorAdapter, give_second_factor
from portal.demo.centers import slug_of
from portal.models import User, source_locale
from portal.roles import Role, group_of

# A case worker for each center that takes requests; the first also has one whose requests are paused.
TAKING = range(1, 17)
PAUSED = 17
LVIV, KHARKIV = "UA46000000000026241", "UA63000000000041885"


@dataclass(frozen=True, slots=True)
class Account:
    """`centers` are slugs: of a case worker all that they serve, the printed one first; of an editor the one."""

    login: str
    role: Role
    name: str
    centers: tuple[str, ...] = ()
    oblast: str = ""


def accounts() -> Iterator[Account]:
    yield Account("ministry", Role.MINISTRY, "Міністерство")
    yield Account("coordinator-lviv", Role.COORDINATOR, "Координація Львівщини", oblast=LVIV)
    yield Account("coordinator-kharkiv", Role.COORDINATOR, "Координація Харківщини", oblast=KHARKIV)
    yield Account("editor-1", Role.EDITOR, "Редакція центру № 1", (slug_of(1),))
    yield Account("editor-kalush", Role.EDITOR, "Редакція центру, Калуш", ("kalush",))
    for number in TAKING:
        also = (slug_of(PAUSED),) if number == TAKING[0] else ()
        yield Account(
            f"worker-{number}", Role.CASE_WORKER, f"Працівник центру № {number}", (slug_of(number), *also)
        )
    yield Account("translator", Role.TRANSLATOR, "Переклад")


def make_accounts() -> list[str]:
    """Make what is missing and mend what no longer fits the file; the lines to print, one for each login."""
    file = Path(settings.VAR_DIR) / "demo-accounts.json"
    kept: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    users = {user.username: user for user in User.objects.filter(username__in=[a.login for a in accounts()])}
    centers = {
        center.slug: center
        for center in CenterPage.objects.filter(
            locale=source_locale(), slug__in=[slug for account in accounts() for slug in account.centers]
        )
    }
    lines, before = [], json.dumps(kept)
    for account in accounts():
        secret = kept.setdefault(
            account.login, {"password": secrets.token_urlsafe(12), "totp": generate_totp_secret(), "hash": ""}
        )
        user = _user(account, users.get(account.login), secret)
        _give_role(account, user, centers)
        lines.append(_line(account, secret))
    if json.dumps(kept) != before:
        _write(file, kept)
    return lines


def _user(account: Account, user: User | None, secret: dict[str, str]) -> User:
    """The user with the password and the second factor of the file. Comparing hashes is quick, checking is not."""
    if user is None:
        user = User(username=account.login, email=f"{account.login}@example.org", first_name=account.name)
    if not secret["hash"] or user.password != secret["hash"] or not user.is_active:
        secret["hash"] = user.password = make_password(secret["password"])
        user.is_active = True
        user.save()
    if not _has_secret(user, secret["totp"]):
        give_second_factor(user, secret["totp"])
    return user


def _has_secret(user: User, secret: str) -> bool:
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    try:
        return factor is not None and SecondFactorAdapter().decrypt(factor.data["secret"]) == secret
    except sealing.SealBroken:  # sealed with keys of another .env
        return False


def _give_role(account: Account, user: User, centers: dict[str, Any]) -> None:
    match account.role:
        case Role.CASE_WORKER:
            for slug in account.centers:
                CaseWorker.objects.get_or_create(user=user, center=centers[slug])
        case Role.COORDINATOR:
            Coordinator.objects.get_or_create(user=user, oblast=Place.objects.get(pk=account.oblast))
        case Role.EDITOR:
            Editor.objects.get_or_create(user=user, center=centers[account.centers[0]])
        case _:
            user.groups.add(group_of(account.role))


def _line(account: Account, secret: dict[str, str]) -> str:
    parts = {"login": account.login, "password": secret["password"], "role": account.role.value}
    if account.centers:
        parts["center"] = account.centers[0]
    return " ".join(f"{name}: {value}" for name, value in (parts | {"totp": secret["totp"]}).items())


def _write(file: Path, kept: dict[str, dict[str, str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        json.dump(kept, stream, indent=1)
    beside.replace(file)
