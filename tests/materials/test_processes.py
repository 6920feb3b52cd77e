"""Several processes and threads on one index: none corrupts it, none sees half a document, and a killed writer is
cleaned up after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.errors import StoreError
from tutor.materials import store as store_module
from tutor.materials.store import CourseStore
from tutor.materials.values import TextDocument

HERE = Path(__file__).parent
PROLOGUE = f"""
import sys, os, json, signal
sys.path.insert(0, {str(HERE)!r})
from pathlib import Path
from materials_fakes import HashedWords  # the fake embedder
from tutor.materials.store import CourseStore
from tutor.materials.values import TextDocument
from tutor.materials import writer, vectors, pipeline
store = CourseStore(Path(sys.argv[1]), HashedWords())
"""


def start(folder: Path, code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROLOGUE + code, str(folder), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def lecture(number: int, word: str, paragraphs: int = 6) -> TextDocument:
    text = "\n\n".join(f"## Part {n}\n\nThe {word} of lecture {number}, part {n}." for n in range(paragraphs))
    return TextDocument(name=f"lecture{number}", title=f"Lecture {number}", text=text)


def consistent(store: CourseStore) -> None:
    """Every visible passage has its vector and its keywords, and there is nothing else."""
    catalog, vectors = store._catalog, store._vectors
    vectors.refresh()
    with catalog.snapshot() as connection:
        ids = {row["id"] for row in connection.execute("SELECT id FROM passages")}
        strays = {row["id"] for row in connection.execute("SELECT id FROM strays")}
        rows = {row["row"] for row in connection.execute("SELECT row FROM passages")}
        counted = connection.execute("SELECT SUM(chunks) AS n FROM documents").fetchone()["n"] or 0
        posted = set()
        for row in connection.execute("SELECT rows FROM postings"):
            blob = row["rows"]
            posted |= {int.from_bytes(blob[at : at + 4], sys.byteorder) >> 8 for at in range(0, len(blob), 4)}
    assert counted == len(ids)
    assert posted <= rows
    assert ids <= vectors.ids(catalog.setting("collection")) <= ids | strays


def test_what_another_process_wrote_is_seen_at_once(open_store: Callable[..., CourseStore]) -> None:
    reader = open_store(chroma=True)
    reader.ingest_texts([lecture(0, "inertia")])
    assert reader.search("inertia").hits
    code = "store.ingest_texts([TextDocument(name='new', title='New', text='Buoyancy lifts.')]); store.close()"
    finish(start(reader.folder, code))
    best = reader.search("buoyancy").hits[0].passage
    assert best.text == "Buoyancy lifts."
    assert set(reader._vectors.vectors(reader._catalog.setting("collection"), [best.id])) == {best.id}
    finish(start(reader.folder, "store.remove('new'); store.close()"))
    assert all(hit.passage.document != "new" for hit in reader.search("buoyancy").hits)
    reader.ingest_texts([lecture(1, "torque")])
    consistent(reader)


def test_two_processes_that_write_at_once_take_turns(tmp_path: Path, open_store: Callable[..., CourseStore]) -> None:
    code = """
which = sys.argv[2]
for n in range(6):
    store.ingest_texts([TextDocument(name=f"{which}{n}", title=which, text=f"The {which} number {n}.")])
    if n % 3 == 2:
        store.remove(f"{which}{n - 1}")
store.close()
"""
    folder = tmp_path / "index"
    processes = [start(folder, code, which) for which in ("apples", "pears")]
    for process in processes:
        finish(process)
    store = open_store(chroma=True)
    left = {f"{which}{n}" for which in ("apples", "pears") for n in (0, 2, 3, 5)}
    assert {document.name for document in store.documents()} == left
    consistent(store)
    assert store.search("pears number 5").hits[0].passage.document == "pears5"


def test_a_reader_sees_each_document_whole_while_it_is_replaced(open_store: Callable[..., CourseStore]) -> None:
    """Old and new version have the same number of passages; at no time are there parts of both, or fewer."""
    writer, reader = open_store(chroma=True), open_store(chroma=True)
    writer.ingest_texts([lecture(0, "inertia")])
    done = threading.Event()
    problems: list[str] = []

    def look() -> None:
        while not done.is_set():
            texts = [hit.passage.text for hit in reader.search("lecture part", 20).hits]
            words = {text.split()[1] for text in texts}
            if len(texts) != 6 or len(words) != 1:
                problems.append(f"{len(texts)} passages, {words}")

    thread = threading.Thread(target=look)
    thread.start()
    for turn in range(8):
        writer.ingest_texts([lecture(0, "torque" if turn % 2 == 0 else "inertia")])
    done.set()
    thread.join()
    assert problems == []
    consistent(writer)


def test_threads_may_search_and_ingest_at_once(open_store: Callable[..., CourseStore]) -> None:
    store = open_store(chroma=True)
    store.ingest_texts([lecture(0, "inertia")])
    failures: list[BaseException] = []

    def guarded(act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                for _ in range(5):
                    act()
            except BaseException as error:
                failures.append(error)

        return run

    numbers = iter(range(1, 100))
    acts = [
        lambda: store.search("inertia lecture"),
        lambda: store.ingest_texts([lecture(next(numbers), "torque")]),
        store.documents,
        lambda: store.search("torque"),
    ]
    threads = [threading.Thread(target=guarded(act)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store.documents()) == 6
    consistent(store)


KILLS = {
    "before the vectors": "vectors.ChromaVectors.add = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)",
    "after the vectors": ("writer.Writer._insert = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)"),
    "after the keywords, before the commit": (
        "old = writer.insert_rows\n"
        "def insert(connection, into, rows):\n    old(connection, into, rows)\n"
        "    if 'postings' in into:\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "writer.insert_rows = insert"
    ),
    "after the commit, before old vectors go": (
        "calls = []\n"
        "old = writer.Writer.clear_strays\n"
        "def clear(self):\n    calls.append(1)\n"
        "    if len(calls) > 1:\n        os.kill(os.getpid(), signal.SIGKILL)\n    old(self)\n"
        "writer.Writer.clear_strays = clear"
    ),
}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is needed")
@pytest.mark.parametrize("moment", list(KILLS))
def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_document(
    open_store: Callable[..., CourseStore], moment: str
) -> None:
    first = open_store(chroma=True)
    first.ingest_texts([lecture(0, "inertia"), lecture(1, "buoyancy")])
    first.close()
    code = KILLS[moment] + "\nstore.ingest_texts([TextDocument(name='lecture0', title='L', text='The torque is new.')])"
    process = start(first.folder, code)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    store = open_store(chroma=True)
    texts = {passage.text for passage in store.passages("lecture0")}
    old = {f"The inertia of lecture 0, part {n}." for n in range(6)}
    committed = moment.startswith("after the commit")
    assert texts == ({"The torque is new."} if committed else old)
    found = {hit.passage.text for hit in store.search("inertia torque", documents=["lecture0"]).hits}
    assert found == texts
    store.ingest_texts([lecture(2, "friction")])
    consistent(store)
    with store._catalog.snapshot() as connection:
        assert connection.execute("SELECT COUNT(*) FROM strays").fetchone()[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="SIGINT to a process is needed")
def test_ctrl_c_leaves_what_was_done_and_the_next_run_goes_on(
    open_store: Callable[..., CourseStore], tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.md").write_text(f"# Topic {n}\n\nSubject number {n} is explained.\n", "utf-8")
    code = """
pipeline.BATCH_CHUNKS = 2
def told(what, done, total):
    if done == 7:
        os.kill(os.getpid(), signal.SIGINT)
try:
    store.ingest([Path(sys.argv[2])], on_progress=told)
except KeyboardInterrupt:
    print("stopped")
"""
    assert finish(start(tmp_path / "index", code, str(folder))) == "stopped\n"
    store = open_store(chroma=True)
    before = len(store.documents())
    assert 2 <= before <= 8
    consistent(store)
    report = store.ingest([folder])
    assert report.unchanged == before
    assert len(store.documents()) == 12
    consistent(store)


def test_a_writer_that_waits_too_long_says_who_holds_it_up(
    open_store: Callable[..., CourseStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(chroma=True)
    store.ingest_texts([lecture(0, "inertia")])
    monkeypatch.setattr(store_module, "LOCK_TIMEOUT_S", 0.2)
    code = """
with store._writing():
    print("held", flush=True)
    sys.stdin.readline()
"""
    holder = start(store.folder, code)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StoreError, match="another process is writing"):
        store.ingest_texts([lecture(1, "torque")])
    assert store.search("inertia").hits
    holder.communicate("go on\n", timeout=60)
    assert store.ingest_texts([lecture(1, "torque")]).added == ("lecture1",)


def test_a_search_during_a_long_write_of_another_process_does_not_wait(open_store: Callable[..., CourseStore]) -> None:
    store = open_store(chroma=True)
    store.ingest_texts([lecture(0, "inertia")])
    code = """
with store._writing():
    with store._catalog.transaction() as connection:
        connection.execute("DELETE FROM documents")
        print("inside", flush=True)
        sys.stdin.readline()
        connection.rollback()
        connection.execute("BEGIN")
"""
    holder = start(store.folder, code)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "inside\n"
    assert store.search("inertia").hits
    assert len(store.documents()) == 1
    holder.communicate("go on\n", timeout=60)
