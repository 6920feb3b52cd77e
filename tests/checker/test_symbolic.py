"""The second opinion on infinite sums, improper integrals and limits: what it accepts, refutes and leaves open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from symbolic_parts import PATIENT_S, opinion

from tutor.checker.api import answer_inline
from tutor.checker.records import verdict_record
from tutor.checker.symbolic import applies, judge
from tutor.checker.values import AnswerRequest, Code, Method, Status

RIGHT = [
    (r"\sum_{n=1}^{\infty} \frac{1}{n^2}", r"\frac{\pi^2}{6}"),
    ("sum_{n=1}^oo 1/n^2", "pi^2/6"),
    (r"\sum_{n=1}^{\infty} \frac{1}{n^4}", "pi^4/90"),
    (r"\sum_{n=1}^{\infty} \frac{1}{2^n}", "1"),
    (r"\sum_{n=0}^{\infty} (\frac{2}{3})^n", "3"),
    (r"\sum_{n=0}^{\infty} (-\frac{1}{2})^n", "2/3"),
    (r"\sum_{n=0}^{\infty} \frac{1}{n!}", "e"),
    (r"\sum_{n=1}^{\infty} \frac{(-1)^{n+1}}{n}", r"\ln 2"),
    (r"\sum_{n=0}^{\infty} \frac{(-1)^n}{2n+1}", r"\frac{\pi}{4}"),
    (r"\sum_{n=1}^{\infty} \frac{1}{n(n+1)}", "1"),
    (r"\sum_{n=1}^{\infty} \frac{n}{2^n}", "2"),
    (r"\sum_{k=0}^{\infty} \frac{x^k}{k!}", "e^x"),
    (r"S = \sum_{n=1}^{\infty} \frac{1}{2^n}", "1"),
    (r"3 + 2\sum_{n=1}^{\infty} \frac{1}{n^2}", "3 + pi^2/3"),
    (r"\prod_{n=2}^{\infty} (1-\frac{1}{n^2})", "1/2"),
    (r"\int_0^\infty e^{-x} dx", "1"),
    (r"\int_0^\infty e^{-2x} dx", "0.5"),
    (r"\int_{-\infty}^{\infty} e^{-x^2} dx", r"\sqrt{\pi}"),
    (r"\int_0^\infty \frac{1}{1+x^2} dx", "pi/2"),
    (r"\int_{-\infty}^0 e^{3x} dx", "1/3"),
    (r"\int_0^\infty x^2 e^{-x} dx", "2"),
    (r"\int_1^\infty \frac{1}{x^2} dx", "1"),
    (r"\int_0^1 \frac{1}{\sqrt{x}} dx", "2"),
    (r"\int_0^1 \ln(x) dx", "-1"),
    (r"\int_0^\infty e^{-x} \sin x dx", "1/2"),
    (r"\int_0^\infty \frac{\sin x}{x} dx", "pi/2"),
    (r"\int_0^\infty e^{-a x} dx", r"\frac{1}{a}"),
    (r"\lim_{n\to\infty} (1+\frac{1}{n})^n", "e"),
    (r"\lim_{n\to\infty} (1+\frac{2}{n})^n", "e^2"),
    (r"\lim_{x\to\infty} (1+\frac{a}{x})^x", "e^a"),
    (r"\lim_{x\to 0} x \ln x", "0"),
    (r"\lim_{x\to 0} (1+x)^{1/x}", "e"),
    (r"\lim_{x\to 0} \frac{\sin x}{x}", "1"),
    (r"\lim_{x\to 0} \frac{\sin 3x}{\sin 5x}", "3/5"),
    (r"\lim_{x\to 0} x \sin(1/x)", "0"),
    (r"\lim_{x\to\infty} \frac{\sin x}{x}", "0"),
    (r"\lim_{x\to\infty} \frac{\ln x}{x}", "0"),
    (r"\lim_{x\to\infty} x e^{-x}", "0"),
    (r"\lim_{x\to\infty} (\sqrt{x^2+4x}-x)", "2"),
    (r"\lim_{n\to\infty} n^{1/n}", "1"),
    (r"\lim_{x\to\infty} \arctan x", "pi/2"),
]


@pytest.mark.parametrize(("special", "value"), RIGHT)
def test_a_right_value_is_accepted_on_either_side(special: str, value: str) -> None:
    for verdict in (opinion(special, value), opinion(value, special)):
        assert (verdict.status, verdict.code) == (Status.VALID, Code.EQUIVALENT)
        assert verdict.method in (Method.PROOF, Method.NUMERICAL)


@pytest.mark.parametrize(("special", "value"), [pair for pair in RIGHT if any(c in pair[1] for c in "pi e ln")])
def test_a_value_that_is_not_rational_is_never_called_proved(special: str, value: str) -> None:
    verdict = opinion(special, value)
    if any(symbol in value for symbol in ("pi", "e", "ln")):
        assert verdict.method is Method.NUMERICAL


@pytest.mark.parametrize(("special", "value"), RIGHT)
@pytest.mark.parametrize("shift", ["+1/100", "-2"])
def test_a_wrong_value_is_refuted_with_a_witness(special: str, value: str, shift: str) -> None:
    verdict = opinion(special, f"({value}){shift}")
    assert (verdict.status, verdict.code, verdict.method) == (Status.INVALID, Code.NOT_EQUIVALENT, Method.WITNESS)
    assert verdict.witness is not None
    assert verdict.witness.expected != verdict.witness.given
    assert verdict.witness.expected not in verdict.reason.split()


@pytest.mark.parametrize("special", [r"\sum_{n=1}^{\infty} \frac{1}{n^2}", r"\int_{-\infty}^{\infty} e^{-x^2} dx"])
def test_what_differs_by_less_than_the_margin_is_not_refuted(special: str) -> None:
    value = {"s": "pi^2/6", "i": "sqrt(pi)"}[special[1]]
    assert opinion(special, f"{value} + 10^(-9)").status is Status.UNKNOWN
    assert opinion(special, f"{value} + 10^(-15)").status is Status.UNKNOWN


ENDLESS = [
    (r"\sum_{n=1}^{\infty} \frac{1}{n}", "oo"),
    (r"\sum_{n=0}^{\infty} 2^n", "oo"),
    (r"\int_1^\infty \frac{1}{x} dx", r"\infty"),
    (r"\lim_{x\to 0} \frac{1}{x^2}", "oo"),
    (r"\lim_{x\to\infty} \ln x", "oo"),
    (r"\lim_{x\to\infty} (x - e^x)", "-oo"),
]


@pytest.mark.parametrize(("special", "value"), ENDLESS)
def test_what_visibly_grows_beyond_all_bounds_is_infinite_and_no_number(special: str, value: str) -> None:
    assert opinion(special, value).status is Status.VALID
    wrong = opinion(special, "3")
    assert (wrong.status, wrong.method) == (Status.INVALID, Method.WITNESS)
    assert wrong.witness is not None
    assert "infinity" in wrong.witness.expected


OPEN = [
    (r"\sum_{n=0}^{\infty} (-1)^n", "1/2"),
    (r"\sum_{n=1}^{\infty} (-1)^n n", "-1/4"),
    (r"\sum_{k=0}^{\infty} r^k", r"\frac{1}{1-r}"),
    (r"\int_{-1}^1 \frac{1}{x} dx", "0"),
    (r"\int_{-1}^2 \frac{1}{x} dx", r"\ln 2"),
    (r"\int_{-1}^1 \frac{1}{x^2} dx", "-2"),
    (r"\int_0^3 \frac{1}{x-1} dx", r"\ln 2"),
    (r"\int_0^\pi \tan x dx", "0"),
    (r"\int_{-\infty}^{\infty} x dx", "0"),
    (r"\int_{-\infty}^{\infty} \frac{x}{1+x^2} dx", "0"),
    (r"\int_0^\infty \sin x dx", "1"),
    (r"\int_0^\infty \frac{\sin(a x)}{x} dx", "pi/2"),
    (r"\int_1^\infty x^{-a} dx", r"\frac{1}{a-1}"),
    (r"\lim_{x\to\infty} \sin x", "0"),
    (r"\lim_{x\to 0} \sin(1/x)", "0"),
    (r"\lim_{x\to 0} \frac{1}{x}", "oo"),
    (r"\lim_{x\to 0} e^{1/x}", "0"),
    (r"\lim_{n\to\infty} a_n", "0"),
    (r"\lim_{x\to 0} f(x)/x", "1"),
    (r"\int_0^\infty i e^{-x} dx", "i"),
]


@pytest.mark.parametrize(("special", "value"), OPEN)
def test_what_has_no_value_or_one_under_conditions_only_is_never_accepted(special: str, value: str) -> None:
    assert opinion(special, value).status is not Status.VALID
    assert opinion(value, special).status is not Status.VALID


@given(st.fractions(Fraction(-9, 10), Fraction(9, 10), max_denominator=10), st.integers(0, 3))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_geometric_series_have_their_sum_and_no_other(ratio: Fraction, start: int) -> None:
    text = rf"\sum_{{k={start}}}^{{\infty}} ({ratio})^k" if ratio else rf"\sum_{{k={start}}}^{{\infty}} (1/2)^k"
    ratio = ratio or Fraction(1, 2)
    right = ratio**start / (1 - ratio)
    assert opinion(text, str(right)).status is not Status.INVALID
    assert opinion(text, str(right + 1)).status is not Status.VALID
    if abs(ratio) <= Fraction(2, 3):
        assert opinion(text, str(right)).status is Status.VALID
        assert opinion(text, str(right + 1)).status is Status.INVALID


@given(st.integers(0, 5), st.integers(1, 6))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_moments_of_the_exponential_are_factorials(power: int, rate: int) -> None:
    text = rf"\int_0^\infty x^{power} e^{{-{rate}x}} dx"
    assert opinion(text, f"{power}!/{rate}^{power + 1}").status is Status.VALID
    assert opinion(text, f"{power + 1}!/{rate}^{power + 1} + 1").status is Status.INVALID


@given(st.fractions(-4, 4, max_denominator=5))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_compound_growth_tends_to_the_exponential(rate: Fraction) -> None:
    text = rf"\lim_{{n\to\infty}} (1+({rate})/n)^n"
    assert answer_or_opinion(text, f"e^({rate})") is Status.VALID
    assert answer_or_opinion(text, f"e^({rate})+1") is not Status.VALID


def answer_or_opinion(expected: str, given_text: str) -> Status:
    """As the public function does it, in this process."""
    request = AnswerRequest(expected=expected, given=given_text)
    first = answer_inline(request, PATIENT_S)
    return judge(request).status if applies(first, request) else first.status


CALCULATIONS = [
    ("1", r"\sum_{n=1}^\infty 1/2^n = 1", Status.VALID, Code.EQUIVALENT),
    ("1", r"\sum_{n=1}^\infty 1/2^n = 2/2 = 1", Status.VALID, Code.EQUIVALENT),
    ("1", r"\sum_{n=1}^\infty 1/2^n = 3", Status.INVALID, Code.ARITHMETIC),
    ("1", r"\sum_{n=1}^\infty 1/2^n = 2/3 = 1", Status.INVALID, Code.RUN_ON),
    ("2", r"\sum_{n=1}^\infty 1/2^n = 1", Status.INVALID, Code.NOT_EQUIVALENT),
    (r"S=\int_0^\infty e^{-x} dx", "S=1", Status.VALID, Code.EQUIVALENT),
    (r"S=\int_0^\infty e^{-x} dx", "S=2", Status.INVALID, Code.NOT_EQUIVALENT),
    (r"S=\int_0^\infty e^{-x} dx", "T=1", Status.UNKNOWN, Code.UNDECIDED),
    (r"x^2 = \int_0^\infty e^{-x} dx", "1", Status.UNKNOWN, Code.UNDECIDED),
    (r"1", r"\sum_{n=1}^\infty 1/2^n < 2", Status.UNKNOWN, Code.UNDECIDED),
    (r"x^2 = \int_0^\infty e^{-x} dx", "x=1 or x=-1", Status.VALID, Code.EQUIVALENT),
]


@pytest.mark.parametrize(("expected", "given_text", "status", "code"), CALCULATIONS)
def test_calculations_and_named_values_are_judged_by_their_sides(
    expected: str, given_text: str, status: Status, code: Code
) -> None:
    verdict = opinion(expected, given_text)
    assert (verdict.status, verdict.code) == (status, code)


def test_the_same_question_has_the_same_answer() -> None:
    for special, value in (*RIGHT[:3], *OPEN[:3]):
        assert verdict_record(opinion(special, value)) == verdict_record(opinion(special, value))


def test_forms_and_digits_count_as_for_other_answers() -> None:
    series = r"\sum_{n=1}^{\infty} \frac{1}{n^2}"
    assert opinion(series, "1.645", sf=4).status is Status.VALID
    assert opinion(series, "1.7", sf=2).status is not Status.VALID
    assert opinion(series, "1.6", rel=0.05).status is Status.VALID
    assert opinion(series, "1.6", rel=0.001).status is not Status.VALID
    assert opinion(r"\sum_{n=1}^{\infty} 2^{-n}", "2/2", form="whole").status is not Status.VALID
