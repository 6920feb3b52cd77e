"""Are the sides of a chain equal? Exact, and generous to how people write: percent, rounding, units, run-on chains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Final

from tutor.checker.words.expression import (
    Binary,
    Expression,
    Name,
    Negative,
    Number,
    TooLarge,
    apply,
    evaluate,
    numbers,
    operations,
    signs,
)
from tutor.checker.words.lexicon import CLOCK, FACTORS
from tutor.checker.words.read import Chain, Line
from tutor.checker.words.scan import Kind
from tutor.checker.words.sides import Side
from tutor.checker.words.units import unit_factor

_MAX_SCALED: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuted:
    """Two neighbouring sides of a chain that are not equal in any reading."""

    left: Side
    right: Side
    value: Fraction
    """Of the left side."""
    given: Fraction
    """Of the right side."""


def refute(
    chain: Chain,
    known: Mapping[str, Fraction],
    given: frozenset[Fraction],
    passes: Callable[[Refuted], bool] = lambda _: False,
) -> Refuted | None:
    """The first two neighbouring sides that differ, or None.

    known: values of letters fixed by earlier lines; given: numbers of the problem, which are not roundings;
    passes: tells whether the words around two sides reconcile them. A side with an unknown letter, or too large, is
    not compared.
    """
    if len(chain.sides) > 2 and _closes(chain, known, given):
        return None
    for left, right in zip(chain.sides, chain.sides[1:], strict=False):
        found = _compare(left, right, known, given)
        if found is not None and not passes(found):
            return found
    return None


def _closes(chain: Chain, known: Mapping[str, Fraction], given: frozenset[Fraction]) -> bool:
    """Does a plain last result agree with the first side, so that only something in between is mistyped?"""
    first, last = chain.sides[0], chain.sides[-1]
    if not operations(first.expression) or not isinstance(last.expression, Number):
        return False
    return _compare(first, last, known, given) is None and bool(values(first.expression, known))


def values(expression: Expression, known: Mapping[str, Fraction]) -> list[Fraction]:
    """The values an expression may have, as written first, then with "%" and "dozen" read the other ways.

    Empty if a letter is unknown, a division by zero occurs or a value is too large.
    """
    out: list[Fraction] = []
    for scales in _scalings(expression):
        try:
            value = evaluate(expression, _reader(scales, known))
        except (ZeroDivisionError, TooLarge, KeyError, RecursionError):
            continue
        if value not in out:
            out.append(value)
    shared = share_added(expression)
    return out if shared is None else out + [value for value in values(shared, known) if value not in out]


def share_added(expression: Expression) -> Expression | None:
    """ "$20 + 8%" as $20 * (1 + 8%), the share being one of what stands before it; None if it is no such sum."""
    if not isinstance(expression, Binary) or expression.operator not in ("+", "-"):
        return None
    part, whole = expression.right, expression.left
    if not isinstance(part, Number) or part.unit != "%" or any(leaf.unit == "%" for leaf in numbers(whole)):
        return None
    factor = Binary(operator=expression.operator, left=Number(value=Fraction(1), text="1"), right=part)
    return Binary(operator="*", left=whole, right=factor)


def _in_one_unit(expression: Expression, units: list[str], known: Mapping[str, Fraction]) -> list[Fraction]:
    """The values of a sum of mixed units ("1 hour - 20 minutes") in each of them."""
    mixed = [leaf for leaf in numbers(expression) if leaf.unit]
    several = any(unit_factor(one.unit, two.unit) for one in mixed for two in mixed)
    if not several or not {"+", "-"} & signs(expression):
        return []
    out: list[Fraction] = []
    for unit in units[:8]:
        scales = {id(leaf): unit_factor(leaf.unit, unit) or Fraction(1) for leaf in mixed}
        try:
            out.append(evaluate(expression, _reader(scales, known)))
        except (ZeroDivisionError, TooLarge, KeyError):
            continue
    return out


def _reader(scales: Mapping[int, Fraction], known: Mapping[str, Fraction]) -> Callable[[Number | Name], Fraction]:
    def read(leaf: Number | Name) -> Fraction:
        if isinstance(leaf, Name):
            return known[leaf.name]
        return leaf.value * scales.get(id(leaf), Fraction(1))

    return read


def _scalings(expression: Expression) -> Iterator[dict[int, Fraction]]:
    scaled = [leaf for leaf in numbers(expression) if leaf.scale != 1]
    if not scaled:
        yield {}
        return
    if len(scaled) > _MAX_SCALED:
        yield {id(leaf): leaf.scale for leaf in scaled}
        yield {}
        return
    for choice in product((True, False), repeat=len(scaled)):
        yield {id(leaf): leaf.scale if chosen else Fraction(1) for leaf, chosen in zip(scaled, choice, strict=True)}


def _compare(left: Side, right: Side, known: Mapping[str, Fraction], given: frozenset[Fraction]) -> Refuted | None:
    if not operations(left.expression) and not operations(right.expression):
        return _conversion(left, right)
    units = sorted(_units(right.expression)) + sorted(_units(left.expression))
    if CLOCK in units:
        return _other_time(left, right)
    lefts = _in_one_unit(left.expression, units, known) + values(left.expression, known)
    rights = _in_one_unit(right.expression, units, known) + values(right.expression, known)
    if not lefts or not rights:
        return None
    if any(_agree(a, b, left, right, given) for a in lefts for b in rights):
        return None
    if _shorter(left, right, known, given, rights):
        return None
    return Refuted(left=left, right=right, value=lefts[0], given=rights[0])


def _other_time(left: Side, right: Side) -> Refuted | None:
    """Two sides with times of day that are no same time or span, half a day and the order of a difference aside.

    A result without a unit is taken as it is: 1.30 may be one hour and 30 minutes.
    """
    if isinstance(right.expression, Number) and not right.expression.unit:
        return None
    try:
        one, two = (evaluate(side.expression, _reader(_in_hours(side.expression), {})) for side in (left, right))
    except (ZeroDivisionError, TooLarge, KeyError):
        return None
    same = (one - two) % 12 == 0 or (one + two) % 12 == 0
    hour = next((unit_factor(CLOCK, leaf.unit) or 1 for leaf in numbers(right.expression)), 1)
    return None if same else Refuted(left=left, right=right, value=one * hour, given=two * hour)


def _in_hours(expression: Expression) -> dict[int, Fraction]:
    return {id(leaf): unit_factor(leaf.unit, CLOCK) or Fraction(1) for leaf in numbers(expression)}


def _shorter(
    left: Side, right: Side, known: Mapping[str, Fraction], given: frozenset[Fraction], rights: list[Fraction]
) -> bool:
    """Do the sides agree when prose is left off: on the left of the left side, or in a run-on on the right?"""
    for suffix in left.suffixes:
        if operations(suffix) and any(_agree(a, b, left, right, given) for a in values(suffix, known) for b in rights):
            return True
    head = _head(left.expression, right.expression)
    if head is not None:
        lefts = values(left.expression, known)
        return any(_agree(a, b, left, right, given) for a in lefts for b in values(head, known))
    return False


def _head(left: Expression, right: Expression) -> Expression | None:
    """The first operand of a run-on ("2*3 = 6+4 = 10"), which is the result of the side before.

    None if what follows it already stood on the left: then the right side is a simplification of the left one.
    """
    if not isinstance(right, Binary):
        return None
    before = {leaf.value for leaf in numbers(left)}
    node: Expression = right
    while isinstance(node, Binary):
        if any(leaf.value in before for leaf in numbers(node.right)):
            return None
        node = node.left
    return node


def _agree(a: Fraction, b: Fraction, left: Side, right: Side, given: frozenset[Fraction]) -> bool:
    if a == b:
        return True
    if isinstance(right.expression, Negative) and isinstance(right.expression.operand, Number):
        return _agree(-a, -b, left, replace(right, expression=right.expression.operand), given)
    written = right.expression
    tolerance = _slack(left.expression, a, given) + _slack(right.expression, b, given)
    if tolerance and abs(a - b) <= tolerance:
        return True
    if isinstance(written, Number) and right.remainder is not None and a > 0 and b == a.numerator // a.denominator:
        return True
    if isinstance(written, Number) and _rounded(a, b, written, right.about or left.about, _divides(left)):
        return True
    return _same_quantity(a, b, left, right) or _from_to(a, b, left, right)


def _from_to(a: Fraction, b: Fraction, left: Side, right: Side) -> bool:
    """Is the left side a span around noon or midnight ("9-5 = 8 hours")?"""
    ends = [leaf.value for leaf in numbers(left.expression)]
    bare = operations(left.expression) == 1 and not _units(left.expression) and signs(left.expression) == {"-"}
    hours = bare and max(ends, default=13) <= 12 and _units(right.expression) == {"hour"}
    return hours and ((a - b) % 12 == 0 or (a + b) % 12 == 0)


def _divides(side: Side) -> bool:
    """Is there a division, a fraction or a decimal share in it?"""
    return isinstance(side.expression, Binary) and "/" in signs(side.expression)


def _rounded(a: Fraction, b: Fraction, written: Number, about: bool, directed: bool) -> bool:
    """Is b a rounding of a, to the places it is written with (or to tens, hundreds after "about")?

    directed: up or down to the next number counts too, as where things are shared out.
    """
    if b == a:
        return True
    scale = b / written.value if written.value else Fraction(1)
    step = Fraction(1, 10**written.places) * abs(scale)
    gap = abs(a - b)
    if a.denominator == 1 and not about and written.places == 0:
        return False
    if gap * 2 <= step or (gap < step and (directed or about)):
        return True
    if about and written.places == 0 and b:
        zeros = len(written.text.replace(",", "")) - len(written.text.replace(",", "").rstrip("0"))
        return gap * 2 <= Fraction(10**zeros)
    return False


def _slack(expression: Expression, value: Fraction, given: frozenset[Fraction]) -> Fraction:
    """How far the value may be off because numbers in it are roundings themselves: decimals not in the problem."""
    if not operations(expression):
        return Fraction(0)
    total = Fraction(0)
    for leaf in numbers(expression):
        if leaf.places < 2 or leaf.value in given:
            continue
        total += _moved(expression, leaf, value)
    return total


def _moved(expression: Expression, target: Number, value: Fraction) -> Fraction:
    """How much the value changes when `target` changes by half a unit of its last decimal place."""

    def read(leaf: Number | Name, by: Fraction) -> Fraction:
        if isinstance(leaf, Name):
            raise KeyError(leaf.name)
        return leaf.value + by if leaf is target else leaf.value

    try:
        moved = evaluate(expression, lambda leaf: read(leaf, Fraction(1, 2 * 10**target.places)))
        base = evaluate(expression, lambda leaf: read(leaf, Fraction(0)))
    except (ZeroDivisionError, TooLarge, KeyError):
        return Fraction(0)
    return abs((moved - base) * value / base) if base else Fraction(0)


def _same_quantity(a: Fraction, b: Fraction, left: Side, right: Side) -> bool:
    """Does a factor between units explain the ratio ("2 hours * 3 = 360 minutes", "5 * 20 cents = $1")?"""
    if a == 0 or b == 0:
        return False
    ratio = a / b if a > b else b / a
    if ratio not in FACTORS and 1 / ratio not in FACTORS:
        return False
    to = _units(right.expression)
    of = _units(left.expression)
    return any(unit_factor(x, y) in (ratio, 1 / ratio) for x in of for y in to)


def _units(expression: Expression) -> set[str]:
    return {leaf.unit for leaf in numbers(expression) if leaf.unit}


def _conversion(left: Side, right: Side) -> Refuted | None:
    """ "2 feet = 20 inches": both sides plain numbers with units of one family."""
    a, b = left.expression, right.expression
    if not isinstance(a, Number) or not isinstance(b, Number):
        return None
    factor = unit_factor(a.unit, b.unit)
    whole = {a.value * factor, a.value * a.scale} if factor is not None else set()
    if factor is None or b.value in whole or right.about or b.scale != 1:
        return None
    if b.places and abs(a.value * factor - b.value) < Fraction(1, 10**b.places):
        return None
    return Refuted(left=left, right=right, value=a.value * factor, given=b.value)


def retyped(refuted: Refuted, line: Line) -> bool:
    """Would the computation give the stated result with one of its numbers replaced by another one in the line?

    "6 croissants at $3.00 each cost 6*2.5 = $18": the result is right, a number is mistyped.
    """
    expression = refuted.left.expression
    if not isinstance(expression, Binary) or operations(expression) != 1:
        return False
    one, two = expression.left, expression.right
    if not isinstance(one, Number) or not isinstance(two, Number):
        return False
    start = refuted.left.start
    before = (token for token in line.tokens if token.kind is Kind.NUMBER and token.end <= start)
    around = {token.value for token in list(before)[-12:] if not token.spelled}
    tries = [(one.value, other) for other in around if one.value in around]
    tries += [(other, two.value) for other in around if two.value in around]
    return any(_gives(expression.operator, a, b, refuted.given) for a, b in tries if a != b)


def added_before(refuted: Refuted, line: Line) -> bool:
    """Does the line add another computation to this one, in words, and state the sum of both?

    "She adds 3 + 4 cards to the 5 + 6 she has = 18 cards": the sign belongs to all of it.
    """
    before = [token for token in line.tokens if token.end <= refuted.left.start]
    words = [token.text for token in before if token.kind is Kind.WORD]
    if "to" not in words or not any(word.startswith("add") for word in words[: words.index("to")]):
        return False
    terms = [token for token in before if token.kind in (Kind.NUMBER, Kind.OPERATOR)]
    return any(
        one.kind is two.kind is Kind.NUMBER
        and sign.kind is Kind.OPERATOR
        and _gives(sign.text, one.value, two.value, refuted.given - refuted.value)
        for one, sign, two in zip(terms, terms[1:], terms[2:], strict=False)
    )


def _gives(operator: str, left: Fraction, right: Fraction, result: Fraction) -> bool:
    try:
        return apply(operator, left, right) == result
    except (ZeroDivisionError, TooLarge):
        return False
