"""The one SQLite file of a learner's record: opening it, its schemas, its transactions.

Two processes may use it at once (WAL): readers never wait, writers take turns. What was committed survives `kill -9`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tutor.errors import StoreError

BUSY_TIMEOUT_S = 10.0
_UNWRITABLE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
"""Primary result codes that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The tables of one part, as migrations: `versions[i]` takes them from version i to i + 1."""

    name: str
    versions: Sequence[str]


class _Connection(sqlite3.Connection):
    """Closes itself with the thread that owns it."""

    def __del__(self) -> None:
        self.close()


class Database:
    """A connection for each thread to one SQLite file, created with its folder when missing.

    Raises StoreError when the file can't be opened or is not a database.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self.transaction() as connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS schema_versions (name TEXT PRIMARY KEY, version INTEGER NOT NULL)"
                )
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"can't open the learner's record {path}: {getattr(error, 'strerror', None) or error}",
                "check that the folder can be written, or name another with TUTOR_HOME",
            ) from error

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode with rows by name."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
            found.row_factory = sqlite3.Row
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = FULL")
            found.execute("PRAGMA foreign_keys = ON")
            self._local.connection = found
        return found

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; nested uses join the outer one.

        Raises StoreError where nothing can be written: a full disk, a folder that is read-only or gone.
        """
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:  # SQLite rolls back by itself where the disk is full
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _UNWRITABLE:
                raise StoreError(
                    f"can't write the learner's record {self.path}: {error}",
                    "what was shown before is kept; make room, or see that the folder can be written",
                ) from error
            raise

    def ensure(self, schema: Schema) -> None:
        """Bring a part's tables to their newest version, once.

        Raises StoreError if a newer program wrote the file.
        """
        with self.transaction() as connection:
            row = connection.execute("SELECT version FROM schema_versions WHERE name = ?", (schema.name,)).fetchone()
            version = int(row["version"]) if row else 0
            if version > len(schema.versions):
                raise StoreError(
                    f"{self.path} was written by a newer version of the tutor ({schema.name} {version})",
                    "update with: uv sync --upgrade",
                )
            for script in schema.versions[version:]:
                for statement in script.split(";\n"):
                    if statement.strip():
                        connection.execute(statement)
            connection.execute(
                "INSERT INTO schema_versions VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version",
                (schema.name, len(schema.versions)),
            )

    def close(self) -> None:
        """Close this thread's connection; each other thread's closes as that thread ends.

        (SQLite crashes the process when a connection is closed while another thread is in it.)
        """
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is not None:
            self._local.connection = None
            found.close()
