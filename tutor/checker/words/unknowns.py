"""What a solution says about its unknowns, tried out with the values that the reference gives to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import log
from typing import Final

from tutor.checker.words.arithmetic import values
from tutor.checker.words.equations import Equation, linear_root
from tutor.checker.words.expression import names, operations
from tutor.checker.words.lexicon import FILLERS, NAMING
from tutor.checker.words.read import Chain, Line
from tutor.checker.words.reference import Reference
from tutor.checker.words.scan import Kind, Token
from tutor.checker.words.sides import Side

_TOLERANCE: Final = Fraction(1, 50)
_STEM: Final = 5
MAX_LETTERS: Final = 4
"""With more unknowns nothing is tried out."""
_CONFIRMED: Final = 2
"""So many true statements about a value of the reference show that the unknown is that value."""


def misfit(
    lines: Sequence[Line], reference: Reference, given: frozenset[Fraction], asked: frozenset[str]
) -> int | None:
    """The first line (0-based) that says something about an unknown which is not so in the reference.

    The value of an unknown is that of the quantity of the reference whose line, or of the answer whose question, shares
    most telling words with the clause that names the unknown. A statement is an equation that does not hold there, or
    a computation whose value is none of the reference's or the problem's, nor adds up to one of the reference's
    together with the unknown. Of several unknowns the one that is asked
    for has the answer as its value, and the others get theirs from the equations in their order.
    None if the equations hold for some value of the reference: then the unknown is right, whatever it was called.
    """
    letters = {
        name for line in lines for chain in line.chains for side in chain.sides for name in names(side.expression)
    }
    known = reference.answers.union(q.value for q in reference.quantities if q.value is not None)
    if len(letters) != 1:
        return _several(lines, sorted(letters), reference, known, asked) if 1 < len(letters) <= MAX_LETTERS else None
    letter = next(iter(letters))
    if any(_confirmed(lines, letter, value, known) for value in known):
        return None
    value = _meant(lines, letter, reference, asked)[1]
    if value is None:
        return None
    known = known | given | {total - value for total in known}
    for index, line in enumerate(lines):
        if any(_fails(chain, letter, value, known) for chain in line.chains):
            return index
    return None


def _several(
    lines: Sequence[Line],
    letters: Sequence[str],
    reference: Reference,
    known: frozenset[Fraction],
    asked: frozenset[str],
) -> int | None:
    """The first line that contradicts the answer as value of the letter that is named as what is asked for."""
    if not reference.answers:
        return None
    value = min(reference.answers)
    telling = asked - {word[:_STEM] for word in FILLERS}
    found = [(len(_clause(lines, letter) & telling), letter) for letter in letters]
    initials = [one for one in letters if sum(word.startswith(one.lower()) for word in telling) == 1]
    score, letter = max(found)
    if not score and len(initials) == 1:
        letter = initials[0]
    elif not score or [one for one, _ in found].count(score) > 1:
        return None
    for other in known:
        at, equations = _contradiction(lines, {letter: other}, known)
        if at is None and equations > len(letters):
            return None
    return _contradiction(lines, {letter: value}, known)[0]


def _contradiction(
    lines: Sequence[Line], fixed: Mapping[str, Fraction], known: frozenset[Fraction]
) -> tuple[int | None, int]:
    """The first line with an equation that fails at the values, and how many equations were tried until there.

    An equation with one unknown left gives it its value. If the one that fails would give it a known value and the one
    before did not, the one before is the line. fixed: values of letters, not changed.
    """
    at, found_at = dict(fixed), dict[str, int]()
    tried = 0
    for index, line in enumerate(lines):
        for one, two in (pair for chain in line.chains for pair in pairwise(chain.sides)):
            free = (names(one.expression) | names(two.expression)) - at.keys()
            if not names(one.expression) | names(two.expression) or len(free) > 1:
                continue
            tried += 1
            if free:
                letter = next(iter(free))
                root = linear_root(Equation(letter=letter, left=one.expression, right=two.expression, known=at))
                if root is not None:
                    at[letter], found_at[letter] = root, index
                continue
            left, right = values(one.expression, at), values(two.expression, at)
            if left and right and not _agree(left, right):
                doubtful = [k for name, k in found_at.items() if _better(one, two, name, at, known)]
                return min([index, *doubtful]), tried
    return None, tried


def _better(one: Side, two: Side, letter: str, at: Mapping[str, Fraction], known: frozenset[Fraction]) -> bool:
    """Would this equation give the letter a known value, where it has none now?"""
    others = {name: value for name, value in at.items() if name != letter}
    root = linear_root(Equation(letter=letter, left=one.expression, right=two.expression, known=others))
    return root in known and at[letter] not in known


def _confirmed(lines: Sequence[Line], letter: str, value: Fraction, known: frozenset[Fraction]) -> bool:
    """Do all equations hold for the value, and at least two statements at all?"""
    right = 0
    for line in lines:
        for chain in line.chains:
            if _contradicted(chain, letter, value):
                return False
            right += _equations(chain, letter) or _holds_known(chain, letter, value, known)
    return right >= _CONFIRMED


def _fails(chain: Chain, letter: str, value: Fraction, known: frozenset[Fraction]) -> bool:
    if _contradicted(chain, letter, value):
        return True
    about = all(letter in names(side.expression) for side in chain.sides)
    return about and not _holds_known(chain, letter, value, known)


def _equations(chain: Chain, letter: str) -> int:
    """How many pairs of neighbouring sides of a chain are about the letter."""
    if not any(letter in names(side.expression) for side in chain.sides):
        return 0
    return len(chain.sides) - 1


def _contradicted(chain: Chain, letter: str, value: Fraction) -> bool:
    """Does a chain about the letter claim two sides to be equal that differ at the value?"""
    if not _equations(chain, letter):
        return False
    found = [values(side.expression, {letter: value}) for side in chain.sides]
    return any(one and two and not _agree(one, two) for one, two in pairwise(found))


def _agree(one: Sequence[Fraction], two: Sequence[Fraction]) -> bool:
    """Is a reading of one side near a reading of the other?"""
    return any(abs(a - b) <= _TOLERANCE * max(Fraction(1), abs(a)) for a in one for b in two)


def _holds_known(chain: Chain, letter: str, value: Fraction, known: frozenset[Fraction]) -> int:
    """1 if the chain is a computation with the letter and gives a known value there (or none), else 0."""
    side = chain.sides[0].expression
    if letter not in names(chain.sides[-1].expression):
        return 0
    found = values(side, {letter: value})
    return int(not operations(side) or not found or bool(known.intersection(found)))


def _meant(
    lines: Sequence[Line], letter: str, reference: Reference, asked: frozenset[str]
) -> tuple[float, Fraction | None]:
    """The value of the reference for what the clause says that first names the letter, after how clear that is.

    Names of persons and things count twice.
    """
    clause = _clause(lines, letter)
    named = [(_stems(reference.lines[q.line].tokens), q.value) for q in reference.quantities if q.value is not None]
    if reference.answers:
        fillers = {word[:_STEM] for word in FILLERS}
        named.append((asked - fillers - {"$"}, min(reference.answers)))
    proper = {_stem(token.text) for line in lines for token in line.tokens if _is_proper(line, token)}
    weights = {
        word: (1 + (word in proper)) * log(1 + len(named) / sum(word in other for other, _ in named))
        for words, _ in named
        for word in clause & words
    }
    best: tuple[float, Fraction | None] = (0.0, None)
    for words, value in named:
        shared = sum(weights[word] for word in clause & words)
        best = max(best, (shared / (1 + len(words) / 20), value), key=lambda pair: pair[0])
    return best


def _is_proper(line: Line, token: Token) -> bool:
    """Is it a word with a capital inside a sentence?"""
    start = token.start
    inside = start > 1 and line.text[start - 1].isspace() and line.text[start - 2] not in ".!?:"
    return token.kind is Kind.WORD and inside and line.text[start].isupper()


def _clause(lines: Sequence[Line], letter: str) -> frozenset[str]:
    """Telling words of the clause that first names the letter, cut short; other letters end a clause too."""
    for line in lines:
        tokens = line.tokens
        at = next((i for i, t in enumerate(tokens) if t.kind is Kind.NAME and t.text == letter), None)
        if at is None:
            continue
        start, end = at, at
        while start and not _ends_clause(tokens[start - 1], letter):
            start -= 1
        while end + 1 < len(tokens) and not _ends_clause(tokens[end + 1], letter):
            end += 1
        shared = any(token.kind is Kind.NAME and token.text != letter for token in tokens)
        if shared and end > at + 1 and tokens[at + 1].text != "and":
            start = at
        return _stems(tokens[start : end + 1])
    return frozenset()


def _ends_clause(token: Token, letter: str) -> bool:
    return token.kind is Kind.BREAK or (token.kind is Kind.NAME and token.text != letter)


def _stem(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")[:_STEM]


def _stems(tokens: Sequence[Token]) -> frozenset[str]:
    words = (token.text for token in tokens if token.kind is Kind.WORD)
    return frozenset(_stem(word) for word in words if word not in FILLERS and word not in NAMING)
