"""Fields that every app may use."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """A StreamField whose blocks stay out of migrations: they are layout, not schema."""

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, path, [[]], kwargs


class LinesFormField(forms.CharField):
    """A text area in which each line is one value."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # many lines of text
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class LinesField(models.JSONField):
    """A list of short texts, edited one a line; `each` checks and normalises one of them.

    `each` takes and returns a string, and raises ValidationError in words for a person.
    """

    description = _("list of texts")

    def __init__(self, *args: Any, each: Callable[[str], str] | None = None, **kwargs: Any) -> None:
        self.each = each
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = super().clean(value, model_instance)
        if self.each is None:
            return value
        cleaned = []
        for line in value or []:
            try:
                cleaned.append(self.each(line))
            except ValidationError as error:
                raise ValidationError([f"«{line}»: {message}" for message in error.messages]) from error
        return cleaned

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        return models.Field.formfield(self, **{"form_class": LinesFormField, **kwargs})


class SeveralField(models.JSONField):
    """Some of a few `options` (value, label), kept in their order as a list of values; edited as boxes to tick."""

    description = _("some of several options")

    def __init__(self, *args: Any, options: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        self.options = list(options)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        chosen = super().clean(value, model_instance) or []
        known = [option for option, _label in self.options]
        if not isinstance(chosen, list) or any(one not in known for one in chosen):
            raise ValidationError(_("Choose from the list."))
        return [option for option in known if option in chosen]

    def formfield(self, **kwargs: Any) -> Any:
        form = {
            "form_class": forms.MultipleChoiceField,
            "choices": self.options,
            "widget": forms.CheckboxSelectMultiple,
        }
        return models.Field.formfield(self, **{**kwargs, **form})
