"""What the country fixes, one place each: document symbols, issuers, bodies, units, the calendar."""
