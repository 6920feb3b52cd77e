"""Worked solutions of many subjects, in the notation of books, forums and exercise books, right or with one fault.

Each row was made with its truth: a right solution, or one in which a single wrong rule was applied at a known line, the
later lines following from it. `open` lists the lines of a right solution that are not decided.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.checker.values import Code, Status, WorkRequest, WorkVerdict
from tutor.checker.work import judge_work

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("chains.jsonl").read_text("utf-8").splitlines()
]
RIGHT = [row for row in ROWS if not row["first_error"]]
WRONG = [row for row in ROWS if row["first_error"]]


def judged(row: dict[str, Any]) -> WorkVerdict:
    return judge_work(WorkRequest(problem=row["problem"], steps=tuple(row["steps"]), over=row.get("over", "real")))


def name(row: dict[str, Any]) -> str:
    return f"{row['kind']} {row['problem'][:40]}"


def test_there_are_right_and_wrong_solutions_of_many_kinds() -> None:
    assert len(RIGHT) >= 150
    assert len(WRONG) >= 250
    assert len({row["kind"].partition(":")[0] for row in ROWS}) >= 30


@pytest.mark.parametrize("row", RIGHT, ids=map(name, RIGHT))
def test_a_right_solution_is_left_alone_and_what_can_be_decided_is(row: dict[str, Any]) -> None:
    verdict = judged(row)
    assert verdict.first_error is None
    undecided = {k + 1 for k, step in enumerate(verdict.steps) if step.status is Status.UNKNOWN}
    assert undecided <= set(row.get("open", []))
    assert all(step.code is not Code.FOLLOWS_ERROR for step in verdict.steps)
    assert verdict.answered or not row["answered"]


@pytest.mark.parametrize("row", WRONG, ids=map(name, WRONG))
def test_the_one_wrong_line_is_found_with_a_witness(row: dict[str, Any]) -> None:
    verdict = judged(row)
    assert verdict.first_error == row["first_error"]
    assert not verdict.answered or row["first_error"] < len(row["steps"])
    step = verdict.steps[row["first_error"] - 1]
    assert step.witness is not None
    assert step.reason


@pytest.mark.parametrize("row", WRONG[::4], ids=map(name, WRONG[::4]))
def test_what_comes_before_the_fault_is_judged_as_without_it(row: dict[str, Any]) -> None:
    before = row["steps"][: row["first_error"] - 1]
    verdict = judged({**row, "steps": before})
    assert verdict.first_error is None
    full = judged(row)
    kept = [step.status for step in full.steps[: len(before)]]
    assert all(
        a is not Status.INVALID and b is not Status.INVALID
        for a, b in zip(kept, (s.status for s in verdict.steps), strict=True)
    )
