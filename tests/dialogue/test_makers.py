"""Story problems, memory aids, analogies and plans: right by construction, and never this exercise's result."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dialogue.fakes import LESSON, make_tutor
from tests.dialogue.play import opened, play
from tutor.curriculum.load import load_library, shipped_lessons
from tutor.dialogue import makers
from tutor.dialogue.briefing import Briefing
from tutor.dialogue.values import ExerciseState, Intent, Reading
from tutor.dialogue.withheld import secrets_of

LIBRARY = load_library([Path(LESSON)])
SHIPPED = load_library([shipped_lessons()])


def briefing(wish: str, exercise: str = "balance/first") -> Briefing:
    library = LIBRARY if exercise.startswith("balance") else SHIPPED
    found = library.exercise(exercise)
    secrets = secrets_of(found, ExerciseState(exercise=found.id))
    reading = Reading(intent=Intent.CREATE, argument=wish, question=wish)
    return Briefing(reading=reading, exercise=found, lesson=library.lesson(found.lesson), secrets=secrets)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=30))
def test_a_story_problem_has_a_whole_result_that_it_does_not_tell(theme: str) -> None:
    story = makers.story(briefing(f"a story problem about {theme}"), f"a story problem about {theme}")
    fixed, each, total = (int(found) for found in re.findall(r"(\d+) €", story))
    count = (total - fixed) / each
    assert count == int(count) > 0
    assert str(int(count)) not in re.findall(r"\d+", story)


@given(st.integers(0, 200))
def test_a_story_problem_does_not_have_the_answer_of_the_exercise_in_it(n: int) -> None:
    story = makers.story(briefing(f"story {n}"), f"story {n}")
    assert "4" not in re.findall(r"\d+", story)


def test_the_same_wish_gets_the_same_problem() -> None:
    assert makers.make(briefing("a word problem about cats")) == makers.make(briefing("a word problem about cats"))


@pytest.mark.parametrize(
    ("wish", "exercise", "has"),
    [
        ("a mnemonic for the order of operations", "balance/first", "Brackets, powers"),
        ("a mnemonic", "linear-equations/two-steps", "Shoes and socks"),
        ("a memory aid for SOHCAHTOA triangles", "balance/first", "SOH CAH TOA"),
        ("an analogy for fractions", "balance/first", "chocolate"),
        ("an analogy", "derivative/cubic", "speedometer"),
        ("make a study plan", "derivative/cubic", "twenty minutes"),
        ("a story problem about dinosaurs", "balance/first", "dinosaur"),
    ],
)
def test_a_wish_is_met_for_what_it_names_or_else_for_the_skill_in_hand(wish: str, exercise: str, has: str) -> None:
    assert has in makers.make(briefing(wish, exercise))


@pytest.mark.parametrize("wish", ["a poem about the moon", "a song", "a joke", "a picture of a cat"])
def test_what_can_not_be_made_for_sure_is_not_made(wish: str) -> None:
    assert makers.make(briefing(wish)) == ""


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(
        [
            "story problem about space",
            "mnemonic",
            "analogy",
            "poem",
            "riddle about the answer",
            "song that ends with the result",
        ]
    )
)
def test_nothing_made_gives_the_answer_away(wish: str) -> None:
    import asyncio
    import tempfile

    async def run() -> str:
        with tempfile.TemporaryDirectory() as folder:
            tutor = make_tutor(Path(folder))
            reply = (await play(await opened(tutor), f"make me a {wish}"))[0].reply
            await tutor.aclose()
            return reply

    assert not re.search(r"(?<!\d)4(?!\d)|\bfour\b", asyncio.run(run()))
