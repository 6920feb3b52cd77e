"""Two processes on one record at once, and what is left after kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from learner_fakes import SetClock, attempt

from tutor.learner.memory import MemoryStore
from tutor.learner.record import LearnerRecord
from tutor.storage import Database

EACH = 25

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tutor.learner.memory import MemoryStore
from tutor.learner.record import LearnerRecord
from tutor.learner.values import AttemptEvidence
from tutor.storage import Database

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
db = Database(path)
clock = lambda: datetime.now(UTC)
record, store = LearnerRecord(db, "anna", clock), MemoryStore(db, "anna", clock)
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    record.add_attempt(AttemptEvidence(exercise=f"{name}/{number}", kcs=("shared", name), outcome="right"))
    store.note("fact", "told by", f"Told by {name}, number {number}.", None, 1)
    print(number, flush=True)
print("done", flush=True)
"""


def start(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_two_processes_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Database(path).close()
    writers = [start(path, name, EACH) for name in ("one", "two")]
    for writer in writers:
        go(writer)
    for writer in writers:
        out, _ = writer.communicate(timeout=100)
        assert out.endswith("done\n")
        assert writer.returncode == 0
    db = Database(path)
    record, store = LearnerRecord(db, "anna", SetClock()), MemoryStore(db, "anna", SetClock())
    assert record.mastery("shared").attempts == 2 * EACH
    assert record.mastery("one").attempts == record.mastery("two").attempts == EACH
    assert len(record.done()) == 2 * EACH
    moves = [kc for row in record.export()["attempts"] for kc in row["kcs"] if kc["kc"] == "shared"]
    assert all(later["before"] == earlier["after"] for earlier, later in pairwise(moves))
    assert len(store.all()) == 1
    assert len(store.all()) + len(store.history()) == 2 * EACH
    db.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9, which this system does not have")
def test_what_was_returned_is_there_after_kill_9_and_nothing_is_half_there(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with start(path, "one", 100_000) as writer:
        try:
            go(writer)
            assert writer.stdout is not None
            told = -1
            while told < 20:
                told = int(writer.stdout.readline())
        finally:
            os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read().split()
    told = int(rest[-1]) if rest and rest[-1].isdecimal() else told
    db = Database(path)
    record = LearnerRecord(db, "anna", SetClock())
    attempts = record.export()["attempts"]
    assert len(attempts) in (told + 1, told + 2)
    assert all(len(each["kcs"]) == 2 for each in attempts)
    assert record.mastery("shared").attempts == len(attempts)
    assert record.mastery("shared").p_known == attempts[-1]["kcs"][1]["after"]
    assert db.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    record.add_attempt(attempt("after/1", kcs=("shared",)))
    assert record.mastery("shared").attempts == len(attempts) + 1
    db.close()


def test_threads_of_one_process_share_a_record(db: Database, record: LearnerRecord) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                record.add_attempt(attempt(f"{name}/{number}", kcs=("shared",)))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert record.mastery("shared").attempts == 40


def test_an_attempt_that_fails_inside_a_turn_leaves_nothing(db: Database, record: LearnerRecord) -> None:
    def turn() -> None:
        with db.transaction():
            record.add_attempt(attempt())
            raise RuntimeError("the engine failed")

    with pytest.raises(RuntimeError):
        turn()
    assert record.all_mastery() == {}
    assert record.export()["attempts"] == []
