"""Property tests and fuzzing, as large as asked for."""

from __future__ import annotations

import sys
import time
from collections import Counter

from checker_parts import fuzz
from checker_parts.generate import pair
from checker_parts.table import Measure, Setting
from tutor.checker import check_answer, close
from tutor.checker.answers import judge
from tutor.checker.budget import BUDGET, OutOfTime
from tutor.checker.risk import is_risky
from tutor.checker.values import AnswerRequest, Status

LIMIT_MS = 1000.0


def properties(setting: Setting) -> str:
    """Equal by construction -> never invalid; perturbed -> never valid."""
    counts: Counter[str] = Counter()
    for seed in range(setting.count):
        item = pair(seed)
        status = check_answer(item.expected, item.given).status
        counts["same" if item.same else "different"] += 1
        counts["same called invalid"] += item.same and status is Status.INVALID
        counts["different called valid"] += not item.same and status is Status.VALID
        counts["unknown"] += status is Status.UNKNOWN
    close()
    return ", ".join(f"{name} {n}" for name, n in counts.items())


def fuzzing(setting: Setting) -> str:
    """Crashes, and checks over the limit, in bytes, grammar and mutations; their seeds go to standard error."""
    counts: Counter[str] = Counter()
    longest = 0.0
    for seed in range(setting.count):
        expected, given = fuzz.pair(seed)
        started = time.perf_counter()
        crashed = _crashes(expected, given)
        ms = (time.perf_counter() - started) * 1000
        if crashed or ms > LIMIT_MS:
            print(f"seed {seed}: {'crash' if crashed else f'{ms:.0f} ms'}", file=sys.stderr, flush=True)
        counts["crashes"] += crashed
        longest = max(longest, ms)
        counts["over the limit"] += ms > LIMIT_MS
    close()
    crashes, late = counts["crashes"], counts["over the limit"]
    return f"{setting.count} inputs: crashes {crashes}, over the limit {late}, longest {longest:.0f} ms"


def _crashes(expected: str, given: str) -> bool:
    """Whether judging raises something it should not; the public function would turn that into unknown."""
    if is_risky(expected, given) or max(len(expected), len(given)) > 20_000:
        check_answer(expected, given)
        return False
    BUDGET.start(0.85)
    try:
        judge(AnswerRequest(expected=expected, given=given))
    except (OutOfTime, RecursionError, MemoryError, OverflowError):
        return False
    except Exception:
        return True
    finally:
        BUDGET.resume(float("inf"))
    return False


MEASURES = [
    Measure("property tests", "0 in 100,000", properties),
    Measure("fuzz", "0 crashes, 0 over the limit in 1,000,000", fuzzing),
]
