"""One warm worker process: asked over pipes, killed and replaced when it overruns. No fork, no `__main__` import.

It works from threads, asyncio (in a thread), notebooks, tests and on every platform, since it is a plain child process.
"""

from __future__ import annotations

import atexit
import json
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

START_S = 10.0
"""A worker that has not said hello by then is given up."""
FIRST_S = 4.0
"""The process's first check may wait so long for the first worker, besides its own limit: on a busy machine a Python
process needs more than a second to start. Measured on an idle one: 0.1 s.
"""


_AT_ONCE = 0.8
"""Share of its time that a request needs to have left to be given to another worker when the first one died."""


class Overrun(Exception):
    """The worker did not answer in time, or died; it has been replaced."""


class Died(Overrun):
    """The worker was gone when it was asked, or went at once: killed from outside."""


class NotReady(Exception):
    """The worker is still starting; it is kept for the next call."""


class Worker:
    """A child that answers JSON lines."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", _bootstrap()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.answers: queue.Queue[bytes | None] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True, name="checker-worker-reader")
        self.reader.start()
        self.ready = False
        self.born = time.monotonic()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.answers.put(line)
        self.answers.put(None)

    def await_start(self, timeout_s: float) -> None:
        """Wait for the child's hello. Raises NotReady while it may still come, Overrun if it will not."""
        if self.ready:
            return
        try:
            self._take(timeout_s)
        except Overrun:
            if self.process.poll() is None and time.monotonic() - self.born < START_S:
                raise NotReady from None
            raise
        self.ready = True

    def ask(self, request: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        """The answer. Raises Overrun if none comes in time."""
        ends = time.monotonic() + timeout_s
        self.await_start(timeout_s)
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except (BrokenPipeError, OSError) as error:
            raise Died from error
        return json.loads(self._take(max(0.0, ends - time.monotonic())))  # type: ignore[no-any-return]

    def _take(self, timeout_s: float) -> bytes:
        try:
            line = self.answers.get(timeout=timeout_s)
        except queue.Empty:
            raise Overrun from None
        if line is None:
            raise Died
        return line

    def kill(self) -> None:
        """End the child and its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _bootstrap() -> str:
    """The child's program: the parent's import path, then the worker's loop."""
    return f"import sys; sys.path[:] = {sys.path!r}; from tutor.checker.worker import serve; serve()"


class Pool:
    """The worker, started on first use; calls from several threads take turns."""

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._lock = threading.Lock()
        self._started = False
        """Whether some worker has been up: only the first one is waited for beyond the limit."""
        self._epoch = 0
        """How often the pool was closed: a replacement that comes after a close is not started."""

    def warm(self) -> None:
        """Start the worker if there is none, without waiting for it."""
        with self._lock:
            if self._worker is None:
                self._worker = Worker()

    def ask(self, request: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        """Ask the worker, waiting for other callers included. Raises Overrun after replacing it.

        The start of the very first worker is waited for besides, up to FIRST_S. One that is dead when it is asked is
        replaced at once.
        """
        ends = time.monotonic() + timeout_s + (0.0 if self._started else FIRST_S)
        if not self._lock.acquire(timeout=max(0.0, ends - time.monotonic())):
            raise Overrun
        try:
            worker = self._alive()
            if not self._started:
                self._started = True
                worker.await_start(FIRST_S)
                ends = time.monotonic() + timeout_s
            try:
                return worker.ask(request, max(0.0, ends - time.monotonic()))
            except Died:
                if ends - time.monotonic() < _AT_ONCE * timeout_s:
                    raise
            worker.kill()
            self._worker = worker = Worker()
            return worker.ask(request, max(0.0, ends - time.monotonic()))
        except NotReady:
            raise Overrun from None
        except Overrun:
            self._drop()
            raise
        finally:
            self._lock.release()

    def _alive(self) -> Worker:
        if self._worker is not None and self._worker.process.poll() is not None:
            self._worker.kill()
            self._worker = None
        self._worker = self._worker or Worker()
        return self._worker

    def _drop(self) -> None:
        """Kill the worker; another thread clears it away and starts the next."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.process.kill()
            replacer = threading.Thread(target=self._replace, args=(worker, self._epoch), daemon=True)
            replacer.start()

    def _replace(self, worker: Worker, epoch: int) -> None:
        """Clear away a killed worker and start another, while its caller goes on."""
        worker.kill()
        with self._lock:
            if self._worker is None and self._epoch == epoch:
                self._worker = Worker()

    def close(self) -> None:
        """End the worker; the next call starts another."""
        with self._lock:
            self._epoch += 1
            self._started = False
            if self._worker is not None:
                self._worker.kill()
                self._worker = None


POOL = Pool()
atexit.register(POOL.close)
