"""PDF: the text layer of each page, its geometry, its ruled tables, or its picture."""
