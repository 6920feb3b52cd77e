"""Quantities with their units in lines of work, and whether two of them are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.checker import nodes, numbers
from tutor.checker.equality import Outcome, equal, show
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.nodes import Node, Op, Unit
from tutor.checker.units import Quantity
from tutor.checker.values import Code, Method, Relation, Status, Verdict, Witness
from tutor.checker.work import wording

OTHER_UNITS = "The numbers agree, but the units on the two sides do not fit together."


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity with or without its unit."""

    quantity: Quantity
    bare: Node
    """The numbers alone, every unit left out."""
    node: Node


def is_factor(name: str, text: str) -> bool:
    """Whether a letter stands behind a times sign, `2*10*h`: then it is no unit."""
    return len(name) == 1 and bool(re.search(rf"(?:[*·×]|\\cdot|\\times)\s*{name}(?![A-Za-z])", text))


def is_unit(name: str, text: str) -> bool:
    """Whether a letter of the formulas is a unit wherever it stands: `5 m`, `4 m/s`, but not `20h` or `2*h`."""
    as_unit = re.compile(rf"(?:\d(?:\s|\\,)+|\d(?=[A-Za-z]+\s*[/^²³])|[A-Za-z]\s*/\s*){name}(?![A-Za-z])")
    return len(as_unit.findall(text)) == len(re.findall(rf"(?<![A-Za-z]){name}(?![A-Za-z])", text))


def linked_wrongly(left: Value, right: Value, *, run_on: bool) -> Verdict | None:
    """What is wrong with `left = right`; None if nothing can be said against it."""
    same_kind = left.quantity.dimension == right.quantity.dimension
    outcome = equal(left.quantity.value, right.quantity.value) if same_kind else Outcome(Status.UNKNOWN)
    if outcome.equal or rounds(left.quantity.value, right.node) or rounds(left.bare, right.node):
        if same_kind or not (left.quantity.dimension and right.quantity.dimension) or not _all_measured(left.node):
            return None
        witness = Witness(expected=_shown(left.quantity), given=_shown(right.quantity))
        return wording.said(Status.INVALID, Code.UNIT, Relation.CONTRADICTS, Method.WITNESS, witness, OTHER_UNITS)
    bare = equal(left.bare, right.bare)
    if bare.equal:
        if same_kind or not (left.quantity.dimension and right.quantity.dimension) or not _all_measured(left.node):
            return None
        witness = Witness(expected=_shown(left.quantity), given=_shown(right.quantity))
        return wording.said(Status.INVALID, Code.UNIT, Relation.CONTRADICTS, Method.WITNESS, witness, OTHER_UNITS)
    if bare.witness is None or (same_kind and outcome.status is not Status.INVALID):
        return None
    code = Code.RUN_ON if run_on else Code.ARITHMETIC
    return wording.said(Status.INVALID, code, Relation.CONTRADICTS, Method.WITNESS, bare.witness)


def _shown(quantity: Quantity) -> str:
    value = number_or_none(quantity.value)
    unit = " ".join(f"{n.lstrip('#')}^{p}" if p != 1 else n.lstrip("#") for n, p in quantity.dimension) or "no unit"
    return f"{show(fraction_of(value)) if value is not None else '...'} {unit}"


def _all_measured(node: Node) -> bool:
    """Whether every number of a product or sum has a unit of its own."""
    if isinstance(node, Op) and node.name == "+":
        return all(_all_measured(a) for a in node.args)
    plain = sum(1 for n in nodes.walk(node) if isinstance(n, nodes.Num))
    marked = sum(1 for n in nodes.walk(node) if isinstance(n, Unit))
    powers = sum(1 for n in nodes.walk(node) if isinstance(n, Op) and n.name == "^")
    return marked >= plain - powers


def rounds(exact: Node, rounded: Node) -> bool:
    """Whether a decimal is the exact value rounded to its digits."""
    written = numbers.literal(rounded)
    value = numbers.real_value(exact)
    if written is None or value is None or written[0].value.denominator == 1:
        return False
    given = numbers.real_value(nodes.rebuild(rounded, lambda n: nodes.ONE if isinstance(n, Unit) else n))
    return given is not None and numbers.rounds_to(value, given, written)
