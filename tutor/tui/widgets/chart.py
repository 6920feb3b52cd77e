"""Mastery over time, as a plot in characters."""

from __future__ import annotations

from collections.abc import Sequence

from textual.color import Color
from textual_plotext import PlotextPlot

from tutor.tui.desk import Curve
from tutor.tui.widgets.bar import GATE


class MasteryChart(PlotextPlot):
    """One component's curve, or all of them; x is days before now, y is P(known) in per cent."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._curves: Sequence[Curve] = ()
        self._chosen: str | None = None

    def show(self, curves: Sequence[Curve]) -> None:
        """New data."""
        self._curves = curves
        self._redraw()

    def choose(self, component: str | None) -> None:
        """The curve of this component only, if it has one."""
        self._chosen = component
        self._redraw()

    def _colour(self, name: str) -> tuple[int, int, int]:
        return Color.parse(getattr(self.app.current_theme, name) or "#888888").rgb

    def _redraw(self) -> None:
        curves = [curve for curve in self._curves if curve.component == self._chosen] or list(self._curves)
        plot = self.plt
        plot.clear_data()
        plot.clear_figure()
        self.display = bool(curves)
        for curve in curves:
            percents = [value * 100 for value in curve.values]
            plot.plot(list(curve.days), percents, marker="braille", color=self._colour("primary"))
            plot.scatter(list(curve.days), percents, marker="•", color=self._colour("accent"))
        plot.hline(GATE * 100, self._colour("success"))
        plot.ylim(0, 100)
        plot.yticks([0, 50, 95], ["0 %", "50 %", "95 %"])
        first = min((day for curve in curves for day in curve.days), default=0.0)
        ticks = sorted({round(first), round(first / 2), 0})
        plot.xlim(min(first, -0.01), 0)
        plot.xticks(
            [float(day) for day in ticks],
            [f"{-day} days ago" if day < -1 else "yesterday" if day else "today" for day in ticks],
        )
        plot.title("mastery over time")
        self.refresh()
