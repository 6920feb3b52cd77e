"""A fake embedder that needs no weights."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tutor.materials.embed import unit
from tutor.materials.tokens import terms

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors


class HashedWords:
    """A fake embedder: each word adds a fixed random direction, so that texts sharing words are near."""

    def __init__(self, name: str = "hashed", dimension: int = 32) -> None:
        self.name = name
        self.dimension = dimension
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for at, text in enumerate(texts):
            for term in terms(text):
                seed = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest(), "big")
                rows[at] += np.random.default_rng(seed).normal(size=self.dimension).astype(np.float32)
        return unit(rows)
