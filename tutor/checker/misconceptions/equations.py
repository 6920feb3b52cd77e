"""Equations: what is done to one side has to be done to the other."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import (
    is_op,
    num,
    op,
    related,
    sides,
    split,
    terms,
    times,
)
from tutor.checker.misconceptions.sources import KIERAN, PAYNE_SQUIBB, SLEEMAN
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("equations")
_ANY = "= < <= > >="


def _without(parts: tuple[Node, ...], k: int) -> Node:
    return nodes.add(*parts[:k], *parts[k + 1 :])


@ENTRIES.line(
    "moved-without-sign-change",
    "Moved a term without changing its sign",
    "A term was written on the other side with the same sign. To remove it here it is taken away on both sides, "
    "so on the other side the opposite appears.",
    SLEEMAN, heads=_ANY, weight=8,
)  # fmt: skip
def moved_without_sign_change(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        for k, term in enumerate(parts):
            if len(parts) > 1:
                yield related(node.name, _without(parts, k), nodes.add(there, term), swapped)


@ENTRIES.line(
    "one-side-only",
    "Changed only one side",
    "Something was done to one side of the equation only. The sign says that both sides are worth the same, "
    "so both have to be changed alike.",
    KIERAN, heads=_ANY, weight=7,
)  # fmt: skip
def one_side_only(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        for k in range(len(parts)):
            if len(parts) > 1:
                yield related(node.name, _without(parts, k), there, swapped)
        k_, rest = split(here)
        if k_ not in (0, 1) and rest != nodes.ONE:
            yield related(node.name, rest, there, swapped)


def _isolating(node: Op) -> Iterator[tuple[Node, Node, bool]]:
    """The relation, and the same with the constant brought to the other side: the last step to the letter."""
    yield from sides(node)
    for here, there, swapped in sides(node):
        parts = terms(here)
        closed = [t for t in parts if not nodes.variables(t)]
        if closed and len(closed) == len(parts) - 1 and not nodes.variables(there):
            rest = next(t for t in parts if nodes.variables(t))
            yield rest, nodes.add(there, *(nodes.neg(t) for t in closed)), swapped


@ENTRIES.line(
    "coefficient-sign-dropped",
    "Lost the minus sign of the coefficient",
    "The other side was divided by the coefficient without its sign. The minus sign belongs to the coefficient.",
    PAYNE_SQUIBB, heads="=", weight=8,
)  # fmt: skip
def coefficient_sign_dropped(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        k, rest = split(here)
        if k < 0 and rest != nodes.ONE:
            yield related(node.name, times(-k, rest), there, swapped)


@ENTRIES.line(
    "coefficient-subtracted",
    "Took the coefficient away instead of dividing by it",
    "The number in front of the letter was added or subtracted on the other side. "
    "It is a factor: multiplying is undone by dividing.",
    SLEEMAN, heads=_ANY, weight=7,
)  # fmt: skip
def coefficient_subtracted(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        k, rest = split(here)
        if k.denominator == 1 and abs(k) != 1 and rest != nodes.ONE:
            yield related(node.name, rest, nodes.add(there, num(-k)), swapped)
            yield related(node.name, rest, nodes.add(there, num(abs(k))), swapped)


@ENTRIES.line(
    "multiplied-instead-of-dividing",
    "Multiplied by the coefficient instead of dividing",
    "The other side was multiplied by the number in front of the letter. What multiplies on one side is undone "
    "by dividing.",
    SLEEMAN, heads=_ANY, weight=8,
)  # fmt: skip
def multiplied_instead_of_dividing(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        k, rest = split(here)
        if k.denominator == 1 and abs(k) > 1 and rest != nodes.ONE and not is_op(rest, "+"):
            yield related(node.name, rest, op("*", num(k), there), swapped)


@ENTRIES.line(
    "divided-upside-down",
    "Divided the coefficient by the other side",
    "The number in front of the letter was divided by the other side. It is the other side that has to be divided.",
    PAYNE_SQUIBB, heads=_ANY, weight=8,
)  # fmt: skip
def divided_upside_down(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        k, rest = split(here)
        if k.denominator == 1 and abs(k) > 1 and rest != nodes.ONE and there != nodes.ZERO:
            yield related(node.name, rest, op("/", num(k), there), swapped)


@ENTRIES.line(
    "minus-letter-added",
    "Lost the minus sign before the letter",
    "The letter is subtracted here, but it was treated as if it were added, or the numbers were subtracted the "
    "other way round.",
    SLEEMAN, heads="=", weight=7,
)  # fmt: skip
def minus_letter_added(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        if len(parts) == 2:
            for a, b in (parts, parts[::-1]):
                if is_op(b, "neg") and nodes.variables(b) and not nodes.variables(a):
                    yield related(node.name, b.args[0], nodes.add(there, nodes.neg(a)), swapped)
                    yield related(node.name, b.args[0], nodes.add(there, a), swapped)


@ENTRIES.line(
    "divided-one-term-of-side",
    "Divided only one term of a side",
    "One term was divided, the others were not. When a side is divided, each of its terms is.",
    SLEEMAN, heads=_ANY, weight=9,
)  # fmt: skip
def divided_one_term_of_side(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        if len(parts) < 2:
            continue
        for k, term in enumerate(parts):
            factor, rest = split(term)
            if rest != nodes.ONE and factor.denominator == 1 and abs(factor) > 1:
                lone = nodes.add(*parts[:k], rest, *parts[k + 1 :])
                yield related(node.name, lone, op("/", there, num(factor)), swapped)
                yield related(node.name, op("/", here, num(factor)), there, swapped)
                far = terms(there)
                if len(far) > 1:
                    for j, other in enumerate(far):
                        made = nodes.add(*far[:j], op("/", other, num(factor)), *far[j + 1 :])
                        yield related(node.name, op("/", here, num(factor)), made, swapped)


@ENTRIES.line(
    "denominator-for-one-term",
    "Multiplied only one term by the denominator",
    "To remove the denominator only some terms were multiplied by it. Every term on both sides has to be.",
    PAYNE_SQUIBB, heads=_ANY, weight=8,
)  # fmt: skip
def denominator_for_one_term(node: Op) -> Iterator[Node]:
    for here, there, swapped in sides(node):
        parts = terms(here)
        for k, term in enumerate(parts):
            body = term.args[0] if is_op(term, "neg") else term
            if not is_op(body, "/") or len(parts) < 2:
                continue
            top, bottom = body.args
            lone = op("neg", top) if is_op(term, "neg") else top
            yield related(node.name, nodes.add(*parts[:k], lone, *parts[k + 1 :]), op("*", bottom, there), swapped)
            yield related(node.name, op("*", bottom, here), there, swapped)
            yield related(node.name, nodes.add(*parts[:k], lone, *parts[k + 1 :]), there, swapped)


@ENTRIES.line(
    "divided-by-denominator",
    "Divided by the denominator instead of multiplying",
    "The other side was divided by the denominator (or it was added or taken away). Dividing is undone by "
    "multiplying.",
    SLEEMAN, heads=_ANY, weight=8,
)  # fmt: skip
def divided_by_denominator(node: Op) -> Iterator[Node]:
    for here, there, swapped in _isolating(node):
        if is_op(here, "/") and nodes.variables(here.args[0]) and not nodes.variables(here.args[1]):
            top, bottom = here.args
            yield related(node.name, top, op("/", there, bottom), swapped)
            yield related(node.name, top, nodes.add(there, bottom), swapped)
            yield related(node.name, top, nodes.add(there, nodes.neg(bottom)), swapped)


@ENTRIES.line(
    "multiplied-straight-across",
    "Multiplied straight across the equals sign",
    "Numerators were multiplied with numerators across the equals sign. That is for a product of fractions; "
    "in an equation both sides are multiplied by the denominators.",
    heads="=", weight=8,
)  # fmt: skip
def multiplied_straight_across(node: Op) -> Iterator[Node]:
    a, b = node.args
    if is_op(a, "/") and is_op(b, "/"):
        yield op("=", op("*", a.args[0], b.args[0]), op("*", a.args[1], b.args[1]))
        yield op("=", op("*", a.args[0], b.args[0]), nodes.ONE)
