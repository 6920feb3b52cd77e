"""A new letter for a part of an equation without its being said: `u^2 - 5u + 4 = 0` of `x^4 - 5x^2 + 4 = 0`."""

from __future__ import annotations

from math import isqrt

from tutor.checker import formula, nodes
from tutor.checker.nodes import Node, Num, Op
from tutor.checker.values import Relation
from tutor.checker.work.sets import Scope, isolated, standing

MAX_PARTS = 10
"""Parts of the problem that the letter may stand for."""


def meant(problem: Node, line: Node, scope: Scope) -> tuple[str, Node] | None:
    """The one new letter of a line, and the part of the problem with which the line says what the problem says.

    None if there is no such part; a value, `u = 4`, is not enough to tell.
    """
    letters = nodes.variables(line)
    if len(letters) != 1 or scope.unknown is None or letters[0] in scope.known or isolated(line, letters[0]):
        return None
    pieces = problem.args if isinstance(problem, Op) and problem.name == "and" else (problem,)
    within = [piece for piece in pieces if not (isinstance(piece, Op) and piece.name == "=")]
    for part in _parts(problem, scope.unknown):
        put_in = nodes.substitute(line, {letters[0]: part})
        if standing(problem, formula.conjunction([put_in, *within]), scope).relation is Relation.EQUIVALENT:
            return letters[0], part
    return None


def _parts(problem: Node, letter: str) -> list[Node]:
    """What a substitution may name in an equation: `x^2` of x^4, `e^x` of e^(2x), `2^x` of 4^x, and its own pieces."""
    found: dict[Node, None] = {}
    for item in nodes.walk(problem):
        if not isinstance(item, Op) or letter not in nodes.variables(item) or nodes.is_statement(item):
            continue
        if item.name == "^":
            found.update(dict.fromkeys(_roots(*item.args)))
        if nodes.size(item) <= MAX_PARTS:
            found[item] = None
    parts: list[Node] = [part for part in found if isinstance(part, Op)]
    return sorted(parts, key=nodes.size)[:MAX_PARTS]


def _roots(base: Node, exponent: Node) -> list[Node]:
    """Powers whose square or cube is the given one."""
    if isinstance(exponent, Num):
        return [nodes.power(base, nodes.num(exponent.value / k)) for k in (2, 3) if exponent.value % k == 0]
    if isinstance(base, Num) and base.value > 0 and (root := isqrt(base.value.numerator)) ** 2 == base.value:
        return [nodes.power(nodes.num(root), exponent)]
    if isinstance(exponent, Op) and exponent.name == "*" and isinstance(exponent.args[0], Num):
        whole = exponent.args[0].value
        return [
            nodes.power(base, nodes.mul(nodes.num(whole / k), *exponent.args[1:])) for k in (2, 3) if whole % k == 0
        ]
    return []
