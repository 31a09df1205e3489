"""Which state of the directory the database holds."""

from django.db import models


class DirectoryVersion(models.Model):
    """One row, whose token the database itself renews whenever something changes that finding goes by.

    A token and no number: a transaction that is rolled back must not leave its number to the next one.
    """

    token = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.token
