"""How a problem says that one quantity compares with another: "3 fewer than", "twice as many as"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tutor.checker.words.lexicon import FILLERS, word_set
from tutor.checker.words.scan import Kind, Token
from tutor.checker.words.statements import Sentence, stem

_MORE: Final = word_set("more older taller longer heavier greater larger bigger higher further farther")
_LESS: Final = word_set("less fewer younger shorter lighter smaller lower")
_AMOUNTS: Final = word_set("many much old long tall heavy big large high far wide deep expensive")
"""What "5 times as ... as" may compare; who is 5 times as fast takes a fifth of the time."""
_SILENT: Final = FILLERS | word_set("cost weigh score earn get got make made buy bought ate eat sell sold own")
_WHEN: Final = word_set(
    "on in at to from for by yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday"
)
"""Words between a noun and "than" that show that times, places or receivers are compared."""
_FACTORS: Final = word_set("twice double triple thrice half")
_MAX_GAP: Final = 6
_MAX_CLAUSE: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One quantity is `factor` times another and `difference` more: "5 less than 4 times ..." is 4 and -5."""

    factor: Fraction
    difference: Fraction
    subject: frozenset[str]
    """Telling words of who or what has it; empty if that could not be read."""
    other: frozenset[str]
    """Telling words of whom it is compared with."""
    quote: str

    @property
    def mine(self) -> frozenset[str]:
        """Words that only the subject has."""
        return self.subject - self.other

    @property
    def others(self) -> frozenset[str]:
        """Words that only the other has."""
        return self.other - self.subject


def comparisons(parts: Sequence[Sentence]) -> list[Comparison]:
    """The comparisons that a problem states, in the order in which they stand. A question may state some too."""
    return [
        found
        for part in parts
        for at, token in enumerate(part.tokens)
        if token.kind is Kind.NUMBER
        for found in (_difference(part, at), _multiple(part, at))
        if found is not None
    ]


def _difference(part: Sentence, at: int) -> Comparison | None:
    """ "3 fewer apples than Ann", "5 less than twice John's age"."""
    tokens = part.tokens
    word = next((k for k in range(at + 1, min(at + 3, len(tokens))) if tokens[k].text in _MORE | _LESS), None)
    if word is None or tokens[at].unit == "%" or _factor(tokens, at)[0] != 1:
        return None
    than = next((k for k in range(word + 1, min(word + _MAX_GAP, len(tokens))) if tokens[k].text == "than"), None)
    if than is None or any(token.kind is not Kind.WORD for token in tokens[word:than]):
        return None
    factor, end = _factor(tokens, than + 1)
    after = _phrase(tokens[end:])
    inner = telling(tokens[word + 1 : than])
    noun = {stem(tokens[at].unit)} if len(inner) < 2 or not inner & telling(after) else set()
    parallel = bool(inner & telling(after)) or any(token.text in _WHEN for token in tokens[word + 1 : than])
    amount = tokens[at].value
    return Comparison(
        factor=factor,
        difference=amount if tokens[word].text in _MORE else -amount,
        subject=(inner if parallel else _subject(tokens[:at])) - noun,
        other=telling(after),
        quote=part.text[tokens[at].start : (after[-1].end if after else tokens[end - 1].end)],
    )


def _multiple(part: Sentence, at: int) -> Comparison | None:
    """ "costs 2 times as much as", "half as many cards as"."""
    tokens = part.tokens
    factor, end = _factor(tokens, at)
    if factor in (0, 1) or end + 1 >= len(tokens) or tokens[end].text != "as" or tokens[end + 1].text not in _AMOUNTS:
        return None
    second = next((k for k in range(end + 1, min(end + _MAX_GAP, len(tokens))) if tokens[k].text == "as"), None)
    after = _phrase(tokens[second + 1 :]) if second is not None else []
    if not after:
        return None
    return Comparison(
        factor=factor,
        difference=Fraction(0),
        subject=_subject(tokens[:at]),
        other=telling(after),
        quote=part.text[tokens[at].start : after[-1].end],
    )


def _factor(tokens: Sequence[Token], at: int) -> tuple[Fraction, int]:
    """The factor that begins at a token ("twice", "4 times"), and where it ends; 1 without one."""
    if at >= len(tokens) or tokens[at].kind is not Kind.NUMBER:
        return Fraction(1), at
    times = at + 1 < len(tokens) and tokens[at + 1].text in ("*", "times")
    if times or (tokens[at].spelled and tokens[at].text in _FACTORS):
        return tokens[at].value, at + 1 + times
    return Fraction(1), at


def _phrase(tokens: Sequence[Token]) -> list[Token]:
    """The words of a noun phrase, up to a break or a clause, at most eight."""
    out: list[Token] = []
    for token in tokens[:8]:
        if token.kind is Kind.BREAK or token.text in ("and", "but", "then", "if", "when", "who", "which", "that"):
            break
        out.append(token)
    return out


def _subject(before: Sequence[Token]) -> frozenset[str]:
    """Telling words of the clause before a comparison; none if it is long."""
    start = max((k + 1 for k, token in enumerate(before) if token.kind is Kind.BREAK), default=0)
    clause = [token for token in before[start:] if token.text not in ("if", "and", "but")]
    return frozenset() if len(clause) > _MAX_CLAUSE else telling(clause)


def telling(tokens: Sequence[Token]) -> frozenset[str]:
    """The words that tell who or what is meant, without their endings."""
    return frozenset(
        stem(token.text.removesuffix("'s").removesuffix("’s"))
        for token in tokens
        if (token.kind is Kind.WORD or (token.kind is Kind.NUMBER and token.spelled))
        and token.text not in _SILENT
        and stem(token.text) not in _SILENT
    )


def clauses(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Tokens between breaks and the words that begin another clause."""
    start = 0
    for end in [*(k for k, token in enumerate(tokens) if cuts(token)), len(tokens)]:
        yield tokens[start:end]
        start = end + 1


def cuts(token: Token) -> bool:
    """Does a token end a clause? A colon does not: what stands before it names what follows."""
    return (token.kind is Kind.BREAK and token.text != ":") or token.text in ("so", "then", "and", "which", "means")
