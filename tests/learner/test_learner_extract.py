"""What is found in a learner's words, kind by kind, and all that is left alone."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learner.extract import MOST_FOUND, find_memories
from tutor.learner.memory import KINDS

MONDAY = date(2026, 3, 2)

ROWS: dict[str, list[list[str]]] = tomllib.loads((Path(__file__).parent / "told.toml").read_text("utf-8"))


FORGET = [
    ("forget everything", "*"),
    ("Please forget everything I told you", "*"),
    ("delete my memories", "*"),
    ("erase all you have on me", "*"),
    ("forget what you know about me", "*"),
    ("Forget that my name is Anna", "name"),
    ("forget what I said about my exam", "exam"),
    ("please forget my name", "name"),
    ("forget everything about me", "*"),
    ("Please don't remember my age", "age"),
    ("Forget what I told you about my sister", "person:sister"),
    ("You can forget my birthday", "birthday"),
    ("Can you forget that I like chess?", "like:chess"),
    ("Forget my exam date", "exam"),
    ("Please forget that I told you my sister's name", "person:sister"),
    ("Delete everything you know about me", "*"),
    ("Delete my birthday", "birthday"),
]
SEVERAL = [
    ("Hi, I'm Anna and I study at MIT", ["Your name is Anna.", "You study at MIT."]),
    ("Hi! I'm Anna. I'm in year 11.", ["Your name is Anna.", "You're in year 11."]),
    ("My name is Alexandra but call me Alex", ["Your name is Alexandra.", "You like to be called Alex."]),
    ("I have a cat named Miso and a dog named Rex", ["Your cat is called Miso.", "Your dog is called Rex."]),
    (
        "My name is Priya and I have a chemistry exam on 3 June. My brother Arjun plays cricket.",
        ["Your name is Priya.", "You have a chemistry exam on 3 June.", "Your brother Arjun plays cricket."],
    ),
    (
        "My name is Anna Maria von Trapp, and my goal is to pass my exam.",
        ["Your name is Anna Maria von Trapp.", "Your goal is to pass your exam."],
    ),
    ("i'm 15 years old and i live in Leeds", ["You're 15 years old.", "You live in Leeds."]),
    ("I am from Nigeria and I live in Lagos", ["You are from Nigeria.", "You live in Lagos."]),
]

NOTHING = (Path(__file__).parent / "nothing_to_remember.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "kind", "subject", "said_back"),
    [(text, kind, subject, said_back) for kind, rows in ROWS.items() for text, subject, said_back in rows],
)
def test_what_a_learner_tells_is_found_with_its_subject_and_said_back(
    text: str, kind: str, subject: str, said_back: str
) -> None:
    (found,) = find_memories(text)
    is_animal = kind == "fact" and subject.startswith("person:")
    assert (found.kind, found.subject, found.text) == (kind, subject, said_back)
    assert found.action in ("note", "correct")
    assert 0.5 <= found.confidence <= 1
    assert is_animal or found.kind in KINDS


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_lasting_statement_about_the_learner_is_left_alone(text: str) -> None:
    assert find_memories(text) == ()


@pytest.mark.parametrize(("text", "subject"), FORGET)
def test_a_wish_to_forget_is_reported_as_one(text: str, subject: str) -> None:
    (found,) = find_memories(text)
    assert (found.action, found.kind, found.subject) == ("forget", "forget", subject)


@pytest.mark.parametrize(("text", "said_back"), SEVERAL)
def test_several_things_in_one_text_are_all_found_in_order(text: str, said_back: list[str]) -> None:
    assert [found.text for found in find_memories(text)] == said_back


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Actually my exam is on the 15th", "correct"),
        ("No, my name is Anne", "correct"),
        ("Sorry, I meant my exam is on 16 March", "correct"),
        ("Correction: my sister is called Beth", "correct"),
        ("My exam isn't on the 12th, it's on the 13th", "correct"),
        ("my exam is on the 15th", "note"),
        ("my name is Anne", "note"),
    ],
)
def test_putting_something_right_is_told_from_telling_it(text: str, expected: str) -> None:
    assert [found.action for found in find_memories(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("I have a test tomorrow", "tomorrow (Tuesday 3 March 2026)"),
        ("I have a test the day after tomorrow", "tomorrow (Wednesday 4 March 2026)"),
        ("my exam is today", "today (Monday 2 March 2026)"),
        ("my exam is in two weeks", "in two weeks (Monday 16 March 2026)"),
        ("my exam is in 10 days", "in 10 days (Thursday 12 March 2026)"),
        ("my exam is on Friday", "(said on Monday 2 March 2026)"),
        ("my exam is next month", "(said on Monday 2 March 2026)"),
        ("my exam is on the 15th", "(said on Monday 2 March 2026)"),
    ],
)
def test_a_day_that_depends_on_today_is_written_out_or_dated(text: str, inside: str) -> None:
    (found,) = find_memories(text, today=MONDAY)
    assert inside in found.text
    assert "(" not in find_memories(text)[0].text


@pytest.mark.parametrize(
    "text", ["I have an exam on 12 March", "my exam is on 2026-05-04", "My name is Anna", "I'm in the 11th grade"]
)
def test_what_stands_for_itself_is_not_dated(text: str) -> None:
    assert find_memories(text, today=MONDAY) == find_memories(text)


@pytest.mark.parametrize(
    ("text", "said_back"),
    [
        ("remember that I sit next to Bob", "You sit next to Bob."),
        ("Please remember that my code word is pineapple", "Your code word is pineapple."),
        ("please remember: I only have 15 minutes per day", "You only have 15 minutes per day."),
        ("don't forget that we have class on Saturdays", "You have class on Saturdays."),
        ("Keep in mind that I'm allergic to nuts", "You're allergic to nuts."),
        ("Could you remember that my cousin Ali lives in Cairo?", "Your cousin Ali lives in Cairo."),
    ],
)
def test_what_is_asked_to_be_remembered_is_kept_word_for_word_and_is_certain(text: str, said_back: str) -> None:
    (found,) = find_memories(text)
    assert (found.text, found.confidence) == (said_back, 1.0)


def test_quotations_code_and_quoted_lines_are_not_the_learner_s_own_words() -> None:
    assert find_memories("```\nmy name is Bob\n```") == ()
    assert find_memories("> my name is Bob\n> I live in Leeds") == ()
    assert find_memories('The text says: "my name is Pierre and I live in Paris".') == ()
    assert [found.text for found in find_memories('call me "Sam"')] == ["You like to be called Sam."]


def test_the_people_of_a_word_problem_are_not_the_learner_s() -> None:
    text = "My friend Tom has 12 apples and my sister Anna is a farmer. How many apples do they have?"
    assert find_memories(text) == ()
    assert find_memories("My sister Anna is a farmer.") != ()


def test_the_same_told_twice_in_a_text_is_found_once() -> None:
    assert len(find_memories("My name is Anna. As I said, my name is Anna. MY NAME IS ANNA")) == 1


def test_only_so_many_things_are_taken_from_one_text() -> None:
    text = ". ".join(f"I like game number {chr(97 + place)}" for place in range(26))
    assert len(find_memories(text)) == MOST_FOUND


@given(st.text(max_size=300))
def test_any_text_at_all_gives_well_formed_findings(text: str) -> None:
    for found in find_memories(text, today=MONDAY):
        assert found.text
        assert "\x00" not in found.text
        assert found.kind in (*KINDS, "forget", "refuse")
        assert 0 <= found.confidence <= 1


WORDS = [
    "my",
    "name",
    "is",
    "Anna",
    "I",
    "like",
    "exam",
    "on",
    "12 March",
    "remember that",
    "forget",
    "sister",
    "always",
    "?",
    ".",
    ",",
    "prefer",
    "2x",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_mixture_of_telling_words_gives_well_formed_findings(words: list[str]) -> None:
    found = find_memories(" ".join(words))
    assert len(found) <= MOST_FOUND
    assert len({(each.action, each.kind, each.subject) for each in found}) == len(found)
