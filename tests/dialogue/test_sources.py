"""Where something stands: the passage of the last cited reply, or the one on the topic that is named."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.dialogue.play import laws, play
from tutor import wiring
from tutor.config import Config
from tutor.dialogue import Session, Tutor
from tutor.dialogue.intent import Setting, read
from tutor.dialogue.values import Intent

WHY = "why do we do the same on both sides?"


@pytest.mark.parametrize(
    "text",
    [
        "where is that in the book?", "what's your source?", "show me the passage", "which page is that on?", "where does it say that?", "how do you know that?", "source?",
        "quote the passage please", "which section explains the chain rule?", "where in my notes is the product rule?", "where did you get that from?",
    ],
)  # fmt: skip
def test_asking_for_a_source_is_seen(text: str) -> None:
    assert read(text, Setting(kind="equation", open=True)).intent is Intent.SOURCE


@pytest.mark.parametrize("text", ["where is the answer in the book?", "where is my mistake?", "where do I start?", "what is a source?", "which exercise is this?"])  # fmt: skip
def test_other_questions_of_place_are_none(text: str) -> None:
    assert read(text, Setting(kind="equation", open=True)).intent is not Intent.SOURCE


@pytest.fixture
async def tutor(tmp_path: Path) -> AsyncIterator[Tutor]:
    built = wiring.build(Config(home=tmp_path / "home", learner="ann", model="none"))
    yield built
    await built.aclose()


async def at(tutor: Tutor) -> Session:
    return await tutor.open_session(exercise="linear-equations/two-steps")


async def test_the_passage_of_the_last_explanation_is_cited(tutor: Tutor) -> None:
    explained, cited = await play(await at(tutor), WHY, "where is that in the book?")
    laws(cited.events)
    assert cited.move == "cite"
    assert cited.ended.citations[0]["passage"] == explained.ended.citations[0]["passage"]
    assert explained.ended.citations[0]["locator"] in cited.reply
    assert cited.quoted


async def test_a_topic_that_is_named_is_looked_up(tutor: Tutor) -> None:
    turn = (await play(await at(tutor), WHY, "which section explains clearing fractions?"))[-1]
    assert turn.move == "cite"
    assert "fractions" in turn.ended.citations[0]["locator"].lower()


async def test_what_came_from_no_passage_is_said_to(tutor: Tutor) -> None:
    turns = await play(
        await at(tutor),
        "where is that in the book?",
        "where is photosynthesis in the book?",
        "4x = 28",
        "how do you know that?",
    )
    for turn in (turns[0], turns[1], turns[3]):
        assert turn.move == "clarify"
        assert not turn.ended.citations


async def test_a_passage_shown_for_its_source_keeps_the_answer_back(tutor: Tutor) -> None:
    session = await tutor.open_session(exercise="derivative/chain")
    for text in ("which section explains the chain rule?", "show me the passage", "quote the original text"):
        (turn,) = await play(session, text)
        assert "20(5x" not in turn.everything.replace(" ", "")
