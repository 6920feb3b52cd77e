"""Work on an equation, an inequality or a system: each line against the problem and the lines before it."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.checker import formula, nodes, statements
from tutor.checker.equality import equal
from tutor.checker.formula import NotAStatement
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.values import Code, Method, Relation, Status, Verdict, Witness
from tutor.checker.work import wording
from tutor.checker.work.entry import Entry
from tutor.checker.work.names import Names
from tutor.checker.work.sets import Standing, implied, isolated, standing
from tutor.checker.work.task import Task

LOST = "A solution of the line before is lost here"
UNTURNED = (
    "The inequality points the wrong way: it turns when both sides are multiplied or divided by a negative number."
)
MAX_BACK = 8
"""Wrong lines and their followers that a later line may follow from."""


@dataclass(slots=True)
class Said:
    """A statement among the lines."""

    tree: Node
    wrong: bool
    """Refuted, or rightly following from a refuted line."""
    checked: bool


class Solving:
    """The state of the work; `judge` is called for each line in order."""

    def __init__(self, task: Task, over: str, entries: tuple[Entry, ...]) -> None:
        assert task.start is not None
        self._over = over
        names = nodes.variables(task.start)
        self._unknown = task.unknown if task.unknown in names else names[0] if len(names) == 1 else None
        self._names = Names(names)
        self._start = formula.formula(task.start, self._unknown)
        self._said: list[Said] = []
        self._last_sides: Op | None = _last_relation(task.start)
        self._entries = entries
        self._cases: list[Node] = []
        """Lines accepted as one of several cases."""
        self.answered = False

    def judge(self, index: int, entry: Entry) -> Verdict:
        """The verdict on line `index` (from 0), under its most favourable reading."""
        assert entry.node is not None
        first: tuple[Verdict, Node | None, Names] | None = None
        names = self._names
        for tree in (entry.node, *entry.others):
            self._names = names.copy()
            verdict, said = self._under(tree, entry, index)
            if verdict.status is Status.VALID:
                return self._keep(verdict, said, index)
            first = first or (verdict, said, self._names)
        assert first is not None
        self._names = first[2]
        return self._keep(first[0], first[1], index)

    def _keep(self, verdict: Verdict, said: Node | None, index: int) -> Verdict:
        case = verdict.status is Status.VALID and verdict.relation is Relation.LOSES_SOLUTIONS
        if said is not None and case:
            self._cases.append(said)
            named = [each for each in self._cases if isolated(each, self._unknown)]
            self._last_sides = _last_relation(said) or self._last_sides
            self.answered = bool(named) and self._covered(named)
        elif said is not None:
            wrong = verdict.status is Status.INVALID or verdict.code is Code.FOLLOWS_ERROR
            self._said.append(Said(said, wrong, verdict.status is not Status.UNKNOWN))
            self._last_sides = _last_relation(said) or self._last_sides
            self.answered = (
                verdict.status is Status.VALID
                and verdict.relation in (Relation.EQUIVALENT, Relation.CHANGES_DOMAIN)
                and verdict.code is Code.EQUIVALENT
                and isolated(said, self._unknown)
            )
        return verdict

    def _under(self, tree: Node, entry: Entry, index: int) -> tuple[Verdict, Node | None]:
        tree = self._completed(tree, entry)
        if self._names.take(tree):
            return wording.right(Relation.UNRELATED, Method.RULE, Code.FOLLOWS), None
        tree = self._names.put_in(tree)
        broken = _broken_link(tree)
        try:
            line = formula.formula(tree, self._unknown)
        except NotAStatement:
            return (broken or wording.open_()), None
        if not self._names.knows(line):
            return (broken or wording.open_(Relation.UNRELATED)), None
        if broken is not None and isinstance(tree, Op) and tree.name == "chain":
            return broken, line
        return self._against(line, index), line

    def _completed(self, tree: Node, entry: Entry) -> Node:
        """A line `= 4` goes on from the left side before; a bare value is a value of the unknown."""
        if nodes.is_statement(tree) or nodes.is_collection(tree):
            return tree
        if entry.continues and self._last_sides is not None:
            return Op(self._last_sides.name, (self._last_sides.args[0], tree))
        return tree

    def _against(self, line: Node, index: int) -> Verdict:
        closed = not nodes.variables(line)
        place = standing(self._start, line, self._over)
        if place.holds:
            return self._holding(place, line, index)
        if closed and statements.truth(line):
            return wording.right(Relation.UNRELATED, Method.PROOF)
        for said in [said for said in reversed(self._said) if said.wrong or not said.checked][:MAX_BACK]:
            before = standing(said.tree, line, self._over)
            if before.holds and said.wrong:
                return wording.follows_error(before.method)
            if before.holds and not place.fails:
                return wording.open_(text="This follows from a line that could not be checked.")
        if not place.fails:
            return self._by_positives(line)
        if closed:
            return wording.said(
                Status.INVALID, Code.ARITHMETIC, Relation.CONTRADICTS, Method.WITNESS, _sides(line) or place.witness
            )
        if place.relation is Relation.LOSES_SOLUTIONS and self._is_case(line, index):
            return wording.right(Relation.LOSES_SOLUTIONS, Method.PROOF, Code.FOLLOWS)
        return self._failing(place, line)

    def _holding(self, place: Standing, line: Node, index: int) -> Verdict:
        if place.relation is not Relation.FOLLOWS:
            return wording.right(place.relation, place.method)
        final = index == len(self._entries) - 1 and isolated(line, self._unknown) and _all_named(line, self._start)
        if final and place.witness is not None:
            return wording.said(Status.INVALID, Code.EXTRANEOUS, Relation.ADDS_SOLUTIONS, Method.WITNESS, place.witness)
        return wording.right(Relation.FOLLOWS, place.method, Code.FOLLOWS)

    def _failing(self, place: Standing, line: Node) -> Verdict:
        if self._only_positive(line):
            return self._by_positives(line)
        code = Code.LOSES_SOLUTIONS if place.relation is Relation.LOSES_SOLUTIONS else Code.CONTRADICTS
        text = _explained(place.relation, self._before(), line)
        return wording.said(Status.INVALID, code, place.relation, Method.WITNESS, place.witness, text)

    def _before(self) -> Node:
        return self._said[-1].tree if self._said else self._start

    def _only_positive(self, line: Node) -> bool:
        """A formula with several letters, solved for one: right for positive quantities, as in science."""
        return (
            self._over == "real"
            and len(nodes.variables(self._start)) > 1
            and isinstance(line, Op)
            and line.name == "="
            and isinstance(line.args[0], Sym)
            and nodes.has(line, "sqrt", "root", "^")
            and standing(self._start, line, "positive").holds
        )

    def _by_positives(self, line: Node) -> Verdict:
        if len(nodes.variables(self._start)) > 1 and standing(self._start, line, "positive").holds:
            text = "This is right if every quantity is positive; otherwise a sign may be lost."
            return wording.open_(Relation.CHANGES_DOMAIN, text, Code.DOMAIN)
        return wording.open_()

    def _is_case(self, line: Node, index: int) -> bool:
        """Whether later lines bring the solutions that this one leaves out: work case by case."""
        cases = [line, *self._cases]
        if self._cases and self._covered(cases):
            return True
        for later in self._entries[index + 1 :]:
            if later.node is None:
                continue
            try:
                tree = formula.formula(self._names.put_in(later.node), self._unknown)
            except NotAStatement:
                continue
            if not self._names.knows(tree) or implied(line, tree, self._over).status is Status.VALID:
                continue
            if implied(tree, self._start, self._over).status is Status.VALID:
                cases.append(tree)
                if self._covered(cases):
                    return True
        return False

    def _covered(self, cases: list[Node]) -> bool:
        """Whether the cases together leave no solution out."""
        return implied(self._start, formula.disjunction(cases), self._over).status is Status.VALID


def _last_relation(tree: Node) -> Op | None:
    if isinstance(tree, Op) and tree.name in nodes.RELATIONS:
        return tree
    return None


def _all_named(line: Node, start: Node) -> bool:
    """Whether the line gives a value for every letter of the problem."""
    return set(nodes.variables(line)) >= set(nodes.variables(start))


def _sides(line: Node) -> Witness | None:
    atoms = formula.atoms(line)
    if len(atoms) != 1:
        return None
    return equal(atoms[0].args[0], atoms[0].args[1]).witness


def _broken_link(tree: Node) -> Verdict | None:
    """A link between closed sides that does not hold: `D = 25 - 24 = 3`."""
    if not (isinstance(tree, Op) and tree.name in ("=", "chain")):
        return None
    for name, left, right in nodes.links(tree):
        if name != "=" or nodes.variables(left) or nodes.variables(right) or nodes.is_collection(right):
            continue
        outcome = equal(left, right)
        if outcome.status is Status.INVALID:
            code = Code.RUN_ON if tree.name == "chain" and len(tree.args) > 2 else Code.ARITHMETIC
            return wording.said(Status.INVALID, code, Relation.CONTRADICTS, Method.WITNESS, outcome.witness)
    return None


def _explained(relation: Relation, before: Node, line: Node) -> str:
    """The likeliest cause, where the shapes of the two lines show it."""
    earlier, later = formula.atoms(before), formula.atoms(line)
    inequality = any(a.name in ("<", "<=", ">", ">=") for a in (*earlier, *later))
    if relation is Relation.LOSES_SOLUTIONS and not inequality:
        if any(isinstance(n, Op) and n.name in ("^", "abs") for n in nodes.walk(before)):
            return f"{LOST}: a square, an even power or an absolute value has two sides."
        return f"{LOST}: was something divided by that may be zero?"
    if inequality and len(earlier) == len(later) == 1 and earlier[0].name in nodes.RELATIONS:
        flipped = Op(nodes.FLIPPED[later[0].name], later[0].args)
        if later[0].name != "=" and statements.compare(before, flipped).status is Status.VALID:
            return UNTURNED
    return ""
