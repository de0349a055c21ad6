"""Task tables and tables of figures: columns by what they hold, rows to assignments and targets."""

from pipeline.extraction.tables.duties import table_duties
from pipeline.extraction.tables.figures import table_targets

__all__ = ["table_duties", "table_targets"]
