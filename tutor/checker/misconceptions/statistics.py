"""Basic statistics and simple measures: `mean`, `median`, `range`, `mode` (numbers), `triangle`, `circle_area`, ..."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import exact, num, op
from tutor.checker.misconceptions.sources import MOKROS_RUSSELL
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("statistics and measures")


def numbers(node: Op) -> list[Fraction]:
    """The data."""
    found = [exact(a) for a in node.args]
    return [] if any(f is None for f in found) else [f for f in found if f is not None]


def middle(data: list[Fraction]) -> Fraction:
    """The median of data in the order they have."""
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


@ENTRIES.line(
    "sum-for-mean",
    "Did not divide the sum",
    "The numbers were added up, but the sum was not shared out evenly among them.",
    MOKROS_RUSSELL, heads="mean", weight=9,
)  # fmt: skip
def sum_for_mean(node: Op) -> Iterator[Node]:
    yield num(sum(numbers(node), Fraction(0)))


@ENTRIES.line(
    "median-for-mean",
    "Gave another kind of average",
    "This is a different average: mean, median and mode were mixed up. The mean shares evenly, the median is the one "
    "in the middle, the mode the most frequent one.",
    MOKROS_RUSSELL, heads="mean median", weight=8,
)  # fmt: skip
def median_for_mean(node: Op) -> Iterator[Node]:
    data = numbers(node)
    if data:
        yield num(middle(sorted(data)) if node.name == "mean" else sum(data, Fraction(0)) / len(data))
        counts = {d: data.count(d) for d in data}
        top = max(counts.values())
        if top > 1:
            yield from (num(d) for d, c in counts.items() if c == top)


@ENTRIES.line(
    "middle-of-range",
    "Took the middle between smallest and largest",
    "Only the smallest and the largest number were used. Every number counts for this average.",
    MOKROS_RUSSELL, heads="mean median", weight=8,
)  # fmt: skip
def middle_of_range(node: Op) -> Iterator[Node]:
    data = numbers(node)
    if data:
        yield num((min(data) + max(data)) / 2)


@ENTRIES.line(
    "wrong-count",
    "Divided by the wrong count",
    "The sum was divided by a wrong count of numbers. Each one counts once, zeros and repeated ones too.",
    MOKROS_RUSSELL, heads="mean", weight=7,
)  # fmt: skip
def wrong_count(node: Op) -> Iterator[Node]:
    data = numbers(node)
    for count in {len([d for d in data if d]), len(set(data)), len(data) - 1, len(data) + 1, 2}:
        if count > 0:
            yield num(sum(data, Fraction(0)) / count)


@ENTRIES.line(
    "median-unsorted",
    "Took the middle without sorting",
    "The number in the middle of the list as it stands was taken. The numbers have to be put in order first.",
    heads="median", weight=9,
)  # fmt: skip
def median_unsorted(node: Op) -> Iterator[Node]:
    data = numbers(node)
    if data:
        yield num(middle(data))


@ENTRIES.line(
    "range-as-largest",
    "Gave an end instead of the range",
    "One end of the data, or their number, was given. The range says how far the ends are apart.",
    heads="range", weight=8,
)  # fmt: skip
def range_as_largest(node: Op) -> Iterator[Node]:
    data = numbers(node)
    if data:
        yield from (num(max(data)), num(min(data)), num(len(data)), num(abs(data[-1] - data[0])))


@ENTRIES.line(
    "frequency-for-mode",
    "Gave how often instead of what",
    "This is how often the most frequent number appears. The mode is the number itself.",
    heads="mode", weight=8,
)  # fmt: skip
def frequency_for_mode(node: Op) -> Iterator[Node]:
    data = numbers(node)
    if data:
        yield num(max(data.count(d) for d in data))


@ENTRIES.line(
    "half-missing",
    "Left out the half",
    "Base and height were multiplied as for a rectangle. A triangle fills only half of it.",
    heads="triangle", weight=9,
)  # fmt: skip
def half_missing(node: Op) -> Iterator[Node]:
    yield op("*", *node.args)


@ENTRIES.line(
    "circumference-for-area",
    "Mixed up circumference and area of a circle",
    "The formula of the other one was used. The area is measured in squares, so the radius appears squared there; "
    "the length around grows with the radius itself.",
    heads="circle_area circumference", weight=9,
)  # fmt: skip
def circumference_for_area(node: Op) -> Iterator[Node]:
    r = node.args[0]
    yield op("*", nodes.TWO, nodes.PI, r) if node.name == "circle_area" else op("*", nodes.PI, op("^", r, nodes.TWO))


@ENTRIES.line(
    "diameter-for-radius",
    "Mixed up radius and diameter",
    "The diameter was used where the radius belongs, or the other way round. The diameter goes all the way across.",
    heads="circle_area circumference", weight=9,
)  # fmt: skip
def diameter_for_radius(node: Op) -> Iterator[Node]:
    for factor in (nodes.TWO, num(Fraction(1, 2))):
        r = op("*", factor, node.args[0])
        yield (
            op("*", nodes.TWO, nodes.PI, r)
            if node.name == "circumference"
            else op("*", nodes.PI, op("^", r, nodes.TWO))
        )


@ENTRIES.line(
    "radius-doubled-not-squared",
    "Doubled the radius instead of squaring it",
    "The square was taken over the whole product, or as a doubling. Only the radius is squared, before it is "
    "multiplied.",
    heads="circle_area", weight=8,
)  # fmt: skip
def radius_doubled_not_squared(node: Op) -> Iterator[Node]:
    yield op("^", op("*", nodes.PI, node.args[0]), nodes.TWO)


@ENTRIES.line(
    "perimeter-for-area",
    "Mixed up perimeter and area",
    "The lengths around were added where the area is asked, or multiplied where the length around is asked, "
    "or only two of the four sides were counted.",
    heads="rectangle_area rectangle_perimeter", weight=9,
)  # fmt: skip
def perimeter_for_area(node: Op) -> Iterator[Node]:
    a, b = node.args
    if node.name == "rectangle_area":
        yield op("*", nodes.TWO, op("+", a, b))
    else:
        yield op("*", a, b)
    yield op("+", a, b)
