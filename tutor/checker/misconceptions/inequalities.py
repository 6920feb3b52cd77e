"""Inequalities."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, literal, op, sides, split, terms
from tutor.checker.misconceptions.sources import BLANCO_GARROTE, MATZ
from tutor.checker.nodes import FLIPPED, Node, Op

ENTRIES = Entries("inequalities")
_ALL = "< <= > >="
_ENDPOINT = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def _turns(node: Op) -> bool:
    """Whether the letter stands with a minus sign somewhere."""
    return any(split(t)[0] < 0 and nodes.variables(t) for side in node.args for t in terms(side)) or any(
        is_op(n, "*", "/") and nodes.variables(n) and any((literal(a) or 0) < 0 for a in n.args)
        for n in nodes.walk(node)
    )


@ENTRIES.line(
    "not-turned",
    "Did not turn the inequality sign",
    "Both sides were multiplied or divided by a negative number, but the sign stayed as it was. "
    "That mirrors the number line at zero: what was left is right now, so the sign turns.",
    MATZ, heads=_ALL, weight=9,
)  # fmt: skip
def not_turned(node: Op) -> Iterator[Node]:
    if _turns(node):
        yield Op(FLIPPED[node.name], node.args)


@ENTRIES.line(
    "turned-without-need",
    "Turned the inequality sign without need",
    "The sign was turned although nothing was multiplied or divided by a negative number. "
    "A negative number elsewhere, or adding and subtracting, does not turn it.",
    heads=_ALL, weight=8,
)  # fmt: skip
def turned_without_need(node: Op) -> Iterator[Node]:
    if not _turns(node):
        yield Op(FLIPPED[node.name], node.args)


@ENTRIES.line(
    "endpoint",
    "Mixed up \"less\" and \"at most\"",
    "The end point is included where it should not be, or the other way round. Check whether the end point "
    "itself fits.",
    heads=_ALL, weight=8,
)  # fmt: skip
def endpoint(node: Op) -> Iterator[Node]:
    yield Op(_ENDPOINT[node.name], node.args)


@ENTRIES.line(
    "inequality-to-equation",
    "Solved an equation instead of the inequality",
    "The sign was replaced by an equals sign. The end point is found in this way, but the question is about a "
    "whole range.",
    BLANCO_GARROTE, heads=_ALL, weight=7,
)  # fmt: skip
def inequality_to_equation(node: Op) -> Iterator[Node]:
    yield op("=", *node.args)


def _bars(node: Op) -> Iterator[tuple[str, Node, Node]]:
    """|u| related to c: the relation as seen from the bars, u, c."""
    for here, there, swapped in sides(node):
        if is_op(here, "abs"):
            yield (FLIPPED[node.name] if swapped else node.name), here.args[0], there


@ENTRIES.line(
    "bars-dropped",
    "Dropped the absolute value bars",
    "The bars were left out, so that one side of zero got lost. The distance from zero counts on both sides.",
    heads=_ALL, weight=9,
)  # fmt: skip
def bars_dropped(node: Op) -> Iterator[Node]:
    for name, inner, bound in _bars(node):
        yield Op(name, (inner, bound))


@ENTRIES.line(
    "between-for-outside",
    "Took what lies outside for what lies between",
    "The range between the two ends was taken for the one outside, or the other way round. Try zero: does it fit?",
    heads=_ALL, weight=9,
)  # fmt: skip
def between_for_outside(node: Op) -> Iterator[Node]:
    for name, inner, bound in _bars(node):
        yield Op(FLIPPED[name], (op("abs", inner), bound))
    for here, there, swapped in sides(node):
        if is_op(here, "^") and integer(here.args[1]) == 2:
            yield Op(FLIPPED[node.name], (there, here) if swapped else (here, there))


@ENTRIES.line(
    "root-of-inequality",
    "Took the root of an inequality on one side of zero only",
    "The root was taken as if only positive numbers had squares. Negative numbers have squares too: "
    "look at both sides of zero.",
    heads=_ALL, weight=9,
)  # fmt: skip
def root_of_inequality(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        if is_op(here, "^") and integer(here.args[1]) == 2:
            name = FLIPPED[node.name] if swapped else node.name
            root = op("sqrt", there)
            yield Op(name, (here.args[0], root))
            yield op("and", Op(name, (here.args[0], root)), Op(name, (here.args[0], op("neg", root))))
            yield op("or", Op(name, (here.args[0], root)), Op(name, (here.args[0], op("neg", root))))


@ENTRIES.line(
    "factors-both-positive",
    "Compared each factor with zero in the same way",
    "Each factor was given the sign of the product. Two negative factors have a positive product too, and a "
    "negative product "
    "has factors of different signs.",
    MATZ, heads=_ALL, weight=9,
)  # fmt: skip
def factors_both_positive(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        if is_op(here, "*") and there == nodes.ZERO and len(here.args) == 2:
            name = FLIPPED[node.name] if swapped else node.name
            parts = [Op(name, (a, nodes.ZERO)) for a in here.args]
            yield op("and", *parts)
            yield op("or", *parts)


@ENTRIES.line(
    "multiplied-by-letter",
    "Multiplied an inequality by a letter",
    "Both sides were multiplied by an expression with the letter, as if it were positive. Where it is negative, "
    "the sign turns.",
    MATZ, heads=_ALL, weight=9,
)  # fmt: skip
def multiplied_by_letter(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        if is_op(here, "/") and nodes.variables(here.args[1]):
            made = (here.args[0], op("*", there, here.args[1]))
            yield Op(node.name, made[::-1] if swapped else made)
