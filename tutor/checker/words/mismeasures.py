"""Units against the problem: cents taken for dollars, a day's share multiplied by days, a rate for an amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from tutor.checker.values import Code
from tutor.checker.words.arithmetic import values
from tutor.checker.words.expression import Binary, Number, operations
from tutor.checker.words.lexicon import UNIT_NAMES, word_set
from tutor.checker.words.read import Chain, Line
from tutor.checker.words.scan import Kind, Token
from tutor.checker.words.statements import Contradiction, Sentence, stem

_PERIODS: Final = word_set("minute hour day week month year")
_EACH: Final = word_set("each every per a an")
_MONEY: Final = word_set("$ dollar")
_RATE_ASKED: Final = re.compile(
    r"\b(?:per|each|every|apiece|rate|speed|fast|daily|weekly|monthly|one"
    r"|an? (?:second|minute|hour|day|week|month|year|piece|person))\b"
)


def mismeasured(line: Line, parts: Sequence[Sentence], before: Sequence[Line] = ()) -> Contradiction | None:
    """Does a product of a line take cents for dollars, or a day's amount times days for a day's amount?

    before: the earlier lines; a number that they have too may be theirs.
    """
    earlier = {token.value for other in before for token in other.tokens if token.kind is Kind.NUMBER}
    told = [token for part in parts for token in part.tokens if token.kind is Kind.NUMBER]
    for chain in line.chains:
        first, last = chain.sides[0].expression, chain.sides[-1].expression
        if not isinstance(first, Binary) or first.operator != "*" or not isinstance(last, Number):
            continue
        if len(chain.sides) < 2 or last.value not in values(first, {})[:1]:
            continue
        for one, two in ((first.left, first.right), (first.right, first.left)):
            if isinstance(one, Number) and isinstance(two, Number) and one.value not in earlier:
                found = _cents(one, two, last, told, parts) or _times_itself(line, chain, one, two, parts)
                if found is not None:
                    return found
    return None


def _cents(
    one: Number, two: Number, last: Number, told: Sequence[Token], parts: Sequence[Sentence]
) -> Contradiction | None:
    """ "10 * 80 = $800" where the problem has 10 cents, and no other 10."""
    same = [token for token in told if token.value == one.value]
    if last.unit not in _MONEY or one.unit in _MONEY or not same or any(token.unit != "cent" for token in same):
        return None
    if two.unit in _MONEY or any(token.value == two.value and token.unit in _MONEY for token in told):
        return None
    quote = _around(parts, same[0])
    return Contradiction(quote=quote, expected=f"{one.text} cents", given=f"${one.text}")


def _times_itself(
    line: Line, chain: Chain, one: Number, two: Number, parts: Sequence[Sentence]
) -> Contradiction | None:
    """ "In one day, 45 minutes * 4" where the problem has 45 minutes each day, on 4 days."""
    for part in parts:
        for at, token in enumerate(part.tokens):
            period = _period(part.tokens, at) if token.kind is Kind.NUMBER and token.value == one.value else None
            if period is None or not _counts(two.value, period, parts) or not _said_per(line, chain, period):
                continue
            quote = _around(parts, token)
            return Contradiction(quote=quote, expected=f"{one.text} in one {period}", given=f"{one.text} × {two.text}")
    return None


def _period(tokens: Sequence[Token], at: int) -> str | None:
    """The period that a number is said to be for ("45 minutes each day"), right after its noun."""
    words = [token.text for token in tokens[at + 1 : at + 4]]
    for one, two in pairwise(words[1:]):
        unit = UNIT_NAMES.get(two, two)
        if one in _EACH and unit in _PERIODS:
            return unit
    return None


def _counts(value: Fraction, period: str, parts: Sequence[Sentence]) -> bool:
    """Is every number of the problem with this value a number of such periods?"""
    units = [t.unit for part in parts for t in part.tokens if t.kind is Kind.NUMBER and t.value == value]
    return bool(units) and all(unit == period for unit in units)


def _said_per(line: Line, chain: Chain, period: str) -> bool:
    """Does the line say that its result is for one such period: at its beginning, or right after the result?"""
    lead = line.text[: chain.sides[0].start].lower()
    if re.match(rf"\W*(?:in|on) (?:one|a|each|every) {period}\b", lead):
        return True
    after = [token.text for token in line.tokens if token.start >= chain.sides[-1].end][:3]
    return any(one in ("each", "every", "per") and UNIT_NAMES.get(two, two) == period for one, two in pairwise(after))


def _around(parts: Sequence[Sentence], number: Token) -> str:
    """A few words of the problem from a number on."""
    for part in parts:
        for at, token in enumerate(part.tokens):
            if token is number:
                rest = part.tokens[at : at + 5]
                stop = next((k for k, other in enumerate(rest) if k and other.kind is not Kind.WORD), len(rest))
                return part.text[token.start : rest[stop - 1].end]
    return number.text


def rate_for_amount(lines: Sequence[Line], parts: Sequence[Sentence]) -> dict[int, Contradiction]:
    """A last line that divides the amount asked for into a rate: "how many goals" answered with "2 goals per game".

    Only if an earlier line has an amount of what is asked for, and the question is not for a rate.
    """
    asking = next((part for part in reversed(parts) if part.asks), None)
    wanted = re.search(r"\bhow many (?:more )?(\w+)", asking.text.lower()) if asking is not None else None
    computing = [index for index, line in enumerate(lines) if line.chains]
    if asking is None or wanted is None or not computing or _RATE_ASKED.search(asking.text.lower()):
        return {}
    last = computing[-1]
    chain = lines[last].chains[-1]
    first, result = chain.sides[0].expression, chain.sides[-1].expression
    if not isinstance(first, Binary) or first.operator != "/" or not isinstance(result, Number):
        return {}
    after = [token.text for token in lines[last].tokens if token.start >= chain.sides[-1].end][:3]
    noun = stem(wanted.group(1))
    if "per" not in after or stem(result.unit) != noun or not _found_before(lines[:last], noun, first):
        return {}
    quote = wanted.group(0)
    rate = f"{result.unit} per ..."
    return {last: Contradiction(quote=quote, expected=result.unit, given=rate, code=Code.NOT_ANSWERED)}


def _found_before(lines: Sequence[Line], noun: str, quotient: Binary) -> bool:
    """Is what is divided an amount of that noun that an earlier line computed?"""
    return any(
        isinstance(last.expression, Number)
        and isinstance(quotient.left, Number)
        and stem(last.expression.unit) == noun
        and last.expression.value == quotient.left.value
        and operations(chain.sides[0].expression) > 0
        for line in lines
        for chain in line.chains
        for last in chain.sides[-1:]
    )
