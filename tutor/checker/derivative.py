"""Differentiation of a tree by the rules every calculus text has."""

from __future__ import annotations

from collections.abc import Callable

from tutor.checker import nodes
from tutor.checker.nodes import Node, Op, Sym, add, div, mul, neg, num, power, sub


class Underivable(Exception):
    """A tree that has no derivative by rules, such as a limit."""


def _square(node: Node) -> Node:
    return power(node, nodes.TWO)


_OUTER: dict[str, Callable[[Node], Node]] = {
    "sin": lambda u: Op("cos", (u,)),
    "cos": lambda u: neg(Op("sin", (u,))),
    "tan": lambda u: add(nodes.ONE, _square(Op("tan", (u,)))),
    "cot": lambda u: neg(add(nodes.ONE, _square(Op("cot", (u,))))),
    "sec": lambda u: mul(Op("sec", (u,)), Op("tan", (u,))),
    "csc": lambda u: neg(mul(Op("csc", (u,)), Op("cot", (u,)))),
    "asin": lambda u: div(nodes.ONE, Op("sqrt", (sub(nodes.ONE, _square(u)),))),
    "acos": lambda u: neg(div(nodes.ONE, Op("sqrt", (sub(nodes.ONE, _square(u)),)))),
    "atan": lambda u: div(nodes.ONE, add(nodes.ONE, _square(u))),
    "acot": lambda u: neg(div(nodes.ONE, add(nodes.ONE, _square(u)))),
    "asec": lambda u: div(nodes.ONE, mul(Op("abs", (u,)), Op("sqrt", (sub(_square(u), nodes.ONE),)))),
    "acsc": lambda u: neg(div(nodes.ONE, mul(Op("abs", (u,)), Op("sqrt", (sub(_square(u), nodes.ONE),))))),
    "sinh": lambda u: Op("cosh", (u,)),
    "cosh": lambda u: Op("sinh", (u,)),
    "tanh": lambda u: sub(nodes.ONE, _square(Op("tanh", (u,)))),
    "coth": lambda u: sub(nodes.ONE, _square(Op("coth", (u,)))),
    "sech": lambda u: neg(mul(Op("sech", (u,)), Op("tanh", (u,)))),
    "csch": lambda u: neg(mul(Op("csch", (u,)), Op("coth", (u,)))),
    "asinh": lambda u: div(nodes.ONE, Op("sqrt", (add(_square(u), nodes.ONE),))),
    "acosh": lambda u: div(nodes.ONE, mul(Op("sqrt", (sub(u, nodes.ONE),)), Op("sqrt", (add(u, nodes.ONE),)))),
    "atanh": lambda u: div(nodes.ONE, sub(nodes.ONE, _square(u))),
    "acoth": lambda u: div(nodes.ONE, sub(nodes.ONE, _square(u))),
    "ln": lambda u: div(nodes.ONE, u),
    "sqrt": lambda u: div(nodes.ONE, mul(nodes.TWO, Op("sqrt", (u,)))),
    "abs": lambda u: Op("sgn", (u,)),
    "erf": lambda u: mul(div(nodes.TWO, Op("sqrt", (nodes.PI,))), power(nodes.EULER, neg(_square(u)))),
}


def derivative(node: Node, variable: str) -> Node:
    """d node / d variable, lightly simplified.

    Raises Underivable where no rule applies. Unknown functions get primes (`f'(u) u'`); |u|' is sgn(u) u', right
    where u is not 0.
    """
    if isinstance(node, Sym):
        return nodes.ONE if node.name == variable else nodes.ZERO
    if not isinstance(node, Op) or (variable not in nodes.variables(node)):
        return nodes.ZERO
    name, args = node.name, node.args
    if name == "+":
        return add(*(derivative(a, variable) for a in args))
    if name == "neg":
        return neg(derivative(args[0], variable))
    if name == "*":
        return add(*(mul(*args[:k], derivative(a, variable), *args[k + 1 :]) for k, a in enumerate(args)))
    if name == "/":
        return _quotient(args[0], args[1], variable)
    if name in ("^", "root", "log"):
        return _powers(node, variable)
    if name in _OUTER and len(args) == 1:
        return mul(_OUTER[name](args[0]), derivative(args[0], variable))
    return _structured(node, variable)


def _quotient(top: Node, bottom: Node, variable: str) -> Node:
    if variable not in nodes.variables(bottom):
        return div(derivative(top, variable), bottom)
    rule = sub(mul(derivative(top, variable), bottom), mul(top, derivative(bottom, variable)))
    return div(rule, _square(bottom))


def _powers(node: Op, variable: str) -> Node:
    left, right = node.args
    if node.name == "root":
        return derivative(Op("^", (left, div(nodes.ONE, right))), variable)
    if node.name == "log":
        return derivative(div(Op("ln", (left,)), Op("ln", (right,))), variable)
    if variable not in nodes.variables(right):
        lowered = Op("^", (left, sub(right, nodes.ONE)))
        if isinstance(right, nodes.Num):
            lowered = power(left, num(right.value - 1)) if right.value != 1 else nodes.ONE  # type: ignore[assignment]
        return mul(right, lowered, derivative(left, variable))
    if left == nodes.EULER:
        return mul(node, derivative(right, variable))
    return mul(node, derivative(mul(right, Op("ln", (left,))), variable))


def _structured(node: Op, variable: str) -> Node:
    name, args = node.name, node.args
    if name == "apply" and len(args) == 2:
        return mul(Op("prime", args, "1"), derivative(args[1], variable))
    if name == "prime" and len(args) == 2:
        return mul(Op("prime", args, str(int(node.tag) + 1)), derivative(args[1], variable))
    if name == "int" and len(args) == 2 and args[1] == Sym(variable):
        return args[0]
    if name == "int" and len(args) == 4 and isinstance(args[1], Sym) and variable not in nodes.variables(args[0]):
        upper = mul(nodes.substitute(args[0], {args[1].name: args[3]}), derivative(args[3], variable))
        return sub(upper, mul(nodes.substitute(args[0], {args[1].name: args[2]}), derivative(args[2], variable)))
    if name == "sum":
        return Op("sum", (derivative(args[0], variable), *args[1:]))
    raise Underivable(name)
