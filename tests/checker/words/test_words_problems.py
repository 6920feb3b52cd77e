"""Small word problems of our own: a worked solution each, right ones that differ, and wrong ones with their line."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tutor.checker.values import Status, WorkRequest
from tutor.checker.words import judge_words

Steps = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One problem."""

    name: str
    problem: str
    reference: Steps
    right: tuple[Steps, ...]
    wrong: tuple[tuple[int, Steps], ...] = field(default=())
    """First wrong line (1-based) and the steps."""


CASES = [
    Case(
        name="library",
        problem=(
            "A library lends 45 books on Monday and twice as many on Tuesday. 18 books come back. How "
            "many books are out?"
        ),
        reference=(
            "On Tuesday it lends 45 * 2 = 90 books.",
            "That is 45 + 90 = 135 books.",
            "So 135 - 18 = 117 books are out.",
        ),
        right=(
            ("3 * 45 = 135 books were lent in all.", "135 - 18 = 117 books are out."),
            ("Tuesday: 45 + 45 = 90 books.", "90 - 18 = 72 books.", "72 + 45 = 117 books are out."),
            ("It is 45 + 2*45 - 18 = 117.",),
            ("One hundred and seventeen are out, since 45 + 90 - 18 = 117.",),
        ),
        wrong=(
            (
                1,
                (
                    "On Tuesday it lends 45 + 2 = 47 books.",
                    "That is 45 + 47 = 92 books.",
                    "So 92 - 18 = 74 books are out.",
                ),
            ),
            (
                3,
                (
                    "On Tuesday it lends 45 * 2 = 90 books.",
                    "Together that is 45 + 90 = 135 books.",
                    "So 135 + 18 = 153 books are out.",
                ),
            ),
            (2, ("Tuesday has 2 * 45 = 90 books.", "Therefore 90 - 18 = 72 books are out.")),
        ),
    ),
    Case(
        name="fence",
        problem=(
            "A field is 30 meters long and 20 meters wide. A fence costs $4 a meter. How much does a "
            "fence around it cost?"
        ),
        reference=("The way around is 2 * (30 + 20) = 100 meters.", "The fence costs 100 * $4 = $400."),
        right=(
            ("2 * 30 + 2 * 20 = 100 meters.", "100 * 4 = 400 dollars."),
            ("30 + 20 + 30 + 20 = 100 meters", "So it is $4 * 100 = $400."),
            ("Half of it is 30 + 20 = 50 meters and costs 50 * 4 = $200.", "All of it costs 2 * 200 = $400."),
        ),
        wrong=(
            (1, ("The field has 30 * 20 = 600 square meters.", "So the fence costs 600 * 4 = $2400.")),
            (2, ("Two sides are 30 + 20 = 50 meters.", "Therefore the fence costs 50 * 4 = $200.")),
        ),
    ),
    Case(
        name="bus",
        problem=(
            "A bus starts with 12 people. At the first stop 7 get on and 3 get off, at the second 5 "
            "get off. How many are in it?"
        ),
        reference=(
            "After the first stop there are 12 + 7 - 3 = 16 people.",
            "After the second there are 16 - 5 = 11 people.",
        ),
        right=(
            ("3 + 5 = 8 people get off.", "12 + 7 - 8 = 11 people are left."),
            ("12 + 7 = 19", "19 - 3 = 16", "16 - 5 = 11 people"),
            ("12 - 3 = 9, 9 + 7 = 16 and 16 - 5 = 11.",),
        ),
        wrong=(
            (1, ("At the first stop there are 12 + 7 + 3 = 22 people.", "At the second there are 22 - 5 = 17 people.")),
            (
                2,
                (
                    "After the first stop there are 12 + 7 - 3 = 16 people.",
                    "So at the end there are 16 + 5 = 21 people.",
                ),
            ),
        ),
    ),
    Case(
        name="jam",
        problem=(
            "Eva cooks 6 kg of jam and fills it into jars of 250 g. She sells each jar for $3 and "
            "keeps 4 jars. What does she earn?"
        ),
        reference=(
            "6 kg are 6 * 1000 = 6000 g.",
            "She fills 6000 / 250 = 24 jars.",
            "She sells 24 - 4 = 20 jars.",
            "She earns 20 * $3 = $60.",
        ),
        right=(
            (
                "A kilogram fills 1000 / 250 = 4 jars.",
                "6 kg fill 6 * 4 = 24 jars.",
                "She sells 20 of them for 20 * 3 = $60.",
            ),
            ("All jars are worth 24 * 3 = $72.", "She keeps jars for 4 * 3 = $12.", "So she earns 72 - 12 = $60."),
        ),
        wrong=(
            (
                3,
                (
                    "6 kg are 6000 g.",
                    "That makes 6000 / 250 = 24 jars.",
                    "Therefore she earns 24 * $3 = $72.",
                ),
            ),
            (1, ("She fills 250 / 6 = 41.67 jars.", "She sells 41 - 4 = 37 jars.", "So she earns 37 * 3 = $111.")),
        ),
    ),
    Case(
        name="sale",
        problem=(
            "A bike costs $240. In spring it is reduced by 15%. Then Tom pays $6 for a bell. How much "
            "does he pay in total?"
        ),
        reference=(
            "The price falls by 240 * 15/100 = $36.",
            "The bike costs 240 - 36 = $204.",
            "In total he pays 204 + 6 = $210.",
        ),
        right=(
            ("100% - 15% = 85%", "0.85 * 240 = $204", "204 + 6 = $210"),
            ("15% of 240 is 36.", "240 + 6 - 36 = 210 dollars"),
            ("85% of $240 = $204, with the bell $204 + $6 = $210.",),
        ),
        wrong=(
            (1, ("The bike costs 240 - 15 = $225.", "In total he pays 225 + 6 = $231.")),
            (1, ("The bike costs 240 * 1.15 = $276.", "In total he pays 276 + 6 = $282.")),
            (
                3,
                (
                    "It falls by 0.15 * 240 = $36.",
                    "So the bike costs 240 - 36 = $204.",
                    "In total he pays 204 - 6 = $198.",
                ),
            ),
        ),
    ),
    Case(
        name="work",
        problem=("Mia works 4 hours a day from Monday to Friday for $9 an hour. How much does she earn in 3 weeks?"),
        reference=("A day brings 4 * $9 = $36.", "A week brings 36 * 5 = $180.", "Three weeks bring 180 * 3 = $540."),
        right=(
            ("She works 4 * 5 = 20 hours a week.", "That is 20 * 3 = 60 hours.", "60 * 9 = $540"),
            ("3 weeks have 3 * 5 = 15 days of work.", "15 * 4 * 9 = $540"),
            ("9 * 4 = 36", "36 * 15 = 540 dollars"),
        ),
        wrong=(
            (2, ("A day brings 4 * $9 = $36.", "A week brings 36 * 7 = $252.", "Three weeks bring 252 * 3 = $756.")),
            (2, ("A day brings 4 * 9 = $36.", "So in 3 weeks she earns 36 * 3 = $108 in total.")),
        ),
    ),
    Case(
        name="ages",
        problem=(
            "Kim is 8 years older than Lea. In 5 years Kim will be twice as old as Lea is then. How old is Lea now?"
        ),
        reference=(
            "In 5 years Kim is still 8 years older, so Lea is then 8 years old.",
            "Now Lea is 8 - 5 = 3 years old.",
        ),
        right=(
            ("Let x be Lea's age.", "x + 8 + 5 = 2(x + 5)", "x + 13 = 2x + 10", "x = 3"),
            ("Lea is 3.",),
        ),
        wrong=((3, ("Let x be Lea's age.", "x + 8 + 5 = 2(x + 5)", "So x + 13 = 2x + 5", "x = 8")),),
    ),
    Case(
        name="shares",
        problem="4 friends share 3 pizzas of 8 slices each. Each eats 5 slices. How many slices are left?",
        reference=("There are 3 * 8 = 24 slices.", "They eat 4 * 5 = 20 slices.", "So 24 - 20 = 4 slices are left."),
        right=(
            ("They eat 5 * 4 = 20 of the 8 * 3 = 24 slices, so 4 slices are left.",),
            ("Each could have 24 / 4 = 6 slices.", "Each leaves 6 - 5 = 1 slice.", "So 4 * 1 = 4 slices are left."),
        ),
        wrong=(
            (2, ("There are 3 * 8 = 24 slices.", "They eat 3 * 5 = 15 slices.", "So 24 - 15 = 9 slices are left.")),
            (1, ("There are 4 * 8 = 32 slices.", "They eat 4 * 5 = 20 slices.", "So 32 - 20 = 12 slices are left.")),
            (3, ("There are 3 * 8 = 24 slices.", "They eat 4 * 5 = 20 slices.", "So 24 - 20 = 6 slices are left.")),
        ),
    ),
    Case(
        name="trip",
        problem=(
            "A car drives 180 miles in 3 hours and then 40 miles in the next hour. What is its average "
            "speed in miles per hour?"
        ),
        reference=(
            "It drives 180 + 40 = 220 miles.",
            "It takes 3 + 1 = 4 hours.",
            "The speed is 220 / 4 = 55 miles per hour.",
        ),
        right=(
            ("(180 + 40) / (3 + 1) = 55 miles per hour",),
            ("3 + 1 = 4 hours for 220 miles.", "220 / 4 = 55"),
        ),
        wrong=(
            (
                2,
                (
                    "It drives 180 + 40 = 220 miles.",
                    "The first speed is 180 / 3 = 60 and half of 60 + 40 is 50 miles per hour.",
                    "Therefore the speed is 60 - 10 = 50 miles per hour.",
                ),
            ),
            (2, ("It drives 180 + 40 = 220 miles.", "The speed is 220 / 3 = 73.33 miles per hour in total.")),
        ),
    ),
    Case(
        name="fractions",
        problem=(
            "Of 60 pupils 2/5 walk to school and a third of the others cycle. How many pupils neither walk nor cycle?"
        ),
        reference=(
            "60 * 2/5 = 24 pupils walk.",
            "There are 60 - 24 = 36 others.",
            "36 / 3 = 12 pupils cycle.",
            "So 36 - 12 = 24 pupils neither walk nor cycle.",
        ),
        right=(
            ("3/5 of 60 = 36 pupils don't walk.", "2/3 of 36 = 24 of them don't cycle."),
            ("24 + 12 = 36 walk or cycle.", "60 - 36 = 24 do neither."),
        ),
        wrong=(
            (
                2,
                (
                    "60 * 2/5 = 24 pupils walk.",
                    "60 / 3 = 20 pupils cycle.",
                    "So 60 - 24 - 20 = 16 pupils neither walk nor cycle.",
                ),
            ),
        ),
    ),
]

RIGHT = [(case, steps) for case in CASES for steps in (case.reference, *case.right)]
WRONG = [(case, line, steps) for case in CASES for line, steps in case.wrong]


@pytest.mark.parametrize(("case", "steps"), RIGHT, ids=lambda part: part.name if isinstance(part, Case) else "")
def test_right_solutions_are_left_alone(case: Case, steps: Steps) -> None:
    verdict = judge_words(WorkRequest(steps=steps, problem=case.problem, reference=case.reference))
    assert verdict.first_error is None, [step.reason for step in verdict.steps]


@pytest.mark.parametrize(("case", "steps"), RIGHT, ids=lambda part: part.name if isinstance(part, Case) else "")
def test_right_solutions_in_progress_are_left_alone(case: Case, steps: Steps) -> None:
    for cut in range(len(steps)):
        verdict = judge_words(WorkRequest(steps=steps[:cut], problem=case.problem, reference=case.reference))
        assert verdict.first_error is None, (steps[:cut], [step.reason for step in verdict.steps])


@pytest.mark.parametrize(("case", "line", "steps"), WRONG, ids=lambda part: part.name if isinstance(part, Case) else "")
def test_wrong_solutions_are_blamed_at_their_line(case: Case, line: int, steps: Steps) -> None:
    verdict = judge_words(WorkRequest(steps=steps, problem=case.problem, reference=case.reference))
    assert verdict.first_error == line, [(step.code.value, step.reason) for step in verdict.steps]


@pytest.mark.parametrize(("case", "line", "steps"), WRONG, ids=lambda part: part.name if isinstance(part, Case) else "")
def test_no_wrong_line_is_called_right(case: Case, line: int, steps: Steps) -> None:
    verdict = judge_words(WorkRequest(steps=steps, problem=case.problem, reference=case.reference))
    assert verdict.steps[line - 1].status is Status.INVALID
    assert not verdict.answered


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_right_solutions_are_left_alone_without_a_reference(case: Case) -> None:
    for steps in (case.reference, *case.right):
        assert judge_words(WorkRequest(steps=steps, problem=case.problem)).first_error is None
