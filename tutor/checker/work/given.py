"""Work on a value that a problem told in words asks for: its formula, letters and parts."""

from __future__ import annotations

from itertools import pairwise

from tutor.checker import nodes, numbers
from tutor.checker.equality import Outcome, equal
from tutor.checker.exact import number_or_none
from tutor.checker.matrices import resolved
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.values import Code, Method, Relation, Status, Verdict
from tutor.checker.work import causes, wording
from tutor.checker.work.asked import Asked
from tutor.checker.work.names import Names

NEAR = 0.002
"""Of the value: what 3.14 for pi makes of it is nearer."""
ROUNDED = 0.0003
"""What rounding on the way makes of it."""
RESULTS = frozenset(("y", "f", "A", "S", "I", "E", "T", "P", "Q", "L", "F", "V", "D", "x", "z", "W"))
"""Letters that name the whole rather than a part."""


class Given:
    """What is asked, if it is told in words, and how far the lines are right about it."""

    def __init__(self, asked: Asked | None, start: Node) -> None:
        self._asked = asked
        self._start = start
        self._mistaken = False
        """Whether a letter of the formula got another value."""
        self._sound = True
        """Whether the line before has the value asked for."""
        self._bare = False
        """Whether it is an expression by itself."""

    def preset(self, names: Names) -> None:
        """Name what the problem gives the letters of its formula, and those that stand for the value itself."""
        if self._asked is None:
            return
        for name, meaning in (*self._asked.meanings, *((n, self._start) for n in sorted(self._asked.labels))):
            names.give(name, meaning)

    @property
    def is_next(self) -> bool:
        """Whether the line before is an expression with the value asked for, so that this one is meant as its equal."""
        return self._sound and self._bare

    @property
    def results(self) -> frozenset[str]:
        """Letters that name the whole."""
        return self._asked.labels if self._asked is not None and self._asked.labels else RESULTS

    def noted(self, verdict: Verdict, tree: Node | None) -> None:
        """Take note of the verdict on a line."""
        self._sound = verdict.relation is Relation.EQUIVALENT
        self._bare = tree is not None and not nodes.is_statement(tree)

    def judge(self, tree: Node, names: Names) -> Verdict | None:
        """What a line says of a letter whose value the formula has: `a_12 = 3 + 11*4 = 47`; None for other lines."""
        if self._asked is None or not (isinstance(tree, Op) and tree.name in ("=", "chain")):
            return None
        head = tree.args[0]
        if not isinstance(head, Sym) or head.name not in dict(self._asked.meanings):
            return None
        sides = [resolved(names.put_in(side)) for side in tree.args]
        for left, right in pairwise(sides):
            outcome = equal(left, right)
            if outcome.witness is not None and all(map(names.knows, (left, right))):
                self._mistaken = True
                return broken(outcome, (left, right), 0)
            if not outcome.equal:
                return wording.open_()
        return wording.right(Relation.UNRELATED, Method.PROOF)

    def is_loose(self, label: Node | None, value: Node, *, continues: bool) -> bool:
        """A value that need not be meant as the one asked for, or that is near to it."""
        if self._asked is None:
            return False
        if self._mistaken or (label is None and not (self._sound and (continues or self._bare))):
            return True
        right, given = numbers.real_value(self._start), numbers.real_value(value)
        if right is None or given is None:
            return False
        try:
            near = NEAR if nodes.has(self._start, "pi") else ROUNDED
            return abs(float(right) - float(given)) <= abs(float(right)) * near
        except OverflowError:
            return False

    def measured(self, tree: Node) -> Node:
        """`|z| = 5` of a letter that names what an absolute value is taken of, and `A^-1 = ...` of a matrix that is
        inverted, as lines about the whole.
        """
        if not (isinstance(tree, Op) and tree.name in ("=", "chain")):
            return tree
        head = tree.args[0]
        if self._asked is not None and nodes.has(self._start, "matrix") and _is_inverse(head):
            return Op(tree.name, (Sym("Q"), *tree.args[1:]), tree.tag)
        if not nodes.has(self._start, "abs", "sqrt"):
            return tree
        if not (isinstance(head, Op) and head.name == "abs" and isinstance(head.args[0], Sym)):
            return tree
        known = head.args[0].name in nodes.variables(self._start)
        name = min(self.results) if self._asked is not None else "A"
        return tree if known else Op(tree.name, (Sym(name), *tree.args[1:]), tree.tag)


def _is_inverse(head: Node) -> bool:
    """`A^-1`."""
    if not (isinstance(head, Op) and head.name == "^" and isinstance(head.args[0], Sym)):
        return False
    value = number_or_none(head.args[1])
    return value is not None and value == -1


def broken(outcome: Outcome, sides: tuple[Node, ...], k: int) -> Verdict:
    """The link between the sides k and k + 1 does not hold."""
    closed = not nodes.variables(sides[k]) and not nodes.variables(sides[k + 1])
    code = (Code.RUN_ON if len(sides) > 2 else Code.ARITHMETIC) if closed else Code.NOT_EQUIVALENT
    if outcome.code is Code.DOMAIN:
        return wording.open_(Relation.CHANGES_DOMAIN, "", Code.DOMAIN)
    text = "" if code is Code.RUN_ON else causes.of_values(sides[k], sides[k + 1])
    return wording.said(Status.INVALID, code, Relation.CONTRADICTS, Method.WITNESS, outcome.witness, text)
