"""Misconceptions, whether they are gone, and the memories that come from the record."""

from __future__ import annotations

import pytest
from learner_fakes import SetClock, attempt

from tutor.learner.memory import MemoryStore
from tutor.learner.record import LearnerRecord
from tutor.learner.themes import after_attempt, after_question


def wrong(
    record: LearnerRecord, exercise: str, misconception: str = "sign", kcs: tuple[str, ...] = ("linear",)
) -> None:
    record.add_attempt(attempt(exercise, "wrong", kcs, misconception=misconception, name="Lost the sign"))


def test_a_misconception_is_seen_with_its_name_count_and_components(record: LearnerRecord, clock: SetClock) -> None:
    wrong(record, "a/1")
    later = clock.pass_(days=1)
    wrong(record, "a/2", kcs=("like-terms",))
    (seen,) = record.misconceptions()
    assert (seen.id, seen.name, seen.times, seen.last_seen, seen.gone) == ("sign", "Lost the sign", 2, later, False)
    assert seen.kcs == ("like-terms", "linear")


def test_without_a_name_the_id_stands_in(record: LearnerRecord) -> None:
    record.add_attempt(attempt(outcome="wrong", misconception="square-of-sum"))
    assert record.misconceptions()[0].name == "square-of-sum"


def test_three_other_exercises_right_on_its_components_and_it_is_gone(record: LearnerRecord) -> None:
    wrong(record, "a/1")
    for number in range(3):
        assert not record.misconceptions()[0].gone
        record.add_attempt(attempt(f"a/{number + 2}"))
    assert record.misconceptions()[0].gone


def test_right_answers_elsewhere_or_the_same_one_again_do_not_make_it_gone(record: LearnerRecord) -> None:
    wrong(record, "a/1")
    for number in range(4):
        record.add_attempt(attempt(f"b/{number}", kcs=("other",)))
        record.add_attempt(attempt("a/9"))
    assert not record.misconceptions()[0].gone
    assert record.misconceptions()[0].rights_since == 1


def test_wrong_answers_for_other_reasons_do_not_make_it_gone(record: LearnerRecord) -> None:
    wrong(record, "a/1")
    for number in range(4):
        record.add_attempt(attempt(f"a/{number + 2}", "wrong"))
    assert not record.misconceptions()[0].gone


def test_one_more_sighting_brings_it_back(record: LearnerRecord) -> None:
    wrong(record, "a/1")
    for number in range(3):
        record.add_attempt(attempt(f"a/{number + 2}"))
    wrong(record, "a/6")
    assert not record.misconceptions()[0].gone
    assert record.misconceptions()[0].rights_since == 0


def test_the_one_seen_last_comes_first(record: LearnerRecord) -> None:
    wrong(record, "a/1", "old")
    wrong(record, "a/2", "new")
    assert [each.id for each in record.misconceptions()] == ["new", "old"]


# Derived memories


def stumble(record: LearnerRecord, store: MemoryStore, exercise: str, misconception: str | None = "sign") -> list[str]:
    tried = attempt(exercise, "wrong", misconception=misconception, name="Lost the sign")
    record.add_attempt(tried)
    return [change.action for change in after_attempt(record, store, tried)]


def succeed(record: LearnerRecord, store: MemoryStore, exercise: str) -> list[str]:
    tried = attempt(exercise)
    record.add_attempt(tried)
    return [change.action for change in after_attempt(record, store, tried)]


def test_a_misconception_becomes_a_recurring_difficulty_at_the_third_sighting(
    record: LearnerRecord, store: MemoryStore
) -> None:
    assert stumble(record, store, "a/1") == []
    assert stumble(record, store, "a/2") == []
    assert stumble(record, store, "a/3") == ["noted"]
    assert stumble(record, store, "a/4") == ["confirmed"]
    (memory,) = store.all()
    assert (memory.kind, memory.text) == ("difficulty", "This keeps coming up in your work: Lost the sign.")
    assert memory.turn == "t1"


def test_other_mistakes_do_not_touch_it(record: LearnerRecord, store: MemoryStore) -> None:
    for number in range(3):
        stumble(record, store, f"a/{number}")
    assert stumble(record, store, "a/7", None) == []
    assert stumble(record, store, "a/8", "other") == []


def test_a_difficulty_that_is_gone_says_so_and_comes_back_when_it_recurs(
    record: LearnerRecord, store: MemoryStore
) -> None:
    for number in range(3):
        stumble(record, store, f"a/{number}")
    assert [succeed(record, store, f"b/{number}") for number in range(3)] == [[], [], ["superseded", "noted"]]
    assert store.all()[0].text == "This used to come up in your work and is gone: Lost the sign."
    assert stumble(record, store, "c/1") == ["superseded", "noted"]


def test_a_deleted_difficulty_does_not_come_back_by_itself(record: LearnerRecord, store: MemoryStore) -> None:
    for number in range(3):
        stumble(record, store, f"a/{number}")
    store.delete(store.all()[0].id)
    for number in range(4):
        succeed(record, store, f"b/{number}")
    stumble(record, store, "a/9", "other")
    assert store.all() == ()


@pytest.mark.parametrize("turns", [["t1", "t2", "t3"], [None, None, None]])
def test_a_topic_asked_about_in_three_turns_is_a_theme(
    record: LearnerRecord, store: MemoryStore, turns: list[str | None]
) -> None:
    actions = [
        [each.action for each in after_question(record, store, "Fractions", "fractions", turn)] for turn in turns
    ]
    assert actions == [[], [], ["noted"]]
    assert store.all()[0].text == "You often ask about fractions."
    assert store.all()[0].kind == "theme"


def test_one_turn_counts_once_however_often_it_names_the_topic(record: LearnerRecord, store: MemoryStore) -> None:
    for _ in range(5):
        assert after_question(record, store, "fractions", "fractions", "t1") == ()


def test_a_deleted_theme_starts_over(record: LearnerRecord, store: MemoryStore) -> None:
    for turn in ("t1", "t2", "t3"):
        after_question(record, store, "fractions", "fractions", turn)
    store.delete(store.all()[0].id)
    assert after_question(record, store, "fractions", "fractions", "t4") == ()
    assert record.times_asked("fractions") == 1
