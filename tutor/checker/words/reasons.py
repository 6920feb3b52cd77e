"""One plain sentence for the learner about each judgement. None states the final answer."""

from __future__ import annotations

from fractions import Fraction

from tutor.checker.values import Code
from tutor.checker.words.align import Cause, Departure
from tutor.checker.words.arithmetic import Refuted
from tutor.checker.words.equations import Broken
from tutor.checker.words.expression import Number, operations, show, written
from tutor.checker.words.graph import Quantity
from tutor.checker.words.lexicon import CLOCK
from tutor.checker.words.statements import Contradiction

_MAX_QUOTE = 90
"""Longer quotations are cut."""

PROSE = "There is no computation in this line to check."
ARITHMETIC_RIGHT = "The arithmetic is right; whether it is the right quantity can't be told from the line alone."
NOT_COMPARED = "This computation holds something unknown, so it could not be checked."
BY_VALUE = "The arithmetic is right, and the worked solution has this value too; how it comes about was not compared."
MATCHES = "The arithmetic is right, and the worked solution needs this quantity too."
LEADS = "The arithmetic is right, and the result you reach is right."
FOLLOWS = "This follows rightly from an earlier line that is wrong."
TYPED = "The computation as typed does not give this result, though other numbers in the line do: check what you typed."
TURNED = "As typed the computation does not give this result, but turned around it does: which number comes first?"
BRACKETS = "The result is right for the sum divided; as typed only the last number is divided: the sum needs brackets."
MISQUOTED = "One number here is not in the problem or a line before; with one that is, the result is right: check it."
BELOW_ZERO = "The arithmetic is right, but can there be fewer than none? Look at the lines before."


def arithmetic(refuted: Refuted) -> str:
    """Why a computation is wrong; the witness holds both values."""
    if not operations(refuted.left.expression):
        return f"{written(refuted.left.expression)} and {written(refuted.right.expression)} are not the same amount."
    return f"Work out {written(refuted.left.expression)} again: it is not {amount(refuted.given, refuted)}."


def amount(value: Fraction, refuted: Refuted) -> str:
    """A value of either side, as a time of day where the result is one."""
    result = refuted.right.expression
    if not isinstance(result, Number) or result.unit != CLOCK:
        return show(value)
    minutes = round(value * 60) % (24 * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def source(lost: Fraction) -> str:
    """A number from nowhere: no error by itself."""
    return f"The arithmetic is right, but where is {show(lost)} from? Neither the problem nor a line before has it."


def contradicted(found: Contradiction) -> str:
    """What a line says against the problem, or against an earlier line, quoted."""
    quote = found.quote if len(found.quote) <= _MAX_QUOTE else found.quote[: _MAX_QUOTE - 1].rsplit(" ", 1)[0] + "…"
    if found.own:
        return f"Before, you said: “{quote}”, and found {found.expected}; here the same thing is {found.given}."
    if found.code is Code.NOT_ANSWERED:
        return f"The question is “{quote}”, which a line before has; this line turns it into a rate."
    return f"The problem says “{quote}”; this line has {found.given}."


def not_whole(noun: str) -> str:
    """Half a person."""
    return f"The arithmetic is right, but can there be a fraction among the {noun}? Look at the lines before."


def counted_twice(part: str, whole: str, text: str) -> str:
    """A part beside a total that holds it."""
    return f"The arithmetic is right, but {whole} = {text} already holds the {part}: is it counted twice?"


def taken_twice(part: str, text: str) -> str:
    """Something taken off that was taken off before."""
    return f"The arithmetic is right, but {text} took the {part} off already: is it taken off twice?"


def equation(broken: Broken) -> str:
    """Why an equation is wrong."""
    at = f"{broken.letter} = {show(broken.at)}"
    if broken.identity:
        return f"The two sides are different: at {at} one is {show(broken.left)}, the other {show(broken.right)}."
    return (
        f"This does not follow from the equation before it: {at} fits here, but there one side would be"
        f" {show(broken.left)}, the other {show(broken.right)}."
    )


def departure(found: Departure) -> str:
    """Where and how a line leaves the worked solution."""
    computed = f"this line uses {found.quantity.text}" if found.quantity else "this line gives something else"
    if found.quantity and found.quantity.lost:
        computed += f", and {show(found.quantity.lost[0])} is neither in the problem nor in a line before"
    match found.cause:
        case Cause.BEYOND:
            return "What was asked for was already found before this line, and this line goes on from it."
        case Cause.SETUP:
            return "What this line says about the unknown does not fit the worked solution."
        case Cause.SHORT:
            return "This is a step on the way in the worked solution, not yet what was asked for."
        case Cause.PREMATURE if found.nearest is None:
            return f"In the worked solution these numbers are not combined like this: {computed}."
        case _ if found.nearest is not None:
            return f"The worked solution computes the {_noun(found.nearest)} from {found.nearest.text}; {computed}."
    return f"The worked solution has no use for this quantity: {computed}."


def _noun(quantity: Quantity) -> str:
    names = {"$": "amount of money", "%": "percentage"}
    unit = names.get(quantity.unit, quantity.unit)
    return unit if quantity.unit in names else f"number of {unit}s" if not unit.endswith("s") else f"number of {unit}"
