"""Writing to the course store: batches of whole documents, vectors first, then one transaction that makes them visible.

A batch that is killed at any point leaves what was visible before, and `strays` names the vectors to take away at the
next write.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from tutor.errors import IndexMismatchError
from tutor.materials import chunk, keywords, tokens
from tutor.materials.catalog import Catalog, Entry, insert_rows, put_setting
from tutor.materials.embed import Embedder
from tutor.materials.languages import DEFAULT
from tutor.materials.tokens import terms
from tutor.materials.values import Chunk
from tutor.materials.vectors import VectorStore, collection_name

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors

REBUILD = "tutor materials sync --rebuild"
HEADING_WEIGHT = 1
"""How often the words of the titles count among a chunk's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document ready to be written."""

    source: str
    name: str
    course: str
    title: str
    digest: str
    bytes: int
    stamp: str
    reader: str
    options: str
    chunks: Sequence[Chunk]
    ids: Sequence[str]
    counted: Sequence[Counter[str]]
    known: Entry | None
    language: str = DEFAULT


@dataclass(slots=True)
class Timing:
    """Seconds by stage."""

    seconds: Counter[str] = field(default_factory=Counter)

    def add(self, stage: str, begun: float) -> float:
        now = time.perf_counter()
        self.seconds[stage] += now - begun  # type: ignore[assignment]
        return now


def passage_ids(source: str, chunks: Sequence[Chunk]) -> list[str]:
    """Ids from what a chunk says and where it belongs: they stay when other parts of the document change."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for piece in chunks:
        key = "\n".join((source, *piece.title_path, "", piece.text))
        seen[key] += 1
        ids.append(hashlib.blake2b(f"{key}\n{seen[key]}".encode("utf-8", "replace"), digest_size=12).hexdigest())
    return ids


def searchable(title_path: Sequence[str], text: str) -> str:
    """What is embedded: the titles, then the text."""
    return f"{'. '.join(title_path)}. {text}"


def counted(text: str, extras: Iterable[str], language: str) -> Counter[str]:
    """Term frequencies of a chunk with `extras`: its titles and the terms it introduces."""
    words = terms(text, language)
    for extra in extras:
        words += _title_terms(extra, language) * HEADING_WEIGHT
    return Counter(words)


def extras(piece: Chunk) -> tuple[str, ...]:
    """What counts among a chunk's words besides its text."""
    return (*piece.title_path, *piece.terms, *piece.defines)


@lru_cache(maxsize=4096)
def _title_terms(title: str, language: str) -> tuple[str, ...]:
    return tuple(terms(title, language))


@lru_cache(maxsize=4096)
def _titles_json(titles: tuple[str, ...]) -> str:
    return json.dumps(titles, ensure_ascii=False)


class Writer:
    """The one writer; its caller holds the lock."""

    def __init__(self, catalog: Catalog, vectors: VectorStore, embedder: Embedder, scope: str) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._scope = scope
        self.timing = Timing()

    def open(self) -> str:
        """Check or record what the index is made with, and clear strays; gives the collection's name."""
        name, dimension = self._catalog.setting("embedder"), self._catalog.setting("dimension")
        if not name:
            with self._catalog.transaction() as connection:
                put_setting(connection, "embedder", self._embedder.name)
                put_setting(connection, "dimension", str(self._embedder.dimension))
                put_setting(connection, "chunking", str(chunk.VERSION))
                put_setting(connection, "keywords", str(tokens.VERSION))
                target = collection_name(self._embedder.name, self._embedder.dimension, scope=self._scope)
                put_setting(connection, "collection", target)
        else:
            check_embedder(name, dimension, self._embedder)
            check_chunking(self._catalog.setting("chunking"))
        self.clear_strays()
        return self._catalog.setting("collection")

    def clear_strays(self) -> None:
        """Take away the vectors that no visible passage owns."""
        connection = self._catalog.database.connection
        rows = connection.execute("SELECT collection, id FROM strays ORDER BY collection").fetchall()
        by_collection: dict[str, list[str]] = {}
        for row in rows:
            by_collection.setdefault(row["collection"], []).append(row["id"])
        for collection, ids in by_collection.items():
            self._vectors.delete(collection, ids)
            with self._catalog.database.transaction() as inner:
                inner.executemany("DELETE FROM strays WHERE collection = ? AND id = ?", ((collection, i) for i in ids))

    def embed(self, texts: Sequence[str], go_on: Callable[[int], None]) -> Vectors:
        """Vectors of texts, in small parts; `go_on` is told how many are done and may raise to stop."""
        import numpy as np

        begun = time.perf_counter()
        parts: list[Vectors] = []
        for at in range(0, len(texts), self._embedder.batch):
            go_on(at)
            parts.append(self._embedder.embed(texts[at : at + self._embedder.batch]))
        self.timing.add("embed", begun)
        return np.concatenate(parts)

    def write(self, documents: Sequence[Prepared], ids: Sequence[str], vectors: Vectors | None) -> None:
        """Make these documents visible, replacing their earlier versions; `ids` are those of `fresh`, with their
        vectors (None when there are none)."""
        collection = self._catalog.setting("collection")
        begun = time.perf_counter()
        if vectors is not None:
            with self._catalog.database.transaction() as connection:
                insert_rows(connection, "OR IGNORE INTO strays", [(collection, id_) for id_ in ids])
            begun = self.timing.add("store", begun)
            self._vectors.add(collection, ids, vectors)
            begun = self.timing.add("vectors", begun)
        with self._catalog.transaction() as connection:
            for document in documents:
                if document.known is not None:
                    delete_document(connection, document.known, collection)
            self._insert(connection, documents, collection)
        self.timing.add("store", begun)
        self.clear_strays()

    def remove(self, entries: Sequence[Entry]) -> None:
        """Take documents out."""
        if not entries:
            return
        collection = self._catalog.setting("collection")
        with self._catalog.transaction() as connection:
            for entry in entries:
                delete_document(connection, entry, collection)
        self.clear_strays()

    def rename(self, entry: Entry, *, name: str, course: str, stamp: str, options: str) -> None:
        """The file is the same; what is known about it is not."""
        with self._catalog.transaction() as connection:
            connection.execute(
                "UPDATE documents SET name = ?, course = ?, stamp = ?, options = ? WHERE id = ?",
                (name, course, stamp, options, entry.id),
            )

    def fresh(self, documents: Sequence[Prepared]) -> list[tuple[str, str]]:
        """Ids without a vector yet, with what to embed."""
        texts = {
            id_: (piece.title_path, piece.text)
            for document in documents
            for id_, piece in zip(document.ids, document.chunks, strict=True)
        }
        present: set[str] = set()
        for document in documents:
            if document.known is not None:
                rows = self._catalog.database.connection.execute(
                    "SELECT id FROM passages WHERE document = ?", (document.known.id,)
                )
                present |= {row["id"] for row in rows}
        return [(id_, searchable(*text)) for id_, text in texts.items() if id_ not in present]

    def _insert(self, connection: sqlite3.Connection, documents: Sequence[Prepared], collection: str) -> None:
        segment = _next(connection, "SELECT MAX(segment) FROM documents")
        first = row = _next(connection, "SELECT MAX(row) FROM passages")
        by_row: dict[int, Mapping[str, int]] = {}
        passages: list[tuple[object, ...]] = []
        marks: list[tuple[object, ...]] = []
        for document in documents:
            cursor = connection.execute(
                "INSERT INTO documents (source, name, course, title, digest, bytes, stamp, reader, options, "
                "segment, chunks, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document.source, document.name, document.course, document.title, document.digest, document.bytes,
                    document.stamp, document.reader, document.options, segment, len(document.chunks),
                    document.language,
                ),
            )  # fmt: skip
            passages += _rows(document, row, int(cursor.lastrowid or 0))
            marks += _term_marks(document, row)
            by_row.update({row + at: frequencies for at, frequencies in enumerate(document.counted)})
            row += len(document.chunks)
        insert_rows(connection, "INTO passages", passages)
        insert_rows(connection, "OR IGNORE INTO marks", marks)
        insert_rows(connection, "INTO postings", keywords.packed(segment, by_row))
        connection.execute(
            "DELETE FROM strays WHERE collection = ? AND id IN (SELECT id FROM passages WHERE row BETWEEN ? AND ?)",
            (collection, first, row),
        )


def concept_key(label: str, language: str = DEFAULT) -> str:
    """What a term is known by, so that "The Chain Rule", "chain rules" and "7.2 Chain rule" are one."""
    return " ".join(terms(re.sub(r"^[\dA-Z](?:\.\d+)*\.?\s+", "", label), language))[:200]


def check_embedder(name: str, dimension: str, embedder: Embedder) -> None:
    """Raises IndexMismatchError when an index made with `name` and `dimension` can't be used with this embedder."""
    if name != embedder.name or int(dimension) != embedder.dimension:
        raise IndexMismatchError(
            f"the course index was made with the embedder {name} ({dimension} dimensions), "
            f"and {embedder.name} ({embedder.dimension} dimensions) is set",
            f'make it again with "{REBUILD}", or set embedder = "{name}"',
        )


def check_chunking(version: str) -> None:
    """Raises IndexMismatchError when the index was cut by other rules."""
    if version != str(chunk.VERSION):
        raise IndexMismatchError(
            f"the course index was made with chunk settings {version}, and this program cuts with {chunk.VERSION}",
            f'make it again with "{REBUILD}"',
        )


def delete_document(connection: sqlite3.Connection, entry: Entry, collection: str) -> None:
    """Take a document, its passages and its keywords out; its vectors become strays."""
    rows = connection.execute(
        "SELECT row, id, title_path, text FROM passages WHERE document = ?", (entry.id,)
    ).fetchall()
    gone = [row["row"] for row in rows]
    labels: dict[int, list[str]] = {}
    for mark in connection.execute(
        "SELECT m.row, m.label FROM marks m JOIN passages p ON p.row = m.row WHERE p.document = ?", (entry.id,)
    ):
        labels.setdefault(mark["row"], []).append(mark["label"])
    words: set[str] = set()
    for row in rows:
        for text in (row["text"], *json.loads(row["title_path"]), *labels.get(row["row"], ())):
            words.update(terms(text, entry.language or DEFAULT))
    keywords.delete(connection, entry.segment, gone, words)
    connection.executemany("DELETE FROM marks WHERE row = ?", ((row,) for row in gone))
    connection.executemany("INSERT OR IGNORE INTO strays VALUES (?, ?)", ((collection, row["id"]) for row in rows))
    connection.execute("DELETE FROM passages WHERE document = ?", (entry.id,))
    connection.execute("DELETE FROM documents WHERE id = ?", (entry.id,))


def _rows(document: Prepared, row: int, number: int) -> Iterator[tuple[object, ...]]:
    for at, (id_, piece) in enumerate(zip(document.ids, document.chunks, strict=True)):
        yield (
            row + at, id_, number, piece.unit, _titles_json(piece.title_path), piece.locator,
            piece.page, piece.text, piece.start, piece.end, document.counted[at].total(),
        )  # fmt: skip


def _term_marks(document: Prepared, row: int) -> Iterator[tuple[str, int, str, str]]:
    for at, piece in enumerate(document.chunks):
        begins = at == 0 or document.chunks[at - 1].title_path != piece.title_path
        headings = piece.title_path[-1:] if begins else ()
        for kind, labels in (("term", piece.terms), ("definition", piece.defines), ("heading", headings)):
            for label in labels:
                if key := concept_key(label, document.language):
                    yield key, row + at, kind, label


def _next(connection: sqlite3.Connection, query: str) -> int:
    found = connection.execute(query).fetchone()[0]
    return 1 if found is None else int(found) + 1
