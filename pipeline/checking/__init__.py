"""Compliance: what an attentive clerk would query in a plan, each with its place, clause and how sure it is."""

from __future__ import annotations

from pipeline.checking.across import check_all
from pipeline.checking.engine import check
from pipeline.checking.opinion import Opinion, opinion
from pipeline.checking.parent import Held, against, named_parent

__all__ = ["Held", "Opinion", "against", "check", "check_all", "named_parent", "opinion"]
