"""The open learner model: one value with everything a progress screen shows, in words a learner understands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from learner_fakes import START, SetClock, attempt

from tutor.learner.explain import Seen, percent
from tutor.learner.mastery import GATE
from tutor.learner.record import LearnerRecord
from tutor.learner.report import trend
from tutor.learner.values import Outcome


def test_a_new_learner_has_an_empty_report(record: LearnerRecord) -> None:
    report = record.report()
    assert (report.learner, report.at, report.kcs, report.due, report.misconceptions) == ("anna", START, (), (), ())
    assert (report.attempts, report.minutes, report.days, report.last_seen) == (0, 0, 0, None)


def test_a_report_holds_counts_times_and_every_component(record: LearnerRecord, clock: SetClock) -> None:
    record.add_attempt(attempt("a/1", "wrong", ("linear",), misconception="sign", name="Lost the sign"))
    clock.pass_(minutes=3)
    record.add_attempt(attempt("a/1", "right", ("linear",)))
    clock.pass_(days=1)
    later = clock.pass_(minutes=1)
    record.add_attempt(attempt("a/2", "right", ("linear", "powers")))
    report = record.report(later)
    assert (report.attempts, report.right, report.exercises, report.solved, report.days) == (3, 2, 2, 2, 2)
    assert [each.mastery.kc for each in report.kcs] == ["linear", "powers"]
    assert report.minutes == 3
    assert report.last_seen == later
    assert [each.name for each in report.misconceptions] == ["Lost the sign"]
    linear = report.kcs[0]
    assert linear.mastery == record.mastery("linear")
    assert linear.minutes == 3
    assert len(linear.history) == 4
    assert linear.history[0] == 0.25
    assert linear.history[-1] == linear.mastery.p_known


def test_what_is_due_is_marked_with_its_chance_of_recall(record: LearnerRecord) -> None:
    record.add_attempt(attempt("a/1"))
    soon, late = record.report(START), record.report(START + timedelta(days=60))
    assert (soon.kcs[0].is_due, soon.kcs[0].recall) == (False, 1.0)
    assert late.kcs[0].is_due
    assert late.due == ("linear",)
    assert late.kcs[0].recall is not None
    assert late.kcs[0].recall < 0.9


def test_mastered_components_are_listed(record: LearnerRecord) -> None:
    for number in range(3):
        record.add_attempt(attempt(f"a/{number}"))
    record.add_attempt(attempt("a/9", kcs=("other",)))
    assert record.report().mastered == ("linear",)
    assert [each.mastered for each in record.report().kcs] == [True, False]


def test_time_given_is_used_and_time_not_given_is_the_pause_before(record: LearnerRecord, clock: SetClock) -> None:
    record.add_attempt(attempt("a/1", seconds=90))
    clock.pass_(minutes=2)
    record.add_attempt(attempt("a/2"))
    clock.pass_(hours=3)
    record.add_attempt(attempt("a/3"))
    assert record.report().minutes == pytest.approx(1.5 + 2)


def test_an_attempt_s_time_is_shared_among_its_components(record: LearnerRecord) -> None:
    record.add_attempt(attempt("a/1", kcs=("x", "y"), seconds=120))
    assert [each.minutes for each in record.report().kcs] == [1, 1]


def test_the_report_does_not_change_the_record(record: LearnerRecord) -> None:
    record.add_attempt(attempt())
    before = record.export()
    assert record.report() == record.report()
    assert record.export() == before


def seen(before: float, after: float, outcome: Outcome = "right") -> Seen:
    return Seen(exercise="a/1", outcome=outcome, hints=0, at=START, counted=True, before=before, after=after)


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([], "new"),
        ([(0.25, 0.66)], "rising"),
        ([(0.66, 0.3)], "falling"),
        ([(0.5, 0.52), (0.52, 0.51), (0.51, 0.53)], "steady"),
        ([(0.1, 0.9), (0.9, 0.8), (0.8, 0.6), (0.6, 0.5)], "falling"),
        ([(0.9, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.8)], "rising"),
    ],
)
def test_the_trend_looks_at_the_last_three_counted_attempts(moves: list[tuple[float, float]], expected: str) -> None:
    assert trend([seen(before, after) for before, after in moves]) == expected


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0, "0 %"),
        (0.62, "62 %"),
        (0.6299, "62 %"),
        (0.9499999, "94 %"),
        (0.95, "95 %"),
        (0.9999, "99 %"),
        (1.0, "100 %"),
        (0.29, "29 %"),
        (0.57, "57 %"),
    ],
)
def test_a_percentage_is_never_rounded_past_the_gate(p: float, words: str) -> None:
    assert percent(p) == words
    assert (int(percent(p).split()[0]) >= 95) == (p >= GATE)


@pytest.mark.parametrize("claim_first", [True, False])
def test_a_claim_shows_in_the_evidence(record: LearnerRecord, claim_first: bool) -> None:
    if not claim_first:
        record.add_attempt(attempt("a/0", "wrong"))
    record.claim_known("linear")
    assert "You said that you know this: 0 of 2 answers without help so far." in record.mastery("linear").evidence
    record.add_attempt(attempt("a/1"))
    record.add_attempt(attempt("a/2"))
    assert "You said that you know this, and showed it." in record.mastery("linear").evidence


def test_a_failed_claim_shows_without_reproach(record: LearnerRecord) -> None:
    record.claim_known("linear")
    record.add_attempt(attempt(outcome="wrong"))
    assert any("the test-out ended" in sentence for sentence in record.mastery("linear").evidence)


def test_a_mastered_component_says_when_it_is_reviewed(record: LearnerRecord, clock: SetClock) -> None:
    for number in range(3):
        record.add_attempt(attempt(f"a/{number}"))
    assert record.mastery("linear").evidence[-1].startswith("The next review is due on ")
    clock.pass_(days=300)
    assert record.mastery("linear").evidence[-1] == "It is due for review."


@pytest.mark.parametrize(
    ("outcome", "hints", "words"),
    [
        ("right", 0, "right without help"),
        ("right", 1, "right after 1 hint, which counts for less"),
        ("right", 3, "right after 3 hints, which counts for less"),
        ("wrong", 0, "not right yet"),
        ("shown", 4, "the solution was shown, so it does not count as solved"),
        ("gave_up", 0, "given up, so it does not count as solved"),
    ],
)
def test_every_move_says_why(record: LearnerRecord, outcome: Outcome, hints: int, words: str) -> None:
    (move,) = record.add_attempt(attempt(outcome=outcome, hints=hints))
    assert move.why == words
