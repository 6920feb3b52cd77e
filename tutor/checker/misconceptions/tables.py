"""Derivatives and antiderivatives of single functions, for the rules that go wrong around them."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.misconceptions.shapes import exact, is_op, num, op
from tutor.checker.nodes import Node, Op, Sym

_INNER = Sym("inner#")


def slope(tree: Node, letter: str) -> Node | None:
    """The derivative, if there is one."""
    try:
        return derivative(tree, letter)
    except Underivable:
        return None


def layers(tree: Node, letter: str) -> tuple[Node, Node] | None:
    """The outer function (of the letter inner#) and the inner one, where the inner one is more than the letter."""
    if not isinstance(tree, Op) or tree.name in ("+", "*", "neg", "deriv", "int"):
        return None
    place = 1 if tree.name == "^" and letter not in nodes.variables(tree.args[0]) else 0
    if tree.name == "/":
        place = 1
        if letter in nodes.variables(tree.args[0]):
            return None
    inner = tree.args[place]
    others = [a for k, a in enumerate(tree.args) if k != place]
    if (
        inner == Sym(letter)
        or letter not in nodes.variables(inner)
        or any(letter in nodes.variables(a) for a in others)
    ):
        return None
    return Op(tree.name, (*tree.args[:place], _INNER, *tree.args[place + 1 :])), inner


def outer_slope(outer: Node, at: Node) -> Node | None:
    """The derivative of the outer function, taken at a place."""
    found = slope(outer, _INNER.name)
    return None if found is None else nodes.substitute(found, {_INNER.name: at})


def put_in(outer: Node, inner: Node) -> Node:
    """The outer function of a tree."""
    return nodes.substitute(outer, {_INNER.name: inner})


def antiderivative(tree: Node, letter: str) -> Node | None:
    """An antiderivative of sums of powers, sines, cosines and exponentials with linear insides; None beyond that."""
    if letter not in nodes.variables(tree):
        return op("*", tree, Sym(letter))
    if is_op(tree, "+"):
        parts = [antiderivative(a, letter) for a in tree.args]
        return op("+", *(p for p in parts if p is not None)) if all(p is not None for p in parts) else None
    if is_op(tree, "neg"):
        inner = antiderivative(tree.args[0], letter)
        return None if inner is None else op("neg", inner)
    if is_op(tree, "*", "/"):
        return _with_constant(tree, letter)
    return _basic(tree, letter)


def _with_constant(tree: Op, letter: str) -> Node | None:
    if tree.name == "/":
        if letter not in nodes.variables(tree.args[1]):
            inner = antiderivative(tree.args[0], letter)
            return None if inner is None else op("/", inner, tree.args[1])
        if letter in nodes.variables(tree.args[0]):
            return None
        bottom = tree.args[1]
        power = (bottom.args[0], op("neg", bottom.args[1])) if is_op(bottom, "^") else (bottom, num(-1))
        found = _basic(op("^", *power), letter)
        return None if found is None else op("*", tree.args[0], found)
    constants = [a for a in tree.args if letter not in nodes.variables(a)]
    rest = [a for a in tree.args if letter in nodes.variables(a)]
    if len(rest) != 1:
        return None
    inner = antiderivative(rest[0], letter)
    return None if inner is None else nodes.mul(*constants, inner)


def outer_integral(tree: Node, letter: str) -> tuple[Node, Node] | None:
    """The antiderivative as if the linear inside were the letter alone, and the inside's slope."""
    if isinstance(tree, Sym):
        tree = op("^", tree, nodes.ONE)
    if not isinstance(tree, Op):
        return None
    if tree.name == "/" and letter not in nodes.variables(tree.args[0]):
        bottom = tree.args[1]
        power = (bottom.args[0], op("neg", bottom.args[1])) if is_op(bottom, "^") else (bottom, num(-1))
        found = outer_integral(op("^", *power), letter)
        return None if found is None else (op("*", tree.args[0], found[0]), found[1])
    place = 1 if tree.name == "^" and letter not in nodes.variables(tree.args[0]) else 0
    inner = tree.args[place]
    inside = slope(inner, letter)
    if inside is None or letter in nodes.variables(inside):
        return None
    found_ = _of_inner(tree, inner, place)
    return None if found_ is None else (found_, inside)


def _of_inner(tree: Op, inner: Node, place: int) -> Node | None:
    if tree.name == "sin":
        return op("neg", op("cos", inner))
    if tree.name == "cos":
        return op("sin", inner)
    if tree.name == "exp" or (tree.name == "^" and place == 1 and tree.args[0] == nodes.EULER):
        return tree
    if tree.name == "^" and place == 1:
        return op("/", tree, op("ln", tree.args[0]))
    n = exact(tree.args[1]) if tree.name == "^" else None
    if tree.name == "sqrt":
        return op("/", op("*", nodes.TWO, op("^", op("sqrt", inner), num(3))), num(3))
    if n is None:
        return None
    if n == -1:
        return op("ln", op("abs", inner))
    return op("/", op("^", inner, num(n + 1)), num(n + 1))


def _basic(tree: Node, letter: str) -> Node | None:
    found = outer_integral(tree, letter)
    if found is None:
        return None
    return found[0] if found[1] == nodes.ONE else op("/", *found)
