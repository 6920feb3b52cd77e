"""One line: at the left what is going on, at the right whether words leave the machine, the model and the learner."""

from __future__ import annotations

from time import monotonic

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tutor.tui.desk import Status
from tutor.tui.text.clean import clean_line

CHECKING_AFTER_S = 0.06
"""A verdict that takes longer than this is announced: 100 ms is the promise."""
PATIENCE_S = 2.0
"""From here on the seconds are counted."""


class StatusLine(Horizontal):
    """Says in words what the program is doing."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._left = Static("", id="status-now")
        self._right = Static("", id="status-who")
        self._stage = ""
        self._since = 0.0
        self._ticker: Timer | None = None
        self._news = Content("")
        self._facts: Status | None = None
        self.words = ""
        """What the left side says, for tests and screen readers."""

    def compose(self) -> ComposeResult:
        yield self._left
        yield self._right

    def on_mount(self) -> None:
        """Count the seconds of long waits."""
        self._ticker = self.set_interval(0.5, self._draw, pause=True)

    def working(self, stage: str) -> None:
        """Say "checking" or "thinking"; the first is held back for a moment, so that quick verdicts don't flicker."""
        fresh = not self._stage
        self._stage = stage
        if fresh:
            self._since = monotonic()
            self._news = Content("")
            self.set_timer(CHECKING_AFTER_S, self._draw)
        else:
            self._draw()
        if self._ticker is not None:
            self._ticker.resume()

    def idle(self) -> None:
        """Nothing is going on any more."""
        self._stage = ""
        if self._ticker is not None:
            self._ticker.pause()
        self._draw()

    def tell(self, news: Content | str) -> None:
        """Something short that stays until the next turn, e.g. how mastery moved."""
        self._news = news if isinstance(news, Content) else Content(news)
        self._draw()

    def introduce(self, status: Status) -> None:
        """Who learns with what."""
        self._facts = status
        place = ("⚠ words leave this machine", "bold $text-warning") if status.words_leave else ("on this machine", "")
        model = clean_line(status.model) if status.model != "none" else "no language model"
        who = Content.assemble(place, " · ", model, " · ", clean_line(status.learner))
        self._right.update(who)

    def _draw(self) -> None:
        if not self.is_attached:  # the app is closing, and a turn that was stopped ends
            return
        if self._stage:
            seconds = monotonic() - self._since
            words = f"{self._stage}…"
            if seconds >= PATIENCE_S:
                words += f" {seconds:.0f} s" + ("" if self._stage.startswith("opening") else ", Esc stops")
            line = Content.assemble(("● ", "$text-accent"), words)
        else:
            line = self._news
        self.words = line.plain
        self._left.update(line)
