"""The magic in a real kernel, spoken to as a notebook does, on the real engine and the embedded model."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from tutor.models.registry import bundled_model

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass
class Cell:
    """What one execution sent."""

    displays: list[dict[str, Any]] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    stdout: str = ""
    stderr: str = ""
    status: str = ""

    @property
    def markdown(self) -> str:
        """The output as it stands in the end."""
        last = (self.updates or self.displays)[-1]
        return str(last["data"].get("text/markdown", ""))


class Notebook:
    """A kernel and its client."""

    def __init__(self, home: Path, model: str) -> None:
        env = {**os.environ, "TUTOR_HOME": str(home), "TUTOR_MODEL": model, "TUTOR_REPLY_DEADLINE_S": "30"}
        self.manager = KernelManager()
        self.manager.start_kernel(env=env, cwd=str(home.parent))
        self.client: BlockingKernelClient = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, source: str, *, interrupt_after: str = "") -> Cell:
        """Execute a cell to its end; interrupt the kernel once this text was displayed."""
        cell = Cell()
        message_id = self.client.execute(source)
        deadline = time.monotonic() + 200
        while time.monotonic() < deadline:
            try:
                message = self.client.get_iopub_msg(timeout=5)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") != message_id:
                continue
            content = message["content"]
            match message["msg_type"]:
                case "display_data":
                    cell.displays.append(content)
                case "update_display_data":
                    cell.updates.append(content)
                case "stream":
                    setattr(cell, content["name"], getattr(cell, content["name"]) + content["text"])
                case "status" if content["execution_state"] == "idle":
                    break
            if interrupt_after and (cell.displays or cell.updates) and interrupt_after in cell.markdown:
                self.manager.interrupt_kernel()
                interrupt_after = ""
        reply: dict[str, Any] = {"parent_header": {}}
        while reply["parent_header"].get("msg_id") != message_id:
            reply = self.client.get_shell_msg(timeout=20)
        cell.status = reply["content"]["status"]
        return cell

    def close(self) -> None:
        """End the kernel."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    """A kernel on the engine without a model."""
    found = Notebook(tmp_path / "home", "none")
    yield found
    found.close()


def test_a_learner_works_through_an_exercise_in_a_notebook(notebook: Notebook, tmp_path: Path) -> None:
    assert notebook.run("%load_ext kernel_ext").status == "ok"
    lesson = notebook.run("%tutor next")
    assert lesson.displays, lesson.stderr
    assert {display["transient"]["display_id"] for display in lesson.displays + lesson.updates} != {None}
    assert len(lesson.displays) == 1

    checked = notebook.run("%%tutor check --problem 'Solve 2x + 3 = 11'\n2x = 8\nx = 5")
    assert "✓ valid" in checked.markdown
    assert "✗ invalid" in checked.markdown
    assert checked.status == "ok"

    notebook.run("x, y = 3, 2.5")
    given = notebook.run("%%tutor check --given x,y\nx + y = 5.5\nx*y = 7")
    assert "✓ valid" in given.markdown
    assert "✗ invalid" in given.markdown

    hint = notebook.run("%tutor hint")
    assert hint.markdown.strip()
    asked = notebook.run("%%tutor\nWhat is a derivative?")
    assert "derivative" in asked.markdown
    assert "<details>" in asked.markdown

    mistake = notebook.run("%tutor hnt")
    assert mistake.stderr.startswith("tutor: ")
    assert "Traceback" not in mistake.stderr
    assert mistake.status == "ok"

    ordinary = notebook.run("1/0")
    assert ordinary.status == "error"
    unloaded = notebook.run("%unload_ext kernel_ext")
    assert (unloaded.status, unloaded.stderr) == ("ok", "")


def test_the_record_is_that_of_the_other_front_ends(notebook: Notebook, tmp_path: Path) -> None:
    from tutor.config import load_config
    from tutor.wiring import open_record

    notebook.run("%load_ext tutor")
    notebook.run("%tutor next")
    notebook.run("%tutor exercise fractions-and-signs/walk")
    assert "not" in notebook.run("%%tutor check\n-8 + 12 - 31 = 35").markdown
    config = load_config({"TUTOR_HOME": str(tmp_path / "home")})
    assert open_record(config).export()["attempts"]


def test_the_panel_is_drawn_with_widgets(notebook: Notebook) -> None:
    notebook.run("%load_ext kernel_ext")
    panel = notebook.run("%tutor panel")
    assert any("application/vnd.jupyter.widget-view+json" in display["data"] for display in panel.displays)
    assert panel.stderr == ""


@pytest.mark.skipif(bundled_model() is None, reason="the bundled model is not installed: uv sync installs it")
def test_the_embedded_model_answers_and_an_interrupt_stops_it(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path / "home", "embedded")
    try:
        notebook.run("%load_ext kernel_ext")
        asked = notebook.run("%%tutor\nWhy is the slope of a straight line the same everywhere?")
        assert asked.status == "ok"
        assert asked.stderr == ""
        assert len(asked.markdown.split()) > 5
        model = notebook.run(
            "from kernel_ext.magics import _KEY\nm = getattr(get_ipython(), _KEY).desk._tutor.model\n"
            "print(m.name, m.prompt_tokens_per_s is not None)"
        )
        assert model.stdout.split()[0] == "embedded"
        stopped = notebook.run("%%tutor\nAnd what is a secant?", interrupt_after="…")
        assert stopped.status == "ok"
        again = notebook.run("%tutor help")
        assert "%tutor hint" in again.markdown
    finally:
        notebook.close()
