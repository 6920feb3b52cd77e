"""What a model adds to the citation check: it can refuse, never rescue, and its silence is a refusal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.errors import MaterialError
from tutor.materials.entail import SCHEMA, SYSTEM, follows
from tutor.materials.support import supports

PASSAGE = (
    "When a gas is heated, its pressure rises. Friction between the surfaces causes heat. "
    "The crate has a mass of 20 kg. Kinetic friction does not depend on the speed."
)
NEAR = "Heat causes friction between the surfaces [1]."
"""Carried by its words; its sense is swapped."""


class Model:
    """Answers by a list, and keeps what it was asked."""

    def __init__(self, *replies: str | Exception, slow: float = 0.0) -> None:
        self.replies = list(replies)
        self.slow = slow
        self.asked: list[tuple[str, str]] = []
        self.stopped = False

    async def __call__(self, system: str, user: str, schema: Mapping[str, Any]) -> str:
        self.asked.append((system, user))
        assert schema == SCHEMA
        try:
            await asyncio.sleep(self.slow)
        except asyncio.CancelledError:
            self.stopped = True
            raise
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply


def said(answer: str) -> str:
    return json.dumps({"follows": answer})


async def test_what_the_model_denies_is_refused_though_its_words_are_there() -> None:
    assert supports(NEAR, PASSAGE).supported
    found = await follows(Model(said("no")), NEAR, PASSAGE)
    assert not found.supported
    assert found.why == "it does not follow from the passage"
    assert found.overlap == supports(NEAR, PASSAGE).overlap


async def test_what_the_model_affirms_is_carried() -> None:
    model = Model(said("yes"))
    found = await follows(model, "The pressure of a gas rises when heated [2].", PASSAGE)
    assert found.supported
    assert "it follows" in found.why
    system, user = model.asked[0]
    assert system == SYSTEM
    assert user == f"Passage: {PASSAGE}\nSentence: The pressure of a gas rises when heated ."


@pytest.mark.parametrize(
    "sentence",
    [
        "The crate has a mass of 25 kg.",
        "Kinetic friction depends on the speed.",
        "Photosynthesis makes sugar from light.",
        "",
    ],
)
async def test_what_the_words_refuse_is_not_asked_about_and_stays_refused(sentence: str) -> None:
    model = Model(said("yes"))
    assert await follows(model, sentence, PASSAGE) == supports(sentence, PASSAGE)
    assert model.asked == []


@pytest.mark.parametrize(
    "sentence", ["The crate has a mass of 20 kg [1].", "friction between the surfaces causes heat"]
)
async def test_a_sentence_that_stands_there_word_for_word_is_not_asked_about(sentence: str) -> None:
    model = Model()
    assert (await follows(model, sentence, PASSAGE)).supported
    assert model.asked == []


@pytest.mark.parametrize(
    "reply", ["", "yes", "{", "[]", "null", '{"follows": "maybe"}', '{"follows": true}', '{"other": "yes"}', "[" * 9999]
)
async def test_an_answer_that_is_neither_is_a_refusal(reply: str) -> None:
    found = await follows(Model(reply), NEAR, PASSAGE)
    assert not found.supported
    assert found.why == "the model gave no answer"


@pytest.mark.parametrize(
    "error", [MaterialError("gone", "start it"), ConnectionError(), ValueError("x"), RuntimeError("x")]
)
async def test_an_error_of_the_model_is_a_refusal_that_names_it(error: Exception) -> None:
    found = await follows(Model(error), NEAR, PASSAGE)
    assert not found.supported
    assert type(error).__name__ in found.why


async def test_a_model_that_is_too_slow_is_stopped_and_refused() -> None:
    model = Model(said("yes"), slow=30)
    found = await follows(model, NEAR, PASSAGE, deadline_s=0.01)
    assert not found.supported
    assert found.why == "the model could not judge it in time"
    assert model.stopped


async def test_cancelled_it_stops_the_model_and_gives_no_judgement() -> None:
    model = Model(said("yes"), slow=30)
    task = asyncio.create_task(follows(model, NEAR, PASSAGE))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert model.stopped


@given(st.sampled_from(PASSAGE.split(". ")), st.sampled_from(["yes", "no", "else"]), st.text(max_size=30))
def test_it_never_carries_what_the_words_alone_do_not(part: str, answer: str, more: str) -> None:
    sentence = f"{part} {more}"
    found = asyncio.run(follows(Model(said(answer)), sentence, PASSAGE))
    assert not found.supported or supports(sentence, PASSAGE).supported
    assert found.why


def test_it_asks_in_the_words_of_the_examination_that_lets_a_model_judge() -> None:
    from tutor.models.probe import QUESTIONS

    examined = [question for question in QUESTIONS if question.subject == "entailment"]
    assert {(question.system, json.dumps(question.schema)) for question in examined} == {(SYSTEM, json.dumps(SCHEMA))}
    assert all(question.user.startswith("Passage: ") and "\nSentence: " in question.user for question in examined)
