"""Cited passages as blocks that open on a click, with the words that the reply rests on marked."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from tutor import events as e

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|\Z)|\n|\Z)|[.!?\n]+")
_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """the and are for that this with from its not but you can will which when where was has have been into than
        then they their there these those what how all any each one two also such der die das und ist ein eine""",
    )
)
SHARED_WORDS = 2
"""Content words that a passage's sentence must share with the reply's to be marked."""


def expandable(passages: Sequence[e.CitationShown], sentences: Sequence[e.Sentence]) -> list[str]:
    """A `<details>` block for each passage that a sentence cites, in their order; nothing in a passage becomes HTML."""
    blocks = []
    for passage in passages:
        citing = [sentence.text for sentence in sentences if passage.n in sentence.citations]
        if citing:
            title = escape(f"{passage.n}: {passage.document}, {passage.locator}")
            quoted = f"<blockquote>{_marked(passage.text, citing)}</blockquote>"
            blocks.append(f"<details><summary>{title}</summary>\n{quoted}\n</details>")
    return blocks


def _marked(text: str, citing: Sequence[str]) -> str:
    wanted = [_words(sentence) for sentence in citing]
    pieces = _SENTENCE.findall(text)
    shared = [max((len(_words(piece) & words) for words in wanted), default=0) for piece in pieces]
    least = max(SHARED_WORDS, max(shared, default=0) - 1)
    shown = [
        f"<mark>{escape(piece)}</mark>" if n >= least else escape(piece)
        for piece, n in zip(pieces, shared, strict=True)
    ]
    return re.sub(r"\s*\n\s*", "<br>", "".join(shown).strip())


def _piece(text: str, wanted: bool) -> str:
    return f"<mark>{escape(text)}</mark>" if wanted and text.strip() else escape(text)


def _words(text: str) -> set[str]:
    return {word for word in map(str.lower, _WORD.findall(text)) if word not in _COMMON}


def escape(text: str) -> str:
    """HTML text in which Markdown finds nothing to do either, but formulas between dollar signs stay formulas."""
    return re.sub(r"([*_`\[\]])", lambda sign: f"&#{ord(sign.group())};", html.escape(text, quote=False))
