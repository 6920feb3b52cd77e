"""The languages that keywords are made for: their stemmers, the words that carry nothing, and telling which one a text
is in."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

DEFAULT = "en"
_SNOWBALL: Mapping[str, str] = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""ISO 639-1 code -> Snowball's name."""
_MOST_WORDS = 600
"""Of a text, looked at to tell its language."""
_ENOUGH = 0.12
"""Share of a text's words that must be the language's stop words; running text has 0.3 to 0.6."""
_WORD = re.compile(r"[^\W\d_]{2,}")
"""Single letters are more often variables than words."""
_local = threading.local()


def known(code: str) -> str:
    """The code when words of that language can be stemmed ("de-AT" is "de"); else empty."""
    head = re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0]
    names = {"deutsch": "de", "german": "de", "english": "en", "french": "fr", "spanish": "es"}
    code = names.get(head, head)
    return code if code in _SNOWBALL and _SNOWBALL[code] in _algorithms() else ""


def detect(text: str, among: Iterable[str] = (), default: str = DEFAULT, *, least: int = 2) -> str:
    """The language whose stop words a text has most of, `among` some when given; `default` when none stands out or
    there are fewer than `least` of them.

    Words that belong to several languages count for each. Only languages with a list can be told.
    """
    lists = {code: words for code in (among or _texts()[0]) if (words := stopwords(code))}
    found = _WORD.findall(text[: _MOST_WORDS * 10].lower())[:_MOST_WORDS]
    if not found or not lists:
        return default
    counts = {code: sum(word in words for word in found) for code, words in lists.items()}
    best = max(counts, key=lambda code: (counts[code], code == default))
    if counts[best] < max(_ENOUGH * len(found), least) or counts[best] == counts.get(default):
        return default
    return best


def stopwords(code: str) -> frozenset[str]:
    """Words that carry nothing, in lower case; empty for a language without a list."""
    return _texts()[0].get(code, frozenset())


def asking(code: str) -> frozenset[str]:
    """Verbs of asking; empty for a language without a list."""
    return _texts()[1].get(code, frozenset())


def stem(word: str, code: str) -> str:
    """Snowball's stem of a word in lower case."""
    held: dict[str, Any] | None = getattr(_local, "stemmers", None)
    if held is None:
        held = _local.stemmers = {}
    if code not in held:
        import Stemmer

        held[code] = Stemmer.Stemmer(_SNOWBALL.get(code, "english"))
    return str(held[code].stemWord(word))


@cache
def _algorithms() -> frozenset[str]:
    import Stemmer

    return frozenset(Stemmer.algorithms())


@cache
def _texts() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Stop words and verbs of asking by language."""
    stop: dict[str, frozenset[str]] = {}
    ask: dict[str, frozenset[str]] = {}
    for line in (Path(__file__).parent / "stopwords.txt").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            head, _, words = line.partition(":")
            target = ask if head.startswith("ask ") else stop
            target[head.removeprefix("ask ")] = frozenset(words.split())
    return stop, ask
