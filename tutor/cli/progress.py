"""A progress line on a terminal: what is being done, how far it is, how fast, how long it will still take."""

from __future__ import annotations

import shutil
import time
from typing import TextIO

EVERY_S = 0.1


class ProgressLine:
    """Redraws one line; call it with what is being done, how much is done and the total (0: not known).

    Use it in a `with`, which ends the line. Nothing is drawn where `out` is not shown to anybody.
    """

    def __init__(self, out: TextIO, *, shown: bool = True, unit: float = 1, name: str = "") -> None:
        """Counts are given in `unit`s of this name, e.g. bytes in MB."""
        self._out = out
        self._shown = shown
        self._unit = unit
        self._name = f" {name}" if name else ""
        self._started = time.monotonic()
        self._drawn = 0.0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Draw, at most ten times a second; the last call, with done = total, is always drawn."""
        now = time.monotonic()
        if not self._shown or (now - self._drawn < EVERY_S and done != total):
            return
        self._drawn = now
        width = shutil.get_terminal_size().columns - 1
        self._out.write("\r" + self._text(what, done, total, now - self._started)[:width].ljust(width))
        self._out.flush()

    def close(self) -> None:
        """End the line."""
        if self._drawn:
            self._out.write("\n")
            self._out.flush()
            self._drawn = 0.0

    def _text(self, what: str, done: int, total: int, passed_s: float) -> str:
        if not total:
            return what
        filled = 20 * done // total
        rate = done / passed_s if passed_s > 0 else 0.0
        left = f", {(total - done) / rate:.0f} s left" if rate and done < total else ""
        counts = f"{done / self._unit:.0f}/{total / self._unit:.0f}{self._name}"
        return f"[{'#' * filled}{'.' * (20 - filled)}] {counts}  {_short(rate)}/s{left}  {what}"


def _short(rate: float) -> str:
    for limit, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if rate >= limit:
            return f"{rate / limit:.1f} {letter}"
    return f"{rate:.1f}"
