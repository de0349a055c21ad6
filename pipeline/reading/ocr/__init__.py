"""Pictures of pages: made fit to be read, read by engines behind one contract, their tables cut along the rules."""
