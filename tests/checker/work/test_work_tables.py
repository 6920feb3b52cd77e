"""Work of several lines in every subject, right or with one fault at a known line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.checker import symbolic_work
from tutor.checker.values import Code, Status, WorkRequest, WorkVerdict
from tutor.checker.work import judge_work

ROWS = [
    json.loads(line) for line in (Path(__file__).parents[1] / "data" / "works.jsonl").read_text("utf-8").splitlines()
]
"""Problem, steps, the first wrong step (0: none), in some rows whether the last line answers: our own."""


def judged(row: dict[str, Any]) -> WorkVerdict:
    """The verdict with the second opinion, in this process."""
    request = WorkRequest(problem=row["problem"], steps=tuple(row["steps"]), over=row.get("over", "real"))
    first = judge_work(request)
    if not symbolic_work.applies(first, request):
        return first
    return symbolic_work.merged(first, symbolic_work.judge(request))


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['problem'][:40]} {r['first_error']}" for r in ROWS])
def test_the_first_wrong_line_is_found_and_right_lines_are_left_alone(row: dict[str, Any]) -> None:
    verdict = judged(row)
    assert (verdict.first_error or 0) == row["first_error"]
    assert verdict.answered is row.get("answered", verdict.answered)
    if row["first_error"]:
        assert not verdict.answered
        later = verdict.steps[row["first_error"] :]
        assert all(step.status is not Status.VALID or step.code is not Code.FOLLOWS for step in later[-1:])


@pytest.mark.parametrize("row", [r for r in ROWS if r["first_error"]], ids=lambda r: r["problem"][:50])
def test_a_wrong_line_is_refuted_by_a_witness(row: dict[str, Any]) -> None:
    step = judged(row).steps[row["first_error"] - 1]
    assert step.status is Status.INVALID
    assert step.witness is not None


@pytest.mark.parametrize("row", [r for r in ROWS if not r["first_error"]], ids=lambda r: r["problem"][:50])
def test_unfinished_right_work_has_no_error(row: dict[str, Any]) -> None:
    """But where the last line so far offers what the next one drops, or a principal value alone."""
    for end in range(1, len(row["steps"])):
        verdict = judged({**row, "steps": row["steps"][:end]})
        if verdict.first_error is not None:
            assert verdict.first_error == end
            principal = "arc" in row["steps"][end - 1]
            assert verdict.steps[-1].code is (Code.LOSES_SOLUTIONS if principal else Code.EXTRANEOUS)
