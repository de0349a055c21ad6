"""Compliance: what an attentive clerk would query in a plan, each with its place, clause and how sure it is."""

from __future__ import annotations

from pipeline.checking.across import check_all
from pipeline.checking.engine import check

__all__ = ["check", "check_all"]
