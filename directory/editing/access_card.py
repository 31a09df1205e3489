"""The accessibility information as a form: an answer, a day and a note for each item, in the groups of the card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from directory import access

LONGEST_NOTE = 200  # characters
PARTS = ("answer", "on", "by", "number", "note")
WHOLE = ("on", "by")  # what the whole assessment says once, for items that do not say it
WORDS: dict[str, Any] = {
    "unknown": gettext_lazy("not known"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
    "na": gettext_lazy("not applicable"),
}

UNITS: dict[str, Any] = {
    "places": gettext_lazy("places"),
    "steps": gettext_lazy("steps"),
    "percent": "%",
    "cm": gettext_lazy("cm"),
    "mm": gettext_lazy("mm"),
    "db": gettext_lazy("dB"),
    "hours": gettext_lazy("hours"),
}
WHOLE_CARD = ""  # no item: stands in what was typed for the whole assessment

# Item code → answer, on (ISO day), by (the assessor's words), number, note; what is not there is unknown.
Card = dict[str, dict[str, str]]


class AccessCardWidget(forms.Widget):
    """One row for each item; the names of its three fields are «name-code-part»."""

    template_name = "directory/editing/access_card.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Card:
        card = {
            code: {part: str(data.get(f"{name}-{code}-{part}", "")).strip() for part in PARTS}
            for code in access.FEATURES
        }
        whole = {part: str(data.get(f"{name}-whole-{part}", "")).strip() for part in WHOLE}
        return {**card, WHOLE_CARD: whole}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        prefix = context["widget"]["attrs"].get("id", f"id_{name}")
        card = value or {}
        rows = [
            self._row(name, prefix, feature, card.get(feature.code, {}))
            for feature in access.FEATURES.values()
        ]
        answers = {row["code"]: row["answer"] for row in rows}
        best = access.next_best(answers)
        context["widget"]["best"] = next((row for row in rows if row["code"] == best), None)
        context["widget"]["known"] = sum(answer != "unknown" for answer in answers.values())
        context["widget"]["total"] = len(rows)
        context["widget"]["whole"] = {
            "name": f"{name}-whole",
            "id": f"{prefix}-whole",
            "on": timezone.localdate().isoformat(),
            "by": _last_assessor(card),
            **card.get(WHOLE_CARD, {}),
        }
        context["widget"]["longest_assessor"] = access.LONGEST_ASSESSOR
        groups = [(heading, list(found)) for heading, found in groupby(rows, lambda row: row["group"])]
        context["widget"]["groups"] = [
            {"heading": heading, "rows": found, "known": sum(row["answer"] != "unknown" for row in found)}
            for heading, found in groups
        ]
        context["widget"]["longest_note"] = LONGEST_NOTE
        return context

    def _row(
        self, name: str, prefix: str, feature: access.Feature, item: Mapping[str, str]
    ) -> dict[str, Any]:
        english = get_language() == "en"
        answer = item.get("answer") or "unknown"
        return {
            "code": feature.code,
            "group": feature.group_en if english else feature.group,
            "label": feature.name_en if english else feature.name,
            "name": f"{name}-{feature.code}",
            "id": f"{prefix}-{feature.code}",
            "answer": answer,
            "on": item.get("on", ""),
            "by": item.get("by", ""),
            "note": item.get("note", ""),
            "number": item.get("number", ""),
            "unit": UNITS[feature.measure.unit] if feature.measure else "",
            "choices": [
                (code, word, code == answer)
                for code, word in WORDS.items()
                if code != "na" or feature.na_allowed or answer == "na"
            ],
        }

    def id_for_label(self, id_: str | None) -> str:
        return ""  # it is a group of fields, each with a label of its own


class AccessCardField(forms.Field):
    """Cleans to a `Card` of what is known or noted. Every wrong item is named in words, and what was typed stays."""

    widget = AccessCardWidget

    def to_python(self, value: Any) -> Card:
        card = {
            code: kept for code, item in (value or {}).items() if code != WHOLE_CARD and (kept := _kept(item))
        }
        whole = _filled((value or {}).get(WHOLE_CARD, {}))
        return {**card, WHOLE_CARD: whole} if whole else card

    def validate(self, value: Card) -> None:
        problems = []
        whole = value.get(WHOLE_CARD, {})
        try:
            _check_day(whole, _("The whole assessment"))
        except ValueError as error:
            problems.append(str(error))
        for code, item in value.items():
            if code == WHOLE_CARD:
                continue
            try:
                _check(code, item)
            except ValueError as error:
                problems.append(str(error))
        if problems:
            raise ValidationError(problems)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {code: _typed(item) for code, item in (initial or {}).items()} != {
            code: _typed(item) for code, item in self.to_python(data).items() if code != WHOLE_CARD
        }


def signed(card: Card, before: Mapping[str, Mapping[str, Any]]) -> Card:
    """The card with who gave each answer, and when: what changed and says neither has them of the whole assessment.

    A day or an assessor that an answer had before it changed is not that of the new answer. Accounts are not named.
    """
    whole = card.get(WHOLE_CARD, {})
    done: Card = {}
    for code, item in card.items():
        if code == WHOLE_CARD:
            continue
        old = before.get(code, {})
        if _typed(old) == _typed(item):
            done[code] = {**old}
            continue
        done[code] = {part: value for part, value in item.items() if part not in WHOLE}
        if item["answer"] == "unknown":
            continue
        renewed = old.get("answer") != item["answer"]
        for part, value in {"on": timezone.localdate().isoformat(), "by": "", **_filled(whole)}.items():
            typed = item.get(part, "")
            if renewed and typed == old.get(part, ""):
                typed = ""
            if said := typed or value:
                done[code][part] = said
    return done


def _filled(whole: Mapping[str, str]) -> dict[str, str]:
    return {part: value for part, value in whole.items() if value}


def _last_assessor(card: Mapping[str, Mapping[str, str]]) -> str:
    """Who assessed last is most likely who does now."""
    dated = [(item.get("on", ""), item["by"]) for item in card.values() if item.get("by")]
    return max(dated, default=("", ""))[1]


def _kept(item: Mapping[str, str]) -> dict[str, str]:
    """Without what is empty; nothing at all of an item that says nothing."""
    found = {part: value for part, value in item.items() if part in PARTS and value}
    answer = found.setdefault("answer", "unknown")
    said = answer != "unknown" or found.get("note") or found.get("number")
    return found if said else {}


def _typed(item: Mapping[str, Any]) -> dict[str, Any]:
    return _kept({part: item.get(part, "") for part in PARTS})


def _check(code: str, item: Mapping[str, str]) -> None:
    """ValueError in words when this item can't be so."""
    access.validate(code, item["answer"])
    access.measured(code, item.get("number"))
    name = access.FEATURES[code].name
    _check_day(item, name)
    if len(item.get("note", "")) > LONGEST_NOTE:
        raise ValueError(
            _("“%(name)s”: the note is too long, %(most)d characters at most.")
            % {"name": name, "most": LONGEST_NOTE}
        )


def _check_day(item: Mapping[str, str], name: str) -> None:
    """Of an item or of the whole assessment: when, and who."""
    if len(item.get("by", "")) > access.LONGEST_ASSESSOR:
        raise ValueError(
            _("“%(name)s”: the name of the assessor is too long, %(most)d characters at most.")
            % {"name": name, "most": access.LONGEST_ASSESSOR}
        )
    if typed := item.get("on"):
        try:
            day = parse_date(typed)
        except ValueError:
            day = None
        if day is None or day < date(1991, 8, 24):
            raise ValueError(_("“%(name)s”: write the day like 2026-03-31.") % {"name": name})
        if day > timezone.localdate():
            raise ValueError(_("“%(name)s”: this day is still to come.") % {"name": name})
