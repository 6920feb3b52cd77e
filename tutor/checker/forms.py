"""Whether an expression is written in the form that is asked for. Each form is a rule on the tree as written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd

from flint import fmpq_mpoly

from tutor.checker import nodes
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, fraction_of, number_or_none
from tutor.checker.nodes import Node, Num, Op, Sym
from tutor.checker.prepare import prepare

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


def satisfies(node: Node, form: str) -> bool | None:
    """Whether the tree is in the form; None for a form that isn't known."""
    name = ALIASES.get(form.lower().replace(" ", "-"), form.lower().replace(" ", "-"))
    rule = FORMS.get(name)
    if rule is None:
        return None
    if isinstance(node, Op) and (nodes.is_collection(node) or node.name in ("or", "and")):
        return all(satisfies(arg, form) is True for arg in node.args)
    if isinstance(node, Op) and node.name in nodes.RELATIONS and name not in ("slope-intercept", "solved"):
        return rule(node.args[1]) if isinstance(node.args[0], Sym) else all(rule(a) for a in node.args)
    return rule(node)


def _bare(node: Node) -> Node:
    """Without an outer minus."""
    while isinstance(node, Op) and node.name == "neg":
        node = node.args[0]
    return node


def _factors(node: Node) -> list[Node]:
    """The factors of a product as written, powers opened, signs and outer quotients by numbers dropped."""
    node = _bare(node)
    if isinstance(node, Op) and node.name == "*":
        return [f for a in node.args for f in _factors(a)]
    if isinstance(node, Op) and node.name == "^" and _natural(node.args[1]):
        return _factors(node.args[0])
    if isinstance(node, Op) and node.name == "/" and not nodes.variables(node.args[1]):
        return _factors(node.args[0])
    if isinstance(node, Op) and node.name == "/":
        return _factors(node.args[0]) + _factors(node.args[1])
    return [node]


def _natural(node: Node) -> bool:
    value = number_or_none(node)
    return value is not None and value.q == 1 and value > 0


def _polynomial(node: Node) -> fmpq_mpoly | None:
    field = Field(node)
    try:
        quotient = field.convert(prepare(node))
    except (TooBig, Undefined, Inexact):
        return None
    return quotient.top / quotient.bottom.leading_coefficient() if quotient.bottom.is_constant() else None


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
        poly = _polynomial(factor)
        if poly is None and any(
            isinstance(n, Op) and n.name == "/" and nodes.variables(n.args[1]) for n in nodes.walk(factor)
        ):
            return False
        if poly is None:
            if isinstance(factor, Op) and factor.name == "+" and _has_common_symbolic(factor):
                return False
            continue
        if not _irreducible(poly) or (
            isinstance(factor, Op) and factor.name == "+" and len(moving) + len(factors) > 2 and _content(poly) != 1
        ):
            return False
        bases.append(poly)
    if (
        len(moving) == 1
        and len(factors) == 1
        and bases
        and _content(bases[0]) != 1
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


def _irreducible(poly: fmpq_mpoly) -> bool:
    if poly.is_constant():
        return True
    factors = poly.factor()[1]
    return len(factors) == 1 and factors[0][1] == 1


def _content(poly: fmpq_mpoly) -> int:
    """The common whole-number factor of all coefficients (1 where some are fractions)."""
    values = [fraction_of(c) for c in poly.coeffs()]
    if any(v.denominator != 1 for v in values):
        return 1
    return gcd(*(v.numerator for v in values)) or 1


def expanded(node: Node) -> bool:
    """No product or power of a sum is left, and like terms are collected no further than that."""
    for item in nodes.walk(node):
        if not isinstance(item, Op):
            continue
        if item.name == "*" and any(_is_sum(a) for a in item.args):
            return False
        if item.name == "^" and _is_sum(item.args[0]) and _natural(item.args[1]) and item.args[1] != nodes.ONE:
            return False
        if (
            item.name == "/"
            and _is_sum(item.args[0])
            and nodes.variables(item.args[0])
            and not nodes.variables(item.args[1])
        ):
            return False
    return True


def _is_sum(node: Node) -> bool:
    node = _bare(node)
    return isinstance(node, Op) and node.name == "+" and node.tag != "mixed"


def single_fraction(node: Node) -> bool:
    """At most one fraction, and it is outermost: no fraction stands inside another or beside a sum."""
    node = _bare(node)
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
    return gcd(_content(a.top), _content(b.top)) == 1


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
        a, b = _polynomial(top), _polynomial(base)
        if a is None or b is None or not _irreducible(b) or a.total_degree() >= b.total_degree():
            return False
    return fractions > 0 or all(not nodes.has(t, "/") for t in terms)


def _terms(node: Node) -> list[Node]:
    node = _bare(node)
    if isinstance(node, Op) and node.name == "+":
        return [t for a in node.args for t in _terms(a)]
    if (
        isinstance(node, Op)
        and node.name == "*"
        and len(node.args) == 2
        and not nodes.variables(node.args[0])
        and _is_sum(node.args[1])
    ):
        return _terms(node.args[1])
    if (
        isinstance(node, Op)
        and node.name == "/"
        and not nodes.variables(node.args[1])
        and _is_sum(node.args[0])
        and nodes.has(node.args[0], "/")
    ):
        return _terms(node.args[0])
    return [node]


def _split(term: Node) -> tuple[Node, Node] | None:
    """A term as numerator and denominator."""
    term = _bare(term)
    if isinstance(term, Op) and term.name == "/":
        if nodes.has(term.args[0], "/") and nodes.variables(term.args[0]):
            return None
        return term.args
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
    for factor in moving:
        factor = _bare(factor)
        base = factor.args[0] if isinstance(factor, Op) and factor.name == "^" and _natural(factor.args[1]) else factor
        bases.add(base)
    return bases.pop() if len(bases) == 1 else None


def completed_square(node: Node) -> bool:
    """a (x + b)^2 + c: the variable only inside one square of a linear part, or at most linear anyway."""
    names = nodes.variables(node)
    if not names:
        return True
    poly = _polynomial(node)
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
    node = _bare(node)
    if isinstance(node, Op) and node.name == "+":
        return [t for a in node.args for t in _terms_with_squares(a)]
    return [node]


def _product_parts(term: Node) -> list[Node]:
    term = _bare(term)
    if isinstance(term, Op) and term.name in ("*", "/"):
        return [p for a in term.args for p in _product_parts(a)]
    return [term]


def _linear(node: Node) -> bool:
    """Linear in its variable, or a function of one plus a constant (sin(x) - 1)."""
    poly = _polynomial(node)
    return poly is not None and poly.total_degree() == 1


def _literal(node: Node) -> Num | None:
    node = _bare(node)
    return node if isinstance(node, Num) else None


def decimal(node: Node) -> bool:
    """One decimal or whole number, no fraction, root or symbol."""
    found = _literal(node)
    return found is not None and "/" not in found.text


def rational(node: Node) -> bool:
    """A whole number or a fraction of two whole numbers."""
    node = _bare(node)
    if isinstance(node, Num):
        return "." not in node.text
    return isinstance(node, Op) and node.name == "/" and all(_whole(a) for a in node.args)


def _whole(node: Node) -> bool:
    found = _literal(node)
    return found is not None and found.value.denominator == 1 and found.text.isdigit()


def whole(node: Node) -> bool:
    """One whole number."""
    return _whole(node)


def mixed(node: Node) -> bool:
    """A whole number with a proper fraction in lowest terms, or a whole number."""
    node = _bare(node)
    if isinstance(node, Op) and node.name == "+" and node.tag == "mixed":
        return lowest_terms(node.args[1])
    return _whole(node)


def improper(node: Node) -> bool:
    """One fraction of whole numbers, not a mixed number."""
    return rational(node) and lowest_terms(_bare(node))


def scientific(node: Node) -> bool:
    """a x 10^n with 1 <= a < 10."""
    node = _bare(node)
    if isinstance(node, Num) and "e" in node.text.lower():
        return 1 <= Fraction(node.text.lower().split("e")[0]) < 10
    if isinstance(node, Op) and node.name == "*" and len(node.args) == 2 and isinstance(node.args[0], Num):
        ten = node.args[1]
        return (
            1 <= node.args[0].value < 10
            and isinstance(ten, Op)
            and ten.name == "^"
            and ten.args[0] == nodes.num(10)
            and number_or_none(ten.args[1]) is not None
        )
    return False


def percentage(node: Node) -> bool:
    """A number with a percent sign."""
    node = _bare(node)
    return isinstance(node, Op) and node.name == "percent" and isinstance(node.args[0], Num)


def rationalised(node: Node) -> bool:
    """No root in a denominator."""
    for item in nodes.walk(node):
        if (
            isinstance(item, Op)
            and item.name == "/"
            and (nodes.has(item.args[1], "sqrt", "root") or _fractional_power(item.args[1]))
        ):
            return False
    return True


def _fractional_power(node: Node) -> bool:
    for item in nodes.walk(node):
        if isinstance(item, Op) and item.name == "^":
            value = number_or_none(item.args[1])
            if value is not None and value.q != 1:
                return True
    return False


def slope_intercept(node: Node) -> bool:
    """y = m x + b."""
    return (
        isinstance(node, Op)
        and node.name == "="
        and isinstance(node.args[0], Sym)
        and node.args[0].name not in nodes.variables(node.args[1])
        and expanded(node.args[1])
    )


def exact(node: Node) -> bool:
    """No decimals."""
    return not any(isinstance(n, Num) and "." in n.text for n in nodes.walk(node))


FORMS: dict[str, Callable[[Node], bool]] = {
    "factored": factored, "expanded": expanded, "single-fraction": single_fraction, "lowest-terms": lowest_terms, "partial-fractions": partial_fractions,
    "completed-square": completed_square, "decimal": decimal, "rational": rational, "whole": whole, "mixed": mixed, "improper": improper,
    "scientific": scientific, "percent": percentage, "rationalised": rationalised, "slope-intercept": slope_intercept, "solved": slope_intercept, "exact": exact,
}  # fmt: skip
