"""A line of prose -> the computations in it, as chains of sides joined by "=" or its words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tutor.checker.words.expression import Binary, Expression, Number, numbers, operations, signs
from tutor.checker.words.items import MAX_ITEMS, leaf
from tutor.checker.words.lexicon import ABOUT, CLOCK, EQUALS_WORDS, RESULTING, UNITS, word_set
from tutor.checker.words.measures import read_tokens
from tutor.checker.words.scan import Kind, Token
from tutor.checker.words.sides import Side, backward, forward
from tutor.checker.words.units import merge

_LEADING: Final = word_set("a total of equal to about approximately roughly around nearly only just exactly $")
"""Words that may stand between "is" and the result."""
_EQUAL_TO: Final = frozenset(("leaves", "yields", "total", "totaling", "totalling", "giving", "making")) | EQUALS_WORDS
_COMPARING: Final = frozenset(("more", "less", "fewer", "times", "percent", "of", "than", "greater", "longer", "older"))


_MAX_DEPTH: Final = 12
MAX_CHAINS: Final = 40
"""So many computations of one line are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Two or more sides said to be equal; a lone computation without a stated result has one side."""

    sides: tuple[Side, ...]
    worded: bool = False
    """Joined by a word ("is", "equals"), not by a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a solution, read."""

    text: str
    tokens: tuple[Token, ...]
    chains: tuple[Chain, ...]


def read_line(text: str) -> Line:
    """The computations of one line, in the order in which they stand. Never fails: what can't be read is left out."""
    tokens = merge(read_tokens(text))
    zones = _zones(tokens)
    chains = [chain for zone in zones for chain in _chains(zone) + _told(zone) if not _is_label(chain)]
    chains.sort(key=lambda chain: chain.sides[0].start)
    return Line(text=text, tokens=tuple(tokens), chains=tuple(chains[:MAX_CHAINS]))


def _is_label(chain: Chain) -> bool:
    """Is what looks like a time of day in it a label ("Day 2:50 + 20 = 70")? Times are only added to times."""
    timed = [side.expression for side in chain.sides if any(leaf.unit == CLOCK for leaf in numbers(side.expression))]
    return any(
        not signs(expression) <= {"+", "-"}
        or any(UNITS.get(leaf.unit, "")[:1] != UNITS[CLOCK][:1] for leaf in numbers(expression))
        for expression in timed
    )


def results(line: Line) -> list[Token]:
    """The numbers that a line gives as a result: at the ends of its chains, or, after them, said to be the result.

    "72 = 24 * 3" gives 72. A line without a computation gives every number in it, the written-out ones only if there
    are no digits.
    """
    numbers = [token for token in line.tokens if token.kind is Kind.NUMBER]
    chains = [chain for chain in line.chains if len(chain.sides) > 1]
    if not chains:
        digits = [token for token in numbers if not token.spelled]
        return digits or numbers
    ends = [(side.start, side.end) for side in map(_result, chains)]
    last = max(chain.sides[-1].end for chain in chains)
    found = [token for token in numbers if any(start <= token.start and token.end <= end for start, end in ends)]
    for token in numbers:
        lead = [other.text for other in line.tokens if token.start - 24 < other.start < token.start][-4:]
        if token.start >= last and not token.spelled and RESULTING.intersection(lead):
            found.append(token)
    return found


def _result(chain: Chain) -> Side:
    """The side of a chain that is its result: the last one, or the first if only that is a plain number."""
    first, last = chain.sides[0], chain.sides[-1]
    turned = isinstance(first.expression, Number) and operations(last.expression) > 0
    return first if turned else last


def _zones(tokens: list[Token]) -> list[list[Token]]:
    """The token list, cut at breaks; a bracket with "=" in it is a zone of its own, one without a number is dropped."""
    zones: list[list[Token]] = [[]]
    aside: list[list[Token]] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind is Kind.OPEN:
            end = _closing(tokens, index)
            if end is not None and _is_remark(tokens[index + 1 : end]):
                aside += _zones(tokens[index + 1 : end]) if len(aside) < 40 else []
                index = end + 1
                continue
        if token.kind is Kind.BREAK:
            zones.append([])
        elif token.kind is Kind.NAME and _opens(tokens, index, zones[-1]):
            zones.append([token])
        else:
            zones[-1].append(token)
        index += 1
    return [zone for zone in zones + aside if zone]


def _opens(tokens: list[Token], index: int, zone: list[Token]) -> bool:
    """Does a letter open another equation ("4x = 44 x = 11"), rather than being multiplied by the number before it?"""
    before = tokens[index - 1] if index else None
    if before is None or before.kind is not Kind.NUMBER or before.end == tokens[index].start:
        return False
    followed = index + 1 < len(tokens) and tokens[index + 1].kind is Kind.EQUALS
    return followed and any(token.kind is Kind.EQUALS for token in zone)


def _closing(tokens: list[Token], start: int) -> int | None:
    depth = 0
    for index in range(start, min(len(tokens), start + MAX_ITEMS)):
        depth += (tokens[index].kind is Kind.OPEN) - (tokens[index].kind is Kind.CLOSE)
        if depth == 0:
            return index
        if depth > _MAX_DEPTH:
            return None
    return None


def _is_remark(inside: list[Token]) -> bool:
    kinds = [token.kind for token in inside]
    if Kind.EQUALS in kinds or Kind.BREAK in kinds:
        return True
    operands = sum(kind in (Kind.NUMBER, Kind.NAME) for kind in kinds)
    if Kind.NUMBER not in kinds and Kind.NAME not in kinds:
        return True
    return Kind.OPERATOR not in kinds and operands == 1 and kinds.count(Kind.WORD) > 2


def _chains(zone: list[Token]) -> list[Chain]:
    """Chains of one zone."""
    cuts = [index for index, token in enumerate(zone) if _joins(zone, index)]
    chains: list[Chain] = []
    sides: list[Side] = []
    worded = False
    covered = -1
    for number, cut in enumerate(cuts):
        right_limit = cuts[number + 1] if number + 1 < len(cuts) else len(zone)
        left = sides[-1] if sides and covered == cut else None
        if left is None:
            if len(sides) > 1:
                chains.append(Chain(sides=tuple(sides), worded=worded))
            sides, worded = [], False
            left_limit = cuts[number - 1] + 1 if number else 0
            left = backward(zone, left_limit, cut)
            if left is not None:
                sides = [left]
        right, reached = forward(zone, cut + 1, right_limit)
        about = "≈" in zone[cut].text or zone[cut].text == "≅"
        worded = worded or zone[cut].kind is Kind.WORD
        if right is None:
            if len(sides) > 1:
                chains.append(Chain(sides=tuple(sides), worded=worded))
            sides, covered = [], -1
            continue
        if about:
            right = replace(right, about=True)
        sides.append(right)
        covered = cuts[number + 1] if number + 1 < len(cuts) and reached == right_limit else -1
    if sides and (len(sides) > 1 or operations(sides[0].expression)):
        chains.append(Chain(sides=tuple(sides), worded=worded))
    return chains + _lone(zone, cuts, chains)


def _lone(zone: list[Token], cuts: list[int], chains: list[Chain]) -> list[Chain]:
    """Computations without a stated result ("the plants cost 3 * $4"): the last one of a zone without "="."""
    if cuts or chains:
        return []
    side = None
    for index in range(len(zone), 0, -1):
        if zone[index - 1].kind in (Kind.NUMBER, Kind.CLOSE, Kind.NAME):
            side = backward(zone, 0, index)
            break
    if side is None or not operations(side.expression) or _is_range(side.expression):
        return []
    return [Chain(sides=(side,))]


def _is_range(expression: Expression) -> bool:
    """Is it a range ("months 2-3", "9:00 - 17:00"), rather than a difference that would be below zero?"""
    if not isinstance(expression, Binary) or expression.operator != "-":
        return False
    left, right = expression.left, expression.right
    if not isinstance(left, Number) or not isinstance(right, Number):
        return False
    return left.value < right.value or left.unit == right.unit == CLOCK


_VERBS: Final = {
    "dividing": "/",
    "divide": "/",
    "multiplying": "*",
    "multiply": "*",
    "subtracting": "-",
    "subtract": "-",
    "adding": "+",
    "add": "+",
}
_LINKS: Final = {"/": ("by", "into"), "*": ("by", "with", "and"), "-": ("from",), "+": ("and", "to", "with")}
_RESULTS: Final = word_set("gives get is equals gets yields leaves makes giving obtain find gave results have")


def _told(zone: list[Token]) -> list[Chain]:
    """A computation told with a verb: "dividing 12 by 7 gives 1.71"."""
    verb = next((i for i, token in enumerate(zone) if token.text in _VERBS), None)
    if verb is None or any(token.kind not in (Kind.WORD, Kind.NUMBER) for token in zone[verb : verb + 14]):
        return []
    operator = _VERBS[zone[verb].text]
    spots = [i for i in range(verb + 1, min(len(zone), verb + 16)) if zone[i].kind is Kind.NUMBER]
    if len(spots) < 2 or not any(token.text in _LINKS[operator] for token in zone[spots[0] : spots[1]]):
        return []
    one, two = leaf(zone[spots[0]]), leaf(zone[spots[1]])
    left, right = (two, one) if operator == "-" else (one, two)
    side = Side(
        expression=Binary(operator=operator, left=left, right=right),
        start=zone[spots[0]].start,
        end=zone[spots[1]].end,
    )
    if len(spots) == 2 or not any(token.text in _RESULTS for token in zone[spots[1] : spots[2]]):
        return [Chain(sides=(side,), worded=True)]
    last = zone[spots[2]]
    about = any(token.text in ABOUT for token in zone[spots[1] : spots[2] + 4])
    result = Side(expression=leaf(last), start=last.start, end=last.end, about=about)
    return [Chain(sides=(side, result), worded=True)]


def _joins(zone: list[Token], index: int) -> bool:
    """Does this token join two sides: "=" always, "is" and the like only between a computation and a number."""
    token = zone[index]
    if token.kind is Kind.EQUALS:
        return True
    if token.kind is not Kind.WORD or token.text not in _EQUAL_TO or index == 0:
        return False
    lead = 0
    for follower in range(index + 1, len(zone)):
        if zone[follower].text not in _LEADING:
            break
        lead += zone[follower].text != "$"
    else:
        return False
    if zone[follower].text == "-" and follower + 1 < len(zone):
        follower += 1
    if zone[follower].kind is not Kind.NUMBER or (zone[follower].spelled and zone[follower].value < 4) or lead > 4:
        return False
    after = zone[follower + 1 : follower + 3]
    if any(word.text in _COMPARING or word.kind is Kind.OPERATOR for word in after):
        return False
    left = backward(zone, 0, index, trailing=3)
    return left is not None and operations(left.expression) > 0
