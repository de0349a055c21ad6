"""Legal documents, administrative units and bodies: from the words of a plan to the thing that they mean."""

from __future__ import annotations

from pipeline.linking.entries import Amendment, Entry
from pipeline.linking.matching import Link, explain, link
from pipeline.linking.registry import Difference, Registry
from pipeline.linking.sources import load_registry

__all__ = ["Amendment", "Difference", "Entry", "Link", "Registry", "explain", "link", "load_registry"]
