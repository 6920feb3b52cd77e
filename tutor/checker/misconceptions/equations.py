"""Equations: what is done to one side has to be done to the other."""

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
    times,
    unknown,
)
from tutor.checker.misconceptions.sources import KIERAN, MATZ, PAYNE_SQUIBB, SLEEMAN
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("equations")
_ANY = "= < <= > >="


def _without(parts: tuple[Node, ...], k: int) -> Node:
    return nodes.add(*parts[:k], *parts[k + 1 :])


@ENTRIES.line(
    "moved-without-sign-change",
    "Moved a term without changing its sign",
    "A term was written on the other side with the same sign. To remove it here it is taken away on both sides, "
    "so on the other side the opposite appears.",
    SLEEMAN, heads=_ANY, weight=8,
)  # fmt: skip
def moved_without_sign_change(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        for k, term in enumerate(parts):
            if len(parts) > 1:
                yield related(node.name, _without(parts, k), nodes.add(there, term), swapped)


@ENTRIES.line(
    "one-side-only",
    "Changed only one side",
    "Something was done to one side of the equation only. The sign says that both sides are worth the same, "
    "so both have to be changed alike.",
    KIERAN, heads=_ANY, weight=7,
)  # fmt: skip
def one_side_only(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        for k in range(len(parts)):
            if len(parts) > 1:
                yield related(node.name, _without(parts, k), there, swapped)
        k_, rest = split(here)
        if k_ not in (0, 1) and rest != nodes.ONE:
            yield related(node.name, rest, there, swapped)


def _isolating(node: Op) -> Iterator[tuple[Node, Node, bool]]:
    """The relation, and the same with the constant brought to the other side: the last step to the letter."""
    yield from sides(node)
    for here, there, swapped in sides(node):
        parts = terms(here)
        closed = [t for t in parts if not nodes.variables(t)]
        if closed and len(closed) == len(parts) - 1 and not nodes.variables(there):
            rest = next(t for t in parts if nodes.variables(t))
            yield rest, nodes.add(there, *(nodes.neg(t) for t in closed)), swapped


@ENTRIES.line(
    "coefficient-sign-dropped",
    "Lost the minus sign of the coefficient",
    "The other side was divided by the coefficient without its sign. The minus sign belongs to the coefficient.",
    PAYNE_SQUIBB, heads="=", weight=8,
)  # fmt: skip
def coefficient_sign_dropped(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        k, rest = split(here)
        if k < 0 and rest != nodes.ONE:
            yield related(node.name, times(-k, rest), there, swapped)


@ENTRIES.line(
    "coefficient-subtracted",
    "Took the coefficient away instead of dividing by it",
    "The number in front of the letter was added or subtracted on the other side. "
    "It is a factor: multiplying is undone by dividing.",
    SLEEMAN, heads=_ANY, weight=7,
)  # fmt: skip
def coefficient_subtracted(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        k, rest = split(here)
        if k.denominator == 1 and abs(k) != 1 and rest != nodes.ONE:
            yield related(node.name, rest, nodes.add(there, num(-k)), swapped)
            yield related(node.name, rest, nodes.add(there, num(abs(k))), swapped)


@ENTRIES.line(
    "multiplied-instead-of-dividing",
    "Multiplied by the coefficient instead of dividing",
    "The other side was multiplied by the number in front of the letter. What multiplies on one side is undone "
    "by dividing.",
    SLEEMAN, heads=_ANY, weight=8,
)  # fmt: skip
def multiplied_instead_of_dividing(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        k, rest = split(here)
        if k.denominator == 1 and abs(k) > 1 and rest != nodes.ONE and not is_op(rest, "+"):
            yield related(node.name, rest, op("*", num(k), there), swapped)


@ENTRIES.line(
    "divided-upside-down",
    "Divided the coefficient by the other side",
    "The number in front of the letter was divided by the other side. It is the other side that has to be divided.",
    PAYNE_SQUIBB, heads=_ANY, weight=8,
)  # fmt: skip
def divided_upside_down(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        k, rest = split(here)
        if k.denominator == 1 and abs(k) > 1 and rest != nodes.ONE and there != nodes.ZERO:
            yield related(node.name, rest, op("/", num(k), there), swapped)


@ENTRIES.line(
    "minus-letter-added",
    "Lost the minus sign before the letter",
    "The letter is subtracted here, but it was treated as if it were added, or the numbers were subtracted the "
    "other way round.",
    SLEEMAN, heads="=", weight=7,
)  # fmt: skip
def minus_letter_added(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        if len(parts) == 2:
            for a, b in (parts, parts[::-1]):
                if is_op(b, "neg") and nodes.variables(b) and not nodes.variables(a):
                    yield related(node.name, b.args[0], nodes.add(there, nodes.neg(a)), swapped)
                    yield related(node.name, b.args[0], nodes.add(there, a), swapped)


@ENTRIES.line(
    "divided-one-term-of-side",
    "Divided only one term of a side",
    "One term was divided, the others were not. When a side is divided, each of its terms is.",
    SLEEMAN, heads=_ANY, weight=9,
)  # fmt: skip
def divided_one_term_of_side(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        if len(parts) < 2:
            continue
        for k, term in enumerate(parts):
            factor, rest = split(term)
            if rest != nodes.ONE and factor.denominator == 1 and abs(factor) > 1:
                lone = nodes.add(*parts[:k], rest, *parts[k + 1 :])
                yield related(node.name, lone, op("/", there, num(factor)), swapped)
                yield related(node.name, op("/", here, num(factor)), there, swapped)
                far = terms(there)
                if len(far) > 1:
                    for j, other in enumerate(far):
                        made = nodes.add(*far[:j], op("/", other, num(factor)), *far[j + 1 :])
                        yield related(node.name, op("/", here, num(factor)), made, swapped)


@ENTRIES.line(
    "denominator-for-one-term",
    "Multiplied only one term by the denominator",
    "To remove the denominator only some terms were multiplied by it. Every term on both sides has to be.",
    PAYNE_SQUIBB, heads=_ANY, weight=8,
)  # fmt: skip
def denominator_for_one_term(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        for k, term in enumerate(parts):
            body = term.args[0] if is_op(term, "neg") else term
            if not is_op(body, "/") or len(parts) < 2:
                continue
            top, bottom = body.args
            lone = op("neg", top) if is_op(term, "neg") else top
            yield related(node.name, nodes.add(*parts[:k], lone, *parts[k + 1 :]), op("*", bottom, there), swapped)
            yield related(node.name, op("*", bottom, here), there, swapped)
            yield related(node.name, nodes.add(*parts[:k], lone, *parts[k + 1 :]), there, swapped)


@ENTRIES.line(
    "divided-by-denominator",
    "Divided by the denominator instead of multiplying",
    "The other side was divided by the denominator (or it was added or taken away). Dividing is undone by "
    "multiplying.",
    SLEEMAN, heads=_ANY, weight=8,
)  # fmt: skip
def divided_by_denominator(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        if is_op(here, "/") and nodes.variables(here.args[0]) and not nodes.variables(here.args[1]):
            top, bottom = here.args
            yield related(node.name, top, op("/", there, bottom), swapped)
            yield related(node.name, top, nodes.add(there, bottom), swapped)
            yield related(node.name, top, nodes.add(there, nodes.neg(bottom)), swapped)


@ENTRIES.line(
    "multiplied-straight-across",
    "Multiplied straight across the equals sign",
    "Numerators were multiplied with numerators across the equals sign. That is for a product of fractions; "
    "in an equation both sides are multiplied by the denominators.",
    heads="=", weight=8,
)  # fmt: skip
def multiplied_straight_across(node: Op) -> Iterator[Node]:
    a, b = node.args
    if is_op(a, "/") and is_op(b, "/"):
        yield op("=", op("*", a.args[0], b.args[0]), op("*", a.args[1], b.args[1]))
        yield op("=", op("*", a.args[0], b.args[0]), nodes.ONE)


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
    heads="=", weight=8,
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
