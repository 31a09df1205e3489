"""The usual hours as a form: for each day closed, from–to, or round the clock, and OSM syntax for what is rarer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory import hours
from directory.hours import DAYS, ROUND_THE_CLOCK, Table, Times

SLOTS = 3  # from–to for each day that are there without JavaScript; one more than are filled, if that is more
MOST_SLOTS = 24
WORKDAYS = range(1, 5)  # what may be copied from Monday
KINDS: dict[str, Any] = {
    "": gettext_lazy("not known"),
    "hours": gettext_lazy("open from–to"),
    "round": gettext_lazy("round the clock"),
    "closed": gettext_lazy("closed all day"),
}
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.,\-–]?\s*(\d\d))?")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """What stands in the fields of a day, right or wrong."""

    kind: str
    spans: tuple[tuple[str, str], ...] = ()

    def read(self) -> Times | None:
        """ValueError in words when it makes no hours."""
        spans = [span for span in self.spans if any(span)]
        if self.kind == "closed":
            return ()
        if self.kind == "round":
            return ROUND_THE_CLOCK
        if not spans:
            if self.kind == "":
                return None
            raise ValueError(_("write from when to when it is open."))
        return _in_order(sorted((clock_time(begins), clock_time(ends, ends=True)) for begins, ends in spans))


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form. `stored` is the text it began with, which stays to the letter if nothing changed."""

    days: tuple[TypedDay, ...]
    more: str = ""
    stored: str = ""

    @classmethod
    def of(cls, text: str) -> Typed:
        found = hours.table(text)
        return cls(tuple(_typed(times) for times in found.days), found.more, text)

    def read(self) -> tuple[str, dict[str, str]]:
        """The hours in OSM syntax, and what is wrong by day («Mo») or «more»; "" when something is."""
        days: list[Times | None] = []
        problems = {}
        for code, typed in zip(DAYS, self.days, strict=True):
            try:
                days.append(typed.read())
            except ValueError as error:
                problems[code] = str(error)
        if problems:
            return "", problems
        found = Table(tuple(days), self.more)
        if self.stored and found == hours.table(self.stored):
            return self.stored, {}
        try:
            if self.more:
                hours.check(self.more)
            return (hours.check(found.written()) if found.written() else ""), {}
        except ValueError as error:
            return "", {"more": str(error)}


def _typed(times: Times | None) -> TypedDay:
    if times is None:
        return TypedDay("")
    if times == ROUND_THE_CLOCK:
        return TypedDay("round")
    return TypedDay("hours", times) if times else TypedDay("closed")


def clock_time(text: str, *, ends: bool = False) -> str:
    """«9», «930», «9.30» as "09:30"; midnight at which something `ends` is "24:00". ValueError in words."""
    match = _TIME.fullmatch(text)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if not text:
        raise ValueError(_("both times are needed, from and to."))
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise ValueError(_("“%(text)s” is no time. Write it like 09:00.") % {"text": text[:20]})
    if ends and (hour, minute) == (0, 0):
        return "24:00"
    if not ends and hour == 24:
        return f"00:{minute:02}"
    return f"{hour:02}:{minute:02}"


def _in_order(spans: list[tuple[str, str]]) -> Times:
    """Of one day, touching ones joined; ValueError where two overlap. Only the last may run past midnight."""
    joined = spans[:1]
    for before, span in pairwise(spans):
        if before[1] <= before[0] or span[0] < before[1]:
            raise ValueError(_("two of these times overlap."))
        if span[0] == before[1]:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    for begins, ends in joined:
        if begins == ends:
            raise ValueError(
                _("it begins and ends at the same time. Day and night: choose “round the clock”.")
            )
    return tuple(joined)


class HoursWidget(forms.Widget):
    """Plain fields «name-mo-kind», «name-mo-0-from», «name-mo-0-to», …, «name-more»; its script only helps."""

    template_name = "directory/editing/hours.html"

    class Media:
        js = ("js/hours.js",)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        days = [_typed_day(data, f"{name}-{code.lower()}") for code in DAYS]
        if data.get(f"{name}-copy"):
            for index in WORKDAYS:
                days[index] = days[0]
        more = " ".join(str(data.get(f"{name}-more", "")).split())
        stored = str(data.get(f"{name}-stored", ""))
        # White space of a text area is the browser's: what was stored counts as untouched.
        if stored and " ".join(hours.table(stored).more.split()) == more:
            more = hours.table(stored).more
        return Typed(tuple(days), more, stored)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}-mo-kind" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        typed = value if isinstance(value, Typed) else Typed.of(value or "")
        text, problems = typed.read() if isinstance(value, Typed) else (typed.stored, {})
        prefix = context["widget"]["attrs"].get("id") or f"id_{name}"
        context["widget"] |= {
            "id": prefix,
            "rows": [
                _row(name, prefix, index, day, problems.get(DAYS[index], ""))
                for index, day in enumerate(typed.days)
            ],
            "more": typed.more,
            "more_problem": problems.get("more", ""),
            "stored": typed.stored,
            "reading": [] if problems else hours.reading_lines(text),
            "reading_url": _reading_url(),
            "longest": 500,
        }
        return context


def _typed_day(data: Mapping[str, Any], name: str) -> TypedDay:
    spans = []
    for index in range(MOST_SLOTS):
        begins, ends = (data.get(f"{name}-{index}-{part}") for part in ("from", "to"))
        if begins is not None or ends is not None:
            spans.append((str(begins or "").strip(), str(ends or "").strip()))
    kind = str(data.get(f"{name}-kind", ""))
    return TypedDay(kind if kind in KINDS else "", tuple(spans))


def _row(name: str, prefix: str, index: int, day: TypedDay, problem: str) -> dict[str, Any]:
    code = DAYS[index].lower()
    filled = [span for span in day.spans if any(span)]
    slots = [*filled, *[("", "")] * max(1, SLOTS - len(filled))]
    return {
        "label": WEEKDAYS[index],
        "name": f"{name}-{code}",
        "id": f"{prefix}-{code}",
        "choices": [(kind, word, kind == day.kind) for kind, word in KINDS.items()],
        "slots": [(number, *span) for number, span in enumerate(slots)],
        "problem": problem,
    }


def _reading_url() -> str:
    try:
        return reverse("directory_hours_reading")
    except NoReverseMatch:
        return ""


class HoursField(forms.Field):
    """A text in OSM syntax, "" when nothing is known; refused in words that name the day."""

    widget = HoursWidget

    def clean(self, value: Any) -> str:
        typed = value if isinstance(value, Typed) else Typed.of(str(value or ""))
        text, problems = typed.read()
        if problems:
            names = {code: str(WEEKDAYS[index]) for index, code in enumerate(DAYS)}
            raise ValidationError(
                [f"{names[code]}: {words}" if code in names else words for code, words in problems.items()]
            )
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text

    def has_changed(self, initial: Any, data: Any) -> bool:
        text, problems = data.read() if isinstance(data, Typed) else (str(data or ""), {})
        return bool(problems) or text != (initial or "")


class WeeklyHoursField(models.CharField):
    """Usual hours in OSM syntax, which people fill in as a table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 500, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs  # to the database it is a text

    def formfield(self, **kwargs: Any) -> Any:
        return HoursField(
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )
