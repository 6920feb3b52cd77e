"""Text to index terms: stemmed in its language, folded, without words that carry nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import chain

from tutor.materials import languages
from tutor.materials.languages import DEFAULT

VERSION = 2
"""Moves when the same text would give other terms: the keywords of an index made with another one are made again."""
MOST_STEMS = 100_000
WEAK = 0.25
"""Weight of a verb of asking."""
_WORD = re.compile(r"[^\W_]+")
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_LETTERS = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau
    upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega sin cos tan log ln exp lim
    nabla partial sqrt int sum hbar infty""".split()  # noqa: SIM905
)
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]+")
_UNDECOMPOSED = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})


def terms(text: str, language: str = DEFAULT) -> list[str]:
    """Index terms of a text in order, stop words left out.

    A word with accents gives two terms where stemming before and after they are dropped differ: it is found however it
    is typed. LaTeX commands are dropped unless they name a symbol or function; scripts without spaces give
    pairs of characters.
    """
    return list(chain.from_iterable(map(_stems(language).__getitem__, _words(text))))


def query_terms(text: str, among: Sequence[str] = (DEFAULT,)) -> list[tuple[tuple[str, ...], float]]:
    """What a question asks for: for each word the terms it may stand as in documents `among` these languages (the most
    usual first), and its weight: 1 for subject words, less for verbs of asking; each once.

    When a question has nothing but verbs of asking, they count in full.
    """
    language = query_language(text, among)
    order = dict.fromkeys((language, *among))
    found: dict[tuple[str, ...], bool] = {}
    for word in _words(text):
        if _stems(language)[word]:
            forms = tuple(dict.fromkeys(form for code in order for form in _stems(code)[word]))
            found[forms] = bool(_asking(language) & set(_stems(language)[word]))
    if all(found.values()):
        return [(forms, 1.0) for forms in found]
    return [(forms, WEAK if weak else 1.0) for forms, weak in found.items()]


def query_language(text: str, among: Sequence[str]) -> str:
    """The language of a question, among those of the documents (the most usual first); the first when its words don't
    tell."""
    known = among or (DEFAULT,)
    return languages.detect(text, known, default=known[0], least=1)


class _Stems(dict[str, tuple[str, ...]]):
    """Word -> its terms in one language, none for stop words; looked up five times as fast as stemmed."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = self._made(word)
        if len(self) < MOST_STEMS:
            self[word] = found
        return found

    def _made(self, word: str) -> tuple[str, ...]:
        stop = languages.stopwords(self._language)
        if word in stop:
            return ()
        if word.isascii():
            return (languages.stem(word, self._language),)
        plain = fold(word)
        if plain in stop:
            return ()
        both = (fold(languages.stem(word, self._language)), languages.stem(plain, self._language))
        return tuple(dict.fromkeys(both))


@cache
def _stems(language: str) -> _Stems:
    return _Stems(language)


@cache
def _asking(language: str) -> frozenset[str]:
    stems = _stems(language)
    return frozenset(form for word in languages.asking(language) for form in stems[word])


def fold(text: str) -> str:
    """Without accents: "größe" is "grosse"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _words(text: str) -> list[str]:
    if "\\" in text:
        text = _COMMAND.sub(_command, text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if _CJK.search(text):
            text = _CJK.sub(_pairs, text)
    return _WORD.findall(text.lower())


def _command(match: re.Match[str]) -> str:
    name = match[1]
    return f" {name} " if name in _LETTERS else " "


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    return f" {' '.join(run[i : i + 2] for i in range(max(1, len(run) - 1)))} "
