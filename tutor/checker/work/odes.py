"""Differential equations: each line of their solution put into the equation.

`y = A e^(3x)` is put in with its derivative; `ln|y| = 3x + C` and `dy/y = 3 dx` give a slope at every point, which has
to be the equation's; values of the constant have to fit the initial value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.checker import formula, nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import Outcome, equal
from tutor.checker.formula import NotAStatement
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Num, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import Code, Method, Relation, Status, Unreadable, Verdict, Witness
from tutor.checker.work import wording
from tutor.checker.work.entry import Entry
from tutor.checker.work.names import Names
from tutor.checker.work.sets import Scope, standing
from tutor.checker.work.solving import Solving
from tutor.checker.work.task import Goal, Task

NOT_A_SOLUTION = "Put into the differential equation, this does not make it true."
NOT_AT_START = "This does not have the value that is given at the start."
NOT_THE_SLOPE = "Differentiate both sides: the slope is not the one that the equation says."
_SOLVE = re.compile(
    r"(?i)\b(?:solve|differential equation|initial value|general solution|particular solution|i\.?v\.?p)\b"
)
_SLOPE = re.compile(r"y\s*['′]|d\s*y\s*/\s*d|\\frac\s*\{\s*d\s*y\s*\}|d\^?2\s*y")
_AT = re.compile(r"\by\s*\(\s*([-−]?[\w./π]+)\s*\)\s*=\s*([-−]?[\w./π]+)")
_WORDS = re.compile(r"^.*(?<![\\A-Za-z])[A-Za-z]{4,}\s+")
_FOR_SLOPE = re.compile(r"(?i)\bfor \$?(?:d\s*y\s*/\s*d|y\s*['′]|\\frac\s*\{\s*d\s*y)")
_ROOTS = frozenset(("r", "m", "k", "s", "lambda"))
MAX_WRONG = 4


@dataclass(frozen=True, slots=True)
class Ode:
    """A differential equation for y."""

    equation: Op
    letter: str
    order: int
    starts: tuple[tuple[Node, Node], ...]
    """Places and the values there."""

    @property
    def slope(self) -> Node | None:
        """y' by x and y; None for equations of a higher order, or where y' is not alone."""
        slope = Sym("y'")
        if self.order != 1:
            return None
        for side, other in (self.equation.args, self.equation.args[::-1]):
            if side == slope and "y'" not in nodes.variables(other):
                return other
        difference = nodes.sub(*self.equation.args)
        constant = nodes.substitute(difference, {"y'": nodes.ZERO})
        factor = nodes.sub(nodes.substitute(difference, {"y'": nodes.ONE}), constant)
        linear = equal(nodes.add(nodes.mul(factor, slope), constant), difference).equal
        return nodes.div(nodes.neg(constant), factor) if linear else None


def asked_for(problem: str, style: Style) -> Ode | None:
    """The equation that a problem asks to solve; None if it is no differential equation for y."""
    if not _SOLVE.search(problem) or not _SLOPE.search(problem) or _FOR_SLOPE.search(problem):
        return None
    starts: list[tuple[Node, Node]] = []
    for found in _AT.finditer(problem):
        values = [_read(text, style) for text in found.groups()]
        if values[0] is not None and values[1] is not None:
            starts.append((values[0], values[1]))
    rest = re.sub(r"\$+|\\\(|\\\)|\\\[|\\\]", " ", _AT.sub(" ", problem))
    letter = "t" if re.search(r"d\s*y\s*/\s*d\s*t\b|\\frac\s*\{\s*d\s*y\s*\}\s*\{\s*d\s*t\s*\}", rest) else "x"
    for piece in re.split(r"[,;:]|\b(?:with|given|where|if|and|the|equation|solve|Solve|of|for)\b|\.\s|\.$", rest):
        tree = _read(_WORDS.sub("", piece.strip()), style) if "=" in piece else None
        names = set(nodes.variables(tree)) if tree is not None else set()
        if isinstance(tree, Op) and tree.name == "=" and names & {"y'", "y''"} and names <= {letter, "y", "y'", "y''"}:
            return Ode(tree, letter, 2 if "y''" in names else 1, tuple(starts))
    return None


def _read(text: str, style: Style) -> Node | None:
    try:
        return prepare(read(text, style).node)
    except Unreadable:
        return None


class OdeWork:
    """The state of the work; `judge` is called for each line in order."""

    def __init__(self, ode: Ode, entries: tuple[Entry, ...]) -> None:
        self._ode = ode
        self._entries = entries
        self._slope = ode.slope
        self._wrong: list[Node] = []
        """Slopes that wrong lines have."""
        self._general: Op | None = None
        """The last right line with a constant."""
        self._roots: Solving | None = None
        self.answered = False

    def judge(self, index: int, entry: Entry) -> Verdict:
        """The verdict on one line, under its most favourable reading."""
        first: tuple[Verdict, list[Node]] | None = None
        wrong = list(self._wrong)
        raw = self._total(entry.raw) if entry.raw is not None else None
        for read_as in (entry.node if raw is None else raw, *entry.others):
            self._wrong = list(wrong)
            steps = isinstance(read_as, Op) and read_as.name == "steps"
            tree = read_as.args[-1] if steps and isinstance(read_as, Op) else read_as
            verdict = self._line(tree, index, entry) if isinstance(tree, Op) else wording.open_()
            if verdict.status is Status.VALID:
                return verdict
            first = first or (verdict, self._wrong)
        assert first is not None
        self._wrong = first[1]
        return first[0]

    def _total(self, raw: Node) -> Node | None:
        """The line with derivatives of products of x and y, `d/dx(e^x y)`, worked out; None if it has none."""
        found = False

        def change(item: Node) -> Node:
            nonlocal found
            if not (isinstance(item, Op) and item.name in ("deriv", "prime") and isinstance(item.args[0], Op)):
                return item
            inner = prepare(item.args[0])
            if "y" not in nodes.variables(inner) or "y'" in nodes.variables(inner) or (item.tag or "1") != "1":
                return item
            if item.name == "deriv" and item.args[1:] != (Sym(self._ode.letter), nodes.ONE):
                return item
            try:
                slopes = derivative(inner, self._ode.letter), derivative(inner, "y")
            except Underivable:
                return item
            found = True
            return nodes.add(slopes[0], nodes.mul(slopes[1], Sym("y'")))

        changed = nodes.rebuild(raw, change)
        return prepare(changed) if found else None

    def _line(self, tree: Op, index: int, entry: Entry) -> Verdict:
        names = set(nodes.variables(tree))
        if names & {"y'", "y''"}:
            return self._restated(tree)
        explicit = tree.name == "=" and tree.args[0] == Sym("y") and "y" not in nodes.variables(tree.args[1])
        if explicit and "d" not in names:
            return self._explicit(tree)
        if tree.name == "=" and (slope := self._separated(tree)) is not None:
            return self._sloped(slope, tree)
        if tree.name == "=" and "y" in names:
            return self._implicit(tree)
        if len(names) == 1 and names <= _ROOTS and self._ode.order == 2:
            return self._characteristic(tree, min(names), index, entry)
        return self._constant(tree, names)

    def _restated(self, tree: Op) -> Verdict:
        """A line with y' in it: the equation changed."""
        if tree.name != "=" or self._slope is None or "y''" in nodes.variables(tree):
            return wording.open_()
        outcome = equal(*(nodes.substitute(side, {"y'": self._slope}) for side in tree.args))
        if outcome.equal:
            return wording.right(Relation.EQUIVALENT, outcome.method)
        return self._refuted(outcome, NOT_THE_SLOPE)

    def _explicit(self, tree: Op) -> Verdict:
        body, letter = tree.args[1], self._ode.letter
        try:
            slope = derivative(body, letter)
            second = derivative(slope, letter)
        except Underivable:
            return wording.open_()
        values = {"y": body, "y'": slope, "y''": second}
        outcome = equal(*(nodes.substitute(side, values) for side in self._ode.equation.args))
        constants = set(nodes.variables(body)) - {letter}
        if not outcome.equal:
            if any(equal(nodes.substitute(wrong, {"y": body}), slope).equal for wrong in self._wrong[-MAX_WRONG:]):
                return wording.follows_error(Method.PROOF)
            if outcome.witness is not None and outcome.code is not Code.DOMAIN and self._ode.order == 1:
                self._wrong.append(slope)
            return self._refuted(outcome, NOT_A_SOLUTION)
        if constants:
            self._general = tree
            self.answered = not self._ode.starts and len(constants) == self._ode.order
            return wording.right(Relation.EQUIVALENT, outcome.method)
        return self._at_start(body, outcome)

    def _at_start(self, body: Node, outcome: Outcome) -> Verdict:
        """A solution without constants has to have the values that are given."""
        for place, value in self._ode.starts:
            there = equal(value, nodes.substitute(body, {self._ode.letter: place}))
            if not there.equal:
                return self._refuted(there, NOT_AT_START)
        if not self._ode.starts:
            return wording.right(Relation.LOSES_SOLUTIONS, outcome.method, Code.FOLLOWS)
        self.answered = len(self._ode.starts) == self._ode.order
        return wording.right(Relation.EQUIVALENT, outcome.method)

    def _separated(self, tree: Op) -> Node | None:
        """The slope of `f(y) dy = g(x) dx`, also with integral signs."""
        sides: list[tuple[str, Node]] = []
        for side in tree.args:
            if isinstance(side, Op) and side.name == "int" and len(side.args) == 2 and isinstance(side.args[1], Sym):
                sides.append((side.args[1].name, side.args[0]))
            elif (step := Names(("y", self._ode.letter), self._ode.letter).per_step(side)) is not None:
                sides.append(step)
        if {name for name, _ in sides} != {"y", self._ode.letter}:
            return None
        by = dict(sides)
        return nodes.div(by[self._ode.letter], by["y"])

    def _implicit(self, tree: Op) -> Verdict:
        """`ln|y| = 3x + C`: what its slope is."""
        letter = self._ode.letter
        difference = nodes.sub(*tree.args)
        try:
            along, across = derivative(difference, letter), derivative(difference, "y")
        except Underivable:
            return wording.open_()
        if not set(nodes.variables(along)) | set(nodes.variables(across)) <= {letter, "y"}:
            return wording.open_()
        return self._sloped(nodes.div(nodes.neg(along), across), tree)

    def _sloped(self, slope: Node, tree: Op) -> Verdict:
        if self._slope is None or not set(nodes.variables(slope)) <= {self._ode.letter, "y"}:
            return wording.open_()
        outcome = equal(self._slope, slope)
        if outcome.equal or outcome.code is Code.DOMAIN:
            if set(nodes.variables(tree)) - {self._ode.letter, "y", "d"}:
                self._general = tree
            return wording.right(Relation.EQUIVALENT, outcome.method if outcome.equal else Method.RULE)
        if any(equal(wrong, slope).equal for wrong in self._wrong[-MAX_WRONG:]):
            return wording.follows_error(Method.PROOF)
        if outcome.witness is not None:
            self._wrong.append(slope)
        return self._refuted(outcome, NOT_THE_SLOPE)

    def _characteristic(self, tree: Op, letter: str, index: int, entry: Entry) -> Verdict:
        """Lines on the equation for the exponents, `r^2 - 5r + 6 = 0`."""
        if self._roots is None:
            values: dict[str, Node] = {"y": nodes.ONE, "y'": Sym(letter), "y''": nodes.power(Sym(letter), nodes.TWO)}
            sides = [nodes.substitute(side, values) for side in self._ode.equation.args]
            if any(self._ode.letter in nodes.variables(side) for side in sides):
                return wording.open_()
            start = Op("=", (sides[0], sides[1]))
            try:
                self._roots = Solving(Task(Goal.SOLVE, start, letter), "complex", self._entries)
            except NotAStatement:
                return wording.open_()
        verdict = self._roots.judge(index, entry)
        if verdict.status is Status.VALID:
            return wording.right(Relation.UNRELATED, verdict.method, verdict.code)
        return verdict

    def _constant(self, tree: Op, names: set[str]) -> Verdict:
        """`C = 4`, `2 = 0 + C`, after the initial value is put in."""
        if self._general is None or len(self._ode.starts) != 1 or len(names) != 1:
            return wording.open_()
        (place, value), name = self._ode.starts[0], min(names)
        fixed = nodes.substitute(self._general, {self._ode.letter: place, "y": value})
        if nodes.variables(fixed) != (name,) or not isinstance(place, Num):
            return wording.open_()
        try:
            first, line = formula.formula(fixed, name), formula.formula(tree, name)
        except NotAStatement:
            return wording.open_()
        stands = standing(first, line, Scope("real", name, frozenset((name,))))
        if stands.holds:
            return wording.right(Relation.UNRELATED, stands.method)
        if not stands.fails:
            return wording.open_()
        return self._said(stands.witness, NOT_AT_START)

    def _refuted(self, outcome: Outcome, text: str) -> Verdict:
        if outcome.status is not Status.INVALID or outcome.witness is None or outcome.code is Code.DOMAIN:
            return wording.open_()
        return self._said(outcome.witness, text)

    def _said(self, witness: Witness | None, text: str) -> Verdict:
        self.answered = False
        return wording.said(Status.INVALID, Code.NOT_EQUIVALENT, Relation.CONTRADICTS, Method.WITNESS, witness, text)
