"""Groups that meet, trainings and other events: at a center, at another place, or online."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory import recurring
from directory.hours import kyiv
from directory.models.offers import TargetGroup
from directory.models.places import Place
from directory.recurring import Span, typed_day
from portal.fields import LinesField
from portal.page_cache import forget_pages

LONGEST_SERIES = timedelta(days=366)
LONGEST = timedelta(days=14)
NOT_HELD = ("closed", "suspended")  # states of a center in which nothing takes place


def day_line(text: str) -> str:
    """«2.12.2026» as "2026-12-02"; ValidationError with an example when it is no day."""
    try:
        return typed_day(text).isoformat()
    except ValueError as error:
        raise ValidationError(_("Write the day like this: 02.12.2026.")) from error


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> Self:
        """Those of centers that the public sees and that work or are being prepared, and those of no center."""
        centers: Any = self.model._meta.get_field("center").related_model  # a module above this one
        listed = centers.objects.listed()
        shown = listed.exclude(status__in=NOT_HELD).order_by().values("pk")
        return self.filter(Q(center__isnull=True) | Q(center__in=shown))

    def coming(self, now: datetime) -> Self:
        """The public ones that are not over; those that repeat, until the last time is over."""
        return self.public().filter(over_at__gt=now)

    def with_facts(self) -> Self:
        """With all that a list, a page or a calendar says of them; two queries."""
        places = [
            f"{path}{unit}"
            for path in ("place", "center__settlement")
            for unit in ("", "__community", "__raion", "__oblast")
        ]
        return self.select_related("center__oblast", "center__locale", *places).prefetch_related(
            "groups", "center__communities__place__raion"
        )


class Event(models.Model):
    """Something that takes place once, or every week at the same time until a day."""

    center = models.ForeignKey(
        "directory.CenterPage",
        verbose_name=_("center"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="events",
        limit_choices_to={"locale__language_code": settings.LANGUAGE_CODE},
        help_text=_("Whose event it is; it takes place there unless another place is given."),
    )
    place = models.ForeignKey(
        Place,
        verbose_name=_("another settlement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind__in": ["K", "M", "X", "C"]},
    )
    spot = models.CharField(_("where exactly"), max_length=160, blank=True)
    online = models.URLField(_("link for taking part online"), max_length=400, blank=True)

    title = models.CharField(_("what it is"), max_length=120)
    title_en = models.CharField(_("the same in English"), max_length=120, blank=True)
    description = models.TextField(_("for whom and what for"), max_length=2000, blank=True)
    description_en = models.TextField(_("the same in English"), max_length=2000, blank=True)
    groups = models.ManyToManyField(
        TargetGroup,
        verbose_name=_("for whom in particular"),
        blank=True,
        related_name="+",
        help_text=_("None: for everyone."),
    )
    starts = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"))
    repeats_until = models.DateField(
        _("every week until"), null=True, blank=True, help_text=_("Empty: it takes place once.")
    )
    sign_up = models.CharField(
        _("how to sign up"),
        max_length=200,
        blank=True,
        help_text=_("A telephone number, an e-mail address or a link. Empty: people just come."),
    )
    cancelled = models.BooleanField(
        _("cancelled"),
        default=False,
        help_text=_("It stays in the list with this word, so that nobody comes in vain."),
    )
    called_off = LinesField(
        _("single days on which it is cancelled"),
        each=day_line,
        help_text=_("Of what is there every week. One a line: 02.12.2026. All other days stay as they are."),
    )

    over_at = models.DateTimeField(editable=False, db_index=True)  # when the last time is over; derived
    version = models.PositiveIntegerField(default=0, editable=False)  # calendars replace an older one
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [models.CheckConstraint(name="event_times", condition=Q(ends__gt=models.F("starts")))]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        *_before, (_begins, self.over_at) = self.occurrences()
        self.changed_at = timezone.now()
        self.version += 0 if self._state.adding else 1
        super().save(*args, **kwargs)
        forget_pages()

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if not (self.center_id or self.place_id or self.online):
            errors["center"] = _("Say where it takes place: a centre, a settlement, or a link.")
        if self.title_en == "" and self.description_en:
            errors["title_en"] = _("Write its name in English too.")
        if self.starts and self.ends:
            if self.ends <= self.starts:
                errors["ends"] = _("It must end later than it begins.")
            elif self.ends - self.starts > LONGEST:
                errors["ends"] = _("It is too long: 14 days at most.")
            if self.repeats_until:
                first = kyiv(self.starts).date()
                if not first < self.repeats_until <= first + LONGEST_SERIES:
                    errors["repeats_until"] = _("Give a day after the first time, a year later at most.")
            if self.called_off and not errors:
                errors |= self._clean_called_off()
        if errors:
            raise ValidationError(errors)

    def _clean_called_off(self) -> dict[str, Any]:
        if self.repeats_until is None:
            return {"called_off": _("It takes place once: tick “cancelled” instead.")}
        try:
            called_off = {date.fromisoformat(day) for day in self.called_off}
        except ValueError:  # the field itself has said which line is no day
            return {}
        if wrong := sorted(called_off - {begins.date() for begins, _ends in self.occurrences()}):
            message = _("It does not take place on that day anyway: %(days)s.")
            said = ", ".join(f"{day:%d.%m.%Y}" for day in wrong)
            return {"called_off": message % {"days": said}}
        self.called_off = [day.isoformat() for day in sorted(called_off)]
        return {}

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        forget_pages()
        return super().delete(*args, **kwargs)

    def occurrences(self) -> Iterator[Span]:
        return recurring.occurrences(self.starts, self.ends, self.repeats_until)

    def coming(self, now: datetime) -> Iterator[Span]:
        """When it takes place, the soonest first, as long as that is not over."""
        return recurring.coming(self.starts, self.ends, self.repeats_until, now)

    def is_off(self, span: Span) -> bool:
        """Whether that time is cancelled, alone or with all the others."""
        return self.cancelled or span[0].date().isoformat() in self.called_off

    def held_after(self, span: Span) -> Span | None:
        """The first time later than that one which is not cancelled."""
        return next((later for later in self.occurrences() if later > span and not self.is_off(later)), None)

    def in_month(self, month: date, now: datetime) -> Span | None:
        """The first time that is not over and touches the month of that day."""
        inside = (
            span
            for span in self.coming(now)
            if span[0].date().replace(day=1) <= month.replace(day=1) <= span[1].date()
        )
        return next(inside, None)

    @property
    def label(self) -> str:
        return (get_language() == "en" and self.title_en) or self.title

    @property
    def text(self) -> str:
        """The description in the language of the page; the Ukrainian one beside an English title is none."""
        return self.description_en if get_language() == "en" and self.title_en else self.description

    @property
    def is_foreign(self) -> bool:
        """Whether its words are Ukrainian on a page that is not."""
        return get_language() != settings.LANGUAGE_CODE and not self.title_en

    @property
    def is_hidden(self) -> bool:
        """Whether the public may know no more of where it is than the community."""
        place = self.place
        units = (place, place.community, place.oblast) if place else ()
        return bool(self.center and self.center.is_hidden) or any(
            unit is not None and unit.hide_centers for unit in units
        )

    @property
    def oblast_code(self) -> str:
        """КАТОТТГ code of where it takes place; "" for what is only online."""
        if self.place:
            return self.place.oblast_id or self.place.pk
        return self.center.oblast_id if self.center else ""
