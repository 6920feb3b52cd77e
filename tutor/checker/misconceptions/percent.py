"""Percent: `percent_of`, `percent_off`, `percent_more` (percentage, amount) and `percent_change` (from, to)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import exact, num, op
from tutor.checker.misconceptions.sources import PARKER_LEINHARDT
from tutor.checker.nodes import Node, Num, Op

ENTRIES = Entries("percent")


def _pair(node: Op) -> tuple[Fraction, Fraction]:
    a, b = exact(node.args[0]), exact(node.args[1])
    return (Fraction(0), Fraction(0)) if a is None or b is None else (a, b)


@ENTRIES.line(
    "percent-as-amount",
    "Took the percentage for an amount",
    "The number before the percent sign was added or taken away as it stands. "
    "Percent means hundredths of the amount, so its size depends on the amount.",
    PARKER_LEINHARDT, heads="percent_off percent_more", weight=8,
)  # fmt: skip
def percent_as_amount(node: Op) -> Iterator[Node]:
    p, base = _pair(node)
    yield num(base - p if node.name == "percent_off" else base + p)


@ENTRIES.line(
    "only-the-part",
    "Gave the change instead of what is left",
    "This is only the part that is taken off or added. The question is about the amount afterwards.",
    heads="percent_off percent_more", weight=8,
)  # fmt: skip
def only_the_part(node: Op) -> Iterator[Node]:
    p, base = _pair(node)
    yield num(p * base / 100)


@ENTRIES.line(
    "off-for-more",
    "Changed in the wrong direction",
    "The part was added where it should be taken off, or taken off where it should be added.",
    heads="percent_off percent_more", weight=7,
)  # fmt: skip
def off_for_more(node: Op) -> Iterator[Node]:
    p, base = _pair(node)
    yield num(base * (100 + p) / 100 if node.name == "percent_off" else base * (100 - p) / 100)


@ENTRIES.line(
    "the-rest-for-the-part",
    "Gave the rest instead of the part",
    "This is what remains when the percentage is taken away. The question is about the part itself.",
    heads="percent_of", weight=7,
)  # fmt: skip
def the_rest_for_the_part(node: Op) -> Iterator[Node]:
    p, base = _pair(node)
    yield num(base * (100 - p) / 100)


@ENTRIES.line(
    "divided-by-percentage",
    "Divided by the percentage",
    "The amount was divided by the number before the percent sign. "
    "That number says how many hundredths to take, not into how many parts to cut.",
    heads="percent_of percent_off percent_more", weight=8,
)  # fmt: skip
def divided_by_percentage(node: Op) -> Iterator[Node]:
    p, base = _pair(node)
    if p:
        yield num(base / p)
        if node.name != "percent_of":
            yield num(base - base / p if node.name == "percent_off" else base + base / p)


@ENTRIES.part(
    "percent-dropped",
    "Left out the percent sign",
    "The number was used without its percent sign. Percent means hundredths, which makes it a hundred times smaller.",
    PARKER_LEINHARDT, heads="percent percent_of", weight=6,
)  # fmt: skip
def percent_dropped(node: Op) -> Iterator[Node]:
    yield node.args[0] if node.name == "percent" else op("*", *node.args)


@ENTRIES.part(
    "percent-one-place",
    "Moved the point one place instead of two",
    "The percentage was turned into tenths. Percent means hundredths, so the point moves two places.",
    heads="percent percent_of", weight=7,
)  # fmt: skip
def percent_one_place(node: Op) -> Iterator[Node]:
    part = op("/", node.args[0], num(10))
    yield part if node.name == "percent" else op("*", part, node.args[1])


@ENTRIES.line(
    "change-of-new-value",
    "Compared the change with the new value",
    "The change was divided by the value afterwards. A percentage change is measured by the value it started from.",
    heads="percent_change", weight=8,
)  # fmt: skip
def change_of_new_value(node: Op) -> Iterator[Node]:
    old, new = _pair(node)
    if new:
        yield num((new - old) / new)
        yield num(abs(new - old) / new)


@ENTRIES.line(
    "change-as-percentage",
    "Took the difference for the percentage",
    "The difference was given as the percentage. It has to be compared with the value it started from.",
    heads="percent_change", weight=8,
)  # fmt: skip
def change_as_percentage(node: Op) -> Iterator[Node]:
    old, new = _pair(node)
    yield num((new - old) / 100)
    yield num(abs(new - old) / 100)


@ENTRIES.line(
    "quotient-as-change",
    "Gave the new value in percent of the old one",
    "The new value was divided by the old one. That says how large it is compared with the old one; "
    "the change is the difference only.",
    heads="percent_change", weight=7,
)  # fmt: skip
def quotient_as_change(node: Op) -> Iterator[Node]:
    old, new = _pair(node)
    if old:
        yield num(new / old)


@ENTRIES.whole(
    "percent-sign-appended",
    "Wrote a percent sign behind the same number",
    "Only a percent sign was added. Percent means hundredths: with the sign, the number before it is a hundred times "
    "as large.",
    weight=8,
)  # fmt: skip
def percent_sign_appended(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Num) and 0 < tree.value < 10 and "." in tree.text:
        yield op("/", tree, num(100))
