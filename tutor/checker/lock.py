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

    Raises OutOfTime if the lock does not come free in time.
    """
    started = time.perf_counter()
    if not LOCK.acquire(timeout=seconds):
        raise OutOfTime
    try:
        BUDGET.start(seconds - (time.perf_counter() - started))
        yield
    finally:
        BUDGET.stop()
        LOCK.release()
