"""The outer loop: which exercise comes next, for whom, and the sentence that says why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from learner_fakes import START, attempt, candidate, did, known, met

from tutor.learner.choose import Candidate, Choice, choose_next
from tutor.learner.mastery import GATE
from tutor.learner.record import LearnerRecord
from tutor.learner.values import Done, Mastery

GRAPH: dict[str, tuple[str, ...]] = {
    "like-terms": (),
    "linear-equations": ("like-terms",),
    "powers": (),
    "derivative-of-a-power": ("powers", "linear-equations"),
    "chain-rule": ("derivative-of-a-power",),
}


EXERCISES = [
    candidate("algebra/t1", "like-terms"),
    candidate("algebra/t2", "like-terms"),
    candidate("algebra/e1", "linear-equations", difficulty=1),
    candidate("algebra/e2", "linear-equations", difficulty=2),
    candidate("algebra/e3", "linear-equations", difficulty=3),
    candidate("powers/p1", "powers"),
    candidate("calculus/d1", "derivative-of-a-power"),
    candidate("calculus/d2", "derivative-of-a-power"),
    candidate("calculus/c1", "chain-rule"),
]


TITLES = {"linear-equations": "Linear equations", "derivative-of-a-power": "The derivative of a power"}


def mastered(*kcs: str) -> dict[str, Mastery]:
    return {kc: known(kc) for kc in kcs}


def choose(
    mastery: dict[str, Mastery],
    done: dict[str, Done] | None = None,
    *,
    exercises: list[Candidate] | None = None,
    last: str | None = None,
    lesson: str | None = None,
) -> Choice:
    found = choose_next(
        GRAPH,
        EXERCISES if exercises is None else exercises,
        mastery,
        done or {},
        START,
        last=last,
        lesson=lesson,
        titles=TITLES,
    )
    assert found is not None
    return found


def test_a_newcomer_begins_where_nothing_is_needed() -> None:
    choice = choose({})
    assert (choice.exercise, choice.reason, choice.kc) == ("algebra/t1", "new", "like-terms")
    assert choice.why == "Something new: like terms."


def test_new_material_comes_when_what_it_needs_is_known_and_says_so() -> None:
    choice = choose(mastered("like-terms", "powers"))
    assert (choice.kc, choice.reason) == ("linear-equations", "new")
    assert choice.why == "You know like terms, so linear equations can come next."


def test_what_is_begun_is_practised_before_something_new() -> None:
    choice = choose(mastered("like-terms") | {"linear-equations": known("linear-equations", 0.62)})
    assert (choice.kc, choice.reason) == ("linear-equations", "practice")
    assert choice.why == "You have linear equations at 62 %; it counts as known from 95 %."


def test_the_weakest_unmet_prerequisite_is_worked_on_and_the_sentence_says_what_needs_it() -> None:
    choice = choose(
        mastered("like-terms")
        | {
            "linear-equations": known("linear-equations", 0.62),
            "powers": known("powers", 0.8),
            "derivative-of-a-power": known("derivative-of-a-power", 0.3),
        }
    )
    assert (choice.kc, choice.reason) == ("linear-equations", "remediation")
    assert choice.why == "You have linear equations at 62 %, and you need it for the derivative of a power."


def test_a_prerequisite_never_worked_on_is_named_without_a_figure() -> None:
    choice = choose(mastered("like-terms", "powers") | {"derivative-of-a-power": known("derivative-of-a-power", 0.3)})
    assert choice.kc == "linear-equations"
    assert choice.why == "For the derivative of a power you need linear equations, and there is no work on that yet."


def test_remediation_starts_where_the_learner_can_start() -> None:
    choice = choose({"powers": known("powers"), "chain-rule": known("chain-rule", 0.2)})
    assert (choice.kc, choice.reason) == ("like-terms", "remediation")


def test_the_lesson_in_hand_is_reached_by_way_of_what_it_needs() -> None:
    choice = choose(mastered("like-terms", "powers"), lesson="calculus")
    assert (choice.kc, choice.reason) == ("linear-equations", "remediation")


def test_the_lesson_in_hand_comes_first_when_it_is_ready() -> None:
    assert choose({}, lesson="powers").exercise == "powers/p1"
    assert choose({}).exercise == "algebra/t1"


def test_two_learners_with_different_gaps_get_different_exercises() -> None:
    stuck = {"derivative-of-a-power": known("derivative-of-a-power", 0.3)}
    weak_equations = mastered("like-terms", "powers") | stuck | {"linear-equations": known("linear-equations", 0.5)}
    weak_powers = mastered("like-terms", "linear-equations") | stuck | {"powers": known("powers", 0.5)}
    assert choose(weak_equations).kc == "linear-equations"
    assert choose(weak_powers).kc == "powers"


def test_what_is_due_is_reviewed_before_anything_new_and_the_longest_overdue_first() -> None:
    due = {
        "like-terms": known("like-terms", due=START - timedelta(days=1)),
        "powers": known("powers", due=START - timedelta(days=3)),
    }
    choice = choose(due)
    assert (choice.kc, choice.reason) == ("powers", "review")
    assert choice.why == "You knew powers on 2 March 2026, and it is due for review so that it stays."


def test_what_is_not_due_yet_is_not_reviewed() -> None:
    later = {"like-terms": known("like-terms", due=START + timedelta(minutes=1))}
    assert choose(later).reason == "new"


def test_what_was_never_known_is_practised_not_reviewed() -> None:
    choice = choose({"like-terms": known("like-terms", 0.5, due=START - timedelta(days=9))})
    assert choice.reason == "practice"


def test_i_know_this_is_put_to_the_test_at_once_even_if_a_prerequisite_is_missing() -> None:
    choice = choose({"chain-rule": known("chain-rule", 0.25, attempts=0, claim="open")})
    assert (choice.exercise, choice.reason) == ("calculus/c1", "test_out")
    assert choice.why == "You said that you know chain rule: two answers without hints, and it counts as known."


def test_the_second_answer_of_a_test_out_is_another_exercise() -> None:
    claimed = {"linear-equations": known("linear-equations", 0.66, claim="open", claim_right=1)}
    choice = choose(claimed, {"algebra/e1": did("right")})
    assert choice.reason == "test_out"
    assert choice.exercise in {"algebra/e2", "algebra/e3"}
    assert "one more answer" in choice.why


@pytest.mark.parametrize("state", ["failed", "passed"])
def test_a_test_out_that_is_over_is_not_chosen_again(state: str) -> None:
    claimed = {"linear-equations": known("linear-equations", 0.5, claim=state)}
    assert choose(claimed).reason != "test_out"


def test_a_test_out_without_a_fresh_exercise_waits() -> None:
    claimed = {"chain-rule": known("chain-rule", 0.25, attempts=0, claim="open")}
    assert choose(claimed, {"calculus/c1": did("shown")}, last="algebra/t1").reason != "test_out"


def test_a_prerequisite_with_all_its_exercises_solved_does_not_hold_anything_up() -> None:
    done = {"algebra/t1": did("right", order=1), "algebra/t2": did("right", order=2)}
    choice = choose({"like-terms": known("like-terms", 0.91)}, done)
    assert (choice.kc, choice.reason) == ("linear-equations", "new")
    assert choice.why == "You have solved what there is on like terms, so linear equations can come next."
    done["algebra/t2"] = did("wrong", order=3, solved=True)
    assert choose({"like-terms": known("like-terms", 0.91)}, done, last="x").kc != "linear-equations"
    done["algebra/t2"] = did("right", order=3)
    assert choose({"like-terms": known("like-terms", 0.5)}, done, lesson="algebra").kc != "linear-equations"


def test_what_was_answered_lately_is_not_repeated_while_there_is_anything_fresh() -> None:
    done = {"algebra/t1": did("shown", order=1), "algebra/t2": did("shown", order=2)}
    assert choose({"like-terms": known("like-terms", 0.3)}, done).exercise == "powers/p1"


def test_with_nothing_fresh_left_the_one_seen_longest_ago_is_repeated() -> None:
    exercises = EXERCISES[:2]
    done = {"algebra/t1": did("shown", order=5), "algebra/t2": did("shown", order=2)}
    assert (
        choose({"like-terms": known("like-terms", 0.3)}, done, exercises=exercises, last="x").exercise == "algebra/t2"
    )


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Solve with brackets", "“Solve with brackets”"),
        ("Undo operations on both sides", "“Undo operations on both sides”"),
        ("Average rate of change", "average rate of change"),
        ("Signs for directions", "signs for directions"),
    ],
)
def test_a_title_that_says_what_to_do_is_quoted(title: str, inside: str) -> None:
    found = choose_next({"k": ()}, [candidate("l/1", "k")], {}, {}, START, titles={"k": title})
    assert found is not None
    assert found.why == f"Something new: {inside}."


def test_the_exercise_just_done_does_not_come_again_when_there_is_another() -> None:
    begun = {"like-terms": known("like-terms", 0.5)}
    assert choose(begun, last="algebra/t1").exercise == "algebra/t2"
    assert choose(begun, {"algebra/t2": did("wrong", order=9)}).exercise == "algebra/t1"


def test_the_exercise_just_done_comes_again_when_there_is_no_other() -> None:
    only = [candidate("algebra/t1", "like-terms")]
    assert choose({"like-terms": known("like-terms", 0.5)}, exercises=only, last="algebra/t1").exercise == "algebra/t1"


def test_what_was_never_tried_comes_before_what_went_wrong_and_that_before_what_was_solved() -> None:
    begun = mastered("like-terms") | {"linear-equations": known("linear-equations", 0.5)}
    done = {"algebra/e1": did("right", order=1), "algebra/e2": did("wrong", order=2)}
    assert choose(begun, done, last="x").exercise == "algebra/e3"
    done["algebra/e3"] = did("shown", order=3)
    assert choose(begun, done, last="x").exercise == "algebra/e2"


def test_a_skipped_exercise_comes_back_only_after_the_fresh_ones() -> None:
    begun = {"like-terms": known("like-terms", 0.5)}
    assert choose(begun, {"algebra/t1": did("skipped")}, last="x").exercise == "algebra/t2"


@pytest.mark.parametrize(("p_known", "expected"), [(0.1, "algebra/e1"), (0.5, "algebra/e2"), (0.94, "algebra/e3")])
def test_the_difficulty_grows_with_what_is_known(p_known: float, expected: str) -> None:
    begun = mastered("like-terms") | {"linear-equations": known("linear-equations", p_known)}
    assert choose(begun).exercise == expected


def test_an_exercise_that_also_needs_something_unready_waits() -> None:
    exercises = [candidate("mix/m1", "like-terms", "chain-rule"), *EXERCISES]
    assert choose({}, exercises=exercises).exercise == "algebra/t1"


def test_components_taught_together_do_not_wait_for_each_other() -> None:
    exercises = [candidate("algebra/both", "like-terms", "linear-equations")]
    assert choose({}, exercises=exercises).exercise == "algebra/both"


def test_a_prerequisite_without_exercises_does_not_block_for_ever() -> None:
    exercises = [candidate("calculus/d1", "derivative-of-a-power")]
    assert choose({}, exercises=exercises).reason == "new"


def test_when_all_is_known_the_exercise_done_longest_ago_comes_again() -> None:
    everything = {kc: known(kc, due=START + timedelta(days=9)) for kc in GRAPH}
    done = {each.exercise: did("right", order=place, days_ago=1) for place, each in enumerate(reversed(EXERCISES), 1)}
    choice = choose(everything, done)
    assert (choice.exercise, choice.reason) == ("calculus/c1", "practice")
    assert choice.why == (
        "All that is ready for you is known: this one keeps chain rule fresh; its next review is due on 11 March 2026."
    )


def test_what_is_solved_for_now_is_not_drilled_but_left_until_it_is_fresh_again() -> None:
    exercises = [candidate("a/1", "a"), candidate("b/1", "b"), candidate("b/2", "b")]
    state = {"a": known("a", 0.66), "b": known("b", 0.91)}
    done = {"a/1": did("right", order=9), "b/1": did("right", order=3), "b/2": did("right", order=4)}
    found = choose_next({"a": (), "b": ()}, exercises, state, done, START)
    assert found is not None
    assert found.exercise == "b/1"
    assert found.why.startswith("All that is ready for you is solved for now: this one keeps b fresh")
    state["b"] = known("b")
    unsure = choose_next({"a": (), "b": ()}, exercises, state, done, START, last="x")
    assert unsure is not None
    assert unsure.exercise == "a/1"
    state["b"] = known("b", 0.91)
    later = choose_next({"a": (), "b": ()}, exercises, state, done, START + timedelta(days=8), last="x")
    assert later is not None
    assert later.why.startswith("You have a at 66 %")


def test_an_exercise_without_components_is_still_found() -> None:
    choice = choose({}, exercises=[candidate("misc/m1")])
    assert (choice.exercise, choice.kc) == ("misc/m1", None)


def test_without_exercises_there_is_no_choice() -> None:
    assert choose_next(GRAPH, [], {}, {}, START) is None


def test_a_circle_of_prerequisites_ends_in_a_choice_all_the_same() -> None:
    circle = {"a": ("b",), "b": ("a",)}
    exercises = [candidate("x/1", "a"), candidate("x/2", "b")]
    found = choose_next(circle, exercises, {"a": known("a", 0.3)}, {}, START)
    assert found is not None


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Newton's second law", "Newton's"),
        ("SI units", "SI units"),
        ("The mean", "the mean"),
        ("x-intercepts", "x-int"),
    ],
)
def test_titles_are_fitted_into_the_sentence_without_losing_names(title: str, inside: str) -> None:
    found = choose_next({"k": ()}, [candidate("l/1", "k")], {"k": known("k", 0.5)}, {}, START, titles={"k": title})
    assert found is not None
    assert inside in found.why


def test_a_learner_with_a_real_record_is_led_from_the_first_exercise_to_the_last(record: LearnerRecord) -> None:
    """Right every time: every component is reached, none before what it needs, and nothing comes twice in a row."""
    seen: list[str] = []
    for _ in range(40):
        mastery = record.all_mastery()
        found = choose_next(GRAPH, EXERCISES * 1, mastery, record.done(), record.now())
        assert found is not None
        assert found.kc is not None
        if found.reason == "new":
            assert all(met(need, EXERCISES, mastery, record.done()) for need in GRAPH[found.kc])
        assert not seen or found.exercise != seen[-1]
        seen.append(found.exercise)
        exercise = next(each for each in EXERCISES if each.exercise == found.exercise)
        record.add_attempt(attempt(found.exercise, "right", exercise.kcs))
        record._clock.pass_(days=8)  # type: ignore[attr-defined]
        if all(record.mastery(kc).p_known >= GATE for kc in GRAPH):
            break
    assert all(record.mastery(kc).p_known >= GATE for kc in GRAPH)
