"""Problems about one matrix: its determinant, its inverse, the system that it stands for."""

from __future__ import annotations

import re

from flint import fmpq_mat

from tutor.checker import nodes
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import Unreadable
from tutor.checker.work import notation
from tutor.checker.work.asked import Asked

MAX_SIZE = 6
"""Rows of a matrix that is inverted."""
_REDUCE = re.compile(r"(?i)\b(?:row[- ]?reduce|reduce the (?:augmented )?matrix|gauss\w*|augmented matrix)\b")
_MATRIX = re.compile(
    r"(?:\b([A-Z])\s*=\s*)?((?:det\s*\(?\s*)?\[\s*\[.*\]\s*\]|(?:\\left\s*[(\[]\s*)?\\begin\s*\{[bpv]?matrix\}.*"
    r"\\end\s*\{[bpv]?matrix\}(?:\s*\\right\s*[)\]])?)"
)


def asked_of(problem: str, style: Style) -> Asked | None:
    """The determinant or the inverse of one matrix."""
    found, what = _MATRIX.search(problem), re.search(r"(?i)\b(determinant|inverse)\b", problem)
    if found is None or what is None or re.search(r"(?i)\b(?:solve|if|for which|equations?|system)\b", problem):
        return None
    matrix = _read(re.sub(r"^det\s*\(?", "", found[2]), style)
    if isinstance(matrix, Op) and matrix.name == "det":
        matrix = matrix.args[0]
    if not (isinstance(matrix, Op) and matrix.name == "matrix") or nodes.variables(matrix):
        return None
    name = found[1] or "A"
    if what[1].lower() == "inverse":
        turned = _inverted(matrix)
        return None if turned is None else Asked(turned, ((name, matrix),))
    return Asked(Op("det", (matrix,)), ((name, matrix),), frozenset(("D",)))


def _inverted(matrix: Op) -> Node | None:
    """The inverse of a matrix of rational numbers; None if it has none."""
    rows = [[number_or_none(e) for e in row.args] for row in matrix.args if isinstance(row, Op)]
    size = len(rows)
    entries = [e for row in rows for e in row if e is not None]
    if size > MAX_SIZE or any(len(row) != size for row in rows) or len(entries) != size * size:
        return None
    table = fmpq_mat(size, size, entries)
    if table.det() == 0:
        return None
    turned = table.inv()
    return Op("matrix", tuple(
        Op("row", tuple(nodes.num(fraction_of(turned[i, k])) for k in range(size))) for i in range(size)
    ))  # fmt: skip


def reduced(problem: str, style: Style) -> Node | None:
    """The system of an augmented matrix that is to be reduced, in x, y and z; None if there is none."""
    found = _MATRIX.search(problem) if _REDUCE.search(problem) else None
    matrix = _read(found[2], style) if found is not None else None
    if not (isinstance(matrix, Op) and matrix.name == "matrix"):
        return None
    rows = [row.args for row in matrix.args if isinstance(row, Op)]
    letters = {3: ("x", "y"), 4: ("x", "y", "z")}.get(len(rows[0]))
    if letters is None or any(len(row) != len(letters) + 1 for row in rows):
        return None
    return notation.equations(rows, letters)


def _read(text: str, style: Style) -> Node | None:
    try:
        return prepare(read(text, style).node)
    except Unreadable:
        return None
