"""What the record makes of reviews, of "I know this", and of corrections by the learner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from learner_fakes import START, SetClock, attempt, bytes_of

from tutor.errors import UsageError
from tutor.learner.mastery import DEFAULTS, GATE
from tutor.learner.record import LearnerRecord
from tutor.learner.values import Outcome


def test_a_right_answer_sets_a_review_and_it_falls_due(record: LearnerRecord, clock: SetClock) -> None:
    record.add_attempt(attempt())
    due = record.mastery("linear").due
    assert due == START + timedelta(days=2)
    assert record.due(START + timedelta(days=1)) == ()
    assert record.due(START + timedelta(days=2)) == ("linear",)
    clock.pass_(days=2)
    assert record.due() == ("linear",)


def test_the_component_most_at_risk_is_due_first(record: LearnerRecord) -> None:
    record.add_attempt(attempt("a/1", "right", ("firm",)))
    record.add_attempt(attempt("a/2", "wrong", ("shaky",)))
    assert record.due(START + timedelta(days=30)) == ("shaky", "firm")


def test_a_second_failure_in_the_sitting_and_an_answer_from_memory_are_no_reviews(record: LearnerRecord) -> None:
    record.add_attempt(attempt(outcome="wrong"))
    once = record.mastery("linear").due
    record.add_attempt(attempt(outcome="wrong"))
    record.add_attempt(attempt(outcome="shown"))
    record.add_attempt(attempt())
    assert record.mastery("linear").due == once


def test_a_due_review_is_over_once_answered_even_from_memory(record: LearnerRecord, clock: SetClock) -> None:
    record.add_attempt(attempt())
    clock.pass_(days=3)
    assert record.due() == ("linear",)
    record.add_attempt(attempt())
    assert record.due() == ()


def test_two_unaided_right_answers_after_i_know_this_lift_to_the_gate(record: LearnerRecord) -> None:
    assert record.claim_known("linear").claim == "open"
    record.add_attempt(attempt("algebra/ex-1"))
    assert record.mastery("linear").claim_right == 1
    (move,) = record.add_attempt(attempt("algebra/ex-2"))
    mastery = record.mastery("linear")
    assert mastery.p_known >= GATE
    assert (mastery.claim, mastery.reached) == ("passed", True)
    assert "showed it twice" in move.why


def test_the_lift_never_lowers_what_was_reached_already(record: LearnerRecord) -> None:
    for number in range(3):
        record.add_attempt(attempt(f"a/{number}"))
    high = record.mastery("linear").p_known
    record.claim_known("linear")
    for number in range(3, 5):
        record.add_attempt(attempt(f"a/{number}"))
    assert record.mastery("linear").p_known > high


@pytest.mark.parametrize("outcome", ["wrong", "shown", "gave_up", "skipped"])
def test_one_failure_ends_the_test_out(record: LearnerRecord, outcome: Outcome) -> None:
    record.claim_known("linear")
    record.add_attempt(attempt("algebra/ex-1"))
    record.add_attempt(attempt("algebra/ex-2", outcome))
    assert record.mastery("linear").claim == "failed"
    record.add_attempt(attempt("algebra/ex-3"))
    assert record.mastery("linear").claim == "failed"


def test_a_right_answer_with_a_hint_does_not_count_in_the_test_out(record: LearnerRecord) -> None:
    record.claim_known("linear")
    record.add_attempt(attempt("algebra/ex-1", hints=1))
    assert (record.mastery("linear").claim, record.mastery("linear").claim_right) == ("open", 0)


def test_solving_the_same_exercise_twice_does_not_pass_the_test_out(record: LearnerRecord) -> None:
    record.claim_known("linear")
    record.add_attempt(attempt("algebra/ex-1"))
    record.add_attempt(attempt("algebra/ex-1"))
    assert record.mastery("linear").claim_right == 1


def test_saying_it_again_does_not_start_the_test_out_over(record: LearnerRecord) -> None:
    record.claim_known("linear")
    record.add_attempt(attempt())
    assert record.claim_known("linear").claim_right == 1


def test_after_a_failed_test_out_the_learner_can_ask_for_another(record: LearnerRecord) -> None:
    record.claim_known("linear")
    record.add_attempt(attempt(outcome="wrong"))
    assert record.claim_known("linear").claim == "open"


def test_a_corrected_estimate_is_kept_and_work_goes_on_from_there(record: LearnerRecord) -> None:
    record.add_attempt(attempt())
    mastery = record.correct_mastery("linear", 0.4)
    assert mastery.p_known == 0.4
    assert "You set this yourself on 2 March 2026." in mastery.evidence
    (move,) = record.add_attempt(attempt("algebra/ex-2"))
    assert move.before == 0.4


@pytest.mark.parametrize("p_known", [-0.1, 1.1, float("nan")])
def test_an_impossible_correction_is_refused(record: LearnerRecord, p_known: float) -> None:
    with pytest.raises(UsageError, match="not between 0 and 1"):
        record.correct_mastery("linear", p_known)


def test_reset_takes_a_component_back_to_the_start_and_deletes_its_attempts(record: LearnerRecord) -> None:
    record.add_attempt(attempt("a/1", text="the-deleted-line"))
    record.add_attempt(attempt("a/2", kcs=("linear", "other")))
    other = record.mastery("other")
    record.reset("linear")
    assert record.mastery("linear").attempts == 0
    assert record.mastery("linear").p_known == DEFAULTS.prior
    assert record.mastery("other").p_known == other.p_known
    assert [each["exercise"] for each in record.export()["attempts"]] == ["a/2"]
    assert b"the-deleted-line" not in bytes_of(record.db)
