"""FLINT's working precision is global to the process: checks take this lock, so that threads don't change it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tutor.checker.budget import BUDGET, OutOfTime

LOCK = threading.RLock()


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Hold the lock, and the clock with it, for a check that may take so long, waiting included.

    A check inside another one ends with that one at the latest, and leaves it its clock. Raises OutOfTime if the lock
    does not come free in time.
    """
    started = time.perf_counter()
    if not LOCK.acquire(timeout=seconds):
        raise OutOfTime
    outer = BUDGET.ends
    try:
        BUDGET.start(seconds - (time.perf_counter() - started))
        BUDGET.ends = min(BUDGET.ends, outer)
        yield
    finally:
        BUDGET.resume(outer)
        LOCK.release()
