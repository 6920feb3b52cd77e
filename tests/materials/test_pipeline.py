"""The pipeline: batches in order, few at once, and nothing half-written when it is stopped."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from materials_fakes import HashedWords

from tutor.errors import MaterialError
from tutor.materials import pipeline
from tutor.materials.pipeline import DEPTH, Pipeline
from tutor.materials.store import CourseStore
from tutor.materials.values import Chunk, TextDocument
from tutor.materials.writer import Prepared, Writer

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors


def document(name: str, chunks: int = 1) -> Prepared:
    pieces = [
        Chunk(text=f"{name} {n}", title_path=(name,), locator=name, page=None, start=0, end=1, unit=0)
        for n in range(chunks)
    ]
    return Prepared(
        source=name, name=name, course="c", title=name, digest="", bytes=0, stamp="", reader="", options="",
        chunks=pieces, ids=[piece.text for piece in pieces], counted=[Counter() for _ in pieces], known=None,
    )  # fmt: skip


class Recorder:
    """Stands in for the writer: notes what is embedded and written, and can be held up."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.embedded: list[str] = []
        self.go = threading.Event()
        self.go.set()
        self.begun = threading.Event()
        self.most = 0

    def fresh(self, documents: Sequence[Prepared]) -> list[tuple[str, str]]:
        self.embedded += [each.name for each in documents]
        self.most = max(self.most, len(self.embedded) - len(self.written))
        return [(id_, id_) for each in documents for id_ in each.ids]

    def embed(self, texts: Sequence[str], go_on: Callable[[int], None]) -> list[int]:
        for at in range(len(texts)):
            go_on(at)
        return [0] * len(texts)

    def write(self, documents: Sequence[Prepared], ids: Sequence[str], vectors: Sequence[int]) -> None:
        self.begun.set()
        self.go.wait(20)
        assert len(ids) == len(vectors)
        self.written += [each.name for each in documents]


def through(recorder: Recorder, told: Callable[[str], None] = lambda what: None) -> Pipeline:
    return Pipeline(cast("Writer", recorder), told)


@given(st.lists(st.integers(1, 7), max_size=12), st.integers(1, 6))
def test_every_document_is_written_once_and_in_order(sizes: list[int], batch: int) -> None:
    recorder = Recorder()
    before, pipeline.BATCH_CHUNKS = pipeline.BATCH_CHUNKS, batch
    try:
        with through(recorder) as run:
            for number, size in enumerate(sizes):
                run.put(document(str(number), size))
            run.finish()
    finally:
        pipeline.BATCH_CHUNKS = before
    assert recorder.written == [str(number) for number in range(len(sizes))]
    assert run.chunks == sum(sizes)


def test_no_more_than_two_batches_are_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH_CHUNKS", 1)
    recorder = Recorder()
    recorder.go.clear()
    threading.Timer(0.2, recorder.go.set).start()
    with through(recorder) as run:
        for number in range(9):
            run.put(document(str(number)))
        run.finish()
    assert len(recorder.written) == 9
    assert recorder.most <= DEPTH + 1


def test_while_it_waits_it_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "TOLD_EVERY_S", 0.01)
    recorder, told = Recorder(), list[str]()
    recorder.go.clear()

    def note(what: str) -> None:
        told.append(what)
        recorder.go.set()

    with through(recorder, note) as run:
        run.put(document("a", 3))
        run.finish()
    assert told[0].startswith("embedding ")
    assert told[0].endswith(" of 3 passages")


def test_stopped_it_finishes_what_is_being_written_and_drops_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH_CHUNKS", 1)
    recorder = Recorder()
    recorder.go.clear()

    def stop() -> None:
        with through(recorder) as run:
            run.put(document("written"))
            run.put(document("dropped"))
            run.put(document("waiting"))
            assert recorder.begun.wait(20)
            threading.Timer(0.1, recorder.go.set).start()
            raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "DEPTH", 5)
    with pytest.raises(KeyboardInterrupt):
        stop()
    assert recorder.written == ["written"]


def test_a_second_ctrl_c_does_not_leave_a_write_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The caller lets go of the store's lock when the context is left: nobody may be writing then."""
    recorder = Recorder()
    recorder.go.clear()
    pressed = []

    class Pool(pipeline.ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            if not pressed:
                pressed.append(True)
                threading.Timer(0.1, recorder.go.set).start()
                raise KeyboardInterrupt
            super().shutdown(wait, cancel_futures=cancel_futures)

    monkeypatch.setattr(pipeline, "ThreadPoolExecutor", Pool)

    def stop() -> None:
        with through(recorder) as run:
            run.put(document("a"))
            run._send()
            assert recorder.begun.wait(20)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert pressed
    assert recorder.written == ["a"]


class Failing(HashedWords):
    """Can't embed texts about torque."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        if any("torque" in text for text in texts):
            raise MaterialError("the server went away", "start it")
        return super().embed(texts)


def test_what_embedding_raises_reaches_the_caller_and_earlier_batches_stay(
    open_store: Callable[..., CourseStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH_CHUNKS", 1)
    store = open_store(Failing())
    items = [TextDocument(name=word, title=word, text=f"About {word}.") for word in ("inertia", "torque", "mass")]
    with pytest.raises(MaterialError, match="went away"):
        store.ingest_texts(items)
    assert [each.name for each in store.documents()] == ["inertia"]
    again = open_store()
    assert again.ingest_texts(items).added == ("torque", "mass")
    assert again.search("torque").hits[0].passage.document == "torque"


class Slow(HashedWords):
    """Tells that it has begun, and embeds until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()
        self.parts = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.parts += 1
        self.begun.set()
        time.sleep(0.01)
        return super().embed(texts)


def test_a_stopped_run_waits_for_one_part_of_the_embedding_only(
    open_store: Callable[..., CourseStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "TOLD_EVERY_S", 0.01)
    slow = Slow()
    store = open_store(slow)
    text = "\n\n".join(f"## Part {n}\n\nText number {n}." for n in range(400))

    def told(what: str, done: int, total: int) -> None:
        if what.startswith("embedding"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.ingest_texts([TextDocument(name="long", title="L", text=text)], on_progress=told)
    assert slow.begun.is_set()
    assert slow.parts < 200
    assert store.documents() == ()
    with store._catalog.snapshot() as connection:
        assert connection.execute("SELECT COUNT(*) FROM strays").fetchone()[0] == 0
    assert store.ingest_texts([TextDocument(name="long", title="L", text=text)]).added == ("long",)


def test_ids_and_vectors_meet_in_the_write(open_store: Callable[..., CourseStore]) -> None:
    """Each passage's vector is that of its own text, whatever the parts it was embedded in."""
    embedder = HashedWords(batch=3)
    store = open_store(embedder)
    store.ingest_texts([TextDocument(name=f"d{n}", title=f"T{n}", text=f"Word{n} stands here.") for n in range(10)])
    for n in range(10):
        (passage,) = store.passages(f"d{n}")
        held: Any = store._vectors.vectors(store._catalog.setting("collection"), [passage.id])[passage.id]
        (wanted,) = HashedWords().embed([f"T{n}. Word{n} stands here."])
        assert held.tolist() == pytest.approx(wanted.tolist())


def test_a_future_that_failed_is_not_written() -> None:
    recorder = Recorder()
    failed: Future[Any] = Future()
    failed.set_exception(MaterialError("no", "x"))
    run = through(recorder)
    with run, pytest.raises(MaterialError):
        run._write([document("a")], failed)
    assert recorder.written == []
