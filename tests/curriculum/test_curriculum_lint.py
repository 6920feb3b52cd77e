"""The linter: silent on a sound lesson, and one named problem for each thing that would fail a learner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from curriculum_texts import HINTS, LESSON, changed, exercise_only, line_of, write

from tutor.curriculum.formulas import squeezed
from tutor.curriculum.lint import lint
from tutor.curriculum.lint_maths import _states


@dataclass(frozen=True)
class FakeVerdict:
    """A judgement of the fake checker."""

    status: str
    reason: str = "because"


@dataclass(frozen=True)
class FakeWork:
    """A judgement of several lines."""

    steps: Sequence[FakeVerdict]
    first_error: int | None


@dataclass(frozen=True)
class FakeClaim:
    """A place that states a value."""

    text: str


class FakeChecker:
    """Knows only which texts mean the same; what it can't read holds a question mark."""

    def __init__(self, *same: set[str]) -> None:
        self.same = [{squeezed(text) for text in group} for group in same]
        self.asked: list[dict[str, object]] = []

    def _equal(self, one: str, other: str) -> bool:
        a, b = squeezed(one), squeezed(other)
        return a == b or any({a, b} <= group for group in self.same)

    def check_answer(self, expected: str, given: str, **options: object) -> FakeVerdict:
        self.asked.append(options)
        if "?" in expected + given:
            return FakeVerdict("unknown", "there is a question mark")
        return FakeVerdict("valid" if self._equal(expected, given) else "invalid")

    def check_work(self, *, steps: Sequence[str], problem: str, over: str, deadline_s: float) -> FakeWork:
        lines = [problem, *steps] if problem else list(steps)
        wrong = [index for index in range(1, len(lines)) if not self._equal(lines[index - 1], lines[index])]
        first = wrong[0] + (0 if problem else 1) if wrong else None
        return FakeWork([FakeVerdict("valid")] * len(steps), first)

    def mentions(self, text: str, answer: str) -> list[FakeClaim]:
        words = re.findall(r"[^\s.,]+(?: or [^\s.,]+)*", text.replace("$", ""))
        return [FakeClaim(word) for word in words if self._equal(word, answer)]


ROOTS = {"x^2 = 49", "x = 7 or x = -7", "x = 7 \\text{ or } x = -7", "x = ±7"}
SIXTY_FOUR = {"64", "8*8", "2^6", "sixty-four"}


def linted(folder: Path, text: str, *, checker: FakeChecker | None = None) -> tuple[str, ...]:
    path = write(folder, text)
    if checker is None:
        return lint([path], known=())
    return lint(
        [path], check_answer=checker.check_answer, check_work=checker.check_work, mentions=checker.mentions, known=()
    )


def test_a_sound_lesson_has_no_problems(tmp_path: Path) -> None:
    assert linted(tmp_path, LESSON) == ()
    assert linted(tmp_path, LESSON, checker=FakeChecker(ROOTS, SIXTY_FOUR)) == ()


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        (HINTS, "", ":::{exercise} ex-1", 'no rung "point"'),
        (HINTS, "", ":::{exercise} ex-1", 'no rung "teach"'),
        (HINTS, "", ":::{exercise} ex-1", 'no rung "example"'),
        (
            "Look at the exponent.\n:::",
            "Look.\n:::\n\n:::{hint} ex-1\n:rung: point\n\nLook!\n:::",
            None,
            "two hints for the rung",
        ),
        (":::{hint} ex-1\nLook at", ":::{hint} ex-1\n:rung: example\n\nLook at", None, 'comes after "example"'),
        (
            "has two solutions, $6$ and $-6$",
            "is as easy as $x^2 = 49$",
            ":::{hint} ex-1\nA similar",
            "a line of this very exercise",
        ),
        (
            "Two numbers have the same square.\n:::",
            "It is $x=7$ or so: $x = 7 or x = -7$.\n:::",
            None,
            "states the accepted answer",
        ),
        (":wrong: x = 7\n", ":wrong: x = 7 or x = -7\n", ":::{misconception}", "which is an accepted answer"),
        ("objectives:\n  - Solve simple equations with a square.\n", "", "---", "there are no objectives"),
        ("(root)=\n", "", None, ""),
        ("% teaches: root", "", None, ""),
        (":kcs: square", ":kcs: root", "- id: square", 'no exercise exercises "square"'),
        ("(square)=\n", "", "- id: square", 'no section teaches "square"'),
        (
            "Two numbers have the same square.\n\n## Worked",
            "Here $x = 7 or x = -7$.\n\n## Worked",
            None,
            "the prose states its answer",
        ),
        ("$$8 \\cdot 8$$\n\n$$64$$", "It is so.", ":::{solution} ex-2", "shows no mathematical line"),
    ],
)
def test_each_fault_is_named_at_its_line(tmp_path: Path, old: str, new: str, at: str | None, words: str) -> None:
    text = changed(old, new)
    problems = linted(tmp_path, text)
    if not words:
        assert problems == (), "one of two ways to say what a section teaches is enough"
        return
    found = [problem for problem in problems if words in problem]
    assert found, problems
    if at is not None:
        assert re.search(rf"lesson\.md:{line_of(text, at)}: ", found[0]), found


CHOICE = exercise_only(
    ":kind: choice\n:answer: b", prompt="Which?\n\n- a) one\n- b) two", solution="It is two."
).replace("title: Tiny", "title: Tiny\nobjectives: [x]")


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (":::{misconception} one\n:wrong: b\n\nNo.\n:::", 'explains choice "b", which is right'),
        (
            ":::{misconception} one\n:wrong: e\n\nNo.\n:::",
            'explains choice "e", which does not exist; there are a to b',
        ),
        (":::{hint} one\nThe right choice b is plain.\n:::", 'the hint names the right choice "b"'),
        (
            "\n\n".join([":::{misconception} one\n:id: x\n:wrong: a\n\nNo.\n:::"] * 2),
            "is there already at line",
        ),
    ],
)
def test_faults_of_a_choice_are_named(tmp_path: Path, block: str, words: str) -> None:
    problems = linted(tmp_path, f"{CHOICE}\n{block}\n")
    assert any(words in problem for problem in problems), problems


def test_two_equal_choices_are_named(tmp_path: Path) -> None:
    problems = linted(tmp_path, CHOICE.replace("- b) two", "- b) one"))
    assert any('the choice "one" is there twice' in problem for problem in problems)


@pytest.mark.parametrize(
    ("options", "note", "words"),
    [
        (":kind: text\n:answer: because it is zero\n:pattern: nought", "", "no :pattern: accepts the answer"),
        (":kind: text\n:answer: it is zero\n:wrong-pattern: zero", "", "refuses the accepted answer"),
        (":kind: text\n:pattern: zero", ":wrong: it becomes zero", "accepts the wrong answer"),
    ],
)
def test_patterns_that_decide_wrongly_are_named(tmp_path: Path, options: str, note: str, words: str) -> None:
    text = exercise_only(options)
    if note:
        text += f"\n:::{{misconception}} one\n{note}\n\nNo.\n:::\n"
    problems = linted(tmp_path, text)
    assert any(words in problem for problem in problems), problems


def test_a_wrong_pattern_may_outweigh_a_right_one(tmp_path: Path) -> None:
    text = exercise_only(":kind: text\n:pattern: zero\n:wrong-pattern: becomes zero")
    text += "\n:::{misconception} one\n:wrong: it becomes zero\n\nNo.\n:::\n"
    assert not any("accepts the wrong answer" in problem for problem in linted(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        (":answer: 64", ":answer: 6?4", ":::{exercise} ex-2", "can't be checked: there is a question mark"),
        (":answer: 64", ":answer: 64; 65", ":::{exercise} ex-2", 'the accepted answers "64" and "65" are not the same'),
        (
            "$$64$$",
            "$$8 \\cdot 8 = 65$$",
            ":::{solution} ex-2",
            'ends in "8 \\cdot 8 = 65", not in the accepted answer "64"',
        ),
        (":wrong: x = 7\n", ":wrong: x = ±7\n", ":::{misconception}", 'explains "x = ±7", which is right'),
        (
            "$$x = 7 \\text",
            "$$x = 8$$\n\n$$x = 7 \\text",
            ":::{solution} ex-1",
            'line 1 of the solution, "x = 8", does not follow',
        ),
        (
            "Multiply the number by itself.",
            "It makes sixty-four.",
            ":::{hint} ex-2\nMultiply",
            'states the accepted answer "64"',
        ),
    ],
)
def test_what_only_a_checker_sees_is_named(tmp_path: Path, old: str, new: str, at: str, words: str) -> None:
    text = changed(old, new)
    at = at.replace("Multiply", "It makes") if "Multiply" in at else at
    problems = linted(tmp_path, text, checker=FakeChecker(ROOTS, SIXTY_FOUR))
    found = [problem for problem in problems if words in problem]
    assert found, problems
    assert f":{line_of(text, at)}: " in found[0]


def test_a_solution_may_end_in_a_value_with_or_without_name_and_unit(tmp_path: Path) -> None:
    text = exercise_only(":kind: number\n:answer: 25\n:unit: m/s", solution="$$v = 25$$")
    checker = FakeChecker({"25 m/s"})
    assert not any("ends in" in problem for problem in linted(tmp_path, text, checker=checker))
    text = exercise_only(":kind: expression\n:answer: 2x\n:problem: x + x", solution="$$f(x) = 2x$$")
    checker = FakeChecker({"x + x", "2x"})
    assert not any("the solution" in problem for problem in linted(tmp_path, text, checker=checker))


def test_the_checker_is_asked_with_the_exercise_s_own_rules(tmp_path: Path) -> None:
    checker = FakeChecker()
    linted(tmp_path, exercise_only(":kind: number\n:answer: 1 m\n:rel: 1%\n:unit: m\n:decimal:"), checker=checker)
    assert any({"unit": "m", "rel": 0.01, "decimal": True}.items() <= asked.items() for asked in checker.asked)


def test_the_answer_may_stand_where_the_prompt_says_it(tmp_path: Path) -> None:
    text = exercise_only(":kind: number\n:answer: 3", prompt="Is it $3$?", solution="$$3$$")
    text += "\n:::{hint} one\nLook at the $3$.\n:::\n"
    problems = linted(tmp_path, text, checker=FakeChecker())
    assert not any("states the accepted answer" in problem for problem in problems)


def test_problems_come_file_by_file_and_line_by_line(tmp_path: Path) -> None:
    write(tmp_path, changed(HINTS, ""), "b.md")
    write(tmp_path, "none", "a.md")
    problems = lint([tmp_path, tmp_path / "missing.md"], known=())
    places = [
        (match[1], int(match[2])) for match in (re.match(r"(.*?):(\d+): ", problem) for problem in problems) if match
    ]
    assert places == sorted(places)
    assert any("there is no such file or folder" in problem for problem in problems)


def test_known_lessons_may_be_required_without_being_linted(tmp_path: Path) -> None:
    own = write(tmp_path, exercise_only(":kind: number\n:answer: 1", kcs="[{id: a, requires: [square]}]"), "own.md")
    known = write(tmp_path / "known", changed(HINTS, ""), "known.md")
    without = lint([own], known=())
    with_known = lint([own], known=[known])
    assert any('requires unknown "square"' in problem for problem in without)
    assert not any("requires unknown" in problem for problem in with_known)
    assert not any("known.md" in problem for problem in with_known)


def test_shipped_lessons_are_known_by_default(tmp_path: Path) -> None:
    own = write(tmp_path, exercise_only(":kind: number\n:answer: 1", kcs="[{id: a, requires: [fraction-addition]}]"))
    assert not any("requires unknown" in problem for problem in lint([own]))


def test_one_id_for_two_lessons_is_named(tmp_path: Path) -> None:
    write(tmp_path, LESSON, "a.md")
    write(tmp_path, LESSON, "b.md")
    assert any('b.md:1: lesson "squares" is there already' in problem for problem in lint([tmp_path], known=()))


@pytest.mark.parametrize(
    ("claim", "answer", "stated"),
    [
        ("x = 7", "x = 7", True),
        ("x is seven", "x = 7", True),
        ("x must be 7", "x = 7", True),
        ("$x = 2", "x = 2 or x = 3", True),
        ("7", "x = 7", False),
        ("seven", "x = 7", False),
        ("x^2 - 6x = 0", "x = 0 or x = 11", False),
        ("zero", "x = 0 or x = 11", False),
        ("12 km", "12 km", True),
        ("twelve kilometres", "12 km", True),
        ("71", "71", True),
        ("72", "72", False),
        ("6a + 9", "6a + 9", True),
    ],
)
def test_a_place_states_an_answer_only_as_a_result(claim: str, answer: str, stated: bool) -> None:
    assert _states(claim, answer, {"71"}) is stated
