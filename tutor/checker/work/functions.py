"""Functions that a problem defines, `f(x) = x^2 + 1`: their values and derivatives put into lines, `f(3)`, `f'(2)`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import EQUAL, Outcome, equal
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.work.asking import FUNCTIONS

MAX_ORDER = 4
_COMPOSED = re.compile(r"\(?\s*((?:[A-Za-z]\s*(?:∘|\\circ(?![A-Za-z]))\s*)+[A-Za-z])\s*\)?\s*\(([^()]*)\)")


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


def composed(text: str) -> str:
    """`(f ∘ g)(x)` as `f(g(x))`."""
    return _COMPOSED.sub(_chained, text) if "∘" in text or "\\circ" in text else text


def _chained(match: re.Match[str]) -> str:
    names = re.findall(r"[A-Za-z](?=\s*(?:∘|\\circ|$))", match[1])
    return "".join(f"{name}(" for name in names) + match[2] + ")" * len(names)


def put_in(node: Node, functions: tuple[Function, ...], *, labels: bool = False) -> Node:
    """The tree with values and derivatives of the functions worked out.

    `f(x)` and `f'(x)` at the head of a line stay as labels unless `labels` is true.
    """
    if not functions or not (nodes.has(node, "apply", "prime") or _names_of(functions) & set(nodes.variables(node))):
        return node
    if not labels and isinstance(node, Op) and node.name in ("=", "chain"):
        head, *rest = node.args
        kept = head if _is_plain(head, functions) else put_in(head, functions, labels=True)
        return Op(node.name, (kept, *(put_in(a, functions, labels=True) for a in rest)), node.tag)
    return nodes.rebuild(node, lambda item: _worked_out(item, functions))


def _names_of(functions: tuple[Function, ...]) -> set[str]:
    return {function.name for function in functions}


def is_label(node: Node | None, functions: tuple[Function, ...]) -> bool:
    """`f(x)` or `f'(x)` of a known function, with its own letter."""
    return node is not None and _is_plain(node, functions)


def fact(label: Node | None, side: Node, functions: tuple[Function, ...]) -> Outcome | None:
    """What comes of `f'(x) = side`, or of a side alone that is a function or its derivative; None for anything else."""
    if not nodes.variables(side):
        return None
    if label is not None:
        return equal(_worked_out(label, functions), side) if is_label(label, functions) else None
    calls = [
        Op(name, (Sym(f.name), Sym(f.letter)), tag)
        for f in functions
        for name, tag in (("apply", ""), ("prime", "1"), ("prime", "2"))
    ]
    return EQUAL if any(equal(_worked_out(call, functions), side).equal for call in calls) else None


def primitive(label: Node | None, side: Node, definite: Op) -> Outcome | None:
    """A side, called F(x) perhaps, that is an antiderivative of what a definite integral integrates; else None."""
    inner, letter = definite.args[:2]
    called = isinstance(label, Op) and label.name == "apply" and label.args[-1] == letter
    if not isinstance(letter, Sym) or letter.name not in nodes.variables(side) or not (label is None or called):
        return None
    try:
        outcome = equal(prepare(inner), derivative(side, letter.name))
    except Underivable:
        return None
    return outcome if outcome.equal else None


def defined_by(trees: Iterable[Node | None]) -> tuple[Function, ...]:
    """The functions that lines define, the first of each name."""
    found: dict[str, Function] = {}
    for tree in trees:
        function = definition(tree) if tree is not None else None
        if function is not None and function.name != "y":
            found.setdefault(function.name, function)
    return tuple(found.values())


def _is_plain(node: Node, functions: tuple[Function, ...]) -> bool:
    return (
        isinstance(node, Op)
        and node.name in ("apply", "prime")
        and any(node.args[0] == Sym(f.name) and node.args[-1] == Sym(f.letter) for f in functions)
    )


def _combined(item: Op, functions: tuple[Function, ...]) -> Node:
    """`(f + g)(x)`, read as a product, as f(x) + g(x)."""
    head, value = item.args
    names = set(nodes.variables(head))
    if not isinstance(head, Op) or not names or not names <= _names_of(functions) - {"y"}:
        return item
    if not set(nodes.variables(value)) <= {f.letter for f in functions}:
        return item
    if any(isinstance(n, Op) and n.name not in ("+", "neg", "*", "/") for n in nodes.walk(head)):
        return item
    return nodes.substitute(
        head, {f.name: nodes.substitute(f.body, {f.letter: value}) for f in functions if f.name in names}
    )


def _worked_out(item: Node, functions: tuple[Function, ...]) -> Node:
    if isinstance(item, Op) and item.name == "*" and len(item.args) == 2:
        return _combined(item, functions)
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


def calls_a_quantity(node: Node) -> bool:
    """`A = P(1 + rt)`: an equation with a bracket behind a letter that is no usual name of a function."""
    return (
        isinstance(node, Op)
        and node.name == "="
        and any(
            isinstance(n, Op)
            and n.name == "apply"
            and isinstance(n.args[0], Sym)
            and n.args[0].name not in FUNCTIONS
            and n is not node.args[0]
            for n in nodes.walk(node)
        )
    )
