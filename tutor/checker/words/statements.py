"""What a problem states in so many words, and lines that say something else of the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tutor.checker.values import Code
from tutor.checker.words.expression import Binary, Number, operations
from tutor.checker.words.lexicon import UNIT_NAMES, word_set
from tutor.checker.words.measures import read_tokens
from tutor.checker.words.read import Chain, Line
from tutor.checker.words.scan import Kind, Token
from tutor.checker.words.units import merge

MAX_SENTENCES: Final = 40
"""So many sentences of a problem are read."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_CUTS: Final = word_set("so then because which since but if when while where therefore thus hence meaning")
_SILENT: Final = word_set(
    "a an the of total altogether also another additional he she it they we his her their its there will would can"
    " could that this these those in-all all just only exactly about"
)
_BE: Final = {"is": "be", "are": "be", "was": "be", "were": "be", "has": "have", "had": "have"}
_STATES: Final = word_set("be have left remain own keep need want get")
"""Verbs of states: what they say of one thing may change in the course of a problem."""
_PINS: Final = word_set("on after before in at during from over for around inside under by between until")
"""Words that begin a phrase which tells when or where."""
_MOMENTS: Final = word_set("after before during until between")
"""Those that tell when, for good."""
_SUMS: Final = word_set("total altogether together all combined")
_REPEATS: Final = word_set("each both every pair pairs couple twins per daily either")
_RATES: Final = word_set("per each every apiece daily weekly a an average")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a problem."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def asks(self) -> bool:
        return "?" in self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A number with what is said of it: who does what, how many of what, when or where."""

    value: Fraction
    before: frozenset[str]
    names: frozenset[str]
    """Capitalised words among those before it."""
    noun: str
    tail: tuple[str, ...]
    quote: str
    leads: bool
    """Its clause is the first of the sentence, but for words as "so" and "in all"."""
    summed: bool
    """The sentence speaks of a total."""
    repeated: bool
    """The sentence speaks of each or both of something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A line that says something else than the problem, or than the learner said before."""

    quote: str
    """What is contradicted, in its own words."""
    expected: str
    given: str
    own: bool = False
    """The quotation is of an earlier line, not of the problem."""
    code: Code = Code.CONTRADICTS


def sentences(problem: str) -> list[Sentence]:
    """The sentences of a problem, with their tokens."""
    parts = [part for part in _SENTENCE.split(problem.strip()) if part][:MAX_SENTENCES]
    return [Sentence(text=part, tokens=tuple(merge(read_tokens(part)))) for part in parts]


def stem(word: str) -> str:
    """A word without the ending of a plural or of the third person; units by their name."""
    if word in UNIT_NAMES:
        return UNIT_NAMES[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def stated(parts: Sequence[Sentence]) -> list[Frame]:
    """The numbers that a problem states, with their frames; the question states nothing."""
    return [
        frame
        for part in parts
        if not part.asks
        for clause in _clauses(part.tokens, part.text)
        for index, token in enumerate(clause)
        if token.kind is Kind.NUMBER
        for frame in [_frame(clause[:index], token, clause[index + 1 :], part.tokens, part.text)]
        if frame is not None
    ]


def restated(line: Line, frames: Sequence[Frame], founded: Callable[[Fraction, str], bool]) -> Contradiction | None:
    """Does a result of the line have the frame of a number of the problem, but another value made from it?

    Only where nothing can have changed: the frame tells when ("on the weekend", "after the family"), or who did it
    all together, and what it is computed with comes from nowhere, or is taken off what was done.
    founded: may a number, used for a result of a noun, be from the problem or an earlier line?
    """
    for chain, claim in _claims(line):
        first = chain.sides[0].expression
        if not isinstance(first, Binary) or not isinstance(first.left, Number) or not isinstance(first.right, Number):
            continue
        for frame in frames:
            if frame.value != first.left.value or frame.value == claim.value or not _same(frame, claim):
                continue
            if _unchanged(frame, claim, first.operator, first.right.value, founded):
                return Contradiction(quote=frame.quote, expected=_plain(frame), given=_plain(claim))
    return None


def _unchanged(
    frame: Frame, claim: Frame, operator: str, by: Fraction, founded: Callable[[Fraction, str], bool]
) -> bool:
    """Can what the frame states not have changed to what the claim makes of it?"""
    lasting = not frame.before & _STATES
    if operator == "-" and lasting and len(frame.names) > 1 and claim.summed and frame.leads and claim.leads:
        return True
    if not frame.tail or operator not in ("-", "*") or founded(by, claim.noun) or (by == 2 and frame.repeated):
        return False
    return by != 1 if lasting else frame.tail[0] in _MOMENTS


def _plain(frame: Frame) -> str:
    whole = frame.value.denominator == 1
    return f"{frame.value.numerator if whole else float(frame.value)} {frame.noun}"


def _claims(line: Line) -> Iterator[tuple[Chain, Frame]]:
    """The stated results of a line, with their frames."""
    results = {
        chain.sides[-1].start: chain
        for chain in line.chains
        if len(chain.sides) > 1 and not operations(chain.sides[-1].expression)
    }
    for clause in _clauses(line.tokens, line.text):
        for index, token in enumerate(clause):
            chain = results.get(token.start) if token.kind is Kind.NUMBER else None
            if chain is None:
                continue
            start = chain.sides[0].start
            before = [other for other in clause[:index] if other.end <= start]
            frame = _frame(before, token, clause[index + 1 :], line.tokens, line.text)
            if frame is not None:
                yield chain, frame


def _clauses(tokens: Sequence[Token], text: str) -> list[list[Token]]:
    """Tokens between breaks; a comma in a list of names is none."""
    out: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        if token.text == "," and _in_names(tokens, index, text):
            continue
        if token.kind is Kind.BREAK or (token.kind is Kind.WORD and token.text in _CUTS):
            out.append([])
        else:
            out[-1].append(token)
    return [clause for clause in out if clause]


def _in_names(tokens: Sequence[Token], index: int, text: str) -> bool:
    after = [token for token in tokens[index + 1 : index + 3] if token.text != "and"]
    return bool(after) and index > 0 and _is_name(tokens[index - 1], text) and _is_name(after[0], text)


def _is_name(token: Token, text: str) -> bool:
    written = text[token.start : token.end]
    plain = token.text in _SUMS | _CUTS | _PINS | _SILENT
    return token.kind is Kind.WORD and not plain and written[:1].isupper() and written[1:].islower()


def _frame(
    before: Sequence[Token], number: Token, after: Sequence[Token], tokens: Sequence[Token], text: str
) -> Frame | None:
    """The frame of a number in a sentence; None without a noun, or for a rate."""
    words: list[str] = []
    for token in after:
        if token.kind is not Kind.WORD:
            break
        words.append(token.text)
    nouns = [k for k, word in enumerate(words[:3]) if stem(word) == stem(number.unit)]
    if not nouns or number.unit in ("$", "%"):
        return None
    tail = [word for word in words[nouns[0] + 1 :] if word not in ("altogether", "total")]
    tail = tail[:-2] if tail[-2:] in (["in", "all"], ["in", "total"]) else tail
    if any(word in _RATES for word in tail):
        return None
    said = [token for token in before if token.kind is Kind.WORD and token.text not in _SILENT and token.text != "and"]
    names = frozenset(token.text for token in said if _is_name(token, text) and token.text not in _BE)
    heads = frozenset(_BE.get(token.text, stem(token.text)) for token in said if token.text not in names)
    start, end = (before[0].start if before else number.start), (after[len(words) - 1].end if words else number.end)
    return Frame(
        value=number.value,
        before=heads | names,
        names=names,
        noun=number.unit,
        tail=tuple(tail),
        quote=text[start:end].strip(),
        leads=all(token.text in _CUTS | _SUMS | {",", "in"} for token in tokens if token.end <= start),
        summed=bool(_SUMS & {token.text for token in tokens}),
        repeated=bool(_REPEATS & {token.text for token in tokens}),
    )


def _same(one: Frame, two: Frame) -> bool:
    """Are both frames of the same thing? A name may be missing on one side, where a pronoun stands for it."""
    if stem(one.noun) != stem(two.noun) or one.tail != two.tail or not (one.tail or len(one.names) > 1):
        return False
    if one.tail and (one.tail[0] not in _PINS or len(one.tail) < 2):
        return False
    if one.before - one.names != two.before - two.names or not one.before - one.names:
        return False
    return one.names == two.names or (bool(one.tail) and not (one.names and two.names))
