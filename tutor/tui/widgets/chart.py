"""Mastery over time, as a plot in characters."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from textual.color import Color
from textual_plotext import PlotextPlot

from tutor.tui.desk import Curve
from tutor.tui.widgets.bar import GATE


class MasteryChart(PlotextPlot):
    """One component's curve, or all of them; x is days before now, or attempts on the first day."""

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

    def _date(self, first: float) -> None:
        ticks = [ceil(first), 0]  # two: plotext drops those that overlap in no fixed order
        self.plt.xlim(first, 0)
        names = [f"{-day} days ago" if day < -1 else "yesterday" if day else "today" for day in ticks]
        self.plt.xticks([float(day) for day in ticks], names)

    def _colour(self, name: str) -> tuple[int, int, int]:
        return Color.parse(getattr(self.app.current_theme, name) or "#888888").rgb

    def _redraw(self) -> None:
        curves = [curve for curve in self._curves if curve.component == self._chosen] or list(self._curves)
        plot = self.plt
        plot.clear_data()
        plot.clear_figure()
        self.display = bool(curves)
        brief = min((curve.days[0] for curve in curves), default=0.0) > -1
        for curve in curves:
            percents = [value * 100 for value in curve.values]
            xs = [float(n - len(percents) + 1) for n in range(len(percents))] if brief else list(curve.days)
            plot.plot(xs, percents, marker="braille", color=self._colour("primary"))
            plot.scatter(xs, percents, marker="•", color=self._colour("accent"))
        plot.hline(GATE * 100, self._colour("success"))
        plot.ylim(0, 100)
        plot.yticks([0, 50, 95], ["0 %", "50 %", "95 %"])
        if brief:
            plot.xticks([0.0], ["now"])
        else:
            self._date(min(curve.days[0] for curve in curves))
        plot.title("mastery, attempt by attempt" if brief else "mastery over time")
        self.refresh()
