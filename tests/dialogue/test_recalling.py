"""What the learner told is told back: by whatever words it is asked for, and never what was forgotten."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.dialogue.fakes import make_tutor
from tests.dialogue.play import opened, play
from tutor.dialogue.recalling import answered_by, asks_for_memory, recollect

DATA = tomllib.loads((Path(__file__).parents[1] / "learner" / "recall_questions.toml").read_text("utf-8"))


async def test_thirty_facts_told_in_a_session_are_told_back(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    await play(session, *DATA["told"])
    missed = []
    for each in DATA["ask"]:
        for question in each["questions"]:
            (turn,) = await play(session, question)
            told = turn.reply.partition("What I have is this")[0]
            good = each["finds"] in told if each["finds"] else turn.move != "recall" or "haven't told" in told
            missed += [] if good else [f"{question} -> {turn.reply[:80]}"]
    assert missed == []


@pytest.mark.parametrize(
    ("question", "explicit"),
    [
        ("what did I tell you?", True), ("do you remember my exam?", True), ("what did we agree?", True),
        ("what do I do with a bracket?", False), ("how do I start?", False),
    ],
)  # fmt: skip
def test_a_question_about_memory_says_so(question: str, explicit: bool) -> None:
    assert asks_for_memory(question) is explicit


async def test_a_how_to_question_is_never_answered_from_memory(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    await play(session, "I clear fractions at home with my sister", "I keep forgetting the chain rule")
    turns = tutor.ledger.turns()
    assert answered_by("Who clears fractions with me at home?", tutor.memory, turns)
    for question in ("How do I clear fractions?", "When do I use the chain rule?", "Why do I clear fractions?"):
        assert not answered_by(question, tutor.memory, turns), question


async def test_what_was_forgotten_is_not_quoted_from_the_transcript(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    before, *_ = (await play(session, "my dog is called Rex", "what is my dog called?"))[1:]
    assert "Rex" in before.reply
    after = (await play(session, "forget my dog", "what is my dog called?", "what did I say about my dog?"))[1:]
    for turn in after:
        assert "Rex" not in turn.reply


async def test_what_was_put_right_is_not_quoted_as_it_was(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    (turn,) = (await play(session, "my exam is on 3 June", "actually, my exam is on 5 June", "when is my exam?"))[2:]
    assert "5 June" in turn.reply
    assert "3 June" not in turn.reply


async def test_what_no_rule_notes_is_quoted_with_its_turn(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    turn = (await play(session, "we use the green workbook by Ortega in class", "which workbook do we use in class?"))[
        1
    ]
    assert "In turn 1 you wrote: “we use the green workbook by Ortega in class”" in turn.reply


async def test_somebody_elses_is_not_mine(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    await play(await opened(tutor), "the dentist said hello to my sister's friend", "my maths test is on 5 June")
    turns = tutor.ledger.turns()
    assert not recollect("who is my dentist?", tutor.memory, turns)
    assert not recollect("when is my chemistry exam?", tutor.memory, turns)
