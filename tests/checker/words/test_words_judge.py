"""Whole solutions of word problems, judged line by line, with and without a worked solution."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.checker.values import Code, Method, Status, WorkRequest, WorkVerdict
from tutor.checker.words import is_words, judge_words
from tutor.checker.words.judge import MAX_LINES

DATA = Path(__file__).parent / "data"

BAKERY = (
    "A bakery bakes 9 trays of 24 rolls every morning. It sells 150 rolls in the shop at $2 each and gives 11 rolls to"
    " a kitchen. The rest is sold in the evening at $1 each. How much money does it take on a day?"
)
SOLUTION = (
    "The bakery bakes 9 * 24 = 216 rolls.",
    "After the shop and the kitchen there are 216 - 150 - 11 = 55 rolls left.",
    "The shop takes 150 * $2 = $300.",
    "The evening brings 55 * $1 = $55.",
    "The bakery takes $300 + $55 = $355.",
)


def judged(*steps: str, problem: str = BAKERY, reference: tuple[str, ...] = SOLUTION, **more: Any) -> WorkVerdict:
    """The verdict on some steps."""
    return judge_words(WorkRequest(steps=steps, problem=problem, reference=reference, **more))


def codes(verdict: WorkVerdict) -> list[str]:
    """The code of each step."""
    return [step.code.value for step in verdict.steps]


RIGHT: dict[str, tuple[str, ...]] = {
    "the reference itself": SOLUTION,
    "operands turned around": (
        "24 * 9 = 216 rolls are baked.",
        "That leaves 216 - 11 - 150 = 55 rolls.",
        "In the shop they earn 2 * 150 = 300 dollars.",
        "In the evening they earn 1 * 55 = 55 dollars.",
        "So it takes 55 + 300 = 355 dollars.",
    ),
    "another order of steps": (
        "In the shop they earn 150 * $2 = $300.",
        "They bake 9 * 24 = 216 rolls.",
        "Of these 216 - 150 = 66 are not sold in the shop.",
        "66 - 11 = 55 are sold in the evening, for $55.",
        "Together that is $355.",
    ),
    "all at once": ("150*2 + (9*24 - 150 - 11)*1 = 355",),
    "fewer steps": ("There are 216 - 161 = 55 rolls for the evening.", "So the bakery takes 300 + 55 = $355."),
    "grouped otherwise": (
        "150 + 11 = 161 rolls are gone by noon.",
        "9 * 24 - 161 = 55 rolls are left.",
        "The day brings 150 * 2 + 55 = 355 dollars.",
    ),
    "another method": (
        "If all 216 rolls were sold at $1 the bakery would take $216.",
        "It gives 11 away, so that is 216 - 11 = $205.",
        "The 150 rolls in the shop bring a dollar more each, so it is 205 + 150 = $355.",
    ),
    "with an unknown": (
        "Let x be the rolls sold in the evening.",
        "Then x + 150 + 11 = 9 * 24.",
        "So x + 161 = 216.",
        "Therefore x = 55.",
        "The bakery takes 2 * 150 + 55 = $355.",
    ),
    "the answer alone": ("It takes $355.",),
    "in cents": ("The bakery takes 30000 + 5500 = 35500 cents.",),
    "unfinished, the same way": SOLUTION[:2],
    "unfinished, a line only": ("They bake 9 * 24 = 216 rolls.",),
    "unfinished, another way": ("If all rolls were sold at $1 the bakery would take 216 * 1 = $216.",),
    "prose only": ("First I find out how many rolls there are.",),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_work_is_left_alone_whatever_its_words_and_order(name: str) -> None:
    verdict = judged(*RIGHT[name])
    assert verdict.first_error is None, [step.reason for step in verdict.steps]


@pytest.mark.parametrize("name", [name for name in RIGHT if not name.startswith(("unfinished", "prose"))])
def test_finished_right_work_is_answered(name: str) -> None:
    assert judged(*RIGHT[name]).answered


@pytest.mark.parametrize("name", [name for name in RIGHT if name.startswith(("unfinished", "prose"))])
def test_unfinished_work_is_not_answered(name: str) -> None:
    assert not judged(*RIGHT[name]).answered


WRONG: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "forgets what is given away": (
        2,
        "quantity",
        (
            "They bake 9 * 24 = 216 rolls.",
            "So 216 - 150 = 66 rolls are left.",
            "The shop takes 150 * 2 = $300.",
            "Therefore the bakery takes 300 + 66 = $366.",
        ),
    ),
    "adds where it should multiply": (
        1,
        "quantity",
        ("They bake 9 + 24 = 33 rolls.", "In the shop they take 150 * 2 = $300.", "So in total it is 300 + 33 = $333."),
    ),
    "prices the wrong rolls": (
        3,
        "quantity",
        (
            "They bake 9 * 24 = 216 rolls.",
            "After that 216 - 150 - 11 = 55 rolls are left.",
            "The rolls of the kitchen bring 11 * 2 = $22.",
            "Therefore the bakery takes 22 + 300 + 55 = $377.",
        ),
    ),
    "a side computation that leads nowhere": (
        3,
        "quantity",
        (
            "A tray and the kitchen together have 24 + 11 = 35 rolls.",
            "They bake 9 * 24 = 216 rolls.",
            "In the shop they earn 150 * 24 = $3600.",
            "Therefore the bakery takes 3600 + 55 = $3655.",
        ),
    ),
    "builds on a sum that has no place": (
        2,
        "quantity",
        (
            "They bake 9 * 24 = 216 rolls.",
            "The shop and the trays make 216 + 150 = 366 rolls.",
            "Therefore the bakery takes 366 * 2 = $732.",
        ),
    ),
    "answers the question in its words": (
        1,
        "quantity",
        (
            "They bake 9 + 24 = 33 rolls.",
            "In the shop they earn 150 * 2 = 300.",
            "With the kitchen it is 150 + 11 = 161.",
            "That leaves 161 - 33 = 128.",
            "The money that it takes on a day is 300 + 128 = 428.",
        ),
    ),
    "goes on after the result": (
        3,
        "quantity",
        (
            "In the shop it takes 150 * 2 = $300, and 9 * 24 - 150 - 11 = 55 rolls are left.",
            "So the bakery takes 300 + 55 = $355.",
            "Therefore it takes 355 - 11 = $344.",
        ),
    ),
    "stops before the result": (
        5,
        "quantity",
        (
            "They bake 9 * 24 = 216 rolls.",
            "There are 216 - 150 = 66 and 66 - 11 = 55 rolls left.",
            "The shop takes 150 * $2 = $300.",
            "The evening brings 55 * $1 = $55.",
            "Therefore it takes $300 in all.",
        ),
    ),
    "calculates wrongly": (
        1,
        "arithmetic",
        ("They bake 9 * 24 = 206 rolls.", "So 206 - 161 = 45 rolls are left.", "It takes 300 + 45 = $345."),
    ),
    "calculates wrongly in words": (2, "arithmetic", ("They bake 216 rolls.", "150 plus 11 equals 171.", "So 45.")),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_first_wrong_line_is_found(name: str) -> None:
    line, code, steps = WRONG[name]
    verdict = judged(*steps)
    assert verdict.first_error == line, [(step.code.value, step.reason) for step in verdict.steps]
    assert verdict.steps[line - 1].code.value == code
    assert not verdict.answered


@pytest.mark.parametrize("name", WRONG)
def test_no_reason_states_the_final_answer(name: str) -> None:
    for step in judged(*WRONG[name][2]).steps:
        assert "355" not in step.reason or "355" in " ".join(WRONG[name][2])


@pytest.mark.parametrize("name", WRONG)
def test_every_refutation_has_a_witness_or_rests_on_the_reference(name: str) -> None:
    for step in judged(*WRONG[name][2]).steps:
        if step.status is Status.INVALID:
            assert (step.code is Code.QUANTITY and step.method is Method.RULE) or step.witness is not None


def test_lines_that_follow_from_a_wrong_line_are_no_new_errors() -> None:
    verdict = judged(*WRONG["adds where it should multiply"][2])
    assert codes(verdict) == ["quantity", "undecided", "follows_error"]
    assert [step.status.value for step in verdict.steps] == ["invalid", "unknown", "valid"]


def test_a_line_that_follows_from_a_miscalculated_line_says_so() -> None:
    verdict = judged("They bake 9 * 24 = 206 rolls.", "So 206 - 161 = 45 rolls are left.")
    assert codes(verdict) == ["arithmetic", "follows_error"]


def test_the_reason_points_at_the_quantity_of_the_reference() -> None:
    verdict = judged(
        "They bake 9 * 24 = 216 rolls.",
        "So 216 + 150 = 366 rolls are left.",
        "Therefore the bakery takes 366 * 2 = $732.",
    )
    reason = verdict.steps[1].reason
    assert "rolls" in reason
    assert "216 + 150" in reason


def test_arithmetic_reasons_do_not_tell_the_result() -> None:
    step = judged("They bake 9 * 24 = 206 rolls.").steps[0]
    assert "216" not in step.reason
    assert step.witness is not None
    assert (step.witness.expected, step.witness.given) == ("216", "206")


def test_without_a_reference_only_what_a_witness_refutes_is_wrong() -> None:
    for _, code, steps in WRONG.values():
        verdict = judged(*steps, reference=())
        found = [step for step in verdict.steps if step.status is Status.INVALID]
        assert bool(found) is (code == "arithmetic")
        assert all(step.witness is not None for step in found)
        rest = [step for step in verdict.steps if step not in found]
        assert all(step.status is Status.UNKNOWN or step.code is Code.FOLLOWS_ERROR for step in rest)


def test_without_a_reference_right_lines_are_unknown_and_say_why() -> None:
    verdict = judged(*SOLUTION, "That is all.", reference=())
    assert codes(verdict) == ["undecided"] * 5 + ["prose"]
    assert not verdict.answered


def test_a_number_from_nowhere_is_asked_about_but_is_no_error_by_itself() -> None:
    verdict = judged("They bake 9 * 4711 = 42399 rolls.", reference=())
    assert codes(verdict) == ["source"]
    assert verdict.first_error is None
    assert "4711" in verdict.steps[0].reason


def test_with_a_reference_matching_lines_are_valid() -> None:
    assert {step.status for step in judged(*SOLUTION).steps} == {Status.VALID}


def test_the_right_value_from_other_numbers_is_not_called_right() -> None:
    verdict = judged("That leaves 5 * 11 = 55 rolls.", "So it takes 300 + 55 = $355.")
    assert verdict.first_error is None
    assert judged("That leaves 5 * 11 = 55 rolls.").steps[0].status is Status.UNKNOWN


def test_a_line_that_a_right_result_does_not_need_is_not_called_right() -> None:
    verdict = judged("The trays and the kitchen make 9 + 11 = 20.", *SOLUTION)
    assert verdict.answered
    assert verdict.steps[0].status is Status.UNKNOWN
    assert {step.status for step in verdict.steps[1:]} == {Status.VALID}


def test_an_answer_given_besides_the_reference_decides() -> None:
    assert judged("It takes $355.", reference=SOLUTION[:4], answer="$355").answered
    assert not judged("It takes $55.", reference=SOLUTION[:4], answer="$355").answered


def test_a_misprint_of_the_reference_is_not_held_against_the_learner() -> None:
    reference = ("The bakery bakes 9 * 24 = 218 rolls.", *SOLUTION[1:])
    verdict = judged("They bake 9 * 24 = 218 rolls.", *SOLUTION[1:], reference=reference)
    assert verdict.first_error is None
    assert verdict.steps[0].status is Status.UNKNOWN


def test_decimal_commas_are_read_where_the_request_says_so() -> None:
    steps = ("Each roll costs 1,5 + 0,25 = 1,75 euros.", "So 1.000 rolls cost 1.000 * 1,75 = 1.750 euros.")
    assert judged(*steps, reference=(), decimal_comma=True).first_error is None
    wrong = ("Each roll costs 1,5 + 0,25 = 1,85 euros.",)
    assert judged(*wrong, reference=(), decimal_comma=True).first_error == 1


def test_letters_carry_their_values_to_later_lines() -> None:
    steps = ("A = (2 + 3) = 5 and B = (4 - 6) = -2.", "Then A - B = 5 - -2 = 7.", "So A - B = 3.")
    assert judged(*steps, problem="(2 + 3) - (4 - 6) =", reference=()).first_error == 3


def test_the_same_request_gives_the_same_verdict() -> None:
    one, two = judged(*WRONG["forgets what is given away"][2]), judged(*WRONG["forgets what is given away"][2])
    assert one.steps == two.steps


HOSTILE = [
    "9^9^9^9 = 1",
    "(" * 10_000,
    "1 + 1 = 2 " * 100_000,
    "\x00",
    "=" * 5000,
    "half of " * 500 + "4 = 1",
    "x = " + "(x+1)*" * 60 + "2",
    "",
    " ",
    "\u202e= 3 + 4",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_gets_a_verdict(text: str) -> None:
    for reference in ((), SOLUTION, (text,)):
        verdict = judged(text, "3 + 4 = 7", text, problem=text, reference=reference)
        assert len(verdict.steps) == 3


def test_too_much_work_is_said_to_be_too_much() -> None:
    verdict = judged(*["1 + 1 = 2"] * (MAX_LINES + 5))
    assert len(verdict.steps) == MAX_LINES + 5
    assert verdict.steps[-1].code is Code.TOO_LARGE


def test_a_line_too_long_to_read_is_never_called_right() -> None:
    verdict = judged("9 * 24 = 216 rolls " + "and so on " * 400)
    assert verdict.steps[0].status is Status.UNKNOWN
    assert verdict.steps[0].code is Code.TOO_LARGE


def test_no_work_is_no_error() -> None:
    assert judged().steps == ()
    assert judged().first_error is None


ROUTES: list[tuple[str, tuple[str, ...], bool]] = [
    (BAKERY, SOLUTION, True),
    (BAKERY, ("9*24 = 216", "216-161 = 55", "So it takes 355 dollars."), True),
    ("", ("She sold 48/2 = 24 clips in May.", "So 48+24 = 72 in all."), True),
    ("", ("This can be written as A - B.", "Let us calculate A = (2 + 3) = 5."), True),
    ("Solve 2x + 3 = 11.", ("2x = 8", "x = 4"), False),
    ("Solve for x.", ("x^2 - 5x + 6 = 0", "(x-2)(x-3) = 0", "x = 2 or x = 3"), False),
    ("", ("sin x cos x = 1/2", "sin 2x = 1"), False),
    ("Differentiate x^2.", ("2x",), False),
    ("", (), False),
]


@pytest.mark.parametrize(("problem", "steps", "expected"), ROUTES)
def test_sentences_take_the_route_of_prose(problem: str, steps: tuple[str, ...], expected: bool) -> None:
    assert is_words(WorkRequest(steps=steps, problem=problem)) is expected


def records(name: str) -> list[dict[str, Any]]:
    """The samples of a file in the data folder."""
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("record", records("grade-school"), ids=lambda record: record["id"])
def test_real_solutions_are_judged_as_marked(record: dict[str, Any]) -> None:
    verdict = judge_words(WorkRequest(steps=tuple(record["steps"]), problem=record["problem"]))
    assert (verdict.first_error or 0) == record["truth"]


@pytest.mark.parametrize(
    "record", [record for record in records("grade-school") if not record["truth"]], ids=lambda record: record["id"]
)
def test_real_solutions_agree_with_themselves_as_reference(record: dict[str, Any]) -> None:
    steps = tuple(record["steps"])
    verdict = judge_words(WorkRequest(steps=steps, problem=record["problem"], reference=steps))
    assert verdict.first_error is None
    assert verdict.answered


def test_unfinished_real_solutions_are_left_alone_but_for_two_in_a_hundred() -> None:
    """A line may close a step as if it closed the work ("Thus, the total cost is ...")."""
    blamed = total = 0
    for record in records("grade-school"):
        steps = tuple(record["steps"])
        for cut in range(1, len(steps) if not record["truth"] else 0):
            part = judge_words(WorkRequest(steps=steps[:cut], problem=record["problem"], reference=steps))
            blamed += part.first_error is not None
            total += 1
    assert total > 80
    assert blamed <= 0.02 * total


@pytest.mark.parametrize("record", records("nested-arithmetic"), ids=lambda record: record["id"])
def test_nested_arithmetic_is_judged_as_marked(record: dict[str, Any]) -> None:
    verdict = judge_words(WorkRequest(steps=tuple(record["steps"]), problem=record["problem"]))
    assert (verdict.first_error or 0) == record["truth"]
