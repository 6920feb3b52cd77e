"""The phrasings: complete, several each, and well-formed once filled in."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

import string

import pytest

from tutor.dialogue.guard import PRAISE
from tutor.dialogue.templates import OPTIONAL, phrases, say
from tutor.events import MoveKind

KNOWN = {
    "n", "line", "reason", "witness", "mistext", "right_n", "right", "title", "skill", "ask", "hint", "solution", "next", "why", "text", "left", "name",
    "before", "wrong_line", "wrong_n", "count", "first_n", "last", "good", "given", "variable", "rungs_used", "own", "where", "commands", "chosen", "prompt", "effect", "gone", "document", "place", "nudge", "away", "there", "home", "id",
}  # fmt: skip
ALL = [(key, phrasing) for key, variants in phrases().items() for phrasing in variants]
OFTEN = [
    "wrong",
    "wrong_first",
    "valid",
    "solved",
    "misconception",
    "plea",
    "plea_start",
    "start_here",
    "try_first",
    "ask.equation",
    "lead",
    "closing_exercise",
]


@pytest.mark.parametrize(("key", "phrasing"), ALL)
def test_a_phrasing_uses_known_fields_and_reads_as_sentences(key: str, phrasing: str) -> None:
    used = {name for _, name, _, _ in string.Formatter().parse(phrasing) if name}
    assert used <= KNOWN
    filled = say(key, phrases()[key].index(phrasing), dict.fromkeys(KNOWN, "something"))
    assert filled
    for sentence in filled:
        assert sentence[0].isupper() or not sentence[0].isalpha() or sentence.startswith("something")
        assert sentence.rstrip('”"')[-1] in ".!?:" or sentence.lower().endswith("something")
        assert "{" not in sentence
        assert "  " not in sentence


@pytest.mark.parametrize("key", OFTEN)
def test_what_is_said_often_has_several_phrasings(key: str) -> None:
    assert len(phrases()[key]) >= 3


def test_each_use_takes_the_next_phrasing_before_one_comes_again() -> None:
    fields = dict.fromkeys(KNOWN, "x")
    said = [say("wrong", uses, fields) for uses in range(len(phrases()["wrong"]))]
    assert len(set(said)) == len(said)
    assert say("wrong", len(said), fields) == said[0]


@pytest.mark.parametrize("move", list(MoveKind))
def test_every_move_has_something_that_may_always_be_said(move: MoveKind) -> None:
    for phrasing in phrases()[f"safe.{move.value}"]:
        assert "{" not in phrasing


def test_a_sentence_whose_field_is_empty_is_left_out() -> None:
    fields = {"n": "2", "line": "`2x = 9`", "reason": "", "before": "`2x + 3 = 11`"}
    assert say("wrong", 0, fields) == (
        "Look again at line 2: `2x = 9`.",
        "What did you do to get from `2x + 3 = 11` to it?",
    )


@pytest.mark.parametrize(
    "key",
    [
        "wrong",
        "wrong_first",
        "misconception",
        "loses",
        "still_wrong",
        "misconception_choice",
        "wrong_choice",
        "wrong_text",
    ],
)
def test_no_phrasing_for_a_wrong_line_praises(key: str) -> None:
    for phrasing in phrases()[key]:
        assert not PRAISE.search(phrasing.replace("is not", "")), phrasing


def test_optional_fields_are_known() -> None:
    assert OPTIONAL <= KNOWN
