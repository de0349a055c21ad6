"""Task tables and tables of figures: columns by what they hold, rows to assignments and targets."""

from pipeline.extraction.tables.assignments import table_assignments
from pipeline.extraction.tables.figures import table_targets
from pipeline.extraction.tables.grid import Grid, grids

__all__ = ["Grid", "grids", "table_assignments", "table_targets"]
