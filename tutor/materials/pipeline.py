"""Documents on their way into the store: one batch is embedded and one is written while the next one is read.

Embedding and the vector store work outside the interpreter's lock, so the stages overlap. There are never more than
`DEPTH` batches on the way: memory does not grow with the number of documents. A stopped run finishes the batch that is
being written and drops the others; nothing of them is visible.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tutor.materials.writer import Prepared, Writer

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors

BATCH_CHUNKS = 1000
"""Passages in one transaction (whole documents, so a larger document makes a larger batch)."""
DEPTH = 2
"""Batches between reading and the commit: one that is embedded, one that is written."""
TOLD_EVERY_S = 0.2


class _StoppedError(Exception):
    """The run was given up before this batch."""


class Pipeline:
    """Takes documents in, as a context; what was put is visible once `finish` has returned."""

    def __init__(self, writer: Writer, told: Callable[[str], None]) -> None:
        """`told` is called in the caller's thread, with what it is waiting for."""
        self._writer = writer
        self._told = told
        self._waiting: list[Prepared] = []
        self._held = 0
        self._moving: deque[Future[None]] = deque()
        self._stop = threading.Event()
        self._embedding = ThreadPoolExecutor(1, thread_name_prefix="tutor-embed")
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="tutor-index")
        self._embedded = self._wanted = 0
        self.chunks = 0
        """Passages sent to be written so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is being written, however often Ctrl-C is pressed: the caller lets go of the lock after it."""
        if kind is not None:
            self._stop.set()
        for pool in (self._embedding, self._writing):
            while True:
                try:
                    pool.shutdown(wait=True, cancel_futures=kind is not None)
                    break
                except KeyboardInterrupt:
                    self._stop.set()

    def put(self, document: Prepared) -> None:
        """Send a document; waits while enough of them are on the way. Raises what embedding or writing raised."""
        self._waiting.append(document)
        self._held += len(document.chunks)
        if self._held >= BATCH_CHUNKS:
            self._send()

    def finish(self) -> None:
        """Send what is left and wait until all is visible. Raises what embedding or writing raised."""
        if self._waiting:
            self._send()
        while self._moving:
            self._settle()

    def _send(self) -> None:
        while len(self._moving) >= DEPTH:
            self._settle()
        batch, self._waiting, self._held = self._waiting, [], 0
        self.chunks += sum(len(document.chunks) for document in batch)
        fresh = self._embedding.submit(self._embed, batch)
        self._moving.append(self._writing.submit(self._write, batch, fresh))

    def _settle(self) -> None:
        """Wait for the oldest batch."""
        oldest = self._moving.popleft()
        while not wait([oldest], TOLD_EVERY_S).done:
            self._told(f"embedding {self._embedded} of {self._wanted} passages")
        oldest.result()

    def _embed(self, batch: Sequence[Prepared]) -> tuple[Sequence[str], Vectors | None]:
        """Ids that have no vector yet, and their vectors."""
        fresh = self._writer.fresh(batch)
        self._embedded, self._wanted = 0, len(fresh)
        ids, texts = [id_ for id_, _ in fresh], [text for _, text in fresh]
        return ids, self._writer.embed(texts, self._go_on) if texts else None

    def _go_on(self, done: int) -> None:
        self._embedded = done
        if self._stop.is_set():
            raise _StoppedError

    def _write(self, batch: Sequence[Prepared], fresh: Future[tuple[Sequence[str], Vectors | None]]) -> None:
        ids, vectors = fresh.result()
        if self._stop.is_set():
            raise _StoppedError
        self._writer.write(batch, ids, vectors)
