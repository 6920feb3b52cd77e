"""What a problem asks: the task, read out of its text, and the mathematics it starts from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tutor.checker import nodes
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.prose import spans
from tutor.checker.reading import Kind, read
from tutor.checker.values import Unreadable
from tutor.checker.work.entry import LETTERS


class Goal(StrEnum):
    """What the last line has to give."""

    SOLVE = "solve"
    VALUE = "value"
    """An expression of the same value: simplify, expand, factor, evaluate."""
    DERIVATIVE = "derivative"
    ANTIDERIVATIVE = "antiderivative"
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
    function: Node | None = None
    """What `f` stands for where the problem defines f(x) = ..., so that a line may repeat it."""


_DERIVE = re.compile(r"(?i)\b(differentiate|derivative|derive|slope function|ableiten|ableitung|leite)\b")
_INTEGRATE = re.compile(r"(?i)\b(integrate|antiderivative|primitive|indefinite integral|stammfunktion|integriere)\b")
_VALUE = re.compile(
    r"(?i)\b(simplify|expand|factor(?:ise|ize)?|evaluate|calculate|compute|work out|multiply out|rewrite|reduce|"
    r"find the (?:value|limit|sum|product)|limit|add|subtract|multiply|divide|convert)\b"
)
_UNKNOWN = re.compile(r"(?i)\b(?:for|find|in terms of|with respect to|w\.r\.t\.?|by|value of)\s+\$?\\?([A-Za-z])\b\$?")
_TAIL = re.compile(
    r"(?i)[,;.]?\s*\b(?:for|using|with respect to|w\.r\.t\.?|by|where|in terms of|over|and|to|at|one step)\b"
    r"(?![^$]*\$\s*$).*$"
)
_HEAD = re.compile(
    r"(?i)^\s*(?:please\s+)?(?:solve|find|simplify|expand|factor(?:ise|ize)?|evaluate|calculate|compute|work out|"
    r"differentiate|integrate|multiply out|rewrite|reduce|determine|show that|prove that|the|a|an|all|real|equations?|"
    r"inequality|systems?|of|value|values|limit|derivative|antiderivative|integral|indefinite|definite|expression|"
    r"function|fully|completely|following|simultaneous|roots?|solutions?|to|with|respect|for|[a-z](?=\s*:))\b[\s:]*"
)


_DIFFERENTIAL = re.compile(r"\s*\bd[a-z]\s*[.?!]*\s*$")


def read_task(problem: str, style: Style) -> Task:
    """The task; a problem whose mathematics can't be read gives Goal.NONE."""
    goal = _goal(problem)
    unknown = _unknown(problem)
    start = _mathematics(problem, style)
    if start is None:
        return Task(Goal.NONE, None, unknown)
    if _is_calculus(start):
        goal = Goal.ANTIDERIVATIVE if _indefinite(start) else Goal.VALUE
    if goal in (Goal.DERIVATIVE, Goal.ANTIDERIVATIVE):
        body = defined(start)
        names = nodes.variables(body)
        letter = unknown if unknown in names else _integrand_letter(body) or (names[0] if names else "x")
        if "x" in names and unknown not in names and not _integrand_letter(body):
            letter = "x"
        return Task(goal, body, letter, body)
    prepared = prepare(start)
    if goal is Goal.VALUE and nodes.is_statement(prepared) and not _closed(prepared):
        prepared_body = defined(prepared)
        if prepared_body is prepared or nodes.variables(prepared_body):
            goal = Goal.SOLVE if prepared_body is prepared else Goal.VALUE
            prepared = prepared_body
    if goal is Goal.NONE:
        goal = Goal.SOLVE if nodes.is_statement(prepared) or _is_list_of_statements(prepared) else Goal.VALUE
    return Task(goal, prepared, unknown)


def defined(node: Node) -> Node:
    """The right side of `f(x) = ...` or `y = ...`; the node itself otherwise."""
    if isinstance(node, Op) and node.name == "=" and len(node.args) == 2:
        left, right = node.args
        call = isinstance(left, Op) and left.name == "apply"
        if (call or (isinstance(left, Sym) and left.name not in nodes.variables(right))) and not nodes.is_statement(
            right
        ):
            return right
    return node


def _goal(problem: str) -> Goal:
    if _DERIVE.search(problem):
        return Goal.DERIVATIVE
    if _INTEGRATE.search(problem):
        return Goal.ANTIDERIVATIVE
    if re.search(r"(?i)\b(solve|solution|roots?|löse)\b", problem):
        return Goal.SOLVE
    return Goal.VALUE if _VALUE.search(problem) else Goal.NONE


def _unknown(problem: str) -> str | None:
    found = [m[1] for m in _UNKNOWN.finditer(problem) if m[1] not in ("a", "A", "I")]
    return found[-1] if found else None


def _mathematics(problem: str, style: Style) -> Node | None:
    for text in _candidates(problem):
        node = _readable(text, style)
        if node is not None:
            return node
    return None


def _candidates(problem: str) -> list[str]:
    """Texts that may be the mathematics alone, the likeliest first."""
    head = problem
    while (shorter := _HEAD.sub("", head, count=1)) != head:
        head = shorter
    after = problem.partition(":")[2]
    whole = [text for text in (after, head) if text.strip()]
    found = [*whole, *(_TAIL.sub("", text) for text in whole), *(_TAIL.sub("", text).rstrip(" .?!,") for text in whole)]
    if not re.search(r"∫|\\int|\bint\b", problem):
        found = [_DIFFERENTIAL.sub("", text) for text in found]
    pieces = [problem[span.start : span.end] for span in spans(problem[:4000])]
    marked = [p for p in pieces if re.search(r"[=<>≤≥]|\\[lg]e", p)]
    if len(marked) > 1:
        found.append(", ".join(marked))
    return [*found, *sorted(pieces, key=len, reverse=True), problem]


def _readable(text: str, style: Style) -> Node | None:
    try:
        reading = read(text, style)
    except Unreadable:
        return None
    if reading.kind is Kind.TEXT or isinstance(reading.node, Sym) or (_has_words(reading.node)):
        return None
    return reading.node


def _has_words(node: Node) -> bool:
    return any(
        isinstance(n, Sym) and len(n.name) > 3 and n.name.isalpha() and n.name not in LETTERS for n in nodes.walk(node)
    )


def _is_calculus(node: Node) -> bool:
    return nodes.has(node, "int", "lim", "deriv") and not nodes.is_statement(defined(node))


def _indefinite(node: Node) -> bool:
    return any(isinstance(n, Op) and n.name == "int" and len(n.args) == 2 for n in nodes.walk(node))


def _integrand_letter(node: Node) -> str | None:
    for item in nodes.walk(node):
        if isinstance(item, Op) and item.name == "int" and isinstance(item.args[1], Sym):
            return item.args[1].name
    return None


def _closed(node: Node) -> bool:
    return not nodes.variables(node)


def _is_list_of_statements(node: Node) -> bool:
    return isinstance(node, Op) and node.name in ("list", "lines") and all(nodes.is_statement(a) for a in node.args)
