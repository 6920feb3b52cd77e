"""Lines of algebra and calculus, each judged against the problem and the lines before it."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace

from tutor.checker import nodes
from tutor.checker.formula import NotAStatement
from tutor.checker.lexer import Style
from tutor.checker.matching import match
from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import prepare
from tutor.checker.reading import Kind, read
from tutor.checker.values import AnswerRequest, Code, Relation, Status, Unreadable, Verdict, WorkRequest, WorkVerdict
from tutor.checker.work import alone, degrees, elsewhere, functions, odes, wanted, wording
from tutor.checker.work.entry import Entry, read_entry
from tutor.checker.work.odes import OdeWork
from tutor.checker.work.solving import Solving, broken_link
from tutor.checker.work.task import Goal, Task, read_task
from tutor.checker.work.told import RIGHT_SUM, Told
from tutor.checker.work.valuing import Valuing

Work = Solving | Valuing | Told | OdeWork

FEW_WORDS = 3
"""A line of arithmetic with more words is a sentence."""
MANY_WORDS = 6
"""Likewise where it is known what is asked."""
_WORD = re.compile(r"(?<!\\)\b[A-Za-z]{2,}")
MAX_TASK = 600
"""Characters of a problem that may be a task of mathematics; longer ones are told in words."""


_SIGNS = re.compile(
    r"(?<![A-Za-z])d\s?[A-Za-z]\s?/\s?d\s?[a-z](?![A-Za-z])|\\frac\s*\{\s*d\s*[A-Za-z]?\s*\}\s*\{\s*d|∫|\\int\b|\\lim\b|"
    r"π|\\pi\b|√|sqrt"
)
_MATHEMATICAL = (
    "matrix",
    "det",
    "dot",
    "cross",
    "binomial",
    "fact",
    "gcd",
    "lcm",
    "mod",
    "ln",
    "log",
    "sin",
    "cos",
    "tan",
    "sqrt",
    "root",
)
"""What plain arithmetic in sentences doesn't have."""


def is_algebra(request: WorkRequest) -> bool:
    """Whether the problem is a task of mathematics itself ("Solve: ..."), not one told in words.

    Plain arithmetic worked out in sentences is left to those who read sentences.
    """
    if not request.problem.strip() or len(request.problem) > MAX_TASK:
        return False
    style = Style(decimal_comma=request.decimal_comma, language=request.language)
    task = read_task(request.problem, style)
    if odes.asked_for(request.problem, style) is not None:
        return True
    if task.goal is Goal.TOLD and (task.functions or any(_SIGNS.search(step) for step in request.steps)):
        return True
    if task.start is None or task.goal in (Goal.NONE, Goal.TOLD):
        return False
    if task.asked is not None:
        return bool(request.steps) and all(len(_WORD.findall(step)) <= MANY_WORDS for step in request.steps)
    written = task.start if task.raw is None else task.raw
    if nodes.variables(task.start) or nodes.has(written, "int", "lim", "sum", "product", "deriv"):
        return True
    if nodes.has(written, *_MATHEMATICAL) or nodes.IMAGINARY in nodes.walk(task.start):
        return True
    few = bool(request.steps) and all(len(_WORD.findall(step)) <= FEW_WORDS for step in request.steps)
    return few and nodes.has(written, "/", "^", "sqrt")


Closing = Callable[[Node], Node | None]
"""Gives a tree with its infinite sums, improper integrals and limits in closed form; None if one has none."""


def judge_work(request: WorkRequest, closing: Closing | None = None) -> WorkVerdict:
    """The verdict on each line, the first wrong one, and whether the last gives what the problem asks.

    Where a problem such as `1/2x = 3` can be read in two ways, the work decides which is meant. With `closing`, values
    are judged in closed form.
    """
    request = degrees.marked(request)
    style = Style(decimal_comma=request.decimal_comma, language=request.language)
    task = read_task(request.problem, style) if request.problem.strip() else Task(Goal.NONE, None)
    verdict = _judged(request, task, style, closing)
    if closing is None and verdict.first_error is not None and task.start is not None:
        other = read_task(request.problem, style, 1)
        if other.goal is task.goal and other.start is not None and _is_other(task.start, other.start):
            again = _judged(request, other, style)
            if all(step.status is Status.VALID and step.code is not Code.FOLLOWS_ERROR for step in again.steps):
                return again
    return verdict


def _is_other(first: Node, second: Node) -> bool:
    """Whether a second reading is worth trying: not one in which e, i or d is a variable."""
    return first != second and not (set(nodes.variables(second)) - set(nodes.variables(first))) & {"e", "i", "d"}


def _judged(request: WorkRequest, task: Task, style: Style, closing: Closing | None = None) -> WorkVerdict:
    letters = frozenset(nodes.variables(task.start)) if task.start is not None else frozenset()
    texts = request.steps if task.asked is None else [task.asked.bare(text) for text in request.steps]
    entries = tuple(read_entry(text, style, letters) for text in texts)
    given: int | None = None
    if task.start is None and task.goal is not Goal.TOLD:
        given = next((k for k, entry in enumerate(entries) if entry.node is not None), None)
        if given is not None:
            asked, node = task.goal, entries[given].node
            task = _from_line(entries[given], task)
            rule = asked is Goal.VALUE and isinstance(node, nodes.Op) and node.name in ("=", "chain")
            given = None if rule else given
    if task.goal is Goal.VALUE and isinstance(task.raw, Op) and task.raw.name == "int":
        task = replace(task, functions=functions.defined_by(entry.node for entry in entries))
    if task.functions:
        entries = tuple(_expanded(entry, task) for entry in entries)
    if closing is not None:
        if task.start is None or task.goal is not Goal.VALUE:
            return WorkVerdict(steps=tuple(wording.open_() for _ in entries), first_error=None, answered=False)
        task = replace(task, start=closing(task.start) or task.start)
        entries = tuple(_closed(entry, closing) for entry in entries)
    ode = odes.asked_for(request.problem, style)
    work = OdeWork(ode, entries) if ode is not None else _opened(task, request.over, entries, style)
    steps: list[Verdict] = []
    for index, entry in enumerate(entries):
        claimed = alone.judge(entry.node) if index == given and len(entries) == 1 else None
        steps.append(claimed or _verdict(work, index, entry, index == given, task.asked is not None))
    if given is None:
        steps = elsewhere.revised(task, request.problem, request.over, entries, steps)
    first = next((k + 1 for k, step in enumerate(steps) if step.status is Status.INVALID), None)
    return WorkVerdict(steps=tuple(steps), first_error=first, answered=_answered(work, request, entries, first, style))


def _closed(entry: Entry, closing: Closing) -> Entry:
    """The line in closed form; without any mathematics where it has none."""
    if entry.node is None:
        return entry
    node = closing(entry.node)
    return (
        replace(entry, node=node, others=()) if node is not None else replace(entry, node=None, problem=Code.UNDECIDED)
    )


def _expanded(entry: Entry, task: Task) -> Entry:
    """The line with values of the problem's functions worked out: `f(2)`, `f'(2)`."""
    if entry.node is None:
        return entry
    node = functions.put_in(entry.node, task.functions)
    others = tuple(functions.put_in(other, task.functions) for other in entry.others)
    return replace(entry, node=node, others=others) if node != entry.node or others != entry.others else entry


def _from_line(entry: Entry, task: Task) -> Task:
    """Without a problem that can be read, the first line is what is given."""
    assert entry.node is not None
    if task.goal is Goal.VALUE and isinstance(entry.node, nodes.Op) and entry.node.name in ("=", "chain"):
        return Task(Goal.VALUE, entry.node.args[0], task.unknown, entry.node.args[0])
    statement = nodes.is_statement(entry.node) and bool(nodes.variables(entry.node))
    return Task(Goal.SOLVE if statement else Goal.VALUE, entry.node, task.unknown, entry.raw)


def _opened(task: Task, over: str, entries: tuple[Entry, ...], style: Style) -> Work | None:
    if task.goal is Goal.TOLD:
        given = (task.functions, task.line, task.stationary, task.conversion)
        lengths = "positive" if task.quantities and over == "real" else over
        return Told(lengths, entries, style, *given, inverse=task.inverse)
    if task.start is None:
        return None
    if task.goal is Goal.SOLVE:
        try:
            return Solving(task, "positive" if task.quantities and over == "real" else over, entries)
        except NotAStatement:
            return None
    return Valuing(task, entries)


def _of_another(work: Solving | Valuing | OdeWork, index: int, entry: Entry) -> Verdict:
    """`difference = 12`: a line about a quantity that has a name of its own; only its arithmetic can be wrong."""
    assert entry.node is not None
    if copy.deepcopy(work).judge(index, entry).status is Status.VALID:
        return work.judge(index, entry)
    return broken_link(entry.node) or wording.open_(Relation.UNRELATED, RIGHT_SUM)


def _verdict(work: Work | None, index: int, entry: Entry, given: bool, asked: bool) -> Verdict:
    if entry.node is None and not (isinstance(work, Told) and entry.problem is Code.UNREADABLE):
        assert entry.problem is not None
        return wording.open_(text=entry.complaint, code=entry.problem)
    if work is None:
        return wording.open_()
    if entry.named and not asked and not isinstance(work, Told):
        return _of_another(work, index, entry)
    verdict = work.judge(index, entry)
    closed = entry.node is not None and nodes.is_statement(entry.node) and not nodes.variables(entry.node)
    if given and verdict.status is Status.VALID and not closed:
        return replace(wording.open_(Relation.START), ms=verdict.ms)
    return verdict


def _answered(
    work: Work | None, request: WorkRequest, entries: tuple[Entry, ...], first: int | None, style: Style
) -> bool:
    if isinstance(work, Told):
        if first is not None or not entries:
            return False
        return _states(request.answer, entries[-1]) if request.answer is not None else work.answered
    if work is None or not entries or entries[-1].node is None or first == len(entries):
        return False
    if not wanted.has_form(request.problem, entries[-1].raw or entries[-1].node):
        return False
    if request.answer is None:
        return work.answered
    try:
        reading = read(request.answer, style)
    except Unreadable:
        return work.answered
    if reading.kind is Kind.TEXT:
        return work.answered
    return work.answered and _is_answer(prepare(reading.node), entries[-1].node)


def _states(answer: str, entry: Entry) -> bool:
    """Whether a line ends in the answer, its unit included."""
    from tutor.checker import answers

    given = re.split(r"=|≈|\\approx", entry.maths)[-1]
    request = AnswerRequest(expected=answer, given=given, decimal=True)
    return bool(given.strip()) and answers.judge(request).status is Status.VALID


def _is_answer(expected: Node, given: Node) -> bool:
    return match(expected, given).status is Status.VALID
