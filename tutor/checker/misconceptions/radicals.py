"""Roots."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, literal, num, op, split, times
from tutor.checker.misconceptions.sources import MATZ
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("roots")


@ENTRIES.part(
    "root-of-sum",
    "Took the root of each term",
    "The root was taken of each term by itself. A root belongs to the whole sum; it goes into products, not "
    "into sums.",
    MATZ, heads="sqrt root cbrt", weight=9,
)  # fmt: skip
def root_of_sum(node: Op) -> Iterator[Node]:
    inner = node.args[0]
    if is_op(inner, "+"):
        made = []
        for term in inner.args:
            minus = is_op(term, "neg")
            root = Op(node.name, (term.args[0] if is_op(term, "neg") else term, *node.args[1:]))
            made.append(op("neg", _opened(root)) if minus else _opened(root))
        yield op("+", *made)


def _opened(root: Op) -> Node:
    """The root of a square is its base, as the rule would have it."""
    inner = root.args[0]
    if root.name == "sqrt" and is_op(inner, "^") and integer(inner.args[1]) == 2:
        return inner.args[0]
    return root


@ENTRIES.part(
    "roots-of-sum-joined",
    "Added under one root",
    "Two roots were put under one sign and added there. Roots can be joined in a product, not in a sum.",
    MATZ, heads="+", weight=9,
)  # fmt: skip
def roots_of_sum_joined(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        first, second = node.args
        minus = is_op(second, "neg")
        second = second.args[0] if is_op(second, "neg") else second
        if is_op(first, "sqrt", "cbrt") and is_op(second, first.name):
            right = op("neg", second.args[0]) if minus else second.args[0]
            yield op(first.name, op("+", first.args[0], right))


@ENTRIES.part(
    "root-as-half",
    "Halved instead of taking the root",
    "The number was divided by two (or three). A root asks which number, multiplied by itself, gives the one "
    "under the sign.",
    heads="sqrt cbrt root", weight=9,
)  # fmt: skip
def root_as_half(node: Op) -> Iterator[Node]:
    index = node.args[1] if node.name == "root" else num(3 if node.name == "cbrt" else 2)
    yield op("/", node.args[0], index)


@ENTRIES.part(
    "root-forgotten",
    "Left the root out",
    "Everything under the root was worked out, but the root itself was not taken.",
    heads="sqrt cbrt", weight=6,
)  # fmt: skip
def root_forgotten(node: Op) -> Iterator[Node]:
    yield node.args[0]


@ENTRIES.part(
    "factor-out-unrooted",
    "Took a factor out of the root as it stands",
    "A factor was written in front of the root without taking its root. What leaves the root leaves it as a root.",
    heads="sqrt", weight=8,
)  # fmt: skip
def factor_out_unrooted(node: Op) -> Iterator[Node]:
    n = integer(node.args[0])
    if n is not None and n > 0:
        for k in range(2, 32):
            if n % (k * k) == 0 and n > k * k:
                yield op("*", num(k * k), op("sqrt", num(n // (k * k))))
                yield op("*", num(k), op("sqrt", num(n // k)))
    k_, rest = split(node.args[0])
    if k_ not in (1, -1) and rest != nodes.ONE:
        yield times(k_, op("sqrt", rest))
        yield op("*", op("sqrt", num(abs(k_))), _unrooted(rest))


def _unrooted(rest: Node) -> Node:
    return rest


@ENTRIES.part(
    "root-times-itself",
    "Squared a root twice",
    "A root times itself was given the square of the number. The root is just the number whose square is under "
    "the sign.",
    heads="*", weight=8,
)  # fmt: skip
def root_times_itself(node: Op) -> Iterator[Node]:
    if len(node.args) == 2 and node.args[0] == node.args[1] and is_op(node.args[0], "sqrt"):
        yield op("^", node.args[0].args[0], nodes.TWO)
        yield times(2, node.args[0].args[0])


@ENTRIES.part(
    "root-of-negative",
    "Took the root of a negative number as a negative root",
    "The minus sign was moved in front of the root. A square is never negative, so there is no such real number.",
    heads="sqrt", weight=9,
)  # fmt: skip
def root_of_negative(node: Op) -> Iterator[Node]:
    value = literal(node.args[0])
    if value is not None and value < 0:
        yield op("neg", op("sqrt", num(-value)))
        yield op("sqrt", num(-value))


@ENTRIES.part(
    "root-keeps-sign",
    "The root of a square kept the sign",
    "Root and square were cancelled, sign included. The root sign stands for the root that is not negative.",
    heads="sqrt", weight=8,
)  # fmt: skip
def root_keeps_sign(node: Op) -> Iterator[Node]:
    inner = node.args[0]
    if (
        is_op(inner, "^")
        and integer(inner.args[1]) == 2
        and (value := literal(inner.args[0])) is not None
        and value < 0
    ):
        yield inner.args[0]


@ENTRIES.part(
    "coefficients-under-root",
    "Took a factor under the root without squaring it",
    "The factor in front was multiplied into the root as it stands. Under the root it has to appear as its square.",
    heads="*", weight=8,
)  # fmt: skip
def coefficients_under_root(node: Op) -> Iterator[Node]:
    last = node.args[-1]
    if len(node.args) == 2 and is_op(last, "sqrt") and not is_op(node.args[0], "sqrt"):
        yield op("sqrt", op("*", node.args[0], last.args[0]))


@ENTRIES.part(
    "power-under-root",
    "Subtracted from the exponent under a root",
    "The root lowered the exponent by two, or was ignored for it. Taking a square root halves an exponent.",
    heads="sqrt", weight=7,
)  # fmt: skip
def power_under_root(node: Op) -> Iterator[Node]:
    inner = node.args[0]
    if is_op(inner, "^") and (n := integer(inner.args[1])) is not None and n > 2:
        yield op("^", inner.args[0], num(n - 2))
        yield op("^", inner.args[0], op("sqrt", inner.args[1]))


@ENTRIES.part(
    "radicands-added",
    "Added what stands under the roots",
    "The factors were added, and what stands under the roots too. Equal roots are counted like equal letters: they "
    "stay as they are.",
    MATZ, heads="+", weight=9,
)  # fmt: skip
def radicands_added(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        (a, first), (b, second) = (split(arg) for arg in node.args)
        if is_op(first, "sqrt") and is_op(second, "sqrt") and a > 0 and b > 0 and not a == b == 1:
            yield op("*", num(a + b), op("sqrt", op("+", first.args[0], second.args[0])))
