"""Where the mobile team of a center stops, and when."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from directory.hours import kyiv
from directory.models.places import Place
from directory.recurring import Span, on_day, weekly

AHEAD = timedelta(days=14)  # how far ahead a stop counts


class MobileStop(Orderable):
    """A place to which the team comes on one day, or every week on the same day."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    center = ParentalKey("directory.CenterPage", on_delete=models.CASCADE, related_name="stops")
    place = models.ForeignKey(
        Place,
        verbose_name=_("settlement"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind__in": ["K", "M", "X", "C"]},
    )
    spot = models.CharField(
        _("where exactly"), max_length=160, blank=True, help_text=_("For example: by the village council.")
    )
    day = models.DateField(_("on this day"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("or every week"), choices=Weekday, null=True, blank=True)
    until = models.DateField(
        _("for the last time on"), null=True, blank=True, help_text=_("Only of what is every week.")
    )
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    class Meta(Orderable.Meta):
        verbose_name = _("stop of the mobile team")
        constraints = [
            models.CheckConstraint(
                name="mobile_stop_once_or_weekly",
                condition=Q(day__isnull=False, weekday__isnull=True)
                | Q(day__isnull=True, weekday__isnull=False),
            ),
            models.CheckConstraint(name="mobile_stop_times", condition=Q(ends__gt=models.F("starts"))),
        ]

    def __str__(self) -> str:
        return str(self.place)

    def clean(self) -> None:
        super().clean()
        if (self.day is None) == (self.weekday is None):
            raise ValidationError(
                {"day": _("Give a day, or the day of the week on which it comes every week.")}
            )
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("It must end later than it begins.")})

    @property
    def is_hidden(self) -> bool:
        """Whether the public may know no more of it than the community, for the center's sake or the place's."""
        units = (self.place, self.place.community, self.place.oblast)
        return self.center.is_hidden or any(unit is not None and unit.hide_centers for unit in units)

    def coming(self, now: datetime, ahead: timedelta = AHEAD) -> Iterator[Span]:
        """When it stops there, soonest first, if that begins within `ahead` and is not over."""
        today = kyiv(now).date()
        for span in self._spans(today, (kyiv(now) + ahead).date()):
            if span[1] > now and span[0] <= now + ahead:
                yield span

    def _spans(self, first: date, last: date) -> Iterator[Span]:
        if self.weekday is not None:
            yield from weekly(
                self.weekday, self.starts, self.ends, first, min(last, self.until) if self.until else last
            )
        elif self.day is not None:
            yield on_day(self.day, self.starts, self.ends)
