"""One contract for every vector store: in memory (the fake), Chroma in a folder, and a real Chroma server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from materials_fakes import HashedWords, MemoryVectors

from tutor.errors import StoreError
from tutor.materials.embed import unit
from tutor.materials.store import CourseStore
from tutor.materials.values import TextDocument
from tutor.materials.vectors import ChromaVectors, VectorStore, collection_name

LOOPBACK = ["127.0.0.1", "localhost", "::1"]
SERVER = [
    pytest.mark.chroma,
    pytest.mark.allow_hosts(LOOPBACK),
    pytest.mark.skipif(
        os.environ.get("TUTOR_TEST_CHROMA") != "1",
        reason="needs a real Chroma server: run with TUTOR_TEST_CHROMA=1, as .ci/run does",
    ),
]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A `chroma run` of its own on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = shutil.which("chroma") or str(Path(sys.executable).parent / "chroma")
    process = subprocess.Popen(
        [command, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(tmp_path / "server")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1):
                    break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None, "chroma run ended"
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(
    params=["memory", pytest.param("chroma", id="folder"), pytest.param("server", marks=SERVER)],
)
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorStore]:
    store: VectorStore
    if request.param == "memory":
        store = MemoryVectors({})
    elif request.param == "chroma":
        store = ChromaVectors(tmp_path)
    else:
        store = ChromaVectors(tmp_path, request.getfixturevalue("server"))
    yield store
    store.close()


def rows(count: int, dimension: int = 8) -> np.ndarray:
    return unit(np.random.default_rng(1).normal(size=(count, dimension)).astype(np.float32))


def test_the_contract(vectors: VectorStore) -> None:
    name, other = "passages-one", "passages-two"
    data = rows(700)
    ids = [f"id{n}" for n in range(700)]
    assert vectors.nearest(name, data[0], 3) == []
    assert vectors.ids(name) == set()
    vectors.delete(name, ["nothing"])
    vectors.drop(name)
    vectors.add(name, ids, data)
    assert vectors.ids(name) == set(ids)
    for n in (0, 499, 500, 699):
        found = vectors.nearest(name, data[n], 3)
        assert found[0][0] == f"id{n}"
        assert found[0][1] == pytest.approx(1.0, abs=1e-4)
        assert found[0][1] >= found[1][1] >= found[2][1]
    assert [id_ for id_, _ in vectors.nearest(name, data[0], 9, among=["id5", "id6", "gone"])] in (
        ["id5", "id6"],
        ["id6", "id5"],
    )
    assert vectors.nearest(name, data[0], 3, among=[]) == []
    assert len(vectors.nearest(name, data[0], 5000)) == 700
    held = vectors.vectors(name, ["id7", "gone"])
    assert set(held) == {"id7"}
    assert np.allclose(held["id7"], data[7], atol=1e-6)
    vectors.add(name, ["id7"], data[8:9])
    assert np.allclose(vectors.vectors(name, ["id7"])["id7"], data[8], atol=1e-6)
    vectors.delete(name, ids[:650])
    assert vectors.ids(name) == set(ids[650:])
    vectors.add(other, ["x"], rows(1, 5))
    assert vectors.ids(name) == set(ids[650:])
    vectors.drop(name)
    assert vectors.ids(name) == set()
    assert vectors.ids(other) == {"x"}
    vectors.refresh()
    assert vectors.ids(other) == {"x"}


@pytest.mark.chroma
@pytest.mark.allow_hosts(LOOPBACK)
@pytest.mark.skipif(
    os.environ.get("TUTOR_TEST_CHROMA") != "1",
    reason="needs a real Chroma server: run with TUTOR_TEST_CHROMA=1, as .ci/run does",
)
def test_the_same_store_works_on_a_server_and_two_of_them_do_not_mix(server: str, tmp_path: Path, course: Path) -> None:
    first = CourseStore(tmp_path / "one", HashedWords(), chroma_url=server)
    second = CourseStore(tmp_path / "two", HashedWords(), chroma_url=server)
    first.ingest([course])
    second.ingest_texts([TextDocument(name="other", title="Other", text="A composition of music.")])
    assert first.search("chain rule composition").hits[0].passage.document == "week1/chain.md"
    assert {hit.passage.document for hit in second.search("composition").hits} == {"other"}
    again = CourseStore(tmp_path / "one", HashedWords(), chroma_url=server)
    again.remove("week1")
    assert {hit.passage.document for hit in first.search("chain friction").hits} == {"friction.txt"}
    assert not (tmp_path / "one" / "chroma").exists()
    for store in (first, second, again):
        store.close()


@pytest.mark.allow_hosts(LOOPBACK)
def test_a_server_that_is_not_there_is_one_sentence_with_the_command(tmp_path: Path, course: Path) -> None:
    store = CourseStore(tmp_path / "index", HashedWords(), chroma_url="http://127.0.0.1:9")
    with pytest.raises(StoreError) as caught:
        store.ingest([course])
    assert "http://127.0.0.1:9" in str(caught.value)
    assert "chroma run --port 9" in str(caught.value)
    store.close()


def test_a_damaged_folder_is_one_sentence_with_the_command(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"this is no database " * 100)
    with pytest.raises(StoreError, match="sync --rebuild"):
        ChromaVectors(tmp_path).add("passages-x", ["a"], rows(1))


def test_collections_differ_by_embedder_dimension_scope_and_build() -> None:
    names = {
        collection_name("a", 1),
        collection_name("b", 1),
        collection_name("a", 2),
        collection_name("a", 1, scope="x"),
        collection_name("a", 1, build=1),
    }
    assert len(names) == 5
    assert collection_name("a", 1) == collection_name("a", 1)
