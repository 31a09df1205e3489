"""The site with content to look at and to try out."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from directory.importing import import_centers
from directory.models import Place
from portal.demo.accounts import make_accounts
from portal.demo.articles import add_news, add_partners
from portal.demo.centers import add_training_centers
from portal.demo.tables import add_holidays, add_hotlines

CENTERS = Path(settings.BASE_DIR) / "directory" / "data" / "centers.csv"


class Command(BaseCommand):
    help = (
        "Fill the site with demo content: the gazetteer, the centers known from public sources, invented training "
        "centers, news, partners, hotlines, and an account for every role. Again changes nothing but passed dates."
    )

    def handle(self, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "This would put invented centers and known passwords on a site that people rely on."
            )
        quiet = {"verbosity": 0, "stdout": self.stdout}
        if not Place.objects.exists():
            call_command("load_places", **quiet)
        call_command("setup_site", **quiet)
        with transaction.atomic():
            add_holidays()
            add_hotlines()
            with translation.override("en"):
                real = import_centers(CENTERS)
            training = add_training_centers()
            partners, news = add_partners(), add_news()
        call_command("setup_roles", **quiet)
        with transaction.atomic():
            lines = make_accounts()
        if options["verbosity"]:
            self.stdout.write(
                f"New: {real.added} centers from public sources, {training} training centers, {partners} partners, "
                f"{news} news."
            )
            self.stdout.write("\n".join(["", *lines, "", f"{settings.SITE_URL}/"]))
