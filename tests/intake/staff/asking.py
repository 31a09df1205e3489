"""Requests as staff reach and read them."""

from typing import Any

from django.urls import reverse

from directory.intake.models import Intake


def url(intake: Intake, name: str = "request", *arguments: str) -> str:
    return reverse(f"requests:{name}", args=[intake.pk, *arguments])


def text(answer: Any) -> str:
    """The words of a page, with plain spaces."""
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())
