"""Give the site its pages."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.content.structure import build


class Command(BaseCommand):
    help = (
        "Make the pages that the site begins with, in both languages: home, the directory, news, partners, and pages "
        "of text. Pages that are there are left as they are."
    )

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        made = build()
        if options["verbosity"]:
            self.stdout.write(
                self.style.SUCCESS(f"{len(made)} pages made" if made else "All pages are there")
            )
