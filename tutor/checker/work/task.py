"""What a problem asks: the task, read out of its text, and the mathematics it starts from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from tutor.checker import nodes, respelling
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.reading import Kind, read, readings
from tutor.checker.values import Unreadable
from tutor.checker.work import asking, conversions, curves, cutting, phrases, ranges, rates, tables
from tutor.checker.work.asked import Asked, formula_value
from tutor.checker.work.conversions import Conversion
from tutor.checker.work.curves import Line
from tutor.checker.work.entry import PART_OF
from tutor.checker.work.functions import Function, calls_a_quantity, composed, definition, is_label, put_in

MAX_TEXTS = 6
"""Stretches of a problem that are looked at."""


class Goal(StrEnum):
    """What the last line has to give."""

    SOLVE = "solve"
    VALUE = "value"
    """An expression of the same value: simplify, expand, factor, evaluate."""
    DERIVATIVE = "derivative"
    ANTIDERIVATIVE = "antiderivative"
    TOLD = "told"
    """A problem in words: what its quantities are is known from the lines only."""
    NONE = "none"
    """Nothing is known: the first line is the start."""


@dataclass(frozen=True, slots=True)
class Task:
    """A problem, read."""

    goal: Goal
    start: Node | None
    """The statement to solve or the expression to work on, prepared; None if there is none."""
    unknown: str | None = None
    """The letter that is asked for, or that is differentiated or integrated by."""
    raw: Node | None = None
    """The start as it was written: limits, integrals and derivatives still there."""
    functions: tuple[Function, ...] = ()
    """What the problem defines: f(x) = ..."""
    order: int = 1
    """Of the derivative that is asked for."""
    quantities: bool = False
    """The letters are measures of something, such as radii and areas: positive."""
    stationary: Node | None = None
    """f'(x) = 0, where the points are asked for at which a function is stationary, largest or smallest."""
    line: Line | None = None
    """The straight line that is asked for."""
    asked: Asked | None = None
    """The value that a problem told in words asks for."""
    conversion: Conversion | None = None
    inverse: bool = False
    """Whether the inverse of the problem's function is asked for."""


@lru_cache(maxsize=64)
def read_task(problem: str, style: Style, reading: int = 0) -> Task:
    """The task; a problem whose mathematics can't be read gives Goal.NONE.

    `reading` counts the ways to read an ambiguous problem, the likeliest first. Kept, since each new line asks again.
    """
    problem = phrases.plain(respelling.plain(PART_OF.sub(" * ", composed(cutting.unboxed(problem)))))
    problem, bounds = ranges.taken(problem, style)
    task = _read(problem, style, reading)
    return task if bounds is None else _within(task, bounds)


def _within(task: Task, bounds: Node) -> Task:
    """The task with its solutions in an interval."""
    letters = nodes.variables(task.start) if task.start is not None else ()
    unknown = task.unknown if task.unknown in letters else letters[0] if len(letters) == 1 else None
    if task.goal is not Goal.SOLVE or task.start is None or unknown is None:
        return task
    return replace(task, start=Op("and", (task.start, Op("in", (Sym(unknown), prepare(bounds))))))


def _rearranged(problem: str, style: Style, unknown: str | None) -> Task | None:
    """One formula, told in words or not, that is to be solved for a letter; None for anything else."""
    if not asking.REARRANGE.search(problem) or unknown is None:
        return None
    texts = [text for text in _texts(problem)[:8] if cutting.has_relation(text)]
    raw = _mathematics(problem, style, Goal.SOLVE) if len(texts) == 1 else None
    if not (
        isinstance(raw, Op) and raw.name == "=" and len(nodes.variables(raw)) > 1 and unknown in nodes.variables(raw)
    ):
        return None
    return Task(Goal.SOLVE, prepare(raw), unknown, raw, quantities=bool(asking.MEASURES.search(problem)))


def _stationary(problem: str, functions: tuple[Function, ...]) -> Node | None:
    """The slope of the problem's function set to zero."""
    if not asking.STATIONARY.search(problem) or len(functions) != 1:
        return None
    try:
        return Op("=", (derivative(functions[0].body, functions[0].letter), nodes.ZERO))
    except Underivable:
        return None


def _rates(problem: str, style: Style) -> Task | None:
    """A problem of related rates; told in words if it is one that can't be set up."""
    if not rates.is_rates(problem) or asking.INTEGRATE.search(problem):
        return None
    problem = rates.bare(problem)
    trees = [prepare(n) for text in _texts(problem)[:8] if (n := _readable(text, style)) is not None]
    said = [tree for tree in trees if nodes.is_statement(tree) or _is_list_of_statements(tree)]
    if not said or any("t" in nodes.variables(tree) for tree in said):
        return None
    found = rates.system(problem, said)
    return Task(Goal.TOLD, None) if found is None else Task(Goal.SOLVE, found[0], found[1], found[0])


def _read(problem: str, style: Style, reading: int) -> Task:
    if (sought := formula_value(problem, style) or tables.asked_of(problem, style)) is not None:
        return Task(Goal.VALUE, sought.start, sought.letter, sought.start, asked=sought)
    if (rows := tables.reduced(problem, style)) is not None:
        return Task(Goal.SOLVE, rows, None, rows)
    if (conversion := conversions.asked_for(problem)) is not None:
        return Task(Goal.TOLD, None, conversion=conversion)
    if (moving := _rates(problem, style)) is not None:
        return moving
    goal, unknown = _goal(problem), asking.unknown(problem)
    defined_here = _functions(problem, style)
    if (
        goal is Goal.SOLVE
        and len(defined_here) == 1
        and asking.ZEROS.search(problem)
        and not asking.SEVERAL.search(problem)
    ):
        zeros = Op("=", (defined_here[0].body, nodes.ZERO))
        return Task(Goal.SOLVE, prepare(zeros), defined_here[0].letter, zeros, defined_here)
    told = asking.is_told(problem)
    if told or asking.SEVERAL.search(problem) or (defined_here and asking.INVERSE.search(problem)):
        if (formula := _rearranged(problem, style, unknown)) is not None:
            return formula
        return Task(
            Goal.TOLD, None, unknown, functions=defined_here, line=curves.asked_for(problem, defined_here, style),
            stationary=_stationary(problem, defined_here), inverse=bool(asking.INVERSE.search(problem)),
            quantities=bool(asking.MEASURES.search(problem) or asking.MEASURED.search(problem)),
        )  # fmt: skip
    valued = _value_asked(problem, style, goal, defined_here)
    if valued is not None:
        return Task(Goal.VALUE, prepare(valued), None, valued, defined_here)
    asked = _equation_asked(problem, style, goal, defined_here)
    if asked is not None:
        return Task(Goal.SOLVE, prepare(asked), unknown, asked, defined_here)
    raw = _mathematics(problem, style, goal, reading)
    if raw is None:
        return Task(Goal.VALUE if goal is Goal.VALUE else Goal.NONE, None, unknown)
    if isinstance(raw, nodes.Num) and goal is Goal.NONE and asking.CHANGES.search(problem):
        return Task(Goal.TOLD, None, unknown)
    plain = not nodes.variables(raw) and not asking.HIGHER.search(problem)
    if goal in (Goal.NONE, Goal.VALUE) and plain and not _is_sure(problem):
        return Task(Goal.TOLD, None, unknown)
    if goal is Goal.DERIVATIVE and (implicit := _implicit(prepare(raw), unknown or "x")) is not None:
        return Task(Goal.SOLVE, implicit, "y'", raw)
    return _task(
        goal, raw, unknown, defined_here, proving=bool(asking.PROVE.search(problem)), order=asking.order(problem)
    )


def _task(
    goal: Goal, raw: Node, unknown: str | None, functions: tuple[Function, ...], *, proving: bool, order: int
) -> Task:
    if goal is Goal.DERIVATIVE:
        raw = _undifferentiated(raw)
    elif _is_calculus(raw):
        goal = Goal.ANTIDERIVATIVE if _indefinite(raw) else Goal.VALUE
    if goal in (Goal.DERIVATIVE, Goal.ANTIDERIVATIVE):
        return replace(_slopes(goal, raw, unknown), functions=functions, order=order)
    is_value = not nodes.is_statement(raw) and not nodes.is_collection(raw) and not _is_list_of_statements(raw)
    if goal is Goal.SOLVE and is_value:
        raw = Op("=", (raw, nodes.ZERO))
    prepared = prepare(raw)
    if proving and isinstance(prepared, Op) and prepared.name == "=" and equal(*prepared.args).equal:
        return Task(Goal.VALUE, prepared.args[0], unknown, prepared.args[0])
    if goal is Goal.VALUE and nodes.is_statement(prepared) and nodes.variables(prepared):
        body = defined(prepared)
        goal = Goal.SOLVE if body is prepared else Goal.VALUE
        prepared = body
    if goal is Goal.NONE:
        goal = Goal.SOLVE if nodes.is_statement(prepared) or _is_list_of_statements(prepared) else Goal.VALUE
    return Task(goal, prepared, unknown, raw, functions)


def _functions(problem: str, style: Style) -> tuple[Function, ...]:
    """The functions that the problem defines."""
    found: list[Function] = []
    for text in _texts(problem)[:MAX_TEXTS]:
        node = _readable(text, style) if cutting.has_relation(text) else None
        for part in node.args if isinstance(node, Op) and node.name in ("list", "and", "lines") else (node,):
            function = definition(prepare(part)) if part is not None else None
            if function is not None and all(function.name != other.name for other in found):
                found.append(function)
    return tuple(found)


def _value_asked(problem: str, style: Style, goal: Goal, functions: tuple[Function, ...]) -> Node | None:
    """`f(3)`, `f(g(x))`, `f'(2)` of defined functions, or an expression at `x = 3`."""
    if goal is Goal.ANTIDERIVATIVE:
        return None
    trees = [node for text in _texts(problem)[:MAX_TEXTS] if (node := _readable(text, style)) is not None]
    plain = [t for t in trees if not nodes.is_statement(t) and not nodes.is_collection(t)]
    for tree in reversed(plain if functions else []):
        expanded = put_in(tree, functions, labels=True)
        if expanded != tree and not is_label(tree, functions):
            return expanded
    if goal is Goal.DERIVATIVE:
        return None
    values = _named_values([t for t in trees if t not in plain and definition(prepare(t)) is None])
    if functions and len(values) == 1 and asking.WHEN.search(problem) and functions[-1].letter in values:
        return nodes.substitute(functions[-1].body, values)
    if functions:
        return None
    if len(plain) == 1 and values and goal is not Goal.SOLVE and set(nodes.variables(plain[0])) <= set(values):
        return nodes.substitute(plain[0], values) if nodes.variables(plain[0]) else None
    return None


def _equation_asked(problem: str, style: Style, goal: Goal, functions: tuple[Function, ...]) -> Node | None:
    """`f(x) = 7`, `f(x) = g(x)`, `f'(x) = 0` in letters, where that is to be solved."""
    if not functions or goal is not Goal.SOLVE:
        return None
    for text in _texts(problem)[:MAX_TEXTS]:
        node = _readable(text, style) if cutting.has_relation(text) else None
        if isinstance(node, Op) and node.name in nodes.RELATIONS and definition(prepare(node)) not in functions:
            said = put_in(node, functions, labels=True)
            if said != node:
                return said
    return None


def _named_values(trees: list[Node]) -> dict[str, Node]:
    """`x = 3, y = 4` as values; empty if something else is said."""
    values: dict[str, Node] = {}
    for tree in trees:
        for part in tree.args if isinstance(tree, Op) and tree.name in ("list", "and", "lines") else (tree,):
            if not (isinstance(part, Op) and part.name == "=" and isinstance(part.args[0], Sym)):
                return {}
            if nodes.variables(part.args[1]):
                return {}
            values[part.args[0].name] = part.args[1]
    return values


def _implicit(node: Node, letter: str) -> Node | None:
    """The derivative of an equation in x and y, y being a function of x."""
    if not (isinstance(node, Op) and node.name == "=") or set(nodes.variables(node)) != {letter, "y"}:
        return None
    if defined(node) is not node or letter == "y":
        return None
    try:
        slopes = [nodes.add(derivative(s, letter), nodes.mul(derivative(s, "y"), Sym("y'"))) for s in node.args]
    except Underivable:
        return None
    return Op("=", tuple(slopes))


def _texts(problem: str) -> list[str]:
    """The stretches of a problem that may be mathematics."""
    problem = re.sub(r"\$\$?([^$]*)\$\$?", r" \1 ", problem) if problem.count("$") >= 2 else problem
    pieces = [piece for s in cutting.stretches(problem) for piece in asking.COLON.split(s.text)]
    return [_cut(piece) for piece in pieces if not _only_letter(piece)]


def _slopes(goal: Goal, raw: Node, unknown: str | None) -> Task:
    body = prepare(defined(raw))
    names = nodes.variables(body)
    letter = (
        unknown
        if unknown in names
        else _integrand_letter(body) or ("x" if "x" in names else names[0] if names else "x")
    )
    return Task(goal, body, letter, raw)


def defined(node: Node) -> Node:
    """The right side of `f(x) = ...` or `y = ...`; the node itself otherwise."""
    if isinstance(node, Op) and node.name == "=" and len(node.args) == 2:
        left, right = node.args
        call = isinstance(left, Op) and left.name in ("apply", "prime", "deriv")
        if (call or (isinstance(left, Sym) and left.name not in nodes.variables(right))) and not nodes.is_statement(
            right
        ):
            return right
    return node


def _undifferentiated(node: Node) -> Node:
    """What stands under d/dx, where that is all there is."""
    body = defined(node)
    if isinstance(body, Op) and body.name == "deriv" and isinstance(body.args[0], Op):
        return body.args[0]
    return body


def _goal(problem: str) -> Goal:
    if asking.SOLVE.search(problem) and not re.search(r"(?i)\b(differentiate|derivative|integrate)\b", problem):
        return Goal.SOLVE
    if asking.DERIVE.search(problem):
        return Goal.DERIVATIVE
    if asking.INTEGRATE.search(problem):
        return Goal.ANTIDERIVATIVE
    return Goal.VALUE if asking.VALUE.search(problem) else Goal.NONE


def _is_sure(problem: str) -> bool:
    """Whether the numbers of a problem are what is worked on: they stand in one place, and no other words are there."""
    places = len([text for text in _texts(problem) if re.search(r"\d", text)])
    return asking.words_left(problem, neutral=True) == 0 and (places == 1 or bool(re.search(r"\.\.\.|…", problem)))


def _mathematics(problem: str, style: Style, goal: Goal, reading: int = 0) -> Node | None:
    for text in _candidates(problem, goal):
        node = _readable(text, style, reading)
        if node is not None:
            return node
    return None


def _candidates(problem: str, goal: Goal) -> list[str]:
    """Texts that may be the mathematics alone, the likeliest first."""
    problem = re.sub(r"\$\$?([^$]*)\$\$?", r" \1 ", problem) if problem.count("$") >= 2 else problem
    pieces = [s for s in cutting.stretches(problem) if not _only_letter(s.text)]
    pieces = [s for s in pieces if not (len(pieces) > 1 and asking.LEIBNIZ.fullmatch(cutting.trimmed(s.text)))]
    texts = [_cut(s.text) for s in pieces]
    if not re.search(r"∫|\\int|\bint\b", problem) and goal is not Goal.SOLVE:
        texts = [asking.DIFFERENTIAL.sub("", text) for text in texts]
    related = [t for t, s in zip(texts, pieces, strict=True) if cutting.has_relation(t)]
    found: list[str] = []
    if len(related) > 1:
        found.append(
            " and ".join(f"({t})" if " or " in t else t for t in related) if goal is Goal.SOLVE else related[0]
        )
    found += related
    after = "".join(asking.COLON.split(problem, maxsplit=1)[1:])
    if after.strip() and not cutting.has_words(after):
        found.insert(0, _cut(after))
    return [*found, *sorted(texts, key=len, reverse=True)]


def _cut(text: str) -> str:
    return cutting.trimmed(re.sub(r"^\s*(?:[a-h]\)|\d{1,2}[.)](?=\s))\s*", "", text))


def _only_letter(text: str) -> bool:
    return bool(re.fullmatch(r"\W*\\?[A-Za-z]?\W*", text)) and not re.search(r"\d", text)


def _readable(text: str, style: Style, number: int = 0) -> Node | None:
    try:
        reading = read(text, style)
    except Unreadable:
        return None
    if reading.kind is Kind.TEXT or isinstance(reading.node, Sym):
        return None
    if "calls" in reading.doubts and calls_a_quantity(reading.node):
        reading = read(text, replace(style, calls=False))
    if number and reading.doubts:
        return next((each.node for each in readings(text, style)[number : number + 1]), reading.node)
    return reading.node


def _is_calculus(node: Node) -> bool:
    return nodes.has(node, "int", "lim", "deriv") and not nodes.is_statement(defined(node))


def _indefinite(node: Node) -> bool:
    return any(isinstance(n, Op) and n.name == "int" and len(n.args) == 2 for n in nodes.walk(node))


def _integrand_letter(node: Node) -> str | None:
    for item in nodes.walk(node):
        if isinstance(item, Op) and item.name == "int" and isinstance(item.args[1], Sym):
            return item.args[1].name
    return None


def _is_list_of_statements(node: Node) -> bool:
    return isinstance(node, Op) and node.name in ("list", "lines") and all(nodes.is_statement(a) for a in node.args)
