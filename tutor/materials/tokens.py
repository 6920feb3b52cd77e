"""Text to index terms: folded, stemmed, without words that carry nothing."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

STOPWORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each few for from further had has have having he her here hers
    him his how i if in into is it its itself just me more most my no nor not now of off on once only or other our out
    over own same she should so some such than that the their them then there these they this those through to too
    under until up us very was we were what when where which while who whom why will with would you your""".split()  # noqa: SIM905
)
ASKING = frozenset(
    """analyse analyze apply ask calculate cite classify compare compute construct contrast deduce define demonstrate
    derive describe determine discuss distinguish estimate evaluate examine explain express find get give go help
    identify illustrate interpret justify know learn let list mean name need outline please predict recognize recognise
    relate say show sketch solve state summarize summarise tell understand use verify want write""".split()  # noqa: SIM905
)
"""What a task asks the learner to do (Bloom's verbs), or the learner of the tutor: words of the question, seldom of its
subject."""

MOST_STEMS = 100_000
_WORD = re.compile(r"[^\W_]+")
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_LETTERS = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau
    upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega sin cos tan log ln exp lim
    nabla partial sqrt int sum hbar infty""".split()  # noqa: SIM905
)
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]+")
_local = threading.local()


def terms(text: str) -> list[str]:
    """Index terms of a text in order, stop words left out.

    LaTeX commands are dropped unless they name a symbol or function; scripts without spaces give pairs of characters.
    """
    if "\\" in text:
        text = _COMMAND.sub(_command, text)
    if not text.isascii():
        text = _fold(text)
    return [stem for stem in map(_STEMS.__getitem__, _WORD.findall(text.lower())) if stem]


def query_terms(text: str) -> list[tuple[str, float]]:
    """Terms of a question with their weights: 1 for subject words, less for verbs of asking; each once.

    When a question has nothing but verbs of asking, they count in full.
    """
    found = dict.fromkeys(terms(text))
    weak = _asking()
    if all(term in weak for term in found):
        return [(term, 1.0) for term in found]
    return [(term, 0.25 if term in weak else 1.0) for term in found]


def sentence_key(text: str) -> tuple[str, ...]:
    """The terms of a text as a key under which equal wordings meet."""
    return tuple(terms(text))


class _Stems(dict[str, str]):
    """Word -> stem, empty for stop words; looked up five times as fast as stemmed."""

    def __missing__(self, word: str) -> str:
        stem = "" if word in STOPWORDS else str(_stemmer().stemWord(word))
        if len(self) < MOST_STEMS:
            self[word] = stem
        return stem


_STEMS = _Stems()


def _command(match: re.Match[str]) -> str:
    name = match[1]
    return f" {name} " if name in _LETTERS else " "


def _fold(text: str) -> str:
    if _CJK.search(text):
        text = _CJK.sub(_pairs, text)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    return f" {' '.join(run[i : i + 2] for i in range(max(1, len(run) - 1)))} "


def _stemmer() -> Any:
    found = getattr(_local, "stemmer", None)
    if found is None:
        import Stemmer

        found = _local.stemmer = Stemmer.Stemmer("english")
    return found


@cache
def _asking() -> frozenset[str]:
    stems: Sequence[str] = _stemmer().stemWords(sorted(ASKING))
    return frozenset(stems)
