"""A second opinion on lines of work: limits, infinite sums and improper integrals, as `symbolic` gives it on answers.

Lines that stay open are judged once more with the closed forms of the problem's and of their own values in place. One
is refuted only if the independent numbers differ, too; from a line on whose refutation they don't confirm, nothing is
said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tutor.checker import nodes
from tutor.checker.closed_forms import with_closed_forms
from tutor.checker.nodes import Node, Op
from tutor.checker.pool import Overrun
from tutor.checker.records import work_from, work_record, work_verdict_from
from tutor.checker.symbolic import DESK, MAX_LENGTH, MAX_SIZE, SIGNS, is_modest
from tutor.checker.values import Code, Method, Status, Verdict, WorkRequest, WorkVerdict

MAX_STEPS = 24


def applies(verdict: WorkVerdict, request: WorkRequest) -> bool:
    """Whether some line is open, and SymPy might tell more."""
    texts = (request.problem, *request.steps)
    if len(request.steps) > MAX_STEPS or max(map(len, texts)) > MAX_LENGTH or not any(map(SIGNS.search, texts)):
        return False
    return any(map(_is_open, verdict.steps))


def _is_open(step: Verdict) -> bool:
    return step.status is Status.UNKNOWN and step.code is Code.UNDECIDED


def second_opinion(verdict: WorkVerdict, request: WorkRequest, ends: float) -> WorkVerdict:
    """The verdict with SymPy's help on open lines, before `ends` (a perf_counter time). Never raises."""
    fields = {name: getattr(request, name) for name in request.__dataclass_fields__}
    try:
        record = DESK.ask(fields, ends, kind="symbolic-work")
    except (Overrun, OSError, ValueError, RuntimeError):  # RuntimeError: no new thread while the interpreter ends
        return verdict
    return merged(verdict, work_verdict_from(record))


def merged(first: WorkVerdict, second: WorkVerdict) -> WorkVerdict:
    """The first verdict with the second's on its open lines."""
    if len(first.steps) != len(second.steps) or not first.steps:
        return first
    steps = tuple(
        b if _is_open(a) and b.status is not Status.UNKNOWN else a
        for a, b in zip(first.steps, second.steps, strict=True)
    )
    wrong = next((k + 1 for k, step in enumerate(steps) if step.status is Status.INVALID), None)
    answered = second.answered if _is_open(first.steps[-1]) else first.answered
    return WorkVerdict(steps=steps, first_error=wrong, answered=answered)


def judge(request: WorkRequest) -> WorkVerdict:
    """In the worker: the verdict with closed forms that independent numbers confirm."""
    from tutor.checker.work import judge_work

    return _confirmed(judge_work(request, _closing), request)


def _closing(node: Node) -> Node | None:
    return with_closed_forms(node) if nodes.size(node) <= MAX_SIZE and is_modest(node) else None


def _confirmed(verdict: WorkVerdict, request: WorkRequest) -> WorkVerdict:
    """Nothing is proved on this way, and no line refuted but by both routes."""
    from tutor.checker.lexer import Style
    from tutor.checker.work import wording
    from tutor.checker.work.entry import read_entry
    from tutor.checker.work.task import read_task

    style = Style(decimal_comma=request.decimal_comma)
    start = read_task(request.problem, style).start
    steps: list[Verdict] = []
    for text, step in zip(request.steps, verdict.steps, strict=True):
        if step.status is Status.INVALID and not _differs(start, read_entry(text, style).node):
            steps += [wording.open_()] * (len(verdict.steps) - len(steps))
            break
        steps.append(replace(step, method=Method.NUMERICAL) if step.method is Method.PROOF else step)
    wrong = next((k + 1 for k, step in enumerate(steps) if step.status is Status.INVALID), None)
    return WorkVerdict(steps=tuple(steps), first_error=wrong, answered=verdict.answered and wrong is None)


def _differs(start: Node | None, line: Node | None) -> bool:
    """Whether the numbers of the problem and of a line's last side differ, in closed form and without it."""
    from tutor.checker.quadrature import differ

    if start is None or line is None:
        return False
    side = line.args[-1] if isinstance(line, Op) and line.name in ("=", "chain") else line
    trees = [start, side]
    closed = [_closing(tree) for tree in trees]
    if closed[0] is None or closed[1] is None:
        return False
    return differ(trees, [closed[0], closed[1]]) is not None


def respond(request: dict[str, Any]) -> dict[str, Any]:
    """In the worker: the answer to one question."""
    from tutor.checker.lock import limited

    try:
        with limited(float(request["deadline_s"])):
            return work_record(judge(work_from(request["fields"])))
    except Exception:  # SymPy raises nearly anything; what it can't do stays open
        return work_record(WorkVerdict(steps=(), first_error=None, answered=False))
