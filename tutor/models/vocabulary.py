"""Counting tokens with a model's own vocabulary, where only the vocabulary can be had and no tokenizer.

Ollama has no tokenizer endpoint, but shows the vocabulary and merges of a model. Byte-pair encoding (Sennrich et al.
2016) is then run here on pieces cut at least as fine as any model's own rules cut them, so that the count is exact or a
little high.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

Rank = Callable[[str, str], float | None]
"""How early two neighbours are joined (smaller is earlier); None: never."""

_PIECES = re.compile(r"[^\S\r\n]?[^\W\d_]+|\d|[\r\n]|[^\S\r\n]+(?![^\s])|[^\S\r\n]+|[^\S\r\n]?(?:[^\w\s]|_)+")
_WORDS = re.compile(r"[ \t]*[^\s]+|\s")
_LONGEST_PIECE = 64
"""Longer runs are cut: joining is quadratic, and no vocabulary has longer tokens worth waiting for."""


class Vocabulary:
    """The vocabulary of one model."""

    def __init__(self, rank: Rank, pieces: Callable[[str], list[str]], cost: Callable[[str], int]) -> None:
        self._rank = rank
        self._pieces = pieces
        self._cost = cost
        self._known: dict[str, int] = {}

    def count(self, text: str) -> int:
        """Tokens of `text`: what the model's own tokenizer makes of it, or a few more."""
        return sum(self._count_piece(piece) for piece in self._pieces(text))

    def _count_piece(self, piece: str) -> int:
        found = self._known.get(piece)
        if found is None:
            if len(self._known) > 50_000:
                self._known.clear()
            found = self._known[piece] = sum(map(self._cost, join(list(piece), self._rank)))
        return found


def join(symbols: list[str], rank: Rank) -> list[str]:
    """Join the neighbours with the earliest rank, leftmost first, until none may be joined."""
    while len(symbols) > 1:
        ranks = [rank(a, b) for a, b in pairwise(symbols)]
        best = min((r for r in ranks if r is not None), default=None)
        if best is None:
            break
        at = ranks.index(best)
        symbols[at : at + 2] = [symbols[at] + symbols[at + 1]]
    return symbols


def read_vocabulary(info: Mapping[str, Any]) -> Vocabulary | None:
    """The vocabulary in a GGUF's metadata; None for a kind of tokenizer that is not known here.

    info: keys as in the file, e.g. "tokenizer.ggml.model", with the arrays in full.
    """
    tokens = info.get("tokenizer.ggml.tokens")
    match info.get("tokenizer.ggml.model"):
        case "gpt2" if merges := info.get("tokenizer.ggml.merges"):
            ranks = {pair: float(n) for n, pair in enumerate(merges)}
            return Vocabulary(lambda a, b: ranks.get(f"{a} {b}"), _byte_pieces, lambda symbol: 1)
        case "llama" if tokens and (scores := info.get("tokenizer.ggml.scores")):
            order = {token: -float(score) for token, score in zip(tokens, scores, strict=False)}
            return Vocabulary(
                lambda a, b: order.get(a + b), _space_pieces, lambda s: 1 if s in order else len(s.encode())
            )
        case _:
            return None


def _byte_pieces(text: str) -> list[str]:
    """Pieces for byte-level tokenizers, in the alphabet that stands for bytes there."""
    return [
        "".join(_ALPHABET[byte] for byte in piece[at : at + _LONGEST_PIECE].encode())
        for piece in _PIECES.findall(text)
        for at in range(0, len(piece), _LONGEST_PIECE)
    ]


def _space_pieces(text: str) -> list[str]:
    """Pieces for SentencePiece tokenizers, where a space is a letter of its own."""
    marked = [piece.replace(" ", "▁") for piece in _WORDS.findall(" " + text)]
    return [piece[at : at + _LONGEST_PIECE] for piece in marked for at in range(0, len(piece), _LONGEST_PIECE)]


def _byte_alphabet() -> dict[int, str]:
    """The 256 printable characters that byte-level BPE writes bytes with (Radford et al. 2019, GPT-2's encoder)."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + n) for n, byte in enumerate(others)}


_ALPHABET = _byte_alphabet()
