"""What probably happened in a line, in plain words: only where applying it really gives the learner's line."""

from __future__ import annotations

from fractions import Fraction

from tutor.checker import formula, nodes, plane, statements
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.nodes import Node, Op
from tutor.checker.values import Relation, Status, Witness

LOST = "A solution of the line before is lost here"
UNTURNED = (
    "The inequality points the wrong way: it turns when both sides are multiplied or divided by a negative number."
)
MULTIPLIED = "An inequality can't be multiplied by something whose sign is not known: it may be negative."
ROOT = f"{LOST}: taking a square root (or undoing an even power or an absolute value) gives two signs; this keeps one."
DIVIDED = f"{LOST}: both sides were divided by something that can be zero, and where it is zero is a solution too."
SOLVABLE = "There is something that solves the problem: put a value in and see."
PRIMITIVE = "This is an antiderivative of what is integrated; the bounds still have to be put in."
SET_TO_ZERO = "This sets up an equation; it says nothing of the value that is asked for."
SLOPE = "This is not the derivative of what was named: differentiate it again."
AFTER_NAME = "This could not be checked: a name above was differentiated wrongly."
SQUARED = "Both sides were squared: true, but that may allow more values, so check the solutions at the end."
SIGN = "Only the sign is wrong: the opposite of this would be right."
TENFOLD = "The decimal point is out of place: this is off by a power of ten."
FACTOR = "This is off by a constant factor."
CONSTANT = "Only the constant part differs: look at the numbers without a variable."
INNER = "The derivative of the inner function is missing: multiply by it."
PRODUCT = "The derivative of a product is not the product of the derivatives."
QUOTIENT = "The derivative of a quotient is not the quotient of the derivatives."
DERIVED = "This follows by the rules of differentiation or integration."
SAME = "This has the same value."
MOVED = "The same is true as before: both sides were changed alike."


def of_step(calculus: bool) -> str:
    """What a right line on an expression did."""
    return DERIVED if calculus else SAME


def of_values(expected: Node, given: Node) -> str:
    """How a value stands to the right one: a sign, a factor, a power of ten, a constant."""
    a, b = number_or_none(expected), number_or_none(given)
    if a is not None and b is not None:
        return _numbers(fraction_of(a), fraction_of(b))
    if not nodes.variables(expected) and not nodes.variables(given):
        return SIGN if equal(given, nodes.neg(expected)).equal else ""
    if equal(given, nodes.neg(expected)).equal:
        return SIGN
    ratio = _constant(Op("/", (given, expected)), expected)
    if ratio:
        return FACTOR
    return CONSTANT if _constant(nodes.sub(given, expected), expected) else ""


def _numbers(expected: Fraction, given: Fraction) -> str:
    if expected == 0 or given == 0:
        return ""
    if given == -expected:
        return SIGN
    ratio = abs(given / expected)
    ratio = ratio if ratio > 1 else 1 / ratio
    return TENFOLD if ratio.denominator == 1 and set(str(ratio)) == {"1", "0"} and str(ratio)[0] == "1" else ""


def _constant(tree: Node, like: Node) -> bool:
    """Whether a tree has the same value at every place."""
    names = nodes.variables(like)
    if not names:
        return False
    there = nodes.substitute(tree, {name: nodes.num(Fraction(2 * k + 3, k + 2)) for k, name in enumerate(names)})
    return equal(tree, there).equal


def of_slopes(start: Node, target: Node, given: Node, letter: str) -> str:
    """A missing inner derivative, or a product or quotient differentiated factor by factor."""
    if isinstance(start, Op) and start.name in ("*", "/") and len(start.args) == 2:
        try:
            wrong = Op(start.name, tuple(derivative(a, letter) for a in start.args))
        except Underivable:
            return ""
        if equal(wrong, given).equal:
            return PRODUCT if start.name == "*" else QUOTIENT
    for item in nodes.walk(start):
        if not isinstance(item, Op) or not item.args or item.name in ("+", "*", "/", "neg"):
            continue
        try:
            inner = derivative(
                item.args[1] if item.args[0] == nodes.EULER and item.name == "^" else item.args[0], letter
            )
        except Underivable:
            continue
        if inner not in (nodes.ONE, nodes.ZERO) and equal(nodes.mul(given, inner), target).equal:
            return INNER
    return ""


def of_solutions(relation: Relation, before: Node, line: Node, witness: Witness | None) -> str:
    """Why solutions were lost, where the two lines and the lost value show it."""
    if line == nodes.FALSE:
        return SOLVABLE
    earlier, later = formula.atoms(before), formula.atoms(line)
    inequality = any(a.name in ("<", "<=", ">", ">=") for a in (*earlier, *later))
    if relation is Relation.LOSES_SOLUTIONS and not inequality:
        if any(_vanishes(atom, witness) for atom in earlier):
            return DIVIDED
        if any(
            isinstance(n, Op) and (n.name == "abs" or (n.name == "^" and _is_even(n.args[1])))
            for n in nodes.walk(before)
        ):
            return ROOT
    if inequality and len(earlier) == len(later) == 1 and later[0].name in nodes.FLIPPED and later[0].name != "=":
        flipped = Op(nodes.FLIPPED[later[0].name], later[0].args)
        if statements.compare(before, flipped).status is Status.VALID:
            return UNTURNED
    if inequality and any(_divides_by_letters(atom) for atom in earlier) and not any(map(_divides_by_letters, later)):
        return MULTIPLIED
    return ""


def _divides_by_letters(tree: Node) -> bool:
    return any(isinstance(n, Op) and n.name == "/" and bool(nodes.variables(n.args[1])) for n in nodes.walk(tree))


def _is_even(exponent: Node) -> bool:
    value = number_or_none(exponent)
    return value is not None and value.q == 1 and int(value.p) % 2 == 0


def _vanishes(atom: Op, witness: Witness | None) -> bool:
    """Both sides of an equation are zero at the lost value: something common to them was divided away."""
    if witness is None or atom.name != "=" or len(witness.at) != 1 or atom.args[1] == nodes.ZERO:
        return False
    values: dict[str, Node] = {}
    for name, text in witness.at.items():
        try:
            values[name] = nodes.num(Fraction(text))
        except ValueError:
            return False
    return all(equal(nodes.substitute(side, values), nodes.ZERO).equal for side in atom.args)


def of_following(before: Node, line: Node) -> str:
    """What made a line weaker than the one before."""
    if isinstance(before, Op) and before.name == "=" and isinstance(line, Op) and line.name == "=":
        squares = Op("=", tuple(Op("^", (side, nodes.TWO)) for side in before.args))
        if plane.proportional(squares, line) is not None:
            return SQUARED
    return ""
