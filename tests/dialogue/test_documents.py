"""Reading a document that was given in the conversation: what it says, what it doesn't, and what it is about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.dialogue.play import laws, play
from tutor import wiring
from tutor.config import Config
from tutor.dialogue.session import Session

HANDBOOK = """# Kettle X200 handbook

## First use
Fill the kettle to the MAX line and boil it twice before you drink from it. Pour the water away both times.

## Descaling
Descale the kettle every three months. If the water in your area is hard, descale it every month instead, because
limescale makes the heater of the kettle work longer.

## Warranty
The warranty of the kettle lasts two years from the day of purchase. It does not cover damage by limescale.

## Error lights
A red light that blinks twice means that the kettle was started without water. Let it cool for ten minutes.
"""


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    """A session in which the handbook was attached."""
    file = tmp_path / "handbook.md"
    file.write_text(HANDBOOK)
    tutor = wiring.build(Config(home=tmp_path / "home", model="none"))
    session = await tutor.open_session()
    attached = (await play(session, f"/attach {file}"))[0]
    assert "handbook.md" in attached.reply
    yield session
    await tutor.aclose()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how often should I descale the kettle?", "every three months"),
        ("why should I descale more often where the water is hard?", "because limescale makes the heater"),
        ("what does it mean when the light blinks twice?", "started without water"),
        ("is damage by limescale covered by the warranty?", "does not cover damage by limescale"),
        ("what must I do before I first drink from the kettle?", "boil it twice"),
    ],
)
async def test_what_the_document_says_is_quoted_and_cited(session: Session, question: str, said: str) -> None:
    played = (await play(session, question))[0]
    laws(played.events)
    assert said in " ".join(played.reply.split())
    assert "[1]" in played.reply
    assert played.ended.citations[0]["document"].endswith("handbook.md")


@pytest.mark.parametrize(
    "question",
    [
        "how heavy is the kettle?",
        "can I put the kettle in the dishwasher?",
        "who wrote this handbook?",
        "how do I get a refund?",
    ],
)
async def test_what_shares_only_its_subject_with_the_document_is_not_covered(session: Session, question: str) -> None:
    played = (await play(session, question))[0]
    assert played.ended.move == "not_covered"
    assert not played.ended.citations


@pytest.mark.parametrize(
    "text", ["summarise the document", "sum up handbook.md for me", "give me a summary of the text"]
)
async def test_a_summary_of_the_document_has_something_of_each_part_with_its_place(session: Session, text: str) -> None:
    played = (await play(session, text))[0]
    laws(played.events)
    reply = " ".join(played.reply.split())
    parts = ("Fill the kettle", "Descale the kettle", "The warranty of the kettle", "A red light that blinks twice")
    assert all(part in reply for part in parts)
    assert [reply.index(part) for part in parts] == sorted(reply.index(part) for part in parts)
    assert len(played.ended.citations) == len(parts)


async def test_a_summary_without_a_document_is_of_the_session(tmp_path: Path) -> None:
    tutor = wiring.build(Config(home=tmp_path / "home", model="none"))
    session = await tutor.open_session()
    played = (await play(session, "summarise the document"))[0]
    assert played.ended.move == "summarise"
    await tutor.aclose()


async def test_while_the_index_is_not_ready_words_find_what_was_attached(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session.tutor), "index_is_ready", lambda *_: False)
    played = (await play(session, "how often should I descale the kettle?"))[0]
    assert "every three months" in played.reply
