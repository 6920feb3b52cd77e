"""The real program in a pseudo-terminal, its screen read by pyte."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path
from types import TracebackType

import pyte

PATIENCE_S = 60.0
"""A limit against hanging, not a promise."""
_PRIVATE = re.compile(rb"\x1b\[[>=<][0-9;]*u|\x1b\[\?[0-9;]*\$p")
"""Keyboard and mode requests that pyte does not know."""


class Terminal:
    """Runs `tutor` (or another command) in a terminal of this size; use it in a `with`."""

    def __init__(self, home: Path, *arguments: str, size: tuple[int, int] = (100, 30), **environment: str) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        dropped = {"NO_COLOR", "COLORFGBG", "COLUMNS", "LINES"}
        env = {name: value for name, value in os.environ.items() if name not in dropped}
        env |= {"TUTOR_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tutor", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            start_new_session=True,
        )
        os.close(slave)
        self.seen = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        if self._master >= 0:
            os.close(self._master)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def type(self, keys: str) -> None:
        """Send keys."""
        os.write(self._master, keys.encode())

    def read(self, seconds: float = 0.05) -> None:
        """Take in what the program draws, for a moment."""
        while select.select([self._master], [], [], seconds)[0]:
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:
                return
            if not data:
                return
            self.seen += data
            self._stream.feed(_PRIVATE.sub(b"", data))
            seconds = 0

    def wait_for(self, *words: str) -> str:
        """The screen, once it shows all these words."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self.read()
            flat = " ".join(self.text.split())
            if all(word in flat for word in words):
                return self.text
            if self.process.poll() is not None:
                break
        raise AssertionError(f"never shown: {words}\n{self.text}")

    def kill(self) -> None:
        """kill -9, with everything it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def hang_up(self) -> None:
        """Close the terminal; the program is not told by a signal, since the terminal does not control it."""
        os.close(self._master)
        self._master = -1

    def leave(self) -> int:
        """Wait for the program's own end; its exit code."""
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < end and self._master >= 0:
            self.read()
        return self.process.wait(PATIENCE_S)
