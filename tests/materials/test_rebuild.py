"""Another embedder: refused until asked for, then made again from the stored passages, resumably, never mixed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from materials_fakes import HashedWords

from tutor.errors import IndexMismatchError, MaterialError, UsageError
from tutor.materials import chunk, rebuild
from tutor.materials.embed import EMBEDDERS, EmbeddedEmbedder, OllamaEmbedder, open_embedder, unit
from tutor.materials.store import CourseStore
from tutor.materials.values import TextDocument

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors


class Tiring(HashedWords):
    """Gives up after so many calls."""

    def __init__(self, name: str, dimension: int, calls: int) -> None:
        super().__init__(name, dimension)
        self.left = calls

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.left -= 1
        if self.left < 0:
            raise MaterialError("the server went away", "start it")
        return super().embed(texts)


def vectors_of(store: CourseStore) -> dict[str, Vectors]:
    collection = store._catalog.setting("collection")
    return dict(store._vectors.vectors(collection, sorted(store._vectors.ids(collection))))


def test_a_rebuild_switches_to_the_new_embedder(open_store: Callable[..., CourseStore], course: Path) -> None:
    old = open_store(HashedWords("first", 16))
    old.ingest([course])
    number = sum(document.chunks for document in old.documents())
    new = open_store(HashedWords("second", 24))
    seen: list[tuple[int, int]] = []
    report = new.rebuild(on_progress=lambda what, done, total: seen.append((done, total)))
    assert report.chunks == number
    assert seen[-1] == (number, number)
    assert new.search("chain rule").hits[0].passage.document == "week1/chain.md"
    assert {vector.shape for vector in vectors_of(new).values()} == {(24,)}
    assert len(vectors_of(new)) == number
    with pytest.raises(IndexMismatchError):
        old.search("chain rule")
    assert new.ingest([course]).unchanged == 3


def test_until_it_is_done_the_old_one_goes_on_and_then_it_resumes(
    open_store: Callable[..., CourseStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "LEAST_BATCH", 3)
    first = HashedWords("first", 16)
    old = open_store(first)
    old.ingest_texts([TextDocument(name=f"d{n}", title=f"D{n}", text=f"Subject number {n}.") for n in range(10)])
    tired = open_store(Tiring("second", 24, calls=2))
    with pytest.raises(MaterialError, match="went away"):
        tired.rebuild()
    assert old.search("subject number 3").hits[0].passage.document == "d3"
    old.ingest_texts(
        [
            TextDocument(name="d1", title="D1", text="Subject one was changed."),
            TextDocument(name="late", title="L", text="A late one."),
        ]
    )
    fresh = HashedWords("second", 24)
    report = open_store(fresh).rebuild()
    assert report.chunks == 4 + 2
    new = open_store(HashedWords("second", 24))
    assert new.search("late").hits[0].passage.document == "late"
    ids = {passage.id for document in new.documents() for passage in new.passages(document.name)}
    assert set(vectors_of(new)) == ids


def test_a_third_embedder_in_between_starts_over(
    open_store: Callable[..., CourseStore], course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "LEAST_BATCH", 1)
    open_store(HashedWords("first", 16)).ingest([course])
    with pytest.raises(MaterialError):
        open_store(Tiring("second", 24, calls=2)).rebuild()
    third = open_store(HashedWords("third", 8))
    assert third.rebuild().chunks == sum(document.chunks for document in third.documents())
    assert {vector.shape for vector in vectors_of(third).values()} == {(8,)}


def test_other_chunk_settings_are_refused_naming_both_and_a_rebuild_cuts_again(
    open_store: Callable[..., CourseStore], course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    store.ingest([course])
    monkeypatch.setattr(chunk, "VERSION", 99)
    with pytest.raises(IndexMismatchError, match=r"chunk settings 1, and this program cuts with 99.*sync --rebuild"):
        store.ingest([course])
    assert store.search("chain rule").hits
    report = store.rebuild()
    assert sorted(report.changed) == ["friction.txt", "week1/chain.md", "week1/limits.md"]
    assert store.ingest([course]).unchanged == 3


def test_lost_vectors_leave_the_keywords_and_a_rebuild_brings_them_back(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    store._vectors.drop(store._catalog.setting("collection"))
    assert store.search("chain rule").hits[0].passage.document == "week1/chain.md"
    store.rebuild()
    assert len(vectors_of(store)) == sum(document.chunks for document in store.documents())


def test_rebuilding_nothing_is_nothing(store: CourseStore) -> None:
    assert store.rebuild().chunks == 0


class TestEmbedders:
    def test_the_embedded_one_needs_no_network_and_puts_near_what_is_alike(self) -> None:
        embedder = EmbeddedEmbedder()
        rows = embedder.embed(
            ["the speed of a falling stone", "velocity of an object in free fall", "a recipe for soup"]
        )
        assert rows.shape == (3, embedder.dimension)
        assert abs(float(rows[0] @ rows[0]) - 1) < 1e-5
        assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2

    def test_the_embedded_one_leaves_the_log_handlers_alone(self) -> None:
        import logging

        before = list(logging.getLogger().handlers)
        EmbeddedEmbedder().embed(["x"])
        assert logging.getLogger().handlers == before

    def test_a_text_without_known_words_still_has_a_direction(self) -> None:
        rows = EmbeddedEmbedder().embed(["", "x"])
        assert abs(float(rows[0] @ rows[0]) - 1) < 1e-5
        assert EmbeddedEmbedder().embed([]).shape == (0, 256)

    @pytest.mark.allow_hosts(["127.0.0.1"])
    def test_an_ollama_server_that_is_not_there_is_one_sentence_with_the_command(self) -> None:
        embedder = OllamaEmbedder("nomic-embed-text", "http://127.0.0.1:9")
        with pytest.raises(MaterialError) as caught:
            embedder.embed(["x"])
        assert "no Ollama server answers at http://127.0.0.1:9" in str(caught.value)
        assert "ollama serve" in str(caught.value)

    def test_an_ollama_embedder_asks_in_batches_and_scales_to_length_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[int] = []

        class Client:
            def embed(self, model: str, input: list[str]) -> object:
                asked.append(len(input))
                return type("Reply", (), {"embeddings": [[3.0, 4.0, 0.0]] * len(input)})()

        embedder = OllamaEmbedder("some-model", batch=4)
        embedder._client = Client()
        rows = embedder.embed([str(n) for n in range(10)])
        assert asked == [4, 4, 2]
        assert rows[0].tolist() == pytest.approx([0.6, 0.8, 0.0])
        assert embedder.dimension == 3
        assert embedder.name == "ollama:some-model"

    def test_texts_without_a_word_are_not_sent_to_a_server_that_refuses_them(self) -> None:
        class Client:
            def embed(self, model: str, input: list[str]) -> object:
                assert all(text.strip() for text in input)
                return type("Reply", (), {"embeddings": [[0.0, 2.0]] * len(input)})()

        embedder = OllamaEmbedder("some-model", batch=2)
        embedder._client = Client()
        assert embedder.embed(["", "a", " \n", "b", "c"]).tolist() == [[1, 0], [0, 1], [1, 0], [0, 1], [0, 1]]
        assert embedder.embed(["", ""]).shape == (2, 2)
        assert embedder.embed([]).shape == (0, 2)

    @pytest.mark.parametrize(
        ("status", "hint"), [(404, "ollama pull some-model"), (500, "see the server's log"), (400, "embedded")]
    )
    def test_what_the_server_says_is_told_with_a_hint_that_fits(self, status: int, hint: str) -> None:
        import ollama

        class Client:
            def embed(self, model: str, input: list[str]) -> object:
                raise ollama.ResponseError("the reason", status)

        embedder = OllamaEmbedder("some-model")
        embedder._client = Client()
        with pytest.raises(MaterialError, match="the reason") as caught:
            embedder.embed(["x"])
        assert hint in caught.value.hint
        assert ("ollama pull" in caught.value.hint) == (status == 404)

    def test_a_server_that_never_answers_is_given_up(self) -> None:
        import httpx

        class Client:
            def embed(self, model: str, input: list[str]) -> object:
                raise httpx.ReadTimeout("late")

        embedder = OllamaEmbedder("some-model")
        embedder._client = Client()
        with pytest.raises(MaterialError, match="took longer than 300 s"):
            embedder.embed(["x"])

    @pytest.mark.parametrize("name", ["", "other", "ollama", "ollama:", "embedded:x"])
    def test_an_unknown_one_is_refused_listing_what_there_is(self, name: str) -> None:
        with pytest.raises(UsageError, match="embedded, ollama:NAME"):
            open_embedder(name)

    def test_each_registered_one_opens_under_its_name(self) -> None:
        assert set(EMBEDDERS) == {"embedded", "ollama"}
        assert open_embedder("embedded").name == "embedded"
        assert open_embedder("ollama:a:b").name == "ollama:a:b"

    def test_zero_rows_get_a_direction(self) -> None:
        import numpy as np

        rows = unit(np.zeros((2, 3), dtype=np.float32))
        assert rows.tolist() == [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
