"""Forms of numbers: decimal, fraction, mixed number, scientific notation, percent, rationalised denominators."""

from __future__ import annotations

from fractions import Fraction

from tutor.checker import nodes
from tutor.checker.exact import number_or_none
from tutor.checker.fraction_forms import lowest_terms
from tutor.checker.nodes import Node, Num, Op
from tutor.checker.shape import bare


def _literal(node: Node) -> Num | None:
    node = bare(node)
    return node if isinstance(node, Num) else None


def decimal(node: Node) -> bool:
    """One decimal or whole number, no fraction, root or symbol."""
    found = _literal(node)
    return found is not None and "/" not in found.text


def rational(node: Node) -> bool:
    """A whole number or a fraction of two whole numbers."""
    node = bare(node)
    if isinstance(node, Num):
        return "." not in node.text
    return isinstance(node, Op) and node.name == "/" and all(_whole(a) for a in node.args)


def _whole(node: Node) -> bool:
    found = _literal(node)
    return found is not None and found.value.denominator == 1 and found.text.isdigit()


def whole(node: Node) -> bool:
    """One whole number."""
    return _whole(node)


def mixed(node: Node) -> bool:
    """A whole number with a proper fraction in lowest terms, or a whole number."""
    node = bare(node)
    if isinstance(node, Op) and node.name == "+" and node.tag == "mixed":
        return lowest_terms(node.args[1])
    return _whole(node)


def improper(node: Node) -> bool:
    """One fraction of whole numbers, not a mixed number."""
    return rational(node) and lowest_terms(bare(node))


def scientific(node: Node) -> bool:
    """a x 10^n with 1 <= a < 10."""
    node = bare(node)
    if isinstance(node, Num) and "e" in node.text.lower():
        return 1 <= Fraction(node.text.lower().split("e")[0]) < 10
    if isinstance(node, Op) and node.name == "*" and len(node.args) == 2 and isinstance(node.args[0], Num):
        ten = node.args[1]
        return (
            1 <= node.args[0].value < 10
            and isinstance(ten, Op)
            and ten.name == "^"
            and ten.args[0] == nodes.num(10)
            and number_or_none(ten.args[1]) is not None
        )
    return False


def percentage(node: Node) -> bool:
    """A number with a percent sign."""
    node = bare(node)
    return isinstance(node, Op) and node.name == "percent" and isinstance(node.args[0], Num)


def rationalised(node: Node) -> bool:
    """No root in a denominator."""
    for item in nodes.walk(node):
        if (
            isinstance(item, Op)
            and item.name == "/"
            and (nodes.has(item.args[1], "sqrt", "root") or _fractional_power(item.args[1]))
        ):
            return False
    return True


def _fractional_power(node: Node) -> bool:
    for item in nodes.walk(node):
        if isinstance(item, Op) and item.name == "^":
            value = number_or_none(item.args[1])
            if value is not None and value.q != 1:
                return True
    return False


def exact(node: Node) -> bool:
    """No decimals."""
    return not any(isinstance(n, Num) and "." in n.text for n in nodes.walk(node))
