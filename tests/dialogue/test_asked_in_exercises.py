"""What is typed while an exercise is open: a plea, a question, a guess or work, though "answer" stands in them all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.fakes import make_tutor
from tests.dialogue.play import opened, play
from tutor.dialogue.intent import Setting, classify, read
from tutor.dialogue.languages import folded, foreign, languages
from tutor.dialogue.values import Intent

HERE = Path(__file__).parent
GROUPS: list[dict[str, Any]] = tomllib.loads((HERE / "asked_in_exercises.toml").read_text("utf-8"))["group"]
TEXTS = [(text, group) for group in GROUPS for text in group["texts"]]
LANGUAGES: dict[str, dict[str, Any]] = tomllib.loads((HERE / "pleas_in_languages.toml").read_text("utf-8"))
ALSO_A_PLEA = frozenset({Intent.GUESSES, Intent.PROPERTY, Intent.COMPUTE, Intent.INJECTION})
"""Kinds that withhold the answer as a plea does."""


def test_there_are_enough_sentences() -> None:
    assert len(TEXTS) >= 150


@pytest.mark.parametrize(("text", "group"), TEXTS)
def test_a_text_is_taken_for_what_it_is(text: str, group: dict[str, Any]) -> None:
    setting = Setting(kind=group.get("kind", "equation"), choices=tuple(group.get("choices", ())), open=True)
    found = read(text, setting).intent
    assert found.value == group["is"] or (group["is"] == "plea" and found in ALSO_A_PLEA)


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name, each in LANGUAGES.items() for text in each["pleas"]]
)
def test_a_plea_is_one_in_any_language_of_the_table(language: str, text: str) -> None:
    assert read(text, Setting(kind="equation", open=True)).intent is Intent.PLEA


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_help_in_another_language_is_no_plea_and_a_question_is_neither(language: str) -> None:
    assert classify(LANGUAGES[language]["hint"]) is Intent.HINT
    assert foreign(LANGUAGES[language]["other"]) is None


def test_every_language_has_its_sentences() -> None:
    assert set(languages()) == set(LANGUAGES)


@pytest.mark.parametrize("group", [each for each in GROUPS if each["is"] == "question"])
def test_english_questions_are_no_pleas_of_another_language(group: dict[str, Any]) -> None:
    assert [text for text in group["texts"] if foreign(text)] == []


@given(st.text(max_size=80))
def test_folding_is_done_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert foreign(text) in {None, Intent.PLEA, Intent.HINT}


@pytest.mark.parametrize(
    "text", ["is it negative?", "am I close?", "x is between 2 and 9, right?", "how far off am I?"]
)
async def test_what_the_answer_is_like_is_not_told_but_how_to_find_out(tmp_path: Path, text: str) -> None:
    session = await opened(make_tutor(tmp_path))
    for turn in await play(session, text, "2x = 14", text):
        if turn.text == text:
            assert turn.move == "decline"
            assert "4" not in turn.reply.replace("14", "")


async def test_a_property_may_be_asked_once_the_exercise_is_over(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    turn = (await play(session, "2x = 8", "x = 4", "is it negative?"))[-1]
    assert turn.move == "summarise"
