"""Staff accounts; the public has none."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):  # type: ignore[django-manager-missing]  # its pictures have a manager of Wagtail's
    """A member of staff: of the ministry, an oblast, a community or a center."""
