"""A solution as a graph of quantities: what each line computes, derived back to the numbers of the problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice, product
from typing import Final

from tutor.checker.words.arithmetic import share_added, values
from tutor.checker.words.expression import (
    Binary,
    Expression,
    Name,
    Negative,
    Number,
    leaves,
    names,
    numbers,
    operations,
    written,
)
from tutor.checker.words.lexicon import CONSTANTS
from tutor.checker.words.poly import ONE, ZERO, Poly, Unwieldy, constant, symbol, unknown
from tutor.checker.words.read import Chain, Line
from tutor.checker.words.sides import Side

MAX_READINGS: Final = 8
"""So many derivations of one quantity are kept where a number may come from several places."""
MAX_QUANTITIES: Final = 60
_EVERYDAY: Final = frozenset(map(Fraction, (2, 7, 12, 60)))
"""Numbers that a learner may use in the head: twice, a week, a dozen, an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A value that a line computes."""

    line: int
    """0-based."""
    value: Fraction | None
    """As stated by the line (else as computed); None if it depends on an unknown."""
    polys: tuple[Poly, ...]
    """Its possible derivations, likeliest first; empty if it could not be derived."""
    text: str
    """The computation as written."""
    unit: str = ""
    """Unit or noun after the result."""
    lost: tuple[Fraction, ...] = ()
    """Numbers in it that have no source."""
    solved: bool = False
    """Found by solving an equation."""
    depends: frozenset[int] = frozenset()
    """Indices of the earlier quantities it is computed from."""
    size: int = 0
    """How many operations the line does for it; 0 where an equation was solved."""
    operator: str = ""
    """The last operation done for it; empty where an equation was solved."""
    units: frozenset[str] = frozenset()
    """Units and nouns of the numbers it is computed from."""
    stated: bool = True
    """The line states a result (rather than only a computation)."""


@dataclass(slots=True, kw_only=True)
class Deriver:
    """Derives the quantities of a solution line by line."""

    given: frozenset[Fraction]
    """Numbers of the problem."""
    percents: frozenset[Fraction] = frozenset()
    """Those written with "%"."""
    hints: Sequence[Quantity] = ()
    """Quantities of the reference: a number that is one of them may have been computed in the head."""
    quantities: list[Quantity] = field(default_factory=list)
    letters: dict[str, tuple[Poly, ...]] = field(default_factory=dict)
    solved_at: dict[str, int] = field(default_factory=dict)
    """Index of the quantity that each letter was found as."""

    def add(self, index: int, line: Line) -> list[Quantity]:
        """Read one line; the quantities it adds."""
        fresh: list[Quantity] = []
        for chain in line.chains:
            if len(self.quantities) >= MAX_QUANTITIES:
                break
            found = self.add_chain(index, chain)
            if found is not None:
                fresh.append(found)
        return fresh

    def add_chain(self, index: int, chain: Chain) -> Quantity | None:
        """Read one chain of line `index`; the quantity it adds, if any."""
        found = self._chain(index, chain) if len(self.quantities) < MAX_QUANTITIES else None
        if found is not None:
            self.quantities.append(found)
        return found

    def _chain(self, index: int, chain: Chain) -> Quantity | None:
        if any(names(side.expression) - self.letters.keys() for side in chain.sides):
            rest = chain.sides[1:]
            if len(rest) < 2 or not _is_power(chain.sides[0].expression) or any(names(s.expression) for s in rest):
                return self._equation(index, chain)
            chain = replace(chain, sides=rest)
        best = max(chain.sides, key=lambda side: operations(side.expression))
        first = next(side for side in chain.sides if operations(side.expression) == operations(best.expression))
        if isinstance(chain.sides[0].expression, Name):
            return self._equation(index, chain)
        if not operations(first.expression) or (len(chain.sides) == 1 and _is_fraction(first.expression)):
            return None
        last = chain.sides[-1]
        stated = isinstance(last.expression, (Number, Negative)) and len(chain.sides) > 1
        computed = values(last.expression if stated else first.expression, {})
        unit = last.expression.unit if isinstance(last.expression, Number) else ""
        return self._quantity(index, first, computed[0] if computed else None, unit, stated)

    def _quantity(self, index: int, side: Side, value: Fraction | None, unit: str, stated: bool) -> Quantity:
        polys = tuple(self.derive(side.expression))
        lost = tuple(leaf.value for leaf in numbers(side.expression) if not self.sources(leaf))
        return Quantity(
            line=index,
            value=value,
            polys=polys,
            text=written(side.expression),
            unit=unit,
            lost=lost,
            depends=self._origins(side.expression),
            stated=stated,
            operator=getattr(side.expression, "operator", ""),
            size=operations(side.expression),
            units=frozenset(leaf.unit for leaf in numbers(side.expression) if leaf.unit),
        )

    def _origins(self, expression: Expression) -> frozenset[int]:
        """Indices of the earlier quantities whose values or letters are in an expression."""
        found = {k for leaf in numbers(expression) for k in self.matching(leaf.value, leaf.scale)[:1]}
        return frozenset(found | {self.solved_at[name] for name in names(expression) if name in self.solved_at})

    def _equation(self, index: int, chain: Chain) -> Quantity | None:
        """A chain with letters: a definition, or an equation to solve for its one unknown."""
        for left, right in zip(chain.sides, chain.sides[1:], strict=False):
            free = {name for name in names(left.expression) | names(right.expression) if name not in self.letters}
            one, two = left.expression, right.expression
            if not free and isinstance(one, Name) and not names(two):
                free = {one.name}
            if len(free) != 1:
                continue
            letter = next(iter(free))
            if _identity(one, two, letter):
                continue
            polys = self._solve(one, two, letter)
            if not polys:
                continue
            self.letters[letter] = polys
            value = _number(two) if isinstance(one, Name) else None
            if isinstance(one, Name) and isinstance(two, Number) and self.sources(two):
                return None
            depends = self._origins(one) | self._origins(two)
            self.solved_at[letter] = len(self.quantities)
            return Quantity(
                line=index,
                value=value,
                polys=polys,
                depends=depends,
                text=f"{written(one)} = {written(two)}",
                solved=True,
                lost=tuple(leaf.value for side in (one, two) for leaf in numbers(side) if not self.sources(leaf)),
            )
        return None

    def _solve(self, left: Expression, right: Expression, letter: str) -> tuple[Poly, ...]:
        saved = self.letters.get(letter)
        self.letters[letter] = (unknown(letter),)
        found: list[Poly] = []
        try:
            for a in self.derive(left)[:2]:
                for b in self.derive(right)[:2]:
                    solution = root(a - b, letter)
                    if solution is not None and solution not in found:
                        found.append(solution)
        except Unwieldy:
            pass
        del self.letters[letter]
        if saved is not None:
            self.letters[letter] = saved
        return tuple(found[:MAX_READINGS])

    def derive(self, expression: Expression) -> list[Poly]:
        """Possible derivations, likeliest first; empty if too large."""
        spots = list(leaves(expression))
        if len(spots) > 40:
            return []
        options = [self._leaf(leaf) for leaf in spots]
        out: list[Poly] = []
        for choice in islice(product(*options), 3 * MAX_READINGS):
            try:
                poly = _build(expression, dict(zip(map(id, spots), choice, strict=True)))
            except Unwieldy:
                continue
            if poly not in out:
                out.append(poly)
            if len(out) >= MAX_READINGS:
                break
        return out

    def _leaf(self, leaf: Number | Name) -> list[Poly]:
        if isinstance(leaf, Name):
            return list(self.letters.get(leaf.name, ())[:2]) or [unknown(leaf.name)]
        return (self.sources(leaf) or [symbol(leaf.value) * constant(leaf.scale if leaf.unit == "%" else 1)])[:3]

    def matching(self, value: Fraction, scale: Fraction = Fraction(1)) -> list[int]:
        """Indices of earlier quantities with that value, latest first."""
        return [
            k
            for k in range(len(self.quantities) - 1, -1, -1)
            if self.quantities[k].value in (value, value * scale) and self.quantities[k].polys
        ]

    def sources(self, leaf: Number) -> list[Poly]:
        """Where a number may come from: an earlier line, the problem, a constant, the reference; empty if nowhere."""
        value = leaf.value
        out: list[Poly] = []
        for k in self.matching(value, leaf.scale)[:2]:
            out += [poly for poly in self.quantities[k].polys[:2] if poly not in out]
        if value == 100 and leaf.unit == "%":
            out.append(ONE)
        elif value in self.given or value in (0, 1):
            out.append(symbol(value) * constant(leaf.scale if leaf.unit == "%" else 1))
        else:
            out += self._percentage(value * (leaf.scale if leaf.unit == "%" else 1))
        if not out and value in CONSTANTS:
            out.append(symbol(value))
        if not out and value.numerator == 1:
            out.append(symbol(value))
        if not out:
            out += self.mental(value)
        return out

    def _percentage(self, value: Fraction) -> list[Poly]:
        """0.2, 0.8 and 1.2 of a problem with 20 % (or 1/5) in it."""
        out: list[Poly] = []
        for share in self.percents:
            part = symbol(share) / constant(100) if share >= 1 else symbol(share)
            exact = share / 100 if share >= 1 else share
            for known, poly in ((exact, part), (1 - exact, ONE - part), (1 + exact, ONE + part)):
                if known == value:
                    out.append(poly)
        return out

    def mental(self, value: Fraction) -> list[Poly]:
        """A number worked out in the head: a quantity of the reference, or one operation on two numbers given."""
        for hint in self.hints:
            if hint.value == value and hint.polys:
                return list(hint.polys[:1])
        pool = sorted(self.given)[:20] + [q.value for q in self.quantities[-6:] if q.value is not None]
        others = {*pool, *_EVERYDAY}
        for a in pool:
            for operator, b in _partners(a, value):
                if b not in others:
                    continue
                try:
                    return [_combine(operator, self._known(a), self._known(b))]
                except Unwieldy:
                    continue
        return []

    def _known(self, value: Fraction) -> Poly:
        for k in self.matching(value)[:1]:
            return self.quantities[k].polys[0]
        return symbol(value)


def _partners(a: Fraction, value: Fraction) -> list[tuple[str, Fraction]]:
    """The operations and second numbers with which `a` gives `value`."""
    found = [("+", value - a), ("-", a - value)]
    if a:
        found.insert(0, ("*", value / a))
    if value:
        found.append(("/", a / value))
    return found


def _is_power(expression: Expression) -> bool:
    """Is it a power of an unknown, as in "v^2 = 2 * 10 * 20 = 400"?"""
    return isinstance(expression, Binary) and expression.operator == "^" and isinstance(expression.left, Name)


def _is_fraction(expression: Expression) -> bool:
    """Is it only a way to write a number, as 3/4?"""
    if not isinstance(expression, Binary) or expression.operator != "/":
        return False
    top, bottom = expression.left, expression.right
    return isinstance(top, Number) and isinstance(bottom, Number) and 0 < top.value < bottom.value


def _identity(one: Expression, two: Expression, letter: str) -> bool:
    """Are both sides the same for any value of the letter ("3(2x) = 6x")?"""
    trials = [(values(one, {letter: at}), values(two, {letter: at})) for at in (Fraction(7), Fraction(13, 3))]
    return all(a and b and abs(a[0] - b[0]) < Fraction(1, 1000) for a, b in trials)


def root(difference: Poly, letter: str) -> Poly | None:
    """The solution of `difference = 0`, if it is linear in the letter, or in one over the letter."""
    atom = ("x", letter)
    parts = {-1: ZERO, 0: ZERO, 1: ZERO}
    for factors, coefficient in difference.terms:
        power = dict(factors).get(atom, 0)
        if power not in parts:
            return None
        parts[power] += Poly(terms=((tuple(f for f in factors if f[0] != atom), coefficient),))
    over, plain, under = parts[1], parts[0], parts[-1]
    if (over.terms and under.terms) or any(kind == "x" for part in (over, under) for kind, _ in part.atoms):
        return None
    if under.terms:
        return (-under) / plain if plain.terms else None
    return (-plain) / over if over.terms else None


def _build(expression: Expression, leaf: dict[int, Poly]) -> Poly:
    if isinstance(expression, Negative):
        return -_build(expression.operand, leaf)
    if not isinstance(expression, Binary):
        return leaf[id(expression)]
    left, right = _build(expression.left, leaf), _build(expression.right, leaf)
    if share_added(expression) is not None and any(part.unit or part.value > 1 for part in numbers(expression.left)):
        right = left * right
    if expression.operator == "^":
        exponent = right.constant
        if exponent is None and isinstance(expression.right, Number):
            exponent = expression.right.value
        if exponent is None or exponent.denominator != 1:
            raise Unwieldy
        return left.power(int(exponent) if 0 <= exponent <= 8 else 99)
    return _combine(expression.operator, left, right)


def _combine(operator: str, left: Poly, right: Poly) -> Poly:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def _number(expression: Expression) -> Fraction | None:
    found = values(expression, {})
    return found[0] if found else None
