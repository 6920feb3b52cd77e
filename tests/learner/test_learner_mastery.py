"""Bayesian knowledge tracing: its numbers, its bounds, its direction, and its calibration on simulated learners."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learner.mastery import DEFAULTS, GATE, BktParams, learn, observe, p_right, posterior, update
from tutor.learner.values import OUTCOMES, Outcome

LEARNERS = 10_000
ROUNDS = 12
ECE_ALLOWED = 0.03

chances = st.floats(min_value=0, max_value=1)
small = st.floats(min_value=0, max_value=0.49)
params = st.builds(BktParams, prior=chances, learn=chances, slip=small, guess=small, aid=chances)


@pytest.mark.parametrize(
    ("prior", "correct", "expected"),
    [
        # Worked by hand from Corbett & Anderson's equations with slip 0.1, guess 0.2, learn 0.15:
        # right: p = 0.9 L / (0.9 L + 0.2 (1 - L)); wrong: p = 0.1 L / (0.1 L + 0.8 (1 - L)); then p + (1 - p) 0.15
        (0.25, True, 0.66),
        (0.25, False, 0.184),
        (0.5, True, 0.9 / 1.1 + (1 - 0.9 / 1.1) * 0.15),
        (0.5, False, 0.1 / 0.9 + (1 - 0.1 / 0.9) * 0.15),
        (0.0, True, 0.15),
        (0.0, False, 0.15),
        (1.0, True, 1.0),
        (1.0, False, 1.0),
    ],
)
def test_an_update_is_the_equation_worked_by_hand(prior: float, correct: bool, expected: float) -> None:
    assert update(prior, correct) == pytest.approx(expected)


def test_three_unaided_right_answers_take_a_newcomer_past_the_gate_and_two_do_not() -> None:
    p = DEFAULTS.prior
    path = []
    for _ in range(3):
        p = update(p, True)
        path.append(p)
    assert path[1] < GATE <= path[2]


def test_no_number_of_right_answers_after_the_whole_ladder_counts_like_as_many_unaided_ones() -> None:
    aided = unaided = DEFAULTS.prior
    for _ in range(3):
        aided, unaided = update(aided, True, rungs=4), update(unaided, True)
    assert aided < GATE <= unaided


@given(prior=chances, correct=st.booleans(), of=params, rungs=st.integers(0, 50))
def test_p_known_stays_a_probability(prior: float, correct: bool, of: BktParams, rungs: int) -> None:
    assert 0 <= posterior(prior, correct, of, rungs=rungs) <= 1
    assert 0 <= update(prior, correct, of, rungs=rungs) <= 1


@given(prior=chances, of=params, rungs=st.integers(0, 50))
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises_the_evidence(
    prior: float, of: BktParams, rungs: int
) -> None:
    if of.slip + of.guess < 1:
        assert posterior(prior, True, of, rungs=rungs) >= prior - 1e-12
        assert posterior(prior, False, of, rungs=rungs) <= prior + 1e-12


@given(prior=chances, of=params, rungs=st.integers(0, 20))
def test_each_rung_of_help_makes_a_right_answer_say_less(prior: float, of: BktParams, rungs: int) -> None:
    assert posterior(prior, True, of, rungs=rungs + 1) <= posterior(prior, True, of, rungs=rungs) + 1e-9


@given(prior=chances, rungs=st.integers(0, 20))
def test_a_wrong_answer_says_the_same_with_and_without_help(prior: float, rungs: int) -> None:
    assert posterior(prior, False, rungs=rungs) == posterior(prior, False)


@given(low=chances, high=chances, correct=st.booleans(), of=params)
def test_who_knew_more_before_knows_no_less_after(low: float, high: float, correct: bool, of: BktParams) -> None:
    low, high = sorted((low, high))
    assert update(low, correct, of) <= update(high, correct, of) + 1e-9


@given(prior=chances, of=params)
def test_learning_never_lowers(prior: float, of: BktParams) -> None:
    assert prior - 1e-12 <= learn(prior, of) <= 1


@given(prior=chances, outcome=st.sampled_from(OUTCOMES), rungs=st.integers(0, 9), repeated=st.booleans())
def test_every_outcome_gives_a_probability(prior: float, outcome: Outcome, rungs: int, repeated: bool) -> None:
    assert 0 <= observe(prior, outcome, rungs=rungs, repeated=repeated) <= 1


@given(prior=st.floats(min_value=0.2, max_value=0.999))
def test_shown_and_given_up_count_as_wrong_and_never_as_right(prior: float) -> None:
    assert observe(prior, "shown") == observe(prior, "gave_up") == update(prior, False) < update(prior, True)


@given(prior=chances)
def test_a_skip_says_nothing(prior: float) -> None:
    assert observe(prior, "skipped") == prior


@given(prior=chances)
def test_a_second_failure_in_one_sitting_is_no_new_evidence(prior: float) -> None:
    assert observe(prior, "wrong", repeated=True) == prior
    assert observe(prior, "shown", repeated=True) == learn(prior)


@pytest.mark.parametrize("prior", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_corrupt_estimate_is_refused(prior: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        posterior(prior, True)


def test_negative_help_and_unknown_outcomes_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        posterior(0.5, True, rungs=-1)
    with pytest.raises(ValueError, match="unknown outcome"):
        observe(0.5, "solved")  # type: ignore[arg-type]


def test_every_bad_parameter_is_named_at_once() -> None:
    with pytest.raises(ValueError, match=r"prior = 1.5 .* slip = 0.5 .* guess = -0.1"):
        BktParams(prior=1.5, slip=0.5, guess=-0.1)


def test_a_surely_right_answer_of_an_unknown_component_does_not_divide_by_zero() -> None:
    never_wrong = BktParams(slip=0.0, guess=0.0)
    assert posterior(0.0, True, never_wrong) == 0.0
    assert posterior(1.0, False, never_wrong) == 1.0


@pytest.mark.parametrize(("p", "expected"), [(0.0, 0.2), (1.0, 0.9), (0.5, 0.55)])
def test_the_chance_of_a_right_answer_mixes_slip_and_guess(p: float, expected: float) -> None:
    assert p_right(p) == pytest.approx(expected)


def calibration_error(pairs: list[tuple[float, bool]], bins: int = 20) -> float:
    """Expected calibration error: mean distance of a bin's mean estimate from its share of true ones, weighted by size.

    Source of the measure: Naeini, Cooper & Hauskrecht 2015.
    """
    total = 0.0
    for place in range(bins):
        inside = [(p, is_true) for p, is_true in pairs if place == min(int(p * bins), bins - 1)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(is_true for _, is_true in inside) / len(inside)
            total += abs(mean - share) * len(inside)
    return total / len(pairs)


def simulated(of: BktParams, learners: int, seed: int, *, help_share: float = 0.0) -> list[tuple[float, bool]]:
    """(estimate, truly known) after every answer of learners drawn from a known BKT, some of them helped."""
    draw = random.Random(seed)
    pairs = []
    for _ in range(learners):
        truly = draw.random() < of.prior
        p = of.prior
        for _ in range(ROUNDS):
            rungs = draw.randint(1, 3) if draw.random() < help_share else 0
            right = draw.random() >= (of.slip if truly else 1 - of.guess)
            right = right or any(draw.random() < of.aid for _ in range(rungs))
            p = update(p, right, of, rungs=rungs)
            truly = truly or draw.random() < of.learn
            pairs.append((p, truly))
    return pairs


@pytest.mark.parametrize(
    ("of", "help_share"),
    [
        pytest.param(DEFAULTS, 0.0, id="defaults"),
        pytest.param(DEFAULTS, 0.5, id="defaults-half-of-the-answers-helped"),
        pytest.param(BktParams(prior=0.6, learn=0.05, slip=0.05, guess=0.3), 0.0, id="known-well-guessed-often"),
        pytest.param(BktParams(prior=0.05, learn=0.3, slip=0.2, guess=0.05), 0.3, id="learned-fast-slipped-often"),
    ],
)
def test_on_10_000_simulated_learners_the_estimates_are_calibrated(of: BktParams, help_share: float) -> None:
    pairs = simulated(of, LEARNERS, seed=20260302, help_share=help_share)
    assert len(pairs) == LEARNERS * ROUNDS
    assert calibration_error(pairs) <= ECE_ALLOWED


def test_the_calibration_measure_sees_an_estimate_that_is_off() -> None:
    pairs = [(min(1.0, p + 0.15), truly) for p, truly in simulated(DEFAULTS, 1000, seed=1)]
    assert calibration_error(pairs) > ECE_ALLOWED


def test_of_simulated_learners_at_the_gate_at_least_the_gate_s_share_truly_know() -> None:
    pairs = [(p, truly) for p, truly in simulated(DEFAULTS, LEARNERS, seed=7) if p >= GATE]
    assert len(pairs) > 1000
    assert sum(truly for _, truly in pairs) / len(pairs) >= GATE
