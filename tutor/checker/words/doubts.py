"""What a teacher would ask about in a line whose arithmetic is right: never an error by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tutor.checker.words import reasons
from tutor.checker.words.expression import show
from tutor.checker.words.graph import Quantity
from tutor.checker.words.lexicon import word_set
from tutor.checker.words.read import Line
from tutor.checker.words.scan import Kind

_WHOLE: Final = word_set(
    "people person persons child children kid kids student students man men woman women boy boys girl girls friend"
    " friends guest guests customer customers worker workers player players dog dogs cat cats animal animals bird birds"
    " car cars bus buses bike bikes bicycle bicycles motorcycle motorcycles"
)
"""What there is no half of."""
_TOTAL: Final = word_set("total altogether combined overall sum")
_SIGNED: Final = word_set(
    "degree degrees below temperature temperatures loss losses debt owe owes negative minus deficit change changes "
    "falls fell drops dropped decrease decreased velocity acceleration"
)
_SHARED: Final = word_set("average averages averaged mean about per rate each")


def doubts(problem: str, lines: Sequence[Line], quantities: Sequence[Quantity]) -> dict[int, str]:
    """For lines (0-based) that look odd: what to ask the learner.

    A number below zero where the problem knows none; half a person; in a total, a part of an earlier total; something
    taken off a second time.
    """
    out: dict[int, str] = {}
    words = frozenset(problem.lower().replace(".", " ").replace(",", " ").split())
    for quantity in quantities:
        for reason in _odd(quantity, lines, quantities, words):
            out.setdefault(quantity.line, reason)
    return out


def _odd(
    quantity: Quantity, lines: Sequence[Line], quantities: Sequence[Quantity], words: frozenset[str]
) -> Iterator[str]:
    value, line = quantity.value, lines[quantity.line]
    if value is None:
        return
    if value < 0 and not _SIGNED & words:
        yield reasons.BELOW_ZERO
    if value.denominator > 1 and quantity.unit in _WHOLE and not _SHARED & (_words(line) | words):
        yield reasons.not_whole(quantity.unit)
    for one in quantity.depends:
        for two in quantity.depends & quantities[one].depends:
            part, whole = quantities[two], quantities[one]
            if part.value is None or whole.value is None or part.value == whole.value:
                continue
            if quantity.operator == whole.operator == "+" and _TOTAL & _words(line) & _totals(lines[whole.line]):
                yield reasons.counted_twice(show(part.value), show(whole.value), whole.text)
            elif quantity.operator == whole.operator == "-" and part.line < whole.line:
                yield reasons.taken_twice(show(part.value), whole.text)


def _totals(line: Line) -> frozenset[str]:
    """All words for totals, if the line has one."""
    return _TOTAL if _TOTAL & _words(line) else frozenset()


def _words(line: Line) -> frozenset[str]:
    return frozenset(token.text for token in line.tokens if token.kind is Kind.WORD)
