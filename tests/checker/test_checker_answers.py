"""Answers as learners write them against keys. The tables, our own and the sources', are in data/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.checker.answers import judge
from tutor.checker.values import AnswerRequest, Code, Method, Status, Verdict

DATA = Path(__file__).parent / "data" / "answers.jsonl"
FIELDS = {"expected", "given", "form", "rel", "abs", "sf", "unit", "relation", "variable"}


def check(expected: str, given: str, **options: Any) -> Verdict:
    """The verdict, without the limits that the public function puts around it."""
    return judge(AnswerRequest(expected=expected, given=given, **options))


OWN: list[tuple[str, str, str, dict[str, Any]]] = [
    tuple(json.loads(line)) for line in (DATA.parent / "own_answers.jsonl").read_text("utf-8").splitlines()
]
PLAIN = [(expected, given, status) for expected, given, status, options in OWN if not options]
ASKED = [row for row in OWN if row[3]]


@pytest.mark.parametrize(("expected", "given", "status"), PLAIN)
def test_an_answer_is_right_in_whatever_notation(expected: str, given: str, status: str) -> None:
    assert check(expected, given).status == status


@pytest.mark.parametrize(("expected", "given", "status", "options"), ASKED)
def test_an_answer_has_to_be_as_it_is_asked_for(
    expected: str, given: str, status: str, options: dict[str, Any]
) -> None:
    assert check(expected, given, **options).status == status


def rows() -> list[dict[str, Any]]:
    """The sources' tables."""
    return [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['source']}-{row['id']}")
def test_the_tables_of_other_checkers_are_met(row: dict[str, Any]) -> None:
    verdict = check(**{k: v for k, v in row.items() if k in FIELDS})
    if row["truth"] == "invalid":
        assert verdict.status is not Status.VALID
    else:
        assert verdict.status == row["truth"]


def test_almost_every_wrong_answer_of_the_tables_is_refuted_not_left_open() -> None:
    wrong = [row for row in rows() if row["truth"] == "invalid"]
    refuted = [check(**{k: v for k, v in row.items() if k in FIELDS}).status is Status.INVALID for row in wrong]
    assert sum(refuted) >= 0.99 * len(wrong)


POLICY = [
    # the domain of a one-letter expression is part of it
    ("sqrt(x-3)*sqrt(x-5)", "sqrt((x-3)*(x-5))", Status.INVALID, Code.DOMAIN),
    ("ln(x^2)", "2 ln(x)", Status.INVALID, Code.DOMAIN),
    # but single points are not, and principal values that agree are enough
    ("(x^2-1)/(x-1)", "x+1", Status.VALID, Code.EQUIVALENT),
    ("x", "e^(ln x)", Status.VALID, Code.EQUIVALENT),
    # with several letters they are taken to be such that both sides have a value
    ("1", "sqrt(k/m)*sqrt(m/k)", Status.VALID, Code.EQUIVALENT),
    ("ln(a b)", "ln a + ln b", Status.VALID, Code.EQUIVALENT),
    # equations are judged by their solutions, each counted once, points cut off by a denominator included
    ("x = 5/2 or x = 4 or x = 55/4", "4*x^2-71*x+220 = 0 or 14*x^2-91*x+140 = 0", Status.VALID, Code.EQUIVALENT),
    ("x=y", "sqrt(x)=sqrt(y)", Status.INVALID, Code.LOSES_SOLUTIONS),
    ("y=2x-5", "(y+5)/x=2", Status.INVALID, Code.LOSES_SOLUTIONS),
    ("y=2x-5", "yz=2xz-5z", Status.INVALID, Code.ADDS_SOLUTIONS),
    # odd roots of negative numbers are real; a decimal of nine digits stands for what it rounds
    ("-1.709975946", "(-5)^(1/3)", Status.VALID, Code.EQUIVALENT),
    ("-1.379729661", "(-5)^(0.2)", Status.VALID, Code.EQUIVALENT),
    ("1.1234567891234 * 10^200", "1.1234567891235 * 10^200", Status.INVALID, Code.NOT_EQUIVALENT),
    # percent is a hundredth, however it is spelled; leaving it out is leaving out a unit
    (r"28\%", "28 percent", Status.VALID, Code.EQUIVALENT),
    (r"28\%", "0.28", Status.VALID, Code.EQUIVALENT),
    (r"28\%", "28", Status.INVALID, Code.UNIT),
    # two equations between numbers say the same if their sides do
    ("3^2=9", r"\sqrt{9}=3", Status.INVALID, Code.NOT_EQUIVALENT),
    ("3^2=9", "9=3^2", Status.VALID, Code.EQUIVALENT),
    # a calculation counts by where it ends, if it is true
    ("10", "4+6=10", Status.VALID, Code.EQUIVALENT),
    ("10", "2*3=6+4=10", Status.INVALID, Code.RUN_ON),
]


@pytest.mark.parametrize(("expected", "given", "status", "code"), POLICY)
def test_what_only_a_rule_can_decide_is_decided_as_documented(
    expected: str, given: str, status: Status, code: Code
) -> None:
    verdict = check(expected, given)
    assert (verdict.status, verdict.code) == (status, code)


UNKNOWN = [
    ("5", "", Code.UNREADABLE),
    ("5", "3 +", Code.UNREADABLE),
    ("1", "1/0", Code.UNREADABLE),
    ("5", "9^9^9^9", Code.TOO_LARGE),
]


@pytest.mark.parametrize(("expected", "given", "code"), UNKNOWN)
def test_what_has_no_value_or_cannot_be_read_is_unknown_with_its_code(expected: str, given: str, code: Code) -> None:
    verdict = check(expected, given)
    assert (verdict.status, verdict.code) == (Status.UNKNOWN, code)


def test_a_right_value_in_the_wrong_form_has_its_own_code() -> None:
    assert check("x^2-1", "x^2-1", form="factored").code is Code.FORM
    assert check("x^2-1", "(x-1)(x+2)", form="factored").code is Code.NOT_EQUIVALENT


def test_an_unknown_form_is_said_not_guessed() -> None:
    verdict = check("x^2-1", "(x-1)(x+1)", form="pretty")
    assert verdict.status is Status.UNKNOWN
    assert "pretty" in verdict.reason


def test_without_an_expected_answer_only_the_form_is_asked() -> None:
    assert check("", "x^2-1", form="expanded").status is Status.VALID
    assert check("", "(x-a)(x-b)", form="expanded").code is Code.FORM
    assert check("", "x").status is Status.UNKNOWN


def test_a_missing_constant_of_integration_is_let_through_and_said() -> None:
    verdict = check("x^3/3", "x^3/3", relation="antiderivative")
    assert verdict.status is Status.VALID
    assert "constant" in verdict.reason
    assert "constant" not in check("x^3/3", "x^3/3+C", relation="antiderivative").reason


def test_the_reading_that_fits_is_named() -> None:
    verdict = check("1/(2x)", "1/2x")
    assert verdict.status is Status.VALID
    assert verdict.reading


WITNESSES = [
    ("x^2", "2x"),
    ("(a+b)^2", "a^2+b^2"),
    ("sin(2x)", "2 sin x"),
    ("x=2", "x=3"),
    ("x>1", "x>2"),
    ("3/4", "4/3"),
]


@pytest.mark.parametrize(("expected", "given"), WITNESSES)
def test_a_refutation_shows_where_they_differ(expected: str, given: str) -> None:
    verdict = check(expected, given)
    assert verdict.status is Status.INVALID
    assert verdict.witness is not None
    assert verdict.witness.expected != verdict.witness.given
    assert verdict.method is Method.WITNESS


@pytest.mark.parametrize(("expected", "given", "status"), PLAIN[::5])
def test_the_reason_never_states_what_was_expected(expected: str, given: str, status: str) -> None:
    if len(expected) > 4 and expected not in given:
        assert expected not in check(expected, given).reason


@pytest.mark.parametrize(("expected", "given", "status"), PLAIN[::7])
def test_a_check_gives_the_same_verdict_every_time(expected: str, given: str, status: str) -> None:
    assert check(expected, given) == check(expected, given)
