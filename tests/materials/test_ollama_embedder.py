"""Embeddings from a real Ollama server: taken in, searched, switched to and stopped in the middle. What its model makes
of the texts is not judged here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tutor.errors import IndexMismatchError, MaterialError
from tutor.materials import pipeline, rebuild
from tutor.materials.embed import EmbeddedEmbedder, OllamaEmbedder, open_embedder
from tutor.materials.store import CourseStore

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors

pytestmark = [
    pytest.mark.ollama,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.timeout(600),
]
REASON = 'no Ollama server for tests: eval "$(.ci/ollama.sh start)" starts one and says where it is'
TOPICS = {
    "friction.md": "# Friction\n\nFriction opposes the motion of two surfaces in contact.",
    "chain.md": "# The chain rule\n\nThe derivative of a composition is a product of derivatives.",
    "tides.txt": "The tides are raised by the moon.",
    "week2/energy.md": "# Energy\n\nWork is a change of energy.\n\n## Power\n\nPower is the rate of work.",
    "week2/waves.html": "<h1>Waves</h1><p>A wave carries energy, not matter.</p>",
}
PASSAGES = 6


def server() -> tuple[str, str]:
    url = os.environ.get("TUTOR_TEST_OLLAMA", "")
    if not url:
        pytest.skip(REASON)
    return url, os.environ.get("TUTOR_TEST_OLLAMA_MODEL", "smollm2")


def ollama_embedder() -> OllamaEmbedder:
    url, model = server()
    found = open_embedder(f"ollama:{model}", ollama_url=url)
    assert isinstance(found, OllamaEmbedder)
    found.batch = 2
    return found


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    folder = tmp_path / "topics"
    for name, text in TOPICS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def held(store: CourseStore) -> dict[str, Vectors]:
    """Every vector of the collection in use."""
    collection = store._catalog.setting("collection")
    return dict(store._vectors.vectors(collection, sorted(store._vectors.ids(collection))))


def ids(store: CourseStore) -> set[str]:
    return {passage.id for each in store.documents() for passage in store.passages(each.name)}


def test_rows_have_length_one_and_the_dimension_the_server_has() -> None:
    embedder = ollama_embedder()
    rows = embedder.embed(["friction", "", "the chain rule", "   "])
    assert rows.shape == (4, embedder.dimension)
    assert rows.dtype.name == "float32"
    assert (rows * rows).sum(axis=1).tolist() == pytest.approx([1.0] * 4, abs=1e-4)
    assert abs(float(rows[0] @ rows[2])) < 0.999
    assert embedder.embed([]).shape == (0, embedder.dimension)
    assert embedder.embed([""]).shape == (1, embedder.dimension)


def test_a_model_that_is_not_there_is_named_with_the_command_that_gets_it() -> None:
    url, _ = server()
    with pytest.raises(MaterialError) as caught:
        OllamaEmbedder("no-such-model", url).embed(["x"])
    assert '"no-such-model"' in str(caught.value)
    assert "ollama pull no-such-model" in caught.value.hint


def test_a_folder_is_taken_in_and_searched(open_store: Callable[..., CourseStore], topics: Path) -> None:
    store = open_store(ollama_embedder(), chroma=True)
    report = store.ingest([topics])
    assert sorted(report.added) == sorted(TOPICS)
    assert report.chunks == PASSAGES
    assert store.search("what opposes the motion of surfaces?").hits[0].passage.document == "friction.md"
    assert {vector.shape for vector in held(store).values()} == {(store.embedder.dimension,)}
    (topics / "tides.txt").write_text("The tides are raised by the moon and the sun.", "utf-8")
    assert store.ingest([topics]).changed == ("tides.txt",)
    assert set(held(store)) == ids(store)


def test_ingestion_stopped_in_the_middle_goes_on(
    open_store: Callable[..., CourseStore], topics: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH_CHUNKS", 1)
    monkeypatch.setattr(pipeline, "DEPTH", 1)
    store = open_store(ollama_embedder(), chroma=True)

    def stop(what: str, done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.ingest([topics], on_progress=stop)
    before = {each.name for each in store.documents()}
    assert 1 <= len(before) < len(TOPICS)
    assert ids(store) <= set(held(store))
    report = store.ingest([topics])
    assert set(report.added) == set(TOPICS) - before
    assert set(held(store)) == ids(store)


def test_switching_is_refused_until_asked_for_resumes_and_never_mixes(
    open_store: Callable[..., CourseStore], topics: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "LEAST_BATCH", 2)
    old = open_store(EmbeddedEmbedder(), chroma=True)
    old.ingest([topics])
    new = open_store(ollama_embedder(), chroma=True)
    with pytest.raises(IndexMismatchError, match=r"embedded \(256 dimensions\)"):
        new.search("friction")
    with pytest.raises(IndexMismatchError, match="sync --rebuild"):
        new.ingest([topics])

    def stop(what: str, done: int, total: int) -> None:
        assert total == PASSAGES
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        new.rebuild(on_progress=stop)
    assert old.search("what opposes the motion of surfaces?").hits[0].passage.document == "friction.md"
    assert {vector.shape for vector in held(old).values()} == {(256,)}

    again = open_store(ollama_embedder(), chroma=True)
    assert again.rebuild().chunks == PASSAGES - 2
    assert again.search("what opposes the motion of surfaces?").hits[0].passage.document == "friction.md"
    assert {vector.shape for vector in held(again).values()} == {(again.embedder.dimension,)}
    assert set(held(again)) == ids(again)
    with pytest.raises(IndexMismatchError):
        old.search("friction")

    back = open_store(EmbeddedEmbedder(), chroma=True)
    assert back.rebuild().chunks == PASSAGES
    assert {vector.shape for vector in held(back).values()} == {(256,)}
    assert back.search("the moon").hits[0].passage.document == "tides.txt"
