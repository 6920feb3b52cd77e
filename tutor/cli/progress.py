"""A progress line on a terminal: what is being done, how far it is, how fast, how long it will still take."""

from __future__ import annotations

import shutil
import time
from typing import TextIO

EVERY_S = 0.1


class ProgressLine:
    """Redraws one line; call it with what is being done, how much is done and the total (0: not known)."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._started = time.monotonic()
        self._drawn = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Draw, at most ten times a second; the last call, with done = total, is always drawn."""
        now = time.monotonic()
        if now - self._drawn < EVERY_S and done != total:
            return
        self._drawn = now
        width = shutil.get_terminal_size().columns - 1
        self._out.write("\r" + self._text(what, done, total, now - self._started)[:width].ljust(width))
        self._out.flush()

    def close(self) -> None:
        """End the line."""
        if self._drawn:
            self._out.write("\n")

    def _text(self, what: str, done: int, total: int, passed_s: float) -> str:
        if not total:
            return what
        filled = 20 * done // total
        rate = done / passed_s if passed_s > 0 else 0.0
        left = f", {(total - done) / rate:.0f} s left" if rate and done < total else ""
        return f"[{'#' * filled}{'.' * (20 - filled)}] {done}/{total}  {_short(rate)}/s{left}  {what}"


def _short(rate: float) -> str:
    for limit, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if rate >= limit:
            return f"{rate / limit:.1f} {letter}"
    return f"{rate:.1f}"
