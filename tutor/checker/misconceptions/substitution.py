"""Putting numbers in for letters: a task is read as `given` (expression, letter, value, ...)."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, num, op
from tutor.checker.misconceptions.sources import KUCHEMANN
from tutor.checker.nodes import Node, Op, Sym

ENTRIES = Entries("substitution")


def _substitution(node: Op) -> dict[str, Node]:
    pairs = zip(node.args[1::2], node.args[2::2], strict=True)
    return {letter.name: value for letter, value in pairs if isinstance(letter, Sym)}


@ENTRIES.line(
    "substituted-side-by-side",
    "Put the number beside the other one",
    "The number was written in the place of the letter as one more digit. A number next to a letter means times.",
    KUCHEMANN, heads="given", weight=9,
)  # fmt: skip
def substituted_side_by_side(node: Op) -> Iterator[Node]:
    values = _substitution(node)

    def joined(part: Node) -> Node:
        if is_op(part, "*"):
            found = [integer(values.get(a.name, a) if isinstance(a, Sym) else a) for a in part.args]
            if all(f is not None and f >= 0 for f in found):
                return num(int("".join(str(f) for f in found)))
        return part

    yield nodes.substitute(nodes.rebuild(node.args[0], joined), values)


@ENTRIES.line(
    "substituted-as-sum",
    "Added where letters stand side by side",
    "The values were added. Letters (or a number and a letter) side by side are multiplied.",
    KUCHEMANN, heads="given", weight=8,
)  # fmt: skip
def substituted_as_sum(node: Op) -> Iterator[Node]:
    made = nodes.rebuild(node.args[0], lambda n: op("+", *n.args) if is_op(n, "*") else n)
    if made != node.args[0]:
        yield nodes.substitute(made, _substitution(node))


@ENTRIES.line(
    "substituted-without-brackets",
    "Put in a negative number without brackets",
    "The negative number was put in without brackets, so that its sign got lost or stayed outside the power. "
    "Write brackets around what replaces a letter.",
    heads="given", weight=8,
)  # fmt: skip
def substituted_without_brackets(node: Op) -> Iterator[Node]:
    values = _substitution(node)
    if any(is_op(v, "neg") for v in values.values()):
        bare = {k: v.args[0] if is_op(v, "neg") else v for k, v in values.items()}

        def outside(part: Node) -> Node:
            if is_op(part, "^") and isinstance(part.args[0], Sym) and is_op(values.get(part.args[0].name, part), "neg"):
                return op("neg", op("^", bare[part.args[0].name], part.args[1]))
            return part

        yield nodes.substitute(nodes.rebuild(node.args[0], outside), values)
        yield nodes.substitute(node.args[0], bare)


@ENTRIES.part(
    "letter-as-digit",
    "Took the letter for a digit",
    "The letter was read as one more digit of the number before it. A number next to a letter means times.",
    KUCHEMANN,
    heads="=",
    weight=9,
)
def letter_as_digit(node: Op) -> Iterator[Node]:
    def joined(part: Node) -> Node:
        if is_op(part, "*") and len(part.args) == 2 and isinstance(part.args[1], Sym):
            k = integer(part.args[0])
            return part if k is None or k < 0 else op("+", num(10 * k), part.args[1])
        return part

    made = nodes.rebuild(node, joined)
    if made != node:
        yield made
