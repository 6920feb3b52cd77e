"""What kind of answer a question wants, and which sentences are one."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.dialogue.asking import Wants, kind_of, subject_of, suits, wants_words_meaning
from tutor.dialogue.sentences import terms
from tutor.dialogue.values import Cited
from tutor.dialogue.voice import pick


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what is the chain rule?", Wants.DEFINITION), ("define velocity", Wants.DEFINITION), ("State the product rule.", Wants.DEFINITION), ("what does 'tangent' mean?", Wants.DEFINITION),
        ("so what are like terms?", Wants.DEFINITION), ("explain what a secant is", Wants.DEFINITION), ("why can't I divide by x?", Wants.REASON), ("but why?", Wants.REASON),
        ("how come the sign changes?", Wants.REASON), ("how do I add fractions?", Wants.WAY), ("show me how to expand brackets", Wants.WAY), ("what are the steps?", Wants.WAY),
        ("when may I cancel?", Wants.CONDITION), ("is zero a number?", Wants.ANYTHING), ("", Wants.ANYTHING),
    ],
)  # fmt: skip
def test_a_question_wants_one_kind_of_answer(question: str, kind: Wants) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("what is acceleration?", "Acceleration says by how much the velocity changes in each second.", "A car that brakes has its acceleration against its velocity."),
        ("what is a secant?", "It is the slope of the straight line through the two points, called a secant.", "Draw the secant before anything else."),
        ("what is the chain rule?", "In words: differentiate the outer function and multiply by the derivative of the inside.", "You can check it without the chain rule."),
        ("why is the sign changed?", "The sign changes because a debt is taken away.", "The sign stands before the number."),
        ("how do I clear fractions?", "Multiply both sides by a number that all denominators divide.", "Fractions were known to the Egyptians."),
        ("when may I cancel?", "You may cancel only if the factor is not zero.", "He likes to cancel factors."),
    ],
)  # fmt: skip
def test_a_sentence_of_the_wanted_kind_suits_better(question: str, better: str, worse: str) -> None:
    def fit(unit: str) -> float:
        return suits(kind_of(question), unit, terms(question), (), question)

    assert fit(better) > fit(worse)


def test_what_a_passage_emphasises_is_defined_there() -> None:
    unit = "The average over that short stretch is the difference quotient."
    question = "what is the difference quotient?"
    plain = suits(Wants.DEFINITION, unit, terms(question), (), question)
    marked = suits(Wants.DEFINITION, unit, terms(question), terms("difference quotient"), question)
    assert marked > plain


@pytest.mark.parametrize(
    ("question", "strict"),
    [
        ("what is a tangent?", True), ("define velocity", True), ("what does solution mean?", True), ("what is average velocity?", True),
        ("what is the deadline for the project?", False), ("what is the first step here?", False), ("why?", False), ("what is my name?", False),
    ],
)  # fmt: skip
def test_only_some_questions_want_nothing_but_a_definition(question: str, strict: bool) -> None:
    assert wants_words_meaning(question) is strict


def test_words_of_asking_are_not_what_is_asked_about() -> None:
    assert subject_of("define velocity") == subject_of("velocity")
    assert subject_of("what does a term mean?") == terms("term")


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_has_a_kind_and_a_fit(question: str, unit: str) -> None:
    assert 0 <= suits(kind_of(question), unit, terms(question), (), question) <= 2


def passage(n: int, text: str, locator: str) -> Cited:
    return Cited(n=n, passage=f"p{n}", document="d", locator=locator, text=text)


RULE = (
    "If a wheel turns three times as fast as the pedals, rates multiply. The same happens with functions.\n\n"
    "This is the *chain rule*:\n$$\nf'(g(x)) g'(x)\n$$\nIn words: differentiate the outer function and multiply by the derivative of the inside."
)
EXAMPLE = "Differentiate $f(x) = (3x + 1)^2$.\n\nThe outer function is the square.\n\nYou can check it without the chain rule: multiply out."


def chosen(question: str, *passages: Cited) -> list[str]:
    found = pick(question, passages, [each.locator for each in passages], lambda sentence: True)
    return [sentence for quote in found for sentence in quote.sentences]


def test_the_rule_is_quoted_rather_than_a_remark_on_it() -> None:
    found = chosen(
        "what is the chain rule?",
        passage(1, EXAMPLE, "Worked example: the chain rule"),
        passage(2, RULE, "A function inside a function"),
    )
    assert any("f'(g(x))" in sentence for sentence in found[:3])
    assert not any("You can check" in sentence for sentence in found[:2])


def test_a_worked_example_is_quoted_from_its_beginning() -> None:
    found = chosen("how do I use the chain rule?", passage(1, EXAMPLE, "Worked example: the chain rule"))
    assert found[0].startswith("Differentiate")


def test_a_heading_that_asks_the_same_is_answered_from_its_beginning() -> None:
    text = (
        "Look at a pattern. The pattern has to go on. For a longer product, count the minus signs: minus, minus, plus."
    )
    found = chosen("why is minus times minus plus?", passage(1, text, "Why is minus times minus plus?"))
    assert found[0] == "Look at a pattern."


def test_what_is_not_defined_is_not_explained_by_a_sentence_that_has_the_word() -> None:
    text = "Yes. If the unknown disappears, the solution falls off the page. Look at the solution again."
    assert chosen("what does solution mean?", passage(1, text, "Dividing by x")) == []


def test_words_that_only_stand_apart_are_no_rule() -> None:
    text = "The product of two negative numbers is positive. Division follows the same rule."
    assert chosen("what is the product rule?", passage(1, text, "Minus times minus")) == []


def test_lists_tables_and_boxes_keep_their_shape() -> None:
    text = "> **Mind this**\n>\n> Two steps are allowed on a balance:\n>\n> - add the same weight,\n> - take the same weight away.\n\n| a | b |\n| - | - |\n| 1 | 2 |"
    found = chosen("which steps are allowed on a balance?", passage(1, text, "The balance"))
    assert found[0] == "Two steps are allowed on a balance:"
    assert found[1].startswith("- add")
    assert not any(">" in sentence or "Mind this" in sentence for sentence in found)
