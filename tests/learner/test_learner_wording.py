"""A learner's words said back to them, names told from words, and days written out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learner.clauses import clauses
from tutor.learner.dates import anchored, written
from tutor.learner.names import NOT_NAMES, take_name
from tutor.learner.wording import addressed, said_back, turned


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("my sister helps me", "Your sister helps you."),
        ("I am 16", "You are 16."),
        ("I'm in year 11", "You're in year 11."),
        ("i've got a dog", "You've got a dog."),
        ("I was born in Leeds", "You were born in Leeds."),
        ("I like it when you draw", "You like it when I draw."),
        ("this pen is mine", "This pen is yours."),
        ("our dog sleeps on my desk", "Your dog sleeps on your desk."),
        ("keep your answers short", "Keep my answers short."),
        ("Miami is nice", "Miami is nice."),
        ("I study at MIT!", "You study at MIT."),
        ("in time, my timing improved", "In time, your timing improved."),
    ],
)
def test_the_first_person_becomes_the_second(words: str, expected: str) -> None:
    assert said_back(words) == expected


@given(st.text(alphabet="abcdefgh ", max_size=40))
def test_words_without_persons_stay_as_they_are(words: str) -> None:
    assert turned(words) == words


@pytest.mark.parametrize(
    ("words", "expected"), [("I like tea", "You like tea."), ("You like tea.", "You like tea."), ("tea", "tea")]
)
def test_only_words_in_the_first_person_are_turned(words: str, expected: str) -> None:
    assert addressed(words) == expected


@pytest.mark.parametrize(
    ("words", "name", "rest"),
    [
        ("Anna", "Anna", ""),
        ("Anna and I", "Anna", "and I"),
        ("Anna Maria von Trapp", "Anna Maria von Trapp", ""),
        ("Mr. Khan", "Mr Khan", ""),
        ("Dr Smith teaches", "Dr Smith", "teaches"),
        ("O'Neil", "O'Neil", ""),
        ("Jean-Luc, hi", "Jean-Luc", "hi"),
        ("Anna's birthday", "Anna", "'s birthday"),
        ("李明", "李明", ""),
        ("Ngọc Anh", "Ngọc Anh", ""),
        ("JJ", "JJ", ""),
        ("anna", "Anna", ""),
        ("anna smith and i", "Anna Smith", "and i"),
    ],
)
def test_a_name_is_taken_and_the_rest_left(words: str, name: str, rest: str) -> None:
    assert take_name(words, need_capital=False, told=True) == (name, rest)


@pytest.mark.parametrize(
    "word", ["stuck", "Stuck", "STUCK", "not sure", "the teacher", "5", "", "?", "mr", "Von", "-", "'s"]
)
def test_what_is_no_name_is_not_taken(word: str) -> None:
    assert take_name(word, need_capital=False) is None


@pytest.mark.parametrize(
    "word", ["anna", "German", "Christian", "May", "Physics", "Struggling", "Exhausted", "Getting"]
)
def test_without_a_word_that_announces_it_a_name_needs_a_capital_and_no_other_meaning(word: str) -> None:
    assert take_name(word, need_capital=True) is None


@given(st.sampled_from(sorted(NOT_NAMES)))
def test_no_everyday_word_is_a_name_however_it_is_written(word: str) -> None:
    for form in (word, word.capitalize()):
        assert take_name(form, need_capital=False, told=True) is None


@given(st.text(max_size=40))
def test_taking_a_name_from_anything_is_safe(words: str) -> None:
    for need_capital in (True, False):
        found = take_name(words, need_capital=need_capital)
        assert found is None or found[0].strip() == found[0] != ""


MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You have a test tomorrow.", "You have a test tomorrow (Tuesday 3 March 2026)."),
        ("You have a test in three days.", "You have a test in three days (Thursday 5 March 2026)."),
        ("You have a test in a week.", "You have a test in a week (Monday 9 March 2026)."),
        ("You have a test on Friday.", "You have a test on Friday (said on Monday 2 March 2026)."),
        ("You have a test on Friday 6 March.", "You have a test on Friday 6 March."),
        ("You have a test in 99999999 days.", "You have a test in 99999999 days."),
        ("You have a test.", "You have a test."),
    ],
)
def test_a_day_is_written_out_where_that_is_sure_and_dated_where_not(text: str, expected: str) -> None:
    assert anchored(text, MONDAY) == expected
    assert anchored(expected, date(2027, 1, 1)) == (expected if expected != text else anchored(text, date(2027, 1, 1)))
    assert anchored(text, None) == text


def test_a_day_is_written_for_people() -> None:
    assert written(date(2026, 12, 1)) == "Tuesday 1 December 2026"


@given(st.text(max_size=60))
def test_dating_only_ever_adds(text: str) -> None:
    assert len(anchored(text, MONDAY)) >= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi, I'm Anna and I like tea.", ["I'm Anna", "I like tea"]),
        ("Mr. Khan is my teacher. He is nice.", ["Mr. Khan is my teacher", "He is nice"]),
        ("ok so, by the way, I like tea, thanks", ["I like tea"]),
        ("I like tea; my dog is called Rex", ["I like tea", "my dog is called Rex"]),
        ("I like tea :)", ["I like tea"]),
        ("I like tea ;-) lol", ["I like tea"]),
        ("I like tea 😀", ["I like tea"]),
        ("(I like tea)", ["I like tea"]),
        ("No, I like tea.", ["I like tea"]),
        ("if I like tea, call me Tom", []),
        ("x = 2.5 and y = 3", ["x = 2.5 and y = 3"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_statements(text: str, expected: list[str]) -> None:
    assert [clause.text for clause in clauses(text)] == expected


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Is my name Anna?", [True]),
        ("I like tea. Do you?", [False, True]),
        ("I have an exam on 12 March, can you help?", [False, True]),
        ("I like tea, ok?", [False]),
    ],
)
def test_questions_are_told_from_statements(text: str, questions: list[bool]) -> None:
    assert [clause.question for clause in clauses(text)] == questions
