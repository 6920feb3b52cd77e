"""Whole numbers: columns, carrying and borrowing, and which operation is meant."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import zip_longest

from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, num, op
from tutor.checker.misconceptions.sources import ASHLOCK, BROWN_BURTON, FISCHBEIN, KUCHEMANN, VANLEHN
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("arithmetic")


def digits(n: int) -> list[int]:
    """The digits, ones first."""
    return [int(d) for d in reversed(str(abs(n)))]


def _number(columns: list[int]) -> int:
    return sum(d * 10**k for k, d in enumerate(columns))


def _difference(node: Op) -> tuple[int, int] | None:
    """a - b of positive whole numbers, a > b > 9."""
    if len(node.args) != 2 or not is_op(node.args[1], "neg"):
        return None
    a, b = integer(node.args[0]), integer(node.args[1].args[0])
    return (a, b) if a is not None and b is not None and a > b > 0 and a > 9 else None


def _positives(node: Op) -> tuple[int, int] | None:
    """Two positive whole numbers in a sum or product."""
    if len(node.args) != 2:
        return None
    a, b = integer(node.args[0]), integer(node.args[1])
    return (a, b) if a is not None and b is not None and a > 0 and b > 0 else None


@ENTRIES.part(
    "smaller-from-larger",
    "Took the smaller digit from the larger one",
    "In each column the smaller digit was taken from the larger one, whichever stood on top. "
    "Where the upper digit is too small, one has to be borrowed from the next column.",
    BROWN_BURTON, heads="+", weight=7,
)  # fmt: skip
def smaller_from_larger(node: Op) -> Iterator[Node]:
    if pair := _difference(node):
        columns = zip_longest(digits(pair[0]), digits(pair[1]), fillvalue=0)
        yield num(_number([abs(a - b) for a, b in columns]))


@ENTRIES.part(
    "borrow-no-decrement",
    "Borrowed without taking one away",
    "A ten was borrowed for a column, but the column it came from was left as it was. "
    "What is borrowed has to be paid for in the next column.",
    BROWN_BURTON, heads="+", weight=7,
)  # fmt: skip
def borrow_no_decrement(node: Op) -> Iterator[Node]:
    if pair := _difference(node):
        columns = zip_longest(digits(pair[0]), digits(pair[1]), fillvalue=0)
        yield num(_number([(a - b) % 10 for a, b in columns]))


@ENTRIES.part(
    "borrow-from-zero",
    "Borrowed from a zero and stopped there",
    "To borrow from a 0 it was changed to 9, but nothing was taken from the digit left of it. "
    "A zero has nothing to lend: it has to borrow from its own neighbour first.",
    VANLEHN, heads="+", weight=7,
)  # fmt: skip
def borrow_from_zero(node: Op) -> Iterator[Node]:
    pair = _difference(node)
    if pair is None or "0" not in str(pair[0])[1:-1]:
        return
    top, low = digits(pair[0]), digits(pair[1])
    low += [0] * (len(top) - len(low))
    out: list[int] = []
    for k, lower in enumerate(low):
        if top[k] < lower:
            top[k] += 10
            if k + 1 < len(top):
                top[k + 1] = 9 if top[k + 1] == 0 else top[k + 1] - 1
        out.append(top[k] - lower)
    if min(out) >= 0:
        yield num(_number(out))


@ENTRIES.part(
    "zero-minus-digit",
    "Wrote 0 where the upper digit is 0",
    "A column with 0 on top was answered with 0, as if nothing could be taken from nothing. "
    "There, too, one has to borrow from the next column.",
    BROWN_BURTON, heads="+", weight=7,
)  # fmt: skip
def zero_minus_digit(node: Op) -> Iterator[Node]:
    pair = _difference(node)
    if pair is None:
        return
    columns = list(zip_longest(digits(pair[0]), digits(pair[1]), fillvalue=0))
    if any(a == 0 and b for a, b in columns) and all(a == 0 or a >= b for a, b in columns):
        yield num(_number([0 if a == 0 else a - b for a, b in columns]))


@ENTRIES.part(
    "no-carry",
    "Did not carry",
    "The columns were added, but the ten that a column makes was not carried to the next one. "
    "When a column comes to ten or more, its ten belongs to the column left of it.",
    heads="+", weight=7,
)  # fmt: skip
def no_carry(node: Op) -> Iterator[Node]:
    if (pair := _positives(node)) and max(pair) > 9:
        columns = zip_longest(digits(pair[0]), digits(pair[1]), fillvalue=0)
        sums = [a + b for a, b in columns]
        yield num(_number([each % 10 for each in sums]))
        yield num(_number([each % 10 for each in sums[:-1]] + [sums[-1]]))


@ENTRIES.part(
    "carry-written-down",
    "Wrote the whole sum of a column",
    "The sum of each column was written down in full, both digits of it. "
    "A column has room for one digit; the ten goes to the next column.",
    ASHLOCK, heads="+", weight=7,
)  # fmt: skip
def carry_written_down(node: Op) -> Iterator[Node]:
    if (pair := _positives(node)) and min(pair) > 9:
        columns = list(zip_longest(digits(pair[0]), digits(pair[1]), fillvalue=0))
        if any(a + b > 9 for a, b in columns[:-1]):
            yield num(int("".join(str(a + b) for a, b in reversed(columns))))


@ENTRIES.part(
    "product-no-carry",
    "Did not carry in a product",
    "Each digit was multiplied, but what a column makes above nine was not carried on. "
    "The tens of each small product have to be added to the next one.",
    heads="*", weight=7,
)  # fmt: skip
def product_no_carry(node: Op) -> Iterator[Node]:
    if (pair := _positives(node)) and max(pair) > 9 and min(pair) < 10:
        columns = digits(max(pair))
        made = [d * min(pair) % 10 for d in columns[:-1]] + [columns[-1] * min(pair)]
        yield num(_number(made))


@ENTRIES.part(
    "partial-products",
    "Multiplied tens with tens and ones with ones only",
    "Tens were multiplied with tens and ones with ones. "
    "Every part of one number has to be multiplied with every part of the other.",
    heads="*", weight=7,
)  # fmt: skip
def partial_products(node: Op) -> Iterator[Node]:
    if (pair := _positives(node)) and min(pair) > 9 and max(pair) < 100:
        (a, b), (c, d) = divmod(pair[0], 10), divmod(pair[1], 10)
        if b and d:
            yield num(100 * a * c + b * d)


@ENTRIES.part(
    "zeros-dropped",
    "Lost the zeros at the end",
    "The numbers were multiplied without their last zeros, and the zeros were not put back. "
    "Each zero at the end makes the product ten times as large.",
    heads="*", weight=6,
)  # fmt: skip
def zeros_dropped(node: Op) -> Iterator[Node]:
    if (pair := _positives(node)) and (pair[0] % 10 == 0 or pair[1] % 10 == 0):
        bare = [int(str(n).rstrip("0")) for n in pair]
        product = bare[0] * bare[1]
        zeros = sum(len(str(n)) - len(str(n).rstrip("0")) for n in pair)
        yield from (num(product * 10**k) for k in range(zeros))


@ENTRIES.part(
    "times-as-plus",
    "Added instead of multiplying",
    "The two were added, but they stand as a product. "
    "A product counts one of them as many times as the other says; two letters side by side are a product too.",
    KUCHEMANN, heads="*", weight=4,
)  # fmt: skip
def times_as_plus(node: Op) -> Iterator[Node]:
    if len(node.args) == 2 and not any(is_op(a, "+") for a in node.args):
        yield op("+", *node.args)


@ENTRIES.part(
    "plus-as-times",
    "Multiplied instead of adding",
    "The two were multiplied, but the sign between them asks for their sum.",
    heads="+", weight=4,
)  # fmt: skip
def plus_as_times(node: Op) -> Iterator[Node]:
    if node.tag != "mixed" and len(node.args) == 2 and not any(is_op(a, "neg") for a in node.args):
        yield op("*", *node.args)


@ENTRIES.part(
    "divided-the-other-way",
    "Divided the other way round",
    "The larger number was divided by the smaller one, or the two were swapped. "
    "In a division the order counts: the first is shared out by the second, even when it is the smaller one.",
    FISCHBEIN, heads="/", weight=4,
)  # fmt: skip
def divided_the_other_way(node: Op) -> Iterator[Node]:
    a, b = integer(node.args[0]), integer(node.args[1])
    if a and b and abs(a) != 1:
        yield op("/", node.args[1], node.args[0])


@ENTRIES.part(
    "subtracted-the-other-way",
    "Subtracted the other way round",
    "The two were swapped before subtracting. "
    "In a difference the order counts: the one behind the sign is taken away from the one before it.",
    heads="+", weight=4,
)  # fmt: skip
def subtracted_the_other_way(node: Op) -> Iterator[Node]:
    if len(node.args) == 2 and is_op(node.args[1], "neg") and not is_op(node.args[1].args[0], "neg"):
        yield op("+", node.args[1].args[0], op("neg", node.args[0]))


@ENTRIES.line(
    "multiple-for-divisor",
    "Mixed up common divisor and common multiple",
    "The other one was given: a common divisor divides both numbers, a common multiple is divided by both.",
    heads="gcd lcm", weight=9,
)  # fmt: skip
def multiple_for_divisor(node: Op) -> Iterator[Node]:
    if (pair := _positives(node)) is not None:
        yield num(math.lcm(*pair) if node.name == "gcd" else math.gcd(*pair))


@ENTRIES.line(
    "product-for-multiple",
    "Multiplied the numbers for their common multiple",
    "The product is a common multiple, but not always the least: what both numbers share counts only once.",
    heads="lcm", weight=9,
)  # fmt: skip
def product_for_multiple(node: Op) -> Iterator[Node]:
    yield op("*", *node.args)
