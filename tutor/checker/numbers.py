"""Numbers as measured or rounded: tolerances, decimal places, significant figures, decimals that stand for exact
values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, ctx

from tutor.checker import nodes
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.equality import show
from tutor.checker.exact import Inexact, TooBig, Undefined, fraction_of, number
from tutor.checker.nodes import Node, Num, Op, Unit
from tutor.checker.values import AnswerRequest, Code, Method, Status, Witness

FULL_PRECISION = 9
"""A decimal with so many significant digits stands for the exact value that it rounds to, asked for or not."""
_BITS = 256


@dataclass(frozen=True, slots=True)
class Judged:
    """A numeric decision, or None in `status` where the rules don't apply."""

    status: Status | None
    code: Code = Code.UNDECIDED
    method: Method = Method.RULE
    witness: Witness | None = None


NOT_NUMERIC = Judged(None)


def asks_for_numbers(request: AnswerRequest) -> bool:
    """Whether the request sets a tolerance or a number of digits."""
    return (
        request.rel is not None
        or request.abs is not None
        or request.sf is not None
        or request.places is not None
        or request.decimal
    )


def real_value(node: Node) -> Fraction | arb | None:
    """The value of a tree without variables, exact or as a ball; None if it has no real value."""
    try:
        return fraction_of(number(node))
    except (Inexact, TooBig):
        pass
    except Undefined:
        return None
    if nodes.variables(node):
        return None
    ctx.prec = _BITS
    try:
        value = Evaluator({}, real=True).value(node)
    except (Undefined, NotReal, Imprecise, Unsupported):
        return None
    return value if isinstance(value, arb) else None


def literal(node: Node) -> tuple[Num, int] | None:
    """The written number in a tree, with its power of ten: `-138*10^-3`, `5.3e22`, `0.50`; None for anything else."""
    if isinstance(node, Num):
        return (node, 0) if re.fullmatch(r"[\d.]+(?:[eE][+-]?\d+)?", node.text) else None
    if isinstance(node, Op):
        if node.name == "neg":
            return literal(node.args[0])
        if node.name == "percent":
            return literal(node.args[0])
        parts = [a for a in node.args if not _only_units(a)]
        if node.name == "*" and len(parts) == 1:
            return literal(parts[0])
        if (
            node.name == "*"
            and len(parts) == 2
            and (found := literal(parts[0]))
            and (exponent := _power_of_ten(parts[1])) is not None
        ):
            return found[0], found[1] + exponent
        if node.name == "/" and _only_units(node.args[1]):
            return literal(node.args[0])
        if (
            node.name == "/"
            and (found := literal(node.args[0]))
            and (exponent := _power_of_ten(node.args[1])) is not None
        ):
            return found[0], found[1] - exponent
        if node.name == "*" and parts != list(node.args) and len(parts) > 2:
            return literal(Op("*", tuple(parts)))
    return None


def _only_units(node: Node) -> bool:
    leaves = [n for n in nodes.walk(node) if not isinstance(n, Op)]
    return any(isinstance(n, Unit) for n in leaves) and all(
        isinstance(n, Unit)
        or (isinstance(n, Num) and n.value.denominator == 1 and abs(n.value) < 10 and "." not in n.text)
        for n in leaves
    )


def _power_of_ten(node: Node) -> int | None:
    if isinstance(node, Op) and node.name == "^" and node.args[0] == nodes.num(10):
        value = real_value(node.args[1])
        return int(value) if isinstance(value, Fraction) and value.denominator == 1 else None
    return 1 if node == nodes.num(10) else None


def significant(node: Num) -> tuple[int, int]:
    """The least and most significant digits a written number may have: 2640 has three or four; 0.0 has one, 0.00 two.
    The least and most significant digits a written number may have: 2640 has three or four; 0.0 has one, 0.00 two.
    """
    mantissa = re.split(r"[eE]", node.text)[0]
    whole, point, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    if not digits:
        count = max(1, len(part))
        return count, count
    if point:
        return len(digits), len(digits)
    return len(digits.rstrip("0")) or 1, len(digits)


def decimals(node: Num) -> int:
    """Digits after the point as written."""
    return len(re.split(r"[eE]", node.text)[0].partition(".")[2])


def judge(
    expected: Node,
    given: Node,
    request: AnswerRequest,
    *,
    digits: tuple[Num, int] | None = None,
    written: Node | None = None,
) -> Judged:
    """Compare two values under the request's tolerances; `digits` is the given literal, `written` the expected text's
    tree.
    """
    e, g = real_value(expected), real_value(given)
    if e is None or g is None:
        return NOT_NUMERIC
    if request.rel is not None or request.abs is not None:
        return _within(e, g, request)
    if request.sf is not None:
        return _figures(e, g, request.sf, digits)
    if request.places is not None:
        return _rounded(e, g, request.places, digits)
    return _decimal(e, g, expected if written is None else written, digits)


def _ball(value: Fraction | arb) -> arb:
    return value if isinstance(value, arb) else arb(value.numerator) / value.denominator


def _close(e: Fraction | arb, g: Fraction | arb, limit: Fraction | arb) -> bool:
    """|e - g| <= limit, exactly where both are exact."""
    if isinstance(e, Fraction) and isinstance(g, Fraction) and isinstance(limit, Fraction):
        return abs(e - g) <= limit
    ctx.prec = _BITS
    return bool(abs(_ball(e) - _ball(g)) <= _ball(limit) + arb(2) ** -200)


def _decided(right: bool, e: Fraction | arb, g: Fraction | arb, code: Code = Code.NOT_EQUIVALENT) -> Judged:
    if right:
        return Judged(Status.VALID, Code.EQUIVALENT)
    return Judged(Status.INVALID, code, Method.WITNESS, Witness(expected=show(e), given=show(g)))


def _within(e: Fraction | arb, g: Fraction | arb, request: AnswerRequest) -> Judged:
    limits: list[Fraction | arb] = []
    if request.rel is not None:
        share = Fraction(str(request.rel))
        limits.append(share * abs(e) if isinstance(e, Fraction) else abs(e) * _ball(share))
    if request.abs is not None:
        limits.append(Fraction(str(request.abs)))
    return _decided(any(_close(e, g, limit) for limit in limits), e, g, Code.NOT_EQUIVALENT)


def _magnitude(value: Fraction | arb) -> int:
    """floor(log10 |value|)."""
    if isinstance(value, Fraction):
        if value == 0:
            return 0
        estimate = len(str(abs(value.numerator))) - len(str(value.denominator))
        return estimate if abs(value) >= Fraction(10) ** estimate else estimate - 1
    text = abs(value).mid().str(3, radius=False)
    return _magnitude(Fraction(text))


def _figures(e: Fraction | arb, g: Fraction | arb, count: int, digits: tuple[Num, int] | None) -> Judged:
    zero = isinstance(e, Fraction) and e == 0
    half = Fraction(10) ** (_magnitude(e) - count + 1) / 2
    right = _close(e, g, Fraction(0)) if zero else _close(e, g, half)
    if not right:
        return _decided(False, e, g)
    if digits is None:
        return Judged(Status.INVALID, Code.PRECISION)
    low, high = significant(digits[0])
    return Judged(Status.VALID, Code.EQUIVALENT) if low <= count <= high else Judged(Status.INVALID, Code.PRECISION)


def _rounded(e: Fraction | arb, g: Fraction | arb, places: int, digits: tuple[Num, int] | None) -> Judged:
    if not _close(e, g, Fraction(1, 2 * 10**places)):
        return _decided(False, e, g)
    written = digits is not None and digits[1] == 0 and decimals(digits[0]) == places
    return Judged(Status.VALID, Code.EQUIVALENT) if written else Judged(Status.INVALID, Code.PRECISION)


def _last_digit(written: tuple[Num, int]) -> Fraction:
    """One unit of a literal's last digit."""
    num, power = written
    exponent = re.split(r"[eE]", num.text)[1:]
    return Fraction(10) ** (power + (int(exponent[0]) if exponent else 0) - decimals(num))


def _decimal(e: Fraction | arb, g: Fraction | arb, expected: Node, digits: tuple[Num, int] | None) -> Judged:
    """As many correct digits as the expected decimal has (an exact expected value: three at least)."""
    key = literal(expected)
    if key is not None and "." in key[0].text:
        unit = _last_digit(key)
        if digits is not None and _last_digit(digits) > unit:
            return (
                Judged(Status.INVALID, Code.PRECISION)
                if _close(e, g, _last_digit(digits) / 2)
                else _decided(False, e, g)
            )
        return _decided(_close(e, g, unit / 2), e, g)
    if digits is None or (isinstance(e, Fraction) and e == g):
        return NOT_NUMERIC
    if significant(digits[0])[1] < 3:
        return (
            Judged(Status.INVALID, Code.PRECISION) if _close(e, g, _last_digit(digits) / 2) else _decided(False, e, g)
        )
    return _decided(_close(e, g, _last_digit(digits) / 2), e, g)


def far_apart(a: Fraction | arb, b: Fraction | arb) -> bool:
    """Whether two values differ by more than a twentieth."""
    ctx.prec = _BITS
    return bool(abs(_ball(a) - _ball(b)) > abs(_ball(a)) / 20)


def rounds_to(exact: Fraction | arb, rounded: Fraction | arb, written: tuple[Num, int]) -> bool:
    """Whether the written decimal is the exact value, rounded or cut off at its last digit."""
    unit = _last_digit(written)
    if _close(exact, rounded, unit / 2):
        return True
    ctx.prec = _BITS
    return bool(abs(_ball(exact) - _ball(rounded)) < _ball(unit)) and bool(abs(_ball(rounded)) < abs(_ball(exact)))


_MACHINE_DIGITS = 15
"""Digits that calculators and programs carry: a decimal with as many may end in their noise."""


def _could_be_written(value: Fraction) -> bool:
    """Whether a short decimal is the value itself, so that another decimal does not stand for it."""
    scaled = value * 10**_MACHINE_DIGITS
    return scaled.denominator == 1 and len(str(abs(scaled.numerator)).rstrip("0")) <= _MACHINE_DIGITS


def stands_for(expected: Node, given: Node) -> bool:
    """Whether one side is a decimal of FULL_PRECISION digits and the other the exact value it rounds or is cut off
    from.
    """
    for written, exact in ((given, expected), (expected, given)):
        key, other = literal(written), literal(exact)
        if key is None or other is not None or "." not in key[0].text or significant(key[0])[1] < FULL_PRECISION:
            continue
        a, b = real_value(written), real_value(exact)
        if a == 0 or (isinstance(b, Fraction) and _could_be_written(b) and significant(key[0])[1] < _MACHINE_DIGITS):
            continue
        if a is not None and b is not None and rounds_to(b, a, key):
            return True
    return False
