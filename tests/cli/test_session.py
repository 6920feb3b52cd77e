from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tutor.events import VERSION

Records = list[dict[str, Any]]


def _talk(*lines: str | dict[str, Any], args: tuple[str, ...] = (), code: int = 0) -> Records:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run(
        [sys.executable, "-m", "tutor", "session", "--jsonl", "--model", "none", *args],
        input=text.encode(),
        capture_output=True,
        timeout=100,
        env=os.environ,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _say(*texts: str, args: tuple[str, ...] = ("--exercise", "linear-equations/two-steps")) -> Records:
    return _talk(*({"text": text} for text in texts), args=args)


def _ended(records: Records) -> Records:
    return [record for record in records if record["type"] == "turn_ended"]


@pytest.fixture(scope="module")
def exercise() -> tuple[str, str, str]:
    """An exercise of kind equation from the shipped lessons: its id, a right line, and its answer."""
    from tutor.curriculum import load_library, shipped_lessons
    from tutor.curriculum.values import ExerciseKind

    library = load_library([shipped_lessons()])
    lesson = library.lesson("linear-equations")
    found = next(each for each in lesson.exercises if each.kind == ExerciseKind.EQUATION)
    return found.id, found.solution.steps[0], found.answers[0]


def test_the_session_starts_once_with_the_exercises_prompt(exercise: tuple[str, str, str]) -> None:
    records = _talk(args=("--exercise", exercise[0]))
    started = [record for record in records if record["type"] == "session_started"]
    assert len(started) == 1
    assert started[0] is records[0] or records.index(started[0]) == 0
    assert started[0]["prompt"]
    assert started[0]["exercise"] == exercise[0]


def test_every_line_has_the_envelope_and_seq_counts_up(exercise: tuple[str, str, str]) -> None:
    records = _say("hello", "/hint", exercise[1], args=("--exercise", exercise[0]))
    for record in records:
        assert record["v"] == VERSION
        assert isinstance(record["session"], str)
        assert isinstance(record["turn"], int)
    seqs = [record["seq"] for record in records]
    assert seqs == sorted(set(seqs))


def test_each_input_line_gives_exactly_one_turn_ended(exercise: tuple[str, str, str]) -> None:
    lines = [
        {"text": "hello"},
        "not json",
        {"texts": 1},
        "[1]",
        {"text": ""},
        {"text": "/nonsense"},
        {"text": exercise[1]},
    ]
    records = _talk(*lines, args=("--exercise", exercise[0]))
    ended = _ended(records)
    assert len(ended) == len(lines)
    assert [bool(record["error"]) for record in ended[1:4]] == [True, True, True]
    assert sum(record["type"] == "error" for record in records) >= 3
    names = {
        "text",
        "source",
        "move",
        "lesson",
        "exercise",
        "rung",
        "solved",
        "verdicts",
        "citations",
        "mastery",
        "error",
    }
    assert all(names <= set(record) for record in ended)


def test_the_sentences_joined_are_the_reply(exercise: tuple[str, str, str]) -> None:
    records = _say("What is an equation?", exercise[1], "/hint", args=("--exercise", exercise[0]))
    for end in _ended(records):
        said = [r["text"] for r in records if r["type"] == "sentence" and r["turn"] == end["turn"]]
        assert "".join(said) == end["text"]


def test_before_an_attempt_a_hint_is_a_question_and_after_it_a_rung(exercise: tuple[str, str, str]) -> None:
    ended = _ended(_say("/hint", "/hint", exercise[1], "/hint", "/hint", args=("--exercise", exercise[0])))
    assert [record["rung"] for record in ended] == [0, 0, 0, 1, 1]


def test_solving_says_so_and_moves_mastery(exercise: tuple[str, str, str]) -> None:
    records = _say(exercise[1], exercise[2], args=("--exercise", exercise[0]))
    last = _ended(records)[-1]
    assert last["solved"] is True
    assert last["mastery"]
    assert all(verdict["status"] == "valid" for verdict in last["verdicts"])


def test_a_wrong_line_is_invalid_and_solves_nothing(exercise: tuple[str, str, str]) -> None:
    last = _ended(_say("x = 123456", args=("--exercise", exercise[0])))[-1]
    assert last["solved"] is False
    assert [verdict["status"] for verdict in last["verdicts"]] == ["invalid"]


def test_the_next_process_goes_on_where_the_last_one_stopped(exercise: tuple[str, str, str]) -> None:
    _say(exercise[1], "/hint", args=("--exercise", exercise[0]))
    records = _talk({"text": "/again"})
    assert records[0]["resumed"] is True
    assert records[0]["exercise"] == exercise[0]
    assert _ended(records)[-1]["rung"] == 1


def test_quit_leaves_the_rest_of_the_input(exercise: tuple[str, str, str]) -> None:
    ended = _ended(_say("/quit", "hello", args=("--exercise", exercise[0])))
    assert len(ended) == 1


def test_the_built_in_model_for_real_answers_from_the_shell() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tutor", "ask", "--model", "embedded", "--json", "Why can't I just divide by x?"],
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    ended = json.loads(done.stdout)
    assert ended["citations"]
    assert "[1]" in ended["text"]
    assert ended["source"] in {"model", "passages"}


def test_an_unknown_exercise_is_one_sentence_and_exit_code_2() -> None:
    assert _talk(args=("--exercise", "linear-equations/no-such"), code=2) == []
