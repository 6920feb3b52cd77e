"""Straight lines that a problem asks for: tangents, normals, lines through points; and what work says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.checker import formula, nodes, statements
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.formula import NotAStatement
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import Code, Method, Relation, Status, Unreadable, Verdict, Witness
from tutor.checker.work import wording
from tutor.checker.work.functions import Function

NOT_THE_LINE = "This is not the line that is asked for: look at its slope and at the point it goes through."
NOT_ITS_SLOPE = "This is not the slope that is asked for."
_POINT = re.compile(r"\(\s*([^(),]+),\s*([^(),]+)\)")
_AT = re.compile(r"(?i)\b(?:at|where|when)\s+(?:the\s+point\s+)?(?:where\s+)?\$?([a-z])\s*=\s*([^\s,;.$]+(?:\.\d+)?)")
_ASKS = re.compile(
    r"(?i)\bequations?\b|\bfind (?:the|a) (?:straight )?(?:tangent|normal|line (?:through|passing|that|with|of))"
)
_MORE = re.compile(
    r"(?i)\b(?:meets?|intersect\w*|cross\w*|areas?|distance|angle|reflect\w*|parallel|perpendicular|bisect\w*|"
    r"midpoint|intercepts?|plane|circle)\b"
)
"""Words of problems where other lines and points matter, too."""
_SLOPE = re.compile(r"(?i)\b(?:slope|gradient)\s+(?:of\s+|is\s+|m\s*=\s*|=\s*)?\$?([-−]?\d+(?:/\d+|\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Line:
    """y - height = slope (x - place)."""

    slope: Node
    place: Node
    height: Node
    across: Node | None = None
    """For a normal, the curve's own slope."""
    curve: Node | None = None
    """The equation of the curve that it touches."""

    @property
    def equation(self) -> Node:
        """The line as an equation in x and y."""
        return Op("=", (nodes.sub(Sym("y"), self.height), nodes.mul(self.slope, nodes.sub(Sym("x"), self.place))))


def asked_for(problem: str, functions: tuple[Function, ...], style: Style) -> Line | None:
    """The line that a problem asks for; None if it asks for none, or does not say enough."""
    if not _ASKS.search(problem) or _MORE.search(problem):
        return None
    tangent = re.search(r"(?i)\btangents?\b", problem)
    normal = re.search(r"(?i)\bnormal(?:\s+(?:line|to))", problem)
    if (tangent is None) != (normal is None) and len(functions) == 1 and functions[0].letter == "x":
        return _touching(problem, functions[0], style, normal=normal is not None)
    if re.search(r"(?i)\blines?\b", problem) and not functions and tangent is None and normal is None:
        return _through(problem, style)
    return None


def _touching(problem: str, function: Function, style: Style, *, normal: bool) -> Line | None:
    at, point = _AT.search(problem), _POINT.search(problem)
    place = _number(at[2], style) if at and at[1] == "x" else _number(point[1], style) if point else None
    if place is None:
        return None
    try:
        slope = nodes.substitute(derivative(function.body, "x"), {"x": place})
    except Underivable:
        return None
    height = nodes.substitute(function.body, {"x": place})
    curve = Op("=", (Sym("y"), function.body))
    if not normal:
        return Line(slope, place, height, curve=curve)
    if equal(slope, nodes.ZERO).status is not Status.INVALID:
        return None
    return Line(nodes.neg(Op("/", (nodes.ONE, slope))), place, height, slope, curve)


def _through(problem: str, style: Style) -> Line | None:
    points = [(_number(m[1], style), _number(m[2], style)) for m in _POINT.finditer(problem)]
    slope = _SLOPE.search(problem)
    if not points or any(a is None or b is None for a, b in points) or len(points) + (slope is not None) != 2:
        return None
    (x1, y1), (x2, y2) = points[0], points[-1]
    assert x1 is not None and y1 is not None and x2 is not None and y2 is not None  # noqa: PT018
    if slope is not None:
        value = _number(slope[1], style)
        return None if value is None else Line(value, x1, y1)
    if equal(x1, x2).status is not Status.INVALID:
        return None
    return Line(Op("/", (nodes.sub(y2, y1), nodes.sub(x2, x1))), x1, y1)


def _number(text: str, style: Style) -> Node | None:
    try:
        node = prepare(read(text.strip(" $.?!"), style).node)
    except Unreadable:
        return None
    plain = not nodes.variables(node) and not nodes.is_statement(node) and not nodes.is_collection(node)
    return node if plain else None


def judge(line: Line, node: Node, *, sure: bool) -> Verdict | None:
    """What a statement says of the line; None if it is about something else.

    `sure`: no line before was wrong, so that another line in x and y is a mistake of its own.
    """
    if not isinstance(node, Op) or node.name not in ("=", "chain"):
        return None
    if node.args[0] == Sym("m") and not nodes.variables(node.args[-1]):
        return _slope(line, node.args[-1], sure)
    if isinstance(node.args[0], Op) and node.args[0].name == "apply" and node.args[0].args[-1] == Sym("x"):
        return None
    if node.name != "=" or set(nodes.variables(node)) != {"x", "y"}:
        return None
    try:
        said = formula.formula(node)
        outcome = statements.compare(formula.formula(line.equation), said)
        if outcome.status is Status.VALID:
            return wording.right(Relation.EQUIVALENT, outcome.method)
        if line.curve is not None and statements.compare(formula.formula(line.curve), said).status is Status.VALID:
            return wording.right(Relation.START, Method.PROOF)
    except NotAStatement:
        return None
    if outcome.status is not Status.INVALID or not sure:
        return wording.open_()
    witness = outcome.lost or outcome.added
    return _wrong(witness, NOT_THE_LINE)


def _slope(line: Line, value: Node, sure: bool) -> Verdict:
    found = [equal(known, value) for known in (line.slope, line.across) if known is not None]
    right = next((o for o in found if o.equal), None)
    if right is not None:
        return wording.right(Relation.UNRELATED, right.method)
    if not sure or any(o.status is not Status.INVALID for o in found):
        return wording.open_()
    return _wrong(found[0].witness, NOT_ITS_SLOPE)


def _wrong(witness: Witness | None, text: str) -> Verdict:
    return wording.said(Status.INVALID, Code.CONTRADICTS, Relation.CONTRADICTS, Method.WITNESS, witness, text)
