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
PARTS = ("answer", "on", "note")
WORDS: dict[str, Any] = {
    "unknown": gettext_lazy("not known"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
    "na": gettext_lazy("not applicable"),
}

Card = dict[str, dict[str, str]]  # item code → answer, on (ISO day), by, note; what is not there is unknown


class AccessCardWidget(forms.Widget):
    """One row for each item; the names of its three fields are «name-code-part»."""

    template_name = "directory/editing/access_card.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Card:
        return {
            code: {part: str(data.get(f"{name}-{code}-{part}", "")).strip() for part in PARTS}
            for code in access.FEATURES
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        prefix = context["widget"]["attrs"].get("id", f"id_{name}")
        rows = [
            self._row(name, prefix, feature, (value or {}).get(feature.code, {}))
            for feature in access.FEATURES.values()
        ]
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
            "group": feature.group_en if english else feature.group,
            "label": feature.name_en if english else feature.name,
            "name": f"{name}-{feature.code}",
            "id": f"{prefix}-{feature.code}",
            "answer": answer,
            "on": item.get("on", ""),
            "by": item.get("by", ""),
            "note": item.get("note", ""),
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
        return {code: kept for code, item in (value or {}).items() if (kept := _kept(item))}

    def validate(self, value: Card) -> None:
        problems = []
        for code, item in value.items():
            try:
                _check(code, item)
            except ValueError as error:
                problems.append(str(error))
        if problems:
            raise ValidationError(problems)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {code: _typed(item) for code, item in (initial or {}).items()} != {
            code: _typed(item) for code, item in self.to_python(data).items()
        }


def signed(card: Card, before: Mapping[str, Mapping[str, Any]], by: str) -> Card:
    """The card with who gave each answer, and when: what changed was given by `by`, today if no day was typed."""
    done: Card = {}
    for code, item in card.items():
        old = before.get(code, {})
        if _typed(old) == _typed(item):
            done[code] = {**old}
            continue
        done[code] = {**item}
        if item["answer"] != "unknown":
            done[code] |= {"on": item.get("on") or timezone.localdate().isoformat(), "by": by}
    return done


def _kept(item: Mapping[str, str]) -> dict[str, str]:
    """Without what is empty; nothing at all of an item that says nothing."""
    found = {part: value for part, value in item.items() if part in PARTS and value}
    answer = found.setdefault("answer", "unknown")
    return {} if answer == "unknown" and not found.get("note") else found


def _typed(item: Mapping[str, Any]) -> dict[str, Any]:
    return _kept({part: item.get(part, "") for part in PARTS})


def _check(code: str, item: Mapping[str, str]) -> None:
    """ValueError in words when this item can't be so."""
    access.validate(code, item["answer"])
    name = access.FEATURES[code].name
    if typed := item.get("on"):
        try:
            day = parse_date(typed)
        except ValueError:
            day = None
        if day is None or day < date(1991, 8, 24):
            raise ValueError(_("“%(name)s”: write the day like 2026-03-31.") % {"name": name})
        if day > timezone.localdate():
            raise ValueError(_("“%(name)s”: this day is still to come.") % {"name": name})
    if len(item.get("note", "")) > LONGEST_NOTE:
        raise ValueError(
            _("“%(name)s”: the note is too long, %(most)d characters at most.")
            % {"name": name, "most": LONGEST_NOTE}
        )
