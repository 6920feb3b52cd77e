"""Laws on generated chains: right ones are never blamed, buggy ones are found at their line, faults never pass."""

from __future__ import annotations

import random

import pytest
from chain_parts import calculus, equations, expressions, special  # noqa: F401  (they register their families)
from chain_parts.chain import FAMILIES, make
from chain_parts.dress import STYLES, dressed
from chain_parts.faults import faulty
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker.lock import LOCK
from tutor.checker.values import Code, Method, Status, WorkRequest, WorkVerdict
from tutor.checker.work import causes, judge_work, wording

BUGS = [(name, bug) for name, (_, bugs) in FAMILIES.items() for bug in bugs]


def judged(problem: str, steps: tuple[str, ...]) -> WorkVerdict:
    with LOCK:
        return judge_work(WorkRequest(problem=problem, steps=steps))


def test_there_are_many_buggy_rules() -> None:
    assert len(BUGS) >= 100
    assert len(FAMILIES) >= 30


@pytest.mark.parametrize(("name", "bug"), BUGS, ids=str)
def test_a_buggy_rule_is_found_at_its_line_and_what_follows_is_no_new_error(name: str, bug: str) -> None:
    chain = make(name, bug, random.Random(f"test/{name}/{bug}"))
    verdict = judged(chain.problem, chain.steps)
    assert verdict.first_error == chain.wrong, chain
    assert not verdict.answered
    assert all(s.status is not Status.INVALID for s in verdict.steps[: chain.wrong - 1])
    for step in verdict.steps[chain.wrong :]:
        assert step.status is not Status.INVALID, chain
        assert step.code is Code.FOLLOWS_ERROR or step.status is Status.UNKNOWN or step.code is Code.EQUIVALENT, chain


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", FAMILIES)
def test_right_work_is_never_blamed_whatever_its_notation(name: str, style: str) -> None:
    for k in range(3):
        source = random.Random(f"right/{name}/{style}/{k}")
        chain = dressed(make(name, "", source), style, source)
        verdict = judged(chain.problem, chain.steps)
        assert verdict.first_error is None, chain


@pytest.mark.parametrize("name", [n for n in FAMILIES if "derivative" not in n and "rule" not in n])
def test_a_changed_number_or_sign_is_never_called_right(name: str) -> None:
    for k in range(6):
        source = random.Random(f"fault/{name}/{k}")
        chain = faulty(make(name, "", source), source)
        if chain is not None:
            last = judged(chain.problem, chain.steps).steps[chain.wrong - 1]
            assert last.status is not Status.VALID, chain


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(FAMILIES)), st.integers(0, 10_000), st.data())
def test_leaving_lines_out_never_makes_right_work_wrong(name: str, seed: int, data: st.DataObject) -> None:
    chain = make(name, "", random.Random(seed))
    if name in ("substitution", "formula"):
        return  # their lines give names that later lines use
    kept = data.draw(st.lists(st.booleans(), min_size=len(chain.steps), max_size=len(chain.steps)))
    steps = tuple(s for s, keep in zip(chain.steps, kept, strict=True) if keep)
    verdict = judged(chain.problem, steps)
    last = len(steps) if steps and steps[-1] != chain.steps[-1] else None
    extraneous = last is not None and verdict.first_error == last and verdict.steps[-1].code is Code.EXTRANEOUS
    assert verdict.first_error is None or extraneous


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(FAMILIES)), st.integers(0, 10_000))
def test_verdicts_are_the_same_each_time(name: str, seed: int) -> None:
    chain = make(name, "", random.Random(seed))
    first, second = (judged(chain.problem, chain.steps) for _ in range(2))
    assert [(s.status, s.code, s.witness) for s in first.steps] == [(s.status, s.code, s.witness) for s in second.steps]


@settings(max_examples=40, deadline=None)
@given(st.integers(-20, 20), st.integers(-20, 20), st.integers(2, 9), st.integers(-20, 20))
def test_only_the_root_solves_a_linear_equation(x: int, b: int, a: int, given_root: int) -> None:
    verdict = judged(f"Solve: {a}x + ({b}) = {a * x + b}", (f"x = {given_root}",))
    assert (verdict.steps[0].status is Status.VALID) is (given_root == x)
    assert verdict.answered is (given_root == x)


NEVER_VALID = [
    ("Solve: x^2 = 2", "x = ±1.414213562373095"),
    ("Solve: x = 10^-30", "x = 0"),
    ("Solve: sin x = 0", "x = 2πn"),
    ("Solve: sin x = 10^-20", "x = πn"),
    ("Solve: x^2 = -10^-30", "x = 0"),
    ("Solve: (x - 1)^2 + 10^-40 = 0", "x = 1"),
    ("Simplify: sqrt((x+1000)^2)", "x + 1000"),
    ("Simplify: x", "x + 10^-50"),
    ("Differentiate: |x|", "1"),
    ("Differentiate: x^2", "2x + 10^-40"),
    ("Integrate: 2x", "x^2 + 10^-40 x"),
    ("Solve: a x = a", "x = 1 or a = 2"),
    ("Solve: x/x = 1", "all real numbers"),
    ("Solve: sqrt(x^2) = x", "all real numbers"),
    ("Solve: x^2 > 0", "(-∞, ∞)"),
    ("Solve: x = 2", "true"),
    ("Solve: x > 3", "x >= 3"),
    ("Evaluate ∫_0^1 x dx", "0.5000000001"),
    ("Find lim_(x->0) |x|/x", "1"),
    ("Find lim_(x->0) sin(1/x)", "0"),
    ("Solve: r = (C+1)/(2π) for r", "C = 2πr"),
    ("Solve: x^2 - 2px - q = 0", "x = p + sqrt(q + p^2)"),
]


@pytest.mark.parametrize(("problem", "line"), NEVER_VALID)
def test_nearly_right_is_not_right(problem: str, line: str) -> None:
    assert judged(problem, (line,)).steps[0].status is not Status.VALID


def test_reasons_name_the_kind_of_step() -> None:
    cases = [
        ("Solve: x^2 = 4x", "x = 4", causes.DIVIDED),
        ("Solve: x^2 = 9", "x = 3", causes.ROOT),
        ("Solve: -2x < 6", "x < -3", causes.UNTURNED),
        ("Solve: 2/x < 1", "2 < x", causes.MULTIPLIED),
        ("Solve: sqrt(x) = x - 2", "x = (x-2)^2", causes.SQUARED),
        ("Differentiate: sin(3x)", "cos(3x)", causes.INNER),
        ("Differentiate: x^2 e^x", "2x e^x", causes.PRODUCT),
        ("Differentiate: x^2/e^x", "2x/e^x", causes.QUOTIENT),
        ("Calculate: 3 - 8", "5", causes.SIGN),
        ("Calculate: 3.2 * 10", "3.2", causes.TENFOLD),
        ("Simplify: 2(x + 1)", "6x + 6", causes.FACTOR),
        ("Simplify: 2(x + 1)", "2x + 1", causes.CONSTANT),
    ]
    for problem, line, reason in cases:
        assert judged(problem, (line,)).steps[0].reason == reason, (problem, line)


def test_no_reason_states_a_value_that_is_withheld() -> None:
    for name, bug in BUGS:
        chain = make(name, bug, random.Random(f"reason/{name}/{bug}"))
        for step in judged(chain.problem, chain.steps).steps:
            assert not any(char.isdigit() for char in step.reason), step.reason


def test_every_sentence_is_plain() -> None:
    for sentence in wording._SENTENCES.values():
        assert sentence.endswith(".")
        assert not any(char.isdigit() for char in sentence)


def test_numerical_agreement_is_said_to_be_numerical() -> None:
    verdict = judged("Solve: sin x = 1", ("x = π/2 + 2πn",))
    assert verdict.steps[0].method is Method.NUMERICAL
    assert judged("Solve: 2x = 4", ("x = 2",)).steps[0].method is Method.PROOF
