"""Trigonometric functions."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, num, op
from tutor.checker.misconceptions.sources import MATZ, ZAZKIS_KONTOROVICH
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("trigonometry")
_ALL = "sin cos tan cot sec csc"
_SWAPPED = {"sin": "cos", "cos": "sin"}


@ENTRIES.part(
    "factor-out-of-function",
    "Took the factor out of the function",
    "The factor inside was written in front. The function is not a factor: twice the angle does not give twice "
    "the value.",
    MATZ, heads=_ALL, weight=9,
)  # fmt: skip
def factor_out_of_function(node: Op) -> Iterator[Node]:
    inner = node.args[0]
    if is_op(inner, "*"):
        for k, factor in enumerate(inner.args[:-1]):
            yield op("*", factor, op(node.name, nodes.mul(*inner.args[:k], *inner.args[k + 1 :])))
    if is_op(inner, "/"):
        yield op("/", op(node.name, inner.args[0]), inner.args[1])


@ENTRIES.part(
    "function-of-sum",
    "Gave the function to each term",
    "The function was applied to each term of the sum. It is not a factor, so it can't be distributed.",
    MATZ, heads=_ALL, weight=9,
)  # fmt: skip
def function_of_sum(node: Op) -> Iterator[Node]:
    inner = node.args[0]
    if is_op(inner, "+"):
        yield op(
            "+", *(op("neg", op(node.name, t.args[0])) if is_op(t, "neg") else op(node.name, t) for t in inner.args)
        )


@ENTRIES.part(
    "sum-of-functions-joined",
    "Joined two values into the function of a sum",
    "The angles were added inside one function. The values are added, not the angles.",
    MATZ, heads="+", weight=9,
)  # fmt: skip
def sum_of_functions_joined(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = node.args
        minus = is_op(b, "neg")
        b = b.args[0] if is_op(b, "neg") else b
        if is_op(a, *_ALL.split()) and is_op(b, a.name):
            yield op(a.name, op("+", a.args[0], op("neg", b.args[0]) if minus else b.args[0]))


@ENTRIES.part(
    "square-on-the-angle",
    "Squared the angle instead of the value",
    "The exponent was moved to the angle. Behind the name of the function it belongs to the value: take the "
    "value first, then the power.",
    heads="^", weight=9,
)  # fmt: skip
def square_on_the_angle(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], *_ALL.split()):
        yield op(node.args[0].name, op("^", node.args[0].args[0], node.args[1]))


@ENTRIES.part(
    "inverse-as-reciprocal",
    "Took the inverse function for the reciprocal",
    "The -1 was read as an exponent of the value. The inverse function asks which angle has this value.",
    ZAZKIS_KONTOROVICH, heads="asin acos atan", weight=9,
)  # fmt: skip
def inverse_as_reciprocal(node: Op) -> Iterator[Node]:
    yield op("/", nodes.ONE, op(node.name[1:], node.args[0]))


@ENTRIES.part(
    "degrees-as-radians",
    "Used degrees for radians",
    "The calculator was set to radians, but the angle is in degrees. Check the setting before using it.",
    heads=_ALL, weight=9,
)  # fmt: skip
def degrees_as_radians(node: Op) -> Iterator[Node]:
    def bare(part: Node) -> Node:
        return part.args[0] if is_op(part, "deg") else part

    made = nodes.rebuild(node.args[0], bare)
    if made != node.args[0]:
        yield op(node.name, made)


@ENTRIES.part(
    "radians-as-degrees",
    "Used radians for degrees",
    "The calculator was set to degrees, but the angle is in radians. Without a degree sign an angle is in radians.",
    heads=_ALL, weight=8,
)  # fmt: skip
def radians_as_degrees(node: Op) -> Iterator[Node]:
    if not nodes.variables(node) and not nodes.has(node, "deg"):
        yield op(node.name, op("deg", node.args[0]))


@ENTRIES.part(
    "inverse-in-other-measure",
    "Gave the angle in the other measure",
    "The angle was given in degrees where radians are wanted, without a degree sign.",
    heads="asin acos atan", weight=7,
)  # fmt: skip
def inverse_in_other_measure(node: Op) -> Iterator[Node]:
    yield op("/", op("*", node, num(180)), nodes.PI)


@ENTRIES.part(
    "sine-for-cosine",
    "Swapped sine and cosine",
    "Sine and cosine were swapped. The sine belongs to the side opposite the angle, the cosine to the one beside it.",
    heads="sin cos", weight=6,
)  # fmt: skip
def sine_for_cosine(node: Op) -> Iterator[Node]:
    yield op(_SWAPPED[node.name], *node.args)


@ENTRIES.part(
    "tangent-upside-down",
    "Turned the tangent upside down",
    "The tangent was taken as cosine over sine. It is the opposite side over the adjacent one.",
    heads="tan cot", weight=7,
)  # fmt: skip
def tangent_upside_down(node: Op) -> Iterator[Node]:
    yield op("cot" if node.name == "tan" else "tan", *node.args)


@ENTRIES.part(
    "sign-out-of-cosine",
    "Took the minus sign out of the cosine",
    "The minus sign was moved in front of the function. The cosine is the same on both sides of zero; only some "
    "functions turn round.",
    heads="cos sec sin tan", weight=8,
)  # fmt: skip
def sign_out_of_cosine(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "neg"):
        made = op(node.name, node.args[0].args[0])
        yield op("neg", made) if node.name in ("cos", "sec") else made


@ENTRIES.part(
    "functions-cancelled",
    "Cancelled the name of the function",
    "The names of the functions were struck out like factors. A name without its angle is not a number.",
    MATZ, heads="/", weight=9,
)  # fmt: skip
def functions_cancelled(node: Op) -> Iterator[Node]:
    a, b = node.args
    if is_op(a, *_ALL.split()) and is_op(b, a.name):
        yield op("/", a.args[0], b.args[0])


@ENTRIES.part(
    "sine-plus-cosine",
    "Took sine plus cosine for one",
    "The rule for the squares was used for the values themselves. Only the squares of sine and cosine add up "
    "like that.",
    heads="+", weight=8,
)  # fmt: skip
def sine_plus_cosine(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = node.args
        if is_op(a, "sin", "cos") and is_op(b, _SWAPPED[a.name]) and a.args == b.args:
            yield nodes.ONE


@ENTRIES.part(
    "pythagoras-sign",
    "Got the sign of the square identity wrong",
    "The squares of sine and cosine were subtracted the other way round, or added where one is taken from 1.",
    heads="+", weight=7,
)  # fmt: skip
def pythagoras_sign(node: Op) -> Iterator[Node]:
    if len(node.args) == 2 and integer(node.args[0]) == 1 and is_op(node.args[1], "neg"):
        square = node.args[1].args[0]
        if is_op(square, "^") and is_op(square.args[0], "sin", "cos"):
            other = op("^", op(_SWAPPED[square.args[0].name], *square.args[0].args), square.args[1])
            yield op("neg", other)
            yield op(_SWAPPED[square.args[0].name], *square.args[0].args)
