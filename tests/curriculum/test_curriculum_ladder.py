"""The ladder has four rungs whatever the author wrote, and the secrets are known by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from curriculum_texts import EXERCISE, FRONT, HINTS, LESSON, OTHER, PROSE, SOLUTION, changed, exercise_only, write

from tutor.curriculum import Exercise, Rung, ladder, load_lesson, load_library, secrets

RUNGS = [Rung.POINT, Rung.TEACH, Rung.EXAMPLE, Rung.BOTTOM_OUT]


def first(folder: Path, text: str) -> Exercise:
    return load_lesson(write(folder, text)).exercises[0]


def test_three_authored_hints_and_the_solution_make_the_ladder(tmp_path: Path) -> None:
    exercise = first(tmp_path, LESSON)
    rungs = ladder(exercise)
    assert [hint.rung for hint in rungs] == RUNGS
    assert [hint.text for hint in rungs[:3]] == [hint.text for hint in exercise.hints]
    assert rungs[3].text == exercise.solution.text


def hints(*texts: str) -> str:
    return FRONT + PROSE + EXERCISE + "".join(f"\n:::{{hint}} ex-1\n{text}\n:::\n" for text in texts) + SOLUTION


@pytest.mark.parametrize(
    ("texts", "rungs"),
    [
        (("a",), ["a", None, None, "Take"]),
        (("a", "b"), ["a", "b", None, "Take"]),
        (("a", "b", "c", "d"), ["a", "b", "c", "d"]),
        (("a", "b", "c", "d", "e"), ["a", "b\n\nc\n\nd", "e", "Take"]),
        ((":rung: teach\n\na", ":rung: example\n\nb"), [None, "a", "b", "Take"]),
    ],
)
def test_hints_take_the_rungs_in_order(tmp_path: Path, texts: tuple[str, ...], rungs: list[str | None]) -> None:
    found = ladder(first(tmp_path, hints(*texts)))
    assert [hint.rung for hint in found] == RUNGS
    for hint, expected in zip(found, rungs, strict=True):
        if expected is None:
            assert hint.line == 0
            assert hint.text
        else:
            assert hint.text.startswith(expected)


def test_a_missing_rung_is_taken_from_the_section_that_teaches_it(tmp_path: Path) -> None:
    write(tmp_path, FRONT + PROSE + EXERCISE + SOLUTION + OTHER)
    library = load_library([tmp_path])
    rungs = ladder(library.exercise("squares/ex-1"), library)
    assert rungs[1].text == "Two numbers have the same square."
    assert "$x^2 = 25$" in rungs[2].text


@pytest.mark.parametrize("kind", ["number", "expression", "text", "equation"])
def test_without_anything_authored_every_rung_still_says_something(tmp_path: Path, kind: str) -> None:
    exercise = first(tmp_path, exercise_only(f":kind: {kind}\n:answer: x = 1\n:problem: 2x = 2"))
    rungs = ladder(exercise)
    assert all(hint.text for hint in rungs)
    assert all("x = 1" not in hint.text for hint in rungs[:3])


def test_secrets_are_the_answers_and_the_steps(tmp_path: Path) -> None:
    text = changed("$$x = 7 \\text", "$$x^2 = 49$$\n\n$$|x| = 7$$\n\n$$x = 7 \\text")
    assert secrets(first(tmp_path, text)) == ("x = 7 or x = -7", "|x| = 7", "x = 7 \\text{ or } x = -7")


def test_of_a_choice_only_the_letter_is_secret(tmp_path: Path) -> None:
    text = exercise_only(":kind: choice\n:answer: b", prompt="Which?\n\n- one\n- two", solution="$$2$$")
    exercise = first(tmp_path, text)
    assert secrets(exercise) == ("b",)
    assert exercise.public() == "Which?\n\n- a) one\n- b) two"


def test_what_is_public_holds_no_secret(tmp_path: Path) -> None:
    exercise = first(tmp_path, LESSON)
    assert exercise.public() == "Solve $x^2 = 49$."
    assert all(secret not in exercise.public() for secret in secrets(exercise))


def test_explanations_are_found_before_examples_and_at_home_first(tmp_path: Path) -> None:
    write(tmp_path, LESSON, "a.md")
    elsewhere = exercise_only(":kind: number\n:answer: 1", kcs="[{id: b, requires: [root]}]")
    write(tmp_path, elsewhere + "\n## Roots again\n\n% teaches: root\n\nText.\n", "0.md")
    library = load_library([tmp_path])
    assert [section.heading for section in library.sections_for("root")] == [
        "Going back",
        "Roots again",
        "Worked example: going back",
    ]
    found = library.find_section("root", worked_example=True)
    assert found is not None
    assert found.lesson == "squares"
    assert library.find_section("square", worked_example=True) is None
    assert library.find_section("nothing") is None


def test_exercises_are_found_by_component(tmp_path: Path) -> None:
    write(tmp_path, FRONT + PROSE + EXERCISE + HINTS + SOLUTION + OTHER)
    library = load_library([tmp_path])
    assert [exercise.id for exercise in library.exercises_for("root")] == ["squares/ex-1"]
    assert library.exercises_for("nothing") == ()
    assert library.requirements == {"square": (), "root": ("square",)}
