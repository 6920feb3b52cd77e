"""Functions that a problem defines, `f(x) = x^2 + 1`: their values and derivatives put into lines, `f(3)`, `f'(2)`."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.nodes import Node, Op, Sym

MAX_ORDER = 4


@dataclass(frozen=True, slots=True)
class Function:
    """f(letter) = body."""

    name: str
    letter: str
    body: Node


def definition(node: Node) -> Function | None:
    """`f(x) = ...` as a function; None for anything else."""
    if not (isinstance(node, Op) and node.name == "="):
        return None
    if node.args[0] == Sym("y") and len(names := nodes.variables(node.args[1])) == 1 and names != ("y",):
        return Function("y", names[0], node.args[1]) if not nodes.is_statement(node.args[1]) else None
    if not (isinstance(node.args[0], Op) and node.args[0].name == "apply"):
        return None
    head, letter = node.args[0].args[0], node.args[0].args[-1]
    body = node.args[1]
    if len(node.args[0].args) != 2 or not isinstance(head, Sym) or not isinstance(letter, Sym):
        return None
    if nodes.is_statement(body) or nodes.is_collection(body) or nodes.has(body, "apply"):
        return None
    return Function(head.name, letter.name, body)


def put_in(node: Node, functions: tuple[Function, ...], *, labels: bool = False) -> Node:
    """The tree with values and derivatives of the functions worked out.

    `f(x)` and `f'(x)` at the head of a line stay as labels unless `labels` is true.
    """
    if not functions or not nodes.has(node, "apply", "prime"):
        return node
    if not labels and isinstance(node, Op) and node.name in ("=", "chain"):
        head, *rest = node.args
        kept = head if _is_plain(head, functions) else put_in(head, functions, labels=True)
        return Op(node.name, (kept, *(put_in(a, functions, labels=True) for a in rest)), node.tag)
    return nodes.rebuild(node, lambda item: _worked_out(item, functions))


def _is_plain(node: Node, functions: tuple[Function, ...]) -> bool:
    return (
        isinstance(node, Op)
        and node.name in ("apply", "prime")
        and any(node.args[0] == Sym(f.name) and node.args[-1] == Sym(f.letter) for f in functions)
    )


def _worked_out(item: Node, functions: tuple[Function, ...]) -> Node:
    if not isinstance(item, Op) or item.name not in ("apply", "prime") or len(item.args) != 2:
        return item
    for function in functions:
        if item.args[0] == Sym(function.name):
            body = function.body
            try:
                for _ in range(min(int(item.tag), MAX_ORDER) if item.name == "prime" else 0):
                    body = derivative(body, function.letter)
            except (Underivable, ValueError):
                return item
            return nodes.substitute(body, {function.letter: item.args[1]})
    return item
