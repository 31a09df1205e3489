"""Who works where: the case workers of a center, the coordinators of an oblast."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseWorker(models.Model):
    """A person who reads and answers the requests of a center; one may serve several centers."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="case_work"
    )
    center = models.ForeignKey(
        "directory.CenterPage",
        verbose_name=_("center"),
        on_delete=models.CASCADE,
        related_name="case_workers",
    )

    class Meta:
        verbose_name = _("case worker")
        verbose_name_plural = _("case workers")
        constraints = [models.UniqueConstraint(fields=["user", "center"], name="case_worker_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.center}"


class Coordinator(models.Model):
    """A person who approves pages and watches over requests of an oblast."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="coordination",
    )
    oblast = models.ForeignKey(
        "directory.Place", verbose_name=_("oblast"), on_delete=models.PROTECT, related_name="coordinators"
    )

    class Meta:
        verbose_name = _("oblast coordinator")
        verbose_name_plural = _("oblast coordinators")
        constraints = [models.UniqueConstraint(fields=["user", "oblast"], name="coordinator_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.oblast}"
