"""Lines to a Document: paragraphs, zones, sections."""
