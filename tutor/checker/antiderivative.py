"""Antiderivatives: right if they differ from the expected one by a constant, written or not."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import Outcome, equal
from tutor.checker.nodes import Node
from tutor.checker.reasons import unknown, verdict
from tutor.checker.values import Code, Method, Status, Verdict

MISSING = "This is an antiderivative; the constant of integration is missing."


def judge(expected: Node, given: Node, variable: str | None) -> Verdict:
    """Compare two prepared trees by their derivatives; a forgotten constant is let through and said."""
    names = nodes.variables(expected)
    name = variable or ("x" if "x" in names else names[0] if names else "x")
    if nodes.is_statement(given) or nodes.is_collection(given):
        return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)
    try:
        slopes = derivative(expected, name), derivative(given, name)
    except Underivable:
        return unknown(Code.UNDECIDED)
    outcome = _same_slope(slopes[0], slopes[1])
    if not outcome.equal:
        return verdict(outcome.status, outcome.code, outcome.method, outcome.witness)
    constants = [n for n in nodes.variables(given) if n not in nodes.variables(nodes.Op("list", slopes)) and n != name]
    if name not in nodes.variables(given) and name in names:
        return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)
    text = "" if constants or nodes.has(given, "int") else MISSING
    return verdict(Status.VALID, Code.EQUIVALENT, outcome.method, text=text)


def _same_slope(expected: Node, given: Node) -> Outcome:
    """Equal derivatives where both are real: ln(x - 3) and ln|x - 3| have the same one, domain apart."""
    outcome = equal(expected, given)
    if outcome.code is Code.DOMAIN:
        return Outcome(Status.VALID, Method.NUMERICAL, Code.EQUIVALENT)
    return outcome
