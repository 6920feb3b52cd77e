"""Forms of fractions: a single one, lowest terms, partial fractions."""

from __future__ import annotations

from math import gcd

from tutor.checker import nodes
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, fraction_of, number_or_none
from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import prepare
from tutor.checker.shape import bare, content, expanded, irreducible, is_sum, natural, polynomial


def single_fraction(node: Node) -> bool:
    """At most one fraction, and it is outermost: no fraction stands inside another or beside a sum."""
    node = bare(node)
    if isinstance(node, Op) and node.name == "/":
        return not any(_fractional(a) for a in node.args)
    if isinstance(node, Op) and node.name == "*" and sum(1 for a in node.args if _fractional(a)) == 1:
        return False
    return not _fractional(node)


def _fractional(node: Node) -> bool:
    for item in nodes.walk(node):
        if isinstance(item, Op) and item.name == "/" and not _in_exponent(node, item):
            return True
        if isinstance(item, Op) and item.name == "^":
            value = number_or_none(item.args[1])
            if value is not None and value < 0:
                return True
    return False


def _in_exponent(root: Node, target: Op) -> bool:
    return any(
        isinstance(n, Op) and n.name == "^" and any(m is target for m in nodes.walk(n.args[1]))
        for n in nodes.walk(root)
    )


def lowest_terms(node: Node) -> bool:
    """Every fraction of whole numbers is cancelled, its denominator positive and not 1; quotients of polynomials
    without common factor.
    """
    for item in nodes.walk(node):
        if not isinstance(item, Op) or item.name != "/":
            continue
        top, bottom = (number_or_none(a) for a in item.args)
        if top is not None and bottom is not None:
            if top.q != 1 or bottom.q != 1 or bottom <= 1 or gcd(int(top.p), int(bottom.p)) != 1:
                return False
        elif not _coprime(item):
            return False
    return not _numeric_quotients_to_reduce(node)


def _coprime(item: Op) -> bool:
    top, bottom = item.args
    field = Field(item)
    try:
        a, b = field.convert(prepare(top)), field.convert(prepare(bottom))
    except (TooBig, Undefined, Inexact):
        return True
    if not a.bottom.is_constant() or not b.bottom.is_constant():
        return False
    if not a.top.gcd(b.top).is_constant():
        return False
    return gcd(content(a.top), content(b.top)) == 1


def _numeric_quotients_to_reduce(node: Node) -> bool:
    """A sum or product of plain numbers that is left to be worked out inside a number without variables."""
    return isinstance(node, Op) and node.name in ("+", "*") and number_or_none(node) is not None and node.tag != "mixed"


def partial_fractions(node: Node) -> bool:
    """A sum of a polynomial and of numerators over powers of irreducible polynomials, each numerator of lower degree.
    A sum of a polynomial and of numerators over powers of irreducible polynomials, each numerator of lower degree.
    """
    terms = _terms(node)
    fractions = 0
    for term in terms:
        parts = _split(term)
        if parts is None:
            return False
        top, bottom = parts
        if not nodes.variables(bottom):
            if not expanded(top) and not nodes.variables(top):
                return False
            continue
        fractions += 1
        base = _single_base(bottom)
        if base is None:
            return False
        a, b = polynomial(top), polynomial(base)
        if a is None or b is None or not irreducible(b) or a.total_degree() >= b.total_degree():
            return False
    return fractions > 0 or all(not nodes.has(t, "/") for t in terms)


def _terms(node: Node) -> list[Node]:
    node = bare(node)
    if isinstance(node, Op) and node.name == "+":
        return [t for a in node.args for t in _terms(a)]
    if (
        isinstance(node, Op)
        and node.name == "*"
        and len(node.args) == 2
        and not nodes.variables(node.args[0])
        and is_sum(node.args[1])
    ):
        return _terms(node.args[1])
    if (
        isinstance(node, Op)
        and node.name == "/"
        and not nodes.variables(node.args[1])
        and is_sum(node.args[0])
        and nodes.has(node.args[0], "/")
    ):
        return _terms(node.args[0])
    return [node]


def _split(term: Node) -> tuple[Node, Node] | None:
    """A term as numerator and denominator."""
    term = bare(term)
    if isinstance(term, Op) and term.name == "/":
        if nodes.has(term.args[0], "/") and nodes.variables(term.args[0]):
            return None
        return term.args[0], term.args[1]
    if isinstance(term, Op) and term.name == "*":
        tops: list[Node] = []
        bottoms: list[Node] = []
        for factor in term.args:
            parts = _split(factor)
            if parts is None:
                return None
            tops.append(parts[0])
            bottoms.append(parts[1])
        return nodes.mul(*tops), nodes.mul(*bottoms)
    if isinstance(term, Op) and term.name == "^":
        value = number_or_none(term.args[1])
        if value is not None and value < 0:
            return nodes.ONE, nodes.power(term.args[0], nodes.num(-fraction_of(value)))
    return term, nodes.ONE


def _single_base(bottom: Node) -> Node | None:
    """The one polynomial whose power, times a number, the denominator is."""
    moving = [
        f for f in (bottom.args if isinstance(bottom, Op) and bottom.name == "*" else (bottom,)) if nodes.variables(f)
    ]
    bases: set[Node] = set()
    for factor in map(bare, moving):
        base = factor.args[0] if isinstance(factor, Op) and factor.name == "^" and natural(factor.args[1]) else factor
        bases.add(base)
    return bases.pop() if len(bases) == 1 else None
