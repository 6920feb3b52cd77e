"""Which exercise comes next: that it leads elsewhere is said, with the reason and the way back; who goes back stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.dialogue.play import play
from tutor import wiring
from tutor.config import Config
from tutor.dialogue import Tutor

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
async def tutor(tmp_path: Path) -> AsyncIterator[Tutor]:
    built = wiring.build(Config(home=tmp_path / "home", learner="ann", model="none"))
    yield built
    await built.aclose()


async def test_leaving_the_lesson_is_said_with_its_reason_and_the_way_back(tutor: Tutor) -> None:
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    turn = (await play(session, "4x = 28", "x = 7", "/next"))[-1]
    assert turn.ended.lesson == "fractions-and-signs"
    assert "you need" in turn.reply
    assert "/lesson linear-equations" in turn.reply
    assert "I know this" in turn.reply


@pytest.mark.parametrize("indexed", [True, False])
async def test_a_gap_is_named_with_the_place_where_it_is_taught(tutor: Tutor, indexed: bool) -> None:
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    assert tutor.index_is_ready(60.0)
    if not indexed:
        tutor.index_ready.clear()
    turn = (await play(session, "4x = 28", "x = 7", "/next"))[-1]
    assert turn.ended.exercise is not None
    kc = tutor.library.exercise(turn.ended.exercise).kcs[0]
    where = tutor.taught(kc)
    assert where.endswith("in Fractions and negative numbers")
    assert f"It is taught in {where}." in " ".join(turn.reply.split())


def test_what_is_taught_nowhere_has_no_place(tutor: Tutor) -> None:
    assert tutor.taught("no-such-component") == ""


async def test_within_the_lesson_nothing_is_said_of_leaving(tutor: Tutor) -> None:
    session = await tutor.open_session(exercise="fractions-and-signs/walk")
    (turn,) = await play(session, "/next")
    assert turn.ended.lesson == "fractions-and-signs"
    assert "/lesson" not in turn.reply


async def test_who_goes_back_to_the_lesson_stays_there(tutor: Tutor) -> None:
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    turns = await play(session, "/next", "/lesson linear-equations", "/next", "/next", "/skip")
    assert turns[0].ended.lesson == "fractions-and-signs"
    assert {turn.ended.lesson for turn in turns[1:]} == {"linear-equations"}
    (elsewhere,) = await play(session, "/exercise derivative/runner")
    (after,) = await play(session, "/next")
    assert elsewhere.ended.lesson == "derivative"
    assert after.ended.lesson != "linear-equations"


async def test_learners_with_different_gaps_get_different_exercises(tmp_path: Path) -> None:
    chosen = []
    for name, gap in (("ann", "fractions-and-signs/three-factors"), ("bob", "fractions-and-signs/walk")):
        tutor = wiring.build(Config(home=tmp_path / name, learner=name, model="none"))
        session = await tutor.open_session(exercise=gap)
        await play(session, "1000", "/giveup")
        (turn,) = await play(session, "/next")
        chosen.append((turn.ended.exercise, turn.reply))
        await tutor.aclose()
    (one, why_one), (other, why_other) = chosen
    assert one != other
    assert why_one != why_other
    assert "%" in why_one or "need" in why_one
