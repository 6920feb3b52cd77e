"""`tutor session --plain`: whole lines of words, in order, without signs that a screen reader would spell out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor import events as e
from tutor.cli.plain import readable, said

JOURNEY = """\
4x = 46
/hint
4x = 28
x = 7
why can't I just divide by x?
/exercise linear-equations/how-many
/quit
unread
"""


def talk(text: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tutor", "session", "--plain", "--model", "none", *arguments],
        input=text.encode(),
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().splitlines()


def test_a_lesson_can_be_worked_through_by_ear(tmp_path: Path) -> None:
    lines = talk(JOURNEY, "--exercise", "linear-equations/two-steps")
    spoken = "\n".join(lines)
    assert lines[0] == "Exercise: Two steps back. Solve for x, one step on each line: 4x + 9 = 37"
    at = [
        next(n for n, line in enumerate(lines) if line.startswith(words))
        for words in (
            "Invalid: 4x = 46.",
            "Valid: 4x = 28.",
            "Valid: x = 7.",
            "Source 1: Linear equations",
            "Everything",
        )
    ]
    assert at == sorted(at)
    assert "Mastery of Undo operations on both sides: " in spoken
    assert "a: exactly one, x = 0" in lines
    assert not set("`$*\x1b") & set(spoken)
    assert "unread" not in spoken


def test_a_newcomer_hears_which_lessons_there_are(tmp_path: Path) -> None:
    assert "Linear equations (/lesson linear-equations)" in talk("")[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Solve for $x$:\n\n$$\n4x + 9 = 37\n$$\n", "Solve for x: 4x + 9 = 37"),
        (r"it is $\frac{x+1}{2}$", "it is (x + 1)/2"),
        ("It has to *disappear*, and `4x` stays", "It has to disappear, and 4x stays"),
        ("2 * 3 is **six**", "2 * 3 is six"),
        ("one\nline\n\nand another", "one line\nand another"),
        ("\x1b]0;title\x07red\x1b[2J", "red"),
        ("  \n \n", ""),
    ],
)
def test_what_is_written_can_be_read_aloud(text: str, words: str) -> None:
    assert readable(text) == words


@given(st.text(max_size=200))
def test_nothing_but_line_ends_is_left_of_what_steers_a_terminal(text: str) -> None:
    assert all(char == "\n" or ord(char) >= 32 for char in readable(text))


def test_every_event_has_its_words_or_none() -> None:
    wrong = e.VerdictGiven(
        line=1,
        text="x = 9",
        status="valid",
        code="follows_error",
        relation="same",
        method="exactly",
        reason="It follows from line 2.",
        witness=None,
        misconception=None,
        misconception_name=None,
    )
    assert said(wrong, {}) == "Follows from a wrong line: x = 9. It follows from line 2."
    assert said(e.MasteryChanged(kc="k", before=0.3488, after=0.95, why="right"), {"k": "Adding"}) == (
        "Mastery of Adding: 34 % to 95 %, right"
    )
    assert (
        said(e.ErrorRaised(message="no model answers", hint="ollama serve"), {})
        == "Problem: no model answers; ollama serve"
    )
    assert said(e.ErrorRaised(message="no model answers", hint=""), {}) == "Problem: no model answers"
    assert said(e.Notice(text="Welcome back."), {}) == "Welcome back."
    assert said(e.TurnStarted(text="x"), {}) == ""
