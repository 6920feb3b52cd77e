"""Definite integrals of polynomials, by the power rule; the bounds and other letters may be anything."""

from __future__ import annotations

from fractions import Fraction

from tutor.checker import nodes
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, as_node
from tutor.checker.nodes import Node, Op, Sym

MAX_DEGREE = 60


def value(node: Op) -> Node | None:
    """The value of `int(polynomial, x, low, high)`; None for any other integral."""
    inner, variable, low, high = node.args
    if not isinstance(variable, Sym) or any(nodes.has(n, "oo", "i", *nodes.COLLECTIONS) for n in (inner, low, high)):
        return None
    antiderivative = primitive(inner, variable.name)
    if antiderivative is None:
        return None
    ends = [nodes.substitute(antiderivative, {variable.name: end}) for end in (high, low)]
    return nodes.sub(ends[0], ends[1])


def primitive(inner: Node, name: str) -> Node | None:
    """An antiderivative in `name` of a polynomial; None if it isn't one."""
    if name not in nodes.variables(inner):
        return nodes.mul(inner, Sym(name))
    field = Field(inner)
    try:
        quotient = field.convert(inner)
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts or not quotient.bottom.is_constant():
        return None
    whole = as_node(field, quotient.top)
    bottom = as_node(field, quotient.bottom)
    terms = whole.args if isinstance(whole, Op) and whole.name == "+" else (whole,)
    parts = []
    for term in terms:
        degree = _degree(term, name)
        if degree is None or degree > MAX_DEGREE:
            return None
        raised = nodes.mul(term, Sym(name))
        parts.append(nodes.mul(nodes.num(Fraction(1, degree + 1)), raised))
    return nodes.div(nodes.add(*parts), bottom)


def _degree(term: Node, name: str) -> int | None:
    """The power of the letter in a monomial."""
    if isinstance(term, Sym):
        return int(term.name == name)
    if not isinstance(term, Op):
        return 0
    if term.name == "neg":
        return _degree(term.args[0], name)
    if term.name == "*":
        found = [_degree(arg, name) for arg in term.args]
        return None if any(d is None for d in found) else sum(d for d in found if d is not None)
    if term.name == "^":
        base, power = term.args
        inner = _degree(base, name)
        if inner == 0 and name not in nodes.variables(term):
            return 0
        whole = isinstance(power, nodes.Num) and power.value.denominator == 1 and power.value >= 0
        return inner * int(power.value) if inner is not None and whole and isinstance(power, nodes.Num) else None
    return 0 if name not in nodes.variables(term) else None
