"""Requests for support and what happened to them."""

from directory.intake.models.entries import Entry
from directory.intake.models.guesses import Guesses
from directory.intake.models.intake import Intake, WrongState

__all__ = ["Entry", "Guesses", "Intake", "WrongState"]
