"""Integrals. A task is read as `int` (integrand, letter[, low, high])."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import exact, is_op, num, op
from tutor.checker.misconceptions.sources import MATZ, ORTON_INTEGRATION
from tutor.checker.misconceptions.tables import antiderivative, outer_integral, slope
from tutor.checker.nodes import Node, Op, Sym

ENTRIES = Entries("integrals")


def _letter(node: Op) -> str:
    return node.args[1].name if isinstance(node.args[1], Sym) else "x"


def between(node: Op, inner: Node) -> Node:
    """The antiderivative as the integral asks for it: as it is, or between the bounds."""
    if len(node.args) != 4:
        return inner
    low, high = (nodes.substitute(inner, {_letter(node): bound}) for bound in node.args[2:])
    return op("+", high, op("neg", low))


def _like(node: Op, integrand: Node) -> Op:
    return Op("int", (integrand, *node.args[1:]))


def _power(node: Op) -> tuple[Node, Node] | None:
    """The letter and its exponent, if the integrand is a power of it."""
    body, letter = node.args[0], Sym(_letter(node))
    if body == letter:
        return letter, nodes.ONE
    if is_op(body, "^") and body.args[0] == letter and letter.name not in nodes.variables(body.args[1]):
        return letter, body.args[1]
    if is_op(body, "/") and exact(body.args[0]) == 1:
        low = _power(_like(node, body.args[1]))
        return None if low is None else (letter, op("neg", low[1]))
    return None


@ENTRIES.part(
    "not-divided-by-new-exponent",
    "Did not divide by the new exponent",
    "The exponent was raised, but the power was not divided by the new exponent. Differentiate to check: a "
    "factor comes down.",
    ORTON_INTEGRATION, heads="int", weight=9,
)  # fmt: skip
def not_divided_by_new_exponent(node: Op) -> Iterator[Node]:
    if found := _power(node):
        yield between(node, op("^", found[0], op("+", found[1], nodes.ONE)))


@ENTRIES.part(
    "divided-by-old-exponent",
    "Divided by the old exponent",
    "The power was divided by the exponent it had, or multiplied with an exponent. Differentiate to check: "
    "the exponent of the result is what comes down.",
    ORTON_INTEGRATION, heads="int", weight=9,
)  # fmt: skip
def divided_by_old_exponent(node: Op) -> Iterator[Node]:
    if found := _power(node):
        raised = op("+", found[1], nodes.ONE)
        if exact(found[1]) not in (0, 1):
            yield between(node, op("/", op("^", found[0], raised), found[1]))
            yield between(node, op("*", found[1], op("^", found[0], raised)))
        yield between(node, op("*", raised, op("^", found[0], raised)))


@ENTRIES.part(
    "exponent-not-raised",
    "Did not raise the exponent",
    "The power was divided, but its exponent stayed, or was lowered. Integrating raises the exponent by one.",
    heads="int", weight=8,
)  # fmt: skip
def exponent_not_raised(node: Op) -> Iterator[Node]:
    if (found := _power(node)) and exact(found[1]) not in (0, -1):
        yield between(node, op("/", op("^", *found), op("+", found[1], nodes.ONE)))
        yield between(node, op("/", op("^", *found), found[1]))


@ENTRIES.part(
    "negative-exponent-lowered",
    "Lowered a negative exponent",
    "The exponent was counted in the wrong direction. One more than a negative number is nearer to zero.",
    heads="int", weight=8,
)  # fmt: skip
def negative_exponent_lowered(node: Op) -> Iterator[Node]:
    if (found := _power(node)) and (n := exact(found[1])) is not None and n < 0:
        yield between(node, op("/", op("^", found[0], num(n - 1)), num(n - 1)))


@ENTRIES.part(
    "differentiated-instead",
    "Differentiated instead of integrating",
    "This is the derivative. Integrating goes the other way: find a function whose derivative is the given one.",
    ORTON_INTEGRATION, heads="int", weight=8,
)  # fmt: skip
def differentiated_instead(node: Op) -> Iterator[Node]:
    made = slope(node.args[0], _letter(node))
    if made is not None:
        yield between(node, made)


@ENTRIES.part(
    "inner-not-divided",
    "Did not divide by the inner derivative",
    "The inside was treated like the letter alone, or its derivative was multiplied instead of divided. "
    "Differentiate to check: the chain rule brings a factor.",
    heads="int", weight=9,
)  # fmt: skip
def inner_not_divided(node: Op) -> Iterator[Node]:
    found = outer_integral(node.args[0], _letter(node))
    if found and found[1] != nodes.ONE:
        yield between(node, found[0])
        yield between(node, op("*", found[1], found[0]))


@ENTRIES.part(
    "logarithm-for-every-quotient",
    "Took the logarithm of any denominator",
    "The integral of one over something was taken to be its logarithm. That holds for the letter alone in the "
    "denominator.",
    MATZ, heads="int", weight=9,
)  # fmt: skip
def logarithm_for_every_quotient(node: Op) -> Iterator[Node]:
    body = node.args[0]
    if is_op(body, "/") and not nodes.variables(body.args[0]):
        yield between(node, op("*", body.args[0], op("ln", body.args[1])))
    if (found := _power(node)) and (n := exact(found[1])) is not None and n < -1:
        yield between(node, op("ln", op("^", found[0], num(-n))))


@ENTRIES.part(
    "product-of-integrals",
    "Multiplied the integrals",
    "Each factor was integrated by itself. Like derivatives, integrals don't go through products and quotients.",
    MATZ, heads="int", weight=9,
)  # fmt: skip
def product_of_integrals(node: Op) -> Iterator[Node]:
    body, letter = node.args[0], _letter(node)
    if is_op(body, "*", "/"):
        changing = [a for a in body.args if letter in nodes.variables(a)]
        if len(changing) > 1:
            parts = [_like(node, a) if letter in nodes.variables(a) else a for a in body.args]
            yield op(body.name, *parts)


@ENTRIES.part(
    "sine-cosine-sign-integral",
    "Got the sign of the integral of sine or cosine wrong",
    "The sign belongs to the derivative. Differentiate the result to see which sign comes out.",
    heads="int", weight=9,
)  # fmt: skip
def sine_cosine_sign_integral(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "sin", "cos"):
        made = antiderivative(node.args[0], _letter(node))
        if made is not None:
            yield between(node, op("neg", made))


@ENTRIES.part(
    "exponential-integrated-as-power",
    "Used the power rule for an exponential",
    "The exponent was raised as for a power. Here the letter is in the exponent.",
    heads="int", weight=9,
)  # fmt: skip
def exponential_integrated_as_power(node: Op) -> Iterator[Node]:
    body = node.args[0]
    if is_op(body, "^") and not nodes.variables(body.args[0]) and nodes.variables(body.args[1]):
        raised = op("+", body.args[1], nodes.ONE)
        yield between(node, op("/", op("^", body.args[0], raised), raised))


@ENTRIES.part(
    "constant-integrated-away",
    "Treated a constant as when differentiating",
    "The constant was dropped or left as it is. The area under a constant grows with the length.",
    heads="int", weight=8,
)  # fmt: skip
def constant_integrated_away(node: Op) -> Iterator[Node]:
    if not nodes.variables(node.args[0]):
        yield nodes.ZERO
        yield node.args[0]


@ENTRIES.part(
    "bounds-swapped",
    "Put the bounds in the wrong way round",
    "The upper bound was taken away from the lower one. The value at the upper bound comes first.",
    ORTON_INTEGRATION, heads="int", weight=8,
)  # fmt: skip
def bounds_swapped(node: Op) -> Iterator[Node]:
    if len(node.args) == 4 and (inner := antiderivative(node.args[0], _letter(node))) is not None:
        yield op("neg", between(node, inner))


@ENTRIES.part(
    "lower-bound-ignored",
    "Did not subtract the value at the lower bound",
    "Only one bound was used, or the two values were added. The integral is the change from the lower to the "
    "upper bound.",
    ORTON_INTEGRATION, heads="int", weight=8,
)  # fmt: skip
def lower_bound_ignored(node: Op) -> Iterator[Node]:
    if len(node.args) == 4 and (inner := antiderivative(node.args[0], _letter(node))) is not None:
        low, high = (nodes.substitute(inner, {_letter(node): bound}) for bound in node.args[2:])
        yield high
        yield op("+", high, low)


@ENTRIES.part(
    "bounds-into-integrand",
    "Put the bounds into the integrand",
    "The bounds were put in without integrating first.",
    ORTON_INTEGRATION, heads="int", weight=8,
)  # fmt: skip
def bounds_into_integrand(node: Op) -> Iterator[Node]:
    if len(node.args) == 4:
        yield between(node, node.args[0])
