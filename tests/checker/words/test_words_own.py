"""Small problems of other kinds than the ones in test_words_problems.py: physics, money, time, ratios, geometry.

They are in data/own-problems.txt, with a worked solution each, right ones that differ, and wrong ones with their line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tutor.checker.values import Status, WorkRequest, WorkVerdict
from tutor.checker.words import judge_words

DATA = Path(__file__).parent / "data" / "own-problems.txt"


@dataclass
class Solution:
    """A solution of a problem: the first wrong line (1-based, None if it is right), and whether a part can be told."""

    wrong: int | None
    whole: bool
    steps: list[str] = field(default_factory=list)


@dataclass
class Problem:
    """A problem with its worked solution and others."""

    name: str
    text: str = ""
    reference: list[str] = field(default_factory=list)
    solutions: list[Solution] = field(default_factory=list)

    def judge(self, steps: list[str], reference: bool = True) -> WorkVerdict:
        """The verdict on some steps."""
        lines = tuple(self.reference) if reference else ()
        return judge_words(WorkRequest(steps=tuple(steps), problem=self.text, reference=lines))


def read_problems() -> list[Problem]:
    """The problems of the file."""
    problems: list[Problem] = []
    for line in DATA.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if not line or mark == "#":
            continue
        if mark == "==":
            problems.append(Problem(name=rest))
        elif mark in {">", "!"}:
            wrong = int(rest) if mark == "!" else None
            problems[-1].solutions.append(Solution(wrong=wrong, whole=rest == "whole"))
        elif problems[-1].solutions:
            problems[-1].solutions[-1].steps.append(line)
        elif mark == "P":
            problems[-1].text = rest
        else:
            problems[-1].reference.append(rest)
    return problems


PROBLEMS = read_problems()


def cases(wrong: bool) -> Iterator[object]:
    """The right or the wrong solutions as parameters."""
    for problem in PROBLEMS:
        for number, solution in enumerate(problem.solutions):
            if (solution.wrong is not None) is wrong:
                yield pytest.param(problem, solution, id=f"{problem.name}-{number}")


def test_the_file_holds_sixty_problems_with_right_and_wrong_solutions() -> None:
    assert len(PROBLEMS) >= 60
    assert len({problem.name for problem in PROBLEMS}) == len(PROBLEMS)
    for problem in PROBLEMS:
        marks = [solution.wrong for solution in problem.solutions]
        assert all((problem.text, problem.reference, None in marks, any(marks)))
        assert all(solution.steps and (solution.wrong or 0) <= len(solution.steps) for solution in problem.solutions)


@pytest.mark.parametrize(("problem", "solution"), cases(wrong=False))
def test_right_solutions_are_left_alone_and_seen_to_be_right(problem: Problem, solution: Solution) -> None:
    verdict = problem.judge(solution.steps)
    assert verdict.first_error is None, [step.reason for step in verdict.steps]
    assert verdict.answered


@pytest.mark.parametrize(("problem", "solution"), cases(wrong=False))
def test_right_solutions_in_progress_are_left_alone(problem: Problem, solution: Solution) -> None:
    for cut in range(len(solution.steps) if not solution.whole else 0):
        verdict = problem.judge(solution.steps[:cut])
        assert verdict.first_error is None, (solution.steps[:cut], [step.reason for step in verdict.steps])


@pytest.mark.parametrize(("problem", "solution"), cases(wrong=False))
def test_right_solutions_are_left_alone_without_a_reference(problem: Problem, solution: Solution) -> None:
    assert problem.judge(solution.steps, reference=False).first_error is None


@pytest.mark.parametrize(("problem", "solution"), cases(wrong=True))
def test_wrong_solutions_are_blamed_at_their_line(problem: Problem, solution: Solution) -> None:
    verdict = problem.judge(solution.steps)
    assert verdict.first_error == solution.wrong, [(step.code.value, step.reason) for step in verdict.steps]
    assert not verdict.answered


@pytest.mark.parametrize(("problem", "solution"), cases(wrong=True))
def test_without_a_reference_no_line_before_the_wrong_one_is_blamed(problem: Problem, solution: Solution) -> None:
    verdict = problem.judge(solution.steps, reference=False)
    assert verdict.first_error is None or verdict.first_error >= (solution.wrong or 1)
    assert all(step.status is not Status.VALID for step in verdict.steps[: solution.wrong])


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.name)
def test_the_worked_solution_and_all_beginnings_of_it_are_left_alone(problem: Problem) -> None:
    for cut in range(len(problem.reference) + 1):
        assert problem.judge(problem.reference[:cut]).first_error is None
    assert problem.judge(problem.reference).answered
