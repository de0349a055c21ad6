"""The pages, one module each; each has a `router`."""
