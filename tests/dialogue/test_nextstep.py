"""What kind of step comes next: told by the look of the learner's line, once a line, and never done for them."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.fakes import make_tutor
from tests.dialogue.play import opened, play
from tutor import checker
from tutor.curriculum.load import load_library, shipped_lessons
from tutor.curriculum.values import Exercise, ExerciseKind
from tutor.dialogue.leak import find_leak
from tutor.dialogue.nextstep import kind_of_step, terms_of
from tutor.dialogue.states import ExerciseState
from tutor.dialogue.templates import phrases, say
from tutor.dialogue.withheld import secrets_of

LIBRARY = load_library([shipped_lessons()])
EQUATION = LIBRARY.exercise("linear-equations/two-steps")
EXPRESSION = LIBRARY.exercise("linear-equations/tidy-up")
NUMBER = LIBRARY.exercise("constant-acceleration/tram")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("3(x - 5) = 2x + 4", "expand"), ("3x - 15 = 2x + 4", "one_side"), ("x - 15 = 4", "undo_add"), ("4x = 28", "undo_multiply"), ("28 = 4x", "undo_multiply"),
        ("-x = 3", "undo_sign"), ("x/3 = 5", "undo_divide"), (r"\frac{x}{3} + \frac{x}{4} = 14", "clear_fractions"), ("4x/12 + 3x/12 = 14", "clear_fractions"),
        ("3x + 2x = 10", "gather"), ("2x + 3 - 1 = 9", "gather"), ("x^2 = 11x", "to_zero"), ("x^2 - 11x = 0", "factor"), ("x(x - 11) = 0", "zero_product"), ("(x-2)(x+3) = 0", "zero_product"),
        ("x^2 = 9", "root"), ("3x^2 - 27 = 0", "undo_add"), ("x = 28/4", "compute"), ("x = 37 - 9", "gather"), ("2·(x + 1) = 6", "expand"), ("x = 7", ""), ("4 = 4", ""), ("", ""), ("$2x = 8$", "undo_multiply"),
    ],
)  # fmt: skip
def test_the_look_of_an_equation_tells_the_kind_of_step(line: str, kind: str) -> None:
    found = kind_of_step(line, EQUATION)
    assert found == kind or (kind == "gather" and found == "compute")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("5(2a - 3) - 4(a - 6)", "expand"), ("10a - 15 - 4a + 24", "gather"), ("d/dx(x^7)", "differentiate"), ("3/4 + 5/6", "common_denominator"), ("42/70", "reduce"),
        ("2*3 + 4", "compute"), ("6a + 9", ""),
    ],
)  # fmt: skip
def test_the_look_of_an_expression_tells_the_kind_of_step(line: str, kind: str) -> None:
    assert kind_of_step(line, EXPRESSION) == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("v = u + a t", "substitute"),
        ("v = 3 + 2*4", "compute"),
        ("s = 12 m", ""),
        ("v = 3 m/s + 2 m/s^2 * 4 s", "compute"),
    ],
)
def test_the_look_of_a_value_tells_the_kind_of_step(line: str, kind: str) -> None:
    assert kind_of_step(line, NUMBER) == kind


def test_where_a_product_is_wanted_nothing_is_told_by_the_look() -> None:
    assert kind_of_step("3(a + 2) + x", replace(EXPRESSION, form="factored")) == ""
    assert kind_of_step("b", replace(EQUATION, kind=ExerciseKind.CHOICE)) == ""


@given(
    st.text(alphabet="0123456789x+-*/^()= y{}\\$frac.", max_size=40), st.sampled_from([EQUATION, EXPRESSION, NUMBER])
)
def test_any_line_gives_a_known_kind_or_none(line: str, exercise: Exercise) -> None:
    found = kind_of_step(line, exercise)
    assert not found or f"step.{found}" in phrases()


@pytest.mark.parametrize(
    ("side", "terms"), [("2x+3-x", ("2x", "+3", "-x")), ("-(x-1)+2^-3", ("-(x-1)", "+2^-3")), ("", ()), ("7", ("7",))]
)
def test_a_sum_is_split_at_its_own_signs(side: str, terms: tuple[str, ...]) -> None:
    assert terms_of(side) == terms


@pytest.mark.parametrize(
    "exercise", [e for lesson in LIBRARY.order() for e in lesson.exercises if e.solution.steps], ids=lambda e: e.id
)
def test_no_nudge_gives_anything_away(exercise: Exercise) -> None:
    secrets = secrets_of(exercise, ExerciseState(exercise=exercise.id))
    for step in (exercise.problem, *exercise.solution.steps[:-1]):
        kind = kind_of_step(step, exercise)
        for sentence in say(f"step.{kind}", 0, {"variable": f"`{exercise.variable or 'x'}`"}) if kind else ():
            assert not find_leak(sentence, secrets, checker, strict=False)


async def test_after_a_right_line_the_first_what_now_is_a_nudge_and_no_rung(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    before, _, nudge, again = await play(session, "what now?", "2x = 8", "what now?", "what's the next step?")
    assert before.move == "ask"
    assert nudge.move == "next_step"
    assert nudge.ended.rung == 0
    assert "multiplied" in nudge.reply
    assert "4" not in nudge.reply
    assert again.move == "hint"
    assert again.ended.rung == 1


async def test_after_a_wrong_line_what_now_is_a_call_for_help(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    turn = (await play(session, "2x = 14", "what now?"))[-1]
    assert turn.move == "hint"


async def test_once_the_exercise_is_over_what_now_brings_the_next_one(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    turn = (await play(session, "2x = 8", "x = 4", "what's next?"))[-1]
    assert turn.move == "present"
    assert turn.ended.exercise != "balance/first"
