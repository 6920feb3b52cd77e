"""Negative numbers and absolute values."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import is_op, literal, num, op
from tutor.checker.misconceptions.sources import MATZ, VLASSIS
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("negative numbers")


def _bare(node: Node) -> Node:
    """Without its signs."""
    while is_op(node, "neg"):
        node = node.args[0]
    return node


@ENTRIES.part(
    "minus-minus",
    "Subtracting a negative number made it less",
    "The negative number was taken away as if it were positive. "
    "Taking away a debt leaves more, not less: two minus signs in a row turn round.",
    heads="+", weight=7,
)  # fmt: skip
def minus_minus(node: Op) -> Iterator[Node]:
    for k, arg in enumerate(node.args):
        if is_op(arg, "neg") and is_op(arg.args[0], "neg"):
            yield op("+", *node.args[:k], arg.args[0], *node.args[k + 1 :])


@ENTRIES.part(
    "two-negatives-positive",
    "Two minus signs made the sum positive",
    "The rule \"minus and minus make plus\" was used for a sum. "
    "It is about products: adding two negative numbers goes further down.",
    VLASSIS, heads="+", weight=7,
)  # fmt: skip
def two_negatives_positive(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = (literal(arg) for arg in node.args)
        if a is not None and b is not None and a < 0 and b < 0:
            yield num(-a - b)


@ENTRIES.part(
    "sizes-subtracted",
    "Subtracted the sizes of two negatives",
    "The sizes of the two negative numbers were subtracted. "
    "Both point down, so together they go down by both.",
    heads="+", weight=6,
)  # fmt: skip
def sizes_subtracted(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = (literal(arg) for arg in node.args)
        if a is not None and b is not None and a < 0 and b < 0 and a != b:
            yield num(a - b)
            yield num(b - a)


@ENTRIES.part(
    "sizes-added",
    "Added the sizes of numbers with different signs",
    "The sizes were added and one of the signs was kept, or lost. "
    "A positive and a negative number work against each other.",
    heads="+", weight=6,
)  # fmt: skip
def sizes_added(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = (literal(arg) for arg in node.args)
        if a is not None and b is not None and a * b < 0:
            yield num(abs(a) + abs(b))
            yield num(-abs(a) - abs(b))


@ENTRIES.part(
    "sign-of-smaller",
    "Kept the wrong sign",
    "The sizes were subtracted, but the result was given the sign of the smaller one. "
    "The larger size decides on which side of zero the sum lies.",
    heads="+", weight=6,
)  # fmt: skip
def sign_of_smaller(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = (literal(arg) for arg in node.args)
        if a is not None and b is not None and a * b < 0 and a + b != 0:
            yield num(-a - b)


@ENTRIES.part(
    "negative-product",
    "Got the sign of a product wrong",
    "Two negative factors were given a negative product, or one negative factor a positive one. "
    "Each negative factor turns the sign round once.",
    heads="* /", weight=6,
)  # fmt: skip
def negative_product(node: Op) -> Iterator[Node]:
    count = sum(1 for a in node.args if (value := literal(a)) is not None and value < 0)
    if count and len(node.args) == 2:
        made = op(node.name, *(_bare(a) for a in node.args))
        yield op("neg", made) if count % 2 == 0 else made


@ENTRIES.part(
    "sign-of-quotient",
    "Lost the minus sign of a product",
    "The minus sign in front was lost when multiplying or dividing. One negative part makes the whole negative.",
    heads="neg", weight=5,
)  # fmt: skip
def sign_of_quotient(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "*", "/"):
        inner = node.args[0]
        if all(literal(a) is not None for a in inner.args):
            yield inner


@ENTRIES.part(
    "abs-keeps-sign",
    "The absolute value kept the sign",
    "The bars were left out. They ask how far the number is from zero, and a distance has no minus sign.",
    heads="abs", weight=7,
)  # fmt: skip
def abs_keeps_sign(node: Op) -> Iterator[Node]:
    yield node.args[0]


@ENTRIES.part(
    "abs-each-term",
    "Took the absolute value of each term",
    "The bars were put around each term by itself. "
    "The absolute value belongs to the whole sum, whose parts may cancel first.",
    MATZ, heads="abs", weight=7,
)  # fmt: skip
def abs_each_term(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "+"):
        yield op("+", *(op("abs", _bare(a)) for a in node.args[0].args))


@ENTRIES.part(
    "abs-changes-sign",
    "The absolute value turned the sign round",
    "The bars were taken to turn the sign round. They give the distance from zero, "
    "so a positive number stays as it is.",
    heads="abs", weight=6,
)  # fmt: skip
def abs_changes_sign(node: Op) -> Iterator[Node]:
    yield op("neg", node.args[0])


@ENTRIES.part(
    "minus-first-term-only",
    "The minus sign reached only the first term",
    "A minus sign stands before the bracket, but only the first term in it changed its sign. "
    "The whole bracket is taken away, so every term in it changes.",
    MATZ, heads="neg", weight=8,
)  # fmt: skip
def minus_first_term_only(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "+") and node.args[0].tag != "mixed":
        first, *rest = node.args[0].args
        yield op("+", op("neg", first), *rest)
