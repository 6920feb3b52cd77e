"""Cited passages as blocks that open on a click, with the words that the reply rests on marked."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from tutor import events as e

_SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?!\s|\Z))+[.!?]*\s*|[.!?]+\s*")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=\$\$)|(?<=\$\$)\n")
_MATHS = re.compile(r"(\$\$.+?\$\$|\$[^$\n]+\$)")
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
    blocks = [_SENTENCE.findall(" ".join(block.split())) for block in _BLOCK.split(text)]
    shared = [max((len(_words(piece) & words) for words in wanted), default=0) for block in blocks for piece in block]
    least = max(SHARED_WORDS, max(shared, default=0) - 1)
    said = " ".join(" ".join(citing).split())
    marks = iter(shared)
    shown = [
        "".join(_piece(piece, next(marks) >= least or _is_quoted(piece, said)) for piece in block).strip()
        for block in blocks
    ]
    return re.sub(r"<br>(?=\$\$)|(?<=\$\$)<br>", " ", "<br>".join(filter(None, shown)))


def _is_quoted(piece: str, said: str) -> bool:
    """Whether the reply has the sentence word for word."""
    return bool(_words(piece)) and piece.strip() in said


def _piece(text: str, wanted: bool) -> str:
    inner = text.strip()
    if not wanted or not inner:
        return escape(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}<mark>{escape(inner)}</mark>{after}"


def _words(text: str) -> set[str]:
    return {word for word in map(str.lower, _WORD.findall(text)) if word not in _COMMON}


def escape(text: str) -> str:
    """A passage's text as HTML: nothing in it becomes a tag; formulas stay formulas, and emphasis stays emphasis.

    Inside a block of HTML a front end looks for formulas but for no other Markdown.
    """
    parts = _MATHS.split(text)
    return "".join(_formula(part) if n % 2 else _prose(part) for n, part in enumerate(parts))


def _formula(text: str) -> str:
    """TeX has its own words for the signs that HTML would take for a tag; "&" is left for alignments."""
    return text.replace("<", r"\lt ").replace(">", r"\gt ")


def _prose(text: str) -> str:
    plain = html.escape(text, quote=False).replace("![", "!&#91;")
    plain = re.sub(r"`([^`]+)`", r"<code>\1</code>", plain)
    plain = re.sub(r"\*\*(\S(?:[^*]*\S)?)\*\*", r"<strong>\1</strong>", plain)
    return re.sub(r"(?<![\w*])\*(\S(?:[^*]*\S)?)\*(?![\w*])", r"<em>\1</em>", plain)
