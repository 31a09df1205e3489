"""Telling staff what waits: a task row of the transaction that keeps the request or report; nothing personal in it."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks.base import Task

from directory.intake.models import ErrorReport, Intake
from directory.models import CenterPage
from portal.models import User

logger = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


@task()
def tell_staff(pk: int, attempt: int = 1) -> None:
    """Write to each of those who may act on the request."""
    intake = Intake.objects.without_personal().filter(pk=pk, told_at=None).first()
    if intake:
        _tell(tell_staff, intake, letters(intake), attempt)


@task()
def tell_editors(pk: int, attempt: int = 1) -> None:
    """Write to the center's editors that an error is reported; once a day at most while one waits."""
    report = (
        ErrorReport.objects.new().defer("text").select_related("center").filter(pk=pk, told_at=None).first()
    )
    if report is None:
        return
    waiting = ErrorReport.objects.new().filter(center=report.center_id)
    if not waiting.filter(told_at__gt=timezone.now() - timedelta(days=1)).exists():
        _tell(tell_editors, report, report_letters(report), attempt)


def _tell(
    again: Task[..., None], about: Intake | ErrorReport, letters: list[EmailMessage], attempt: int
) -> None:
    """Send them, and note it; while the mail server is away, `again` and again later.

    At least once: who gets a letter twice sees it once, for the Message-ID is the same.
    """
    kind = "request" if isinstance(about, Intake) else "report"
    try:
        sent = _deliver(letters)
    except (OSError, SMTPException):
        wait = min(FIRST_WAIT * 2 ** min(attempt - 1, 10), LONGEST_WAIT)
        logger.warning("Mail about %s %d could not be sent; again in %s", kind, about.pk, wait)
        again.using(run_after=timezone.now() + wait).enqueue(about.pk, attempt + 1)
        return
    if sent:
        type(about).objects.filter(pk=about.pk).update(told_at=timezone.now())
    else:
        logger.error("Nobody could be told about %s %d: no working address is known", kind, about.pk)


def _deliver(letters: list[EmailMessage]) -> int:
    """Send them over one connection. An address that the server refuses keeps the others from nothing."""
    sent = 0
    with get_connection() as connection:
        for letter in letters:
            letter.connection = connection
            try:
                sent += letter.send()
            except SMTPRecipientsRefused:
                logger.warning("The mail server refused the address of a member of staff")
    return sent


# --- Who is written to, and what


def recipients(intake: Intake) -> list[User]:
    """The active people who may act on it: the center's case workers or, without a center, the coordinators."""
    if intake.center_id:
        return list(_reachable().filter(case_work__center=intake.center_id))
    return list(_reachable().filter(coordination__oblast=intake.oblast_id))


def keepers(center: CenterPage) -> list[User]:
    """The active editors of a center's page or, where there are none, the coordinators of its oblast."""
    return list(_reachable().filter(edits__center=center)) or list(
        _reachable().filter(coordination__oblast=center.oblast_id)
    )


def letters(intake: Intake) -> list[EmailMessage]:
    link = settings.SITE_URL + reverse("requests:request", args=[intake.pk])
    subject, to = _("A new request for support is waiting"), recipients(intake)
    return _letters(f"request-{intake.pk}-new", to, subject, "intake/mail/new_request.txt", link=link)


def report_letters(report: ErrorReport) -> list[EmailMessage]:
    """Which part of the page is wrong stands in the list alone."""
    link, center = settings.SITE_URL + reverse("error_reports:list"), report.center
    subject, to = _("Somebody reports an error on the page of a centre"), keepers(center)
    return _letters(
        f"report-{report.pk}", to, subject, "intake/mail/new_report.txt", link=link, center=center.title
    )


def _letters(about: str, to: list[User], subject: Promise, template: str, **said: str) -> list[EmailMessage]:
    """One for each recipient, so that none of them reads the addresses of the others."""
    host = urlsplit(settings.SITE_URL).hostname
    with translation.override(settings.LANGUAGE_CODE):
        heading, body = str(subject), render_to_string(template, said)
    return [
        EmailMessage(heading, body, to=[user.email], headers={"Message-ID": f"<{about}-{user.pk}@{host}>"})
        for user in to
    ]


def _reachable() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(email="").order_by("pk").distinct()
