"""The text that a person agrees to: `intake/_consent.html`. Change it, and its version and date change with it."""

from datetime import date

VERSION = "1"
DATED = date(2026, 11, 25)
