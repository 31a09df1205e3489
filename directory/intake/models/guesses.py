"""Wrong tries of tracking."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Guesses(models.Model):
    """How often a wrong PIN was tried for a reference, whether or not anyone has that reference."""

    reference_hash = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    tried_at = models.DateTimeField(_("last try"))
    locked_until = models.DateTimeField(_("closed until"), null=True)

    class Meta:
        verbose_name = _("wrong tries")
        verbose_name_plural = _("wrong tries")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.tries)
