"""Labelled answers: equivalence, units, forms, calculus, tolerances, distractors, notation; the peers beside."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

from checker_parts import items, peers
from checker_parts.table import Measure, Setting
from tutor.checker.reading import read
from tutor.checker.values import Unreadable


def _answers(*names: str) -> Callable[[Setting], str | None]:
    def run(setting: Setting) -> str | None:
        rows = items.load(setting.data, *names)
        return items.score(rows, items.ours).line() if rows else None

    return run


def _peer(peer: str, *names: str) -> Callable[[Setting], str | None]:
    def run(setting: Setting) -> str | None:
        rows = [row for row in items.load(setting.data, *names) if row.get("expected")]
        step = max(1, len(rows) // setting.peers) if setting.peers else 0
        return items.score(rows[::step], peers.PEERS[peer]).line() if rows and step else None

    return run


def notation(setting: Setting) -> str | None:
    """The share of lesson texts that can be read."""
    texts = sorted({row["expected"] for row in items.load(setting.data, "oatutor-scaffold", "oatutor-choices")})
    if not texts:
        return None
    readable = 0
    for text in texts:
        try:
            read(text)
            readable += 1
        except Unreadable:
            continue
    return f"{readable / len(texts):.4f} of {len(texts)}"


def time_ratio(setting: Setting) -> str | None:
    """Mean time against Math-Verify's on the same items in this process, both warmed on the first twenty."""
    rows = [row for row in items.load(setting.data, "answers") if row.get("expected")]
    if not rows or not setting.peers:
        return None
    rows = rows[:: max(1, len(rows) // setting.peers)]
    times = []
    for judge in (items.ours, peers.PEERS["Math-Verify"]):
        items.score(rows[:20], judge)
        found = items.score(rows, judge).times_ms
        times.append(sum(found) / len(found))
    return f"{times[0] / times[1]:.3f} ({times[0]:.2f} ms to {times[1]:.2f} ms, {len(rows)} items)"


def first_check(_setting: Setting) -> str:
    """A new process: import and first check."""
    program = (
        "import time, json; t = time.perf_counter(); from tutor.checker import check_answer;"
        "v = check_answer('x^2-1', '(x-1)(x+1)'); a = time.perf_counter() - t; t = time.perf_counter();"
        "check_answer('5 km', '5000 m'); print(json.dumps([a, time.perf_counter() - t, v.status]))"
    )
    command = [sys.executable, "-c", program]
    runs = sorted(json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(5))
    return f"{runs[2][0]:.2f} s (median of 5), first quantity {runs[2][1] * 1000:.0f} ms more"


MEASURES = [
    Measure("answers (equivalence)", ">= 0.97; 0 wrong accepted", _answers("answers")),
    *(Measure(f"  {peer}", "", _peer(peer, "answers")) for peer in peers.PEERS),
    Measure("units", ">= 0.97; <= 0.2 % wrong accepted", _answers("units")),
    Measure("  Math-Verify", "", _peer("Math-Verify", "units")),
    Measure("forms", ">= 0.95; 0 wrong accepted", _answers("forms")),
    Measure("calculus", ">= 0.95; 0 wrong accepted", _answers("calculus")),
    Measure("tolerances, significant figures", ">= 0.95; 0 wrong accepted", _answers("numeric")),
    Measure("real distractors (OATutor)", "<= 0.1 % accepted", _answers("oatutor-choices")),
    Measure("  Math-Verify", "", _peer("Math-Verify", "oatutor-choices")),
    Measure("lesson notation judged", "", _answers("oatutor-scaffold")),
    Measure("lesson notation read", ">= 98 %", notation),
    Measure("time, ratio to Math-Verify", "<= 0.05; p99 <= 50 ms", time_ratio),
    Measure("first check after start", "<= 0.5 s", first_check),
]
