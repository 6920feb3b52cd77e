"""Lines of work, each judged against the line before it."""

from __future__ import annotations

from tutor.checker import reasons
from tutor.checker.matching import match
from tutor.checker.nodes import Node
from tutor.checker.prepare import prepare
from tutor.checker.reading import Kind, read
from tutor.checker.values import Code, Relation, Status, Unreadable, Verdict, WorkRequest, WorkVerdict


def judge_work(request: WorkRequest) -> WorkVerdict:
    """Each line against the line before: the same value or solutions are right, the rest is not judged."""
    before = _tree(request.problem.partition(":")[2] or request.problem)
    steps: list[Verdict] = []
    for text in request.steps:
        tree = _tree(text)
        same = before is not None and tree is not None and match(before, tree).status is Status.VALID
        verdict = reasons.verdict(Status.VALID, Code.EQUIVALENT) if same else reasons.unknown(Code.UNDECIDED)
        steps.append(Verdict(status=verdict.status, code=verdict.code, reason=verdict.reason, relation=Relation.EQUIVALENT if same else Relation.UNKNOWN))
        before = tree if tree is not None else before
    return WorkVerdict(steps=tuple(steps), first_error=None, answered=False)


def _tree(text: str) -> Node | None:
    try:
        reading = read(text)
    except Unreadable:
        return None
    return None if reading.kind is Kind.TEXT else prepare(reading.node)
