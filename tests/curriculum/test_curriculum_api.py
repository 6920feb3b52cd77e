"""The package's public face, and the small parts others lean on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from curriculum_texts import LESSON, write
from hypothesis import given
from hypothesis import strategies as st

import tutor.curriculum
from tutor.curriculum import Exercise, ExerciseKind, Library, Rung, Solution, load_lesson, load_library, shipped_lessons
from tutor.curriculum.lint_maths import grading
from tutor.curriculum.options import split_answers
from tutor.curriculum.suggest import closest, did_you_mean
from tutor.errors import UsageError

PUBLIC = {
    *("Exercise", "ExerciseKind", "Hint", "KnowledgeComponent", "Lesson", "Library", "MisconceptionNote", "Rung"),
    *("Section", "Solution", "exercise_json", "ladder", "lesson_json", "lesson_markdown", "load_lesson"),
    *("load_library", "public_markdown", "secrets", "shipped_lessons"),
}


def test_the_public_names_are_these() -> None:
    assert set(tutor.curriculum.__all__) == PUBLIC
    assert all(hasattr(tutor.curriculum, name) for name in PUBLIC)


def test_loading_lessons_loads_no_other_part_and_nothing_heavy() -> None:
    code = (
        "import sys; from tutor.curriculum import load_library, shipped_lessons; load_library([shipped_lessons()]);"
        "bad = [m for m in sys.modules if m.split('.')[0] in ('sympy','textual','IPython','chromadb','ollama','numpy')"
        " or m.startswith(('tutor.checker','tutor.learner','tutor.materials','tutor.models','tutor.dialogue'))];"
        "print(bad)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_shipped_lessons_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_library([shipped_lessons()]).lessons


def test_values_cannot_be_changed(tmp_path: Path) -> None:
    lesson = load_lesson(write(tmp_path, LESSON))
    for value, name in ((lesson, "id"), (lesson.exercises[0], "answers"), (lesson.kcs[0], "id")):
        with pytest.raises(AttributeError):
            setattr(value, name, "other")


def bare(**changes: object) -> Exercise:
    fields: dict[str, object] = {
        "label": "one",
        "lesson": "two",
        "title": "",
        "prompt": "Do it.",
        "kind": ExerciseKind.NUMBER,
        "kcs": ("a",),
        "answers": ("1",),
        "solution": Solution(steps=("1",), text="1", line=1),
    }
    return Exercise(**{**fields, **changes})  # type: ignore[arg-type]


def test_an_exercise_is_named_by_its_lesson_and_label() -> None:
    assert bare().id == "two/one"
    assert bare(lesson="course/two").id == "course/two/one"


def test_a_lesson_id_may_have_parts(tmp_path: Path) -> None:
    write(tmp_path, LESSON.replace("id: squares", "id: algebra/squares"))
    library = load_library([tmp_path])
    assert library.exercise("algebra/squares/ex-1").id == "algebra/squares/ex-1"


def test_only_the_rules_that_are_set_are_passed_to_a_checker() -> None:
    plain = grading(bare())
    assert set(plain) == {"deadline_s"}
    full = grading(bare(form="factored", unit="m", rel=0.1, sf=2, places=1, decimal=True, relation="antiderivative"))
    assert set(full) == {"deadline_s", "form", "unit", "rel", "sf", "places", "decimal", "relation"}


def test_an_empty_library_answers_with_nothing_to_suggest() -> None:
    library = Library({})
    assert library.order() == ()
    assert library.kcs == {}
    with pytest.raises(UsageError, match='no lesson "x"'):
        library.lesson("x")
    with pytest.raises(UsageError, match='no exercise "x/y"'):
        library.exercise("x/y")


@pytest.mark.parametrize(
    ("word", "candidates", "said"),
    [
        ("factorng", ["factoring", "roots"], ' (did you mean "factoring"?)'),
        ("FACTORING", ["factoring"], ' (did you mean "factoring"?)'),
        ("zzz", ["a", "b"], " (there are: a, b)"),
        ("zzz", [], ""),
        ("zzz", [f"name-{n}" for n in range(20)], ""),
    ],
)
def test_suggestions_name_what_is_near_or_the_few_there_are(word: str, candidates: list[str], said: str) -> None:
    assert did_you_mean(word, candidates) == said


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=6))
def test_a_name_that_exists_is_closest_to_itself(names: list[str]) -> None:
    for name in names:
        found = closest(name, names)
        assert found is not None
        assert found.casefold() == name.casefold()


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("x = 1; x = 2", ["x = 1", "x = 2"]),
        ("(1; 2); {3; 4}", ["(1; 2)", "{3; 4}"]),
        ("$x$; $y$", ["x", "y"]),
        ("$x$ or $y$", ["$x$ or $y$"]),
        ("30\\;m", ["30\\;m"]),
        (" ; ;", []),
        ("(a; b", ["(a; b"]),
        ("a); b", ["a)", "b"]),
    ],
)
def test_answers_are_separated_outside_brackets(value: str, parts: list[str]) -> None:
    assert split_answers(value) == parts


@given(st.lists(st.text(alphabet="xy=12+ ", min_size=1, max_size=8).map(str.strip).filter(bool), max_size=5))
def test_answers_joined_are_split_into_the_same(parts: list[str]) -> None:
    assert split_answers("; ".join(parts)) == parts


def test_the_rungs_come_in_the_order_of_the_ladder() -> None:
    assert [rung.value for rung in Rung] == ["point", "teach", "example", "bottom-out"]
