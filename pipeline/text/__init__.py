"""Pure functions on Unicode text: forms, folding, numerals, labels, spans, encodings older than Unicode."""
