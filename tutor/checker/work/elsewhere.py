"""Lines that answer another question than the problem asks: `y = 7` of an equation in x, roots instead of factors.

Such a line does not follow from the problem: the witness is a solution of the problem at which the line is false. A
letter may also name a part of the work, so it is left alone wherever another line connects it with the problem.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from tutor.checker import formula, nodes, statements
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.formula import NotAStatement
from tutor.checker.nodes import FALSE, Node, Op, Sym
from tutor.checker.values import Code, Method, Relation, Status, Verdict, Witness
from tutor.checker.work import asking, wording
from tutor.checker.work.entry import Entry
from tutor.checker.work.sets import Scope, isolated, standing
from tutor.checker.work.task import Goal, Task

OTHER_LETTER = "The problem is about {asked}; this line is about {said}, which does not occur in it."
SOLVED = "The problem asks for an expression; this line is about an equation, which was not asked for."
GONE_ON = "What was asked stands above; this line answers a question that was not asked."
ONE_SIDE = "This works on one side of the equation; what it is equal to still has to be said."
ALONE = "This is no equation yet: what is it equal to?"
MAX_TRIED = 12
"""Values at which a line is tried."""
_LETTERS = frozenset("xyztuvw") | {"theta", "phi"}
"""Letters of unknowns; others may be a slope, a coefficient, a discriminant, a set of solutions."""
_FURTHER = re.compile(
    r"(?i)\b(?:where|when|for which|for what|then|hence|zeros?|points?|sets?|equals?|is|are|which|what|prove|show)\b"
)
"""Words of problems that may ask for more than an expression."""


def revised(task: Task, problem: str, over: str, entries: Sequence[Entry], steps: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, those of lines that answer another question replaced."""
    found = list(steps)
    for index, (entry, step) in enumerate(zip(entries, steps, strict=True)):
        if entry.node is not None and task.goal is Goal.SOLVE:
            found[index] = _other_letter(task, over, index, entries, steps) or step
        elif entry.node is not None and task.goal is not Goal.TOLD and index + 1 == len(entries):
            found[index] = _solved(task, problem, entry.node, found) or step
    return found


def _other_letter(
    task: Task, over: str, index: int, entries: Sequence[Entry], steps: Sequence[Verdict]
) -> Verdict | None:
    """Values of a letter that neither the problem nor another line brings in."""
    line, step = entries[index].node, steps[index]
    if line is None or task.start is None or (step.status, step.relation) != (Status.UNKNOWN, Relation.UNRELATED):
        return None
    said, known = nodes.variables(line), nodes.variables(task.start)
    if not known or len(said) != 1 or said[0] in known or said[0] not in _LETTERS:
        return None
    others = [e.node for k, e in enumerate(entries) if k != index and e.node is not None]
    if any(said[0] in nodes.variables(other) for other in others):
        return None
    if any(s.status is Status.VALID and s.relation is not Relation.UNRELATED for s in steps[index + 1 :]):
        return None
    place = _solution(task.start, task.unknown, over)
    value = _failing(line, said[0], renamed=_renamed(task, line, over))
    if place is None or value is None:
        return None
    asked = task.unknown if task.unknown in known else known[0] if len(known) == 1 else " and ".join(known)
    witness = Witness(at={**place, said[0]: value}, expected="solves it", given="does not")
    return _told(witness, OTHER_LETTER.format(asked=asked, said=said[0]))


def _solution(start: Node, unknown: str | None, over: str) -> dict[str, str] | None:
    """A point that solves the problem; None if it may have none: then anything follows."""
    try:
        tree = formula.formula(start, unknown)
    except NotAStatement:
        return None
    place = standing(tree, FALSE, Scope(over, unknown, frozenset(nodes.variables(start))))
    return dict(place.witness.at) if place.fails and place.witness is not None else None


def _renamed(task: Task, line: Node, over: str) -> bool:
    """Whether the line says what the problem says, in another letter."""
    assert task.start is not None
    names = nodes.variables(task.start)
    if len(names) != 1:
        return False
    try:
        same = formula.formula(nodes.substitute(line, {nodes.variables(line)[0]: Sym(names[0])}), names[0])
        start = formula.formula(task.start, names[0])
    except NotAStatement:
        return False
    return standing(start, same, Scope(over, names[0], frozenset(names))).relation is Relation.EQUIVALENT


def _failing(line: Node, letter: str, *, renamed: bool = False) -> str | None:
    """A value of the letter at which a line is false that names its solutions, or says the same of another letter."""
    try:
        tree = formula.formula(line, letter)
    except NotAStatement:
        return None
    if not nodes.variables(tree) or not (renamed or isolated(tree, letter)):
        return None
    for value in range(MAX_TRIED):
        if statements.truth(nodes.substitute(tree, {letter: nodes.num(value)})) is False:
            return str(value)
    return None


def _told(witness: Witness, text: str) -> Verdict:
    return wording.said(Status.INVALID, Code.NOT_ANSWERED, Relation.UNRELATED, Method.WITNESS, witness, text)


def _solved(task: Task, problem: str, line: Node, steps: Sequence[Verdict]) -> Verdict | None:
    """`x = 2 or x = 3`, `x^2 - 4 = 0` as the last line, where an expression is all that is asked for."""
    asks = any(words.search(problem) for words in (asking.VALUE, asking.DERIVE, asking.INTEGRATE))
    if not asks or asking.SOLVE.search(problem) or _FURTHER.search(problem) or task.start is None:
        return None
    names = nodes.variables(line)
    if len(names) != 1 or names[0] not in nodes.variables(task.start) or not nodes.is_statement(line):
        return None
    step = steps[-1]
    if step.status is Status.VALID or step.misconception is not None:
        return None
    value = _failing(line, names[0], renamed=_set_to_zero(line)) if step.status is Status.UNKNOWN else None
    if value is None:
        return None
    if any(s.status is Status.VALID and s.relation is Relation.EQUIVALENT for s in steps[:-1]):
        return wording.open_(Relation.UNRELATED, GONE_ON, Code.NOT_ANSWERED)
    if _is_zero_there(task, line):
        return wording.open_(Relation.UNRELATED, SOLVED, Code.NOT_ANSWERED)
    return _told(Witness(at={names[0]: value}, expected="any value is allowed", given="does not hold"), SOLVED)


def _is_zero_there(task: Task, line: Node) -> bool:
    """Whether a line says where the expression, or its derivative, is zero: that may be on the way to its factors."""
    assert task.start is not None
    letter = nodes.variables(line)[0]
    trees = [task.start]
    with suppress(Underivable):
        trees.append(derivative(task.start, letter))
    try:
        said = formula.formula(line, letter)
        equations = [formula.formula(Op("=", (tree, nodes.ZERO)), letter) for tree in trees]
    except NotAStatement:
        return False
    scope = Scope("real", letter, frozenset((letter,)))
    return any(standing(said, equation, scope).holds for equation in equations)


def _set_to_zero(line: Node) -> bool:
    return isinstance(line, Op) and line.name == "=" and nodes.ZERO in line.args


def alone(tree: Node, unknown: str | None, relations: Sequence[Node]) -> Verdict | None:
    """An expression in the unknown by itself in work on an equation; None for anything else."""
    if unknown is None or nodes.is_statement(tree) or nodes.is_collection(tree) or isinstance(tree, Sym):
        return None
    if unknown not in nodes.variables(tree) or nodes.has(tree, "+-", "-+"):
        return None
    for relation in relations:
        if not (isinstance(relation, Op) and len(relation.args) == 2):
            continue
        left, right = relation.args
        if tree in relation.args:
            return wording.open_(Relation.START, ALONE)
        for side in (left, right, nodes.sub(left, right), nodes.sub(right, left)):
            if (outcome := equal(side, tree)).equal:
                return wording.right(Relation.UNRELATED, outcome.method, text=ONE_SIDE)
    return wording.open_(Relation.UNRELATED, ALONE)
