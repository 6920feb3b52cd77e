"""Lines of formulas and numbers for a problem told in words: `v = u + at`, `v = 4 + 2*3`, `v = 10 m/s`.

Which quantity a line should hold is not known, so a line is right only if it follows from lines before it; what can be
refuted is: arithmetic, units that do not fit, a value that differs from the one just found, values put into a formula
wrongly, and steps of algebra.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import pairwise

from tutor.checker import formula, line, nodes, numbers, statements, units
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.formula import NotAStatement
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op, Sym, Unit
from tutor.checker.parser import parse
from tutor.checker.prepare import prepare
from tutor.checker.roots import as_tree
from tutor.checker.units import Mismatch
from tutor.checker.values import Code, Method, Relation, Status, Unreadable, Verdict
from tutor.checker.work import curves, functions, rates, wording
from tutor.checker.work.conversions import Conversion
from tutor.checker.work.entry import Entry
from tutor.checker.work.inverses import Inverse
from tutor.checker.work.measured import Value, is_factor, is_unit, linked_wrongly, rounds
from tutor.checker.work.sets import Scope, standing
from tutor.checker.work.solving import Solving
from tutor.checker.work.task import Goal, Task

RIGHT_SUM = "The arithmetic is right; whether it is the right quantity can't be told from the line alone."
NEW_EQUATION = "This equation is set up from the words of the problem, which could not be checked."
PUT_IN = "With the values given above the formula does not give this."
NO_INVERSE = "Put into the function, this does not give the variable back."
_REAL = Scope("real")
NOT_A_SOLUTION = "This does not solve the equation on the line before."
ONE_OF_THEM = "The line before has another solution too; whether it counts here, the words of the problem say."
BEFORE = "This is not the value found on the line before."
MAX_EQUATIONS = 6
_HUNDRED = re.compile(r"(?:[*·×(]|\\cdot|\\times)\s*100\b|\b100\s*(?:[*·×]|\\cdot|\\times)")
"""`42/29 * 100 = 144.8%`, as it is taught."""
_PER = re.compile(r"(?<=[A-Za-z²³])\s*/\s*(\d+(?:\.\d+)?\s*[A-Za-z]{1,4})(?![\w^(²³])")
"""`115 km / 5 h`: a number with its unit below the line."""
_LABEL = re.compile(r"^\s*([A-Za-z](?:_\{?\w+\}?|[A-Za-z0-9_]{0,3})?|\\?[A-Za-z]{2,8})\s*$")
_BY_TIME = re.compile(r"/\s*d\s*t\b|\{\s*d\s*t\s*\}")
_EQUALS = re.compile(r"(?<![<>!])=(?!=)|≈|\\approx")


class Told:
    """The state of the work; `judge` is called for each line in order."""

    def __init__(
        self,
        over: str,
        entries: tuple[Entry, ...],
        style: Style,
        known: tuple[functions.Function, ...] = (),
        asked: curves.Line | None = None,
        stationary: Node | None = None,
        conversion: Conversion | None = None,
        *,
        inverse: bool = False,
    ) -> None:
        self._conversion = conversion
        self._inverted = Inverse(known[0]) if inverse and len(known) == 1 else None
        self._stationary = stationary
        self._asked = asked
        self._wrong = False
        """Whether some line was refuted."""
        self._functions = known
        self._over = over
        self._entries = entries
        self._style = style
        self._values: dict[str, Value] = {}
        self._formulas: dict[str, Node] = {}
        self._last: tuple[str, Value, bool] | None = None
        """Label, value and wrongness of the line before."""
        self._equation: Solving | None = None
        self._equations: list[Node] = []
        self._letters: tuple[str, ...] = ()
        self._related: dict[str, Node] = {}
        """What equations set up from the words say of a letter."""
        self._single: dict[str, Node] = {}
        """Letters with an equation that has no other letter."""
        self.answered = False

    def judge(self, index: int, entry: Entry) -> Verdict:
        """The verdict on one line."""
        verdict = self._said(index, entry)
        self._wrong = self._wrong or verdict.status is Status.INVALID
        return verdict

    def _said(self, index: int, entry: Entry) -> Verdict:
        if self._asked is not None and entry.node is not None:
            verdict = curves.judge(self._asked, entry.node, sure=not self._wrong)
            if verdict is not None:
                self.answered = verdict.status is Status.VALID and verdict.relation is Relation.EQUIVALENT
                return verdict
        flat = self._flat(entry)
        if self._inverted is not None and entry.node is not None:
            graph = self._inverted.judge(entry.node)
            if graph is not None:
                return graph
        verdict = self._fact(entry) or self._judged(index, entry)  # which also takes the equation for later lines
        if self._conversion is not None and verdict.status is Status.UNKNOWN and self._last is not None:
            name, value, _ = self._last
            converted = self._conversion.judge(value.quantity, value.bare, name=name)
            if converted is not None:
                self.answered = converted.status is Status.VALID
                return converted
        if flat is not None and verdict.status is not Status.INVALID:
            return flat
        equation = isinstance(entry.node, Op) and entry.node.name == "="
        if (
            equation and verdict.code is Code.LOSES_SOLUTIONS
        ):  # a length, a quadrant: which solutions count is said in words
            return wording.open_(Relation.LOSES_SOLUTIONS, ONE_OF_THEM)
        if verdict.relation is Relation.UNRELATED and verdict.method is Method.PROOF:
            return verdict
        if verdict.status is Status.VALID and verdict.code is not Code.FOLLOWS_ERROR:
            return wording.open_(verdict.relation, wording.FOLLOWS_OPEN)
        return verdict

    def _flat(self, entry: Entry) -> Verdict | None:
        """A line that says, with other words or values, that the slope is zero; None for anything else."""
        if self._stationary is None or entry.node is None or not nodes.is_statement(entry.node):
            return None
        if nodes.variables(entry.node) != nodes.variables(self._stationary):
            return None
        try:
            outcome = statements.compare(formula.formula(self._stationary), formula.formula(entry.node))
        except NotAStatement:
            return None
        if outcome.status is not Status.VALID or self._wrong:
            return None
        return wording.right(Relation.UNRELATED, Method.PROOF)

    def _fact(self, entry: Entry) -> Verdict | None:
        """What a line says of the problem's functions: `f'(x) = 2x - 4`, `f(2) = -3`; None if it says nothing."""
        for raw in (entry.raw, *entry.others):
            if self._functions and isinstance(raw, Op) and raw.name in ("=", "chain"):
                verdict = self._inverse(raw) or self._fact_of(raw)
                if verdict is not None:
                    return verdict
        return None

    def _inverse(self, raw: Op) -> Verdict | None:
        """`f^{-1}(x) = ...`: put into f it has to give x back."""
        head, body = raw.args[0], raw.args[-1]
        for function in self._functions:
            if head != Op("apply", (Sym(function.name + "^-1"), Sym(function.letter))):
                continue
            outcome = equal(Sym(function.letter), nodes.substitute(function.body, {function.letter: prepare(body)}))
            if outcome.equal:
                self.answered = True
                return wording.right(Relation.UNRELATED, outcome.method)
            if self._inverted is not None and self._inverted.follows(prepare(body)):
                return wording.follows_error(Method.PROOF)
            if outcome.witness is not None and outcome.code is not Code.DOMAIN:
                kind = (Status.INVALID, Code.NOT_EQUIVALENT, Relation.CONTRADICTS, Method.WITNESS)
                return wording.said(*kind, outcome.witness, NO_INVERSE)
        return None

    def _fact_of(self, raw: Op) -> Verdict | None:
        whole = functions.put_in(prepare(raw), self._functions, labels=True)
        whole = nodes.substitute(whole, self._slopes())
        assert isinstance(whole, Op)
        if whole == prepare(raw):
            return None
        letter = self._functions[0].letter
        closed = not nodes.variables(whole.args[-1])
        if closed and nodes.variables(whole):
            return None
        if not set(nodes.variables(whole)) <= {letter}:
            return None
        for name, left, right in nodes.links(whole):
            outcome = equal(left, right)
            if outcome.equal or (name == "~" and rounds(left, right)):
                continue
            if outcome.witness is None or outcome.code is Code.DOMAIN:
                return wording.open_()
            code = Code.ARITHMETIC if closed else Code.NOT_EQUIVALENT
            return wording.said(Status.INVALID, code, Relation.CONTRADICTS, Method.WITNESS, outcome.witness)
        return wording.right(Relation.UNRELATED, Method.PROOF)

    def _slopes(self) -> dict[str, Node]:
        """y' of a function written as `y = ...`."""
        values: dict[str, Node] = {}
        for function in self._functions:
            if function.name == "y":
                with suppress(Underivable):
                    values["y'"] = derivative(function.body, function.letter)
                    values["y''"] = derivative(values["y'"], function.letter)
        return values

    def _judged(self, index: int, entry: Entry) -> Verdict:
        parts = re.split(r"[;,]\s*(?=[A-Za-z]\w*\s*=)", entry.maths)
        heads = [part.partition("=")[0].strip() for part in parts]
        if 1 < len(parts) <= 8 and len(set(heads)) == len(heads):  # `x = 5, x = 4` are two values of one letter
            found = [self._line(part, entry, index) for part in parts]
            order = (Status.INVALID, Status.UNKNOWN, Status.VALID)
            return min(found, key=lambda verdict: order.index(verdict.status))
        return self._line(entry.maths, entry, index)

    def _line(self, text: str, entry: Entry, index: int) -> Verdict:
        if self._equation is not None and entry.node is not None and self._solves(entry.node):
            return self._algebra(entry.node, entry, index)
        pieces = [p for p in _EQUALS.split(text) if p.strip()]
        if len(pieces) > 1 and pieces[-1].rstrip(" $").endswith("%") and _HUNDRED.search(pieces[-2]):
            pieces[-1] = pieces[-1].rstrip(" $\\%")
        label = _LABEL.match(pieces[0]) if len(pieces) > 1 else None
        name = label[1] if label else self._last[0] if entry.continues and self._last else entry.named
        sides = [self._value(p) for p in (pieces[1:] if label else pieces)]
        if all(side is not None for side in sides) and sides:
            return self._arithmetic(name, [s for s in sides if s is not None], entry.continues)
        if label and len(pieces) == 2 and sides[0] is None and self._formula(label[1], entry.node):
            return wording.open_(text=NEW_EQUATION)
        if label and sides[-1] is not None and self._formula(label[1], _first_link(entry.node)):
            return self._arithmetic(name, [s for s in sides if s is not None], entry.continues)
        return wording.open_(text=entry.complaint) if entry.node is None else self._algebra(entry.node, entry, index)

    def _value(self, text: str) -> Value | None:
        """A piece of a line as a quantity; None if a letter in it is not a unit."""
        try:
            node = prepare(
                parse(_PER.sub(r"/(\1)", text), Style(units=True, decimal_comma=self._style.decimal_comma))[0]
            )
            quantity = units.quantity(node)
        except (Unreadable, Mismatch, ZeroDivisionError, OverflowError):
            return None
        names = [n.name for n in nodes.walk(node) if isinstance(n, Unit)]
        letters = {n for tree in self._formulas.values() for n in nodes.variables(tree)} | set(self._letters)
        if nodes.is_statement(node) or any(not units.known(n) and len(n) < 3 for n in names):
            return None
        if any((n in letters and not is_unit(n, text)) or is_factor(n, text) for n in names):
            return None
        if not re.search(r"(?<![\^_\d])\d", text):
            return None
        bare = nodes.rebuild(node, lambda n: nodes.ONE if isinstance(n, Unit) else n)
        return Value(quantity, bare, node)

    def _arithmetic(self, name: str, sides: list[Value], continues: bool) -> Verdict:
        linked = sides
        if continues and self._last is not None:
            linked = [self._last[1], *sides]
        for k, (left, right) in enumerate(pairwise(linked)):
            verdict = linked_wrongly(left, right, run_on=len(linked) > 2 and k + 2 < len(linked) + 1)
            if verdict is not None:
                self._hold(name, sides[-1], True)
                return verdict
        return self._quantity(name, sides, len(linked) > 1)

    def _quantity(self, name: str, sides: list[Value], linked: bool) -> Verdict:
        before, last = self._last, sides[-1]
        solved = self._solved(name, last)
        if solved is not None:
            self._hold(name, last, True)
            return solved
        expected = self._expected(name)
        if expected is not None:
            outcome = equal(expected, sides[0].bare)
            if outcome.equal or rounds(expected, sides[0].node):
                self._hold(name, last, False)
                return wording.right(Relation.EQUIVALENT, outcome.method if outcome.equal else Method.RULE)
            if outcome.witness is not None:
                self._hold(name, last, True)
                return wording.said(
                    Status.INVALID, Code.NOT_EQUIVALENT, Relation.CONTRADICTS, Method.WITNESS, outcome.witness, PUT_IN
                )
        if before is not None and name and before[0] == name and not linked:
            verdict = linked_wrongly(before[1], last, run_on=False)
            self._hold(name, last, before[2] or verdict is not None)
            if verdict is not None:
                return wording.said(
                    Status.INVALID, Code.CONTRADICTS, Relation.CONTRADICTS, Method.WITNESS, verdict.witness, BEFORE
                )
            return (
                wording.follows_error(Method.PROOF) if before[2] else wording.right(Relation.EQUIVALENT, Method.PROOF)
            )
        wrong = bool(before and before[2] and linked and before[0] == name)
        self._hold(name, last, wrong)
        if wrong:
            return wording.follows_error(Method.PROOF)
        return wording.open_(Relation.UNRELATED, RIGHT_SUM) if linked else wording.open_(Relation.UNRELATED)

    def _from_known(self, node: Node, names: tuple[str, ...], *, by_time: bool) -> Verdict | None:
        """What a formula says that is differentiated by the time; formulas are kept for that."""
        if isinstance(node, Op) and node.name == "=" and isinstance(node.args[0], Sym):
            name = node.args[0].name
            formula_of = self._formulas.get(name.removesuffix("'")) or self._related.get(name.removesuffix("'"))
            if name.endswith("'") and formula_of is not None:
                return rates.judged(formula_of, node.args[1], by_time=by_time)
            if nodes.variables(node.args[1]) and not any("'" in n for n in names):
                self._related.setdefault(name, node.args[1])
        return None

    def _from_single(self, node: Node, names: tuple[str, ...]) -> Verdict | None:
        """What can be said against `1/R = 1/15` after `1/R = 1/6 + 1/9`."""
        if len(names) != 1 or names[0] not in self._single:
            return None
        try:
            place = standing(self._single[names[0]], formula.formula(node, names[0]), _REAL)
        except NotAStatement:
            return None
        if not place.fails or place.witness is None:
            return None
        kind = (Status.INVALID, Code.CONTRADICTS, Relation.CONTRADICTS, Method.WITNESS)
        return wording.said(*kind, place.witness, NOT_A_SOLUTION)

    def _solved(self, name: str, value: Value) -> Verdict | None:
        """What is wrong with a value of a letter for which a line before it, such as `100 = 20a`, has another one."""
        if name not in self._single:
            return None
        places = line.solutions(self._single[name], name)
        given = numbers.real_value(value.bare)
        if not places or given is None:
            return None
        exact = [tree for place in places if (tree := as_tree(place)) is not None]
        if len(exact) != len(places) or any(equal(t, value.bare).equal or rounds(t, value.node) for t in exact):
            return None
        outcomes = [equal(tree, value.bare) for tree in exact]
        witness = next((o.witness for o in outcomes if o.witness is not None), None)
        if witness is None or not all(o.status is Status.INVALID for o in outcomes):
            return None
        return wording.said(
            Status.INVALID, Code.CONTRADICTS, Relation.CONTRADICTS, Method.WITNESS, witness, NOT_A_SOLUTION
        )

    def _hold(self, name: str, value: Value, wrong: bool) -> None:
        self._last = (name, value, wrong)
        if name and not wrong:
            self._values[name] = value

    def _expected(self, name: str) -> Node | None:
        """The formula for a letter with the values of its letters put in; None if one is missing."""
        tree = self._formulas.get(name)
        if tree is None:
            return None
        letters = nodes.variables(tree)
        if not letters or not set(letters) <= set(self._values):
            return None
        return nodes.substitute(tree, {n: self._values[n].bare for n in letters})

    def _formula(self, name: str, node: Node | None) -> bool:
        """Keep `v = u + at`."""
        if not (isinstance(node, Op) and node.name == "=" and node.args[0] == Sym(name)):
            return False
        if name in nodes.variables(node.args[1]) or len(nodes.variables(node.args[1])) < 2:
            return False
        self._formulas[name] = node.args[1]
        return True

    def _solves(self, node: Node) -> bool:
        """A statement about the unknowns of the equations set up so far."""
        names = nodes.variables(node)
        return nodes.is_statement(node) and bool(names) and set(names) <= set(self._letters)

    def _algebra(self, node: Node, entry: Entry, index: int) -> Verdict:
        """Equations set up from the words are taken; what is about their letters alone is judged by them."""
        names = nodes.variables(node)
        if not nodes.is_statement(node) or not names:
            return wording.open_()
        if (known := self._from_known(node, names, by_time=bool(_BY_TIME.search(entry.text)))) is not None:
            return known
        if self._equation is not None and self._solves(node):
            verdict = self._equation.judge(index, entry)
            if verdict.status is Status.VALID or len(self._equations) >= len(self._letters):
                return verdict
        if (single := self._from_single(node, names)) is not None:
            return single
        if len(self._equations) >= MAX_EQUATIONS:
            return wording.open_()
        if len(names) == 1 and names[0] not in self._single:
            with suppress(NotAStatement):
                self._single[names[0]] = formula.formula(node, names[0])
        self._equations.append(node)
        self._letters = tuple(dict.fromkeys((*self._letters, *names)))
        start = node if len(self._equations) == 1 else Op("system", tuple(self._equations))
        try:
            unknown = names[0] if len(self._letters) == 1 else None
            self._equation = Solving(Task(Goal.SOLVE, start, unknown), self._over, self._entries)
        except NotAStatement:
            self._equation = None
        return wording.open_(text=NEW_EQUATION)


def _first_link(node: Node | None) -> Node | None:
    if isinstance(node, Op) and node.name == "chain":
        return Op("=", node.args[:2])
    return None
