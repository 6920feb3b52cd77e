"""A fake embedder that needs no weights, and a vector store in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tutor.materials.embed import unit
from tutor.materials.tokens import terms

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors


class HashedWords:
    """A fake embedder: each word adds a fixed random direction, so that texts sharing words are near."""

    def __init__(self, name: str = "hashed", dimension: int = 32, batch: int = 2) -> None:
        self.name = name
        self.batch = batch
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


class MemoryVectors:
    """Vectors in a dictionary that several stores may share, as if it were a folder."""

    def __init__(self, shared: dict[str, dict[str, Vectors]]) -> None:
        self.collections = shared

    def add(self, collection: str, ids: Sequence[str], vectors: Vectors) -> None:
        self.collections.setdefault(collection, {}).update(zip(ids, vectors, strict=True))

    def delete(self, collection: str, ids: Sequence[str]) -> None:
        for id_ in ids:
            self.collections.get(collection, {}).pop(id_, None)

    def nearest(
        self, collection: str, vector: Vectors, k: int, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        held = dict(self.collections.get(collection, {}))
        ids = list(held) if among is None else [id_ for id_ in among if id_ in held]
        scored = [(id_, float(held[id_] @ vector)) for id_ in ids]
        return sorted(scored, key=lambda pair: -pair[1])[: max(0, k)]

    def vectors(self, collection: str, ids: Sequence[str]) -> Mapping[str, Vectors]:
        held = self.collections.get(collection, {})
        return {id_: held[id_] for id_ in ids if id_ in held}

    def ids(self, collection: str) -> set[str]:
        return set(self.collections.get(collection, {}))

    def drop(self, collection: str) -> None:
        self.collections.pop(collection, None)

    def refresh(self) -> None:
        """There is nothing that could be stale."""

    def close(self) -> None:
        """There is nothing open."""
