"""What can go wrong in any calculation: signs, factors, the point, a number read or worked out wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import exact, integer, is_op, num, op, relations
from tutor.checker.misconceptions.sources import CLEMENT, PAYNE_SQUIBB
from tutor.checker.nodes import Node, Op, Sym

ENTRIES = Entries("slips")


def _expression(tree: Node) -> bool:
    return not nodes.is_statement(tree) and not nodes.is_collection(tree)


@ENTRIES.whole(
    "wrong-sign",
    "The sign is wrong",
    "The size fits, but the sign is the opposite one. Go through the line once more and look at the signs only.",
    weight=3,
)  # fmt: skip
def wrong_sign(tree: Node) -> Iterator[Node]:
    if _expression(tree):
        yield op("neg", tree)
    elif relations(tree) and len(names := nodes.variables(tree)) == 1:
        yield nodes.substitute(tree, {names[0]: op("neg", Sym(names[0]))})


@ENTRIES.whole(
    "power-of-ten",
    "The decimal point is in the wrong place",
    "The digits fit, but the point (or the number of zeros) does not. Estimate how large the result should be.",
    weight=3,
)  # fmt: skip
def power_of_ten(tree: Node) -> Iterator[Node]:
    if _expression(tree):
        yield from (op("*", tree, num(Fraction(10) ** k)) for k in (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6))


@ENTRIES.whole(
    "reciprocal",
    "Upside down",
    "This is the reciprocal: numerator and denominator are swapped. Check what is divided by what.",
    weight=3,
)  # fmt: skip
def reciprocal(tree: Node) -> Iterator[Node]:
    if _expression(tree):
        if exact(tree) not in (0, 1, -1):
            yield op("/", nodes.ONE, tree)
    elif relations(tree) and tree.name == "=" and len(names := nodes.variables(tree)) == 1:
        yield nodes.substitute(tree, {names[0]: op("/", nodes.ONE, Sym(names[0]))})


@ENTRIES.whole(
    "constant-factor",
    "A constant factor is wrong",
    "The expression fits up to a number in front of it. Look where a factor was lost or came in twice.",
    weight=2,
)  # fmt: skip
def constant_factor(tree: Node) -> Iterator[Node]:
    if _expression(tree) and (nodes.variables(tree) or nodes.has(tree, "pi", "sqrt", "e")):
        for k in (2, 3, 4, 5, 6):
            yield op("*", num(k), tree)
            yield op("/", tree, num(k))
            yield op("/", op("neg", tree), num(k))
            yield op("*", num(-k), tree)


@ENTRIES.whole(
    "times-table-slip",
    "A slip in a multiplication",
    "One product is off by one row of its table, or by one. The way is fine; work that product out again.",
    weight=4,
)  # fmt: skip
def times_table_slip(tree: Node) -> Iterator[Node]:
    yield from _slipped(tree, "*")


@ENTRIES.whole(
    "adding-slip",
    "A slip in an addition or subtraction",
    "One sum or difference is off by one or by ten. The way is fine; count that one again.",
    weight=4,
)  # fmt: skip
def adding_slip(tree: Node) -> Iterator[Node]:
    yield from _slipped(tree, "+")


def _slipped(tree: Node, head: str) -> Iterator[Node]:
    """The tree with one closed operation off by a little."""
    if not isinstance(tree, Op):
        return
    if tree.name == head and tree.tag != "mixed" and (value := exact(tree)) is not None:
        parts = [exact(a) for a in tree.args]
        if head == "+" and all(p is not None and p.denominator == 1 for p in parts):
            yield from (num(value + k) for k in (1, -1, 10, -10))
        if head == "*" and len(parts) == 2 and all((n := integer(a)) is not None and abs(n) > 1 for a in tree.args):
            yield from (num(value + sign * (p or 0)) for p in (*parts, Fraction(1)) for sign in (1, -1))
    for k, arg in enumerate(tree.args):
        for made in _slipped(arg, head):
            yield Op(tree.name, (*tree.args[:k], made, *tree.args[k + 1 :]), tree.tag)


@ENTRIES.whole(
    "digits-swapped",
    "Two digits are swapped",
    "The digits are right, but two neighbours have changed places. Copy or read the number once more.",
    weight=5,
)  # fmt: skip
def digits_swapped(tree: Node) -> Iterator[Node]:
    value = exact(tree) if _expression(tree) else None
    if value is None or value.denominator != 1 or not 12 <= abs(value) < 10**15:
        return
    text = str(abs(int(value)))
    for k in range(len(text) - 1):
        if text[k] != text[k + 1] and not (k == 0 and text[1] == "0"):
            made = int(text[:k] + text[k + 1] + text[k] + text[k + 2 :])
            yield num(made if value > 0 else -made)


@ENTRIES.whole(
    "only-a-part",
    "Stopped at a part",
    "This is one part of the calculation, worked out rightly. The rest of it is still to come.",
    weight=4,
)  # fmt: skip
def only_a_part(tree: Node) -> Iterator[Node]:
    if _expression(tree) and isinstance(tree, Op) and not nodes.has(tree, "deriv", "int"):
        for arg in tree.args if tree.tag != "mixed" else ():
            if isinstance(arg, Op) and arg.name in ("+", "*", "/", "^", "sqrt") and not is_op(arg, "neg"):
                yield arg


@ENTRIES.part(
    "sign-of-one-term",
    "One sign is wrong",
    "Everything fits but the sign of one term. A sign belongs to the term behind it, wherever that term goes.",
    PAYNE_SQUIBB, heads="+", weight=5,
)  # fmt: skip
def sign_of_one_term(node: Op) -> Iterator[Node]:
    if len(node.args) > 1 and nodes.variables(node) and node.tag != "mixed":
        for k in range(len(node.args)):
            yield op("+", *node.args[:k], nodes.neg(node.args[k]), *node.args[k + 1 :])


@ENTRIES.line(
    "letters-reversed",
    "Swapped the two quantities",
    "The letters stand the other way round: the number was put on the side of the wrong one. "
    "Try it with numbers: which of the two is the larger one?",
    CLEMENT,
    heads="=",
    weight=6,
)
def letters_reversed(node: Op) -> Iterator[Node]:
    names = nodes.variables(node)
    if len(names) == 2:
        yield nodes.substitute(node, {names[0]: Sym(names[1]), names[1]: Sym(names[0])})
