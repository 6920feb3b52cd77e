"""Arithmetic with matrices and vectors of expressions, so that sums, products and powers of them can be compared
entry by entry.
"""

from __future__ import annotations

from itertools import permutations

from tutor.checker import nodes, vectors
from tutor.checker.exact import number_or_none
from tutor.checker.nodes import Node, Op, Sym

MAX_SIDE = 12
MAX_DETERMINANT = 5

Rows = tuple[tuple[Node, ...], ...]


class NotAMatrix(Exception):
    """Shapes that don't fit, or an operation matrices don't have."""


def resolved(node: Node) -> Node:
    """The tree with matrix operations carried out; unchanged where there are no matrices or they don't fit together."""
    if not nodes.has(node, "matrix", "det"):
        return node
    try:
        value = _value(node)
    except NotAMatrix:
        return node
    return value if not isinstance(value, tuple) else _node(value)


def _node(rows: Rows) -> Node:
    return Op("matrix", tuple(Op("row", row) for row in rows))


def _value(node: Node) -> Node | Rows:
    if not isinstance(node, Op) or not nodes.has(node, "matrix", "det"):
        return node
    if node.name == "matrix":
        rows = tuple(r.args for r in node.args if isinstance(r, Op))
        if len({len(r) for r in rows}) != 1 or len(rows) > MAX_SIDE or len(rows[0]) > MAX_SIDE:
            raise NotAMatrix
        return rows
    if node.name in ("=", "list", "tuple", "set", "and", "or"):
        return Op(node.name, tuple(resolved(a) for a in node.args), node.tag)
    parts = [_value(a) for a in node.args]
    if node.name == "+" and not any(isinstance(part, tuple) for part in parts):
        return vectors.combined(Op("+", tuple(part for part in parts if not isinstance(part, tuple))))
    if node.name == "+":
        return _sum(parts)
    if node.name == "neg":
        return _scaled(nodes.num(-1), parts[0])
    if node.name == "*":
        total = parts[0]
        for part in parts[1:]:
            total = _product(total, part)
        return total
    if node.name == "/" and isinstance(parts[0], tuple) and not isinstance(parts[1], tuple):
        return _scaled(Op("/", (nodes.ONE, parts[1])), parts[0])
    if node.name == "^" and isinstance(parts[0], tuple) and node.args[1] == Sym("T"):
        return tuple(zip(*parts[0], strict=True))
    if node.name == "^" and isinstance(parts[0], tuple):
        return _power(parts[0], node.args[1])
    if node.name in ("det", "abs") and isinstance(parts[0], tuple):
        return determinant(parts[0])
    raise NotAMatrix


def _sum(parts: list[Node | Rows]) -> Rows:
    matrices = [p for p in parts if isinstance(p, tuple)]
    if len(matrices) != len(parts) or len({(len(m), len(m[0])) for m in matrices}) != 1:
        raise NotAMatrix
    first = matrices[0]
    return tuple(
        tuple(nodes.add(*(m[i][j] for m in matrices)) for j in range(len(first[0]))) for i in range(len(first))
    )


def _scaled(factor: Node, part: Node | Rows) -> Rows:
    if not isinstance(part, tuple):
        raise NotAMatrix
    return tuple(tuple(nodes.mul(factor, entry) for entry in row) for row in part)


def _product(left: Node | Rows, right: Node | Rows) -> Node | Rows:
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left[0]) != len(right):
            raise NotAMatrix
        columns = tuple(zip(*right, strict=True))
        return tuple(
            tuple(nodes.add(*(nodes.mul(a, b) for a, b in zip(row, column, strict=True))) for column in columns)
            for row in left
        )
    for side, other in ((left, right), (right, left)):
        if not isinstance(side, tuple) and (vector := vectors.entries(side)) is not None:
            if not isinstance(other, tuple):
                raise NotAMatrix
            return _applied(side, vector, other if side is right else tuple(zip(*other, strict=True)))
        if not isinstance(side, tuple) and isinstance(side, Op) and nodes.is_collection(side):
            raise NotAMatrix
    if isinstance(left, tuple) and not isinstance(right, tuple):
        return _scaled(right, left)
    if not isinstance(left, tuple):
        return _scaled(left, right) if isinstance(right, tuple) else nodes.mul(left, right)
    raise NotAMatrix


def _applied(like: Node, vector: tuple[Node, ...], rows: Rows) -> Node:
    """A matrix times a vector in brackets, `[1, 1]`, which is written as a row and meant as a column."""
    if len(rows[0]) != len(vector):
        raise NotAMatrix
    parts = (nodes.add(*(nodes.mul(a, b) for a, b in zip(row, vector, strict=True))) for row in rows)
    return vectors.shaped(like, tuple(parts))


def _power(rows: Rows, exponent: Node) -> Rows:
    value = number_or_none(exponent)
    if exponent == nodes.Sym("T"):
        return tuple(zip(*rows, strict=True))
    if value is None or value.q != 1 or not -1 <= value <= 8 or value == 0 or len(rows) != len(rows[0]):
        raise NotAMatrix
    if value == -1:
        return _inverse(rows)
    total: Node | Rows = rows
    for _ in range(int(value.p) - 1):
        total = _product(total, rows)
    assert isinstance(total, tuple)
    return total


def determinant(rows: Rows) -> Node:
    """By permutations; raises NotAMatrix beyond MAX_DETERMINANT rows or if not square."""
    n = len(rows)
    if n != len(rows[0]) or n > MAX_DETERMINANT:
        raise NotAMatrix
    terms: list[Node] = []
    for order in permutations(range(n)):
        inversions = sum(1 for i in range(n) for j in range(i) if order[j] > order[i])
        term = nodes.mul(*(rows[i][order[i]] for i in range(n)))
        terms.append(nodes.neg(term) if inversions % 2 else term)
    return nodes.add(*terms)


def _inverse(rows: Rows) -> Rows:
    n = len(rows)
    whole = determinant(rows)
    if n == 1:
        return ((Op("/", (nodes.ONE, whole)),),)

    def cofactor(i: int, j: int) -> Node:
        minor = tuple(tuple(e for k, e in enumerate(row) if k != j) for r, row in enumerate(rows) if r != i)
        value = determinant(minor)
        return nodes.neg(value) if (i + j) % 2 else value

    return tuple(tuple(Op("/", (cofactor(j, i), whole)) for j in range(n)) for i in range(n))
