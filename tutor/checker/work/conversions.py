"""Conversions that a problem asks for: `Convert 90 km/h to m/s`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.checker import nodes, numbers, units
from tutor.checker.equality import equal, show
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op
from tutor.checker.parser import parse
from tutor.checker.prepare import prepare
from tutor.checker.units import Mismatch, Quantity
from tutor.checker.values import Code, Method, Relation, Status, Unreadable, Verdict, Witness
from tutor.checker.work import wording

NOT_THE_SAME = "This is not the same quantity as the one to be converted."
_ASKED = re.compile(
    r"(?i)\b(?:convert|change|express)\s+\$?(?P<given>-?\d[\d.,]*\s*[A-Za-z°/^²³\d\s]*?)\$?\s+"
    r"(?:in)?to\s+\$?(?P<unit>[A-Za-z°/^²³\d ]+?)\$?[.?!\s]*$"
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """A quantity, and the unit it is to be given in."""

    quantity: Quantity
    unit: Quantity

    def judge(self, said: Quantity, bare: Node, *, name: str) -> Verdict | None:
        """What a line ends in: the quantity or its number in the unit asked for; None if it is about something else."""
        if name:
            return None
        if said.dimension != self.quantity.dimension:
            number = nodes.div(self.quantity.value, self.unit.value)
            return wording.right(Relation.EQUIVALENT, Method.PROOF) if _same(number, bare) else None
        if _same(self.quantity.value, said.value):
            return wording.right(Relation.EQUIVALENT, Method.PROOF)
        outcome = equal(self.quantity.value, said.value)
        exact, given = numbers.real_value(self.quantity.value), numbers.real_value(said.value)
        if outcome.witness is None or exact is None or given is None:
            return None
        if abs(float(exact) - float(given)) <= abs(float(exact)) / 100:
            return None  # a rounded value
        witness = Witness(expected=_shown(self.quantity.value), given=_shown(said.value))
        return wording.said(
            Status.INVALID, Code.ARITHMETIC, Relation.CONTRADICTS, Method.WITNESS, witness, NOT_THE_SAME
        )


def asked_for(problem: str) -> Conversion | None:
    """The conversion that is asked for; None if there is none that reads."""
    found = _ASKED.search(problem)
    if found is None:
        return None
    given, unit = _quantity(found["given"]), _quantity(f"1 {found['unit']}")
    if given is None or unit is None or given.dimension != unit.dimension or not unit.dimension:
        return None
    return Conversion(given, unit)


def _quantity(text: str) -> Quantity | None:
    try:
        node = prepare(parse(text.strip(), Style(units=True))[0])
        return None if nodes.variables(node) else units.quantity(node)
    except (Unreadable, Mismatch, ZeroDivisionError, OverflowError):
        return None


def _same(exact: Node, given: Node) -> bool:
    if equal(exact, given).equal:
        return True
    written = numbers.literal(given.args[0] if isinstance(given, Op) and given.name == "neg" else given)
    value, said = numbers.real_value(exact), numbers.real_value(given)
    return bool(written and value is not None and said is not None and numbers.rounds_to(value, said, written))


def _shown(value: Node) -> str:
    number = number_or_none(value)
    return "..." if number is None else show(fraction_of(number))
