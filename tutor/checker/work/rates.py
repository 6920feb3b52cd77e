"""Related rates: `V = 4/3 π r^3, dV/dt = 10, find dr/dt when r = 5`, all letters being functions of the time."""

from __future__ import annotations

import re

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.values import Code, Method, Relation, Status, Verdict
from tutor.checker.work import wording

BY_TIME = "This is not the formula above differentiated by the time."

_RATE = re.compile(r"d\s*([A-Za-z])\s*/\s*d\s*t\b|\\frac\s*\{d\s*([A-Za-z])\}\s*\{d\s*t\}")
_FIND = re.compile(rf"(?i:find|what is|determine|calculate|compute)\W[^.;=]*?(?:{_RATE.pattern})(?!\s*=)")


_UNITS = re.compile(
    r"(?<=\d)\s*(?:\\(?:text|mathrm)\s*\{\s*)?(?:square |cubic )?"
    r"(?:mm|cm|dm|km|m|in|inches|ft|feet|litres?|liters?|L|units?)(?![A-Za-z])(?:\s*\^?\s*\{?[23]\}?|[²³])?(?:\s*(?:/|per)\s*(?:sec(?:ond)?|s|min(?:ute)?|h(?:our|r)?)\b)?\s*\}?"
)


def bare(problem: str) -> str:
    """The problem without units at its numbers."""
    return _UNITS.sub("", problem)


def is_rates(problem: str) -> bool:
    """Whether rates in t are spoken of."""
    return bool(_RATE.search(problem))


def system(problem: str, statements: list[Node]) -> tuple[Node, str] | None:
    """What holds at the moment asked about, and the rate that is asked for; None if t is a letter of its own."""
    found = _FIND.search(problem)
    asked = next((g for g in found.groups() if g), None) if found else None
    parts = [p for s in statements for p in (s.args if isinstance(s, Op) and s.name in ("list", "and") else (s,))]
    equations = [p for p in parts if isinstance(p, Op) and p.name == "="]
    if asked is None or not equations or any("t" in nodes.variables(e) for e in equations):
        return None
    related = [e for e in equations if len(nodes.variables(e)) > 1 and not any("'" in n for n in nodes.variables(e))]
    try:
        slopes = [_by_time(e) for e in related]
    except Underivable:
        return None
    if not slopes or not any(asked + "'" in nodes.variables(s) for s in slopes):
        return None
    return Op("system", (*equations, *slopes)), asked + "'"


def _by_time(equation: Op) -> Node:
    """Both sides differentiated by the time."""
    return Op("=", tuple(slope(side) for side in equation.args))


def slope(side: Node) -> Node:
    """The derivative of an expression by the time: r' stands for the rate of r."""
    return nodes.add(*(nodes.mul(derivative(side, n), Sym(n + "'")) for n in nodes.variables(side)))


def judged(formula_of: Node, claimed: Node, *, by_time: bool) -> Verdict | None:
    """What is wrong with the rate of a quantity whose formula is known; `P'` may be meant by the formula's letter."""
    letters = nodes.variables(formula_of)
    if not set(nodes.variables(claimed)) <= {*letters, *(n + "'" for n in letters)} or not nodes.variables(claimed):
        return None
    of_letter = not by_time and not any(name.endswith("'") for name in nodes.variables(claimed))
    if of_letter and len(letters) != 1:
        return None
    try:
        outcome = equal(derivative(formula_of, letters[0]) if of_letter else slope(formula_of), claimed)
    except Underivable:
        return None
    if outcome.witness is None or outcome.code is Code.DOMAIN:
        return wording.open_(Relation.FOLLOWS, wording.FOLLOWS_OPEN) if outcome.equal else None
    kind = (Status.INVALID, Code.NOT_EQUIVALENT, Relation.CONTRADICTS, Method.WITNESS)
    return wording.said(*kind, outcome.witness, "" if of_letter else BY_TIME)
