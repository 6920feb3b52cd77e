"""Fractions and mixed numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import fraction, integer, is_op, num, op, plain_fraction
from tutor.checker.misconceptions.sources import BROWN_QUINN, RESNICK
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("fractions")


def _is_whole(node: Node) -> bool:
    """Whether a fraction is a whole number, so that the bar is meant as a division."""
    parts = plain_fraction(node)
    return parts is not None and parts[0] % parts[1] == 0


def _pair(node: Op) -> tuple[tuple[Node, Node], tuple[Node, Node]] | None:
    """Two fractions as written."""
    if len(node.args) != 2:
        return None
    a, b = fraction(node.args[0]), fraction(node.args[1])
    return (a, b) if a and b else None


@ENTRIES.part(
    "add-tops-and-bottoms",
    "Added tops and bottoms",
    "The numerators were added, and the denominators too. The denominator only says what size the pieces have: "
    "pieces can be counted together once they have the same size.",
    BROWN_QUINN, heads="+", weight=9,
)  # fmt: skip
def add_tops_and_bottoms(node: Op) -> Iterator[Node]:
    if pair := _pair(node):
        (a, b), (c, d) = pair
        yield op("/", op("+", a, c), op("+", b, d))
        if is_op(node.args[1], "neg"):
            yield op("/", op("+", a, c), op("+", b, op("neg", d)))


@ENTRIES.part(
    "tops-not-scaled",
    "Changed the denominators but not the numerators",
    "A common denominator was found, but the numerators stayed as they were. "
    "When the pieces get smaller, it takes more of them: the numerator is multiplied by the same number.",
    BROWN_QUINN, heads="+", weight=8,
)  # fmt: skip
def tops_not_scaled(node: Op) -> Iterator[Node]:
    if pair := _pair(node):
        (a, b), (c, d) = pair
        if b != d:
            yield op("/", op("+", a, c), op("*", b, d))
            if (bottoms := (integer(b), integer(d))) and bottoms[0] and bottoms[1]:
                yield op("/", op("+", a, c), num(_lcm(bottoms[0], bottoms[1])))
                yield op("/", op("+", a, c), num(max(bottoms[0], bottoms[1])))


def _lcm(a: int, b: int) -> int:
    return abs(a * b) // math.gcd(a, b)


@ENTRIES.part(
    "whole-into-numerator",
    "Added the whole number to the numerator",
    "The whole number was added to the numerator as it stands. "
    "It has to be cut into pieces of the same size first.",
    BROWN_QUINN, heads="+", weight=8,
)  # fmt: skip
def whole_into_numerator(node: Op) -> Iterator[Node]:
    if len(node.args) == 2 and node.tag != "mixed":
        for k in (0, 1):
            parts, other = fraction(node.args[k]), node.args[1 - k]
            if parts and fraction(other) is None and not _is_whole(node.args[k]):
                yield op("/", op("+", parts[0], other), parts[1])


@ENTRIES.part(
    "product-keeps-denominator",
    "Kept the common denominator in a product",
    "The numerators were multiplied and the denominator was kept, as in a sum. "
    "A part of a part is smaller: the denominators are multiplied too.",
    BROWN_QUINN, heads="*", weight=8,
)  # fmt: skip
def product_keeps_denominator(node: Op) -> Iterator[Node]:
    if (pair := _pair(node)) and pair[0][1] == pair[1][1]:
        yield op("/", op("*", pair[0][0], pair[1][0]), pair[0][1])


@ENTRIES.part(
    "cross-multiplied",
    "Multiplied crosswise",
    "Each numerator was multiplied with the other denominator. "
    "That belongs to dividing or comparing; in a product the numerators meet, and the denominators meet.",
    BROWN_QUINN, heads="*", weight=8,
)  # fmt: skip
def cross_multiplied(node: Op) -> Iterator[Node]:
    if pair := _pair(node):
        (a, b), (c, d) = pair
        yield op("/", op("*", a, d), op("*", b, c))
        yield op("/", op("*", b, c), op("*", a, d))


@ENTRIES.part(
    "divided-straight",
    "Multiplied instead of dividing",
    "The fractions were multiplied as they stand. To divide by a fraction, ask how often it fits: "
    "that turns the second fraction upside down.",
    BROWN_QUINN, heads="/", weight=7,
)  # fmt: skip
def divided_straight(node: Op) -> Iterator[Node]:
    a, b = fraction(node.args[0]), fraction(node.args[1])
    if a and b:
        yield op("*", *node.args)


@ENTRIES.part(
    "wrong-one-inverted",
    "Turned the first fraction upside down",
    "The fraction that is divided was turned upside down, instead of the one it is divided by.",
    BROWN_QUINN, heads="/", weight=7,
)  # fmt: skip
def wrong_one_inverted(node: Op) -> Iterator[Node]:
    a, b = fraction(node.args[0]), fraction(node.args[1])
    if a:
        yield op("*", op("/", a[1], a[0]), node.args[1])
    elif b and integer(node.args[0]):
        yield op("/", node.args[1], node.args[0])


@ENTRIES.part(
    "whole-times-both",
    "Multiplied top and bottom by the whole number",
    "The whole number was multiplied into the numerator and the denominator. "
    "That only writes the same fraction in another way; so many times the fraction means so many times its "
    "numerator.",
    BROWN_QUINN, heads="*", weight=8,
)  # fmt: skip
def whole_times_both(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        for k in (0, 1):
            parts, factor = fraction(node.args[k]), node.args[1 - k]
            if parts and fraction(factor) is None and not _is_whole(node.args[k]):
                yield op("/", *parts)
                yield op("/", parts[0], op("*", factor, parts[1]))


@ENTRIES.part(
    "one-part-of-many",
    "Took one part instead of several",
    "The amount was divided by the denominator, but that is one part only. The numerator says how many parts to take.",
    heads="*", weight=9,
)  # fmt: skip
def one_part_of_many(node: Op) -> Iterator[Node]:
    parts = plain_fraction(node.args[0]) if len(node.args) == 2 else None
    if parts and 1 < abs(parts[0]) < abs(parts[1]) and integer(node.args[1]) is not None:
        yield op("/", node.args[1], num(parts[1]))


@ENTRIES.part(
    "simplified-one-part",
    "Divided only one part of the fraction",
    "The numerator or the denominator alone was divided. "
    "The value stays the same only if both are divided by the same number.",
    BROWN_QUINN, heads="/", weight=8,
)  # fmt: skip
def simplified_one_part(node: Op) -> Iterator[Node]:
    parts = plain_fraction(node)
    if not parts or 0 in parts:
        return
    top, bottom = abs(parts[0]), abs(parts[1])
    for k in range(2, min(max(top, bottom), 60) + 1):
        if top % k == 0 and bottom % k == 0:
            yield op("/", num(parts[0] // k), num(parts[1]))
            yield op("/", num(parts[0]), num(parts[1] // k))
    if top > 1 and bottom > 1:
        yield op("/", nodes.ONE, num(parts[1]))


@ENTRIES.part(
    "different-divisors",
    "Divided the two parts by different numbers",
    "Numerator and denominator were divided by different numbers. "
    "Only dividing both by the same number keeps the value.",
    heads="/", weight=5,
)  # fmt: skip
def different_divisors(node: Op) -> Iterator[Node]:
    parts = plain_fraction(node)
    if not parts or 0 in parts:
        return
    top, bottom = (abs(p) for p in parts)
    tops = [k for k in range(2, min(top, 12) + 1) if top % k == 0]
    bottoms = [k for k in range(2, min(bottom, 12) + 1) if bottom % k == 0]
    for j in tops:
        for k in bottoms:
            if j != k and k < bottom:
                yield op("/", num(parts[0] // j), num(parts[1] // k))


@ENTRIES.part(
    "digits-cancelled",
    "Cancelled digits",
    "The same digit was struck out above and below. A digit is not a factor: only factors of the whole number "
    "cancel.",
    heads="/", weight=8,
)  # fmt: skip
def digits_cancelled(node: Op) -> Iterator[Node]:
    parts = plain_fraction(node)
    if not parts or min(parts) < 10:
        return
    top, bottom = str(parts[0]), str(parts[1])
    for digit in sorted(set(top) & set(bottom)):
        left, right = top.replace(digit, "", 1), bottom.replace(digit, "", 1)
        if int(left or "0") and int(right or "0"):
            yield op("/", num(int(left)), num(int(right)))


@ENTRIES.part(
    "terms-subtracted",
    "Simplified by subtracting",
    "The same number was taken away above and below. A fraction keeps its value under dividing, not under "
    "subtracting.",
    BROWN_QUINN, heads="/", weight=5,
)  # fmt: skip
def terms_subtracted(node: Op) -> Iterator[Node]:
    parts = plain_fraction(node)
    if parts and min(parts) > 1:
        for k in range(1, min(*parts, 13)):
            yield op("/", num(parts[0] - k), num(parts[1] - k))


@ENTRIES.part(
    "mixed-as-product",
    "Read a mixed number as a product",
    "The whole number was multiplied with the fraction beside it. In a mixed number the two are added.",
    heads="+", weight=8,
)  # fmt: skip
def mixed_as_product(node: Op) -> Iterator[Node]:
    if node.tag == "mixed":
        yield op("*", *node.args)


@ENTRIES.part(
    "mixed-not-multiplied",
    "Added the whole number to the numerator",
    "To make one fraction the whole number was only added to the numerator. "
    "Each whole is a full set of pieces, so it is multiplied by the denominator first.",
    heads="+", weight=8,
)  # fmt: skip
def mixed_not_multiplied(node: Op) -> Iterator[Node]:
    parts = plain_fraction(node.args[-1])
    whole = integer(node.args[0])
    if node.tag == "mixed" and parts and whole is not None:
        yield op("/", num(whole + parts[0]), num(parts[1]))
        yield op("/", num(whole * parts[1]), num(parts[1]))
        yield op("/", num(whole * parts[0] + parts[1]), num(parts[1]))


@ENTRIES.part(
    "mixed-smaller-from-larger",
    "Subtracted the smaller fraction from the larger one",
    "The fraction parts were subtracted the other way round because the first was too small. "
    "One whole has to be broken into pieces first.",
    heads="+", weight=9,
)  # fmt: skip
def mixed_smaller_from_larger(node: Op) -> Iterator[Node]:
    if len(node.args) != 2 or not is_op(node.args[1], "neg"):
        return
    a, b = node.args[0], node.args[1].args[0]
    wholes, rests = zip(
        *((m.args if is_op(m, "+") and m.tag == "mixed" else (m, nodes.ZERO)) for m in (a, b)), strict=True
    )
    if any(is_op(m, "+") and m.tag == "mixed" for m in (a, b)):
        yield op("+", wholes[0], op("neg", wholes[1]), rests[1], op("neg", rests[0]))


@ENTRIES.part(
    "power-of-top-only",
    "Took the power of the numerator only",
    "Only the numerator was raised to the power. The whole fraction is multiplied by itself, so the denominator "
    "is too.",
    heads="^", weight=8,
)  # fmt: skip
def power_of_top_only(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "/"):
        top, bottom = node.args[0].args
        yield op("/", op("^", top, node.args[1]), bottom)
        yield op("/", top, op("^", bottom, node.args[1]))


@ENTRIES.part(
    "dividing-by-itself-gives-zero",
    "Cancelled everything to zero",
    "When all was struck out, 0 was written. Something divided by itself fits in exactly once; what is left is "
    "a factor, not nothing.",
    heads="/", weight=8,
)  # fmt: skip
def itself_gives_zero(node: Op) -> Iterator[Node]:
    if node.args[0] == node.args[1]:
        yield nodes.ZERO


@ENTRIES.line(
    "larger-denominator",
    "Took the fraction with larger numbers for the larger one",
    "The fractions were compared by the size of their numbers. "
    "The larger the denominator, the smaller each piece.",
    RESNICK, heads="larger", weight=8,
)  # fmt: skip
def larger_denominator(node: Op) -> Iterator[Node]:
    parts = [plain_fraction(a) for a in node.args]
    bottoms = [p[1] for p in parts if p]
    if len(bottoms) == len(node.args) and len(set(bottoms)) > 1:
        yield node.args[bottoms.index(min(bottoms) if node.tag == "smaller" else max(bottoms))]


@ENTRIES.part(
    "reciprocals-added",
    "Added the denominators under one numerator",
    "The numerator was kept and the denominators were added. "
    "Pieces of different sizes need a common denominator first.",
    BROWN_QUINN, heads="+", weight=8,
)  # fmt: skip
def reciprocals_added(node: Op) -> Iterator[Node]:
    if (pair := _pair(node)) and pair[0][0] == pair[1][0]:
        yield op("/", pair[0][0], op("+", pair[0][1], pair[1][1]))


@ENTRIES.part(
    "mixed-tops-and-bottoms",
    "Added tops and bottoms of mixed numbers",
    "The whole numbers were added rightly, but of the fractions the numerators and the denominators. "
    "Pieces can be counted together once they have the same size.",
    BROWN_QUINN, heads="+", weight=9,
)  # fmt: skip
def mixed_tops_and_bottoms(node: Op) -> Iterator[Node]:
    if len(node.args) != 2 or not all(is_op(a, "+") and a.tag == "mixed" for a in node.args):
        return
    (whole, first), (other, second) = (a.args for a in node.args if is_op(a, "+"))
    a, b = fraction(first), fraction(second)
    if a and b:
        yield op("+", whole, other, op("/", op("+", a[0], b[0]), op("+", a[1], b[1])))
