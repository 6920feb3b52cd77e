"""Propositions and sets of letters: `not (p and q)`, `p -> q`, `A ∪ (B ∩ C)'`, compared by their truth tables.

An element is in a union if it is in one of the sets, in a complement if it is not in the set: the laws of sets are
those of propositions, so that one table decides both.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from tutor.checker import nodes
from tutor.checker.equality import EQUAL, Outcome, different
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.values import Witness
from tutor.checker.vocabulary import words

MAX_LETTERS = 10
_LOGIC = frozenset(words("and or not implies iff"))
_SETS = frozenset(words("union intersect minus"))
_COMPLEMENTS = frozenset(("C", "c"))


def is_proposition(node: Node) -> bool:
    """A letter, or a formula of letters."""
    if isinstance(node, Op):
        return node.name in _LOGIC and all(map(is_proposition, node.args))
    return isinstance(node, Sym) or node in (nodes.TRUE, nodes.FALSE)


def compare(expected: Node, given: Node) -> Outcome | None:
    """Whether two formulas of letters have the same truth table; None if they are no such formulas."""
    kinds = [_kind(expected), _kind(given)]
    if not any(kinds) or len({k for k in kinds if k}) != 1:
        return None
    kind = kinds[0] or kinds[1]
    trees = [_plain(expected, kind), _plain(given, kind)]
    first, second = trees
    if first is None or second is None:
        return None
    letters = sorted({name for tree in (first, second) for name in nodes.variables(tree)})
    if len(letters) > MAX_LETTERS:
        return None
    for row in product((True, False), repeat=len(letters)):
        truth = dict(zip(letters, row, strict=True))
        a, b = _holds(first, truth), _holds(second, truth)
        if a != b:
            return different(_witness(truth, a, b, kind))
    return EQUAL


def _witness(truth: Mapping[str, bool], expected: bool, given: bool, kind: str) -> Witness:
    shown = ("in it", "not in it") if kind == "sets" else ("true", "false")
    return Witness(
        at={name: shown[not value] for name, value in truth.items()},
        expected=shown[not expected],
        given=shown[not given],
    )


def _kind(node: Node) -> str:
    """`logic` or `sets` by the operation at the top; empty for anything else, letters included."""
    if not isinstance(node, Op):
        return ""
    if node.name in _LOGIC:
        return "logic"
    inner = _complement(node)
    letter = isinstance(inner, Sym) and inner.name.isupper()
    return "sets" if node.name in _SETS or letter or (isinstance(inner, Op) and _kind(inner) == "sets") else ""


def _complement(node: Op) -> Node | None:
    """What is taken the complement of: `A'`, `A^c`, `\\overline{A}`."""
    if node.name == "conj" or (node.name == "prime" and len(node.args) == 1 and node.tag in ("", "1")):
        return node.args[0]
    if node.name == "^" and isinstance(node.args[1], Sym) and node.args[1].name in _COMPLEMENTS:
        return node.args[0]
    return None


def _plain(node: Node, kind: str) -> Node | None:
    """The tree over `and`, `or`, `not` and letters; None if something else is in it."""
    if isinstance(node, Sym):
        if kind == "sets" and node.name.endswith("'"):
            return Op("not", (Sym(node.name[:-1]),))
        return node
    if node in (nodes.TRUE, nodes.FALSE):
        return node
    if kind == "sets" and node in (Op("set", ()), nodes.NO_SOLUTION):
        return nodes.FALSE
    if not isinstance(node, Op):
        return None
    inner = _complement(node) if kind == "sets" else None
    if inner is not None:
        found = _plain(inner, kind)
        return None if found is None else Op("not", (found,))
    if node.name not in (_LOGIC if kind == "logic" else _SETS):
        return None
    args = [_plain(arg, kind) for arg in node.args]
    if any(arg is None for arg in args):
        return None
    return Op(node.name, tuple(arg for arg in args if arg is not None))


def _holds(node: Node, truth: Mapping[str, bool]) -> bool:
    if isinstance(node, Sym):
        return truth[node.name]
    if not isinstance(node, Op):
        return node == nodes.TRUE
    found = [_holds(arg, truth) for arg in node.args]
    if node.name in ("and", "intersect"):
        return all(found)
    if node.name in ("or", "union"):
        return any(found)
    if node.name == "not":
        return not found[0]
    if node.name == "minus":
        return found[0] and not any(found[1:])
    if node.name == "iff":
        return found[0] == found[1]
    return not found[0] or found[1]
