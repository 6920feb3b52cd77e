"""Searching the course store: candidates by keywords and by vectors, their evidence, their order."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.materials import covered, keywords, rank
from tutor.materials.catalog import Catalog, put_setting
from tutor.materials.embed import Embedder
from tutor.materials.keywords import Layout
from tutor.materials.languages import DEFAULT
from tutor.materials.rank import Candidates
from tutor.materials.tokens import query_language, query_terms
from tutor.materials.values import Hit, SearchResult
from tutor.materials.vectors import VectorStore
from tutor.materials.writer import check_embedder

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

CANDIDATES = 100
"""From the keywords, and as many from the vectors."""
_TRIES = 5
NOTHING = SearchResult(covered=False, hits=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which documents are searched; by default all."""

    courses: Sequence[str] | None = None
    exclude_courses: Sequence[str] = ()
    documents: Sequence[str] | None = None

    @property
    def is_all(self) -> bool:
        return self.courses is None and self.documents is None and not self.exclude_courses


class Searcher:
    """Searches what is committed; keeps the layout of the rows in memory until the store changes."""

    def __init__(self, catalog: Catalog, vectors: VectorStore, embedder: Embedder) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._lock = threading.Lock()
        self._held: tuple[int, Layout] | None = None
        self._backdrops: dict[str, covered.Backdrop] = {}

    def search(self, query: str, k: int, scope: Scope, *, words_only: bool = False) -> SearchResult:
        """The k best passages. Raises IndexMismatchError when the index was made with another embedder, unless
        `words_only`."""
        search = self._by_words if words_only else self._search
        for _ in range(_TRIES):
            begun = self._catalog.generation()
            result = search(query, k, scope)
            if self._catalog.generation() == begun:
                break
        return result

    def _search(self, query: str, k: int, scope: Scope) -> SearchResult:
        """What is committed now; a writer may take vectors away meanwhile, which the generation tells."""
        if not query.strip() or not self._usable():
            return NOTHING
        with self._catalog.snapshot() as connection:
            layout = self._layout(connection)
            found = self._candidates(connection, query, layout, scope)
            if len(found.rows) == 0:
                return NOTHING
            scores = rank.score(found)
            best = [(int(found.rows[at]), float(scores[at])) for at in rank.top(scores, k)]
            passages = self._catalog.passages([row for row, _ in best])
            sure = covered.confidence(_signals(found), self._backdrop(query, layout))
        hits = tuple(Hit(passage=passages[row], score=min(1.0, score)) for row, score in best if row in passages)
        return SearchResult(covered=bool(hits) and sure >= 0.5, hits=hits, confidence=sure)

    def _by_words(self, query: str, k: int, scope: Scope) -> SearchResult:
        """As `_search`, from the keywords alone: neither embedder nor vector store is touched."""
        import numpy as np

        with self._catalog.snapshot() as connection:
            layout = self._layout(connection)
            lexical, coverage = self._words(connection, query, layout, _allowed(connection, layout, scope))
            rows = np.asarray(rank.top(lexical, CANDIDATES), dtype=np.int64)
            if len(rows) == 0:
                return NOTHING
            nothing = np.zeros(len(rows), dtype=np.float32)
            found = Candidates(
                rows=rows, lexical=lexical[rows], semantic=nothing, coverage=coverage[rows], unit=layout.unit[rows]
            )
            scores = 2 * rank.score(found)
            best = [(int(rows[at]), float(scores[at])) for at in rank.top(scores, k)]
            passages = self._catalog.passages([row for row, _ in best])
            backdrop = covered.from_text(self._catalog.setting("backdrop")).get(self._asked_in(query, layout))
            sure = covered.confidence_by_words(_signals(found), backdrop) if backdrop else 0.0
        hits = tuple(Hit(passage=passages[row], score=min(1.0, score)) for row, score in best if row in passages)
        return SearchResult(covered=bool(hits) and sure >= 0.5, hits=hits, confidence=sure)

    def _words(
        self, connection: sqlite3.Connection, query: str, layout: Layout, allowed: Mask | None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """BM25 and coverage of every row that is allowed."""
        lexical, coverage = keywords.bm25(connection, query_terms(query, layout.languages), layout)
        if allowed is not None:
            lexical *= allowed
            coverage *= allowed
        return lexical, coverage

    def languages(self) -> tuple[str, ...]:
        """Of the documents, the one of most passages first."""
        with self._catalog.snapshot() as connection:
            return self._layout(connection).languages

    def signals(self, query: str) -> covered.Signals:
        """What `covered` is decided from, over the whole store."""
        with self._catalog.snapshot() as connection:
            layout = self._layout(connection)
            return _signals(self._candidates(connection, query, layout, Scope()))

    def candidates(self, query: str, scope: Scope) -> Candidates:
        """The evidence as `search` ranks it, for measurements."""
        with self._catalog.snapshot() as connection:
            return self._candidates(connection, query, self._layout(connection), scope)

    def remember_backdrop(self) -> None:
        """Ask the questions from elsewhere if the store has changed much, and keep the answer; the caller holds the
        write lock."""
        if not self._usable():
            return
        with self._catalog.snapshot() as connection:
            layout = self._layout(connection)
        known = covered.from_text(self._catalog.setting("backdrop"))
        if layout.chunks == 0 or not covered.is_stale(known, layout.chunks, layout.languages):
            return
        found = {
            language: covered.measure(self.signals, layout.chunks, language)
            for language in covered.asked_in(layout.languages)
        }
        with self._catalog.transaction() as connection:
            put_setting(connection, "backdrop", covered.to_text(found))

    def _usable(self) -> bool:
        name = self._catalog.setting("embedder")
        if name:
            check_embedder(name, self._catalog.setting("dimension"), self._embedder)
        return bool(name)

    def _backdrop(self, query: str, layout: Layout) -> covered.Backdrop:
        """The stored one for the question's language; asked for now when a writer was stopped before it was stored."""
        language = self._asked_in(query, layout)
        if not self._backdrops:
            self._backdrops = covered.from_text(self._catalog.setting("backdrop"))
        if language not in self._backdrops:
            self._backdrops[language] = covered.measure(self.signals, layout.chunks, language)
        return self._backdrops[language]

    def _asked_in(self, query: str, layout: Layout) -> str:
        """The language of the questions from elsewhere that a question is held against."""
        spoken = query_language(query, layout.languages)
        return spoken if spoken in covered.asked_in(layout.languages) else DEFAULT

    def _layout(self, connection: sqlite3.Connection) -> Layout:
        generation = self._catalog.generation()
        with self._lock:
            if self._held is None or self._held[0] != generation:
                if generation != self._catalog.seen:
                    self._vectors.refresh()
                    self._catalog.seen = generation
                self._backdrops = {}
                self._held = (generation, keywords.layout(connection))
            return self._held[1]

    def _candidates(self, connection: sqlite3.Connection, query: str, layout: Layout, scope: Scope) -> Candidates:
        import numpy as np

        allowed = _allowed(connection, layout, scope)
        lexical, coverage = self._words(connection, query, layout, allowed)
        by_words = rank.top(lexical, CANDIDATES)
        vector = self._embedder.embed([query])[0]
        near = self._nearest(connection, vector, layout, allowed)
        rows = rank.distinct([by_words, list(near)])
        missing = [int(row) for row in rows if int(row) not in near]
        near.update(self._similar(connection, vector, missing))
        semantic = np.array([near.get(int(row), 0.0) for row in rows], dtype=np.float32)
        return Candidates(
            rows=rows,
            lexical=lexical[rows],
            semantic=semantic,
            coverage=coverage[rows],
            unit=layout.unit[rows],
        )

    def _nearest(
        self, connection: sqlite3.Connection, vector: NDArray[np.float32], layout: Layout, allowed: Mask | None
    ) -> dict[int, float]:
        """Row -> similarity of the nearest rows."""
        import numpy as np

        among: list[str] | None = None
        wanted = CANDIDATES
        if allowed is not None:
            rows = np.flatnonzero(allowed)
            left_out = layout.chunks - len(rows)
            if left_out <= 2 * CANDIDATES:
                wanted += left_out
            else:
                among = list(self._catalog.ids_of([int(row) for row in rows]).values())
        found = self._vectors.nearest(self._catalog.setting("collection"), vector, wanted, among)
        rows_of = self._catalog.rows_of([id_ for id_, _ in found])
        near = {rows_of[id_]: score for id_, score in found if id_ in rows_of}
        return {row: score for row, score in near.items() if allowed is None or allowed[row]}

    def _similar(
        self, connection: sqlite3.Connection, vector: NDArray[np.float32], rows: Sequence[int]
    ) -> dict[int, float]:
        """Row -> similarity of rows that only the keywords found."""
        ids = self._catalog.ids_of(rows)
        vectors = self._vectors.vectors(self._catalog.setting("collection"), list(ids.values()))
        return {row: float(vectors[id_] @ vector) for row, id_ in ids.items() if id_ in vectors}


def _signals(found: Candidates) -> covered.Signals:
    if len(found.rows) == 0:
        return covered.Signals(nearness=0.0, coverage=0.0, both=0.0)
    semantic = found.semantic.clip(0.0, 1.0)
    return covered.Signals(
        nearness=float(semantic.max()),
        coverage=float(found.coverage.max()),
        both=float((semantic * found.coverage).max()),
    )


def _allowed(connection: sqlite3.Connection, layout: Layout, scope: Scope) -> Mask | None:
    """Which rows are in scope; None when all are."""
    import numpy as np

    if scope.is_all:
        return None
    table = connection.execute("SELECT id, name, course FROM documents").fetchall()
    passing = [
        row["id"]
        for row in table
        if (scope.courses is None or row["course"] in scope.courses)
        and row["course"] not in scope.exclude_courses
        and (scope.documents is None or row["name"] in scope.documents)
    ]
    if len(passing) == len(table):
        return None
    return np.isin(layout.document, np.array(passing, dtype=np.int32))
