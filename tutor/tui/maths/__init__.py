"""LaTeX for a terminal: on one line (`linear`) or in two dimensions (`draw`)."""

from tutor.tui.maths.boxes import draw
from tutor.tui.maths.linear import linear

__all__ = ["draw", "linear"]
