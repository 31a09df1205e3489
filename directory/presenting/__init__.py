"""Everything that a center's page says, worked out before the template lays it out."""

from .sheet import Sheet, sheet_of
from .where import address_line

__all__ = ["Sheet", "address_line", "sheet_of"]
