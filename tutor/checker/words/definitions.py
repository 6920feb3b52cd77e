"""What a letter was said to stand for, and a later line that gives the same thing another value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tutor.checker.words.expression import Name, Number, numbers, show
from tutor.checker.words.lexicon import FILLERS, NAMING, word_set
from tutor.checker.words.read import Chain, Line, read_line
from tutor.checker.words.scan import Kind, Token
from tutor.checker.words.statements import Contradiction, stem

_SILENT: Final = FILLERS | NAMING | word_set("number amount using use start unknown find x y z")
_CLAUSE: Final = re.compile(r"[.;]\s|,\s|\b(?:so|which|then|and)\b")
_SAME: Final = {"age": "old", "aged": "old", "price": "cost", "costs": "cost"}
_LEAD: Final = re.compile(r"\W*(?:(?:so|thus|therefore|hence|since|because|as)\b[^.;]*)?\W*$")
"""What may stand before a clause without changing what it is about ("Since they share it, ")."""
_PURPOSE: Final = re.compile(r"\b(?:in order )?to (?:make|get|reach|have|earn)\b")
_STATES: Final = word_set("is are was were be has have had will")
_PINS: Final = word_set("ago originally initially first beginning start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """ "Let x be the number of cones that she needs to sell"."""

    letter: str
    words: frozenset[str]
    quote: str


def renamed(lines: Sequence[Line]) -> dict[int, Contradiction]:
    """Lines that give what a letter stands for another value than the letter was found to have, made from it."""
    definitions: dict[str, Definition] = {}
    found: dict[str, Fraction] = {}
    out: dict[int, Contradiction] = {}
    for index, line in enumerate(lines):
        letters = {token.text for token in line.tokens if token.kind is Kind.NAME}
        for letter, value in found.items():
            other = _other_value(line, definitions[letter], value) if letter not in letters else None
            if other is not None:
                at = f"{letter} = {show(value)}"
                out.setdefault(
                    index, Contradiction(quote=definitions[letter].quote, expected=at, given=show(other), own=True)
                )
        named = definition(line)
        if named is not None:
            definitions.setdefault(named.letter, named)
        for chain in line.chains:
            _note(chain, definitions, found)
    return out


def definition(line: Line) -> Definition | None:
    """The definition in a line that names an unknown and computes nothing."""
    names = [token for token in line.tokens if token.kind is Kind.NAME]
    said = any(token.text in NAMING for token in line.tokens)
    if len(names) != 1 or not said or any(token.kind is Kind.OPERATOR for token in line.tokens):
        return None
    words = _telling(line.tokens)
    return Definition(letter=names[0].text, words=words, quote=line.text.strip()) if len(words) > 1 else None


def _note(chain: Chain, definitions: dict[str, Definition], found: dict[str, Fraction]) -> None:
    """Remember "x = ... = 200" for a letter that was defined."""
    first, last = chain.sides[0].expression, chain.sides[-1].expression
    if isinstance(first, Name) and isinstance(last, Number) and first.name in definitions:
        found[first.name] = last.value


def _other_value(line: Line, named: Definition, value: Fraction) -> Fraction | None:
    """Another value than the letter's, computed from it, that a clause with just the words of its definition gives."""
    start = 0
    for match in [*_CLAUSE.finditer(line.text), None]:
        lead, clause = line.text[:start].lower(), line.text[start : match.start() if match else len(line.text)]
        start = match.end() if match else start
        clause = _PURPOSE.split(clause)[0]
        if _telling(read_line(clause).tokens) != named.words or not _LEAD.match(lead) or not _lasting(clause, named):
            continue
        for chain in read_line(clause).chains:
            last = chain.sides[-1].expression
            if len(chain.sides) < 2 or not isinstance(last, Number) or last.value == value:
                continue
            if any(leaf.value == value for side in chain.sides[:-1] for leaf in numbers(side.expression)):
                return last.value
    return None


def _lasting(clause: str, named: Definition) -> bool:
    """Is it about what does not change: something done, or something at a time that the definition tells?"""
    words = {token.text for token in read_line(clause).tokens if token.kind is Kind.WORD}
    return bool(_PINS & named.words) or not words & _STATES


def _telling(tokens: Sequence[Token]) -> frozenset[str]:
    words = (token.text for token in tokens if token.kind is Kind.WORD and token.text != "$")
    return frozenset(_SAME.get(stem(word), stem(word)) for word in words if word not in _SILENT)
