"""The misconception put on verdicts: on refuted lines only, in little time, and never at the price of the verdict."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace

from tutor.checker import nodes, quantities
from tutor.checker.budget import BUDGET, OutOfTime
from tutor.checker.lexer import Style
from tutor.checker.misconceptions.engine import explain
from tutor.checker.misconceptions.shapes import exact, num
from tutor.checker.nodes import Node, Op
from tutor.checker.risk import is_risky
from tutor.checker.values import AnswerRequest, Code, Misconception, Status, Verdict, WorkRequest, WorkVerdict

LIMIT_S = 0.12
"""Time for one explanation."""
MAX_TEXT = 400
"""Characters of a line that is explained."""
MAX_STEPS = 3
"""Wrong lines of one piece of work that are explained."""
_CALCULATION = re.compile(r"[\d(-][\d\s.,()+*/×÷·−%^-]*(?:=[\d\s.,()+*/×÷·−%^-]+)+")
_MATHEMATICAL = re.compile(r"[\d=<>≤≥]|\b\w\b")
"""In every line that a rule of calculation can yield; not in "no solution"."""
_SILENT = frozenset((Code.FORM, Code.PRECISION, Code.SOURCE, Code.QUANTITY, Code.NOT_ANSWERED))
"""Refuted by a convention or by the words of the problem: no wrong rule of calculation."""


def explained_answer(verdict: Verdict, request: AnswerRequest) -> Verdict:
    """The verdict on an answer with its misconception, where one yields it."""
    if verdict.status is not Status.INVALID or verdict.misconception or verdict.code in _SILENT:
        return verdict
    if max(len(request.given), len(request.expected)) > MAX_TEXT:
        return verdict
    found = _in_time(lambda: _of_answer(request))
    return verdict if found is None else replace(verdict, misconception=found)


def explained_work(verdict: WorkVerdict, request: WorkRequest) -> WorkVerdict:
    """The verdict on work with the misconceptions of its first wrong lines."""
    steps = list(verdict.steps)
    wrong = [k for k, step in enumerate(steps) if step.status is Status.INVALID and step.code not in _SILENT]
    for k in wrong[:MAX_STEPS]:
        if (
            steps[k].misconception is None
            and _MATHEMATICAL.search(request.steps[k])
            and len(request.steps[k]) <= MAX_TEXT
        ):
            found = _in_time(lambda k=k: _of_step(request, k))  # type: ignore[misc]
            steps[k] = replace(steps[k], misconception=found)
    return replace(verdict, steps=tuple(steps)) if wrong else verdict


def _in_time(search: Callable[[], Misconception | None]) -> Misconception | None:
    ends = BUDGET.ends
    BUDGET.ends = min(ends, time.perf_counter() + LIMIT_S)
    try:
        return search()
    except (OutOfTime, RecursionError, MemoryError):
        return None
    except Exception:  # an explanation is never worth a verdict; the tests call explain itself, where defects show
        return None
    finally:
        BUDGET.over = False
        BUDGET.ends = ends


def _of_answer(request: AnswerRequest) -> Misconception | None:
    if is_risky(request.expected, request.given, request.problem):
        return None
    style = Style(decimal_comma=request.decimal_comma)
    measured = _quantity(request)
    if measured is not None:
        before, given = measured
        return explain(before, given, style=style)
    return explain(None, request.given, request.expected, request.problem or None, style=style)


def _quantity(request: AnswerRequest) -> tuple[Node, Node] | None:
    """Expected and given answer as quantities, in base units."""
    expected = quantities.measured(request.expected, request.decimal_comma)
    given = quantities.measured(request.given, request.decimal_comma)
    if expected is None or given is None or not expected.certain or (request.problem and not given.has_unit):
        return None
    value, number = exact(expected.quantity.value), _number(expected.node)
    factor = _factor(given.node, given.quantity.value)
    if value is None or number is None or factor is None:
        return None
    powers = [p for _, p in expected.quantity.dimension]
    power = powers[0] if len(powers) == 1 else 1
    tag = "" if given.has_unit else "bare"
    before = Op("quantity", (num(value), number, num(power), factor), tag)
    if given.has_unit and given.quantity.dimension != expected.quantity.dimension:
        return None
    return before, given.quantity.value


def _number(node: Node) -> Node | None:
    """The number in front of the unit."""
    if isinstance(node, Op) and node.name in ("*", "/", "neg") and node.args:
        inner = _number(node.args[0])
        return nodes.neg(inner) if node.name == "neg" and inner is not None else inner
    return node if isinstance(node, nodes.Num) else None


def _factor(node: Node, value: Node) -> Node | None:
    number, base = _number(node), exact(value)
    amount = exact(number) if number is not None else None
    return num(base / amount) if amount and base is not None else None


def _of_step(request: WorkRequest, k: int) -> Misconception | None:
    style = Style(decimal_comma=request.decimal_comma)
    text, before = request.steps[k], request.steps[k - 1] if k else ""
    if is_risky(text, request.problem, before):
        return None
    searches: list[tuple[str, str | None]] = [(before, None)] if before else []
    for earlier, problem in (*searches, ("", request.problem or None)):
        found = explain(earlier, text, None, problem, style=style)
        if found is not None:
            return found
    return next(filter(None, (explain("", claim, style=style) for claim in _calculations(text))), None)


def _calculations(text: str) -> list[str]:
    """The calculations in a sentence: `48 + 24 = 74` out of "She sold 48 + 24 = 74 clips"."""
    found = (match[0].strip(" .,$") for match in _CALCULATION.finditer(text.replace("$", "")))
    return [each for each in found if each != text][:MAX_STEPS]
