"""The record: what an attempt moves, what it doesn't, and that the learner can read, correct and delete all of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner_fakes import SetClock, attempt, bytes_of

from tutor.errors import UsageError
from tutor.learner.mastery import DEFAULTS, GATE, BktParams, update
from tutor.learner.memory import MemoryStore
from tutor.learner.record import LearnerRecord
from tutor.learner.values import OUTCOMES, Outcome
from tutor.storage import Database


def test_a_component_never_worked_on_stands_at_the_prior_and_says_so(record: LearnerRecord) -> None:
    mastery = record.mastery("linear")
    assert (mastery.p_known, mastery.attempts, mastery.last_seen, mastery.due) == (DEFAULTS.prior, 0, None, None)
    assert mastery.evidence == ("Nothing checked yet; everyone starts at 25 %.",)
    assert record.all_mastery() == {}


def test_an_unaided_right_answer_moves_its_components_and_only_those(record: LearnerRecord) -> None:
    record.add_attempt(attempt("algebra/ex-0", "wrong", ("other",)))
    before = record.mastery("other")
    moves = record.add_attempt(attempt(kcs=("linear", "like-terms")))
    assert [(move.kc, move.before, round(move.after, 6)) for move in moves] == [
        ("linear", 0.25, 0.66),
        ("like-terms", 0.25, 0.66),
    ]
    assert {move.why for move in moves} == {"right without help"}
    assert record.mastery("other") == before


def test_three_different_exercises_right_reach_the_gate(record: LearnerRecord) -> None:
    for number in range(3):
        assert record.mastery("linear").p_known < GATE
        record.add_attempt(attempt(f"algebra/ex-{number}"))
    mastery = record.mastery("linear")
    assert mastery.p_known >= GATE
    assert mastery.reached
    assert mastery.right == mastery.attempts == 3


def test_a_component_named_twice_in_one_attempt_moves_once(record: LearnerRecord) -> None:
    assert len(record.add_attempt(attempt(kcs=("linear", "linear")))) == 1


def test_an_attempt_without_components_is_kept_and_moves_nothing(record: LearnerRecord) -> None:
    assert record.add_attempt(attempt(kcs=())) == ()
    assert record.export()["attempts"][0]["exercise"] == "algebra/ex-1"


@pytest.mark.parametrize("outcome", ["wrong", "shown", "gave_up"])
def test_what_is_not_a_right_answer_lowers_a_good_estimate(record: LearnerRecord, outcome: Outcome) -> None:
    record.add_attempt(attempt("algebra/ex-1"))
    (move,) = record.add_attempt(attempt("algebra/ex-2", outcome))
    assert move.after < move.before
    assert record.mastery("linear").right == 1


def test_a_skip_is_kept_and_moves_nothing(record: LearnerRecord) -> None:
    assert record.add_attempt(attempt(outcome="skipped")) == ()
    assert record.mastery("linear").attempts == 1
    assert record.mastery("linear").due is None


def test_hints_make_a_right_answer_count_for_less(db: Database, clock: SetClock) -> None:
    after = []
    for hints in range(5):
        record = LearnerRecord(db, f"learner-{hints}", clock)
        after.append(record.add_attempt(attempt(hints=hints))[0].after)
    assert after == sorted(after, reverse=True)
    assert len(set(after)) == 5
    assert all(value > DEFAULTS.prior for value in after)


def test_a_second_wrong_line_in_the_same_exercise_takes_nothing_off_again(record: LearnerRecord) -> None:
    (first,) = record.add_attempt(attempt(outcome="wrong"))
    assert record.add_attempt(attempt(outcome="wrong")) == ()
    assert record.mastery("linear").p_known == first.after
    assert record.mastery("linear").attempts == 2


def test_right_after_wrong_tries_counts_as_after_as_many_hints(db: Database, clock: SetClock) -> None:
    tried = LearnerRecord(db, "tried", clock)
    tried.add_attempt(attempt(outcome="wrong"))
    tried.add_attempt(attempt(outcome="wrong"))
    (move,) = tried.add_attempt(attempt())
    assert move.after == pytest.approx(update(move.before, True, rungs=2))
    assert move.why == "right after 2 other tries, which counts for less"


def test_copying_the_solution_that_was_just_shown_is_worth_next_to_nothing(record: LearnerRecord) -> None:
    record.add_attempt(attempt(outcome="shown"))
    (move,) = record.add_attempt(attempt())
    fresh = update(move.before, True)
    assert move.after - move.before < 0.4 * (fresh - move.before)
    assert "seen only days ago" in move.why


def test_solving_one_exercise_again_and_again_does_not_reach_the_gate_in_a_sitting(record: LearnerRecord) -> None:
    record.add_attempt(attempt())
    for _ in range(3):
        record.add_attempt(attempt())
    assert record.mastery("linear").p_known < GATE


def test_after_a_week_an_exercise_is_evidence_again(record: LearnerRecord, clock: SetClock) -> None:
    record.add_attempt(attempt())
    clock.pass_(days=8)
    (move,) = record.add_attempt(attempt())
    assert move.why == "right without help"


def test_after_a_night_a_wrong_line_counts_again(record: LearnerRecord, clock: SetClock) -> None:
    record.add_attempt(attempt("algebra/ex-9"))
    record.add_attempt(attempt(outcome="wrong"))
    clock.pass_(hours=9)
    assert record.add_attempt(attempt(outcome="wrong")) != ()


def test_a_guess_given_with_the_attempt_is_used(db: Database, clock: SetClock) -> None:
    open_answer = LearnerRecord(db, "open", clock).add_attempt(attempt())[0].after
    two_choices = LearnerRecord(db, "choice", clock).add_attempt(attempt(guess=0.45))[0].after
    assert two_choices < open_answer


def test_a_choice_between_two_still_says_a_little(record: LearnerRecord) -> None:
    (move,) = record.add_attempt(attempt(guess=0.5))
    assert DEFAULTS.prior < move.after < 0.5


@pytest.mark.parametrize("guess", [-1.0, 1.0, 7.0, float("nan")])
def test_an_impossible_guess_is_left_aside(record: LearnerRecord, guess: float) -> None:
    assert record.add_attempt(attempt(guess=guess))[0].after == pytest.approx(0.66)


def test_a_component_can_have_its_own_parameters(db: Database, clock: SetClock) -> None:
    own = BktParams(prior=0.5, learn=0.0)
    record = LearnerRecord(db, "anna", clock, params={"linear": own})
    assert record.mastery("linear").p_known == 0.5
    assert record.add_attempt(attempt())[0].after == pytest.approx(update(0.5, True, own))
    assert record.mastery("other").p_known == DEFAULTS.prior


@pytest.mark.parametrize("bad", ["solved", "", "RIGHT"])
def test_an_unknown_outcome_is_refused_and_nothing_is_stored(record: LearnerRecord, bad: str) -> None:
    with pytest.raises(UsageError, match="not an attempt"):
        record.add_attempt(attempt(outcome=bad))  # type: ignore[arg-type]
    assert record.export()["attempts"] == []


def test_negative_hints_are_refused(record: LearnerRecord) -> None:
    with pytest.raises(UsageError, match="-1 hints"):
        record.add_attempt(attempt(hints=-1))


def test_a_learner_needs_a_name(db: Database, clock: SetClock) -> None:
    with pytest.raises(UsageError, match="no name"):
        LearnerRecord(db, " \x00 ", clock)


def test_learners_in_one_file_do_not_see_each_other(db: Database, clock: SetClock) -> None:
    anna, ben = LearnerRecord(db, "anna", clock), LearnerRecord(db, "ben", clock)
    anna.add_attempt(attempt(misconception="sign"))
    assert ben.all_mastery() == {}
    assert ben.misconceptions() == ()
    assert ben.done() == {}
    assert ben.export()["attempts"] == []


def test_what_was_stored_is_there_after_opening_the_file_again(tmp_path: Path, clock: SetClock) -> None:
    first = LearnerRecord(Database(tmp_path / "r.db"), "anna", clock)
    first.add_attempt(attempt())
    expected = first.mastery("linear")
    first.db.close()
    assert LearnerRecord(Database(tmp_path / "r.db"), "anna", clock).mastery("linear") == expected


@settings(max_examples=15, deadline=None)
@given(answers=st.lists(st.booleans(), min_size=1, max_size=12))
def test_on_different_exercises_without_help_the_estimate_is_the_tracing_equation_s(
    answers: list[bool], tmp_path_factory: pytest.TempPathFactory
) -> None:
    db = Database(tmp_path_factory.mktemp("trace") / "r.db")
    record = LearnerRecord(db, "anna", SetClock())
    p = DEFAULTS.prior
    with db.transaction():
        for number, right in enumerate(answers):
            record.add_attempt(attempt(f"a/{number}", "right" if right else "wrong"))
            p = update(p, right)
    assert record.mastery("linear").p_known == pytest.approx(p)
    db.close()


def test_forget_leaves_nothing_of_the_learner_in_the_file_and_all_of_the_others(
    db: Database, record: LearnerRecord, store: MemoryStore, clock: SetClock
) -> None:
    other = LearnerRecord(db, "ben", clock)
    other.add_attempt(attempt(text="of-ben"))
    record.add_attempt(attempt(text="of-anna-the-first", misconception="anna-s-mistake"))
    record.note_topic("anna-topic", "Anna's topic", "t1")
    store.note("fact", "name", "Your name is Annabella.", "t1", 0.9)
    record.forget()
    exported = record.export()
    assert [exported[table] for table in ("attempts", "mastery", "topics", "memories")] == [[], [], [], []]
    left = bytes_of(db)
    for trace in (b"of-anna-the-first", b"anna-s-mistake", b"Annabella", b"anna-topic"):
        assert trace not in left
    assert other.mastery("linear").attempts == 1


def test_the_export_is_json_and_holds_everything(record: LearnerRecord, store: MemoryStore) -> None:
    record.add_attempt(attempt(outcome="wrong", misconception="sign", name="Lost the sign", text="x = -4"))
    record.claim_known("linear")
    record.note_topic("linear", "Linear equations", "t2")
    store.note("goal", "exam", "You have an exam on 12 March.", "t3", 0.9)
    store.note("goal", "exam", "Your exam is on the 15th.", "t4", 0.9)
    told = json.loads(json.dumps(record.export()))
    assert told["learner"] == "anna"
    (row,) = told["attempts"]
    assert (row["text"], row["misconception_name"], row["outcome"]) == ("x = -4", "Lost the sign", "wrong")
    assert row["kcs"][0]["kc"] == "linear"
    assert told["mastery"][0]["claim"] == "open"
    assert told["topics"][0]["title"] == "Linear equations"
    assert [each["text"] for each in told["memories"]] == ["You have an exam on 12 March.", "Your exam is on the 15th."]


def test_done_tells_how_each_exercise_last_ended(record: LearnerRecord, clock: SetClock) -> None:
    record.add_attempt(attempt("a/1", "wrong"))
    record.add_attempt(attempt("a/1", "right"))
    record.add_attempt(attempt("a/2", "right"))
    later = clock.pass_(days=1)
    record.add_attempt(attempt("a/2", "wrong"))
    done = record.done()
    assert (done["a/1"].outcome, done["a/1"].times, done["a/1"].solved) == ("right", 2, True)
    assert (done["a/2"].outcome, done["a/2"].times, done["a/2"].solved, done["a/2"].at) == ("wrong", 2, True, later)
    assert done["a/2"].order > done["a/1"].order


def test_the_evidence_tells_what_happened_in_plain_sentences(record: LearnerRecord) -> None:
    record.add_attempt(attempt("a/1", "right"))
    record.add_attempt(attempt("a/2", "wrong"))
    record.add_attempt(attempt("a/3", "right", hints=2))
    record.add_attempt(attempt("a/4", "shown"))
    evidence = record.mastery("linear").evidence
    assert evidence[0] == "Answers so far: 2 right (1 without hints), 1 not right and 1 where the solution was shown."
    assert evidence[1].startswith("The last one, a/4, was shown to you on 2 March 2026, ")


def test_a_skipped_component_says_only_that(record: LearnerRecord) -> None:
    record.add_attempt(attempt(outcome="skipped"))
    assert record.mastery("linear").evidence[0] == "You skipped it once."


attempts = st.lists(
    st.tuples(
        st.sampled_from(["a/1", "a/2", "b/1"]),
        st.sampled_from(OUTCOMES),
        st.lists(st.sampled_from(["k1", "k2", "k3"]), max_size=3),
        st.integers(0, 5),
        st.integers(-60, 60 * 24 * 10),
    ),
    max_size=15,
)


@settings(max_examples=25, deadline=None)
@given(story=attempts)
def test_any_story_keeps_the_record_s_laws(
    story: list[tuple[str, Outcome, list[str], int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    clock = SetClock()
    db = Database(tmp_path_factory.mktemp("story") / "r.db")
    record = LearnerRecord(db, "anna", clock)
    for exercise, outcome, kcs, hints, minutes in story:
        clock.pass_(minutes=minutes)
        before = {kc: record.mastery(kc).p_known for kc in ("k1", "k2", "k3")}
        moves = record.add_attempt(attempt(exercise, outcome, kcs, hints=hints))
        after = {kc: record.mastery(kc).p_known for kc in ("k1", "k2", "k3")}
        assert {move.kc: (move.before, move.after) for move in moves} == {
            kc: (before[kc], after[kc]) for kc in after if before[kc] != after[kc]
        }
        assert all(0 <= value <= 1 for value in after.values())
        assert all(after[kc] == before[kc] for kc in after if kc not in kcs)
        if outcome == "skipped":
            assert moves == ()
        if outcome == "right":
            assert all(move.after >= move.before for move in moves)
    assert sum(each.times for each in record.done().values()) == len(story)
    json.dumps(record.export())
    assert record.report().attempts == len(story)
    db.close()
