"""Work on an expression: each line has the value of the problem, or its derivative, or its antiderivative."""

from __future__ import annotations

from itertools import pairwise

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import Outcome, equal
from tutor.checker.matching import match
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.values import Code, Method, Relation, Status, Verdict
from tutor.checker.work import wording
from tutor.checker.work.entry import Entry, is_label
from tutor.checker.work.names import Names
from tutor.checker.work.task import Goal, Task

MAX_BACK = 8
MAX_PARTS = 40


class Valuing:
    """The state of the work; `judge` is called for each line in order."""

    def __init__(self, task: Task) -> None:
        assert task.start is not None
        self._goal = task.goal
        self._letter = task.unknown or "x"
        self._start = prepare(task.start)
        self._names = Names(tuple({*nodes.variables(self._start), self._letter}))
        self._target = self._aim()
        self._wrong: list[Node] = []
        self.answered = False

    def _aim(self) -> Node | None:
        """What a line is compared with: a value, or for antiderivatives their common slope."""
        if self._goal is Goal.VALUE:
            return self._start
        if self._goal is Goal.ANTIDERIVATIVE and not nodes.has(self._start, "int"):
            return self._start
        try:
            return derivative(self._start, self._letter)
        except Underivable:
            return None

    def judge(self, entry: Entry) -> Verdict:
        """The verdict on one line, under its most favourable reading."""
        assert entry.node is not None
        first: tuple[Verdict, Node | None] | None = None
        for tree in (entry.node, *entry.others):
            verdict, value = self._under(tree)
            if verdict.status is Status.VALID:
                return self._keep(verdict, value)
            first = first or (verdict, value)
        assert first is not None
        return self._keep(first[0], first[1])

    def _keep(self, verdict: Verdict, value: Node | None) -> Verdict:
        if verdict.status is Status.INVALID or verdict.code is Code.FOLLOWS_ERROR:
            if value is not None:
                self._wrong.append(value)
            self.answered = False
        elif value is not None:
            done = verdict.relation is Relation.EQUIVALENT and not nodes.has(value, "int", "deriv", "lim", "prime")
            self.answered = verdict.status is Status.VALID and done
        return verdict

    def _under(self, tree: Node) -> tuple[Verdict, Node | None]:
        differential = self._names.differentials(tree)
        if differential is not None:
            return self._identity(differential), None
        if self._goal is not Goal.VALUE and self._names.take(tree):
            return wording.right(Relation.UNRELATED, Method.RULE, Code.FOLLOWS), None
        if isinstance(tree, Op) and tree.name == "=" and self._names.put_in(tree.args[0]) != tree.args[0]:
            return self._identity(self._names.put_in(tree)), None
        label, sides = _sides(tree)
        if not sides:
            return wording.open_(), None
        sides = tuple(self._names.put_in(side) for side in sides)
        for k, (left, right) in enumerate(pairwise(sides)):
            outcome = self._same(left, right)
            if outcome.status is Status.INVALID:
                return self._broken(outcome, sides, k), sides[-1]
            if outcome.status is Status.UNKNOWN:
                return wording.open_(), sides[-1]
        return self._against(sides, label), sides[-1]

    def _identity(self, tree: Node) -> Verdict:
        _, sides = _sides(tree, keep=True)
        if len(sides) < 2:
            return wording.open_()
        outcome = equal(sides[0], sides[1])
        if outcome.equal:
            return wording.right(Relation.UNRELATED, outcome.method)
        if outcome.status is Status.INVALID:
            return wording.said(
                Status.INVALID, Code.NOT_EQUIVALENT, Relation.CONTRADICTS, Method.WITNESS, outcome.witness
            )
        return wording.open_()

    def _broken(self, outcome: Outcome, sides: tuple[Node, ...], k: int) -> Verdict:
        """A link that does not hold. Where the left side follows from a wrong line, the link itself is still new."""
        closed = not nodes.variables(sides[k]) and not nodes.variables(sides[k + 1])
        run_on = closed and len(sides) > 2
        code = Code.RUN_ON if run_on else Code.ARITHMETIC if closed else Code.NOT_EQUIVALENT
        if outcome.code is Code.DOMAIN:
            return wording.open_(Relation.CHANGES_DOMAIN, "", Code.DOMAIN)
        return wording.said(Status.INVALID, code, Relation.CONTRADICTS, Method.WITNESS, outcome.witness)

    def _same(self, left: Node, right: Node, *, to_target: bool = False) -> Outcome:
        """Two sides of a line, or (to_target) the target and a side, by the task's own measure."""
        if self._goal is not Goal.ANTIDERIVATIVE:
            return match(left, right) if nodes.is_collection(left) or nodes.is_collection(right) else equal(left, right)
        slopes = [left if to_target else self._slope(left), self._slope(right)]
        if slopes[0] is None or slopes[1] is None:
            return equal(left, right)
        outcome = equal(slopes[0], slopes[1])
        if outcome.code is Code.DOMAIN:
            return Outcome(Status.VALID, Method.NUMERICAL, Code.EQUIVALENT)
        return outcome

    def _slope(self, node: Node) -> Node | None:
        try:
            return derivative(node, self._letter)
        except Underivable:
            return None

    def _against(self, sides: tuple[Node, ...], label: Node | None) -> Verdict:
        value = sides[-1]
        if self._target is None:
            return wording.open_()
        outcome = self._same(self._target, value, to_target=True)
        if outcome.equal:
            return wording.right(Relation.EQUIVALENT, outcome.method)
        if self._goal is Goal.DERIVATIVE and not _is_slope(label) and equal(self._start, value).equal:
            return wording.right(Relation.START, Method.PROOF)
        if len(sides) > 1:
            return wording.right(Relation.UNRELATED, Method.PROOF)
        for wrong in reversed(self._wrong[-MAX_BACK:]):
            before = self._same(wrong, value)
            if before.equal:
                return wording.follows_error(before.method)
        if outcome.status is not Status.INVALID or self._is_part(value, label):
            return wording.open_()
        if outcome.code is Code.DOMAIN:
            return wording.open_(Relation.CHANGES_DOMAIN, "", Code.DOMAIN)
        closed = not nodes.variables(value) and not nodes.variables(self._target)
        return wording.said(
            Status.INVALID,
            Code.ARITHMETIC if closed else Code.NOT_EQUIVALENT,
            Relation.CONTRADICTS,
            Method.WITNESS,
            outcome.witness,
        )

    def _is_part(self, value: Node, label: Node | None) -> bool:
        """A line about one part of the expression, which is neither right nor wrong for the whole."""
        if (
            label is not None
            and isinstance(label, Sym)
            and label.name not in ("y", "f", "A", "S", "I", "E", "T", "P", "Q")
        ):
            return True
        if not isinstance(value, Op):
            return False
        parts = [n for n in nodes.walk(self._start) if isinstance(n, Op) and n is not self._start][:MAX_PARTS]
        return any(equal(part, value).equal for part in parts)


def _is_slope(label: Node | None) -> bool:
    if isinstance(label, Sym):
        return "'" in label.name
    return isinstance(label, Op) and label.name in ("prime", "deriv")


def _sides(tree: Node, *, keep: bool = False) -> tuple[Node | None, tuple[Node, ...]]:
    """A leading label, and the sides that claim to be equal; none for other statements."""
    if isinstance(tree, Op) and tree.name == "steps":
        tree = tree.args[-1]
    if not nodes.is_statement(tree):
        return None, (tree,)
    if not (isinstance(tree, Op) and tree.name in ("=", "chain")) or any(
        n not in ("=", "~") for n, _, _ in nodes.links(tree)
    ):
        return None, ()
    if not keep and is_label(tree.args[0]) and len(tree.args) > 1 and not _repeats(tree):
        return tree.args[0], tree.args[1:]
    return None, tree.args


def _repeats(tree: Op) -> bool:
    """Whether the letter on the left is also on the right: then it is an expression, not a label."""
    head = tree.args[0]
    return isinstance(head, Sym) and any(head.name in nodes.variables(a) for a in tree.args[1:])
