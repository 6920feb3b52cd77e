"""Complex numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, op, split, terms
from tutor.checker.nodes import Const, Node, Op

ENTRIES = Entries("complex")
_I = Const("i")


def _parts(node: Node) -> tuple[Node, Node] | None:
    """Real and imaginary part of a + bi as written."""
    real, imaginary = [], []
    for term in terms(node):
        factor, rest = split(term)
        if rest == _I:
            imaginary.append(nodes.num(factor))
        elif not nodes.has(term, "i"):
            real.append(term)
        else:
            return None
    return (nodes.add(*real), nodes.add(*imaginary)) if imaginary else None


@ENTRIES.part(
    "i-squared-positive",
    "Took i squared for 1",
    "The square of i was taken for 1. It is the number whose square is negative: that is what i is made for.",
    heads="* ^", weight=9,
)  # fmt: skip
def i_squared_positive(node: Op) -> Iterator[Node]:
    factors = node.args
    if is_op(node, "^"):
        factors = (node.args[0],) * 2 if integer(node.args[1]) == 2 else ()
    found = [_parts(f) for f in factors]
    if len(found) != 2 or found[0] is None or found[1] is None:
        return
    (a, b), (c, d) = found[0], found[1]
    real = op("+", op("*", a, c), op("*", b, d))
    yield op("+", real, op("*", op("+", op("*", a, d), op("*", b, c)), _I))


@ENTRIES.part(
    "i-left-out",
    "Added real and imaginary part",
    "The imaginary part was taken as if i were not there. Real and imaginary parts are kept apart.",
    heads="+", weight=7,
)  # fmt: skip
def i_left_out(node: Op) -> Iterator[Node]:
    if (found := _parts(node)) is not None and len(node.args) == 2:
        yield op("+", *found)
