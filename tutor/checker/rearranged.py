"""A formula solved for one of its letters: `h = 2A/b` for `A = b h/2`, where what is divided by is not zero."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import signs

LETTERS = 3
"""So many letters make a formula; two make a line, which has each of its points."""


def is_solved_form(expected: Node, given: Node) -> bool:
    """Whether `given` is the equation `expected`, linear in a letter, solved for that letter; or quadratic, with ±.

    The letters of a formula stand for measures: a divisor that holds only letters is not zero.
    """
    if not all(isinstance(n, Op) and n.name == "=" and not nodes.is_statement(n.args[1]) for n in (expected, given)):
        return False
    assert isinstance(expected, Op)
    assert isinstance(given, Op)
    letters = set(nodes.variables(expected))
    if len(letters) < LETTERS or letters != set(nodes.variables(given)) or letters <= set("xyz"):
        return False
    letter, value = given.args
    if not isinstance(letter, Sym):
        letter, value = value, letter
    if not isinstance(letter, Sym) or letter.name in nodes.variables(value):
        return False
    difference = nodes.sub(expected.args[0], expected.args[1])
    try:
        slope = derivative(difference, letter.name)
    except Underivable:
        return False
    values = signs(value)
    for _ in values[1:]:
        slope = derivative(slope, letter.name)
    if letter.name in nodes.variables(slope) and not equal(derivative(slope, letter.name), nodes.ZERO).equal:
        return False
    if equal(slope, nodes.ZERO).equal or (len(values) == 2 and equal(*values).equal):
        return False
    return all(_holds(expected, letter.name, one) for one in values)


def _holds(equation: Op, letter: str, value: Node) -> bool:
    left, right = (nodes.substitute(side, {letter: value}) for side in equation.args)
    return equal(left, right).equal
