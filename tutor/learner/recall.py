"""Which memories are relevant to some words: BM25 over stems in plain code; a learner has tens of memories, not
millions.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Texts to vectors of one length."""

K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson & Zaragoza 2009)."""
RRF_K = 60
"""Reciprocal rank fusion's constant (Cormack, Clarke & Buettcher 2009)."""
NEAR = 0.45
"""Cosine from which an embedded memory counts as relevant at all (own choice)."""
QUERY_CHARS = 2000

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP = frozenset(
    word
    for line in (
        "a about am an and any are as at be been but by can could did do does for from had has have he her hers him",
        "his how i if im in into is it its just ll m me mine my not now of on or our ours please re s say shall she",
        "should so some t tell than that the their them then there these they this those to too us ve very was we",
        "were what when where which who whom whose why will with would you your yours yes no ok okay hi hello hey",
        "also really again know remember remind told said think called name's whats wheres whens whos",
    )
    for word in line.split()
)


@cache
def kindred() -> Mapping[str, str]:
    """Words that mean the same when a memory is looked for, each with the first of its line in kindred.txt."""
    lines = files(__package__).joinpath("kindred.txt").read_text("utf-8").splitlines()
    groups = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {word: group[0] for group in groups for word in group[1:]}


def words(text: str) -> tuple[str, ...]:
    """The words of a text in folded case, without their possessive 's."""
    found = (match.group().casefold().replace("’", "'") for match in _WORD.finditer(text[:QUERY_CHARS]))
    return tuple(word.removesuffix("'s") for word in found)


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, words of one meaning as one."""
    return tuple(stem(word) for word in words(text) if word not in _STOP)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """One word's stem; "maths" and "mathematics" are "math", "test" is "exam"."""
    return _stem_word(kindred().get(word, word))


def rank(query: str, texts: Sequence[str], embed: Embed | None = None) -> tuple[tuple[float, int], ...]:
    """(score, position) of the texts relevant to a query, best first; irrelevant ones are left out.

    With `embed`, texts near in meaning count too, fused by reciprocal rank.
    """
    by_words = bm25(stems(query), [stems(text) for text in texts])
    if embed is None or not texts:
        return by_words
    by_meaning = _near(query[:QUERY_CHARS], texts, embed)
    fused: Counter[int] = Counter()
    for ranking in (by_words, by_meaning):
        for place, (_, position) in enumerate(ranking):
            fused[position] += cast(int, 1 / (RRF_K + place + 1))
    return tuple(
        sorted(((float(score), position) for position, score in fused.items()), key=lambda pair: (-pair[0], pair[1]))
    )


def bm25(query: Sequence[str], documents: Sequence[Sequence[str]]) -> tuple[tuple[float, int], ...]:
    """(score > 0, position), best first; equal scores in the order given."""
    if not documents:
        return ()
    average = sum(map(len, documents)) / len(documents) or 1.0
    holding = Counter(term for document in documents for term in set(document))
    found = []
    for position, document in enumerate(documents):
        counts = Counter(document)
        score = 0.0
        for term in set(query):
            if counts[term]:
                weight = math.log(1 + (len(documents) - holding[term] + 0.5) / (holding[term] + 0.5))
                score += weight * counts[term] * (K1 + 1) / (counts[term] + K1 * (1 - B + B * len(document) / average))
        if score > 0:
            found.append((score, position))
    return tuple(sorted(found, key=lambda pair: (-pair[0], pair[1])))


def _near(query: str, texts: Sequence[str], embed: Embed) -> tuple[tuple[float, int], ...]:
    vectors = embed([query, *texts])
    near = [(_cosine(vectors[0], vector), position) for position, vector in enumerate(vectors[1:])]
    return tuple(sorted((pair for pair in near if pair[0] >= NEAR), key=lambda pair: (-pair[0], pair[1])))


def _cosine(a: Iterable[float], b: Iterable[float]) -> float:
    left, right = list(a), list(b)
    size = math.hypot(*left) * math.hypot(*right)
    return math.fsum(x * y for x, y in zip(left, right, strict=True)) / size if size else 0.0


def _stem_word(word: str) -> str:
    return _stemmer()(word)


@cache
def _stemmer() -> Callable[[str], str]:
    import Stemmer

    return cast(Callable[[str], str], Stemmer.Stemmer("english").stemWord)
