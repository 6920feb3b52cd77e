"""Whether an expression is written in the form that is asked for. Each form is a rule on the tree as written."""

from __future__ import annotations

from collections.abc import Callable

from tutor.checker import nodes
from tutor.checker.fraction_forms import lowest_terms, partial_fractions, single_fraction
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.number_forms import (
    decimal,
    exact,
    improper,
    mixed,
    percentage,
    rational,
    rationalised,
    scientific,
    whole,
)
from tutor.checker.shape import bare, content, expanded, irreducible, natural, polynomial

ALIASES = {"factorised": "factored", "factorized": "factored", "factor": "factored", "expand": "expanded",
    "simplified-fraction": "lowest-terms",
           "simplest-fraction": "lowest-terms", "simplest": "lowest-terms", "reduced": "lowest-terms",
           "singlefraction": "single-fraction",
           "partial_fractions": "partial-fractions", "completed_square": "completed-square",
           "vertex": "completed-square", "mixed-number": "mixed",
           "single_fraction": "single-fraction", "lowest_terms": "lowest-terms",
           "scientific-notation": "scientific", "standard-form": "scientific",
           "improper-fraction": "improper", "integer": "whole", "rationalized": "rationalised",
           "slope_intercept": "slope-intercept"}  # fmt: skip


def named(form: str) -> str:
    """The documented name of a form, of which there may be other spellings."""
    name = form.lower().replace(" ", "-")
    return ALIASES.get(name, name)


def satisfies(node: Node, form: str) -> bool | None:
    """Whether the tree is in the form; None for a form that isn't known."""
    name = named(form)
    rule = FORMS.get(name)
    if rule is None:
        return None
    if isinstance(node, Op) and (nodes.is_collection(node) or node.name in ("or", "and")):
        return all(satisfies(arg, form) is True for arg in node.args)
    if isinstance(node, Op) and node.name in nodes.RELATIONS and name not in ("slope-intercept", "solved"):
        return rule(node.args[1]) if isinstance(node.args[0], Sym) else all(rule(a) for a in node.args)
    return rule(node)


def _factors(node: Node) -> list[Node]:
    """The factors of a product as written, powers opened, signs and outer quotients by numbers dropped."""
    node = bare(node)
    if isinstance(node, Op) and node.name == "*":
        return [f for a in node.args for f in _factors(a)]
    if isinstance(node, Op) and node.name == "^" and natural(node.args[1]):
        return _factors(node.args[0])
    if isinstance(node, Op) and node.name == "/" and not nodes.variables(node.args[1]):
        return _factors(node.args[0])
    if isinstance(node, Op) and node.name == "/":
        return _factors(node.args[0]) + _factors(node.args[1])
    return [node]


def factored(node: Node) -> bool:
    """A product of irreducible factors over the rationals with whole-number content taken out; a polynomial as it is
    if irreducible.
    """
    factors = _factors(node)
    moving = [f for f in factors if nodes.variables(f)]
    if not moving:
        return not any(isinstance(f, Op) and f.name == "+" for f in factors)
    if any(isinstance(f, Op) and f.name in ("/",) for f in moving):
        return False
    bases = []
    for factor in moving:
        poly = polynomial(factor)
        if poly is None and any(
            isinstance(n, Op) and n.name == "/" and nodes.variables(n.args[1]) for n in nodes.walk(factor)
        ):
            return False
        if poly is None:
            if isinstance(factor, Op) and factor.name == "+" and _has_common_symbolic(factor):
                return False
            continue
        if not irreducible(poly) or (
            isinstance(factor, Op) and factor.name == "+" and len(moving) + len(factors) > 2 and content(poly) != 1
        ):
            return False
        bases.append(poly)
    if (
        len(moving) == 1
        and len(factors) == 1
        and bases
        and content(bases[0]) != 1
        and isinstance(factors[0], Op)
        and factors[0].name == "+"
    ):
        return False
    return _all_irreducible_quotients(node)


def _has_common_symbolic(factor: Op) -> bool:
    parts = [set(map(repr, _factors(term))) for term in factor.args]
    common = set.intersection(*parts)
    return any("Sym" in text for text in common)


def _all_irreducible_quotients(node: Node) -> bool:
    return not any(
        isinstance(n, Op)
        and n.name == "/"
        and any(isinstance(m, Op) and m.name == "/" and nodes.variables(m) for m in n.args)
        for n in nodes.walk(node)
    )


def completed_square(node: Node) -> bool:
    """a (x + b)^2 + c: the variable only inside one square of a linear part, or at most linear anyway."""
    names = nodes.variables(node)
    if not names:
        return True
    poly = polynomial(node)
    if poly is not None and poly.total_degree() <= 1:
        return True
    squares = 0
    for term in _terms_with_squares(node):
        if not nodes.variables(term):
            continue
        if not any(
            isinstance(f, Op) and f.name == "^" and f.args[1] == nodes.TWO and _linear(f.args[0])
            for f in _product_parts(term)
        ):
            return not squares and all(name not in nodes.variables(term) for name in _main(node))
        squares += 1
    return squares >= 1


def _main(node: Node) -> tuple[str, ...]:
    for item in nodes.walk(node):
        if isinstance(item, Op) and item.name == "^" and item.args[1] == nodes.TWO:
            return nodes.variables(item.args[0])
    return nodes.variables(node)


def _terms_with_squares(node: Node) -> list[Node]:
    node = bare(node)
    if isinstance(node, Op) and node.name == "+":
        return [t for a in node.args for t in _terms_with_squares(a)]
    return [node]


def _product_parts(term: Node) -> list[Node]:
    term = bare(term)
    if isinstance(term, Op) and term.name in ("*", "/"):
        return [p for a in term.args for p in _product_parts(a)]
    return [term]


def _linear(node: Node) -> bool:
    """Linear in its variable, or a function of one plus a constant (sin(x) - 1)."""
    poly = polynomial(node)
    return poly is not None and poly.total_degree() == 1


def slope_intercept(node: Node) -> bool:
    """y = m x + b."""
    return (
        isinstance(node, Op)
        and node.name == "="
        and isinstance(node.args[0], Sym)
        and node.args[0].name not in nodes.variables(node.args[1])
        and expanded(node.args[1])
    )


FORMS: dict[str, Callable[[Node], bool]] = {
    "factored": factored, "expanded": expanded, "single-fraction": single_fraction, "lowest-terms": lowest_terms,
    "partial-fractions": partial_fractions,
    "completed-square": completed_square, "decimal": decimal, "rational": rational, "whole": whole, "mixed": mixed,
    "improper": improper,
    "scientific": scientific, "percent": percentage, "rationalised": rationalised,
    "slope-intercept": slope_intercept, "solved": slope_intercept, "exact": exact,
}  # fmt: skip
