"""The SQLite file of the course store: documents, passages, and what the vector store should hold.

It is the one truth. A document's passages and keywords become visible in one transaction; vectors are written before
it and removed after it, and `strays` names those that no visible passage owns, so that a killed writer leaves nothing
behind for long.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from pathlib import Path

from tutor.errors import StoreError
from tutor.materials.languages import DEFAULT
from tutor.materials.values import DocumentInfo, Passage
from tutor.storage import Database, Schema

SCHEMA = Schema(
    name="materials",
    versions=[
        """CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE roots (path TEXT PRIMARY KEY, course TEXT NOT NULL, options TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  course TEXT NOT NULL, title TEXT NOT NULL, digest TEXT NOT NULL, bytes INTEGER NOT NULL, stamp TEXT NOT NULL,
  reader TEXT NOT NULL, options TEXT NOT NULL, segment INTEGER NOT NULL, chunks INTEGER NOT NULL);
CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL,
  unit INTEGER NOT NULL, title_path TEXT NOT NULL, locator TEXT NOT NULL, page INTEGER, text TEXT NOT NULL,
  start INTEGER NOT NULL, finish INTEGER NOT NULL, length INTEGER NOT NULL);
CREATE INDEX passages_document ON passages (document);
CREATE TABLE postings (term TEXT NOT NULL, segment INTEGER NOT NULL, rows BLOB NOT NULL,
  PRIMARY KEY (term, segment)) WITHOUT ROWID;
CREATE TABLE marks (term TEXT NOT NULL, row INTEGER NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
  PRIMARY KEY (term, row, kind)) WITHOUT ROWID;
CREATE INDEX marks_row ON marks (row);
CREATE TABLE strays (collection TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (collection, id)) WITHOUT ROWID;
CREATE TABLE moved (id TEXT PRIMARY KEY) WITHOUT ROWID""",
        """ALTER TABLE documents ADD COLUMN language TEXT NOT NULL DEFAULT '';
CREATE TABLE held_back (source TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID""",
    ],
)


_MOST_VALUES = 6_000
"""In one statement; SQLite takes 32,766."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document's row."""

    id: int
    source: str
    name: str
    course: str
    digest: str
    """SHA-256 of its bytes."""
    stamp: str
    """Size and times of the file when it was read; equal ones are not read again."""
    options: str
    segment: int
    chunks: int
    language: str
    """Whose stemmer made its keywords."""


class Catalog:
    """Documents and passages, over one SQLite file that is made when first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen = 0
        """The generation that this process wrote or looked at last; at another one the vector store must be
        refreshed."""

    @cached_property
    def database(self) -> Database:
        try:
            database = Database(self.folder / "passages.db")
            database.ensure(SCHEMA)
        except (StoreError, sqlite3.Error) as error:
            raise StoreError(
                f"can't open the course index in {self.folder}: {error.__cause__ or error}",
                "check that the folder can be written, or move it away and ingest again",
            ) from error
        return database

    @property
    def exists(self) -> bool:
        return (self.folder / "passages.db").exists()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection whose reads all see the same committed state."""
        connection = self.database.connection
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; readers of other processes see it when it is done, and the generation has moved."""
        with self.database.transaction() as connection:
            yield connection
            row = connection.execute(
                "INSERT INTO settings VALUES ('generation', '1') "
                "ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value"
            ).fetchone()
        self.seen = int(row["value"])

    def setting(self, key: str, default: str = "") -> str:
        row = self.database.connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return str(row["value"]) if row else default

    def generation(self) -> int:
        """Number of committed changes; caches made at another one are stale."""
        return int(self.setting("generation", "0"))

    def entries(self) -> dict[str, Entry]:
        """Every document by its source."""
        rows = self.database.connection.execute(
            "SELECT id, source, name, course, digest, stamp, options, segment, chunks, language FROM documents"
        )
        return {row["source"]: Entry(**{key: row[key] for key in row.keys()}) for row in rows}  # noqa: SIM118

    def roots(self) -> frozenset[str]:
        """Paths that were ingested."""
        return frozenset(row["path"] for row in self.database.connection.execute("SELECT path FROM roots"))

    def held_back(self) -> frozenset[str]:
        """Sources that a person took out and that stay out."""
        return frozenset(row["source"] for row in self.database.connection.execute("SELECT source FROM held_back"))

    def documents(self) -> tuple[DocumentInfo, ...]:
        rows = self.database.connection.execute(
            "SELECT name, course, title, source, chunks, bytes, reader FROM documents ORDER BY course, name, source"
        )
        return tuple(DocumentInfo(**dict(row)) for row in rows)

    def passages(self, rows: Sequence[int]) -> dict[int, Passage]:
        """Passages by row; rows that are gone are left out."""
        found: dict[int, Passage] = {}
        for at in range(0, len(rows), 10_000):
            part = rows[at : at + 10_000]
            found.update(self._select(f"p.row IN ({_marks(part)})", part))
        return found

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        return {passage.id: passage for _, passage in self._select(f"p.id IN ({_marks(ids)})", ids)}

    def of_document(self, document: int) -> list[Passage]:
        """A document's passages in reading order."""
        return [passage for _, passage in sorted(self._select("p.document = ?", (document,)), key=itemgetter(0))]

    def document_of(self, id_: str) -> int:
        """Number of the document that a passage belongs to; 0 when it is gone."""
        row = self.database.connection.execute("SELECT document FROM passages WHERE id = ?", (id_,)).fetchone()
        return int(row["document"]) if row else 0

    def marks(self) -> list[tuple[str, int, str, str]]:
        """(key, row, kind, label) of every mark, in reading order."""
        rows = self.database.connection.execute("SELECT term, row, kind, label FROM marks ORDER BY row, kind")
        return [(row["term"], row["row"], row["kind"], row["label"]) for row in rows]

    def rows_of(self, ids: Sequence[str]) -> dict[str, int]:
        """Passage id -> row; ids without a visible passage are left out."""
        found = self.database.connection.execute(
            f"SELECT id, row FROM passages WHERE id IN ({_marks(ids)})", tuple(ids)
        )
        return {row["id"]: row["row"] for row in found}

    def ids_of(self, rows: Sequence[int]) -> dict[int, str]:
        """Row -> passage id."""
        found: dict[int, str] = {}
        for at in range(0, len(rows), 10_000):
            part = tuple(rows[at : at + 10_000])
            table = self.database.connection.execute(
                f"SELECT row, id FROM passages WHERE row IN ({_marks(part)})", part
            )
            found.update((row["row"], row["id"]) for row in table)
        return found

    def _select(self, where: str, values: Sequence[object]) -> Iterable[tuple[int, Passage]]:
        found = self.database.connection.execute(
            "SELECT p.row, p.id, d.name, d.course, d.language, p.title_path, p.locator, p.page, p.text, p.start, "
            f"p.finish FROM passages p JOIN documents d ON d.id = p.document WHERE {where}",
            tuple(values),
        )
        for row in found:
            yield (
                row["row"],
                Passage(
                    id=row["id"],
                    document=row["name"],
                    course=row["course"],
                    language=row["language"] or DEFAULT,
                    title_path=tuple(json.loads(row["title_path"])),
                    locator=row["locator"],
                    page=row["page"],
                    text=row["text"],
                    start=row["start"],
                    end=row["finish"],
                ),
            )

    def close(self) -> None:
        if "database" in self.__dict__:
            self.database.close()
            del self.__dict__["database"]


def put_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Set it inside a transaction."""
    connection.execute(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )


def insert_rows(connection: sqlite3.Connection, into: str, rows: Sequence[Sequence[object]]) -> None:
    """Insert rows of one width, many in one statement; `into` is "INTO table" or "OR IGNORE INTO table".

    `executemany` lets go of the interpreter's lock for every row and waits for it again, up to 5 ms each time, while
    another thread reads documents.
    """
    if not rows:
        return
    width = len(rows[0])
    marks = f"({','.join('?' * width)})"
    size = _MOST_VALUES // width
    for at in range(0, len(rows), size):
        part = rows[at : at + size]
        connection.execute(f"INSERT {into} VALUES {','.join([marks] * len(part))}", list(chain.from_iterable(part)))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
