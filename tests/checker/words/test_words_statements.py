"""What a problem states, and lines that state something else of the same thing, quoted."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker.values import Code, Status, Verdict, WorkRequest
from tutor.checker.words import judge_words
from tutor.checker.words.definitions import renamed
from tutor.checker.words.lexicon import word_set
from tutor.checker.words.mismeasures import mismeasured, rate_for_amount
from tutor.checker.words.read import read_line
from tutor.checker.words.statements import restated, sentences, stated, stem


def judged(problem: str, *steps: str) -> list[Verdict]:
    """The verdicts of a piece of work without a reference."""
    return list(judge_words(WorkRequest(steps=steps, problem=problem)).steps)


def wrong(problem: str, *steps: str) -> int | None:
    """The first refuted line."""
    return judge_words(WorkRequest(steps=steps, problem=problem)).first_error


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("apples", "apple"),
        ("boxes", "box"),
        ("hours", "hour"),
        ("hrs", "hour"),
        ("glass", "glass"),
        ("cherries", "cherry"),
        ("bus", "bus"),
    ],
)
def test_a_stem_is_the_word_without_its_ending(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_a_question_states_nothing_and_a_rate_is_no_amount() -> None:
    parts = sentences(
        "He swims 3 hours on the weekend. Each box holds 5 pens. He runs 4 miles per hour. How many in 6 days?"
    )
    assert [(frame.value, frame.noun, frame.tail) for frame in stated(parts)] == [
        (Fraction(3), "hour", ("on", "the", "weekend")),
        (Fraction(5), "pens", ()),
    ]


def test_a_list_of_names_is_one_subject() -> None:
    (frame,) = stated(sentences("Carla, Kyle, and Tasha caught 36 fish."))
    assert frame.names == {"carla", "kyle", "tasha"}
    assert frame.quote == "Carla, Kyle, and Tasha caught 36 fish"


SWIM = "Percy swims 1 hour before school and 1 after school 5 days a week. He swims 3 hours on the weekend."
TACOS = "Tacos cost $2. There were ten customers after the family."
FISH = "Carla, Kyle, and Tasha caught 36 fish. Carla caught 8."

RESTATED = [
    (SWIM, "He swims 3 hours on Saturday and Sunday, so he swims a total of 3 x 2 = 6 hours on the weekend."),
    (SWIM, "So he swims 3 * 2 = 6 hours on the weekend."),
    (SWIM, "Percy swims 3 * 2 = 6 hours on the weekend."),
    (TACOS, "There were 10 - 1 = 9 customers after the family."),
    (FISH, "Carla, Kyle, and Tasha caught 36 - 8 = 28 fish altogether."),
    (FISH, "In all, Carla, Kyle and Tasha caught 36 - 8 = 28 fish."),
]


@pytest.mark.parametrize(("problem", "step"), RESTATED)
def test_another_number_for_what_the_problem_states_is_refuted(problem: str, step: str) -> None:
    (verdict,) = judged(problem, step)
    assert (verdict.status, verdict.code) == (Status.INVALID, Code.CONTRADICTS)
    assert "The problem says “" in verdict.reason
    assert verdict.witness is not None


LEFT_ALONE = [
    (SWIM, "He swims 3 hours on the weekend."),
    (SWIM, "He swims 3 + 10 = 13 hours a week."),
    (SWIM, "Over 4 weeks he swims 3 * 4 = 12 hours on the weekends."),
    (SWIM + " How many hours in 4 weeks?", "He swims 3 * 4 = 12 hours on the weekend."),  # 4 is in the problem
    (SWIM, "She swims 3 * 2 = 6 miles on the weekend."),
    (TACOS, "There were 10 + 4 = 14 customers."),
    (TACOS, "There were 10 * 2 = 20 soft tacos after the family."),
    (FISH, "Kyle and Tasha caught 36 - 8 = 28 fish."),
    (FISH, "On Sunday, Carla, Kyle, and Tasha caught a total of 36 - 8 = 28 fish."),
    ("On Monday, Tom and Ann walked 10 miles.", "Tom and Ann walked a total of 10 - 3 = 7 miles."),
    ("Tom and Ann baked 36 buns. They burned 6.", "So Tom and Ann baked 36 - 6 = 30 good buns."),
    ("Tom and Ann baked 36 buns. They burned 6.", "So Tom and Ann baked 36 - 6 = 30 buns that were good."),
    ("He swims 3 hours on the weekend. He skips an hour.", "He swims 3 - 1 = 2 hours on the weekend."),
    ("He swims 3 hours on the weekend with each coach.", "He swims 3 * 2 = 6 hours on the weekend."),
    ("He swims 3 hours on the weekend, Ann half of it.", "He swims 3 * 2 = 6 hours on the weekend."),
    (FISH, "Carla, Kyle, and Tasha have 36 - 8 = 28 fish left."),
    (FISH, "Carla, Kyle, and Tasha caught 36 + 20 = 56 fish."),
    ("Ann and Bob have 12 pens. They lose 5.", "Ann and Bob have 12 - 5 = 7 pens."),  # what they have may change
    ("There are 5 people on the team. Tom leaves.", "There are 5 - 1 = 4 people on the team."),
    ("There are 10 apples in the basket.", "There are 10 - 1 = 9 apples in the basket."),
    ("Tom bought 5 pens on Monday and 4 on Friday.", "Tom bought 5 + 4 = 9 pens on Monday and Friday."),
    ("She works 8 hours a day.", "She works 8 * 2 = 16 hours a day."),
]


@pytest.mark.parametrize(("problem", "step"), LEFT_ALONE)
def test_what_may_have_changed_or_is_something_else_is_left_alone(problem: str, step: str) -> None:
    assert wrong(problem, step) is None


def test_a_number_with_a_source_may_change_what_is_stated() -> None:
    frames = stated(sentences(SWIM))
    line = read_line("He swims 3 x 2 = 6 hours on the weekend.")
    assert restated(line, frames, lambda value, noun: False) is not None
    assert restated(line, frames, lambda value, noun: True) is None


CONES = "Marco's cones are $5 each, his expenses 80% of sales. How many cones would he need to sell to make $200?"

RENAMED = [
    (
        "Let x be the number of cones Marco needs to sell.",
        "x = 200",
        "Therefore, Marco needs to sell 200/5 = 40 cones.",
    ),
    (
        "Let x be the age of the daughter 5 years ago.",
        "2x = 36, and x = 18.",
        "So the daughter was 18-5 = 13 years old 5 years ago.",
    ),
    (
        "Let x be the amount each person saves per month.",
        "x = 108000/72 = $1500",
        "So each person saves $1500/2 = $750 per month.",
    ),
]


@pytest.mark.parametrize("steps", RENAMED)
def test_what_a_letter_stands_for_has_one_value(steps: tuple[str, ...]) -> None:
    verdicts = judged("", *steps)
    assert [verdict.status is Status.INVALID for verdict in verdicts] == [False, False, True]
    assert verdicts[2].reason.startswith("Before, you said: “Let x be")
    assert verdicts[2].witness is not None
    assert verdicts[2].witness.expected.startswith("x = ")


@pytest.mark.parametrize(
    "steps",
    [
        ("Let x be the number of cones Marco needs to sell.", "x = 200", "Therefore, Marco needs to sell 200 cones."),
        ("Let x be the number of cones Marco needs to sell.", "x = 200", "They bring him 200*5 = $1000."),
        (
            "Let x be the number of cones Marco needs to sell.",
            "x = 200",
            "Check: x * 5 = 200 * 5 = 1000 for the cones.",
        ),
        ("Let x be Ann's age.", "x = 12", "In 5 years, Ann will be 12 + 5 = 17 years old."),
        ("Let x be the age of the daughter now.", "x = 18", "In 3 years, the daughter will be 18+3 = 21 years old."),
        ("Let x be the number of cones Marco needs to sell.", "Marco needs to sell 200/5 = 40 cones."),
        ("Let x be a number.", "x = 200", "The number is 200/5 = 40."),
        ("Let x be the number of apples Tom has.", "x = 12", "Then Tom has 12 - 3 = 9 apples."),
        ("Let x be the number of apples Tom has.", "x = 12", "Then Tom has 12 - 3 = 9 apples left."),
        ("Let x be the number of apples Tom has.", "x = 12", "He gives half away, so Tom has 12/2 = 6 apples."),
        ("Let x be the number of pages he read.", "x = 40", "He read 40/2 = 20 pages on Tuesday."),
        ("Let x be the number of pages he read.", "x = 40", "On Tuesday, he read 40/2 = 20 pages."),
    ],
)
def test_another_quantity_made_from_a_letter_is_left_alone(steps: tuple[str, ...]) -> None:
    assert renamed([read_line(step) for step in steps]) == {}


CANS = "He gets 10 cents per bottle and 5 cents per can. He recycled 80 bottles and made $15."
CHILDREN = "Children spend 45 minutes each day watching television. They are allowed to watch 4 days a week."


@pytest.mark.parametrize(
    ("problem", "step"),
    [
        (CANS, "He made 10 * 80 = $800 from the bottles."),
        (CANS, "80 x 10 = 800 dollars"),
        (CHILDREN, "In one day, children watch 45 minutes x 4 = 180 minutes of television."),
        (CHILDREN, "They watch 4 * 45 = 180 minutes each day."),
    ],
)
def test_a_unit_against_the_problem_is_refuted(problem: str, step: str) -> None:
    (verdict,) = judged(problem, step)
    assert (verdict.status, verdict.code) == (Status.INVALID, Code.CONTRADICTS)


@pytest.mark.parametrize(
    ("problem", "step"),
    [
        (CANS, "He made 10 * 80 = 800 cents from the bottles."),
        (CANS, "He made 10 * 80 = $8 from the bottles."),
        (CANS, "He made $.10 * 80 = $8 from the bottles."),
        (CANS + " He has 10 boxes.", "10 * 80 = $800"),  # may be another 10
        (CANS + " A box costs $80.", "10 * 80 = $800"),
        (CHILDREN, "In one week, children watch 45 minutes x 4 = 180 minutes of television."),
        (CHILDREN, "They watch 45 * 4 = 180 minutes a week."),
        (CHILDREN + " There are 4 children.", "In one day, they watch 45 * 4 = 180 minutes."),
        ("He takes 2 pages of notes every day for each of 5 classes.", "He takes 2 * 5 = 10 pages of notes every day."),
        ("He walks 3 miles each day.", "In 4 days he walks 3 * 4 = 12 miles."),
    ],
)
def test_a_unit_that_fits_is_left_alone(problem: str, step: str) -> None:
    assert mismeasured(read_line(step), sentences(problem)) is None


GOALS = "During 15 minutes Xavier can score 2 goals on average. How many goals on average in 2 hours?"


def test_an_amount_turned_into_a_rate_does_not_answer_how_many() -> None:
    verdicts = judged(
        GOALS, "There are 120/15 = 8 periods.", "He scores 8 x 2 = 16 goals.", "That is 16/8 = 2 goals per period."
    )
    assert [verdict.status is Status.INVALID for verdict in verdicts] == [False, False, True]
    assert verdicts[2].code is Code.NOT_ANSWERED
    assert "how many goals" in verdicts[2].reason


@pytest.mark.parametrize(
    ("problem", "steps"),
    [
        (GOALS, ("There are 120/15 = 8 periods.", "He scores 8 x 2 = 16 goals.")),
        (GOALS, ("He scores 16/8 = 2 goals per period.", "So he scores 8 x 2 = 16 goals.")),
        ("How many goals per game?", ("He scores 8 x 2 = 16 goals.", "That is 16/8 = 2 goals per game.")),
        (
            "How many goals does he score each game?",
            ("He scores 8 x 2 = 16 goals.", "That is 16/8 = 2 goals per game."),
        ),
        ("How many minutes will it take him?", ("It takes 8 * 60 = 480 minutes.", "480/16 = 30 minutes per widget")),
        ("How many miles?", ("He drives 120/2 = 60 miles per hour.",)),
    ],
)
def test_a_rate_that_is_asked_for_or_on_the_way_is_left_alone(problem: str, steps: tuple[str, ...]) -> None:
    found = rate_for_amount([read_line(step) for step in steps], sentences(problem))
    assert (found == {}) is ("take him" not in problem)


DOUBTS = [
    ("Frank sells 12 of 10 burgers.", ("He needs to sell 10-12 = -2 more burgers.",), "fewer than none"),
    ("12 sweets for 5 kids", ("Then there are 12/5 = 2.4 kids.",), "fraction among the kids"),
    (
        "",
        ("He sent 5 x 5 = 25 texts.", "In total 5 + 25 = 30 texts.", "A total of 30 + 25 + 3 = 58 texts."),
        "counted twice",
    ),
    ("", ("0.25 x 32 = 8 students", "32 - 8 = 24 students are left.", "24 - 6 - 8 = 10 failed."), "taken off twice"),
]


@pytest.mark.parametrize(("problem", "steps", "asked"), DOUBTS)
def test_what_is_odd_is_asked_about_and_no_error(problem: str, steps: tuple[str, ...], asked: str) -> None:
    last = judged(problem, *steps)[-1]
    assert (last.status, last.code) == (Status.UNKNOWN, Code.UNDECIDED)
    assert asked in last.reason


@pytest.mark.parametrize(
    ("problem", "steps"),
    [
        ("The temperature is 5 degrees.", ("It falls to 5 - 12 = -7 degrees.",)),
        ("He owes $20.", ("He has 5 - 20 = -15 dollars.",)),
        ("", ("On average that is 12/5 = 2.4 kids.",)),
        ("", ("He has 5 + 25 = 30 texts.", "30 + 25 = 55 texts")),
        ("", ("They have 3 + 4 = 7 pens.", "In total 7 + 5 = 12 pens.")),
    ],
)
def test_what_may_well_be_is_not_asked_about(problem: str, steps: tuple[str, ...]) -> None:
    assert all("?" not in verdict.reason for verdict in judged(problem, *steps))


def test_lines_that_follow_from_a_contradiction_are_no_new_errors() -> None:
    verdicts = judged(
        FISH, "Together, Carla, Kyle, and Tasha caught 36 - 8 = 28 fish.", "That is 28 / 2 = 14 fish each."
    )
    assert [verdict.code for verdict in verdicts] == [Code.CONTRADICTS, Code.FOLLOWS_ERROR]


def test_a_wrong_computation_is_told_as_one() -> None:
    (verdict,) = judged(FISH, "Carla, Kyle, and Tasha caught 36 - 8 = 27 fish.")
    assert verdict.code is Code.ARITHMETIC


@settings(deadline=None, max_examples=60)
@given(problem=st.text(max_size=200), step=st.text(max_size=120))
def test_any_text_gives_a_verdict(problem: str, step: str) -> None:
    assert len(judged(problem, step, "3 + 4 = 7")) == 2


_PROBLEM = word_set("Ann Tom has have 3 5 12 more fewer than twice as many apples . , and the on weekend let x")
_STEP = word_set("Ann Tom has 3 5 12 + - * = 8 15 apples so total and on the weekend x is")


@settings(deadline=None, max_examples=60)
@given(
    problem=st.lists(st.sampled_from(sorted(_PROBLEM)), max_size=40),
    step=st.lists(st.sampled_from(sorted(_STEP)), max_size=25),
)
def test_any_words_of_word_problems_give_a_verdict(problem: list[str], step: list[str]) -> None:
    assert len(judged(" ".join(problem), " ".join(step))) == 1
