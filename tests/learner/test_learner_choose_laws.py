"""Laws of the choice, on worlds that are drawn: there is one, prerequisites hold, it is a pure function."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from learner_fakes import START, candidate, did, known, met

from tutor.learner.choose import Candidate, choose_next
from tutor.learner.mastery import GATE
from tutor.learner.values import Done, Mastery


def all_needed(kc: str, graph: dict[str, tuple[str, ...]]) -> set[str]:
    return {kc for need in graph[kc] for kc in (need, *all_needed(need, graph))}


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, tuple[str, ...]], list[Candidate], dict[str, Mastery], dict[str, Done]]:
    kcs = [f"k{number}" for number in range(draw(st.integers(1, 6)))]
    graph = {
        kc: tuple(draw(st.sets(st.sampled_from(kcs[:place]), max_size=3))) if place else ()
        for place, kc in enumerate(kcs)
    }
    exercises = [
        candidate(
            f"l{draw(st.integers(0, 2))}/e{number}",
            draw(st.sampled_from(kcs)),
            difficulty=draw(st.none() | st.floats(0, 9)),
        )
        for number in range(draw(st.integers(1, 8)))
    ]
    mastery = {}
    for kc in draw(st.sets(st.sampled_from(kcs))):
        due = draw(st.none() | st.integers(-9, 9))
        mastery[kc] = known(
            kc,
            draw(st.floats(0, 1)),
            attempts=draw(st.integers(0, 5)),
            due=None if due is None else START + timedelta(days=due),
            claim=draw(st.sampled_from([None, "open", "failed", "passed"])),
        )
    done = {
        each.exercise: did(draw(st.sampled_from(["right", "wrong", "shown", "skipped", "gave_up"])), order=place)
        for place, each in enumerate(exercises)
        if draw(st.booleans())
    }
    return graph, exercises, mastery, done


@given(world=worlds())
def test_there_is_always_a_choice_among_the_exercises_with_a_reason_in_one_sentence(
    world: tuple[dict[str, tuple[str, ...]], list[Candidate], dict[str, Mastery], dict[str, Done]],
) -> None:
    graph, exercises, mastery, done = world
    found = choose_next(graph, exercises, mastery, done, START)
    assert found is not None
    chosen = next(each for each in exercises if each.exercise == found.exercise)
    assert found.kc in chosen.kcs
    assert found.why.endswith(".")
    assert found.why[0].isupper()
    assert "\n" not in found.why


@given(world=worlds())
def test_prerequisites_are_respected_except_in_a_test_out(
    world: tuple[dict[str, tuple[str, ...]], list[Candidate], dict[str, Mastery], dict[str, Done]],
) -> None:
    graph, exercises, mastery, done = world
    found = choose_next(graph, exercises, mastery, done, START)
    assert found is not None
    assert found.kc is not None
    if found.reason in ("new", "practice", "remediation"):
        is_known = found.kc in mastery and mastery[found.kc].p_known >= GATE
        assert is_known or all(met(need, exercises, mastery, done) for need in all_needed(found.kc, graph))


@given(world=worlds(), place=st.integers(0, 7))
def test_the_last_exercise_is_chosen_again_only_if_no_other_could_be(
    world: tuple[dict[str, tuple[str, ...]], list[Candidate], dict[str, Mastery], dict[str, Done]], place: int
) -> None:
    graph, exercises, mastery, done = world
    last = exercises[place % len(exercises)].exercise
    found = choose_next(graph, exercises, mastery, done, START, last=last)
    assert found is not None
    if found.exercise == last:
        for other in (each.kcs[0] for each in exercises if each.exercise != last):
            assert other not in mastery or mastery[other].p_known < GATE
            assert not all(met(need, exercises, mastery, done) for need in all_needed(other, graph))


@given(world=worlds())
def test_the_choice_is_a_pure_function(
    world: tuple[dict[str, tuple[str, ...]], list[Candidate], dict[str, Mastery], dict[str, Done]],
) -> None:
    graph, exercises, mastery, done = world
    copies = (dict(graph), list(exercises), {kc: replace(each) for kc, each in mastery.items()}, dict(done))
    assert choose_next(*world, START) == choose_next(*copies, START)
    assert world == copies
