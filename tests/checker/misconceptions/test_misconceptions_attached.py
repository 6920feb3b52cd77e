"""Where the misconception goes: on refuted answers and lines, through the public functions."""

from __future__ import annotations

import json

import pytest

from tutor.checker import check_answer, check_work, run_batch
from tutor.checker.misconceptions import attach, diagnose, explain
from tutor.checker.misconceptions.catalogue import find, rules
from tutor.checker.misconceptions.rule import UNVERIFIED
from tutor.checker.values import Code, Status


@pytest.mark.parametrize(
    ("problem", "expected", "given", "rule"),
    [
        ("Expand (x+3)^2", "x^2+6x+9", "x^2+9", "power-of-each-term"),
        ("1/2+1/3", "5/6", "2/5", "add-tops-and-bottoms"),
        ("Simplify 7/7", "1", "1/7", "simplified-one-part"),
        ("Solve -2x<6", "x>-3", "x<-3", "not-turned"),
        ("d/dx (3x+1)^4", "12(3x+1)^3", "4(3x+1)^3", "inner-derivative-missing"),
        ("25% off 80", "60", "55", "percent-as-amount"),
        ("4+-3=", "1", "4+-3=7", "sizes-added"),
        ("", "20000 cm^2", "200 cm^2", "length-factor-for-area"),
        ("", "5000 m", "5000", "unit-dropped"),
        ("", "52 pm", "52 nm", "not-converted"),
        ("", "x^3-3x+2", "x^3+3x+2", "sign-of-one-term"),
    ],
)
def test_a_wrong_answer_carries_its_misconception(problem: str, expected: str, given: str, rule: str) -> None:
    verdict = check_answer(expected, given, problem=problem)
    assert verdict.status is Status.INVALID
    assert verdict.misconception is not None
    assert verdict.misconception.id == rule


@pytest.mark.parametrize(
    ("problem", "expected", "given"),
    [
        ("Expand (x+3)^2", "x^2+6x+9", "9+6x+x^2"),
        ("Simplify 6/8", "3/4", "6/8"),
        ("Expand (x+3)^2", "x^2+6x+9", "((("),
        ("", "9^9^9^9", "9^9^9^8"),
    ],
)
def test_what_is_not_refuted_carries_none(problem: str, expected: str, given: str) -> None:
    verdict = check_answer(expected, given, problem=problem)
    assert verdict.status is not Status.INVALID
    assert verdict.misconception is None


def test_the_wrong_form_of_a_right_value_is_no_misconception() -> None:
    verdict = check_answer("(x-1)(x+1)", "x^2-1", form="factored", problem="Factor x^2-1")
    assert verdict.code is Code.FORM
    assert verdict.misconception is None


@pytest.mark.parametrize(
    ("problem", "steps", "wrong", "rule"),
    [
        ("Solve 2(x+3)=10", ["2x+3=10", "2x=7", "x=3.5"], 0, "distributed-to-first"),
        ("Solve x^2-5x=0", ["x^2=5x", "x=5"], 1, "divided-by-letter"),
        ("Solve -2x<6", ["x<-3"], 0, "not-turned"),
        ("Expand (x+3)^2", ["= x^2+9"], 0, "power-of-each-term"),
        ("Differentiate x sin x", ["f'(x) = 1*cos x"], 0, "product-of-derivatives"),
        (
            "Natalia sold 62 clips, then took 38 back. How many is that?",
            ["She sold 62-38 = 36 clips."],
            0,
            "smaller-from-larger",
        ),
        ("9 boxes hold 7 pens each. How many pens?", ["9*7 = 16"], 0, "times-as-plus"),
    ],
)
def test_a_wrong_line_carries_its_misconception(problem: str, steps: list[str], wrong: int, rule: str) -> None:
    verdict = check_work(problem=problem, steps=steps)
    assert verdict.first_error == wrong + 1
    found = verdict.steps[wrong].misconception
    assert found is not None
    assert found.id == rule
    assert all(step.misconception is None for step in verdict.steps if step.status is not Status.INVALID)


def test_a_batch_record_names_it() -> None:
    line = json.dumps({"id": "a", "kind": "answer", "problem": "2^3", "expected": "8", "given": "6"})
    (record,) = run_batch([line])
    assert record["misconception"]["id"] == "base-times-exponent"
    assert set(record["misconception"]) == {"id", "name", "text"}


def test_a_problem_that_is_no_text_is_a_bad_record() -> None:
    (record,) = run_batch([json.dumps({"id": "a", "kind": "answer", "problem": 3, "expected": "8", "given": "6"})])
    assert "problem" in record["error"]


def test_a_defect_in_a_rule_never_costs_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(attach, "explain", broken)
    verdict = check_answer("8", "6", problem="2^3")
    assert (verdict.status, verdict.misconception) == (Status.INVALID, None)


HOSTILE = [
    "",
    " ",
    "(((",
    "\x00",
    "x" * 3000,
    "9^9^9^9^9",
    "1/0",
    "=",
    "a=b=c=d",
    "√" * 50,
    "{" * 200,
    "1, " * 120,
    "for a=1 " * 60,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: repr(t)[:20])
@pytest.mark.parametrize("other", ["2+3", "x^2=4", "mean of 1, 2, 3"])
def test_no_text_makes_it_raise(text: str, other: str) -> None:
    for arguments in ((text, other, None, None), (other, text, None, None), (None, other, other, text)):
        found = explain(*arguments)
        assert found is None or found.id in {rule.id for rule in rules()}


def test_a_calculation_is_explained_without_a_line_before() -> None:
    found = explain("", "47+38 = 75")
    assert found is not None
    assert found.id == "no-carry"
    assert explain("", "47+38 = 85") is None


def test_an_ambiguous_slip_is_not_named() -> None:
    """2 from 1 may be anything."""
    assert diagnose("1", "2") is None


def test_the_more_special_rule_wins() -> None:
    """Minus six is also only the wrong sign of six, and six the half of twelve."""
    found = diagnose("3*4/2", "-6")
    assert found is not None
    assert found.topic == "slips"
    special = diagnose("-3^2", "9")
    assert special is not None
    assert special.id == "sign-before-power"


def test_ids_are_unique_and_texts_are_for_learners() -> None:
    assert len({rule.id for rule in rules()}) == len(rules()) >= 60
    for rule in rules():
        assert rule.id == rule.id.lower().strip()
        assert 1 <= rule.weight <= 9
        assert len(rule.text) > 40
        assert rule.text.rstrip().endswith((".", "?"))
        assert not any(word in rule.text.lower() for word in ("stupid", "obvious", "careless", "should know"))
        assert rule.source == UNVERIFIED or any(year in rule.source for year in ("19", "20"))


def test_a_text_never_states_a_result() -> None:
    """No text has an equals sign, which is how a result would be given away."""
    assert [rule.id for rule in rules() if "=" in rule.text] == []


def test_find_knows_every_rule_and_nothing_else() -> None:
    assert all(find(rule.id) is rule for rule in rules())
    with pytest.raises(KeyError):
        find("no-such-rule")
