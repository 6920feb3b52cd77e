"""Where a page is drawn: one display handle in a notebook, or lines in a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from kernel_ext.page import Page

REDRAW_S = 0.08
"""A front end that redraws more often than this falls behind."""


class Canvas(Protocol):
    """Shows a page as it grows."""

    def draw(self, page: Page) -> None:
        """The page has changed."""

    def finish(self, page: Page) -> None:
        """The page is complete: draw all of it."""


class Pace:
    """Says when it is time to draw again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._drawn_at = float("-inf")

    def is_due(self) -> bool:
        """Whether the last drawing is long enough ago; if so, the next one is counted from now."""
        now = self._clock()
        if now - self._drawn_at < REDRAW_S:
            return False
        self._drawn_at = now
        return True


class HandleCanvas:
    """One display handle, updated in place; the last update holds the full text, so that no code fence stays blank."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = Pace(clock)
        self._handle: Any = None

    def draw(self, page: Page) -> None:
        """Redraw, unless the last time was just now."""
        if self._pace.is_due():
            self._show(page)

    def finish(self, page: Page) -> None:
        """Redraw everything."""
        self._show(page)

    def _show(self, page: Page) -> None:
        from IPython.display import DisplayHandle

        bundle = {"text/markdown": page.markdown, "text/plain": page.plain}
        if self._handle is None:
            self._handle = DisplayHandle()  # type: ignore[no-untyped-call]
            self._handle.display(bundle, raw=True)
        else:
            self._handle.update(bundle, raw=True)


class TerminalCanvas:
    """A terminal can't redraw: the sentences are written as they come, the rest when all is there."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._heads = 0
        self._verdicts = 0
        self._written = ""

    def draw(self, page: Page) -> None:
        """Write what is new above the reply, of the verdicts and of the reply."""
        from kernel_ext.page import verdict_plain

        for _, text in page.head[self._heads :]:
            self._write(f"{text}\n\n")
        self._heads = len(page.head)
        for event in page.verdicts[self._verdicts :]:
            self._write(verdict_plain(event) + "\n")
        self._verdicts = len(page.verdicts)
        if len(page.reply) > len(self._written):
            self._write(page.reply[len(self._written) :])
            self._written = page.reply

    def finish(self, page: Page) -> None:
        """Write the rest: where it was cited from, the exercise, what moved."""
        self.draw(page)
        cited = {n for sentence in page.sentences for n in sentence.citations}
        self._write("\n")
        rest = [f"[{p.n}] {p.document}, {p.locator}" for p in page.passages if p.n in cited]
        rest += [text for _, text in page.foot]
        self._write("".join(f"\n{text}\n" for text in rest))
