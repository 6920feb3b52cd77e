"""The same line, derivatives and integrals spread over sums, so that a rule can go wrong in one term."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.shapes import is_op
from tutor.checker.nodes import Node, Op, Sym


def variants(tree: Node) -> Iterator[Node]:
    """The tree, and equal ones in which sums, constant factors and products are taken apart."""
    yield tree
    if nodes.has(tree, "deriv", "int"):
        seen = [tree]
        for change in (_sums, _constants, _products):
            made = nodes.rebuild(seen[-1], change)
            if made not in seen:
                seen.append(made)
                yield made


def _like(node: Op, inside: Node) -> Node:
    return Op(node.name, (inside, *node.args[1:]))


def _once(node: Node) -> Op | None:
    if is_op(node, "deriv") and node.args[2] != nodes.ONE:
        return None
    return node if is_op(node, "deriv", "int") and isinstance(node.args[1], Sym) else None


def _sums(node: Node) -> Node:
    task = _once(node)
    if task is None:
        return node
    body = task.args[0]
    if is_op(body, "neg"):
        return Op("neg", (_sums(_like(task, body.args[0])),))
    if is_op(body, "+"):
        return Op("+", tuple(_sums(_like(task, a)) for a in body.args))
    return node


def _constants(node: Node) -> Node:
    task = _once(node)
    if task is None or not isinstance(task.args[1], Sym):
        return node
    letter, body = task.args[1].name, task.args[0]
    if is_op(body, "*"):
        fixed = [a for a in body.args if letter not in nodes.variables(a)]
        moving = [a for a in body.args if letter in nodes.variables(a)]
        if fixed and moving:
            return Op("*", (*fixed, _like(task, nodes.mul(*moving))))
    if is_op(body, "/") and letter not in nodes.variables(body.args[1]):
        return Op("/", (_constants(_like(task, body.args[0])), body.args[1]))
    return node


def _products(node: Node) -> Node:
    if not is_op(node, "deriv") or _once(node) is None:
        return node
    body = node.args[0]
    if is_op(body, "*") and len(body.args) == 2:
        u, v = body.args
        return Op("+", (Op("*", (_like(node, u), v)), Op("*", (u, _like(node, v)))))
    return node
