"""Derivatives. A task is read as `deriv` (function, letter, order)."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import exact, is_op, num, op
from tutor.checker.misconceptions.sources import MATZ, ORTON
from tutor.checker.misconceptions.tables import antiderivative, layers, outer_slope, put_in, slope
from tutor.checker.nodes import Node, Op, Sym

ENTRIES = Entries("derivatives")


def _task(node: Op) -> tuple[Node, str] | None:
    """What is differentiated once, and by which letter."""
    if len(node.args) == 3 and isinstance(node.args[1], Sym) and node.args[2] == nodes.ONE:
        return node.args[0], node.args[1].name
    return None


def _power(node: Node, letter: str) -> tuple[Node, Node] | None:
    """Base and a constant exponent, of a power of the letter."""
    if node == Sym(letter):
        return node, nodes.ONE
    if is_op(node, "^") and letter in nodes.variables(node.args[0]) and letter not in nodes.variables(node.args[1]):
        return node.args[0], node.args[1]
    return None


def _inside(base: Node, letter: str) -> Node:
    """The derivative of the inside, as the chain rule brings it."""
    found = slope(base, letter)
    return nodes.ONE if found is None else found


@ENTRIES.part(
    "inner-derivative-missing",
    "Left out the inner derivative",
    "Only the outer function was differentiated. What stands inside changes too, at its own rate, "
    "and that rate is a factor of the result.",
    ORTON, heads="deriv", weight=9,
)  # fmt: skip
def inner_derivative_missing(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and (found := layers(*task)):
        made = outer_slope(found[0], found[1])
        if made is not None:
            yield made


@ENTRIES.part(
    "outer-at-inner-derivative",
    "Put the inner derivative inside",
    "The inner function was replaced by its derivative inside the outer one. The inside stays; its derivative "
    "comes as a factor.",
    ORTON, heads="deriv", weight=9,
)  # fmt: skip
def outer_at_inner_derivative(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and (found := layers(*task)):
        inside = slope(found[1], task[1])
        if inside is not None:
            made = outer_slope(found[0], inside)
            yield put_in(found[0], inside)
            if made is not None:
                yield made


@ENTRIES.part(
    "outer-not-differentiated",
    "Differentiated only the inside",
    "The inner derivative was multiplied with the outer function as it stands. The outer function has to be "
    "differentiated too.",
    heads="deriv", weight=8,
)  # fmt: skip
def outer_not_differentiated(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and (found := layers(*task)):
        inside = slope(found[1], task[1])
        if inside is not None:
            yield op("*", inside, task[0])


@ENTRIES.part(
    "product-of-derivatives",
    "Multiplied the derivatives",
    "Each factor was differentiated and the results were multiplied. While one factor changes, the other is "
    "still there: "
    "the product rule has a term for each factor.",
    MATZ, heads="deriv", weight=9,
)  # fmt: skip
def product_of_derivatives(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and is_op(task[0], "*"):
        changing = [a for a in task[0].args if task[1] in nodes.variables(a)]
        fixed = [a for a in task[0].args if task[1] not in nodes.variables(a)]
        if len(changing) > 1:
            yield op("*", *fixed, *(Op("deriv", (a, *node.args[1:])) for a in changing))
            yield op("*", *fixed, Op("deriv", (changing[0], *node.args[1:])), *changing[1:])
            yield op("*", *fixed, *changing[:-1], Op("deriv", (changing[-1], *node.args[1:])))


@ENTRIES.part(
    "product-rule-minus",
    "Subtracted in the product rule",
    "The two terms of the product rule were subtracted. The minus sign belongs to the quotient rule.",
    heads="deriv", weight=8,
)  # fmt: skip
def product_rule_minus(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and is_op(task[0], "*") and len(task[0].args) == 2:
        u, v = task[0].args
        du, dv = (Op("deriv", (a, *node.args[1:])) for a in (u, v))
        yield op("+", op("*", du, v), op("neg", op("*", u, dv)))
        yield op("+", op("*", u, dv), op("neg", op("*", du, v)))


@ENTRIES.part(
    "quotient-of-derivatives",
    "Divided the derivatives",
    "Numerator and denominator were differentiated each by itself. A quotient has a rule of its own.",
    MATZ, heads="deriv", weight=9,
)  # fmt: skip
def quotient_of_derivatives(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and is_op(task[0], "/") and task[1] in nodes.variables(task[0].args[1]):
        u, v = task[0].args
        dv = Op("deriv", (v, *node.args[1:]))
        if task[1] in nodes.variables(u):
            yield op("/", Op("deriv", (u, *node.args[1:])), dv)
        else:
            yield op("/", u, dv)


@ENTRIES.part(
    "quotient-rule-order",
    "Swapped the terms of the quotient rule",
    "The two terms in the numerator of the quotient rule were swapped or added, or the denominator was not squared. "
    "The derivative of the numerator comes first, and the square of the denominator stands below.",
    heads="deriv", weight=8,
)  # fmt: skip
def quotient_rule_order(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and is_op(task[0], "/") and task[1] in nodes.variables(task[0].args[1]):
        u, v = task[0].args
        du, dv = (Op("deriv", (a, *node.args[1:])) for a in (u, v))
        first, second = op("*", du, v), op("*", u, dv)
        square = op("^", v, nodes.TWO)
        yield op("/", op("+", second, op("neg", first)), square)
        yield op("/", op("+", first, second), square)
        yield op("/", op("+", first, op("neg", second)), v)
        yield op("+", first, op("neg", second))


@ENTRIES.part(
    "exponent-not-lowered",
    "Did not lower the exponent",
    "The exponent came down as a factor, but it was not made one less, or it was raised.",
    ORTON, heads="deriv", weight=8,
)  # fmt: skip
def exponent_not_lowered(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and (found := _power(*task)) and found[1] != nodes.ONE:
        base, n = found
        inside = _inside(base, task[1])
        yield nodes.mul(n, op("^", base, n), inside)
        if (exact(n) or 0) > 0:
            yield nodes.mul(n, op("^", base, op("+", n, nodes.ONE)), inside)


@ENTRIES.part(
    "exponent-not-multiplied",
    "Did not multiply by the exponent",
    "The exponent was made one less, but it did not come down as a factor.",
    ORTON, heads="deriv", weight=8,
)  # fmt: skip
def exponent_not_multiplied(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and (found := _power(*task)) and found[1] != nodes.ONE:
        base, n = found
        yield nodes.mul(op("^", base, op("+", n, num(-1))), _inside(base, task[1]))


@ENTRIES.part(
    "negative-exponent-raised",
    "Moved a negative exponent the wrong way",
    "The negative exponent was brought nearer to zero. One less than a negative number is further from zero.",
    heads="deriv", weight=8,
)  # fmt: skip
def negative_exponent_raised(node: Op) -> Iterator[Node]:
    if not (task := _task(node)):
        return
    found = _power(*task)
    if is_op(task[0], "/") and exact(task[0].args[0]) == 1 and (low := _power(task[0].args[1], task[1])):
        found = low[0], op("neg", low[1])
    if found and (n := exact(found[1])) is not None and n < -1:
        yield op("*", num(n), op("^", found[0], num(n + 1)))


@ENTRIES.part(
    "exponential-as-power",
    "Used the power rule for an exponential",
    "The exponent was brought down as for a power. Here the letter is in the exponent, and the base is fixed.",
    ORTON, heads="deriv", weight=9,
)  # fmt: skip
def exponential_as_power(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and is_op(task[0], "^", "exp"):
        base, exponent = task[0].args if task[0].name == "^" else (nodes.EULER, task[0].args[0])
        if task[1] not in nodes.variables(base) and task[1] in nodes.variables(exponent):
            yield op("*", exponent, op("^", base, op("+", exponent, num(-1))))


@ENTRIES.part(
    "logarithm-of-base-missing",
    "Left out the logarithm of the base",
    "Only the exponential with base e is its own derivative. Another base brings its natural logarithm as a factor.",
    heads="deriv", weight=8,
)  # fmt: skip
def logarithm_of_base_missing(node: Op) -> Iterator[Node]:
    task = _task(node)
    if task is None or not is_op(task[0], "^") or nodes.variables(task[0].args[0]):
        return
    if task[0].args[0] != nodes.EULER and task[1] in nodes.variables(task[0].args[1]):
        yield op("*", task[0], _inside(task[0].args[1], task[1]))


@ENTRIES.part(
    "constant-kept",
    "Kept the constant",
    "The constant term was kept. It does not change, so it adds nothing to the rate of change.",
    ORTON, heads="deriv", weight=9,
)  # fmt: skip
def constant_kept(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and task[1] not in nodes.variables(task[0]):
        yield task[0]


@ENTRIES.part(
    "coefficient-lost",
    "Lost the constant factor",
    "The constant factor was left out, as if it were a constant term. A factor stays when differentiating.",
    ORTON, heads="deriv", weight=8,
)  # fmt: skip
def coefficient_lost(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and is_op(task[0], "*"):
        changing = [a for a in task[0].args if task[1] in nodes.variables(a)]
        if len(changing) < len(task[0].args):
            yield Op("deriv", (nodes.mul(*changing), *node.args[1:]))


@ENTRIES.part(
    "sine-cosine-sign",
    "Got the sign of the derivative of sine or cosine wrong",
    "One of sine and cosine brings a minus sign when differentiated, the other does not: look at where the "
    "graph rises at zero.",
    heads="deriv", weight=9,
)  # fmt: skip
def sine_cosine_sign(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and is_op(task[0], "sin", "cos"):
        made = slope(*task)
        if made is not None:
            yield op("neg", made)


@ENTRIES.part(
    "root-derivative-half-missing",
    "Left out the half of the root's derivative",
    "A root is a power with exponent one half, and this exponent comes down as a factor.",
    heads="deriv", weight=8,
)  # fmt: skip
def root_derivative_half_missing(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and is_op(task[0], "sqrt"):
        inside = _inside(task[0].args[0], task[1])
        yield op("/", inside, task[0])
        yield op("/", inside, op("*", nodes.TWO, task[0].args[0]))


@ENTRIES.line(
    "integrated-instead",
    "Integrated instead of differentiating",
    "This goes the other way: it is a function whose derivative is the given one.",
    heads="deriv", weight=8,
)  # fmt: skip
def integrated_instead(node: Op) -> Iterator[Node]:
    if (task := _task(node)) and (made := antiderivative(*task)) is not None:
        yield made
