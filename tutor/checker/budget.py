"""The time a check may take: loops call `tick`, which raises when it is used up.

Long calls inside FLINT can't be interrupted; what could lead to one goes to the worker process, which is killed
instead.
"""

from __future__ import annotations

import time

_EVERY = 64


class OutOfTime(Exception):
    """The check's time is used up."""


class Budget:
    """One deadline for the process; checks hold the checker's lock while it is set."""

    def __init__(self) -> None:
        self.ends = float("inf")
        self.count = 0
        self.over = False

    def start(self, seconds: float) -> None:
        """Begin a check that may take this long."""
        self.ends = time.perf_counter() + seconds
        self.count = 0
        self.over = False

    def resume(self, ends: float) -> None:
        """Go on with a deadline that stood before."""
        self.over = False
        self.ends = ends

    def left(self) -> float:
        """Seconds left."""
        return self.ends - time.perf_counter()

    def check(self) -> None:
        """Raise OutOfTime if the time is used up: before a call that may take a tenth of a second."""
        if self.over or time.perf_counter() > self.ends:
            self.over = True
            raise OutOfTime

    def tick(self) -> None:
        """Raise OutOfTime if the time is used up; the clock is read every 64 calls."""
        self.count += 1
        if self.over or (self.count % _EVERY == 0 and time.perf_counter() > self.ends):
            self.over = True
            raise OutOfTime


BUDGET = Budget()
