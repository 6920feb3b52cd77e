"""Pieces of work written down with what is expected of each line.

A block is a problem, then its lines: `+` right and nothing lost, `~` right but weaker or about a part, `!` wrong,
`&` following from a wrong line, `?` left open. `= yes` or `= no` at the end says whether the last line answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.checker.values import Code, Status, Verdict, WorkRequest
from tutor.checker.work import judge_work


@dataclass(frozen=True, slots=True)
class Block:
    """A problem with marked lines."""

    problem: str
    marks: tuple[str, ...]
    lines: tuple[str, ...]
    answered: bool | None
    over: str = "real"


def blocks(text: str) -> list[Block]:
    """The blocks of a text, apart by blank lines; `problem @ positive` sets what the letters are."""
    found = []
    for part in text.strip().split("\n\n"):
        head, *rest = [line.strip() for line in part.strip().splitlines()]
        problem, _, over = head.partition(" @ ")
        answered = None
        if rest[-1].startswith("= "):
            answered = rest.pop() == "= yes"
        marks, lines = zip(*(line.split(" ", 1) for line in rest), strict=True)
        found.append(Block(problem, marks, lines, answered, over or "real"))
    return found


def mark(verdict: Verdict) -> str:
    """The mark of a verdict."""
    if verdict.status is Status.INVALID:
        return "!"
    if verdict.status is Status.UNKNOWN:
        return "?"
    if verdict.code is Code.FOLLOWS_ERROR:
        return "&"
    return "+" if verdict.code is Code.EQUIVALENT else "~"


def check(block: Block) -> None:
    """Assert that the block is judged as it is marked, and that refutations have witnesses."""
    verdict = judge_work(WorkRequest(problem=block.problem, steps=block.lines, over=block.over))
    got = tuple(mark(step) for step in verdict.steps)
    assert got == block.marks, [(m, line, s.reason) for m, line, s in zip(got, block.lines, verdict.steps, strict=True)]
    assert verdict.first_error == next((k + 1 for k, m in enumerate(block.marks) if m == "!"), None)
    for step in verdict.steps:
        assert step.status is not Status.INVALID or step.witness is not None
        assert step.reason
    if block.answered is not None:
        assert verdict.answered is block.answered
