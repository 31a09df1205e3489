from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from directory.intake.demand import publish_month
from directory.intake.models import ErrorReport, Guesses, Intake
from directory.intake.query import SOON


class Command(BaseCommand):
    help = (
        "Erase what is personal in requests that ended long enough ago, and old reports of errors. Rows of "
        "requests stay for statistics."
    )

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        erased = Intake.objects.expired(now).forget(now)
        Guesses.objects.filter(tried_at__lte=now - SOON).delete()
        ErrorReport.objects.forget(now)
        publish_month(now)  # what statistics say of a month is written when it is over
        left = Intake.objects.filter(erased_at__isnull=True).count()
        self.stdout.write(self.style.SUCCESS(f"{erased} requests erased, {left} still hold what is personal"))
