"""Units. `convert` (number, factor, power of the dimension) is a conversion; `quantity` (value in base units, number,
power, factor of the given unit) an answer with a unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import exact, num
from tutor.checker.nodes import Node, Num, Op

ENTRIES = Entries("units")


def _values(node: Op) -> list[Fraction]:
    return [exact(a) or Fraction(0) for a in node.args]


def _root(value: Fraction, power: int) -> Fraction | None:
    """The exact root of a conversion factor."""
    parts = [round(n ** (1 / power)) for n in (value.numerator, value.denominator)]
    found = Fraction(*parts)
    return found if found**power == value else None


@ENTRIES.line(
    "converted-backwards",
    "Converted in the wrong direction",
    "It was multiplied where it should be divided, or the other way round. "
    "Ask first whether there will be more of the new unit or fewer: smaller units need more of them.",
    heads="convert", weight=9,
)  # fmt: skip
def converted_backwards(node: Op) -> Iterator[Node]:
    amount, factor, _ = _values(node)
    if factor not in (0, 1):
        yield num(amount / factor)


@ENTRIES.line(
    "length-factor-for-area",
    "Used the factor of lengths for areas or volumes",
    "The factor for lengths was used once. An area is measured in squares and a volume in cubes: "
    "the factor counts once for every direction.",
    heads="convert quantity", weight=9,
)  # fmt: skip
def length_factor_for_area(node: Op) -> Iterator[Node]:
    if node.name == "convert":
        amount, factor, power = _values(node)
        root = _root(factor, int(power)) if power in (2, 3) and factor > 0 else None
        if root is not None:
            yield num(amount * root)
            if power == 3:
                yield num(amount * root**2)
        return
    value, _, power, _ = _values(node)
    if power in (2, 3):
        for k in (1, 2, 3):
            for exponent in range(1, int(power)):
                yield num(value / Fraction(10) ** (k * exponent))
                yield num(value * Fraction(10) ** (k * exponent))


@ENTRIES.line(
    "wrong-power-of-ten",
    "Used the wrong factor between the units",
    "The factor between the two units is wrong by tens. Look up what the prefix stands for, and count its zeros.",
    heads="convert", weight=7,
)  # fmt: skip
def wrong_power_of_ten(node: Op) -> Iterator[Node]:
    amount, factor, _ = _values(node)
    yield from (num(amount * factor * Fraction(10) ** k) for k in (-3, -2, -1, 1, 2, 3))


@ENTRIES.line(
    "hundred-for-sixty",
    "Counted a hundred minutes to the hour",
    "The decimals were taken for minutes (or seconds), or a hundred of them were counted to one. Time goes by "
    "sixties.",
    heads="convert", weight=9,
)  # fmt: skip
def hundred_for_sixty(node: Op) -> Iterator[Node]:
    amount, factor, _ = _values(node)
    if factor == 60:
        whole = int(amount)
        yield num(amount * 100)
        first = node.args[0]
        behind = (first.text if isinstance(first, Num) else "").partition(".")[2]
        if behind:
            yield num(whole * 60 + int(behind))
            yield num(whole * 60 + int(f"{behind:0<2}"[:2]))
    if factor == Fraction(1, 60):
        whole, rest = divmod(amount, 60)
        yield num(whole + rest / 100)
        yield num(amount / 100)


@ENTRIES.line(
    "not-converted",
    "Changed the unit but not the number",
    "The number is the same, only the unit was changed. With another unit it takes another number to say the same.",
    heads="convert quantity", weight=8,
)  # fmt: skip
def not_converted(node: Op) -> Iterator[Node]:
    values = _values(node)
    if node.name == "convert":
        yield num(values[0])
    elif node.tag != "bare":
        yield num(values[1] * values[3])


@ENTRIES.line(
    "unit-dropped",
    "Left out the unit",
    "The number stands without its unit. Without the unit nobody can know how much is meant.",
    heads="quantity", weight=9,
)  # fmt: skip
def unit_dropped(node: Op) -> Iterator[Node]:
    if node.tag == "bare":
        yield num(_values(node)[1])


@ENTRIES.line(
    "prefix-mixed-up",
    "Mixed up the size of the units",
    "The amount is wrong by tens. Look up what the prefix of the unit stands for, and count its zeros.",
    heads="quantity", weight=6,
)  # fmt: skip
def prefix_mixed_up(node: Op) -> Iterator[Node]:
    value = _values(node)[0]
    if node.tag != "bare":
        yield from (num(value * Fraction(10) ** k) for k in (-6, -3, -2, -1, 1, 2, 3, 6))
