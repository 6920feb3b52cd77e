"""Recall: which memories are relevant to some words, with and without vectors."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner_fakes import SetClock

from tutor.learner.extract import find_memories
from tutor.learner.memory import MemoryStore
from tutor.learner.recall import bm25, stems
from tutor.storage import Database


def texts(store: MemoryStore) -> list[str]:
    return [each.text for each in store.all()]


def tell(store: MemoryStore, text: str, turn: str = "t1") -> list[str]:
    """What becomes of a text: the actions, in order."""
    return [change.action for found in find_memories(text) for change in store.take(found, turn)]


TOLD = """My name is Anna. My sister Beth is a nurse. I have a physics exam on 12 March. I like examples from music.
I prefer short answers. I struggle with fractions. I play the violin. My favourite colour is green. I live in Leeds."""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("when is the physics test?", "You have a physics exam on 12 March."),
        ("can we do some fractions now?", "You struggle with fractions."),
        ("tell me about my sister", "Your sister Beth is a nurse."),
        ("an example from musical notes", "You like examples from music."),
        ("what color should the graph be", "Your favourite colour is green."),
        ("two violins in an orchestra", "You play the violin."),
    ],
)
def test_recall_finds_what_is_relevant_in_other_forms_of_the_words(
    store: MemoryStore, query: str, expected: str
) -> None:
    tell(store, TOLD)
    assert store.recall(query, 3)[0].text == expected


@pytest.mark.parametrize(
    "query", ["", "2x + 3 = 11", "the and of", "why does ice float?", "\x00" * 50, "'; DROP TABLE memories; --"]
)
def test_recall_gives_nothing_when_nothing_is_relevant(store: MemoryStore, query: str) -> None:
    tell(store, TOLD)
    assert store.recall(query) == ()
    assert len(store.all()) == 9


def test_recall_gives_at_most_k_and_never_what_is_superseded(store: MemoryStore) -> None:
    for number in range(5):
        store.note("fact", f"s{number}", f"You own bike number {number}.", "t", 1)
    store.note("fact", "s0", "You own no such thing.", "t", 1)
    assert len(store.recall("bike", 2)) == 2
    assert len(store.recall("bike", 50)) == 4
    assert store.recall("bike", 0) == ()
    assert store.recall("bike", -3) == ()


def test_with_an_embedder_recall_also_finds_what_is_near_in_meaning(db: Database, clock: SetClock) -> None:
    def embed(texts: Sequence[str]) -> list[list[float]]:
        return [[float("puppy" in text or "Rex" in text), float("guitar" in text), 0.1] for text in texts]

    store = MemoryStore(db, "anna", clock, embed=embed)
    tell(store, "my dog is called Rex. I play the guitar.")
    assert [each.text for each in store.recall("any puppy stories?")] == ["Your dog is called Rex."]
    assert store.recall("nothing at all") == ()


def test_an_embedder_on_an_empty_store_is_not_asked(db: Database, clock: SetClock) -> None:
    def embed(texts: Sequence[str]) -> list[list[float]]:
        raise AssertionError("not to be called")

    assert MemoryStore(db, "anna", clock, embed=embed).recall("anything") == ()


def test_what_always_holds_is_the_name_and_the_style_not_the_hobbies(store: MemoryStore) -> None:
    tell(store, TOLD + " I like chess. Call me Annie.")
    assert {each.subject for each in store.standing()} == {"name", "nickname", "style:length", "examples:music"}


def test_bm25_prefers_the_rarer_word_and_the_shorter_text() -> None:
    documents = [stems("red bike"), stems("red car"), stems("red car with many other things on it today")]
    assert [position for _, position in bm25(stems("red car"), documents)] == [1, 2, 0]
    assert bm25(stems("green"), documents) == ()
    assert bm25((), documents) == bm25(stems("x"), []) == ()


@given(st.lists(st.text(max_size=30), max_size=8), st.text(max_size=30))
def test_bm25_scores_are_positive_and_in_order(documents: list[str], query: str) -> None:
    ranking = bm25(stems(query), [stems(each) for each in documents])
    scores = [score for score, _ in ranking]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    assert len({position for _, position in ranking}) == len(ranking)
