"""Decimals and place value."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, literal, num, op, plain_fraction
from tutor.checker.misconceptions.sources import FISCHBEIN, HIEBERT_WEARNE, RESNICK
from tutor.checker.nodes import Node, Num, Op

ENTRIES = Entries("decimals")


def _places(node: Node) -> tuple[int, int] | None:
    """The digits of a decimal without its point, and how many stand behind it."""
    while is_op(node, "neg"):
        node = node.args[0]
    if not isinstance(node, Num):
        return None
    text = node.text or str(node.value)
    whole, _, behind = text.partition(".")
    if not (whole + behind).isdigit():
        return None
    return int(whole + behind), len(behind)


def _decimal_pair(node: Op) -> tuple[tuple[int, int], tuple[int, int], int] | None:
    """Two literals of which at least one has a point, and the sign of the second."""
    if len(node.args) != 2:
        return None
    a, b = _places(node.args[0]), _places(node.args[1])
    if a is None or b is None or not (a[1] or b[1]) or is_op(node.args[0], "neg"):
        return None
    return a, b, -1 if is_op(node.args[1], "neg") else 1


@ENTRIES.part(
    "product-keeps-places",
    "Kept the decimal places in a product",
    "The digits were multiplied and the point was put as in a sum. "
    "Tenths times tenths are hundredths: the decimal places of both factors count.",
    HIEBERT_WEARNE, heads="*", weight=8,
)  # fmt: skip
def product_keeps_places(node: Op) -> Iterator[Node]:
    if (found := _decimal_pair(node)) and found[0][1] and found[1][1]:
        (a, p), (b, q), _ = found
        yield num(Fraction(a * b, 10 ** max(p, q)))


@ENTRIES.part(
    "aligned-right",
    "Lined up the last digits",
    "The numbers were lined up at their last digits, as whole numbers are. "
    "Decimals are lined up at the point, so that tenths meet tenths.",
    HIEBERT_WEARNE, heads="+", weight=8,
)  # fmt: skip
def aligned_right(node: Op) -> Iterator[Node]:
    if (found := _decimal_pair(node)) and found[0][1] != found[1][1] and found[0][1] and found[1][1]:
        (a, p), (b, q), sign = found
        yield from (num(Fraction(a + sign * b, 10**k)) for k in sorted({p, q}, reverse=True))


@ENTRIES.part(
    "parts-apart",
    "Added before and behind the point separately",
    "What stands before the point and what stands behind it were added as two whole numbers. "
    "When the part behind the point fills up a whole, it moves to the other side.",
    RESNICK, heads="+", weight=8,
)  # fmt: skip
def parts_apart(node: Op) -> Iterator[Node]:
    found = _decimal_pair(node)
    if found is None or found[2] < 0:
        return
    (a, p), (b, q), _ = found
    (wa, fa), (wb, fb) = divmod(a, 10**p), divmod(b, 10**q)
    behind = str(fa + fb)
    yield num(wa + wb + Fraction(int(behind), 10 ** max(len(behind), p, q)))
    yield num(wa + wb + Fraction(int(behind), 10 ** len(behind)))


@ENTRIES.part(
    "whole-as-tenths",
    "Added a whole number to the decimals",
    "The whole number was put under the last decimal place. It belongs under the ones.",
    HIEBERT_WEARNE, heads="+", weight=8,
)  # fmt: skip
def whole_as_tenths(node: Op) -> Iterator[Node]:
    if (found := _decimal_pair(node)) and 0 in (found[0][1], found[1][1]):
        (a, p), (b, q), sign = found
        yield num(Fraction(a + sign * b, 10 ** max(p, q)))


@ENTRIES.part(
    "zero-appended",
    "Multiplied by ten by writing a zero",
    "A zero was written behind the decimal. That changes nothing in its value: "
    "to make it ten times as large, every digit moves one place.",
    HIEBERT_WEARNE, heads="*", weight=8,
)  # fmt: skip
def zero_appended(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        for first, second in (node.args, node.args[::-1]):
            n = integer(second)
            places = _places(first)
            if n in (10, 100, 1000) and places and places[1]:
                yield first


@ENTRIES.part(
    "bar-as-point",
    "Read the fraction bar as a decimal point",
    "The two numbers of the fraction were written with a point between them. "
    "A fraction is a division: the upper number divided by the lower one.",
    RESNICK, heads="/", weight=8,
)  # fmt: skip
def bar_as_point(node: Op) -> Iterator[Node]:
    parts = plain_fraction(node)
    if parts and parts[0] >= 0 and parts[1] > 0:
        yield num(Fraction(f"{parts[0]}.{parts[1]}"))
        yield num(Fraction(f"0.{parts[1]}"))
        yield num(Fraction(f"0.{parts[0]}{parts[1]}"))


@ENTRIES.part(
    "quotient-made-smaller",
    "Dividing was taken to make smaller",
    "Dividing by a number below one was done as multiplying by it, so that the result got smaller. "
    "The question is how often the small number fits, and it fits more often.",
    FISCHBEIN, heads="/", weight=6,
)  # fmt: skip
def quotient_made_smaller(node: Op) -> Iterator[Node]:
    value = literal(node.args[1])
    if value is not None and 0 < value < 1:
        yield op("*", *node.args)


@ENTRIES.line(
    "longer-is-larger",
    "Took the longer decimal for the larger one",
    "The decimals were compared as if what stands behind the point were a whole number. "
    "Compare place by place: first the tenths, then the hundredths.",
    RESNICK, heads="larger", weight=8,
)  # fmt: skip
def longer_is_larger(node: Op) -> Iterator[Node]:
    yield from _by_digits(node, most=True)


@ENTRIES.line(
    "shorter-is-larger",
    "Took the shorter decimal for the larger one",
    "The decimal with fewer places was taken for the larger one, because tenths are larger than hundredths. "
    "What counts is how many of them there are: compare place by place.",
    RESNICK, heads="larger", weight=8,
)  # fmt: skip
def shorter_is_larger(node: Op) -> Iterator[Node]:
    yield from _by_digits(node, most=False)


def _by_digits(node: Op, *, most: bool) -> Iterator[Node]:
    found = [_places(a) for a in node.args]
    if all(f is not None for f in found):
        lengths = [f[1] for f in found if f is not None]
        if len(set(lengths)) > 1:
            larger = node.tag != "smaller"
            wanted = max(lengths) if most == larger else min(lengths)
            yield node.args[lengths.index(wanted)]
