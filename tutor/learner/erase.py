"""Deleting for good: rows go, and so do their bytes in the file and in its write-ahead log."""

from __future__ import annotations

import sqlite3

from tutor.learner.schema import TABLES
from tutor.storage import BUSY_TIMEOUT_S, Database

PATIENCE_MS = 250
"""How long emptying the log waits for another process's reading to end."""


def learner(connection: sqlite3.Connection, name: str) -> None:
    """All rows of a learner, inside the caller's transaction."""
    overwrite_deleted(connection)
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE learner = ?", (name,))


def component(connection: sqlite3.Connection, name: str, kc: str) -> None:
    """What is believed about a component and its attempts, inside the caller's transaction; attempts that also
    named others stay.
    """
    overwrite_deleted(connection)
    touched = [
        int(row["id"])
        for row in connection.execute(
            "SELECT a.id FROM attempts a JOIN attempt_kcs k ON k.attempt = a.id WHERE a.learner = ? AND k.kc = ?",
            (name, kc),
        )
    ]
    connection.executemany("DELETE FROM attempt_kcs WHERE attempt = ? AND kc = ?", [(number, kc) for number in touched])
    connection.executemany(
        "DELETE FROM attempts WHERE id = ? AND NOT EXISTS (SELECT 1 FROM attempt_kcs WHERE attempt = id)",
        [(number,) for number in touched],
    )
    connection.execute("DELETE FROM mastery WHERE learner = ? AND kc = ?", (name, kc))


def overwrite_deleted(connection: sqlite3.Connection) -> None:
    """From now on this connection writes zeros over what it deletes. Call before deleting."""
    connection.execute("PRAGMA secure_delete = ON")


def scrub(db: Database) -> bool:
    """Move the log into the file and empty it, so that no copy of what was deleted stays there; whether that could
    be done now.

    False inside a transaction or while another process reads: SQLite then empties the log at a later checkpoint.
    """
    connection = db.connection
    if connection.in_transaction:
        return False
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
    return row is not None and int(row[0]) == 0
