"""The kinds of exercise: what each completes and what it refuses; another kind is one entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from curriculum_texts import exercise_only, write
from hypothesis import given
from hypothesis import strategies as st

from tutor.curriculum import kinds, load_lesson
from tutor.curriculum.kinds import Draft, KindSpec, find_kind
from tutor.curriculum.load import read_lesson
from tutor.curriculum.patterns import MAX_CHARS, may_explode, pattern_problem
from tutor.curriculum.values import ExerciseKind


def finish(name: str, draft: Draft) -> list[str]:
    spec = find_kind(name)
    assert isinstance(spec, KindSpec)
    return list(spec.finish(draft))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("expression", ExerciseKind.EXPRESSION),
        ("Equation", ExerciseKind.EQUATION),
        ("number", ExerciseKind.NUMBER),
        ("number with unit", ExerciseKind.NUMBER),
        ("choice", ExerciseKind.CHOICE),
        ("multiple_choice", ExerciseKind.CHOICE),
        ("short text", ExerciseKind.TEXT),
        ("text", ExerciseKind.TEXT),
    ],
)
def test_kinds_are_found_by_name_and_alias(name: str, kind: ExerciseKind) -> None:
    spec = find_kind(name)
    assert isinstance(spec, KindSpec)
    assert spec.graded_as is kind


@pytest.mark.parametrize(
    ("name", "near"), [("expresion", '"expression"'), ("numbr", '"number"'), ("zzz", "choice, equation")]
)
def test_an_unknown_kind_is_told_what_there_is(name: str, near: str) -> None:
    said = find_kind(name)
    assert isinstance(said, str)
    assert near in said


@pytest.mark.parametrize("kind", ["expression", "equation", "number", "choice", "text"])
def test_an_exercise_without_an_answer_is_refused(kind: str) -> None:
    problems = finish(kind, Draft(prompt="Do $x = 1$.\n\n- a) one\n- b) two"))
    assert any("no accepted answer" in problem for problem in problems)


@pytest.mark.parametrize(
    ("prompt", "problem"),
    [
        ("Solve\n\n$$2x = 4$$", "2x = 4"),
        ("Solve $2x = 4$ for $x$.", "2x = 4"),
        ("Solve\n\n$$x + y = 3$$\n\n$$x - y = 1$$", "x + y = 3; x - y = 1"),
        ("Solve $|x| < 3$.", "|x| < 3"),
    ],
)
def test_an_equation_takes_its_problem_from_the_prompt(prompt: str, problem: str) -> None:
    draft = Draft(prompt=prompt, answers=["x = 2"])
    assert finish("equation", draft) == []
    assert draft.problem == problem


@pytest.mark.parametrize("prompt", ["Solve it.", "With $a = 1$, is $b = 2$?"])
def test_an_equation_without_one_clear_problem_is_refused(prompt: str) -> None:
    assert any(":problem:" in problem for problem in finish("equation", Draft(prompt=prompt, answers=["x = 2"])))


def test_a_problem_that_is_given_is_kept() -> None:
    draft = Draft(prompt="Solve $x = 1$.", answers=["x = 2"], problem="2x = 4")
    finish("equation", draft)
    assert draft.problem == "2x = 4"


@pytest.mark.parametrize(
    ("answer", "expected"), [("25", "25 m/s"), ("-2.5e3", "-2.5e3 m/s"), ("25 m/s", "25 m/s"), ("3*10^8", "3*10^8 m/s")]
)
def test_a_bare_number_gets_the_unit_asked_for(answer: str, expected: str) -> None:
    draft = Draft(prompt="How fast?", answers=[answer], unit="m/s")
    assert finish("number", draft) == []
    assert draft.answers == [expected]


@pytest.mark.parametrize(
    "listed",
    ["- a) one\n- b) two", "- one\n- two", "1. one\n2. two", "- (a) one\n- (b) two", "* A. one\n* B. two"],
)
def test_choices_are_the_list_at_the_end_of_the_prompt(listed: str) -> None:
    draft = Draft(prompt=f"Which?\n\n{listed}", answers=["b"])
    assert finish("choice", draft) == []
    assert (draft.prompt, draft.choices, draft.answers) == ("Which?", ["one", "two"], ["b"])


def test_only_the_last_list_holds_the_choices_and_they_may_have_several_lines() -> None:
    draft = Draft(prompt="Given\n\n- x\n- y\n\nwhich?\n\n- a) one\n  more\n- b) two", answers=["a"])
    assert finish("choice", draft) == []
    assert draft.choices == ["one\nmore", "two"]
    assert draft.prompt == "Given\n\n- x\n- y\n\nwhich?"


@pytest.mark.parametrize(("answer", "letter"), [("B", "b"), ("(b)", "b"), ("b)", "b"), ("Two", "b")])
def test_a_choice_may_be_answered_by_letter_or_text(answer: str, letter: str) -> None:
    draft = Draft(prompt="Which?\n\n- a) one\n- b) two", answers=[answer])
    assert finish("choice", draft) == []
    assert draft.answers == [letter]


@pytest.mark.parametrize(
    ("prompt", "answer", "words"),
    [
        ("Which?\n\n- a) one\n- b) two", "c", 'no choice "c"; there are a to b'),
        ("Which?\n\n- a) one\n- c) two", "a", "letter them a, b, c"),
        ("Which?\n\n- a) one\n- two", "a", "some choices have a letter"),
        ("Which?", "a", "at least two choices"),
        ("Which?\n\n- a) one", "a", "at least two choices"),
    ],
)
def test_choices_that_cannot_be_chosen_are_refused(prompt: str, answer: str, words: str) -> None:
    assert any(words in problem for problem in finish("choice", Draft(prompt=prompt, answers=[answer])))


def test_a_text_needs_an_answer_or_a_pattern() -> None:
    assert finish("text", Draft(prompt="Why?", patterns=["zero"])) == []
    assert finish("text", Draft(prompt="Why?", answers=["because"])) == []


def test_a_bad_pattern_is_refused_in_words() -> None:
    problems = finish("text", Draft(prompt="Why?", patterns=["(zero", "(a+)+b"], wrong_patterns=["["]))
    assert len(problems) == 3


@dataclass(frozen=True)
class FakeEntry:
    """An entry point that a package could have registered."""

    spec: object

    def load(self) -> object:
        return self.spec


def _true_false(draft: Draft) -> Iterator[str]:
    draft.choices = ["true", "false"]
    yield from ()


def test_a_kind_of_another_package_is_found_and_graded_as_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = KindSpec(name="true-false", graded_as=ExerciseKind.CHOICE, finish=_true_false)
    taken = KindSpec(name="number", graded_as=ExerciseKind.TEXT, finish=_true_false)
    monkeypatch.setattr(kinds, "entry_points", lambda group: [FakeEntry(spec), FakeEntry(taken), FakeEntry("nonsense")])
    assert find_kind("true-false") is spec
    number = find_kind("number")
    assert isinstance(number, KindSpec)
    assert number.graded_as is ExerciseKind.NUMBER


KIND_PACKAGE = """\
from tutor.curriculum.kinds import KindSpec
from tutor.curriculum.values import ExerciseKind

def finish(draft):
    draft.choices = ["true", "false"]
    draft.answers = ["a" if answer == "true" else "b" for answer in draft.answers]
    if not draft.answers:
        yield "say whether it is true; add :answer: true or false"

KIND = KindSpec(name="true-false", graded_as=ExerciseKind.CHOICE, finish=finish)
"""


def test_an_installed_package_adds_a_kind_that_lessons_can_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    info = site / "kind_of_truth-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "kind_of_truth.py").write_text(KIND_PACKAGE, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kind-of-truth\nVersion: 1.0\n", encoding="utf-8")
    points = f"[{kinds.ENTRY_POINTS}]\ntrue-false = kind_of_truth:KIND\nbroken = no_such_module:KIND\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    text = exercise_only(":kind: true-false\n:answer: false", prompt="Is $1 = 2$?", solution="No.")
    exercise = load_lesson(write(tmp_path, text)).exercises[0]
    assert (exercise.kind, exercise.kind_name, exercise.answers) == (ExerciseKind.CHOICE, "true-false", ("b",))
    assert exercise.public() == "Is $1 = 2$?\n\n- a) true\n- b) false"
    _, problems = read_lesson(write(tmp_path, text.replace("\n:answer: false", "")))
    assert any("say whether it is true" in problem for problem in problems)


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+", r"(a|b)*c", r"(?:x*y?)*", r"((ab)*c)+", r"(\w+\s)*$", r"(a{1,})+", r"(.*)*"],
)
def test_patterns_that_may_take_for_ever_are_recognised(pattern: str) -> None:
    assert may_explode(pattern)
    assert pattern_problem(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"\bzero\b", r"a+b*c?", r"(?:zero|0)", r"[a-z+*]+", r"(?:ab){3}", r"x.{0,40}y", r"\(a+\)+", r"[]+*]x", r"[^(]*\)"],
)
def test_flat_patterns_are_let_through(pattern: str) -> None:
    assert pattern_problem(pattern) is None


def test_a_pattern_has_a_limited_length() -> None:
    assert pattern_problem("a" * MAX_CHARS) is None
    assert pattern_problem("a" * (MAX_CHARS + 1)) is not None


@given(st.text(alphabet="ab()[]*+?{}|\\^$.0,1", max_size=30))
def test_no_pattern_breaks_the_look_at_it(pattern: str) -> None:
    assert pattern_problem(pattern) is None or pattern_problem(pattern)
