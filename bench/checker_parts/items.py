"""Records of labelled answers, and the figures they give."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tutor.checker import AnswerRequest
from tutor.checker.api import check_answer_request

_FIELDS = {f.name for f in fields(AnswerRequest)}


@dataclass(slots=True)
class Score:
    """Counts over labelled answers."""

    total: int = 0
    right: int = 0
    unknown: int = 0
    wrong_accepted: int = 0
    wrong: int = 0
    right_refused: int = 0
    times_ms: list[float] = field(default_factory=list)

    def add(self, truth: str, said: str, ms: float) -> None:
        """Count one decision; `unknown` is wrong unless that is the label."""
        self.total += 1
        self.right += truth == said
        self.unknown += said == "unknown"
        self.wrong += truth == "invalid"
        self.wrong_accepted += truth == "invalid" and said == "valid"
        self.right_refused += truth == "valid" and said == "invalid"
        self.times_ms.append(ms)

    def line(self) -> str:
        """The figures in one line."""
        if not self.total:
            return "no items"
        times = sorted(self.times_ms)
        p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
        return (
            f"{self.right / self.total:.3f} of {self.total}; wrong accepted {self.wrong_accepted} of {self.wrong}; "
            f"right refused {self.right_refused}; unknown {self.unknown}; "
            f"ms mean {sum(times) / len(times):.2f}, p99 {p99:.1f}, max {times[-1]:.0f}"
        )


def load(data: Path | None, *names: str) -> list[dict[str, Any]]:
    """The records of `answers/<name>.jsonl`, with or without `-dev`; empty where there is no such file."""
    if data is None:
        return []
    rows: list[dict[str, Any]] = []
    for name in names:
        for folder in (data / "answers", data):
            for path in (folder / f"{name}-dev.jsonl", folder / f"{name}.jsonl"):
                if path.exists():
                    rows += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return rows


def request_of(row: dict[str, Any]) -> AnswerRequest:
    """The record's request."""
    return AnswerRequest(**{k: v for k, v in row.items() if k in _FIELDS and v is not None})


def ours(row: dict[str, Any]) -> str:
    """What the checker says."""
    return str(check_answer_request(request_of(row)).status)


def score(rows: list[dict[str, Any]], judge: Callable[[dict[str, Any]], str]) -> Score:
    """Judge the rows one by one."""
    result = Score()
    for row in rows:
        started = time.perf_counter()
        said = judge(row)
        result.add(row["truth"], said, (time.perf_counter() - started) * 1000)
    return result
