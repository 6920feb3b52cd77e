"""The form that a problem asks for, `Factor ...`, `to 2 decimal places`, and whether a line has it."""

from __future__ import annotations

import re

from tutor.checker import forms, nodes, numbers
from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import signs

_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBER = r"(\d{1,2}|one|two|three|four|five)"
_PLACES = re.compile(
    rf"(?i)\b(?:to|correct to|round\w*(?: \w+){{0,4}} to|with)\s+{_NUMBER}\s*(?:decimal places?|decimals?|d\.?p\.?)\b"
)
_FIGURES = re.compile(
    rf"(?i)\b(?:to|correct to|with)\s+{_NUMBER}\s*(?:significant (?:figures?|digits?)|s\.?f\.?|sig\.? figs?\.?)\b"
)
_NEAREST = re.compile(r"(?i)\bto the nearest (whole number|integer|unit|tenth|hundredth|thousandth)\b")
_NEAREST_PLACES = {"tenth": 1, "hundredth": 2, "thousandth": 3}
_FORMS: tuple[tuple[str, str], ...] = (
    (r"\bpartial fractions?\b", "partial-fractions"),
    (r"^\W*(?:fully |completely )?factor(?:ise|ize)?\b|\bfactor(?:ise|ize)? (?:fully|completely)\b", "factored"),
    (r"^\W*(?:expand|multiply out)\b", "expanded"),
    (r"^\W*(?:complete the square|by completing the square write)\b|\b(?:in|into) vertex form\b", "completed-square"),
    (r"\bas a single fraction\b", "single-fraction"),
    (r"\b(?:in|to) (?:its |their |the )?(?:simplest form|lowest terms)\b|\breduce\b[^.]*\bfraction\b", "lowest-terms"),
    (r"\bas a mixed number\b", "mixed"),
    (r"\bas an improper fraction\b", "improper"),
    (r"\bas a decimal\b", "decimal"),
    (r"\bas a percent(?:age)?\b", "percent"),
    (r"\bin scientific notation\b", "scientific"),
    (r"\brationali[sz]e the denominator\b", "rationalised"),
    (r"\bin slope[- ]intercept form\b", "slope-intercept"),
    (r"\bexact (?:value|answer|form)\b", "exact"),
)
_PATTERNS = tuple((re.compile(pattern, re.I), form) for pattern, form in _FORMS)
_OF_NUMBERS = frozenset(("lowest-terms",))
"""Forms that are about fractions of numbers only, where a problem's words may mean other things too."""


def has_form(problem: str, node: Node) -> bool:
    """Whether the last side of a line, as it was written, has the form that the problem's words ask for."""
    value = node.args[-1] if isinstance(node, Op) and node.name in ("=", "~", "chain") else node
    places = _places(problem)
    if places is not None:
        return all(_digits(item) == places for item in _values(value))
    figures = _FIGURES.search(problem)
    if figures is not None:
        return all(_figures(item, _count(figures[1])) for item in _values(value))
    for pattern, form in _PATTERNS:
        if pattern.search(problem):
            whole = node if form == "slope-intercept" else value
            return _fits(whole, form)
    return True


def _fits(node: Node, form: str) -> bool:
    if form in _OF_NUMBERS and nodes.variables(node):
        return True
    return forms.satisfies(node, form) is not False


def _count(text: str) -> int:
    return _COUNTS[text.lower()] if text.lower() in _COUNTS else int(text)


def _places(problem: str) -> int | None:
    """How many decimals are asked for."""
    found = _PLACES.search(problem)
    if found is not None:
        return _count(found[1])
    nearest = _NEAREST.search(problem)
    return None if nearest is None else _NEAREST_PLACES.get(nearest[1].lower(), 0)


def _values(node: Node) -> list[Node]:
    """The single values of a list or of alternatives."""
    if isinstance(node, Op) and node.name in ("list", "or", "and", "set", "tuple", "lines"):
        return [value for arg in node.args for value in _values(arg)]
    if isinstance(node, Op) and node.name in ("=", "~"):
        return _values(node.args[-1])
    return list(signs(node))


def _digits(node: Node) -> int | None:
    """The decimals of a number as written; None for what is no plain number."""
    written = numbers.literal(node)
    return None if written is None else numbers.decimals(written[0])


def _figures(node: Node, count: int) -> bool:
    written = numbers.literal(node)
    if written is None:
        return False
    low, high = numbers.significant(written[0])
    return low <= count <= high
