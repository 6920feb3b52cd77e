"""Undetermined coefficients: `(5x-1)/(x^2-1) = A/(x-1) + B/(x+1)` for all x fixes A and B; and what lines say."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_mat

from tutor.checker import nodes
from tutor.checker.equality import equal
from tutor.checker.exact import Inexact, TooBig, Undefined, fraction_of, number
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.values import Code, Method, Relation, Status, Verdict
from tutor.checker.work import wording

NOT_ITS_VALUE = "With this value the two sides are not the same for all values of the variable."
MAX_UNKNOWNS = 6
_SPARE = 3
"""Equations more than unknowns, so that a form which can't fit is seen."""


class Unknowns:
    """The letters of one such equation: their values, and those that the lines give them."""

    def __init__(self) -> None:
        self._values: dict[str, Node] = {}
        self._claimed: dict[str, Node] = {}
        self._form: Node | None = None
        self.wrong = False
        """Whether some line gave a letter another value."""

    def take(self, tree: Node, target: Node, variable: str, known: frozenset[str]) -> bool:
        """Whether the line sets up the equation, and it has one solution for all values of the variable."""
        if self._values or not (isinstance(tree, Op) and tree.name == "=" and len(tree.args) == 2):
            return False
        letters = [n for n in nodes.variables(tree.args[1]) if n not in known]
        if not 0 < len(letters) <= MAX_UNKNOWNS or not all(len(n) == 1 and n.isupper() for n in letters):
            return False
        if not equal(tree.args[0], target).equal:
            return False
        found = _solved(nodes.sub(tree.args[1], tree.args[0]), letters, variable)
        if found is None:
            return False
        self._values, self._form = found, tree.args[1]
        return True

    def judge(self, tree: Node, known: frozenset[str]) -> Verdict | None:
        """What an equation says of the letters; None if it is about something else."""
        letters = set(nodes.variables(tree))
        if not isinstance(tree, Op) or tree.name != "=" or not letters & set(self._values):
            return None
        if not letters <= known | set(self._values):
            return None
        left, right = tree.args
        outcome = equal(*(nodes.substitute(side, self._values) for side in tree.args))
        claims = isinstance(left, Sym) and left.name in self._values and not nodes.variables(right)
        if claims and isinstance(left, Sym):
            self._claimed[left.name] = right
        if outcome.equal:
            return wording.right(Relation.UNRELATED, outcome.method)
        believed = {**self._values, **self._claimed}
        if self.wrong and not claims and equal(*(nodes.substitute(side, believed) for side in tree.args)).equal:
            return wording.follows_error(Method.PROOF)
        if outcome.status is not Status.INVALID or outcome.code is Code.DOMAIN or self.wrong:
            return wording.open_()
        self.wrong = True
        return wording.said(
            Status.INVALID, Code.CONTRADICTS, Relation.CONTRADICTS, Method.WITNESS, outcome.witness, NOT_ITS_VALUE
        )

    def believed(self) -> Node | None:
        """The right side with the values that the lines gave, where one of them is wrong."""
        if not self.wrong or self._form is None:
            return None
        return nodes.substitute(self._form, {**self._values, **self._claimed})


def _solved(difference: Node, letters: list[str], variable: str) -> dict[str, Node] | None:
    """The values of the letters that make a difference zero for all values of the variable; None if not just one."""
    rows: list[list[Fraction]] = []
    at = 0
    while len(rows) < len(letters) + _SPARE and at < 40:
        at += 1
        row = _row(nodes.substitute(difference, {variable: nodes.num(Fraction(2 * at + 5, 3))}), letters)
        if row is not None:
            rows.append(row)
    count = len(letters)
    if len(rows) < count + _SPARE:
        return None
    table = fmpq_mat(len(rows), count + 1, [fmpq(e.numerator, e.denominator) for row in rows for e in row])
    reduced, rank = table.rref()
    if rank != count or any(reduced[k, k] != 1 for k in range(count)):
        return None
    return {name: nodes.num(fraction_of(reduced[k, count])) for k, name in enumerate(letters)}


def _row(difference: Node, letters: list[str]) -> list[Fraction] | None:
    """The coefficients of the letters and the constant on the other side; None if not linear in exact numbers."""
    zeros: dict[str, Node] = dict.fromkeys(letters, nodes.ZERO)
    try:
        constant = _number(difference, zeros)
        slopes = [_number(difference, {**zeros, name: nodes.ONE}) - constant for name in letters]
        twice = [_number(difference, {**zeros, name: nodes.TWO}) - constant for name in letters]
        together = _number(difference, dict.fromkeys(letters, nodes.ONE)) - constant
    except (Inexact, TooBig, Undefined):
        return None
    if twice != [2 * s for s in slopes] or together != sum(slopes):
        return None
    return [*slopes, -constant]


def _number(tree: Node, values: dict[str, Node]) -> Fraction:
    return fraction_of(number(nodes.substitute(tree, values)))
