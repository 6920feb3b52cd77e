from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tutor.errors import StoreError
from tutor.storage import Database, Schema

SCHEMA = Schema(name="notes", versions=("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    database = Database(tmp_path / "deep" / "tutor.db")
    database.ensure(SCHEMA)
    return database


def _texts(db: Database) -> list[str]:
    return [row["text"] for row in db.connection.execute("SELECT text FROM notes ORDER BY id")]


def test_a_failed_transaction_leaves_nothing(db: Database) -> None:
    def fail() -> None:
        with db.transaction() as connection:
            connection.execute("INSERT INTO notes (text) VALUES ('half')")
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        fail()
    assert _texts(db) == []


def test_a_nested_transaction_belongs_to_the_outer_one(db: Database) -> None:
    def fail() -> None:
        with db.transaction():
            with db.transaction() as inner:
                inner.execute("INSERT INTO notes (text) VALUES ('inner')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert _texts(db) == []


def test_migrations_run_once_and_in_order(db: Database) -> None:
    newer = Schema(name="notes", versions=(*SCHEMA.versions, "ALTER TABLE notes ADD COLUMN mood TEXT;\nSELECT 1"))
    db.ensure(newer)
    db.ensure(newer)
    db.connection.execute("INSERT INTO notes (text, mood) VALUES ('a', 'calm')")
    assert _texts(db) == ["a"]


def test_a_record_of_a_newer_program_is_not_touched(db: Database) -> None:
    db.ensure(Schema(name="notes", versions=(*SCHEMA.versions, "SELECT 1")))
    with pytest.raises(StoreError, match="newer version"):
        db.ensure(SCHEMA)


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "tutor.db"
    broken.write_bytes(b"this is not a database at all, but long enough to be read as one" * 40)
    with pytest.raises(StoreError, match=r"can't open the learner's record .*tutor\.db"):
        Database(broken)


def test_each_thread_has_its_own_connection(db: Database) -> None:
    seen: list[sqlite3.Connection] = []

    def work() -> None:
        with db.transaction() as connection:
            connection.execute("INSERT INTO notes (text) VALUES ('thread')")
        seen.append(db.connection)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(connection) for connection in seen}) == 4
    assert _texts(db) == ["thread"] * 4
    db.close()


def test_what_was_committed_survives_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "tutor.db"
    program = f"""
import sys
from pathlib import Path
from tutor.storage import Database, Schema
db = Database(Path({str(path)!r}))
db.ensure(Schema(name="notes", versions={SCHEMA.versions!r}))
with db.transaction() as connection:
    connection.execute("INSERT INTO notes (text) VALUES ('kept')")
with db.transaction() as connection:
    connection.execute("INSERT INTO notes (text) VALUES ('open')")
    print("ready", flush=True)
    sys.stdin.read()
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    db = Database(path)
    db.ensure(SCHEMA)
    assert _texts(db) == ["kept"]
    db.close()


def test_closing_leaves_a_busy_thread_its_connection(db: Database) -> None:
    ready, closed = threading.Event(), threading.Event()
    seen: list[str] = []

    def work() -> None:
        with db.transaction() as connection:
            connection.execute("INSERT INTO notes (text) VALUES ('late')")
            ready.set()
            closed.wait(10)
        seen.extend(_texts(db))

    thread = threading.Thread(target=work)
    thread.start()
    assert ready.wait(10)
    db.close()
    closed.set()
    thread.join()
    assert seen == ["late"]


def test_a_full_disk_is_told_in_a_sentence_and_what_was_kept_stays(db: Database) -> None:
    with db.transaction() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('kept')")
    pages = db.connection.execute("PRAGMA page_count").fetchone()[0]
    db.connection.execute(f"PRAGMA max_page_count = {pages}")  # as a full disk: the same code of SQLite's

    def fill() -> None:
        with db.transaction() as connection:
            connection.execute("INSERT INTO notes (text) VALUES (?)", ("x" * 100_000,))

    with pytest.raises(StoreError, match=r"can't write the learner's record .*disk is full.*; what was shown before"):
        fill()
    assert not db.connection.in_transaction
    assert _texts(db) == ["kept"]
    db.connection.execute("PRAGMA max_page_count = 1000000")
    fill()
    assert len(_texts(db)) == 2
