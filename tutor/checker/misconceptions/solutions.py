"""Equations whose solutions are lost or made up: quadratics, products, roots, powers and logarithms."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import (
    integer,
    is_op,
    literal,
    num,
    op,
    related,
    sides,
    split,
    terms,
    unknown,
)
from tutor.checker.misconceptions.sources import MATZ, VAIYAVUTJAMAI
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("equations")


def _solutions(node: Op) -> list[Node]:
    """The rational solutions in one letter, all of them or none."""
    from tutor.checker import line
    from tutor.checker.formula import NotAStatement, formula

    letter = unknown(node)
    if letter is None:
        return []
    try:
        found = line.solutions(formula(node), letter.name)
    except (NotAStatement, ArithmeticError):
        return []
    if not found or len(found) > 6 or any(place.exact is None for place in found):
        return []
    return [num(place.exact) for place in found if place.exact is not None]


def _is_bent(node: Op) -> bool:
    return any(is_op(n, "^", "abs") for n in nodes.walk(node)) or _factors(node) > 1


def _factors(node: Op) -> int:
    return max(sum(1 for a in n.args if nodes.variables(a)) if is_op(n, "*") else 0 for n in nodes.walk(node))


@ENTRIES.line(
    "one-root-only",
    "Kept only one sign of the root",
    "Only one of the two signs was kept. A number and its opposite have the same square (and the same distance "
    "from zero).",
    VAIYAVUTJAMAI, heads="=", weight=8,
)  # fmt: skip
def one_root_only(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        if is_op(here, "^") and (n := integer(here.args[1])) is not None and n > 0 and n % 2 == 0:
            root = op("sqrt", there) if n == 2 else op("root", there, num(n))
            yield related("=", here.args[0], root, swapped)
            yield related("=", here.args[0], op("neg", root), swapped)
        if is_op(here, "abs"):
            yield related("=", here.args[0], there, swapped)
            yield related("=", here.args[0], op("neg", there), swapped)
    if (letter := unknown(node)) and _is_bent(node):
        found = _solutions(node)
        if len(found) == 2 and nodes.neg(found[0]) == nodes.neg(nodes.neg(found[1])):
            yield from (op("=", letter, value) for value in found)


@ENTRIES.line(
    "divided-by-letter",
    "Divided by something that can be zero",
    "Both sides were divided by an expression with the letter in it. Where that is zero, there is a solution "
    "too, and it got lost.",
    heads="=", weight=8,
)  # fmt: skip
def divided_by_letter(node: Op) -> Iterator[Node]:
    letter = unknown(node)
    if letter is None or not _is_bent(node):
        return
    found = _solutions(node)
    if len(found) > 1 and nodes.ZERO in found:
        yield op("or", *(op("=", letter, v) for v in found if v != nodes.ZERO))
    for k, lost in enumerate(found):
        shared = [nodes.substitute(side, {letter.name: lost}) for side in node.args]
        if len(found) > 1 and node.args[1] != nodes.ZERO and all(literal(num(v)) == 0 for v in map(_exact, shared)):
            yield op("or", *(op("=", letter, v) for j, v in enumerate(found) if j != k))


def _exact(node: Node) -> int:
    from tutor.checker.exact import number_or_none

    return 0 if number_or_none(node) == 0 else 1


@ENTRIES.line(
    "product-not-zero",
    "Used the rule for a zero product where the product is not zero",
    "Each factor was set equal to the number on the other side. Only for a product that is zero one knows "
    "that one of the factors is zero.",
    MATZ, heads="=", weight=9,
)  # fmt: skip
def product_not_zero(node: Op) -> Iterator[Node]:
    for here, there, _ in sides(node):
        fixed = there != nodes.ZERO and literal(there) is not None
        if fixed and is_op(here, "*") and len(here.args) == 2 and all(nodes.variables(a) for a in here.args):
            yield op("or", *(op("=", a, there) for a in here.args))
        if fixed and (letter := unknown(node)) and (parts := _with_letter_out(here, letter)):
            yield op("or", *(op("=", a, there) for a in parts))


def _with_letter_out(side: Node, letter: Node) -> tuple[Node, Node] | None:
    """x and x + b for x^2 + bx."""
    parts = terms(side)
    square = op("^", letter, nodes.TWO)
    if len(parts) != 2 or square not in parts:
        return None
    other = parts[1 - parts.index(square)]
    factor, rest = split(other)
    return (letter, op("+", letter, num(factor))) if rest == letter else None


@ENTRIES.line(
    "roots-with-signs-of-factors",
    "Took the numbers in the factors for the solutions",
    "The numbers were taken from the factors with their signs. A solution makes its factor zero, so it is the "
    "opposite of that number.",
    heads="=", weight=8,
)  # fmt: skip
def roots_with_signs_of_factors(node: Op) -> Iterator[Node]:
    letter = unknown(node)
    if letter is not None and _is_bent(node) and nodes.ZERO in node.args:
        yield nodes.substitute(node, {letter.name: op("neg", letter)})


@ENTRIES.line(
    "quadratic-formula-denominator",
    "Divided by the wrong number in the quadratic formula",
    "The denominator of the quadratic formula is wrong, so that the solutions have the wrong size.",
    heads="=", weight=7,
)  # fmt: skip
def quadratic_formula_denominator(node: Op) -> Iterator[Node]:
    found, letter = _solutions(node), unknown(node)
    if letter is not None and found and any(is_op(n, "^") for n in nodes.walk(node)):
        yield op("or", *(op("=", letter, op("*", nodes.TWO, v)) for v in found))


@ENTRIES.line(
    "squared-each-term",
    "Squared each term of a side",
    "Each term was squared by itself. Squaring a side means squaring the whole sum, which brings a middle term. "
    "It helps to leave the root alone on its side first.",
    MATZ, heads="=", weight=9,
)  # fmt: skip
def squared_each_term(node: Op) -> Iterator[Node]:
    if any(is_op(n, "sqrt") for n in nodes.walk(node)):
        squared = [nodes.add(*(_squared(t) for t in terms(side))) for side in node.args]
        yield op("=", *squared)


def _squared(term: Node) -> Node:
    if is_op(term, "neg"):
        return op("neg", _squared(term.args[0]))
    return term.args[0] if is_op(term, "sqrt") else op("^", term, nodes.TWO)


@ENTRIES.line(
    "exponential-divided",
    "Divided by the base of the power",
    "The other side was divided by the base. The unknown is an exponent: a logarithm (or comparing powers) "
    "undoes it.",
    heads="=", weight=9,
)  # fmt: skip
def exponential_divided(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        if is_op(here, "^") and nodes.variables(here.args[1]) and not nodes.variables(here.args[0]):
            yield related("=", here.args[1], op("/", there, here.args[0]), swapped)


@ENTRIES.line(
    "log-equation-multiplied",
    "Undid a logarithm by multiplying",
    "The other side was multiplied with the base, or its powers were swapped. A logarithm is an exponent: "
    "it is undone by putting it on its base.",
    heads="=", weight=9,
)  # fmt: skip
def log_equation_multiplied(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        if is_op(here, "log", "ln"):
            base: Node = here.args[1] if len(here.args) > 1 else nodes.EULER
            yield related("=", here.args[0], op("*", base, there), swapped)
            yield related("=", here.args[0], op("^", there, base), swapped)


@ENTRIES.line(
    "square-left-out",
    "Left the square out",
    "The letter was given the value of its square. A root is still to be taken.",
    heads="=", weight=8,
)  # fmt: skip
def square_left_out(node: Op) -> Iterator[Node]:
    for here, there, _ in sides(node):
        parts = terms(here)
        for k, part in enumerate(parts):
            if is_op(part, "^") and integer(part.args[1]) == 2 and nodes.variables(part.args[0]):
                rest = [*parts[:k], *parts[k + 1 :]]
                if not any(nodes.variables(r) for r in rest) and literal(there) is not None:
                    yield op("=", part.args[0], nodes.add(there, *(nodes.neg(r) for r in rest)))


@ENTRIES.line(
    "root-undone-by-root",
    "Took the root instead of squaring",
    "To get rid of the root another one was taken. Squaring undoes a root.",
    heads="=", weight=9,
)  # fmt: skip
def root_undone_by_root(node: Op) -> Iterator[Node]:
    for here, there, _ in sides(node):
        if is_op(here, "sqrt") and nodes.variables(here) and not nodes.variables(there):
            yield op("=", here.args[0], op("sqrt", there))
