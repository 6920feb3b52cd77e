"""A bar for P(known), readable without colour."""

from __future__ import annotations

from textual.content import Content

GATE = 0.95
"""From here on a component counts as mastered (the learner model's gate)."""


def percent(p: float) -> str:
    """In the learner model's own words, so that the screen and the evidence never differ by one."""
    from tutor.learner.explain import percent as said

    return said(p)


def bar(p: float, cells: int = 10) -> Content:
    """The bar and its number, `cells` + 5 wide; p in [0, 1]."""
    p = min(max(p, 0.0), 1.0)
    full, half = divmod(round(p * cells * 2), 2)
    filled = "━" * full + ("╸" if half else "")
    style = "$text-success" if p >= GATE else "$text-primary" if p >= 0.4 else "$text-warning"
    empty = "─" * (cells - len(filled))
    return Content.assemble((filled, style), (empty, "$quiet"), f"{percent(p):>5}")
