"""Work on an equation, an inequality or a system: each line against the problem and the lines before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.checker import formula, nodes, statements
from tutor.checker.equality import equal
from tutor.checker.formula import NotAStatement
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.values import Code, Method, Relation, Status, Verdict, Witness
from tutor.checker.work import causes, discriminant, elsewhere, notation, rounding, substitution, weakened, wording
from tutor.checker.work.entry import Entry, is_case
from tutor.checker.work.names import Names, solved_for
from tutor.checker.work.sets import Scope, Standing, implied, is_condition, isolated, standing
from tutor.checker.work.task import Task

MAX_BACK = 8
"""Wrong lines and their followers that a later line may follow from."""
MAX_AHEAD = 12
"""Later lines that are looked at for the other cases."""


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
        names = nodes.variables(task.start)
        self._unknown = solved_for(task.unknown, task.start, names)
        self._scope = Scope(over, self._unknown, frozenset(names))
        self._letters = names
        self._names = Names(names, self._unknown)
        self._start = formula.formula(task.start, self._unknown)
        self._said: list[Said] = []
        self._last_sides: Op | None = _last_relation(task.start)
        self._entries = entries
        self._cases: list[Node] = []
        """Lines accepted as one of several cases."""
        self._found: dict[str, Node] = {}
        """The letters of a system that have their value."""
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
                return self._keep(verdict, said)
            first = first or (verdict, said, self._names)
        assert first is not None
        self._names = first[2]
        return self._keep(first[0], first[1])

    def _keep(self, verdict: Verdict, said: Node | None) -> Verdict:
        if said is None or (verdict.status is Status.VALID and not nodes.variables(said) and _is_aside(verdict)):
            return verdict
        self._last_sides = _last_relation(said) or self._last_sides
        if verdict.status is Status.VALID and verdict.relation is Relation.LOSES_SOLUTIONS:
            self._cases.append(said)
            named = [each for each in self._cases if isolated(each, self._unknown)]
            self.answered = bool(named) and self._covered(named)
            return verdict
        wrong = verdict.status is Status.INVALID or verdict.code is Code.FOLLOWS_ERROR
        if verdict.relation is not Relation.UNRELATED or nodes.variables(said):
            self._said.append(Said(said, wrong, verdict.status is not Status.UNKNOWN))
        self.answered = (
            verdict.status is Status.VALID
            and verdict.relation in (Relation.EQUIVALENT, Relation.CHANGES_DOMAIN)
            and verdict.code is Code.EQUIVALENT
            and isolated(said, self._unknown)
        ) or self._all_found(verdict, said)
        return verdict

    def _all_found(self, verdict: Verdict, said: Node) -> bool:
        """Whether every letter of a system has been given its value, a line each."""
        if verdict.status is Status.VALID and verdict.code is Code.FOLLOWS and len(self._letters) > 1:
            found = formula.value_of(said)
            if found is not None and isinstance(said, Op) and isinstance(said.args[0], Sym):
                self._found[said.args[0].name] = said
        if set(self._found) != set(self._letters):
            return False
        return standing(self._start, formula.conjunction(list(self._found.values())), self._scope).relation is (
            Relation.EQUIVALENT
        )

    def _under(self, tree: Node, entry: Entry, index: int) -> tuple[Verdict, Node | None]:
        tree = self._completed(notation.plain(tree, self._letters, self._unknown), entry)
        side = self._side_calculation(tree)
        if side is not None:
            return side, None
        before = [said.tree for said in self._statements()]
        if (alone := elsewhere.alone(self._names.put_in(tree), self._unknown, before)) is not None:
            return alone, None
        if self._names.take(tree):
            if not nodes.variables(tree.args[1] if isinstance(tree, Op) else tree):
                return wording.open_(Relation.UNRELATED), None
            return wording.right(Relation.UNRELATED, Method.RULE, Code.FOLLOWS), None
        about = nodes.has(tree, "~")
        tree = self._names.put_in(rounding.settled(tree))
        broken = broken_link(tree)
        try:
            line = formula.formula(tree, self._unknown or (self._letters[0] if len(self._letters) == 1 else "x"))
        except NotAStatement:
            return (broken or wording.open_()), None
        if not self._names.knows(line) and (named := substitution.meant(self._start, line, self._scope)) is not None:
            self._names.take(Op("=", (Sym(named[0]), named[1])))
            line = nodes.substitute(line, {named[0]: named[1]})
        if not self._names.knows(line) and not self._is_family(line):
            return (broken or wording.open_(Relation.UNRELATED)), None
        if nodes.has(line, "apply", "prime") and not nodes.has(self._start, "apply", "prime"):
            return (broken or wording.open_(Relation.UNRELATED)), None
        if broken is not None and isinstance(tree, Op) and tree.name == "chain":
            return broken, line
        if (isinstance(tree, Op) and tree.name == "chain") or not nodes.variables(line):
            line = statements.simplified(line)
        verdict = self._against(line, index, answer=not _is_relation(tree))
        if verdict.status is Status.INVALID and self._is_rounded(line, about):
            if about:
                return wording.right(Relation.EQUIVALENT, Method.RULE), line
            return wording.open_(Relation.EQUIVALENT, rounding.ROUNDED, Code.PRECISION), line
        return verdict, line

    def _is_rounded(self, line: Node, about: bool) -> bool:
        if self._unknown is None or len(self._letters) != 1 or self._scope.over == "complex":
            return False
        positive = self._scope.over == "positive"
        return rounding.solutions(self._start, line, self._unknown, positive=positive, about=about)

    def _is_family(self, line: Node) -> bool:
        """Solutions counted by one new letter: `x = π/6 + 2πn`."""
        new = set(nodes.variables(line)) - set(self._letters)
        return len(new) == 1 and self._scope.is_periodic(self._start)

    def _completed(self, tree: Node, entry: Entry) -> Node:
        """A line `= 4` goes on from the left side before; a bare value is a value of the unknown."""
        if nodes.is_statement(tree) or nodes.is_collection(tree):
            return tree
        if entry.continues and self._last_sides is not None:
            return Op(self._last_sides.name, (self._last_sides.args[0], tree))
        return tree

    def _side_calculation(self, tree: Node) -> Verdict | None:
        """Coefficients and the discriminant of the quadratic formula; None for any other line."""
        if self._unknown is None:
            return None
        if isinstance(tree, Op) and tree.name in ("list", "and", "lines"):
            parts = [self._side_calculation(each) for each in tree.args]
            found = [p for p in parts if p is not None]
            if len(found) != len(parts):
                return None
            return next((p for p in found if p.status is not Status.VALID), found[0])
        if not (isinstance(tree, Op) and tree.name in ("=", "chain")):
            return None
        head, last = tree.args[0], tree.args[-1]
        known = [
            (c, said.wrong) for said in self._statements() if (c := discriminant.coefficients(said.tree, self._unknown))
        ]
        if not known or not isinstance(head, (Sym, Op)):
            return None
        if isinstance(head, Sym) and head.name in discriminant.LETTERS and self._names.is_new(head.name):
            return self._coefficient(head.name, last, known)
        letter = isinstance(head, Sym) and head.name in discriminant.NAMES and self._names.is_new(head.name)
        symbolic = not isinstance(head, Sym) and set(nodes.variables(head)) == set(discriminant.LETTERS)
        if (letter or symbolic) and all(set(nodes.variables(a)) <= set(discriminant.LETTERS) for a in tree.args[1:]):
            return self._discriminant(tree, known)
        return None

    def _statements(self) -> list[Said]:
        return [Said(self._start, False, True), *self._said][::-1]

    def _coefficient(
        self, letter: str, value: Node, known: list[tuple[discriminant.Coefficients, bool]]
    ) -> Verdict | None:
        place = discriminant.LETTERS.index(letter)
        if nodes.variables(value):
            return None
        if any(equal(nodes.num(of[place]), value).equal for of, _ in known):
            return wording.right(Relation.UNRELATED, Method.PROOF)
        outcome = equal(nodes.num(known[0][0][place]), value)
        text = f"Read the coefficient {letter} off the equation again."
        return wording.said(
            Status.INVALID, Code.CONTRADICTS, Relation.CONTRADICTS, Method.WITNESS, outcome.witness, text
        ) if outcome.witness else wording.open_(Relation.UNRELATED)  # fmt: skip

    def _discriminant(self, tree: Op, known: list[tuple[discriminant.Coefficients, bool]]) -> Verdict:
        links = broken_link(tree)
        if links is not None:
            return links
        worst: Verdict | None = None
        for of, wrong in known:
            values = [nodes.substitute(side, discriminant.named(of)) for side in tree.args]
            values = values[1:] if isinstance(tree.args[0], Sym) else values
            right = nodes.num(discriminant.value(of))
            outcomes = [equal(right, side) for side in values]
            if all(o.equal for o in outcomes):
                return wording.follows_error(Method.PROOF) if wrong else wording.right(Relation.UNRELATED, Method.PROOF)
            refuted = next((o for o in outcomes if o.witness is not None), None)
            if refuted is not None and worst is None:
                worst = wording.said(
                    Status.INVALID, Code.ARITHMETIC, Relation.CONTRADICTS, Method.WITNESS, refuted.witness,
                    "This is not the discriminant of the equation: check the coefficients and their signs.",
                )  # fmt: skip
        return worst or wording.open_(Relation.UNRELATED)

    def _against(self, line: Node, index: int, *, answer: bool = False) -> Verdict:
        closed = not nodes.variables(line)
        place = standing(self._start, line, self._scope)
        if place.holds:
            return self._holding(place, line, index, answer=answer)
        if closed and statements.truth(line):
            return wording.right(Relation.UNRELATED, Method.PROOF)
        for said in [said for said in reversed(self._said) if said.wrong or not said.checked][:MAX_BACK]:
            before = standing(said.tree, line, self._scope)
            if before.holds and said.wrong:
                return wording.follows_error(before.method)
            if before.holds and not place.fails:
                return wording.open_(text="This follows from a line that could not be checked.")
        if self._from_all(line):
            return wording.follows_error(Method.PROOF)
        if not place.fails:
            return self._by_positives(line)
        if closed and not answer:
            return wording.said(
                Status.INVALID, Code.ARITHMETIC, Relation.CONTRADICTS, Method.WITNESS, _sides(line) or place.witness
            )
        if place.relation is Relation.LOSES_SOLUTIONS and self._is_case(line, index):
            return wording.right(Relation.LOSES_SOLUTIONS, Method.PROOF, Code.FOLLOWS)
        return self._failing(place, line)

    def _from_all(self, line: Node) -> bool:
        """Whether the line follows from a wrong line together with the problem: the next unknown of a system."""
        wrong = [said.tree for said in self._said if said.wrong][-3:]
        if not wrong or len(self._letters) < 2:
            return False
        parts = self._start.args if isinstance(self._start, Op) and self._start.name == "and" else (self._start,)
        trees = [formula.conjunction([last, part]) for last in reversed(wrong) for part in parts]
        if len(wrong) > 1:
            trees.append(formula.conjunction(wrong))
        return any(standing(tree, line, self._scope).holds for tree in trees[:MAX_BACK])

    def _holding(self, place: Standing, line: Node, index: int, *, answer: bool) -> Verdict:
        if line == nodes.TRUE and place.relation is Relation.FOLLOWS:
            return self._everything(place, answer)
        if place.relation is not Relation.FOLLOWS:
            text = causes.MOVED if place.relation is Relation.EQUIVALENT and not isolated(line, self._unknown) else ""
            return wording.right(place.relation, place.method, text=text)
        if self._said and self._said[-1].wrong and standing(self._said[-1].tree, line, self._scope).holds:
            return wording.follows_error(place.method)
        if (luck := self._by_luck(line)) is not None:
            return luck
        final = index == len(self._entries) - 1 and isolated(line, self._unknown) and self._is_result(line)
        if final and place.witness is not None and not is_condition(line, self._start):
            return wording.said(Status.INVALID, Code.EXTRANEOUS, Relation.ADDS_SOLUTIONS, Method.WITNESS, place.witness)
        return wording.right(Relation.FOLLOWS, place.method, Code.FOLLOWS, causes.of_following(self._before(), line))

    def _is_result(self, line: Node) -> bool:
        """Whether the line gives a value for every letter of the problem, or for the one that is asked for."""
        values = self._unknown is not None or not any(nodes.variables(a.args[1]) for a in formula.atoms(line))
        return values and set(nodes.variables(line)) >= set(nodes.variables(self._start))

    def _by_luck(self, line: Node) -> Verdict | None:
        """A weaker line that the line before does not lead to."""
        last = self._said[-1] if self._said else Said(self._start, False, True)
        place = None if last.wrong or not last.checked else weakened.by_luck(last.tree, line, self._scope)
        if place is None:
            return None
        code, relation = Code.CONTRADICTS, Relation.CONTRADICTS
        if place.relation is Relation.FOLLOWS:
            code, relation = Code.ADDS_SOLUTIONS, Relation.ADDS_SOLUTIONS
        text = causes.of_solutions(place.relation, last.tree, line, place.witness)
        return wording.said(Status.INVALID, code, relation, Method.WITNESS, place.witness, text)

    def _everything(self, place: Standing, answer: bool) -> Verdict:
        """A true statement about numbers, such as 0 = 0; or "all real numbers" as the answer, which claims more."""
        if not answer:
            return wording.right(Relation.UNRELATED, Method.PROOF)
        if place.witness is None:
            start = self._start
            identity = isinstance(start, Op) and start.name == "=" and equal(*start.args).equal
            return wording.right(Relation.CHANGES_DOMAIN, Method.PROOF) if identity else wording.open_()
        return wording.said(Status.INVALID, Code.EXTRANEOUS, Relation.ADDS_SOLUTIONS, Method.WITNESS, place.witness)

    def _failing(self, place: Standing, line: Node) -> Verdict:
        if self._only_positive(line):
            return self._by_positives(line)
        code = Code.LOSES_SOLUTIONS if place.relation is Relation.LOSES_SOLUTIONS else Code.CONTRADICTS
        text = causes.of_solutions(place.relation, self._before(), line, place.witness)
        return wording.said(Status.INVALID, code, place.relation, Method.WITNESS, place.witness, text)

    def _before(self) -> Node:
        return self._said[-1].tree if self._said else self._start

    def _only_positive(self, line: Node) -> bool:
        """A formula with several letters, solved for one: right for positive quantities, as in science."""
        return (
            self._scope.over == "real"
            and len(nodes.variables(self._start)) > 1
            and isinstance(line, Op)
            and line.name == "="
            and isinstance(line.args[0], Sym)
            and nodes.has(line, "sqrt", "root", "^")
            and standing(self._start, line, replace(self._scope, over="positive")).holds
        )

    def _by_positives(self, line: Node) -> Verdict:
        several = len(nodes.variables(self._start)) > 1 and self._scope.over == "real"
        if several and standing(self._start, line, replace(self._scope, over="positive")).holds:
            text = "This is right if every quantity is positive; otherwise a sign may be lost."
            return wording.open_(Relation.CHANGES_DOMAIN, text, Code.DOMAIN)
        return wording.open_()

    def _is_case(self, line: Node, index: int) -> bool:
        """Whether later lines bring the solutions that this one leaves out: work case by case."""
        if is_case(self._entries[index].text):
            return True
        if self._cases and implied(self._cases[-1], line, self._scope).status is Status.VALID:
            return True
        cases = [line, *self._cases]
        if self._cases and self._covered(cases):
            return True
        for later in self._entries[index + 1 : index + 1 + MAX_AHEAD]:
            if later.node is None:
                continue
            try:
                plain = notation.plain(later.node, self._letters, self._unknown)
                tree = formula.formula(self._names.put_in(plain), self._unknown)
            except NotAStatement:
                continue
            if not self._names.knows(tree) or implied(line, tree, self._scope).status is Status.VALID:
                continue
            if isolated(line, self._unknown) and self._is_rounded(tree, nodes.has(plain, "~")):
                return True
            if implied(tree, self._start, self._scope).status is Status.VALID:
                cases.append(tree)
                if self._covered(cases):
                    return True
        return False

    def _covered(self, cases: list[Node]) -> bool:
        """Whether the cases together leave no solution out."""
        return implied(self._start, formula.disjunction(cases), self._scope).status is Status.VALID


def _is_aside(verdict: Verdict) -> bool:
    """A check or a side calculation, which leaves open what was open and answered what was answered."""
    return verdict.relation is Relation.UNRELATED


def _is_relation(tree: Node) -> bool:
    return isinstance(tree, Op) and (tree.name in nodes.RELATIONS or tree.name == "chain")


def _last_relation(tree: Node) -> Op | None:
    if isinstance(tree, Op) and tree.name in nodes.RELATIONS:
        return tree
    return None


def _sides(line: Node) -> Witness | None:
    atoms = formula.atoms(line)
    if len(atoms) != 1:
        return None
    return equal(atoms[0].args[0], atoms[0].args[1]).witness


def broken_link(tree: Node) -> Verdict | None:
    """A link between closed sides that does not hold: `D = 25 - 24 = 3`."""
    if not (isinstance(tree, Op) and tree.name in ("=", "chain")):
        return None
    for name, left, right in nodes.links(tree):
        if name != "=" or nodes.variables(left) or nodes.variables(right) or nodes.is_collection(right):
            continue
        outcome = equal(left, right)
        if outcome.status is Status.INVALID and outcome.witness is not None:
            code = Code.RUN_ON if tree.name == "chain" and len(tree.args) > 2 else Code.ARITHMETIC
            return wording.said(Status.INVALID, code, Relation.CONTRADICTS, Method.WITNESS, outcome.witness)
    return None
