"""Centers from a table: read, checked whole, then written all at once or not at all."""

from directory.importing.report import Report
from directory.importing.run import import_centers
from directory.importing.table import COLUMNS, Refused

__all__ = ["COLUMNS", "Refused", "Report", "import_centers"]
