"""Which processes are at work on the record: a lock file each, which the system lets go of when its process ends,
however.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


class Presence:
    """This process's mark, held from construction to `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.owner = uuid.uuid4().hex
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self._file(self.owner), thread_local=False)
        self._lock.acquire(blocking=False)

    def alive(self, owner: str) -> bool:
        """Whether the process with that mark is still running. Marks of ended processes are cleared away."""
        if owner == self.owner:
            return True
        file = self._file(owner)
        if not file.exists():
            return False
        lock = FileLock(file, thread_local=False)
        try:
            lock.acquire(blocking=False)
        except (Timeout, OSError):
            return True
        lock.release()
        with suppress(OSError):
            file.unlink()
        return False

    def close(self) -> None:
        """Let go; safe to call twice."""
        self._lock.release()
        with suppress(OSError):
            self._file(self.owner).unlink()

    def _file(self, owner: str) -> Path:
        return self.folder / f"{owner}.lock"
