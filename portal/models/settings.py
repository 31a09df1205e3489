"""The numbers and switches that the ministry sets for the whole site."""

from typing import Any

from django.core.cache import cache
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def _fresh_days(name: Any, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        name, default=default, validators=[MinValueValidator(1), MaxValueValidator(3_650)]
    )


@register_setting(icon="cog")
class PortalSettings(BaseGenericSetting):
    """What the whole site goes by; public in `/api/v1/site`."""

    martial_law = models.BooleanField(
        _("martial law"),
        default=True,
        help_text=_(
            "While it lasts, public holidays close no center: one that does close enters an exception."
        ),
    )
    reach_km = models.PositiveSmallIntegerField(
        _("within reach, km"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(1_500)],
        help_text=_("A center up to and including this far away is preferred for a request."),
    )
    take_within_hours = models.PositiveSmallIntegerField(
        _("a request is taken within, hours"), default=48, validators=[MinValueValidator(2)]
    )
    keep_days = models.PositiveSmallIntegerField(
        _("keep what is personal for, days"),
        default=180,
        validators=[MinValueValidator(1)],
        help_text=_("Counted from the end of a request; then everything personal in it is erased."),
    )
    # How long what somebody confirmed counts as checked; then its page says so, and its editors are asked.
    hours_fresh_days = _fresh_days(_("hours are checked again after, days"), 90)
    contacts_fresh_days = _fresh_days(_("address and contacts are checked again after, days"), 180)
    services_fresh_days = _fresh_days(_("services are checked again after, days"), 180)
    access_fresh_days = _fresh_days(_("accessibility is checked again after, days"), 365)

    FRESH_DAYS = "settings:fresh-days"  # the key under which the cache has them: each result in a list asks

    class Meta:
        verbose_name = _("site settings")

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        cache.delete(self.FRESH_DAYS)

    @classmethod
    def fresh_days(cls) -> dict[str, int]:
        """Days by block; as they are or, in another process than the one that changed them, were a minute ago."""

        def load() -> dict[str, int]:
            site = cls.load()
            return {
                "hours": site.hours_fresh_days,
                "contacts": site.contacts_fresh_days,
                "services": site.services_fresh_days,
                "access": site.access_fresh_days,
            }

        return cache.get_or_set(cls.FRESH_DAYS, load, 60) or load()
