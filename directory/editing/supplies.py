"""What works when the grid is off, as a form: an answer, a day and a note for heat, water and internet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory import without_grid

LONGEST_NOTE = 200  # characters
PARTS = ("answer", "on", "note")
WORDS: dict[str, Any] = {
    "unknown": gettext_lazy("not known"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
}

Supplies = dict[str, dict[str, str]]  # code → answer, on (ISO day), note; what is not there is unknown


class SuppliesWidget(forms.Widget):
    """One row for each; the names of its three fields are «name-code-part»."""

    template_name = "directory/editing/supplies.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Supplies:
        return {
            code: {part: str(data.get(f"{name}-{code}-{part}", "")).strip() for part in PARTS}
            for code in without_grid.OWN
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        prefix = context["widget"]["attrs"].get("id") or f"id_{name}"
        rows = []
        for code in without_grid.OWN:
            item = (value or {}).get(code) or {}
            answer = item.get("answer") or "unknown"
            rows.append(
                {
                    "label": without_grid.NAMES[code],
                    "name": f"{name}-{code}",
                    "id": f"{prefix}-{code}",
                    "choices": [(word, label, word == answer) for word, label in WORDS.items()],
                    "on": item.get("on", ""),
                    "note": item.get("note", ""),
                }
            )
        context["widget"] |= {"rows": rows, "longest_note": LONGEST_NOTE}
        return context


class SuppliesField(forms.Field):
    widget = SuppliesWidget

    def clean(self, value: Mapping[str, Mapping[str, str]] | None) -> Supplies:
        cleaned, problems = {}, []
        for code in without_grid.OWN:
            item = (value or {}).get(code) or {}
            try:
                kept = _kept(item)
            except ValueError as error:
                problems.append(f"“{without_grid.NAMES[code]}”: {error}")
                continue
            if kept:
                cleaned[code] = kept
        if problems:
            raise ValidationError(problems)
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or {}) != self.clean(data)
        except ValidationError:
            return True


def _kept(item: Mapping[str, str]) -> dict[str, str]:
    """Without what is empty; {} when it says nothing. ValueError in words when it can't be so."""
    answer, on, note = (str(item.get(part) or "") for part in PARTS)
    if answer not in {"", *WORDS}:
        raise ValueError(_("choose yes, no or not known."))
    if len(note) > LONGEST_NOTE:
        raise ValueError(_("the note is too long, %(most)d characters at most.") % {"most": LONGEST_NOTE})
    if on:
        _check_day(on)
    if answer in ("", "unknown"):
        return {"answer": "unknown", "note": note} if note else {}
    found = {"answer": answer, "on": on or timezone.localdate().isoformat(), "note": note}
    return {part: text for part, text in found.items() if text}


def _check_day(typed: str) -> None:
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None or day < date(1991, 8, 24):
        raise ValueError(_("write the day like 2026-03-31."))
    if day > timezone.localdate():
        raise ValueError(_("this day is still to come."))
