"""Whether an equation with letters says that something was worked out, or sets a condition."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.exact import Field, Inexact, TooBig, Undefined
from tutor.checker.nodes import Node, Op, Sym


def claims_identity(left: Node, right: Node) -> bool:
    """Whether an equation with letters can only be meant as an identity: it never holds, or only where a letter is
    zero.
    """
    if any(isinstance(n, Sym) or _is_call(n) for n in (left, right)) or not (
        nodes.variables(left) and nodes.variables(right)
    ):
        return False
    field = Field(left, right)
    try:
        quotient = field.convert(nodes.sub(left, right))
    except (TooBig, Undefined, Inexact):
        return False
    if field.parts:
        names = nodes.variables(Op("list", (left, right)))
        return len(names) >= 2 and set(nodes.variables(left)) == set(nodes.variables(right))
    return len(quotient.top) == 1


def is_finished(node: Node) -> bool:
    """A polynomial written out with its like terms collected, so that nothing is left to work out in it."""
    terms = node.args if isinstance(node, Op) and node.name == "+" else (node,)
    field = Field(node)
    try:
        quotient = field.convert(node)
    except (TooBig, Undefined, Inexact):
        return False
    plain = not field.parts and quotient.bottom.is_constant()
    return plain and all(map(_is_monomial, terms)) and len(quotient.top) == len(terms)


def _is_monomial(term: Node) -> bool:
    """A number times powers of different letters."""
    if isinstance(term, Op) and term.name == "neg":
        term = term.args[0]
    if isinstance(term, Op) and term.name == "/" and not nodes.variables(term.args[1]):
        term = term.args[0]
    factors = term.args if isinstance(term, Op) and term.name == "*" else (term,)
    bases = [f.args[0] if isinstance(f, Op) and f.name == "^" else f for f in factors]
    letters = [b for b in bases if isinstance(b, Sym)]
    others = [f for f in factors if not nodes.variables(f)]
    return len(letters) + len(others) == len(factors) and len(set(letters)) == len(letters) and len(others) <= 1


def is_number(node: Node) -> bool:
    """Whether a difference is the same number everywhere."""
    field = Field(node)
    try:
        quotient = field.convert(node)
    except (TooBig, Undefined, Inexact):
        return False
    return bool(quotient.top.is_constant() and quotient.bottom.is_constant())


def _is_call(node: Node) -> bool:
    return isinstance(node, Op) and node.name in ("apply", "prime")
