"""From notation to mathematics: percent, degrees, primes and derivatives become plain operations before anything is
judged.
"""

from __future__ import annotations

from tutor.checker import nodes, polynomial_integrals, vectors
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.nodes import Node, Num, Op, Sym

MAX_SIZE = 5_000
"""Nodes of a derivative; a larger one is left as it is written."""


def prepare(node: Node) -> Node:
    """The tree without percent, degree, prime and derivative signs, and with conjugates and determinants left alone."""
    if not isinstance(node, Op):
        return node
    args = tuple(prepare(a) for a in node.args)
    if node.name == "percent":
        return Op("/", (args[0], nodes.num(1000 if node.tag == "‰" else 100)))
    if node.name == "deg":
        return Op("/", (Op("*", (args[0], nodes.PI)), nodes.num(180)))
    if node.name == "prime" and len(args) == 1:
        return _primed(args[0], int(node.tag))
    if node.name == "deriv":
        return _differentiated(args, node.tag)
    if node.name == "lim":
        from tutor.checker.limits import limit

        value = limit(Op("lim", args, node.tag))
        return Op("lim", args, node.tag) if value is None else value
    if node.name == "int" and len(args) == 4:
        whole = polynomial_integrals.value(Op("int", args))
        return Op("int", args) if whole is None else whole
    prepared = Op(node.name, args, node.tag) if args != node.args else node
    return vectors.combined(prepared) if node.name in vectors.OPERATIONS else prepared


def _primed(inner: Node, order: int) -> Node:
    if isinstance(inner, Sym):
        return Sym(inner.name + "'" * order)
    return Op("prime", (inner,), str(order))


def _differentiated(args: tuple[Node, ...], sign: str) -> Node:
    inner, variable, order = args
    if (
        not isinstance(variable, Sym)
        or not isinstance(order, Num)
        or order.value.denominator != 1
        or not 0 < order.value <= 6
    ):
        return Op("deriv", args, sign)
    if isinstance(inner, Sym) and inner != variable and sign:
        return Sym(f"{inner.name}_{variable.name * int(order.value)}")
    if isinstance(inner, Sym) and inner != variable:
        return Sym(inner.name + "'" * int(order.value))
    try:
        for _ in range(int(order.value)):
            inner = derivative(inner, variable.name)
            if nodes.size(inner) > MAX_SIZE:
                return Op("deriv", args)
    except Underivable:
        return Op("deriv", args)
    return inner


def signs(node: Node) -> tuple[Node, ...]:
    """The trees a text with ± stands for: all upper signs, all lower signs (∓ the other way round)."""
    if not nodes.has(node, "pm"):
        return (node,)

    def choose(item: Node, upper: bool) -> Node:
        if isinstance(item, Op) and item.name == "pm":
            plus = upper == (item.tag == "±")
            if len(item.args) == 1:
                return item.args[0] if plus else nodes.neg(item.args[0])
            return Op("+", (item.args[0], item.args[1] if plus else nodes.neg(item.args[1])))
        return item

    return nodes.rebuild(node, lambda n: choose(n, True)), nodes.rebuild(node, lambda n: choose(n, False))
