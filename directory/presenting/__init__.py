"""Everything that a center's page says, worked out before the template lays it out."""

from .freshness import hours_doubt
from .sheet import Sheet, sheet_of
from .where import address_line, region_name

__all__ = ["Sheet", "address_line", "hours_doubt", "region_name", "sheet_of"]
