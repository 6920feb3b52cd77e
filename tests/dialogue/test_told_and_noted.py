"""What a learner is told when the model can't be used, and what the record's themes become, with the parts for real."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.dialogue.play import laws, play
from tutor import wiring
from tutor.config import Config
from tutor.events import MemoryChanged, Notice, Sentence, Source

QUESTION = "why can't I just divide by x?"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(home=tmp_path / "home", learner="ann", model="none")


def _notices(events: tuple[object, ...]) -> list[str]:
    return [event.text for event in events if isinstance(event, Notice)]


@pytest.mark.allow_hosts(["127.0.0.1"])
async def test_a_model_that_cannot_be_used_is_told_once_with_the_next_command(config: Config) -> None:
    tutor = wiring.build(replace(config, model="ollama:nosuch", ollama_host="127.0.0.1:9", reply_deadline_s=20.0))
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    first, second = await play(session, QUESTION, QUESTION)
    for turn in (first, second):
        laws(turn.events)
        assert turn.ended.error is None
        assert turn.reply
    told = [text for text in _notices(first.events) if "no model answers at 127.0.0.1:9" in text]
    assert len(told) == 1
    assert "ollama serve" in told[0]
    assert not [text for text in _notices(second.events) if "no model answers" in text]
    await tutor.aclose()


async def test_what_is_asked_about_often_becomes_a_theme(config: Config) -> None:
    tutor = wiring.build(config)
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    turns = await play(session, QUESTION, "why can't I divide by x?", QUESTION)
    changes = [event for turn in turns for event in turn.events if isinstance(event, MemoryChanged)]
    assert [change.kind for change in changes] == ["theme"]
    assert "divide by x" in changes[0].text
    assert changes[0].text in {memory.text for memory in tutor.memory.all()}
    await tutor.aclose()


async def test_a_mix_up_that_keeps_coming_is_remembered_as_a_difficulty(config: Config) -> None:
    tutor = wiring.build(config)
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    changes = []
    for _ in range(3):
        turns = await play(session, "/exercise linear-equations/two-steps", "4x = 46", "/skip")
        changes += [event for turn in turns for event in turn.events if isinstance(event, MemoryChanged)]
    assert [change.kind for change in changes] == ["difficulty"]
    await tutor.aclose()


async def test_a_quoted_sentence_begins_as_sentences_do(config: Config) -> None:
    tutor = wiring.build(config)
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    (turn,) = await play(session, "why may I divide both sides by 4?")
    quoted = [event.text for event in turn.events if isinstance(event, Sentence) and event.source is Source.PASSAGES]
    assert quoted
    assert quoted[0].strip()[0].isupper()
    await tutor.aclose()
