"""What is neither number nor statement: infinity, events such as P(x > 2), reactions such as 2 H2 + O2 -> 2 H2O."""

from __future__ import annotations

import re
from fractions import Fraction

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.exact import number_or_none
from tutor.checker.nodes import Node, Op, Sym

_ARROW = re.compile(r"→|⟶|->|\\rightarrow|\\to\b|\\longrightarrow|⇌|<=>|\\rightleftharpoons")
_SPECIES = re.compile(
    r"(?P<count>\d+(?:/\d+)?)?\s*(?P<formula>(?:\(?[A-Z][a-z]?\d*|\)\d*|\d*e)+)(?P<charge>\^?\{?\d*[+-]\}?)?(?P<state>\((?:s|l|g|aq)\))?$"
)


def infinity(node: Node) -> int | None:
    """1 for +oo, -1 for -oo, also with signs, positive factors and finite summands; None for anything else."""
    if node == nodes.INFINITY:
        return 1
    if not isinstance(node, Op):
        return None
    if node.name == "neg":
        inner = infinity(node.args[0])
        return None if inner is None else -inner
    signs = [infinity(a) for a in node.args]
    if node.name == "+":
        found = {s for s in signs if s is not None}
        finite = all(s is not None or number_or_none(a) is not None for s, a in zip(signs, node.args, strict=True))
        return found.pop() if len(found) == 1 and finite else None
    if node.name == "*" and any(s is not None for s in signs):
        total = 1
        for sign, arg in zip(signs, node.args, strict=True):
            value = number_or_none(arg)
            if sign is None and (value is None or value == 0):
                return None
            total *= sign if sign is not None else (1 if value is not None and value > 0 else -1)
        return total
    return None


def without_events(node: Node) -> Node:
    """Unknown functions of statements, such as P(x > 2), as variables of their own; `2 < x` is the same as `x > 2`."""

    def change(item: Node) -> Node:
        if isinstance(item, Op) and item.name in ("apply", "*") and any(nodes.is_statement(a) for a in item.args):
            return Sym(f"event {_canonical(item)}")
        return item

    return nodes.rebuild(node, change)


def _canonical(node: Node) -> str:
    if isinstance(node, Op):
        if node.name in (">", ">="):
            node = Op(nodes.FLIPPED[node.name], node.args[::-1])
        value = number_or_none(node)
        if value is not None:
            return str(value)
        return f"{node.name}{node.tag}({','.join(map(_canonical, node.args))})"
    return str(node.value) if isinstance(node, nodes.Num) else node.name


_BASIS = ("i", "j", "k")


def as_components(node: Node, beside: Node) -> Node:
    """`3i + 4j` beside `(3, 4)` as components."""
    size = len(beside.args) if isinstance(beside, Op) and beside.name in ("tuple", "brackets", "matrix") else 0
    letters = [n for n in nodes.variables(node) if n in _BASIS]
    if (
        size not in (2, 3)
        or ("j" not in letters and "k" not in letters)
        or nodes.is_collection(node)
        or nodes.is_statement(node)
    ):
        return node
    try:
        parts = [derivative(node, letter) for letter in _BASIS[:size]]
    except Underivable:
        return node
    rest = nodes.substitute(node, dict.fromkeys(_BASIS, nodes.ZERO))
    if any(n in _BASIS for part in parts for n in nodes.variables(part)) or number_or_none(rest) != 0:
        return node
    return Op("tuple", tuple(parts))


Side = dict[str, Fraction]


def reaction(text: str) -> tuple[Side, Side] | None:
    """A chemical equation as amounts of species on both sides; None if the text isn't one."""
    bare = re.sub(r"\\(?:mathrm|text|ce)\s*\{", "{", text).replace("$", " ").replace("**", "^").replace("_", "")
    parts = _ARROW.split(bare)
    if len(parts) != 2:
        return None
    sides = [_side(part) for part in parts]
    return (sides[0], sides[1]) if sides[0] is not None and sides[1] is not None else None


def _side(text: str) -> Side | None:
    """Species joined by plus signs; a plus right behind a formula is a charge."""
    amounts: Side = {}
    pieces = re.split(r"\s+\+\s+|(?<=[+-])\+|(?<=[a-z0-9)])\+(?=\d*[A-Z]|\d*e|\((?!(?:s|l|g|aq)\)))", text.strip())
    for piece in pieces:
        body = piece.replace("{", "").replace("}", "").strip()
        match = _SPECIES.match(body)
        if match is None:
            return None
        charge = (match["charge"] or "").replace("^", "")
        name = match["formula"].replace(" ", "") + charge + (match["state"] or "")
        amounts[name] = amounts.get(name, Fraction(0)) + Fraction(match["count"] or 1)
    return amounts


def same_reaction(first: tuple[Side, Side], second: tuple[Side, Side]) -> bool:
    """The same species on the same sides, the amounts in the same ratio."""
    if any(set(a) != set(b) for a, b in zip(first, second, strict=True)):
        return False
    ratios = {a[name] / b[name] for a, b in zip(first, second, strict=True) for name in a}
    return len(ratios) == 1
