"""The reference solution as quantities, and how a learner's quantity stands to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Final

from tutor.checker.words.expression import Binary, Expression, numbers
from tutor.checker.words.graph import Deriver, Quantity
from tutor.checker.words.lexicon import CLOCK, CONVERSIONS
from tutor.checker.words.poly import Atom, Poly, constant, is_grouping, is_part, loosen, symbol
from tutor.checker.words.read import Line, read_line, results
from tutor.checker.words.units import unit_factor


class Fit(StrEnum):
    """How a quantity stands to the reference."""

    SAME = "same"
    """The reference computes it too, in whatever order and grouping."""
    GROUPED = "grouped"
    """It is a step that another grouping of the reference takes."""
    TRIVIAL = "trivial"
    """Nothing new: a number of the problem, a percentage, a conversion of units."""
    PARTIAL = "partial"
    """Made of the reference's numbers, but a step that leads there only by chance or not at all."""
    OFF = "off"
    """Not a part of anything that the reference computes."""
    OPEN = "open"
    """Can't be told: it holds an unknown, or could not be derived."""


@dataclass(slots=True, kw_only=True)
class Reference:
    """A worked solution, read once and asked about many quantities."""

    lines: tuple[Line, ...]
    quantities: list[Quantity]
    answers: frozenset[Fraction]
    """Values of the final answer; empty if none is known."""
    given: frozenset[Fraction] = frozenset()
    """Numbers of the problem."""
    unit: str = ""
    """Unit of the final answer."""
    targets: list[Poly] = field(default_factory=list)
    exact: frozenset[Poly] = frozenset()
    loose: frozenset[Poly] = frozenset()
    scaled: frozenset[Poly] = frozenset()
    """`loose`, and the same by 100 where there are percentages, and with the other sign."""
    percents: frozenset[Atom] = frozenset()
    final: frozenset[Poly] = frozenset()
    """Derivations of the final answer, loosened."""

    def fit(self, quantity: Quantity, given: frozenset[Fraction]) -> Fit:
        """How a quantity of the learner stands to the reference: the best of its possible derivations."""
        if quantity.unit == CLOCK and all(other.unit != CLOCK for other in self.quantities):
            return Fit.OPEN
        polys = [poly for poly in quantity.polys if not any(atom[0] == "x" for atom in poly.atoms)]
        if self._same_value(quantity):
            return Fit.SAME
        if not polys:
            return Fit.OPEN
        found = {self._fit(poly, given, quantity) for poly in polys}
        return next(fit for fit in _BEST if fit in found)

    def is_final(self, quantity: Quantity) -> bool:
        """Is it the final answer itself, not another quantity that happens to have the same value?"""
        value = quantity.value
        if value is None or value not in self.answers:
            return False
        alone = sum(other.value == value for other in self.quantities) <= 1
        if alone and value.denominator == 1 and abs(value) >= 100:
            return True
        return any(loosen(poly) in self.final for poly in quantity.polys)

    def _fit(self, poly: Poly, given: frozenset[Fraction], quantity: Quantity) -> Fit:
        if self._known(poly):
            return Fit.SAME
        if self._share(poly, quantity) or self._converted(poly, quantity):
            return Fit.TRIVIAL
        if quantity.operator == "+" and any(is_grouping(poly, target) for target in self.targets):
            return Fit.GROUPED
        if any(is_part(poly, target) for target in self.targets):
            return Fit.PARTIAL
        return Fit.OFF

    def _known(self, poly: Poly) -> bool:
        return poly in self.exact or loosen(poly) in self.scaled

    def derives(self, quantity: Quantity) -> bool:
        """Does the reference compute it, by its likeliest derivation, not by value only?"""
        polys = [poly for poly in quantity.polys[:2] if poly.constant is None]
        return any(poly in self.exact or loosen(poly) in self.loose for poly in polys)

    def _same_value(self, quantity: Quantity) -> bool:
        """The reference has a quantity of the same value and the same unit or noun."""
        return (
            bool(quantity.unit)
            and quantity.value is not None
            and any(other.value == quantity.value and other.unit == quantity.unit for other in self.quantities)
        )

    def _share(self, poly: Poly, quantity: Quantity) -> bool:
        """Is it only a share of the whole ("100% - 20%", "1/6"; no sum of them), or a number of nothing (not 4 - 4)?"""
        if poly.constant is not None:
            return bool(poly.terms) or quantity.operator != "-"
        dimensionless = quantity.unit in _DIMENSIONLESS and quantity.units <= _DIMENSIONLESS
        if not dimensionless or quantity.value is None or (not 0 < quantity.value <= 2 and quantity.unit != "%"):
            return False
        plain = quantity.size == 1 and quantity.operator == "/" and quantity.value < 1
        several = quantity.operator == "+" and len(poly.atoms - {("n", Fraction(100))}) > 1
        return plain or (poly.atoms <= self.percents and not several)

    def _converted(self, poly: Poly, quantity: Quantity) -> bool:
        """Is it a number or quantity times a factor between units, from a unit in it to the unit after it?"""
        factors = {unit_factor(unit, quantity.unit) for unit in quantity.units}
        for kind, value in poly.atoms:
            if kind != "n" or value not in CONVERSIONS or not factors & {value, 1 / value}:  # type: ignore[operator]
                continue
            factor = symbol(value)  # type: ignore[arg-type]
            for plain in (poly / factor, poly * factor):
                if (kind, value) not in plain.atoms and (self._known(plain) or len(plain.atoms) <= 1):
                    return True
        return False


_DIMENSIONLESS: Final = frozenset(("", "%", "of", "times", "percent"))
_BEST: Final = (Fit.SAME, Fit.TRIVIAL, Fit.GROUPED, Fit.PARTIAL, Fit.OFF)


def read_reference(
    texts: Sequence[str], given: frozenset[Fraction], percents: frozenset[Fraction], answer: str | None
) -> Reference:
    """Read a worked solution; `answer` overrides its last number as the final answer."""
    lines = tuple(read_line(text) for text in texts if text.strip())
    deriver = Deriver(given=given, percents=percents)
    exact: set[Poly] = set()
    for index, line in enumerate(lines):
        for chain in line.chains:
            for side in chain.sides:
                exact |= set(_subexpressions(deriver, side.expression)) | set(_worked_out(deriver, side.expression))
            deriver.add_chain(index, chain)
    quantities = deriver.quantities
    exact |= {poly for quantity in quantities for poly in quantity.polys}
    final = read_line(answer) if answer else lines[-1] if lines else None
    stated = results(final) if final else []
    stated = stated if final and final.chains else stated[-1:]
    answers = {value for token in stated for value in (token.value, token.value * token.scale)}
    loose = {loosen(poly) for poly in exact}
    factors = (Fraction(100), Fraction(1, 100), Fraction(-1)) if percents else (Fraction(-1),)
    scaled = {poly * constant(factor) for poly in loose for factor in factors}
    unit = next(
        (q.unit for q in reversed(quantities) if q.value in answers and q.unit), stated[-1].unit if stated else ""
    )
    return Reference(
        lines=lines,
        quantities=quantities,
        answers=frozenset(answers),
        given=given,
        unit=unit,
        targets=_targets(quantities),
        exact=frozenset(exact),
        loose=frozenset(loose),
        scaled=frozenset(loose | scaled),
        percents=_percent_atoms(percents),
        final=frozenset(loosen(poly) for q in _last_with(quantities, answers) for poly in q.polys),
    )


def _last_with(quantities: Sequence[Quantity], answers: set[Fraction]) -> list[Quantity]:
    """The last quantity that has the value of the answer."""
    return [quantity for quantity in quantities if quantity.value in answers][-1:]


def _targets(quantities: Sequence[Quantity]) -> list[Poly]:
    found: list[Poly] = []
    for quantity in quantities:
        found += [poly for poly in quantity.polys[:3] if poly not in found]
    return found


def _percent_atoms(percents: frozenset[Fraction]) -> frozenset[Atom]:
    shares = {value for share in percents for value in (share, share.denominator, share.numerator)}
    return frozenset(("n", Fraction(value)) for value in shares) | {("n", Fraction(100))}


def _worked_out(deriver: Deriver, expression: Expression) -> list[Poly]:
    """Derivations of numbers that the reference uses but works out in the head or in words."""
    if not isinstance(expression, Binary):
        return []
    return [
        poly
        for leaf in numbers(expression)
        if leaf.value not in deriver.given and leaf.value not in (0, 1) and not deriver.matching(leaf.value)
        for poly in deriver.mental(leaf.value)[:1] + deriver.sources(leaf)[:2]
        if len(poly.atoms) > 1
    ]


def _subexpressions(deriver: Deriver, expression: Expression) -> list[Poly]:
    """Derivations of the computations inside a computation; a sum inside a sum is none, its grouping is arbitrary."""
    found: list[Poly] = []
    stack: list[tuple[Expression, str]] = [(expression, "")]
    while stack and len(found) < 40:
        node, above = stack.pop()
        if isinstance(node, Binary):
            level = "sum" if node.operator in "+-" else "product"
            if level != above:
                found += deriver.derive(node)[:3]
            stack += ((node.left, level), (node.right, level))
    return found
