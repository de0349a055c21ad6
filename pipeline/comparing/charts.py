"""Drawings as inline SVG: spread of a target across communes, make-up of a text. They read in grey as well."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.comparing import units

WIDTH, HEIGHT, MARGIN = 620, 34, 76


def strip(values: Sequence[tuple[str, float]], parent: Sequence[float], unit: str) -> str:
    """A dot for each commune on one axis, a heavy line for each figure of the parent plan; equal figures are stacked.

    Args:
        values: name and figure, in `unit`.
        parent: the parent plan's figures.
        unit: of all figures; percentages run from 0 to 100 at least.
    """
    figures = [value for _, value in values] + list(parent)
    low = 0.0 if min(figures) >= 0 else min(figures)
    high = max([*figures, 100.0] if unit == "%" else figures) or 1.0

    def place(value: float) -> float:
        return MARGIN + (value - low) / (high - low or 1.0) * (WIDTH - 2 * MARGIN)

    parts = [
        f'<line x1="{MARGIN}" y1="24" x2="{WIDTH - MARGIN}" y2="24" stroke="#8a95a3"/>',
        f'<text x="{MARGIN - 6}" y="28" font-size="11" text-anchor="end" fill="#5b6675">{units.figure(low)}</text>',
        f'<text x="{WIDTH - MARGIN + 6}" y="28" font-size="11" fill="#5b6675">{units.figure(high)}</text>',
    ]
    parts += [
        f'<line x1="{place(v):.1f}" y1="4" x2="{place(v):.1f}" y2="33" stroke="#111" stroke-width="3">'
        f"<title>{units.figure(v)}</title></line>"
        for v in parent
    ]
    stacks: dict[int, int] = {}
    for name, value in values:
        x = place(value)
        level = stacks.get(round(x / 6), 0)
        stacks[round(x / 6)] = level + 1
        y = 24 - 4.5 * min(level, 4)
        title = escape(f"{name}: {units.figure(value)} {unit}")
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#2f6db5" fill-opacity=".55" stroke="#1f4e8c">'
            f"<title>{title}</title></circle>"
        )
    label = escape("; ".join(f"{name} {units.figure(value)}" for name, value in values[:12]))
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{label}">'
        f"{''.join(parts)}</svg>"
    )


PARTS = (("parent", "#1f4e8c"), ("shared", "#7fa8d6"), ("partly", "#cfdff0"), ("own", "#f2b134"))
"""Kinds of passages in the order of a bar, dark to light, so that a grey print keeps them apart."""


def bar(shares: Sequence[tuple[str, float]]) -> str:
    """A bar of 100 %: share of the text by kind, as in PARTS."""
    colours = dict(PARTS)
    at, parts = 0.0, []
    for kind, share in shares:
        width = share * WIDTH
        ink = "#fff" if kind == "parent" else "#111"
        shown = (
            f'<text x="{at + width / 2:.1f}" y="15" font-size="11" text-anchor="middle" fill="{ink}">{share:.0%}</text>'
        )
        parts.append(
            f'<rect x="{at:.1f}" y="2" width="{width:.1f}" height="18" fill="{colours[kind]}" stroke="#fff"/>'
            + (shown if share >= 0.06 else "")
        )
        at += width
    return f'<svg viewBox="0 0 {WIDTH} 22" width="{WIDTH}" height="22" role="img">{"".join(parts)}</svg>'


def swatch(kind: str) -> str:
    """A small square in the colour of a kind of passage, for a legend."""
    return f'<svg width="14" height="14"><rect width="14" height="14" fill="{dict(PARTS)[kind]}" stroke="#555"/></svg>'
