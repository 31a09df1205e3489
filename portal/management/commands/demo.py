"""The site with content to look at and to try out."""

import socket
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction
from django.utils import translation
from gunicorn.app.wsgiapp import WSGIApplication

from directory.importing import import_centers
from directory.models import Place
from portal.demo.accounts import make_accounts
from portal.demo.articles import add_news, add_partners
from portal.demo.centers import add_training_centers
from portal.demo.offers import add_offers
from portal.demo.reports import add_reports
from portal.demo.tables import add_figures, add_holidays, add_hotlines

CENTERS = Path(settings.BASE_DIR) / "directory" / "data" / "centers.csv"


class Command(BaseCommand):
    help = (
        "Fill the site with demo content: the gazetteer, the centers known from public sources, invented training "
        "centers, news, partners, hotlines, and an account for every role. Again changes nothing but passed dates."
    )
    requires_system_checks: list[str] = []  # `make lint` looks; here they would only make somebody wait

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--prepare", action="store_true", help="bring the database and the static files up to date before"
        )
        parser.add_argument(
            "--serve",
            action="store_true",
            help="do all that, then serve the site; one process that has read everything starts sooner than two",
        )

    def handle(self, *, prepare: bool, serve: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "It would put invented centers and known passwords where people rely on a site."
            )
        quiet = {"verbosity": 0, "stdout": self.stdout}
        if prepare or serve:
            refuse_a_taken_port()
            call_command("migrate", **quiet)
            call_command("collectstatic", interactive=False, **quiet)
        if not Place.objects.exists():
            call_command("load_places", **quiet)
        call_command("setup_site", **quiet)
        with transaction.atomic():
            add_holidays()
            add_hotlines()
            add_figures()
            with translation.override("en"):
                real = import_centers(CENTERS)
            training = add_training_centers()
            add_reports()
            events = add_offers()
            partners, news = add_partners(), add_news()
        call_command("setup_roles", **quiet)
        with transaction.atomic():
            lines = make_accounts()
        if options["verbosity"]:
            self.stdout.write(
                f"New: {real.added} centers from public sources, {training} training centers, {events} events, "
                f"{partners} partners, {news} news."
            )
            self.stdout.write("\n".join(["", *lines, "", f"{settings.SITE_URL}/"]))
        if serve:
            self.stdout.flush()
            serve_from_here()


def refuse_a_taken_port() -> None:
    """Say at once what the server would find out at the end."""
    try:
        port = urlsplit(settings.SITE_URL).port or 0
    except ValueError as error:
        raise CommandError("The port must be a number up to 65535, such as PORT=8080 make demo.") from error
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken: stop what uses it, or choose another, such as PORT=8080 make demo."
            ) from error


def serve_from_here() -> None:
    """Become the server of gunicorn.conf.py. It forks: no connection of ours may be open then."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):  # PostgreSQL's
            connection.close_pool()
    sys.argv[1:] = ["--preload"]
    WSGIApplication().run()
