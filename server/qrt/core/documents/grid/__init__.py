"""Tables on pages: words and ruling lines in, tables of cells out. Nothing here knows what a table means."""

from qrt.core.documents.grid.find import find_tables
from qrt.core.documents.grid.join import join_pages
from qrt.core.documents.grid.types import GridCell, Table

__all__ = ["GridCell", "Table", "find_tables", "join_pages"]
