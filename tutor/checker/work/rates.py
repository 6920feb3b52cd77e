"""Related rates: `V = 4/3 π r^3, dV/dt = 10, find dr/dt when r = 5`, all letters being functions of the time."""

from __future__ import annotations

import re

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.nodes import Node, Op, Sym

_RATE = re.compile(r"d\s*([A-Za-z])\s*/\s*d\s*t\b|\\frac\s*\{d\s*([A-Za-z])\}\s*\{d\s*t\}")
_FIND = re.compile(rf"(?i:find|what is|determine|calculate|compute)\W[^.;=]*?(?:{_RATE.pattern})(?!\s*=)")


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
    return Op("=", tuple(_slope(side) for side in equation.args))


def _slope(side: Node) -> Node:
    return nodes.add(*(nodes.mul(derivative(side, n), Sym(n + "'")) for n in nodes.variables(side)))
