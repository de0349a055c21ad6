"""What a cell of a sheet shows: its value in its number format, as Vietnamese writes figures and dates."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_CONTROLS = {code: " " for code in range(32) if chr(code) != "\n"}
_MOST_DIGITS = 10


def shown(value: object, form: str | None) -> str:
    """The text of a value.

    Args:
        value: text, number, date, truth value, or None.
        form: Excel's number format; only its percent sign, grouping, decimals and date parts count.

    Example:
        >>> shown(0.855, "0.0%"), shown(12500, "#,##0"), shown(0.25, "General")
        ('85,5%', '12.500', '0,25')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime | date):
        return _dated(value, form or "")
    if isinstance(value, time):
        return f"{value.hour:02d}:{value.minute:02d}"
    if isinstance(value, int | float):
        return _figure(float(value), _QUOTED.sub("", form or "General").split(";")[0])
    return str(value).translate(_CONTROLS)


def _dated(value: datetime | date, form: str) -> str:
    parts = set(_QUOTED.sub("", form).lower()) & set("dmy")
    if parts == {"m", "y"}:
        return f"{value:%m/%Y}"
    if parts == {"y"}:
        return f"{value:%Y}"
    if parts == {"d", "m"}:
        return f"{value:%d/%m}"
    return f"{value:%d/%m/%Y}"


def _figure(value: float, form: str) -> str:
    if not math.isfinite(value):
        return ""
    percent = "%" in form
    decimals = re.search(r"[0#?](?:\.([0#?]+))?%?$", form)
    value = value * 100 if percent else value
    if form == "General" or decimals is None:
        digits = f"{value:.{_MOST_DIGITS}g}"
        digits = f"{value:.0f}" if "e" in digits else digits
    else:
        digits = f"{value:.{len(decimals.group(1) or '')}f}"
        if "." in digits and "#" in (decimals.group(1) or ""):
            digits = digits.rstrip("0").rstrip(".")
    whole, _, rest = digits.partition(".")
    if "," in form:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return whole + (f",{rest}" if rest else "") + ("%" if percent else "")
