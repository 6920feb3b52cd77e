"""Searching the course store."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.materials import keywords, rank
from tutor.materials.catalog import Catalog
from tutor.materials.embed import Embedder
from tutor.materials.keywords import Layout
from tutor.materials.tokens import query_terms
from tutor.materials.values import Hit, SearchResult
from tutor.materials.vectors import VectorStore
from tutor.materials.writer import check_embedder

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 100


class Searcher:
    """Searches what is committed; keeps the layout of the rows in memory until the store changes."""

    def __init__(self, catalog: Catalog, vectors: VectorStore, embedder: Embedder) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._lock = threading.Lock()
        self._held: tuple[int, Layout] | None = None

    def search(
        self,
        query: str,
        k: int,
        *,
        courses: Sequence[str] | None,
        exclude_courses: Sequence[str],
        documents: Sequence[str] | None,
    ) -> SearchResult:
        name = self._catalog.setting("embedder")
        if not name:
            return SearchResult(covered=False, hits=())
        check_embedder(name, self._catalog.setting("dimension"), self._embedder)
        with self._catalog.snapshot() as connection:
            layout = self._layout(connection)
            allowed = _allowed(connection, layout, courses, exclude_courses, documents)
            by_row, _ = keywords.bm25(connection, query_terms(query), layout)
            if allowed is not None:
                by_row = by_row * allowed
            lexical = rank.top(by_row, CANDIDATES)
            semantic = self._semantic(query, layout, allowed)
            fused = rank.fuse([(lexical, 1.0), ([row for row, _ in semantic], 1.0)])
            order = sorted(fused, key=lambda row: (-fused[row], row))[: max(0, k)]
            passages = self._catalog.passages(order)
        hits = tuple(Hit(passage=passages[row], score=min(1.0, fused[row])) for row in order if row in passages)
        best = semantic[0][1] if semantic else 0.0
        return SearchResult(covered=bool(hits) and best > 0.45, hits=hits, confidence=max(0.0, best))

    def _layout(self, connection: sqlite3.Connection) -> Layout:
        generation = self._catalog.generation()
        with self._lock:
            if self._held is None or self._held[0] != generation:
                if self._held is not None:
                    self._vectors.refresh()
                self._held = (generation, keywords.layout(connection))
            return self._held[1]

    def _semantic(self, query: str, layout: Layout, allowed: NDArray[np.float32] | None) -> list[tuple[int, float]]:
        """Rows by vector with their similarity, best first."""
        import numpy as np

        vector = self._embedder.embed([query])[0]
        collection = self._catalog.setting("collection")
        among: list[str] | None = None
        wanted = CANDIDATES
        if allowed is not None:
            rows = np.flatnonzero(allowed)
            left_out = layout.chunks - len(rows)
            if left_out <= CANDIDATES:
                wanted += left_out
            else:
                among = self._ids([int(row) for row in rows])
        found = self._vectors.nearest(collection, vector, wanted, among)
        rows_of = self._catalog.rows_of([id_ for id_, _ in found])
        kept = [(rows_of[id_], score) for id_, score in found if id_ in rows_of]
        return [(row, score) for row, score in kept if allowed is None or allowed[row]][:CANDIDATES]

    def _ids(self, rows: list[int]) -> list[str]:
        found: list[str] = []
        for at in range(0, len(rows), 10_000):
            part = rows[at : at + 10_000]
            marks = ",".join("?" * len(part))
            found += [
                row["id"]
                for row in self._catalog.database.connection.execute(
                    f"SELECT id FROM passages WHERE row IN ({marks})", part
                )
            ]
        return found


def _allowed(
    connection: sqlite3.Connection,
    layout: Layout,
    courses: Sequence[str] | None,
    exclude_courses: Sequence[str],
    documents: Sequence[str] | None,
) -> NDArray[np.float32] | None:
    """1 for rows that pass the filters, 0 for the others; None when all do."""
    import numpy as np

    if courses is None and documents is None and not exclude_courses:
        return None
    table = connection.execute("SELECT id, name, course FROM documents").fetchall()
    passing = [
        row["id"]
        for row in table
        if (courses is None or row["course"] in courses)
        and row["course"] not in exclude_courses
        and (documents is None or row["name"] in documents)
    ]
    if len(passing) == len(table):
        return None
    return np.isin(layout.document, np.array(passing, dtype=np.int32)).astype(np.float32)
