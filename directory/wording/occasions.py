"""When something takes place, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.hours import kyiv
from directory.recurring import Span
from directory.wording.hours import clock
from portal.typography import day as day_words

EVERY_WEEK_ON = (
    gettext_lazy("every Monday"),
    gettext_lazy("every Tuesday"),
    gettext_lazy("every Wednesday"),
    gettext_lazy("every Thursday"),
    gettext_lazy("every Friday"),
    gettext_lazy("every Saturday"),
    gettext_lazy("every Sunday"),
)


def occasion_words(span: Span) -> str:
    """«п’ятниця, 27 листопада, 10:00–12:00»; of several days «27 листопада, 10:00 – 29 листопада, 18:00»."""
    begins, ends = (kyiv(moment) for moment in span)
    if begins.date() == ends.date():
        return f"{day_words(begins.date(), 'week')}, {clock(begins)}–{clock(ends)}"
    first, last = (f"{day_words(moment.date(), 'short')}, {clock(moment)}" for moment in (begins, ends))
    return f"{first} – {last}"


def weekly_words(span: Span) -> str:
    """«щоп’ятниці, 10:00–12:00»."""
    begins, ends = (kyiv(moment) for moment in span)
    return _("%(day)s, %(times)s") % {
        "day": EVERY_WEEK_ON[begins.weekday()],
        "times": f"{clock(begins)}–{clock(ends)}",
    }
