"""Loading: what a sound file gives, and each problem with its line; one broken file leaves the others alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from curriculum_texts import EXERCISE, FRONT, HINTS, LESSON, PROSE, SOLUTION, changed, exercise_only, line_of, write
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.curriculum import ExerciseKind, Rung, load_lesson, load_library
from tutor.curriculum.load import MAX_BYTES, read_lesson
from tutor.errors import LessonError, UsageError


def problems_of(folder: Path, text: str) -> tuple[str, ...]:
    return read_lesson(write(folder, text))[1]


def test_a_sound_lesson_is_read_whole(tmp_path: Path) -> None:
    lesson = load_lesson(write(tmp_path, LESSON))
    assert (lesson.id, lesson.title, lesson.language) == ("squares", "Squares", "en")
    assert [(kc.id, kc.requires, kc.lesson) for kc in lesson.kcs] == [
        ("square", (), "squares"),
        ("root", ("square",), "squares"),
    ]
    assert [exercise.id for exercise in lesson.exercises] == ["squares/ex-1", "squares/ex-2"]
    first = lesson.exercises[0]
    assert first.kind is ExerciseKind.EQUATION
    assert (first.title, first.prompt, first.problem) == ("Both roots", "Solve $x^2 = 49$.", "x^2 = 49")
    assert (first.answers, first.kcs, first.difficulty) == (("x = 7 or x = -7",), ("root",), 0.5)
    assert first.solution.steps == ("x = 7 \\text{ or } x = -7",)
    assert [hint.rung for hint in first.hints] == [Rung.POINT, Rung.TEACH, Rung.EXAMPLE]
    assert [(note.id, note.name, note.answers) for note in first.misconceptions] == [
        ("one-root", "lost a root", ("x = 7",))
    ]


def test_everything_carries_the_line_it_stands_in(tmp_path: Path) -> None:
    lesson = load_lesson(write(tmp_path, LESSON))
    first = lesson.exercises[0]
    assert first.line == line_of(LESSON, ":::{exercise} ex-1")
    assert [hint.line for hint in first.hints] == [line_of(LESSON, ":::{hint} ex-1", nth) for nth in (1, 2, 3)]
    assert first.solution.line == line_of(LESSON, ":::{solution} ex-1")
    assert first.misconceptions[0].line == line_of(LESSON, ":::{misconception}")
    assert lesson.kcs[1].line == line_of(LESSON, "- id: root")
    assert {section.heading: section.line for section in lesson.sections}["Going back"] == line_of(
        LESSON, "## Going back"
    )


def test_sections_know_what_they_teach_and_where_they_stand(tmp_path: Path) -> None:
    lesson = load_lesson(write(tmp_path, LESSON))
    found = {section.heading: section for section in lesson.sections}
    assert found["What a square is"].kcs == ("square",)
    assert found["Going back"].title_path == ("Squares", "Going back")
    example = found["Worked example: going back"]
    assert (example.worked_example, example.kcs) == (True, ("root",))


def test_no_section_holds_anything_of_an_exercise(tmp_path: Path) -> None:
    lesson = load_lesson(write(tmp_path, LESSON))
    text = "\n".join(section.text for section in lesson.sections)
    for secret in ("49", "exponent", "Take the root", "another number with that square", ":::", "answer"):
        assert secret not in text


def test_headings_that_skip_levels_still_nest(tmp_path: Path) -> None:
    text = exercise_only(":kind: number\n:answer: 1") + "\n# A\n\n### B\n\nx\n\n## C\n\ny\n\n# D\n\nz\n"
    paths = [section.title_path for section in load_lesson(write(tmp_path, text)).sections]
    assert paths == [("A",), ("A", "B"), ("A", "C"), ("D",)]


def test_parts_may_stand_inside_their_exercise(tmp_path: Path) -> None:
    nested = """
::::{exercise} nested
:kcs: square
:kind: number
:answer: 4

What is the square of 2?

:::{hint}
Look.
:::
:::{solution}
$$4$$
:::
::::
"""
    exercise = load_lesson(write(tmp_path, FRONT + PROSE + nested)).exercises[0]
    assert exercise.prompt == "What is the square of 2?"
    assert [hint.text for hint in exercise.hints] == ["Look."]
    assert exercise.solution.steps == ("4",)


def test_an_exercise_inside_another_block_is_found_and_does_not_leak(tmp_path: Path) -> None:
    text = FRONT + PROSE + "\n::::{note} Try it\nBefore.\n" + EXERCISE + "\n::::\n" + HINTS + SOLUTION
    lesson = load_lesson(write(tmp_path, text))
    assert [exercise.label for exercise in lesson.exercises] == ["ex-1"]
    assert "49" not in "".join(section.text for section in lesson.sections)


def test_a_label_given_as_option_makes_the_argument_a_title(tmp_path: Path) -> None:
    text = changed(":::{exercise} ex-1\n:label: ex-1\n:title: Both roots", ":::{exercise} Both *roots*\n:label: ex-1")
    first = load_lesson(write(tmp_path, text)).exercises[0]
    assert (first.label, first.title) == ("ex-1", "Both *roots*")


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "lesson.md"
    path.write_bytes(b"\xef\xbb\xbf" + LESSON.replace("\n", "\r\n").encode())
    assert load_lesson(path).exercises[0].line == line_of(LESSON, ":::{exercise} ex-1")


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        (":kind: number\n:answer: 1 m\n:rel: 1%", "rel", 0.01),
        (":kind: number\n:answer: 1 m\n:abs: 0.5", "abs", 0.5),
        (":kind: number\n:answer: 1\n:sf: 3", "sf", 3),
        (":kind: number\n:answer: 1\n:decimal:", "decimal", True),
        (":kind: number\n:answer: 1\n:decimal: no", "decimal", False),
        (":kind: number\n:answer: 1\n:difficulty: hard", "difficulty", 0.8),
        (":kind: expression\n:answer: x\n:form: factored", "form", "factored"),
        (":kind: expression\n:answer: x\n:variable: x", "variable", "x"),
        (":kind: expression\n:answer: x\n:relation: antiderivative", "relation", "antiderivative"),
        (":kind: expression\n:answers: x; 2x/2", "answers", ("x", "2x/2")),
        (":kind: expression\n:answer: $x$ ; (1; 2)", "answers", ("x", "(1; 2)")),
        (":kind: expression\n:answer: x\n:problem: $2x - x$", "problem", "2x - x"),
        (":kind: text\n:pattern: zero\n:pattern: a;b", "patterns", ("zero", "a;b")),
        (":kind: text\n:answer: so\n:wrong_pattern: no", "wrong_patterns", ("no",)),
        (":kind: number\n:answer: 1\n:class: dropdown\n:nonumber:", "answers", ("1",)),
        (":kind: number\n:answer: 1", "kcs", ("a",)),
    ],
)
def test_options_become_fields(tmp_path: Path, options: str, field: str, value: object) -> None:
    exercise = load_lesson(write(tmp_path, exercise_only(options))).exercises[0]
    assert getattr(exercise, field) == value


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        (
            ":kcs: root",
            ":kcs: rot",
            ":kcs: rot",
            'exercise "ex-1": unknown knowledge component "rot" (did you mean "root"?)',
        ),
        (":kcs: root\n", "", ":::{exercise} ex-1", "names no knowledge component"),
        (":kind: equation", ":kind: equatoin", ":kind: equatoin", 'unknown kind "equatoin" (did you mean "equation"?)'),
        (":kind: equation\n", "", ":::{exercise} ex-1", "has no kind"),
        (
            ":answer: x = 7 or x = -7",
            ":anwser: x = 7",
            ":anwser:",
            'unknown option ":anwser:" (did you mean "answer"?)',
        ),
        (":answer: x = 7 or x = -7\n", "", ":::{exercise} ex-1", "no accepted answer"),
        (":difficulty: 0.5", ":difficulty: 5", ":difficulty: 5", "must be a number from 0 to 1"),
        (":difficulty: 0.5", ":difficulty: hrad", ":difficulty: hrad", 'did you mean "hard"'),
        (":difficulty: 0.5", ":sf: 2.5", ":sf: 2.5", "must be a whole number"),
        (":difficulty: 0.5", ":over: reals", ":over: reals", 'unknown over "reals" (did you mean "real"?)'),
        ("Solve $x^2 = 49$.\n", "", ":::{exercise} ex-1", "has no prompt"),
        (":::{exercise} ex-2\n:label: ex-2", ":::{exercise} ex-1\n:label: ex-1", None, "is there already at line"),
        (":::{exercise} ex-2\n:label: ex-2", ":::{exercise}", None, "an exercise has no label"),
        (":::{exercise} ex-2\n:label: ex-2", ":::{exercise} ex two", None, "can't be a label"),
        (
            ":::{solution} ex-1",
            ":::{solution} ex-11",
            ":::{solution} ex-11",
            'unknown exercise "ex-11" (did you mean "ex-1"?)',
        ),
        (":::{hint} ex-1", ":::{hint}", ":::{hint}\n", "belongs to no exercise; add its label"),
        (":::{hint} ex-1", ":::{hint} ex-1\n:rung: pont", ":rung: pont", 'unknown rung "pont" (did you mean "point"?)'),
        ("Look at the exponent.\n", "", ":::{hint} ex-1", "has an empty hint"),
        (":wrong: x = 7\n", "", ":::{misconception}", "without wrong answers"),
        ("There is another number with that square.\n", "", ":::{misconception}", "empty misconception"),
        (":::{misconception}", ":::{misconecption}", ":::{misconecption}", 'did you mean "misconception"'),
        (":::{solution} ex-1", ":::{solution-start} ex-1", ":::{solution-start}", "is not read here"),
        ("% teaches: root", "% teaches: rots", "% teaches", 'unknown knowledge component "rots"'),
        ("  - id: root", "  - id: square", "- id: square\n    title: Square roots", "is declared twice"),
    ],
)
def test_each_problem_is_named_at_its_line(tmp_path: Path, old: str, new: str, at: str | None, words: str) -> None:
    text = changed(old, new)
    found = [problem for problem in problems_of(tmp_path, text) if words in problem]
    assert found, problems_of(tmp_path, text)
    if at is not None:
        assert re.match(rf".*lesson\.md:{line_of(text, at)}: ", found[0]), found


def test_an_option_that_slid_into_the_text_is_reported(tmp_path: Path) -> None:
    text = changed("Solve $x^2 = 49$.", "Solve $x^2 = 49$.\n\n:answer: x = 7")
    found = problems_of(tmp_path, text)
    assert any("stands in the text" in problem for problem in found)
    assert f":{line_of(text, ':answer: x = 7', 2)}:" in found[0]


def test_all_problems_of_a_file_are_collected(tmp_path: Path) -> None:
    text = changed(
        ":kcs: root", ":kcs: rot", changed(":kcs: square", ":kcs: sqare", changed("language: en", "language: 5"))
    )
    with pytest.raises(LessonError) as caught:
        load_lesson(write(tmp_path, text))
    assert len(caught.value.problems) == 1
    text = changed(
        ":kcs: root", ":kcs: rot", changed(":kcs: square", ":kcs: sqare", changed(":answer: 64", ":anwser: 64"))
    )
    with pytest.raises(LessonError) as caught:
        load_lesson(write(tmp_path, text))
    assert len(caught.value.problems) >= 4
    assert list(caught.value.problems) == sorted(caught.value.problems, key=lambda problem: int(problem.split(":")[1]))
    assert f"and {len(caught.value.problems) - 1} more" in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"---\nid: a\n---\n\xff\xfe", "not UTF-8"),
        (LESSON.encode() + b"\x00", "control character U+0000"),
        (LESSON.encode() + b"\x1b[2J", "control character U+001B"),
        (LESSON.encode() + "\u202e".encode(), "control character U+202E"),
        (b"x" * (MAX_BYTES + 1), "larger than 300 kB"),
        (b"", "no front matter"),
    ],
)
def test_a_file_that_is_no_plain_text_is_refused(tmp_path: Path, raw: bytes, words: str) -> None:
    path = tmp_path / "lesson.md"
    path.write_bytes(raw)
    lesson, problems = read_lesson(path)
    assert lesson is None
    assert words in problems[0]


def test_blocks_nested_without_end_are_reported(tmp_path: Path) -> None:
    nested = "".join(":" * (60 - depth) + "{note}\n" for depth in range(50))
    assert any("nested more than" in problem for problem in problems_of(tmp_path, LESSON + nested))


def test_an_exercise_in_an_html_comment_is_not_there_and_does_not_leak(tmp_path: Path) -> None:
    text = LESSON + "\n<!--\n:::{exercise} ex-9\n:answer: 12345\n:::\n-->\n"
    lesson = load_lesson(write(tmp_path, text))
    assert [exercise.label for exercise in lesson.exercises] == ["ex-1", "ex-2"]
    assert "12345" not in "".join(section.text for section in lesson.sections)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="can't be read: No such file"):
        load_lesson(tmp_path / "none.md")


def other(lesson: str, kcs: str) -> str:
    text = exercise_only(":kind: number\n:answer: 1", kcs=kcs)
    return text.replace("id: tiny", f"id: {lesson}")


def test_a_broken_file_leaves_the_others_alone(tmp_path: Path) -> None:
    write(tmp_path, LESSON, "good.md")
    write(tmp_path, "no lesson", "sub/broken.md")
    library = load_library([tmp_path])
    assert list(library.lessons) == ["squares"]
    assert any("broken.md:1:" in problem for problem in library.problems)


def test_readme_and_hidden_files_are_no_lessons(tmp_path: Path) -> None:
    for name in ("README.md", ".hidden.md", "_draft.md", ".git/x.md", "_book/y.md", "notes.txt"):
        write(tmp_path, "no lesson", name)
    write(tmp_path, LESSON, "good.md")
    library = load_library([tmp_path])
    assert list(library.lessons) == ["squares"]
    assert library.problems == ()


def test_a_file_named_outright_is_read_whatever_its_folder(tmp_path: Path) -> None:
    path = write(tmp_path, LESSON, "_draft.md")
    assert list(load_library([path]).lessons) == ["squares"]
    assert list(load_library([path, tmp_path, path]).lessons) == ["squares"]


def test_a_missing_folder_holds_no_lessons_and_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert load_library([tmp_path / "none"]).problems == ()
    assert "can't be read" in load_library([tmp_path / "none.md"]).problems[0]


def test_two_lessons_with_one_id_are_both_named(tmp_path: Path) -> None:
    write(tmp_path, other("one", "[{id: a}]"), "first.md")
    write(tmp_path, other("one", "[{id: b}]"), "second.md")
    library = load_library([tmp_path])
    assert [kc.id for kc in library.lessons["one"].kcs] == ["a"]
    assert len(library.problems) == 1
    assert "second.md:1:" in library.problems[0]
    assert "first.md" in library.problems[0]


def test_a_component_declared_twice_is_reported_at_the_second(tmp_path: Path) -> None:
    write(tmp_path, other("one", "[{id: a}]"), "first.md")
    write(tmp_path, other("two", "[{id: a}]"), "second.md")
    library = load_library([tmp_path])
    assert 'second.md:4: knowledge component "a" is declared by lesson "one" too' in library.problems[0]
    assert library.kcs["a"].lesson == "one"


def test_an_unknown_prerequisite_is_reported_with_what_was_meant(tmp_path: Path) -> None:
    write(tmp_path, other("one", "[{id: factoring}]"), "first.md")
    write(tmp_path, other("two", "[{id: b, requires: [factorng]}]"), "second.md")
    library = load_library([tmp_path])
    assert (
        'second.md:4: knowledge component "b" requires unknown "factorng" (did you mean "factoring"?)'
        in library.problems[0]
    )
    assert set(library.lessons) == {"one", "two"}


def test_prerequisites_in_a_circle_are_named(tmp_path: Path) -> None:
    write(tmp_path, other("one", "[{id: a, requires: [b]}]"), "first.md")
    write(tmp_path, other("two", "[{id: b, requires: [a]}]"), "second.md")
    library = load_library([tmp_path])
    assert any("go round in a circle: a -> b -> a" in problem for problem in library.problems)
    assert {lesson.id for lesson in library.order()} == {"one", "two"}
    assert library.prerequisites("a") == ("b",)


def test_lessons_come_after_what_they_need(tmp_path: Path) -> None:
    write(tmp_path, other("a-late", "[{id: z, requires: [y]}]"), "a.md")
    write(tmp_path, other("b-middle", "[{id: y, requires: [x]}]"), "b.md")
    write(tmp_path, other("c-early", "[{id: x}]"), "c.md")
    library = load_library([tmp_path])
    assert [lesson.id for lesson in library.order()] == ["c-early", "b-middle", "a-late"]
    assert library.prerequisites("z") == ("x", "y")


def test_an_unknown_name_is_answered_with_what_was_meant(tmp_path: Path) -> None:
    write(tmp_path, LESSON)
    library = load_library([tmp_path])
    assert library.exercise("squares/ex-1").label == "ex-1"
    for call, words in (
        (lambda: library.lesson("sqares"), 'did you mean "squares"'),
        (lambda: library.exercise("squares/ex-3"), 'did you mean "ex-'),
        (lambda: library.exercise("sqares/ex-1"), 'did you mean "squares/ex-1"'),
        (lambda: library.exercise("nonsense"), "named lesson/label"),
    ):
        with pytest.raises(UsageError) as caught:
            call()
        assert words in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_lesson_is_read_or_reported_but_never_breaks_the_loader(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = LESSON.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at] = data.draw(
            st.sampled_from(["", ":::", "::::{exercise} x", "---", lines[at][::-1], "# H", "- :::{hint} ex-1", "$$"])
        )
    lesson, problems = read_lesson(write(tmp_path_factory.mktemp("damaged"), "\n".join(lines)))
    assert lesson is not None or problems
    assert all(re.match(r".+?:\d+: ", problem) for problem in problems)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_fence_brings_an_answer_into_the_prose_unreported(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = LESSON.split("\n")
    fences = [index for index, line in enumerate(lines) if line.startswith(":::")]
    at = data.draw(st.sampled_from(fences))
    lines[at] = data.draw(
        st.sampled_from(["", ":::", "  " + lines[at], "> " + lines[at], "- " + lines[at], lines[at].replace("{", "")])
    )
    lesson, problems = read_lesson(write(tmp_path_factory.mktemp("fence"), "\n".join(lines)))
    assert lesson is not None
    prose = "".join(section.text for section in lesson.sections)
    if not problems:
        assert "x = 7" not in prose
        assert "64" not in prose
