"""The numbers and switches that the ministry sets for the whole site."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


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

    class Meta:
        verbose_name = _("site settings")
