"""Stores in temporary folders, and small documents made here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from materials_fakes import HashedWords, MemoryVectors

from tutor.materials.embed import Embedder
from tutor.materials.store import CourseStore

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def embedder() -> HashedWords:
    return HashedWords()


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Callable[..., CourseStore]]:
    """Opens stores on one folder, with vectors in memory (`chroma=True`: in Chroma); all are closed at the end."""
    opened: list[CourseStore] = []
    shared: dict[str, dict[str, Any]] = {}

    def open_(embedder: Embedder | None = None, *, chroma: bool = False) -> CourseStore:
        vectors = None if chroma else MemoryVectors(shared)
        store = CourseStore(tmp_path / "index", embedder or HashedWords(), vectors=vectors)
        opened.append(store)
        return store

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., CourseStore]) -> CourseStore:
    return open_store()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder with three documents of a course."""
    folder = tmp_path / "course"
    (folder / "week1").mkdir(parents=True)
    (folder / "week1" / "chain.md").write_text(
        "# The chain rule\n\n"
        "The chain rule differentiates a composition: $\\frac{dy}{dx} = \\frac{dy}{du}\\frac{du}{dx}$.\n\n"
        "## Worked example\n\n1. Let $u = x^2$.\n2. Then $\\frac{dy}{dx} = 2x\\cos(x^2)$.\n",
        "utf-8",
    )
    (folder / "week1" / "limits.md").write_text(
        "# Limits\n\nA limit describes the value a function approaches.\n", "utf-8"
    )
    (folder / "friction.txt").write_text("Friction opposes the relative motion of two surfaces in contact.\n", "utf-8")
    return folder
