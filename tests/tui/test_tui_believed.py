"""The record as rows: from real lessons and a real learner record with a clock of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tutor.curriculum.load import load_library, shipped_lessons
from tutor.curriculum.values import Library
from tutor.learner.memory import MemoryStore
from tutor.learner.record import LearnerRecord
from tutor.learner.values import AttemptEvidence, Outcome
from tutor.storage import Database
from tutor.tui import believed

START = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


class Clock:
    """Goes forward when told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library([shipped_lessons()])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(tmp_path: Path, clock: Clock) -> LearnerRecord:
    return LearnerRecord(Database(tmp_path / "tutor.db"), "default", clock)


@pytest.fixture
def attempt(library: Library, record: LearnerRecord, clock: Clock) -> Callable[[str, Outcome], None]:
    def add(exercise: str, outcome: Outcome) -> None:
        kcs = library.exercise(exercise).kcs
        record.add_attempt(AttemptEvidence(exercise=exercise, kcs=kcs, outcome=outcome))
        clock.now += timedelta(hours=1)

    return add


Attempt = Callable[[str, Outcome], None]


def test_a_new_learner_has_no_mastery_and_nothing_due(library: Library, record: LearnerRecord) -> None:
    rows = believed.lesson_rows(library, record)
    assert [row.id for row in rows] == [lesson.id for lesson in library.order()]
    assert all(row.mastery == 0.0 and row.due == 0 for row in rows)
    assert {each.state for row in rows for each in row.exercises} == {"new"}
    assert all(each.title for row in rows for each in row.exercises)


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        (("right",), "solved"),
        (("wrong",), "tried"),
        (("skipped",), "tried"),
        (("wrong", "shown"), "shown"),
        (("gave_up",), "shown"),
        (("right", "wrong"), "solved"),
    ],
)
def test_the_state_of_an_exercise_is_how_it_went(
    library: Library, record: LearnerRecord, attempt: Attempt, outcomes: tuple[Outcome, ...], state: str
) -> None:
    for outcome in outcomes:
        attempt("linear-equations/two-steps", outcome)
    rows = {row.id: row for row in believed.lesson_rows(library, record)}
    states = {each.id: each.state for each in rows["linear-equations"].exercises}
    assert states["linear-equations/two-steps"] == state


def test_a_lesson_is_as_mastered_as_its_components_are_on_average(
    library: Library, record: LearnerRecord, attempt: Attempt
) -> None:
    attempt("linear-equations/two-steps", "right")
    row = next(row for row in believed.lesson_rows(library, record) if row.id == "linear-equations")
    kcs = library.lesson("linear-equations").kcs
    known = record.all_mastery()
    assert row.mastery == pytest.approx(sum(known[kc.id].p_known for kc in kcs if kc.id in known) / len(kcs))
    assert 0 < row.mastery < 1


def test_what_is_due_is_counted_and_listed_first(
    library: Library, record: LearnerRecord, attempt: Attempt, clock: Clock
) -> None:
    attempt("linear-equations/two-steps", "right")
    clock.now += timedelta(days=60)
    attempt("derivative/runner", "wrong")
    row = next(row for row in believed.lesson_rows(library, record) if row.id == "linear-equations")
    assert row.due == 1
    shown = believed.progress(library, record)
    assert shown.components[0].is_due
    assert shown.components[0].due == "due for review"
    assert [component.attempts > 0 for component in shown.components] == sorted(
        (component.attempts > 0 for component in shown.components), reverse=True
    )


def test_every_component_of_the_lessons_is_listed_with_evidence(library: Library, record: LearnerRecord) -> None:
    shown = believed.progress(library, record)
    assert {component.id for component in shown.components} == set(library.kcs)
    assert all(component.evidence and component.title for component in shown.components)
    assert shown.curves == ()
    assert shown.misconceptions == ()


def test_a_curve_begins_before_the_first_attempt_and_ends_at_what_is_believed(
    library: Library, record: LearnerRecord, attempt: Attempt, clock: Clock
) -> None:
    for outcome in ("wrong", "right", "right"):
        attempt("linear-equations/two-steps", outcome)
        clock.now += timedelta(days=1)
    (curve,) = believed.progress(library, record).curves
    assert len(curve.days) == len(curve.values) == 4
    assert list(curve.days) == sorted(curve.days)
    assert curve.days[-1] < 0
    assert curve.values[-1] == pytest.approx(record.mastery(curve.component).p_known)


def test_a_component_that_no_lesson_declares_any_more_is_still_shown(library: Library, record: LearnerRecord) -> None:
    record.add_attempt(AttemptEvidence(exercise="gone/ex", kcs=("gone",), outcome="right"))
    assert "gone" in {component.id for component in believed.progress(library, record).components}


def test_misconceptions_are_named_with_when_they_were_seen(library: Library, record: LearnerRecord) -> None:
    record.add_attempt(
        AttemptEvidence(
            exercise="linear-equations/two-steps",
            kcs=library.exercise("linear-equations/two-steps").kcs,
            outcome="wrong",
            misconception="one-side",
            misconception_name="changed one side only",
        )
    )
    (seen,) = believed.progress(library, record).misconceptions
    assert (seen.name, seen.times, seen.last_seen, seen.gone) == ("changed one side only", 1, "today", False)


def test_memories_come_newest_first(tmp_path: Path, clock: Clock) -> None:
    store = MemoryStore(Database(tmp_path / "tutor.db"), "default", clock)
    store.note("fact", "name", "Your name is Anna.", None, 0.9)
    clock.now += timedelta(days=1)
    store.note("goal", "exam", "You have an exam on Friday.", None, 0.8)
    rows = believed.memory_rows(store.all(), clock.now)
    assert [row.text for row in rows] == ["You have an exam on Friday.", "Your name is Anna."]
    assert [row.origin for row in rows] == ["said today", "said yesterday"]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (14, "14 days ago"), (40, "on 26 Nov 2025"), (-1, "today")],
)
def test_a_past_day_in_words(days: int, words: str) -> None:
    assert believed.ago(START - timedelta(days=days), START) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, ""), (-3, "review today"), (0, "review today"), (1, "review tomorrow"), (9, "review in 9 days")],
)
def test_a_review_date_in_words(days: int | None, words: str) -> None:
    moment = None if days is None else START + timedelta(days=days)
    assert believed.ahead(moment, START) == words
