"""`tutor model pull` for real: an Ollama server fetches a model from a registry on this machine."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from select import select

import httpx
import pytest
from model_registry import Registry

from tutor.models.registry import bundled_model

PATIENCE_S = 60.0
"""A limit against hanging, not a promise."""
INTERRUPTIBLE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore it
from tutor.cli import main
main(sys.argv[1:])
"""
REASON = 'no Ollama server for tests: eval "$(.ci/ollama.sh start)" starts one and says where it is'

pytestmark = [
    pytest.mark.ollama,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.timeout(300),
    pytest.mark.skipif(not os.environ.get("TUTOR_TEST_OLLAMA"), reason=REASON),
    pytest.mark.skipif(bundled_model() is None, reason="the bundled model is not installed: uv sync installs it"),
]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tutor", *arguments]


def environment(home: Path) -> dict[str, str]:
    server = os.environ["TUTOR_TEST_OLLAMA"]
    return {**os.environ, "TUTOR_HOME": str(home), "OLLAMA_HOST": server, "COLUMNS": "100", "TERM": "xterm"}


def run(home: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        command(*arguments), env=environment(home), capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout


class Pulling:
    """`tutor model pull` in a terminal."""

    def __init__(self, home: Path, name: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", INTERRUPTIBLE, "model", "pull", name, "--insecure"],
            env=environment(home),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def read_until(self, *words: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not all(word in self.seen for word in words):
            assert time.monotonic() < end, f"never shown: {words} in {self.seen[-500:]}"
            if select([self.master], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.master, 1 << 16).decode(errors="replace")
                except OSError:  # all of it was read, and the program has ended
                    break

    def end(self, *words: str) -> int:
        self.read_until(*words)
        code = self.process.wait(PATIENCE_S)
        os.close(self.master)
        return code


@pytest.fixture
def model_file() -> Path:
    file = bundled_model()
    assert file is not None
    return file


def remove(name: str) -> None:
    """Take the model off the server again."""
    httpx.request("DELETE", f"{os.environ['TUTOR_TEST_OLLAMA']}/api/delete", json={"model": name}).raise_for_status()


def test_a_model_is_pulled_stopped_in_the_middle_pulled_again_and_used(tmp_path: Path, model_file: Path) -> None:
    half = model_file.stat().st_size // 2
    with Registry(model_file, held_after=half).running() as registry:
        name = registry.model
        first = Pulling(tmp_path, name)
        first.read_until("pulling", "#", "MB")
        first.process.send_signal(signal.SIGINT)
        assert first.end("stopped") == 130
        assert "goes on from there" in first.seen
        assert "Traceback" not in first.seen
        assert name not in run(tmp_path, "model", "list")

        registry.gate.set()
        again = Pulling(tmp_path, name)
        assert again.end("is there") == 0, again.seen[-300:]
        assert "[####################]" in again.seen
        assert f'tutor model use "ollama:{name}"' in " ".join(again.seen.split())
    try:
        assert any(path.endswith("manifests/latest") for path in registry.asked)
        assert f"ollama:{name}" in run(tmp_path, "model", "list")
        run(tmp_path, "model", "use", f"ollama:{name}")
        listed = json.loads(run(tmp_path, "model", "list", "--json"))
        assert [entry["name"] for entry in listed if entry["chosen"]] == [f"ollama:{name}"]
        answer = json.loads(run(tmp_path, "ask", "What is a linear equation?", "--json"))
        assert answer["error"] is None
        assert answer["text"].strip()
        assert name in run(tmp_path, "doctor")
    finally:
        remove(name)


def test_a_model_that_the_registry_does_not_have_is_one_sentence(tmp_path: Path, model_file: Path) -> None:
    with Registry(model_file).running() as registry:
        missing = Pulling(tmp_path, registry.model.replace("tiny", "none"))
        assert missing.end("tutor: ") == 2
    assert "Traceback" not in missing.seen


def test_without_insecure_a_registry_without_tls_is_refused_with_the_way_out(tmp_path: Path, model_file: Path) -> None:
    with Registry(model_file).running() as registry:
        done = subprocess.run(
            command("model", "pull", f"http://{registry.model}"),
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--insecure" in done.stderr
