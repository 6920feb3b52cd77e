"""FSRS over components: exact intervals, no fuzz, time as a parameter."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner_fakes import START

from tutor.learner.review import Grade, ReviewState, grade, next_review, recall_chance
from tutor.learner.values import Outcome


def days_after(given_grades: list[Grade]) -> list[int]:
    """The interval in days after each answer, each given on the day it was due."""
    state: ReviewState | None = None
    at = START
    intervals = []
    for given_grade in given_grades:
        state = next_review(state, given_grade, at)
        intervals.append((state.due - at).days)
        at = state.due
    return intervals


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        # py-fsrs 6 with its default parameters, retention 0.9, no learning steps, no fuzz.
        (["good", "good", "good", "good", "good"], [2, 11, 46, 163, 365]),
        (["again", "good", "good"], [1, 2, 6]),
        (["hard", "hard", "hard"], [1, 3, 7]),
        (["good", "good", "again", "good"], [2, 11, 2, 5]),
    ],
)
def test_the_intervals_are_exactly_these(grades: list[Grade], expected: list[int]) -> None:
    assert days_after(grades) == expected


def test_the_same_answers_at_the_same_times_give_the_same_dates() -> None:
    assert days_after(["good", "hard", "good", "again", "good"]) == days_after(
        ["good", "hard", "good", "again", "good"]
    )


@pytest.mark.parametrize(
    ("outcome", "rungs", "expected"),
    [
        ("right", 0, "good"),
        ("right", 1, "hard"),
        ("right", 7, "hard"),
        ("wrong", 0, "again"),
        ("wrong", 3, "again"),
        ("shown", 4, "again"),
        ("gave_up", 0, "again"),
        ("skipped", 0, None),
    ],
)
def test_a_grade_comes_from_the_outcome_and_the_help(outcome: Outcome, rungs: int, expected: Grade | None) -> None:
    assert grade(outcome, rungs) == expected


def test_a_first_right_answer_is_due_in_days_not_minutes() -> None:
    state = next_review(None, "good", START)
    assert state.due - START >= timedelta(days=1)


def test_the_chance_of_recall_is_one_on_the_day_and_ninety_percent_when_it_falls_due() -> None:
    state = next_review(next_review(None, "good", START), "good", START + timedelta(days=2))
    assert recall_chance(state, state.last_review) == 1
    assert recall_chance(state, state.last_review + timedelta(days=round(state.stability))) == pytest.approx(
        0.9, abs=0.01
    )


@given(days=st.lists(st.integers(0, 400), min_size=2, max_size=2))
def test_recall_never_gets_better_by_waiting(days: list[int]) -> None:
    state = next_review(None, "good", START)
    sooner, later = sorted(days)
    assert recall_chance(state, START + timedelta(days=later)) <= recall_chance(state, START + timedelta(days=sooner))


@given(
    grades=st.lists(st.sampled_from(["again", "hard", "good"]), min_size=1, max_size=12),
    gaps=st.lists(st.integers(-3, 500), min_size=12, max_size=12),
)
def test_any_history_gives_a_due_date_within_a_year_of_its_last_answer(grades: list[Grade], gaps: list[int]) -> None:
    state: ReviewState | None = None
    at = START
    for given_grade, gap in zip(grades, gaps, strict=False):
        at += timedelta(days=gap)
        state = next_review(state, given_grade, at)
    assert state is not None
    assert timedelta(days=1) <= state.due - state.last_review <= timedelta(days=365)
    assert state.stability > 0
    assert 1 <= state.difficulty <= 10


def test_an_answer_in_another_time_zone_is_the_same_moment() -> None:
    elsewhere = START.astimezone(timezone(timedelta(hours=9)))
    assert next_review(None, "good", elsewhere) == next_review(None, "good", START)


def test_a_clock_that_went_back_counts_as_no_time_passed() -> None:
    first = next_review(None, "good", START)
    again = next_review(first, "good", START - timedelta(days=30))
    assert again.last_review == START


def test_a_failure_brings_the_review_nearer_than_a_success() -> None:
    state = next_review(next_review(None, "good", START), "good", START + timedelta(days=2))
    at = state.due
    assert next_review(state, "again", at).due < next_review(state, "hard", at).due < next_review(state, "good", at).due
