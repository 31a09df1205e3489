"""Telling staff what waits: a task row of the transaction that keeps the request or report; nothing personal in it."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from directory.intake.models import ErrorReport, Intake
from directory.models import CenterPage
from portal.models import User

logger = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


@task()
def tell_staff(pk: int, attempt: int = 1) -> None:
    """Write to each of those who may act on the request; while the mail server is away, again and again later.

    At least once: who gets it twice sees it once, for the Message-ID is the same.
    """
    intake = Intake.objects.without_personal().filter(pk=pk).first()
    if intake is None or intake.told_at:
        return
    try:
        sent = _deliver(letters(intake))
    except (OSError, SMTPException):
        wait = min(FIRST_WAIT * 2 ** min(attempt - 1, 10), LONGEST_WAIT)
        logger.warning("Mail about request %d could not be sent; again in %s", pk, wait)
        tell_staff.using(run_after=timezone.now() + wait).enqueue(pk, attempt + 1)
        return
    if sent:
        Intake.objects.filter(pk=pk).update(told_at=timezone.now())
    else:
        logger.error("Nobody could be told about request %d: no one with a working address may act on it", pk)


@task()
def tell_editors(pk: int, attempt: int = 1) -> None:
    """Write to the center's editors that an error is reported; once a day at most while one waits."""
    report = ErrorReport.objects.defer("text").select_related("center").filter(pk=pk).first()
    if report is None or report.told_at or report.done_at:
        return
    waiting = ErrorReport.objects.new().filter(center=report.center_id)
    if waiting.filter(told_at__gt=timezone.now() - timedelta(days=1)).exists():
        return
    try:
        sent = _deliver(report_letters(report))
    except (OSError, SMTPException):
        wait = min(FIRST_WAIT * 2 ** min(attempt - 1, 10), LONGEST_WAIT)
        logger.warning("Mail about report %d could not be sent; again in %s", pk, wait)
        tell_editors.using(run_after=timezone.now() + wait).enqueue(pk, attempt + 1)
        return
    if sent:
        ErrorReport.objects.filter(pk=pk).update(told_at=timezone.now())
    else:
        logger.warning("Nobody could be told about report %d: it waits in the list of reports", pk)


def keepers(center: CenterPage) -> list[User]:
    """The active editors of a center's page or, where there are none, the coordinators of its oblast."""
    staff = User.objects.filter(is_active=True).exclude(email="").order_by("pk").distinct()
    return list(staff.filter(edits__center=center)) or list(
        staff.filter(coordination__oblast=center.oblast_id)
    )


def report_letters(report: ErrorReport) -> list[EmailMessage]:
    """As `letters`; which part of the page is wrong stands in the list alone."""
    link = settings.SITE_URL + reverse("error_reports:list")
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Somebody reports an error on the page of a centre")
        body = render_to_string("intake/mail/new_report.txt", {"link": link, "center": report.center.title})
        host = urlsplit(settings.SITE_URL).hostname
        return [
            EmailMessage(
                subject,
                body,
                to=[user.email],
                headers={"Message-ID": f"<report-{report.pk}-{user.pk}@{host}>"},
            )
            for user in keepers(report.center)
        ]


def _deliver(messages: list[EmailMessage]) -> int:
    """Send them over one connection. An address that the server refuses keeps the others from nothing."""
    sent = 0
    with get_connection() as connection:
        for message in messages:
            message.connection = connection
            try:
                sent += message.send()
            except SMTPRecipientsRefused:
                logger.warning("The mail server refused the address of a member of staff")
    return sent


def recipients(intake: Intake) -> list[User]:
    """The active people who may act on it: the center's case workers or, without a center, the coordinators."""
    staff = User.objects.filter(is_active=True).exclude(email="").order_by("pk").distinct()
    if intake.center_id:
        return list(staff.filter(case_work__center=intake.center_id))
    return list(staff.filter(coordination__oblast=intake.oblast_id))


def letters(intake: Intake) -> list[EmailMessage]:
    """One for each recipient, so that none of them reads the addresses of the others."""
    host = urlsplit(settings.SITE_URL).hostname
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A new request for support is waiting")
        link = settings.SITE_URL + reverse("requests:request", args=[intake.pk])
        body = render_to_string("intake/mail/new_request.txt", {"link": link})
        return [
            EmailMessage(
                subject,
                body,
                to=[user.email],
                headers={"Message-ID": f"<request-{intake.pk}-new-{user.pk}@{host}>"},
            )
            for user in recipients(intake)
        ]
