"""For a member of staff who lost both the phone and the recovery codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.models import User


class Command(BaseCommand):
    help = (
        "Forget someone's second factor: at the next sign-in they set up a new one. Make sure first who asks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        try:
            user = User.objects.get(username=username)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account {username}.") from error
        Authenticator.objects.filter(user=user).delete()
        self.stdout.write(self.style.SUCCESS(f"{username} sets up a new second factor at the next sign-in."))
