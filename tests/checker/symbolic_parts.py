"""What the tests of the second opinion share: a text on its way to it, and its judgement without a clock."""

from __future__ import annotations

from typing import Any

from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.symbolic import judge, specials
from tutor.checker.values import AnswerRequest, Verdict

PATIENT_S = 60.0


def opinion(expected: str, given: str, **options: Any) -> Verdict:
    """The judgement in this process, without a clock."""
    return judge(AnswerRequest(expected=expected, given=given, **options))


def tree(text: str) -> Node:
    """A text's prepared tree."""
    return prepare(read(text).node)


def part(text: str) -> Op:
    """The first special part of a text."""
    return next(specials(tree(text)))
