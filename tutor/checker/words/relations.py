"""Lines that turn a comparison of the problem around: "3 fewer" added, "twice as many" for the wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tutor.checker.words.arithmetic import values
from tutor.checker.words.comparisons import Comparison, clauses, cuts, telling
from tutor.checker.words.definitions import definition
from tutor.checker.words.expression import Binary, Expression, Name, Negative, Number, show, written
from tutor.checker.words.lexicon import word_set
from tutor.checker.words.read import Chain, Line
from tutor.checker.words.scan import Kind
from tutor.checker.words.statements import Contradiction, Sentence

_TOGETHER: Final = word_set("total altogether together combined sum")
_TRIAL: Final = Fraction(1009)
"""Stands for a letter: no other number is taken for it."""
Owners = dict[Fraction | str, list[frozenset[str]]]
"""A number, or a letter -> the telling words of each clause it was told in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Computed:
    """A computation, and the telling words of its clause."""

    expression: Expression
    about: frozenset[str]
    """Up to "than", which begins what it is compared with."""
    words: frozenset[str]
    together: tuple[frozenset[str], ...]
    """Where the sentence is about a total: the words beside each "and" in it."""


def misrelated(
    parts: Sequence[Sentence], lines: Sequence[Line], found: Sequence[Comparison]
) -> dict[int, Contradiction]:
    """Lines that compute a quantity against a comparison of the problem.

    "6 less than four times": the computation shows by itself that it is meant. For others the clause names one of the
    two quantities and not the other, and starts from a number that was told of the other one only.
    """
    out = _flipped(lines, found)
    if not found:
        return out
    for index, (line, owners) in enumerate(zip(lines, _ownership(parts, lines), strict=True)):
        for _, computed in _computations(line):
            for one in found:
                if _either(computed, one, found):
                    continue
                against = _against(computed, one, owners) or _merged(computed, one, owners)
                if against is not None:
                    out.setdefault(index, against)
    return out


def _either(computed: _Computed, one: Comparison, found: Sequence[Comparison]) -> bool:
    """May the clause mean another comparison with the same numbers?"""
    same = [
        two for two in found if two is not one and {two.factor, two.difference} & {one.factor, one.difference} - {1, 0}
    ]
    return any((two.mine | two.others) & computed.words for two in same)


def _against(computed: _Computed, one: Comparison, owners: Owners) -> Contradiction | None:
    """What the comparison would have instead of a computation that has it the wrong way round."""
    expression = computed.expression
    if (
        not isinstance(expression, Binary)
        or not one.mine
        or not one.others
        or (one.factor != 1) == (one.difference != 0)
    ):
        return None
    for start, by in ((expression.left, expression.right), (expression.right, expression.left)):
        if not isinstance(by, Number) or by.value not in (abs(one.difference) or one.factor, 1 / one.factor):
            continue
        if not isinstance(start, (Number, Name)):
            continue
        value = start.value if isinstance(start, Number) else _TRIAL
        got = values(expression, {start.name: value} if isinstance(start, Name) else {})[:1]
        key = value if isinstance(start, Number) else start.name
        if one.mine <= computed.about and not one.others & computed.words:
            told = _belongs(key, one.others, one.mine, owners)
            right, wrong, sign = _forward(value, one)
        elif one.others <= computed.about and not one.mine & computed.words:
            told = _belongs(key, one.mine, one.others, owners)
            right, wrong, sign = _backward(value, one)
        else:
            continue
        if told and got and got != [right] and got[0] in wrong:
            amount = show(abs(one.difference) or one.factor)
            return Contradiction(
                quote=one.quote, expected=f"{written(start)} {sign} {amount}", given=written(expression)
            )
    return None


def _merged(computed: _Computed, one: Comparison, owners: Owners) -> Contradiction | None:
    """What both have together, where only what the subject has is computed ("Ann and Tom have 12 + 3 in total")."""
    expression = computed.expression
    both = any(one.mine & pair and one.others & pair for pair in computed.together)
    if not isinstance(expression, Binary) or not both:
        return None
    start, by = expression.left, expression.right
    if not isinstance(start, Number) or not isinstance(by, Number):
        return None
    if not any(_belongs(side.value, one.others, one.mine, owners) for side in (start, by)):
        return None
    if one.difference > 0 and one.factor == 1 and expression.operator == "+" and by.value == one.difference:
        expected = f"{start.text} + ({written(expression)})"
        return Contradiction(quote=one.quote, expected=expected, given=written(expression))
    if not one.difference and one.factor > 1 and expression.operator == "*":
        values_ = {start.value: by, by.value: start}
        if one.factor in values_ and start.value != by.value:
            expected = f"{values_[one.factor].text} + {written(expression)}"
            return Contradiction(quote=one.quote, expected=expected, given=written(expression))
    return None


def _forward(value: Fraction, one: Comparison) -> tuple[Fraction, tuple[Fraction, ...], str]:
    """The subject's value from the other's, the values that turn the comparison around, and the right sign."""
    if one.difference:
        return value + one.difference, (value - one.difference,), "+" if one.difference > 0 else "−"
    return value * one.factor, (value / one.factor, value + one.factor), "×"


def _backward(value: Fraction, one: Comparison) -> tuple[Fraction, tuple[Fraction, ...], str]:
    """The other's value from the subject's, and so on."""
    if one.difference:
        return value - one.difference, (value + one.difference,), "−" if one.difference > 0 else "+"
    return value / one.factor, (value * one.factor, value - one.factor), "÷"


def _flipped(lines: Sequence[Line], found: Sequence[Comparison]) -> dict[int, Contradiction]:
    """Lines that add what the problem takes off a multiple, or the other way; none if some line does it rightly."""
    out: dict[int, Contradiction] = {}
    for one in found:
        if one.factor == 1 or not one.difference:
            continue
        seen = [
            (index, computed.expression)
            for index, line in enumerate(lines)
            for _, computed in _computations(line)
            if _is_multiple_and_amount(computed.expression, one)
        ]
        right = "+" if one.difference > 0 else "-"
        if not seen or any(isinstance(e, Binary) and e.operator == right for _, e in seen):
            continue
        index, expression = seen[0]
        if isinstance(expression, Binary):
            turned = Binary(operator=right, left=expression.left, right=expression.right)
            told = Contradiction(quote=one.quote, expected=written(turned), given=written(expression))
            out.setdefault(index, told)
    return out


def _is_multiple_and_amount(expression: Expression, one: Comparison) -> bool:
    """Is it a sum or difference of the multiple and the amount of a comparison?"""
    if not isinstance(expression, Binary) or expression.operator not in ("+", "-"):
        return False
    right = expression.right
    return isinstance(right, Number) and right.value == abs(one.difference) and _multiplied(expression.left, one.factor)


def _multiplied(term: Expression, factor: Fraction) -> bool:
    if not isinstance(term, Binary):
        return False
    if term.operator == "*":
        return any(isinstance(side, Number) and side.value == factor for side in (term.left, term.right))
    return term.operator == "/" and isinstance(term.right, Number) and factor * term.right.value == 1


def _belongs(value: Fraction | str, owner: frozenset[str], other: frozenset[str], owners: Owners) -> bool:
    """Was a value, or a letter, told of the owner, and never of the other?"""
    told = [words for words in owners.get(value, []) if not (owner & words and other & words)]
    return any(owner & words for words in told) and not any(other & words for words in told)


def _ownership(parts: Sequence[Sentence], lines: Sequence[Line]) -> list[Owners]:
    """For each line: the numbers of the problem and of the lines before it, with the words of their clauses."""
    known: Owners = {}
    for part in parts:
        for clause in clauses(part.tokens):
            for token in clause:
                if token.kind is Kind.NUMBER:
                    known.setdefault(token.value, []).append(telling(clause))
    out: list[Owners] = []
    for line in lines:
        out.append({value: list(told) for value, told in known.items()})
        named = definition(line)
        if named is not None:
            known.setdefault(named.letter, []).append(telling(line.tokens))
        for chain, computed in _computations(line):
            last = chain.sides[-1].expression
            if isinstance(last, Number):
                known.setdefault(last.value, []).append(computed.words)
    return out


def _computations(line: Line) -> Iterator[tuple[Chain, _Computed]]:
    """The computations of a line; "Tom = 12 + 3" begins with its second side."""
    for chain in line.chains:
        first = chain.sides[0]
        if isinstance(first.expression, (Number, Name)) and len(chain.sides) > 1:
            first = chain.sides[1]
        if isinstance(first.expression, Negative):
            continue
        before = [token for token in line.tokens if token.end <= first.start]
        start = max((k + 1 for k, token in enumerate(before) if cuts(token)), default=0)
        rest = [token for token in line.tokens if token.start >= chain.sides[-1].end]
        stop = next((k for k, token in enumerate(rest) if cuts(token)), len(rest))
        than = next((k for k, token in enumerate(rest[:stop]) if token.text == "than"), stop)
        about = telling([*before[start:], *rest[:than]])
        words = telling([*before[start:], *rest[:stop]])
        together = _joined(line, first.start, chain.sides[-1].end)
        yield chain, _Computed(expression=first.expression, about=about, words=words, together=together)


def _joined(line: Line, start: int, end: int) -> tuple[frozenset[str], ...]:
    """The words beside each "and" of the sentence around a computation, if it speaks of a total."""
    breaks = [token for token in line.tokens if token.kind is Kind.BREAK]
    first = max((token.end for token in breaks if token.end <= start), default=0)
    last = min((token.start for token in breaks if token.start >= end), default=len(line.text))
    sentence = [token for token in line.tokens if first <= token.start < last]
    if not any(token.text in _TOGETHER for token in sentence):
        return ()
    spots = [k for k, token in enumerate(sentence) if token.text == "and" and k]
    return tuple(telling([sentence[k - 1], *sentence[k + 1 : k + 3]]) for k in spots)
