"""Staff accounts; the public has none."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff: of the ministry, an oblast, a community or a center."""
