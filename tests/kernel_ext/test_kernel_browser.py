"""The magic as a learner sees it: JupyterLab in a real browser."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
CELLS = [
    "%load_ext kernel_ext",
    "%%tutor --model none\nWhat is a derivative?",
    "%%tutor check --problem 'Solve 2x + 3 = 11'\n2x = 8\nx = 5\nx = 4",
    "%tutor exercise linear-equations/two-steps",
    "%tutor panel",
    "%tutor progress",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.timeout(400),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address of a JupyterLab that serves one notebook, with its token."""
    if os.environ.get("TUTOR_TEST_BROWSER") != "1":
        pytest.skip("needs JupyterLab and Chromium: TUTOR_TEST_BROWSER=1 uv run --group browser pytest -m browser")
    work = tmp_path / "work"
    work.mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, work / "tour.ipynb")
    token, runtime = secrets.token_hex(16), tmp_path / "runtime"
    env = {
        **os.environ,
        "TUTOR_HOME": str(tmp_path / "home"),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    options = [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={work}", "--LabApp.news_url=None"]
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen([*command, *options], env=env, stdout=log, stderr=log)
    try:
        yield f"{address(runtime, server)}lab/tree/tour.ipynb?token={token}"
    finally:
        server.terminate()
        server.wait(20)


def address(runtime: Path, server: subprocess.Popen[bytes]) -> str:
    """Where the server says it listens."""
    for _ in range(600):
        for file in runtime.glob("jpserver-*.json"):
            return str(json.loads(file.read_text())["url"])
        assert server.poll() is None, "JupyterLab ended before it listened"
        time.sleep(0.1)
    raise AssertionError("JupyterLab does not listen")


def run_all(page: Any, url: str) -> None:
    """Open the notebook and run its cells to the end."""
    page.goto(url)
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook", timeout=90_000)
    page.wait_for_selector(".jp-StatusBar-Widget :text('| Idle')", timeout=90_000)
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").first.click()
    page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    page.wait_for_function(
        "() => { const p = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(e => e.textContent);"
        " return p.length >= 6 && p.every(t => /\\[\\d+\\]/.test(t)); }",
        timeout=180_000,
    )


def test_what_a_learner_sees_in_jupyterlab(lab: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    picture = Path(os.environ.get("TUTOR_TEST_SCREENSHOT", str(tmp_path / "magic.png")))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 2200})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        run_all(page, lab)
        notebook = page.locator(".jp-Notebook")
        notebook.locator("details summary").first.click()
        page.wait_for_timeout(1500)
        page.screenshot(path=str(picture))
        text = notebook.inner_text()
        marked = notebook.locator("mark").count()
        panel = page.locator(".jp-OutputArea .widget-button, .jp-OutputArea .jupyter-button")
        labels = panel.all_inner_texts()
        page.locator(".jp-OutputArea textarea").first.fill("x = 3")
        panel.first.click()
        page.wait_for_function(
            "() => /valid|not checked/.test(document.querySelector('.widget-vbox').innerText)", timeout=60_000
        )
        page.screenshot(path=str(picture.with_suffix(".after.png")))
        browser.close()
    assert "✓ valid" in text
    assert "✗ invalid" in text
    assert marked >= 1
    assert labels == ["Check", "Hint", "Next", "Skip"]
    assert "Traceback" not in text
    assert all(
        url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:", "ws://127.0.0.1")) for url in asked
    )
