"""Requests for support and what happened to them; reports of errors."""

from directory.intake.models.entries import Entry
from directory.intake.models.guesses import Guesses
from directory.intake.models.intake import Intake, WrongState
from directory.intake.models.reports import ErrorReport, Subject

__all__ = ["Entry", "ErrorReport", "Guesses", "Intake", "Subject", "WrongState"]
