"""Right lines in many ways of writing are left alone, wrong ones in the same ways found; slips are told as slips."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from tutor.checker.values import Code, Status, WorkRequest
from tutor.checker.words import judge_words, reasons
from tutor.checker.words.arithmetic import Refuted, refute
from tutor.checker.words.expression import Number
from tutor.checker.words.read import read_line
from tutor.checker.words.readings import reads_otherwise

RIGHT = (Path(__file__).parent / "data" / "right-lines.txt").read_text(encoding="utf-8").splitlines()


def first_error(*steps: str, problem: str = "") -> int | None:
    """The first refuted line."""
    return judge_words(WorkRequest(steps=steps, problem=problem)).first_error


def refuted(text: str) -> Refuted | None:
    """The first refuted computation of a line, second readings tried."""
    line = read_line(text)
    passes = partial(reads_otherwise, line=line)
    return next((found for chain in line.chains if (found := refute(chain, {}, frozenset(), passes))), None)


def test_there_are_many_right_lines() -> None:
    assert len(RIGHT) > 700
    assert len(set(RIGHT)) == len(RIGHT)


@pytest.mark.parametrize("block", range(0, 750, 50))
def test_no_right_line_is_refuted(block: int) -> None:
    assert [text for text in RIGHT[block : block + 50] if first_error(text)] == []


def moved(text: str) -> str | None:
    """The line with another whole number as the result of its last computation; None if it has none."""
    chains = [chain for chain in read_line(text).chains[-1:] if len(chain.sides) > 1]
    if not chains or not isinstance(result := chains[0].sides[-1].expression, Number) or result.spelled:
        return None
    side = chains[0].sides[-1]
    found = re.search(re.escape(result.text), text[side.start : side.end])
    if found is None or not result.text.isdigit():
        return None
    value = int(result.text) + (3 if int(result.text) < 50 else 7)
    return text[: side.start + found.start()] + str(value) + text[side.start + found.end() :]


def test_moved_results_are_found_in_seven_lines_of_eight() -> None:
    """The other lines have no computation that decides ("3 shirts at $10 = $33")."""
    wrong = [other for text in RIGHT if (other := moved(text)) is not None]
    assert len(wrong) > 500
    assert sum(first_error(text) == 1 for text in wrong) > 0.875 * len(wrong)


PAIRS = [
    ("Year 2 = 110 * 1.1 = 121", "Year 2 = 110 * 1.1 = 122"),
    ("Day 4 = Day 3 + 2 = 9 + 2 = 11", "Day 4 = Day 3 + 2 = 9 + 2 = 12"),
    ("Stop 2: 5 + 3 = 8", "Stop 2: 5 + 3 = 9"),
    ("The price is $80 - 25% = $60", "The price is $80 - 25% = $65"),
    ("15 + 20% = 18", "15 + 20% = 19"),
    ("80 + 20 = 100 + 10% = $110", "80 + 20 = 100 + 10% = $120"),
    ("6 mph * 20 minutes = 2 miles", "6 mph * 20 minutes = 3 miles"),
    ("$12/hour * 30 minutes = $6", "$12/hour * 30 minutes = $8"),
    ("$1.45 / 5 cents = 29", "$1.45 / 5 cents = 28"),
    ("2 L - 500 mL = 1500 mL", "2 L - 500 mL = 1600 mL"),
    ("5 quarters + 2 dimes = $1.45", "5 quarters + 2 dimes = $1.40"),
    ("5 nickels = 5 * 5 = 25 cents", "5 nickels = 5 * 5 = 30 cents"),
    ("5 nickels = 25 cents", "5 nickels = 30 cents"),
    ("3 $5 bills = 3 * 5 = $15", "3 $5 bills = 3 * 5 = $16"),
    ("3 6-packs = 3 * 6 = 18 cans", "3 6-packs = 3 * 7 = 21 cans"),
    ("9 correct out of 12 = 9/12", "9 correct out of 12 = 8/12"),
    ("25% more = 80 * 1.25 = 100", "25% more = 80 * 1.25 = 90"),
    ("2 slices = 1/4 of the pizza", "2 slices = 5 - 4 + 2 of the pizza"),
    ("John = Mary - 15 = 30 - 15 = 15", "John = Mary - 15 = 30 - 15 = 16"),
    ("50 - 75 = ($25)", "50 - 75 = ($35)"),
    ("50 - 75 = -25", "50 - 75 = 35"),
    ("50/1/2 = 100", "50/1/2 = 90"),
    ("8 x 1 1 / 2 = 12", "8 x 1 1 / 2 = 13"),
    ("One and a half times 12 is 18", "One and a half times 12 is 19"),
    ("20 ft^2 * $3 = $60", "20 ft^2 * $3 = $70"),
    ("V = 2 x 3 x 4 = 24 cm^3", "V = 2 x 3 x 4 = 25 cm^3"),
    ("5^2 + 12^2 = 169", "5^2 + 12^2 = 289"),
    ("Apples = 12 * 5 = 60 Pears = 7 * 4 = 28", "Apples = 12 * 5 = 60 Pears = 7 * 4 = 29"),
    ("4x = 44 x = 11", "4x + 2x = 44 + 6x x = 11"),
    ("80 minutes/dayX6 days = 480 minutes", "80 minutes/dayX6 days = 490 minutes"),
    ("3∗4 = 12", "3∗4 = 15"),
    ("1/8 = 5 students, so 8/8 = 8 * 5 = 40", "1/8 = 5 students, so 8/8 = 8 * 5 = 45"),
    ("If 3/5 = 15 then 5/5 = 25", "If 3/5 = 16 then 5/5 = 25"),
    ("1 part = 40/5 = 8", "1 part = 40/5 = 9"),
    ("1 inch = 10 miles", "1 foot = 10 inches"),
    ("5 groups of 3 + 2 = 17", "5 groups of 3 + 2 = 18"),
    ("4 people at $5 each + $3 = $23", "4 people at $5 each + $3 = $24"),
    ("1/2-1/3=1/6", "1/2-1/3=1/5"),
    ("1-1/3=2/3", "1-1/3=1/3"),
    ("2-1/2 + 1-1/2 = 4", "2-1/2 + 1-1/2 = 5"),
    ("half a dozen + 2 = 8", "half a dozen + 2 = 9"),
    ("5/6-1/2=1/3 of 30 = 10", "5/6-1/2=1/4 of 40 = 10"),
    ("After one hour 5 * 3 = 15 are left", "After one hour 5 * 3 = 16 are left"),
    ("The total of 24 = 4 * 6", "The total of 24 = 5 * 5"),
]


@pytest.mark.parametrize(("right", "wrong"), PAIRS)
def test_a_second_reading_excuses_the_right_value_only(right: str, wrong: str) -> None:
    assert first_error(right) is None
    assert first_error(wrong) == 1


@pytest.mark.parametrize(
    "text", ["12 = 5 * 3", "The total is 24 = 5 * 5", "So 30 apples = 4 * 7", "1/4 = 30%", "He has 20 = 3 * 6 coins"]
)
def test_a_number_before_a_computation_is_a_label_only_after_a_label(text: str) -> None:
    assert refuted(text) is not None


SLIPS = [
    ("Thus, she should run for 6/3 = .5 hour", "", reasons.TURNED),
    ("So 4 - 10 = 6 are left", "", reasons.TURNED),
    ("The average is 80 + 90 + 100 / 3 = 90", "", reasons.BRACKETS),
    ("He caught 200*.55 = 100 pounds more", "He catches 200 pounds of trout and 50% more salmon.", reasons.MISQUOTED),
    ("He pays 17 * 35 = 420", "There are 12 shirts at $35 and 4 hats.", reasons.MISQUOTED),
    ("6 croissants at $3.00 each so they cost 6*2.5 = $18.00", "", reasons.TYPED),
]


@pytest.mark.parametrize(("text", "problem", "reason"), SLIPS)
def test_a_slip_is_told_as_a_slip_and_is_no_error(text: str, problem: str, reason: str) -> None:
    step = judge_words(WorkRequest(steps=(text,), problem=problem)).steps[0]
    assert (step.status, step.code, step.reason) == (Status.UNKNOWN, Code.UNDECIDED, reason)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("8/2 = 3", ""),
        ("2/8 = 3", ""),
        ("10 - 4 = 7", ""),
        ("12 - 4 - 3 = 8", ""),
        ("80 + 90 + 100 / 3 = 90", ""),  # nothing says that an average is meant
        ("The average is 80 + 90 + 100 / 3 = 95", ""),
        ("The average is 80 + 90 / 3 = 90", ""),
        ("8 + 14 + 12 = 24", "Ann has 2 boxes of 7 pens, 8 pencils and 4 pens."),  # 14 is worked out, not misquoted
        ("57 * 35 = 420", "There are 12 shirts at $35 and 4 hats."),  # 57 does not look like 12
        ("17 * 35 = 430", "There are 12 shirts at $35 and 4 hats."),
        ("200 * .55 = 120", "50% of 200"),
        ("192*100 = $1920", "It costs $100 a minute."),
        ("4 + 4 + 6 = 18", "They eat 4, 8 and 6."),
    ],
)
def test_a_wrong_result_is_no_slip(text: str, problem: str) -> None:
    assert first_error(text, problem=problem) == 1


def test_a_slip_does_not_hide_a_wrong_line_after_it() -> None:
    assert first_error("She runs 6/3 = .5 hours.", "That is 60 * .5 = 40 minutes.") == 2
