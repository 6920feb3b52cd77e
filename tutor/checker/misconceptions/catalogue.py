"""All entries, in the order in which they win ties."""

from __future__ import annotations

from functools import lru_cache

from tutor.checker.misconceptions import (
    algebra,
    arithmetic,
    calculus,
    complex_numbers,
    decimals,
    equations,
    exponents,
    fractions,
    inequalities,
    integrals,
    logarithms,
    measures,
    order,
    percent,
    radicals,
    signs,
    slips,
    solutions,
    statistics,
    substitution,
    translation,
    trigonometry,
)
from tutor.checker.misconceptions.rule import Rule

_TOPICS = (
    arithmetic, order, decimals, fractions, percent, signs, exponents, radicals, logarithms, trigonometry, algebra,
    substitution, equations, solutions, inequalities, calculus, integrals, complex_numbers, measures, statistics,
    translation, slips,
)  # fmt: skip


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule."""
    return tuple(rule for topic in _TOPICS for rule in topic.ENTRIES.rules)


@lru_cache(maxsize=1)
def by_weight() -> tuple[Rule, ...]:
    """Every rule, the most special first."""
    return tuple(sorted(rules(), key=lambda rule: -rule.weight))


def find(id: str) -> Rule:
    """The rule of this id. Raises KeyError if there is none."""
    for rule in rules():
        if rule.id == id:
            return rule
    raise KeyError(id)
