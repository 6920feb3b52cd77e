"""Seconds from the start of the process to the first screen, in a real pseudo-terminal.

    python bench/first_screen.py [--runs 5] [--home DIR] [--command …]

"first paint" is when the keys line is on the terminal's screen (read by pyte); "ready" is when the record is open: the
model's place ("on this machine", or that words leave it) stands in the status line.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyte

COLUMNS, ROWS = 100, 30
PATIENCE_S = 60.0


def measure(command: list[str], home: Path) -> tuple[float, float]:
    """First paint and readiness of one start, in seconds."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    master, slave = pty.openpty()
    size = f"{COLUMNS}", f"{ROWS}"
    env = {**os.environ, "TUTOR_HOME": str(home), "TERM": "xterm-256color", "COLUMNS": size[0], "LINES": size[1]}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True)
    os.close(slave)
    painted = ready = 0.0
    try:
        while not ready and time.perf_counter() - start < PATIENCE_S:
            if not select.select([master], [], [], 0.005)[0]:
                continue
            stream.feed(os.read(master, 1 << 16).replace(b"\x1b[>1u", b"").replace(b"\x1b[?2026$p", b""))
            text = "\n".join(screen.display)
            now = time.perf_counter() - start
            painted = painted or (now if "F1 Help" in text else 0.0)
            ready = now if "this machine" in text else 0.0
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(master)
    return painted or float("nan"), ready or float("nan")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--command", nargs=argparse.REMAINDER, default=[sys.executable, "-m", "tutor"])
    asked = parser.parse_args()
    home = asked.home or Path(tempfile.mkdtemp())
    found = [measure(asked.command, home) for _ in range(asked.runs)]
    for name, column in (("first paint", 0), ("ready", 1)):
        values = [each[column] for each in found]
        shown = " ".join(f"{value:.2f}" for value in values)
        print(f"{name:<12} median {statistics.median(values):.2f} s   ({shown})")


if __name__ == "__main__":
    main()
