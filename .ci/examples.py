"""Run every example: the scripts as programs, the notebooks in a kernel. Any failure ends with a non-zero exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parent.parent / "examples"


def main() -> None:
    """Run them in the order of their names, with their output where it was."""
    for path in sorted(EXAMPLES.iterdir()):
        if path.suffix == ".py":
            print(f"--- {path.name}", flush=True)
            subprocess.run([sys.executable, str(path)], check=True, cwd=EXAMPLES)
        elif path.suffix == ".ipynb":
            print(f"--- {path.name}", flush=True)
            notebook = nbformat.read(path, as_version=4)
            NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    print("examples: all ran")


if __name__ == "__main__":
    main()
