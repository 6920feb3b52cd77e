"""Lines on the way, and texts that only what was before explains: neither wrong answers nor riddles."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogue.fakes import make_tutor
from tests.dialogue.play import opened, play
from tutor import checker
from tutor.curriculum.load import load_library, shipped_lessons
from tutor.dialogue.answers import grade
from tutor.dialogue.mathtext import work_lines
from tutor.dialogue.unfinished import is_relation, leading_number, worked_out

LIBRARY = load_library([shipped_lessons()])
TRAM = LIBRARY.exercise("constant-acceleration/tram")
WALK = LIBRARY.exercise("fractions-and-signs/walk")
EQUATION = LIBRARY.exercise("linear-equations/two-steps")


@pytest.mark.parametrize(
    ("line", "relation"),
    [
        ("v = u + at", True), ("v^2 = u^2 + 2as", True), ("s = ut + 1/2 at^2", True), ("F = ma", True), ("s = 4 m", False), ("t = 2 s", False), ("v = 12.6 m/s", False), ("a = 3", False),
        ("v = 3 + 1.2*8", False), ("v", False), ("", False),
    ],
)  # fmt: skip
def test_a_relation_in_letters_is_told_from_a_value(line: str, relation: bool) -> None:
    assert is_relation(line) is relation


@pytest.mark.parametrize(
    ("line", "done"),
    [("-27", True), ("4 - 31", False), ("-8 + 12 - 31", False), ("-6 - (-29)", False), ("4 - 31 = -27", True), ("3*10^8", True), ("3/4", True), ("2(3)", False)],
)  # fmt: skip
def test_a_calculation_is_done_when_it_ends_in_a_value(line: str, done: bool) -> None:
    assert worked_out(WALK, line) is done


@pytest.mark.parametrize(
    ("text", "number"), [("12.6 m/s", "12.6"), ("x = -3", "-3"), ("3/4", "3/4"), ("4x", ""), ("abc", "")]
)
def test_the_number_a_line_begins_with(text: str, number: str) -> None:
    assert leading_number(text) == number


def test_a_relation_is_no_wrong_answer() -> None:
    (line,) = grade(TRAM, (), ["v = u + at"], checker, first_n=1).lines
    assert line.status == "unknown"


def test_the_right_calculation_not_yet_done_is_right_and_not_the_answer() -> None:
    for exercise, text in ((TRAM, "v = 3 + 1.2*8"), (WALK, "4 - 31"), (WALK, "-8 + 12 - 31")):
        graded = grade(exercise, (), [text], checker, first_n=1)
        assert graded.lines[0].status == "valid", text
        assert not graded.answered, text


def test_a_wrong_calculation_stays_wrong() -> None:
    assert grade(WALK, (), ["5 - 31"], checker, first_n=1).lines[0].wrong


def test_a_side_alone_is_neither_right_nor_wrong() -> None:
    graded = grade(EQUATION, (), ["4x + 9"], checker, first_n=1)
    assert graded.lines[0].status == "unknown"
    assert "equal" in graded.lines[0].reason


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("4x + 9 = 37 => 4x = 28 => x = 7", ("4x + 9 = 37", "4x = 28", "x = 7")), ("2x = 8 ⇔ x = 4", ("2x = 8", "x = 4")), ("fine. 4x = 28", ("4x = 28",)), ("by inspection x = -13", ("x = -13",)),
        ("check: 4*7+9 = 37", ("4*7+9 = 37",)), ("v = u + at", ("v = u + at",)), ("so .5x = 2", (".5x = 2",)), ("x >= 3", ("x >= 3",)),
    ],
)  # fmt: skip
def test_lines_are_found_among_arrows_and_words(text: str, lines: tuple[str, ...]) -> None:
    assert work_lines(text)[0] == lines


@pytest.mark.parametrize("text", ["x > 3", "is x < 10?", "x ≠ 3", "x in words: x > 1"])
async def test_a_fence_around_the_answer_is_not_judged(tmp_path: Path, text: str) -> None:
    (turn,) = await play(await opened(make_tutor(tmp_path)), text)
    assert not turn.verdicts


async def test_a_list_of_candidates_is_a_guess(tmp_path: Path) -> None:
    (turn,) = await play(await opened(make_tutor(tmp_path)), "x = 3 or x = 4 or x = 5")
    assert not turn.verdicts
    assert turn.move == "ask"


async def test_a_topic_that_is_wanted_opens_its_lesson(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    other = (await play(session, "can we do knitting patterns now"))[0]
    assert other.ended.lesson == "balance"
    assert other.move != "present"
    (turn,) = await play(session, "can we do the balance again")
    assert turn.move == "present"
    assert turn.ended.lesson == "balance"


async def test_what_the_lesson_is_about_is_told(tmp_path: Path) -> None:
    (turn,) = await play(await opened(make_tutor(tmp_path)), "what's this lesson about?")
    assert turn.move == "present"
    assert "Solve a linear equation" in turn.reply
    assert turn.ended.exercise == "balance/first"


async def test_a_wrong_line_after_the_end_is_not_held_against_the_exercise(tmp_path: Path) -> None:
    turn = (await play(await opened(make_tutor(tmp_path)), "2x = 8", "x = 4", "10 + 4x = 50"))[-1]
    assert turn.move == "clarify"
    assert turn.ended.mastery is None
    assert turn.ended.solved


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("everyone in my class gets it except me", "Nothing here counts|nobody is marked"), ("I'm so tired", "break|rest"), ("sorry, I was angry", "harm|all right"), ("bye!", "kept|stored"),
        ("do I have to show my work?", "line by line"), ("sometimes I want to disappear", "112"),
    ],
)  # fmt: skip
async def test_people_are_answered_as_people(tmp_path: Path, text: str, inside: str) -> None:
    (turn,) = await play(await opened(make_tutor(tmp_path)), text)
    assert any(part in turn.reply for part in inside.split("|"))


async def test_how_much_is_left_is_no_number_while_an_answer_is_withheld(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    (turn,) = await play(session, "how many exercises are left?")
    assert turn.move == "summarise"
    assert "4" not in turn.reply
    after = (await play(session, "2x = 8", "x = 4", "how many exercises are left?"))[-1]
    assert "3 are left" in after.reply
