"""Arithmetic with vectors in brackets, so that sums, multiples, products and lengths of them are values."""

from __future__ import annotations

from itertools import pairwise

from tutor.checker import nodes
from tutor.checker.nodes import Node, Op
from tutor.checker.vocabulary import words

OPERATIONS = frozenset(words("+ neg * / dot cross abs"))
_BRACKETED = ("tuple", "brackets")


def entries(node: Node) -> tuple[Node, ...] | None:
    """The components of a vector: `(1, 2)`, `[1, 2]`, `<1, 2>`, a column; None for anything else."""
    if not isinstance(node, Op):
        return None
    if node.name in _BRACKETED and len(node.args) >= 2 and not any(map(nodes.is_collection, node.args)):
        return node.args
    if node.name == "matrix" and len(node.args) >= 2:
        rows = [row.args for row in node.args if isinstance(row, Op)]
        return tuple(row[0] for row in rows) if all(len(row) == 1 for row in rows) else None
    return None


def point(node: Node) -> Node:
    """`[3, 7]` as the vector (3, 7), which it is beside a matrix, and not the interval."""
    return Op("tuple", node.args) if isinstance(node, Op) and node.name == "brackets" else node


def combined(node: Op) -> Node:
    """An operation on vectors carried out; the node itself where it has none, or they don't fit together."""
    vectors = [entries(a) for a in node.args]
    if not any(vectors):
        return node
    sizes = {len(v) for v in vectors if v}
    whole = all(vectors) and len(sizes) == 1
    like = next(a for a, v in zip(node.args, vectors, strict=True) if v)
    if node.name == "abs" and vectors[0]:
        return Op("sqrt", (nodes.add(*(Op("^", (e, nodes.TWO)) for e in vectors[0])),))
    if node.name == "+" and whole:
        return shaped(like, tuple(nodes.add(*parts) for parts in zip(*(v for v in vectors if v), strict=True)))
    if node.name == "neg" and vectors[0]:
        return shaped(like, tuple(nodes.neg(e) for e in vectors[0]))
    if node.name == "/" and vectors[0] and not vectors[1]:
        return shaped(like, tuple(nodes.div(e, node.args[1]) for e in vectors[0]))
    if node.name == "*" and sum(1 for v in vectors if v) == 1 and not any(map(_is_strange, _others(node, vectors))):
        factor = nodes.mul(*_others(node, vectors))
        return shaped(like, tuple(nodes.mul(factor, e) for e in next(v for v in vectors if v)))
    if node.name in ("dot", "cross") and whole and vectors[0] and vectors[1]:
        return _product(node, vectors[0], vectors[1])
    return node


def _others(node: Op, vectors: list[tuple[Node, ...] | None]) -> list[Node]:
    return [a for a, v in zip(node.args, vectors, strict=True) if v is None]


def _is_strange(node: Node) -> bool:
    return nodes.has(node, *nodes.COLLECTIONS) or nodes.is_statement(node)


def shaped(like: Node, parts: tuple[Node, ...]) -> Node:
    """Components in the brackets of another vector."""
    assert isinstance(like, Op)
    return Op("matrix", tuple(Op("row", (p,)) for p in parts)) if like.name == "matrix" else Op(like.name, parts)


def _product(node: Op, left: tuple[Node, ...], right: tuple[Node, ...]) -> Node:
    if node.name == "dot":
        return nodes.add(*(nodes.mul(a, b) for a, b in zip(left, right, strict=True)))
    if len(left) != 3:
        return node
    turns = [*pairwise((*range(3), 0, 1))][1:4]
    parts = [nodes.sub(nodes.mul(left[i], right[j]), nodes.mul(left[j], right[i])) for i, j in turns]
    return shaped(node.args[0], tuple(parts))
