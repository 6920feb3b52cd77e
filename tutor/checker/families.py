"""Families of angles with a whole-number counter: x = pi/6 + 2 pi n or x = 5 pi/6 + 2 pi n, however they are split up.

Only steps with pi in them are families: y = 2n + 1 is a formula in n.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb, ctx

from tutor.checker import nodes
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import EQUAL, Outcome, different, equal, show
from tutor.checker.exact import Undefined
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import signs
from tutor.checker.values import Status, Witness

COUNTERS = ("n", "k", "m", "N", "K")
MAX_MEMBERS = 60
MAX_DENOMINATOR = 48


@dataclass(frozen=True, slots=True)
class Family:
    """start + step n over all whole n; a step of zero is a single value."""

    start: Node
    step: Node


def families(node: Node) -> tuple[str, list[Family]] | None:
    """The variable and its families, for alternatives `x = a + b n`; None for anything else."""
    items = node.args if isinstance(node, Op) and node.name in ("or", "list", "lines") else (node,)
    found: list[Family] = []
    letter: str | None = None
    counted = False
    for item in items:
        if not (isinstance(item, Op) and item.name == "=" and isinstance(item.args[0], Sym)):
            return None
        if letter not in (None, item.args[0].name) or nodes.is_collection(item.args[1]):
            return None
        letter = item.args[0].name
        for value in signs(item.args[1]):
            family = _family(value)
            if family is None:
                return None
            counted = counted or family.step != nodes.ZERO
            found.append(family)
    return (letter, found) if letter is not None and counted else None


def _family(value: Node) -> Family | None:
    names = nodes.variables(value)
    if not names:
        return Family(value, nodes.ZERO)
    if len(names) != 1 or names[0] not in COUNTERS:
        return None
    try:
        step = derivative(value, names[0])
    except Underivable:
        return None
    if nodes.variables(step) or not nodes.has(step, "pi"):
        return None
    return Family(nodes.substitute(value, {names[0]: nodes.ZERO}), step)


def compare(expected: Node, given: Node) -> Outcome | None:
    """Whether two lists of families have the same members; None if they aren't such lists, or their steps don't fit."""
    first, second = families(expected), families(given)
    if first is None or second is None or first[0] != second[0]:
        return None
    ctx.prec = 256
    try:
        period, ratios = _period([*first[1], *second[1]])
        members = [_members(group, period, ratios) for group in (first[1], second[1])]
    except (Undefined, NotReal, Imprecise, Unsupported, ValueError):
        return None
    lost = next((m for m in members[0] if not _among(m, members[1], period)), None)
    added = next((m for m in members[1] if not _among(m, members[0], period)), None)
    if lost is None and added is None:
        return EQUAL
    member = lost if lost is not None else added
    assert member is not None
    value = _value(member)
    witness = Witness(
        at={first[0]: show(value)},
        expected="solves it" if lost is not None else "does not",
        given="does not" if lost is not None else "solves it",
    )
    return different(witness)


def _value(node: Node) -> arb:
    value = Evaluator({}, real=True).value(node)
    if not isinstance(value, arb):
        raise Unsupported
    return value


def _rational(value: arb) -> Fraction:
    """The fraction with a small denominator in a ball. Raises ValueError if there is none."""
    guess = Fraction(float(value)).limit_denominator(MAX_DENOMINATOR)
    if not abs(value - arb(guess.numerator) / guess.denominator) < arb(2) ** -60:
        raise ValueError
    return guess


def _period(group: list[Family]) -> tuple[Node, dict[Node, int]]:
    """A step that is a whole multiple of every other one, and those multiples; single values don't mix in."""
    if any(f.step == nodes.ZERO for f in group):
        raise ValueError
    base = group[0].step
    shares = {f.step: abs(_rational(_value(f.step) / _value(base))) for f in group}
    top, bottom = 1, 0
    for share in shares.values():
        top = top * share.numerator // _gcd(top, share.numerator)
        bottom = _gcd(bottom, share.denominator)
    whole = Fraction(top, bottom)
    return nodes.mul(nodes.num(whole), base), {step: int(whole / share) for step, share in shares.items()}


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def _members(group: list[Family], period: Node, counts: dict[Node, int]) -> list[Node]:
    """One member for every residue modulo the period."""
    if sum(counts[f.step] for f in group) > MAX_MEMBERS:
        raise ValueError
    return [nodes.add(f.start, nodes.mul(nodes.num(k), f.step)) for f in group for k in range(counts[f.step])]


def _among(member: Node, others: list[Node], period: Node) -> bool:
    """Whether the member differs from one of the others by whole periods, checked exactly."""
    for other in others:
        turns = (_value(member) - _value(other)) / _value(period)
        nearest = round(float(turns))
        if abs(turns - nearest) < arb(2) ** -60:
            same = equal(member, nodes.add(other, nodes.mul(nodes.num(nearest), period)))
            if same.status is Status.VALID:
                return True
    return False
