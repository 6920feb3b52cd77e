"""Sums of token vectors by word, for an embedder that takes the mean over a text's tokens: running text repeats its
words, and cutting them into tokens is most of the work.

Holds for a tokenizer in which no token reaches over a space or a line break, which is looked at before; a text in which
spaces are more than single marks between words is cut as a whole.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Counts = NDArray[np.int64]

MOST_WORDS = 30_000
"""Words whose sums are kept, those that came first: 30 MB at 256 dimensions."""
_SPACE = "▁"
"""How the tokenizer writes a space."""


class WordCache:
    """Sums and numbers of tokens of texts; thread-safe."""

    def __init__(self, tokenizer: Any, embedding: Floats) -> None:
        import numpy as np

        self._tokenizer = tokenizer
        self._embedding = embedding
        self._lock = threading.Lock()
        self._places: dict[str, int] = {}
        self._sums = np.zeros((MOST_WORDS, embedding.shape[1]), dtype=np.float32)
        self._counts = np.zeros(MOST_WORDS, dtype=np.int64)

    def means(self, texts: Sequence[str]) -> Floats:
        """The mean of each text's token vectors, a row each; zeros for a text without tokens."""
        import numpy as np

        rows = np.zeros((len(texts), self._embedding.shape[1]), dtype=np.float32)
        split = [_units(text) for text in texts]
        with self._lock:
            fresh = {unit for units in split if units for unit in units}.difference(self._places)
            new = sorted(fresh, key=lambda unit: (not _is_word(unit), unit))
            sums, counts = self._measured(new)
            words = sum(map(_is_word, new))
            kept = new[: min(words, MOST_WORDS - len(self._places))]
            begin = len(self._places)
            self._places.update((unit, begin + at) for at, unit in enumerate(kept))
            self._sums[begin : begin + len(kept)] = sums[: len(kept)]
            self._counts[begin : begin + len(kept)] = counts[: len(kept)]
            passing = {unit: at for at, unit in enumerate(new[len(kept) :], len(kept))}
            for row, units in enumerate(split):
                if units is not None:
                    rows[row] = self._mean(units, passing, sums, counts)
        whole = [row for row, units in enumerate(split) if units is None]
        for row, ids in zip(whole, self._cut([texts[row] for row in whole]), strict=True):
            if ids:
                rows[row] = np.take(self._embedding, ids, axis=0).sum(axis=0) / len(ids)
        return rows

    def _mean(self, units: Sequence[str], passing: Mapping[str, int], sums: Floats, counts: Counts) -> Floats:
        """The mean of one text; `passing` are the places in `sums` of the words that are not kept."""
        import numpy as np

        kept = [place for unit in units if (place := self._places.get(unit, -1)) >= 0]
        others = [passing[unit] for unit in units if unit in passing] if len(kept) < len(units) else []
        total = np.take(self._sums, kept, axis=0).sum(axis=0)
        number = int(np.take(self._counts, kept).sum())
        if others:
            total = total + np.take(sums, others, axis=0).sum(axis=0)
            number += int(np.take(counts, others).sum())
        mean: Floats = total / number
        return mean

    def _measured(self, units: Sequence[str]) -> tuple[Floats, Counts]:
        """The sum and the number of each one's tokens."""
        import numpy as np

        sums = np.zeros((len(units), self._embedding.shape[1]), dtype=np.float32)
        counts = np.zeros(len(units), dtype=np.int64)
        for at, (unit, ids) in enumerate(zip(units, self._cut(units), strict=True)):
            # Every text is cut with a space before it, which a part after a line break does not have.
            own = ids[1:] if unit.startswith("\n") else ids
            sums[at] = np.take(self._embedding, own, axis=0).sum(axis=0)
            counts[at] = len(own)
        return sums, counts

    def _cut(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        return [each.ids for each in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]


def fits(tokenizer: Any) -> bool:
    """Whether words can be cut one by one: no token reaches over a space or a line break, and a text is cut with a
    space before it."""
    across = any(
        "\n" in token or (_SPACE in token.lstrip(_SPACE)) for token in tokenizer.get_vocab(with_added_tokens=False)
    )
    tokens = tokenizer.encode("one\ntwo three", add_special_tokens=False).tokens
    alone = [tokenizer.encode(part, add_special_tokens=False).tokens for part in ("one", "\ntwo", "three")]
    return not across and alone[1][:1] == [_SPACE] and tokens == [*alone[0], *alone[1][1:], *alone[2]]


def _is_word(unit: str) -> bool:
    """Whether it is likely to come again: parts of formulas and numbers are not kept."""
    return unit.strip("\n.,;:!?()'\"*-").isalpha()


def _units(text: str) -> list[str] | None:
    """The words of a text, one that follows a line break with it; None for a text that must be cut as a whole."""
    if _SPACE in text or "<" in text:
        return None
    units = text.replace("\n", " \n").split(" ")
    return units if "" not in units else None
