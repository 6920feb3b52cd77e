"""Questions about what was told, asked of thirty memories at once: the right one is found, and nothing else answers."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tutor.learner.answers import matching_memories
from tutor.learner.extract import find_memories
from tutor.learner.memory import Memory, MemoryStore
from tutor.learner.recall import kindred, stem
from tutor.storage import Database

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "recall_questions.toml").read_text("utf-8"))
ASKED = [(question, each["finds"]) for each in DATA["ask"] for question in each["questions"]]


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Memory, ...]:
    clock: Callable[[], datetime] = lambda: datetime.fromisoformat("2026-03-02T09:00:00+00:00")  # noqa: E731
    store = MemoryStore(Database(tmp_path_factory.mktemp("recall") / "record.sqlite"), "mira", clock)
    for text in DATA["told"]:
        for found in find_memories(text):
            store.take(found, "s:1")
    return store.all()


def test_each_of_the_thirty_was_noted(thirty: tuple[Memory, ...]) -> None:
    assert len(thirty) == len(DATA["told"]) == 30
    assert len(ASKED) >= 60


@pytest.mark.parametrize(("question", "finds"), ASKED)
def test_a_question_finds_its_memory_among_thirty(thirty: tuple[Memory, ...], question: str, finds: str) -> None:
    found = matching_memories(question, thirty) or matching_memories(question, thirty, own=False)
    if finds:
        assert any(finds in memory.text for memory in found[:3]), [memory.text for memory in found]
    else:
        assert not found


def test_a_question_without_i_or_my_needs_every_word(thirty: tuple[Memory, ...]) -> None:
    assert not matching_memories("when does the library close?", thirty)
    assert not matching_memories("when does the library open on Sundays?", thirty, own=False)
    assert not matching_memories("what is a fraction?", thirty, own=False)


@pytest.mark.parametrize("word", sorted(kindred()))
def test_kindred_words_have_one_stem(word: str) -> None:
    assert stem(word) == stem(kindred()[word])
    assert kindred()[word] not in kindred()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("let's agree that I do two exercises a day", "We agreed that you do two exercises a day."),
        ("we agreed to practise integrals on Tuesdays", "We agreed to practise integrals on Tuesdays."),
        ("let us agree on ten minutes a day", "We agreed on ten minutes a day."),
    ],
)
def test_an_agreement_is_kept(said: str, kept: str) -> None:
    (found,) = find_memories(said)
    assert found.text == kept
    assert found.subject.startswith("agreed:")


@pytest.mark.parametrize("said", ["let's say my name is Bob", "let x be 3", "we agreed", "do you agree that it is 3?"])
def test_what_is_no_agreement_is_none(said: str) -> None:
    assert not find_memories(said)
