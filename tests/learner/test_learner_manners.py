"""Wishes about the teaching, in a few words: noted when they are one, left alone when they only look like it."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

import pytest

from tutor.learner.extract import find_memories

WISHES = [
    ("please explain with examples", "style:examples", "You asked me to explain with examples."),
    ("Explain things with an example first please.", "style:examples", "You asked me to explain things with an example first."),
    ("always start with an example", "style:examples", "You asked me to start with an example."),
    ("more examples please", "style:examples", "You asked me to give you more examples."),
    ("I like examples", "style:examples", "You like examples."),
    ("please explain with pictures", "style:pictures", "You asked me to explain with pictures."),
    ("could you draw diagrams?", "style:pictures", "You asked me to draw diagrams."),
    ("explain it all step by step, please", "style:steps", "You asked me to explain it all step by step."),
    ("please explain in small steps", "style:steps", "You asked me to explain in small steps."),
    ("I need small steps", "style:steps", "You need small steps."),
    ("one step at a time please", "style:steps", "You asked me to go one step at a time."),
    ("go slower", "style:pace", "You asked me to go slower."),
    ("can you go a bit slower?", "style:pace", "You asked me to go a bit slower."),
    ("slow down please", "style:pace", "You asked me to slow down."),
    ("you're going too fast for me", "style:pace", "You asked me to go slower."),
    ("faster please", "style:pace", "You asked me to go faster."),
    ("less text please", "style:length", "You asked me to give you less text."),
    ("please give longer explanations", "style:length", "You asked me to give longer explanations."),
    ("please use decimals instead of fractions", "style:numbers", "You asked me to use decimals instead of fractions."),
    ("please don't praise me", "style:praise", "You asked me not to praise you."),
    ("stop saying well done", "style:praise", "You asked me to stop saying well done."),
    ("I prefer step by step explanations", "style:steps", "You prefer step by step explanations."),
]  # fmt: skip
NO_WISH = [
    "give me an example", "give me an example of the chain rule", "can you give me some examples of fractions?", "explain the chain rule with an example of yours",
    "show me the steps", "solve it step by step", "explain step 2", "go on", "the car goes slower", "a slower train leaves at noon", "why do fractions look like this?",
    "what is an example?", "it says use decimals", "if you go slower I can follow", "is it faster to divide first?", "she walks slower than he does",
]  # fmt: skip


@pytest.mark.parametrize(("said", "subject", "kept"), WISHES)
def test_a_wish_is_noted_and_said_back(said: str, subject: str, kept: str) -> None:
    (found,) = find_memories(said)
    assert (found.kind, found.subject, found.text) == ("preference", subject, kept)


@pytest.mark.parametrize("said", NO_WISH)
def test_what_only_looks_like_a_wish_is_left_alone(said: str) -> None:
    assert not [found for found in find_memories(said) if found.subject.startswith("style:")]


def test_a_correction_of_a_wish_is_one() -> None:
    (found,) = find_memories("actually, go faster please")
    assert (found.subject, found.action) == ("style:pace", "correct")


def test_several_wishes_in_one_text_are_several() -> None:
    found = find_memories("Please explain with examples. Go slower, and don't use emojis.")
    assert [each.subject for each in found] == ["style:examples", "style:pace", "style:emoji"]
