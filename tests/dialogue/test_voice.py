# ruff: noqa: E501
"""The voice without a model: what is quoted, in what order, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.fakes import LESSON
from tutor.curriculum.load import load_library, shipped_lessons
from tutor.dialogue import sections, voice
from tutor.dialogue.spoken import in_signs
from tutor.dialogue.values import Cited

BRACKETS = Cited(
    n=1,
    passage="a",
    document="Algebra",
    locator="Brackets",
    text="Brackets are everywhere. The number in front of a bracket multiplies every term inside it. It is like bags.\n\n"
    "A minus in front changes every sign:\n\n$$-(x - 2) = -x + 2$$\n\nThat is all.",
)
SCALES = Cited(
    n=2,
    passage="b",
    document="Algebra",
    locator="Scales",
    text="A pair of scales is level. Weights may be added on both pans.",
)
SHIPPED = load_library([shipped_lessons()])


def pick(question: str, *, allowed: object = None) -> tuple[voice.Quote, ...]:
    check = allowed if callable(allowed) else lambda sentence: True
    return voice.pick(question, (BRACKETS, SCALES), ("Algebra Brackets", "Algebra Scales"), check)


def test_the_sentence_that_answers_is_quoted_as_it_stands() -> None:
    first = pick("what does the number in front of a bracket do?")[0]
    assert first.n == 1
    assert "The number in front of a bracket multiplies every term inside it." in first.sentences


def test_a_formula_stays_with_the_sentence_that_leads_to_it() -> None:
    first = pick("what does a minus in front of it change?")[0]
    quoted = next(sentence for sentence in first.sentences if "minus" in sentence)
    assert "$$-(x - 2) = -x + 2$$" in quoted


def test_the_sentences_of_a_quotation_stand_in_the_passages_order() -> None:
    for question in ("bracket number term sign minus", "scales weights pans", "everything about brackets"):
        for quote in pick(question):
            places = [BRACKETS.text.find(s[:20]) if quote.n == 1 else SCALES.text.find(s[:20]) for s in quote.sentences]
            assert places == sorted(places)


def test_what_is_not_allowed_is_never_quoted() -> None:
    for quote in pick("number in front of a bracket", allowed=lambda sentence: "multiplies" not in sentence):
        assert not any("multiplies" in sentence for sentence in quote.sentences)


def test_nothing_is_quoted_for_a_question_without_a_word_in_common() -> None:
    assert pick("???") == ()
    assert pick("zebra") == ()


@given(st.text(max_size=80))
def test_a_quotation_is_short_and_word_for_word(question: str) -> None:
    texts = {1: "".join(BRACKETS.text.split()), 2: "".join(SCALES.text.split())}
    for quote in pick(question):
        assert sum(map(len, quote.sentences)) <= voice.LIMIT + 200
        for sentence in quote.sentences:
            assert "".join(sentence.split()) in texts[quote.n]


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("why can't I divide by x?", "Why can't I just divide by x?"),
        ("what are like terms?", "Gathering like terms"),
        ("can an equation be without any solution?", "Can an equation have no solution at all?"),
        ("what is a derivative?", "What is a derivative?"),
    ],
)
def test_the_section_that_is_about_it_comes_first(question: str, heading: str) -> None:
    assert sections.search(question, SHIPPED)[0].locator == heading


@pytest.mark.parametrize(
    "question", ["who won the world cup?", "how do bees find home?", "what is the best pizza?", ""]
)
def test_what_no_section_covers_is_not_covered(question: str) -> None:
    assert sections.search(question, SHIPPED) == ()


def test_a_lesson_can_be_searched_alone() -> None:
    assert {
        found.lesson for found in sections.search("number bracket", SHIPPED, lesson="linear-equations", enough=0.1)
    } == {"linear-equations"}


def test_what_teaches_an_exercise_is_found() -> None:
    library = load_library([Path(LESSON)])
    found = sections.teaching(library.exercise("balance/second"), library)
    assert found[0].locator == "Brackets"


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("eight divided by two", "8/2"), ("one more than three", "(1 + 3)"), ("twice seven", "(2*7)"), ("half of fourteen", "(14/2)"),
        ("three less than ten", "(10 - 3)"), ("twelve x squared", "12x^2"), ("twenty-five", "25"), ("minus thirteen", "-13"), ("the sum of two and five", "(2 + 5)"),
        ("vier", "4"), ("douze", "12"), ("siete", "7"), ("nothing here", "nothing here"),
    ],
)  # fmt: skip
def test_words_for_maths_become_signs(words: str, signs: str) -> None:
    assert in_signs(words) == signs


@given(st.text(max_size=200))
def test_putting_words_into_signs_never_fails(text: str) -> None:
    assert isinstance(in_signs(text), str)


@pytest.mark.parametrize("question", ["why can't I just divide by x?", "what is a root?", "how do I add fractions?"])
def test_a_sentence_of_an_example_is_no_answer_by_itself(question: str) -> None:
    found = sections.search(question, SHIPPED)
    assert found
    for each in found:
        cited = Cited(n=1, passage=each.id, document=each.document, locator=each.locator, text=each.text)
        for candidate in voice.answering(question, cited, each.heading, lambda sentence: True):
            assert candidate.text in " ".join(each.text.replace("*", "").split())
            assert "=" not in candidate.text
