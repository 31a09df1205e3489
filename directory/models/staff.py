"""Who works where: the editors and case workers of a center, the coordinators of an oblast."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from directory import editors
from portal.roles import Role, group_of


class StaffQuerySet(models.QuerySet["Assignment"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """One by one, so that nobody keeps a permission that their row gave them."""
        with transaction.atomic():
            gone = [assignment.delete() for assignment in self]
        return len(gone), {self.model._meta.label: len(gone)}


class Assignment(models.Model):
    """A person and what they answer for. Its group gives them their permissions as long as the row is there."""

    objects = StaffQuerySet.as_manager()

    class Meta:
        abstract = True

    user: models.ForeignKey[Any, Any]

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        if before:
            before._leave()
        self.user.groups.add(self.group)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        self._leave()
        return deleted

    @property
    def group(self) -> Group:
        raise NotImplementedError

    def _leave(self) -> None:
        group = self.group
        others = type(self).objects.filter(user=self.user)  # type: ignore[misc]  # a field of each subclass
        if not any(other.group == group for other in others):
            self.user.groups.remove(group)


class Editor(Assignment):
    """A person of the community who keeps a center's page true; what they change is published by others."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="edits"
    )
    center = models.ForeignKey(
        "directory.CenterPage", verbose_name=_("center"), on_delete=models.CASCADE, related_name="editors"
    )

    class Meta:
        verbose_name = _("editor of a center")
        verbose_name_plural = _("editors of centers")
        constraints = [models.UniqueConstraint(fields=["user", "center"], name="editor_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.center}"

    @property
    def group(self) -> Group:
        return editors.editors_of(self.center)


class CaseWorker(Assignment):
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

    @property
    def group(self) -> Group:
        return group_of(Role.CASE_WORKER)


class Coordinator(Assignment):
    """A person who approves pages and watches over requests of an oblast."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="coordination",
    )
    oblast = models.ForeignKey(
        "directory.Place",
        verbose_name=_("oblast"),
        on_delete=models.PROTECT,
        related_name="coordinators",
        limit_choices_to={"kind__in": ["O", "K"]},
    )

    class Meta:
        verbose_name = _("oblast coordinator")
        verbose_name_plural = _("oblast coordinators")
        constraints = [models.UniqueConstraint(fields=["user", "oblast"], name="coordinator_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.oblast}"

    @property
    def group(self) -> Group:
        return editors.coordinators_of(self.oblast)
