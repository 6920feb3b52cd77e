"""Work on an expression: each line has the value of the problem, or its derivative, or its antiderivative."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import Outcome, equal
from tutor.checker.formula import NotAStatement
from tutor.checker.matrices import resolved
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.values import Code, Method, Relation, Status, Verdict
from tutor.checker.work import causes, endings, functions, rounding, wording
from tutor.checker.work.entry import Entry, is_slope, result, sides_of
from tutor.checker.work.given import Given, broken
from tutor.checker.work.names import Names
from tutor.checker.work.solving import Solving
from tutor.checker.work.task import Goal, Task
from tutor.checker.work.unknowns import Unknowns

MAX_BACK = 8
MAX_PARTS = 40
MAX_LATER = 12


class Valuing:
    """The state of the work; `judge` is called for each line in order."""

    def __init__(self, task: Task, entries: tuple[Entry, ...] = ()) -> None:
        assert task.start is not None
        self._goal = task.goal
        self._functions = task.functions if task.goal is Goal.VALUE else ()
        self._letter = task.unknown or "x"
        self._start = resolved(prepare(task.start))
        self._entries = entries
        self._in_parts = task.raw is not None and not nodes.has(task.raw, "lim", "int", "deriv")
        self._stages = self._derived(task.order) if self._goal is Goal.DERIVATIVE else []
        self._target = self._aim()
        slope = self._target if self._goal is Goal.DERIVATIVE else None
        self._names = Names(tuple(dict.fromkeys((*nodes.variables(self._start), self._letter))), self._letter, slope)
        self._given = Given(task.asked, self._start)
        self._given.preset(self._names)
        self._wrong: list[Node] = []
        self._unknowns = Unknowns()
        self._equation: Solving | None = None
        """Of what was found, set to zero."""
        raw = task.raw
        self._definite = raw if isinstance(raw, Op) and raw.name == "int" and len(raw.args) == 4 else None
        self._limit = raw if isinstance(raw, Op) and raw.name == "lim" and self._goal is Goal.VALUE else None
        self.answered = False

    def _aim(self) -> Node | None:
        """What a line is compared with: a value, or for antiderivatives their common slope."""
        if self._goal is Goal.VALUE:
            return self._start
        if self._goal is Goal.ANTIDERIVATIVE and not nodes.has(self._start, "int"):
            return self._start
        if self._goal is Goal.DERIVATIVE:
            return self._stages.pop() if self._stages else None
        return self._slope(self._start)

    def _derived(self, order: int) -> list[Node]:
        """The function's derivatives up to the one asked for; empty if there is none by rules."""
        stages: list[Node] = []
        for _ in range(order):
            slope = self._slope(stages[-1] if stages else self._start)
            if slope is None:
                return []
            stages.append(slope)
        return stages

    def judge(self, index: int, entry: Entry) -> Verdict:
        """The verdict on one line, under its most favourable reading."""
        assert entry.node is not None
        first: tuple[Verdict, Node | None, Names] | None = None
        names = self._names
        for k, tree in enumerate((entry.node, *entry.others)):
            self._names = names.copy()
            raw = self._names.leibniz(entry.raw) if k == 0 and entry.raw is not None else None
            verdict, value = self._under(prepare(raw) if raw is not None else tree, entry, index)
            if verdict.status is Status.VALID and verdict.code is not Code.FOLLOWS_ERROR:
                return self._keep(verdict, value, entry)
            if first is None or verdict.status is Status.VALID:
                first = (verdict, value, self._names)
        assert first is not None
        self._names = first[2]
        return self._keep(first[0], first[1], entry)

    def _keep(self, verdict: Verdict, value: Node | None, entry: Entry) -> Verdict:
        self._given.noted(verdict, entry.node)
        if verdict.status is Status.INVALID or verdict.code is Code.FOLLOWS_ERROR:
            if value is not None:
                self._wrong.append(value)
            self.answered = False
        elif value is not None:
            done = verdict.relation is Relation.EQUIVALENT and not nodes.has(
                result(entry.raw or value), "int", "deriv", "lim", "prime"
            )
            self.answered = verdict.status is Status.VALID and done
        return verdict

    def _under(self, tree: Node, entry: Entry, index: int) -> tuple[Verdict, Node | None]:
        if isinstance(tree, Op) and tree.name in ("list", "lines", "and") and all(map(nodes.is_statement, tree.args)):
            return self._together([self._under(each, entry, index) for each in tree.args])
        tree = self._given.measured(tree)
        known = self._given.judge(tree, self._names) or self._coefficients(tree) or self._named(tree)
        if known is not None:
            return known, None
        if (further := self._set_to_zero(tree, entry, index)) is not None:
            return further, None
        label, sides = sides_of(rounding.settled(tree))
        if not sides:
            return wording.open_(), None
        if (fact := self._of_functions(label, sides)) is not None:
            return fact, None
        plain, sides = sides, tuple(resolved(self._known(self._names.put_in(side))) for side in sides)
        for k, (left, right) in enumerate(pairwise(sides)):
            outcome = self._same(left, right)
            if outcome.equal or self._is_rounded(left, right):
                continue
            if outcome.status is Status.INVALID and self._believed(plain):
                return wording.follows_error(Method.PROOF), sides[-1]
            refuted = outcome.status is Status.INVALID and not self._is_foreign(left, right)
            return (broken(outcome, sides, k) if refuted else wording.open_()), sides[-1] if refuted else None
        return self._against(sides, plain, label, index, tree), sides[-1]

    def _is_rounded(self, left: Node, right: Node) -> bool:
        """`π × 9 = 28.27`: rounded beside an equals sign."""
        closed = not nodes.variables(left) and not nodes.variables(right)
        return closed and rounding.rounds(left, right, fewest=rounding.MIN_DIGITS + 1)

    def _of_functions(self, label: Node | None, sides: tuple[Node, ...]) -> Verdict | None:
        """A line that says what a function of the problem is, where a value of it is looked for; else None."""
        if len(sides) > 1 or (label is None and self._same(self._start, sides[0]).equal):
            return None
        if (
            self._definite is not None
            and (primitive := functions.primitive(label, sides[0], self._definite)) is not None
        ):
            return wording.right(Relation.UNRELATED, primitive.method, text=causes.PRIMITIVE)
        outcome = None if self._definite is not None else functions.fact(label, sides[0], self._functions)
        if outcome is None or outcome.equal:
            return wording.right(Relation.UNRELATED, Method.PROOF) if outcome else None
        return broken(outcome, sides * 2, 0) if outcome.witness else wording.open_()

    def _set_to_zero(self, tree: Node, entry: Entry, index: int) -> Verdict | None:
        """`3x^2 = 0` after 3x^2 was found, and lines that solve it: no claim about the value; else None."""
        if not nodes.is_statement(tree) or not nodes.variables(tree):
            return None
        if isinstance(tree, Op) and tree.name == "=" and nodes.ZERO in tree.args:
            other = tree.args[0] if tree.args[1] == nodes.ZERO else tree.args[1]
            whole = (self._target, *self._stages, self._start)
            if self._equation is None and any(e is not None and equal(e, other).equal for e in whole):
                with suppress(NotAStatement):
                    self._equation = Solving(Task(Goal.SOLVE, tree, None), "real", self._entries)
                    return wording.open_(Relation.UNRELATED, causes.SET_TO_ZERO)
        if self._equation is None:
            return None
        verdict = self._equation.judge(index, entry)
        return replace(verdict, relation=Relation.UNRELATED) if verdict.status is Status.VALID else verdict

    def _coefficients(self, tree: Node) -> Verdict | None:
        """A line that sets up or finds undetermined coefficients."""
        if self._goal is Goal.DERIVATIVE:
            return None
        whole = self._start.args[0] if isinstance(self._start, Op) and self._start.name == "int" else self._start
        letters = frozenset(nodes.variables(whole))
        if len(letters) == 1 and self._unknowns.take(tree, whole, next(iter(letters)), letters):
            return wording.right(Relation.UNRELATED, Method.RULE, Code.FOLLOWS)
        return self._unknowns.judge(tree, letters)

    def _known(self, side: Node) -> Node:
        """y and y' of a function that is differentiated, where they are not the function's own letters."""
        if self._goal is not Goal.DERIVATIVE or self._target is None or "y" in nodes.variables(self._start):
            return side
        if not {"y", "y'"} & set(nodes.variables(side)):
            return side
        slope = self._stages[0] if self._stages else self._target
        return nodes.substitute(side, {"y": self._start, "y'": slope})

    def _is_foreign(self, *sides: Node) -> bool:
        """Whether a letter is neither the problem's nor a named one, nor a constant of integration."""
        return any(
            not self._names.has_meaning(name) and not (self._goal is Goal.ANTIDERIVATIVE and name[:1] in "CcKkD")
            for side in sides
            for name in nodes.variables(side)
        )

    def _together(self, parts: list[tuple[Verdict, Node | None]]) -> tuple[Verdict, Node | None]:
        """Several statements on one line: the worst of them."""
        order = (Status.INVALID, Status.UNKNOWN, Status.VALID)
        return min(parts, key=lambda part: order.index(part[0].status))

    def _named(self, tree: Node) -> Verdict | None:
        """A line that names a part, or says the derivative of one."""
        step = self._names.differentials(tree)
        if step is not None:
            return self._slope_line(*step)
        if not (isinstance(tree, Op) and tree.name == "=" and len(tree.args) == 2):
            return None
        head, right = tree.args
        if isinstance(head, Sym) and head.name.endswith("'") and self._names.slope(head.name[:-1]) is not None:
            true = self._names.slope(head.name[:-1])
            assert true is not None
            return self._slope_line(head.name[:-1], true, self._names.put_in(right))
        if self._goal is Goal.VALUE and isinstance(head, Sym) and not self._is_new_part(head, right):
            return None
        if self._goal is Goal.DERIVATIVE and isinstance(head, Sym) and head.name == "y":
            return None
        claimed = self._names.claimed_slope(head.name) if isinstance(head, Sym) else None
        if self._names.take(tree):
            assert isinstance(head, Sym)
            if claimed is not None and (true_slope := self._slope(self._names.put_in(right))) is not None:
                verdict = self._slope_line(head.name, true_slope, claimed, keep=False)
                if verdict.status is Status.INVALID and (product := self._names.product()) is not None:
                    self._wrong.append(product)
                return verdict
            if not nodes.variables(right):
                return wording.open_(Relation.UNRELATED)
            return wording.right(Relation.UNRELATED, Method.RULE, Code.FOLLOWS)
        if self._names.put_in(head) != head:
            return self._identity(head, right)
        return None

    def _is_new_part(self, head: Sym, right: Node) -> bool:
        """In `t = 3 + 4` a letter names a part of a value, unless it is a usual name of the whole."""
        return (
            self._names.is_new(head.name)
            and head.name not in self._given.results
            and not self._same(self._start, right).equal
        )

    def _slope_line(self, letter: str, true: Node, claimed: Node, *, keep: bool = True) -> Verdict:
        outcome = equal(true, claimed)
        if outcome.equal:
            return wording.right(Relation.UNRELATED, outcome.method)
        if outcome.status is not Status.INVALID or outcome.code is Code.DOMAIN:
            return wording.open_()
        if keep:
            self._names.mistake(letter, claimed)
        return wording.said(
            Status.INVALID, Code.NOT_EQUIVALENT, Relation.CONTRADICTS, Method.WITNESS, outcome.witness, causes.SLOPE
        )

    def _identity(self, left: Node, right: Node) -> Verdict:
        outcome = equal(self._names.put_in(left), self._names.put_in(right))
        if outcome.equal:
            return wording.right(Relation.UNRELATED, outcome.method)
        if outcome.status is Status.INVALID and outcome.code is not Code.DOMAIN:
            if self._names.mistaken and equal(*(self._names.put_in(s, believed=True) for s in (left, right))).equal:
                return wording.follows_error(Method.PROOF)
            return wording.said(
                Status.INVALID, Code.NOT_EQUIVALENT, Relation.CONTRADICTS, Method.WITNESS, outcome.witness
            )
        return wording.open_()

    def _believed(self, plain: tuple[Node, ...]) -> bool:
        """Whether the links hold with what was wrongly said of the names, and the line begins with what is right."""
        if not self._names.mistaken or self._target is None:
            return False
        sides = [self._names.put_in(side, believed=True) for side in plain]
        return all(self._same(a, b).equal for a, b in pairwise(sides)) and any(
            self._same(self._target, self._names.put_in(side), to_target=True).equal for side in plain
        )

    def _same(self, left: Node, right: Node, *, to_target: bool = False) -> Outcome:
        """Two sides of a line, or (to_target) the target and a side, by the task's own measure."""
        if self._goal is not Goal.ANTIDERIVATIVE:
            if nodes.is_collection(left) or nodes.is_collection(right):
                return endings.vectors(left, right)
            return endings.same(left, right, self._limit)
        slopes = [left if to_target else self._slope(left), self._slope(right)]
        if slopes[0] is None or slopes[1] is None:
            return endings.witnessed(equal(left, right))
        outcome = endings.witnessed(equal(slopes[0], slopes[1]))
        if outcome.code is Code.DOMAIN:
            return Outcome(Status.VALID, Method.NUMERICAL, Code.EQUIVALENT)
        return outcome

    def _slope(self, node: Node) -> Node | None:
        try:
            return derivative(node, self._letter)
        except Underivable:
            return None

    def _against(
        self, sides: tuple[Node, ...], plain: tuple[Node, ...], label: Node | None, index: int, tree: Node
    ) -> Verdict:
        value = sides[-1]
        if self._target is None:
            return wording.open_()
        outcome = self._same(self._target, value, to_target=True)
        if outcome.equal:
            return wording.right(Relation.EQUIVALENT, outcome.method, text=causes.of_step(self._goal is not Goal.VALUE))
        if self._goal is Goal.DERIVATIVE and self._restates(value, label, index):
            return wording.right(Relation.START, Method.PROOF)
        if any(equal(stage, value).equal for stage in self._stages):
            return wording.right(Relation.UNRELATED, Method.PROOF)
        if len(sides) > 1 and label is None:
            return wording.right(Relation.UNRELATED, Method.PROOF)
        believed_sum = self._unknowns.believed()
        for wrong in reversed([*self._wrong[-MAX_BACK:], *([] if believed_sum is None else [believed_sum])]):
            before = self._same(wrong, value)
            if before.equal:
                return wording.follows_error(before.method)
        if self._names.mistaken:
            believed = self._names.put_in(plain[-1], believed=True)
            if self._same(self._target, believed, to_target=True).equal:
                return wording.follows_error(Method.PROOF)
            return wording.open_(text=causes.AFTER_NAME)
        if not nodes.variables(self._target) and rounding.rounds(self._target, value, fewest=rounding.MIN_DIGITS):
            if isinstance(tree, Op) and nodes.has(tree, "~"):
                return wording.right(Relation.EQUIVALENT, Method.RULE)
            return wording.open_(Relation.EQUIVALENT, rounding.ROUNDED, Code.PRECISION)
        if outcome.status is not Status.INVALID or self._is_open(value, label, index):
            return wording.open_()
        if outcome.code is Code.DOMAIN:
            return wording.open_(Relation.CHANGES_DOMAIN, "", Code.DOMAIN)
        closed = not nodes.variables(value) and not nodes.variables(self._target)
        code = Code.ARITHMETIC if closed else Code.NOT_EQUIVALENT
        text = causes.of_slopes(self._start, self._target, value, self._letter) if self._goal is Goal.DERIVATIVE else ""
        text = text or (causes.of_values(self._target, value) if self._goal is not Goal.ANTIDERIVATIVE else "")
        return wording.said(Status.INVALID, code, Relation.CONTRADICTS, Method.WITNESS, outcome.witness, text)

    def _is_open(self, value: Node, label: Node | None, index: int) -> bool:
        """Whether a value that is not the one looked for need not be meant as it."""
        if self._is_part(value, label, index) or self._is_foreign(value):
            return True
        continues = index < len(self._entries) and self._entries[index].continues
        if self._given.is_loose(label, value, continues=continues):
            return True
        return isinstance(label, Sym) and "'" not in label.name and self._is_number_for_function(value)

    def _restates(self, value: Node, label: Node | None, index: int) -> bool:
        """The function itself, not its derivative: by its label, or because the derivative comes later."""
        if is_slope(label) or not equal(self._start, value).equal:
            return False
        entry = self._entries[index] if index < len(self._entries) else None
        return label is not None or (entry is not None and not entry.continues and index + 1 < len(self._entries))

    def _is_number_for_function(self, value: Node) -> bool:
        """`A = 2` where a function is looked for."""
        return not nodes.variables(value) and self._target is not None and bool(nodes.variables(self._target))

    def _is_part(self, value: Node, label: Node | None, index: int) -> bool:
        """A line about one part of the expression, which is neither right nor wrong for the whole."""
        if label is not None:
            return isinstance(label, Sym) and "'" not in label.name and label.name not in self._given.results
        if (
            not self._in_parts
            or not isinstance(value, (Op, nodes.Num))
            or (index < len(self._entries) and self._entries[index].continues)
        ):
            return False
        later = [e.node for e in self._entries[index + 1 :] if e.node is not None][:MAX_LATER]
        if not later and self._given.is_next:
            return False
        if later and not any(self._reaches(tree) for tree in later):
            return False
        parts = [n for n in nodes.walk(self._start) if isinstance(n, Op) and n is not self._start and nodes.size(n) > 2]
        return any(equal(part, value).equal for part in parts[:MAX_PARTS])

    def _reaches(self, tree: Node) -> bool:
        """Whether a later line has the value of the whole."""
        _, sides = sides_of(tree)
        return bool(sides) and self._target is not None and self._same(self._target, sides[-1], to_target=True).equal
