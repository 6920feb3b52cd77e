"""How a learner wants to be spoken to changes what is said: read from memories, in the templates and in the prompt."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.play import laws, play
from tutor import wiring
from tutor.config import Config
from tutor.dialogue import Session, Tutor
from tutor.dialogue.manner import Manner, in_numbers, manner_of
from tutor.dialogue.policy import DRAFTS, draft_for
from tutor.dialogue.templates import phrases, say
from tutor.dialogue.values import Move
from tutor.events import CitationShown, MoveKind
from tutor.learner.extract import find_memories
from tutor.learner.memory import Memory

WHY = "why do we do the same on both sides?"
HOW = "how do I clear fractions?"


def remembered(*texts: str) -> tuple[Memory, ...]:
    """What is kept of these texts."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    found = [each for text in texts for each in find_memories(text)]
    return tuple(
        Memory(
            id=n,
            kind=each.kind,  # type: ignore[arg-type]
            subject=each.subject,
            text=each.text,
            turn=None,
            confidence=each.confidence,
            noted=at,
            confirmed=at,
        )
        for n, each in enumerate(found, 1)
    )


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("I prefer short answers", "short"), ("keep your answers short please", "short"), ("I hate long explanations", "short"), ("be brief", "short"),
        ("less text please", "short"), ("I like long explanations", "long"), ("I don't like short answers", "long"), ("more detail please", "long"),
        ("please explain with examples", "examples"), ("I learn best with examples", "examples"), ("I'm a visual learner", "pictures"),
        ("please explain with pictures", "pictures"), ("explain in steps please", "steps"), ("I learn best step by step", ""), ("go slower", "slow"), ("you're too fast", "slow"),
        ("go faster please", ""), ("I prefer decimals", "decimals"), ("please use fractions instead of decimals", "fractions"), ("don't use fractions please", "decimals"),
        ("please don't praise me", "no_praise"), ("don't use emojis", "no_emojis"), ("use simple words please", "plain_words"), ("my name is Ann", ""), ("I like football", ""),
    ],
)  # fmt: skip
def test_a_wish_is_read_from_memory(said: str, wish: str) -> None:
    found = manner_of(remembered(said))
    assert found == (Manner(**{wish: True}) if wish else Manner())  # type: ignore[arg-type]


def test_what_is_new_is_told_apart() -> None:
    before = manner_of(remembered("I prefer short answers"))
    now = manner_of(remembered("I prefer short answers", "go slower"))
    assert now.since(before) == ("slow",)
    assert before.since(before) == ()


@pytest.mark.parametrize(
    ("said", "manner", "shown"),
    [
        ("At x = 1/2 it should be 3/4.", Manner(decimals=True), "At x = 0.5 it should be 0.75."),
        ("At x = 1/3 it should be 2.", Manner(decimals=True), "At x = 1/3 it should be 2."),
        ("At x = 0.25 it should be -1.5.", Manner(fractions=True), "At x = 1/4 it should be -3/2."),
        ("At x = 1/2.", Manner(), "At x = 1/2."),
        ("a/b and 1/0 and 1/2/3", Manner(decimals=True), "a/b and 1/0 and 1/2/3"),
    ],
)
def test_numbers_are_written_as_wished_where_that_is_exact(said: str, manner: Manner, shown: str) -> None:
    assert in_numbers(said, manner) == shown


@given(st.text(max_size=60), st.booleans())
def test_writing_numbers_never_fails(text: str, decimals: bool) -> None:
    assert isinstance(in_numbers(text, Manner(decimals=decimals, fractions=not decimals)), str)


@pytest.mark.parametrize("name", DRAFTS)
def test_the_models_job_holds_the_wishes_too(name: str) -> None:
    plain = draft_for(Move(kind=MoveKind.EXPLAIN, template=name, why=""))
    wished = draft_for(Move(kind=MoveKind.EXPLAIN, template=name, why="", manner=Manner(short=True, no_emojis=True)))
    assert wished.limit < plain.limit
    assert wished.job == f"{plain.job} Be as brief as you can. Use no emojis."


def test_where_no_model_is_asked_a_wish_asks_none() -> None:
    assert draft_for(Move(kind=MoveKind.DECLINE, template="plea", why="", manner=Manner(slow=True))).level == 0


def test_every_wish_has_words_for_what_it_changes() -> None:
    assert {key.removeprefix("manner.") for key in phrases() if key.startswith("manner.")} == set(
        Manner.__dataclass_fields__
    )


def test_what_is_spared_stands_in_a_phrasing_and_never_is_all_of_it() -> None:
    every = {sentence for variants in phrases().values() for text in variants for sentence in text.split("||")}
    spared = frozenset((*phrases()["spare.short"], *phrases()["spare.praise"]))
    assert spared <= every
    for key, variants in phrases().items():
        for use, _ in enumerate(variants):
            fields = dict.fromkeys(("line", "next", "name", "ask", "why", "own", "hint", "good", "rungs_used"), "x")
            if say(key, use, fields):
                assert say(key, use, fields, spared)


@pytest.fixture
async def tutor(tmp_path: Path) -> AsyncIterator[Tutor]:
    built = wiring.build(Config(home=tmp_path / "home", learner="sam", model="none"))
    yield built
    await built.aclose()


async def opened(tutor: Tutor) -> Session:
    return await tutor.open_session(exercise="linear-equations/two-steps")


async def test_short_answers_are_shorter_and_end_in_no_question(tutor: Tutor) -> None:
    usual, told, short = await play(await opened(tutor), WHY, "I prefer short answers", WHY)
    assert "keep it short" in told.reply
    assert len(short.reply) < 0.6 * len(usual.reply)
    assert short.quoted
    assert not short.reply.endswith("?")


async def test_a_worked_example_comes_before_the_rule(tutor: Tutor) -> None:
    usual, _, wished = await play(await opened(tutor), HOW, "please explain with examples", HOW)
    first = next(each for each in wished.events if isinstance(each, CitationShown))
    assert "Worked example" in first.locator
    assert wished.quoted[-1] == usual.quoted[-1].replace("[1]", "[2]")
    laws(wished.events)


async def test_pictures_are_added_in_words(tutor: Tutor) -> None:
    usual, _, wished = await play(await opened(tutor), WHY, "I'm a visual learner", WHY)
    assert "pair of scales" in wished.reply
    assert "picture" in wished.reply
    assert "picture" not in usual.reply


async def test_steps_stand_each_on_a_line_of_its_own(tutor: Tutor) -> None:
    usual, _, wished = await play(await opened(tutor), WHY, "explain in steps please", WHY)
    assert wished.reply.count("\n\n") > usual.reply.count("\n\n")


async def test_slower_says_less_at_a_time_and_asks(tutor: Tutor) -> None:
    usual, _, wished = await play(await opened(tutor), WHY, "go slower", WHY)
    assert sum(map(len, wished.quoted)) < sum(map(len, usual.quoted))
    assert "clear" in wished.reply
    assert wished.reply.endswith("?")


async def test_a_nickname_is_used_before_the_name(tutor: Tutor) -> None:
    *_, noted, hello = await play(await opened(tutor), "my name is Samuel", "call me Sam", "hello")
    assert "Sam:" in noted.reply
    assert "Sam" in hello.reply
    assert "Samuel" not in hello.reply


async def test_no_praise_is_no_praise(tutor: Tutor) -> None:
    session = await opened(tutor)
    await play(session, "please don't praise me")
    for _ in range(4):
        await play(session, "/exercise linear-equations/two-steps")
        *_, solved = await play(session, "4x = 28", "x = 7")
        assert solved.ended.solved
        assert "Well worked" not in solved.reply


async def test_the_later_wish_holds(tutor: Tutor) -> None:
    session = await opened(tutor)
    await play(session, "I prefer short answers", "I like long explanations")
    assert tutor.manner() == Manner(long=True)
    (turn,) = await play(session, "what do you remember about me?")
    assert "short" not in turn.reply


async def test_what_is_forgotten_is_said_to_be_and_its_wish_is_gone(tutor: Tutor) -> None:
    session = await opened(tutor)
    _, gone = await play(session, "my name is Sam", "forget my name")
    assert "Your name is Sam" in gone.reply
    assert "remember" not in gone.reply.lower()
    nothing, secret = await play(session, "forget about my cat", "remember that my password is hunter2")
    assert "nothing to forget" in nothing.reply
    assert "never keep" in secret.reply
    assert "hunter2" not in secret.everything
