"""The second opinion on infinite sums, improper integrals and limits: what it accepts, refutes and leaves open."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from tutor.checker import check_answer, nodes, quadrature, reasons, symbolic
from tutor.checker.api import answer_inline
from tutor.checker.nodes import Node, Op
from tutor.checker.pool import Overrun
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.records import verdict_record
from tutor.checker.symbolic import Desk, applies, closed_form, from_sympy, judge, second_opinion, specials, to_sympy
from tutor.checker.values import AnswerRequest, Code, Method, Status, Verdict

PATIENT_S = 60.0


def opinion(expected: str, given: str, **options: Any) -> Verdict:
    """The judgement in this process, without a clock."""
    return judge(AnswerRequest(expected=expected, given=given, **options))


def tree(text: str) -> Node:
    """A text's prepared tree."""
    return prepare(read(text).node)


def part(text: str) -> Op:
    """The first special part of a text."""
    return next(specials(tree(text)))


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


FORMS = [
    "3/4",
    "pi^2/6",
    "e^x + ln(x)",
    "sqrt(x+1)*sin(2x)",
    "arctan(x)/3",
    "|x| - 1",
    "x^(-2/3)",
    "5!",
]


@pytest.mark.parametrize("text", FORMS)
def test_a_tree_keeps_its_value_on_the_way_to_sympy_and_back(text: str) -> None:
    first = tree(text)
    again = from_sympy(to_sympy(first, {}))
    point = {"x": mpf(7) / 3}
    assert quadrature.near(quadrature.value(first, point), quadrature.value(again, point))


@pytest.mark.parametrize("text", ["f(x)", "i", "floor(x)", "x=2", "{1,2}", "sum_{k=1}^n k"])
def test_what_has_no_counterpart_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        to_sympy(tree(text), {})


def test_what_sympy_leaves_open_is_no_closed_form() -> None:
    assert closed_form(part(r"\sum_{k=0}^{\infty} r^k")) is None
    assert closed_form(part(r"\int_0^1 e^{\sin(x^3)} dx")) is None
    assert closed_form(part(r"\lim_{x\to\infty} \sin x")) is None


def test_a_false_closed_form_is_not_confirmed() -> None:
    series, gauss = part(r"\sum_{n=1}^{\infty} \frac{1}{n^2}"), part(r"\int_{-\infty}^{\infty} e^{-x^2} dx")
    wave = part(r"\int_0^\infty \frac{\sin(a x)}{x} dx")
    assert quadrature.confirmed(series, tree("pi^2/6"))
    assert not quadrature.confirmed(series, tree("pi^2/6 + 10^(-8)"))
    assert not quadrature.confirmed(series, nodes.INFINITY)
    assert not quadrature.confirmed(gauss, tree("pi"))
    assert not quadrature.confirmed(gauss, tree("x"))
    assert not quadrature.confirmed(wave, tree("pi/2")), "right for positive a only"
    tiny = part(r"\int_0^\infty e^{-x^2-28} dx")
    assert quadrature.confirmed(tiny, tree("sqrt(pi) e^(-28)/2"))
    assert not quadrature.confirmed(tiny, tree("sqrt(pi) e^(-28)"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(-8)^(1/3)", -2),
        (r"\sqrt[3]{-27}", -3),
        (r"\int_0^2 x dx", 2),
        (r"\sum_{k=1}^{10} k", 55),
        (r"\prod_{k=1}^5 k", 120),
        ("log_2(8)", 3),
        ("5!/3!", 20),
        ("|-3|-2^2", -1),
    ],
)
def test_numbers_are_those_of_school(text: str, number: int) -> None:
    assert quadrature.near(quadrature.value(tree(text), {}), number)


@pytest.mark.parametrize(
    "text",
    ["sqrt(-1)", "ln(-2)", "1/0", "0^0", "(-2)^(1/2)", "x", "i", r"\sum_{k=1}^{100000} k", r"\sum_{n=1}^\infty \sin n"],
)
def test_what_is_no_real_number_is_unfit(text: str) -> None:
    with pytest.raises(quadrature.Unfit):
        quadrature.value(tree(text), {})


def test_precision_is_left_as_it_was() -> None:
    before = mp.dps
    quadrature.value(tree(r"\lim_{n\to\infty} (1+1/n)^n"), {})
    assert mp.dps == before


APPLIES = [
    (r"\sum_{n=1}^\infty 1/n^2", "pi^2/6", True),
    (r"\lim_{x\to 0} x\ln x", "0", True),
    (r"\lim_{x\to 0} 1/x^2", "oo", False),
    (r"\lim_{x\to\infty} \ln x", "oo", True),
    (r"\int_0^1 1/sqrt(x) dx", "2", True),
    (r"\int_0^1 x^2 dx", "1/3", False),
    (r"\int_0^1 x^2 dx", "1/2", False),
    (r"\sum_{n=1}^\infty 1/n^2", "I could not find this one", False),
    (r"\sum_{n=1}^\infty 1/n^2", "{1, 2}", False),
    ("2x", "x+x", False),
    ("2x", "3x", False),
    ("oo", "5", False),
    ("f(x)", "g(", False),
    (r"\lim_{n\to\infty} 9^9^9^9 n", "1", False),
    (r"\sum_{n=1}^\infty 1/n^{99999}", "1", False),
]


@pytest.mark.parametrize(("expected", "given_text", "asked"), APPLIES)
def test_only_what_is_open_and_special_is_asked_about(expected: str, given_text: str, asked: bool) -> None:
    request = AnswerRequest(expected=expected, given=given_text)
    assert applies(answer_inline(request, PATIENT_S), request) is asked


def test_decided_verdicts_are_never_looked_at_again() -> None:
    request = AnswerRequest(expected=r"\sum_{n=1}^\infty 1/n^2", given="pi^2/6")
    for status, code, method in (
        (Status.VALID, Code.EQUIVALENT, Method.PROOF),
        (Status.INVALID, Code.NOT_EQUIVALENT, Method.WITNESS),
        (Status.INVALID, Code.UNIT, Method.RULE),
        (Status.UNKNOWN, Code.DEADLINE, Method.NONE),
        (Status.UNKNOWN, Code.UNREADABLE, Method.NONE),
    ):
        assert not applies(reasons.verdict(status, code, method), request)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The process with SymPy, loaded."""
    symbolic.DESK.warm()
    assert symbolic.DESK.loaded.wait(PATIENT_S)
    yield symbolic.DESK
    symbolic.DESK.close()


@pytest.mark.usefixtures("desk")
def test_the_public_check_asks_for_the_second_opinion() -> None:
    right = check_answer(r"\sum_{n=1}^\infty 1/n^2", "pi^2/6", deadline_s=PATIENT_S)
    wrong = check_answer("pi^2/6", r"\sum_{n=1}^\infty 1/n^3", deadline_s=PATIENT_S)
    assert (right.status, right.method) == (Status.VALID, Method.NUMERICAL)
    assert wrong.status is not Status.VALID
    assert right.ms > 0


HOSTILE = [
    r"\lim_{n\to\infty} \frac{(n!)!}{n^{n^n}}",
    r"\int_0^\infty \frac{\sin(x^5)\cos(x^7)e^{-x^{1/3}}}{\ln(x+2)+x^{11}} dx",
    r"\sum_{n=1}^\infty \frac{\sin(n^3)}{n^{3/2}+\ln n}",
    r"\prod_{n=1}^\infty (1+\frac{\sin n}{n^2+n!})",
    r"\int_0^\infty \int_0^\infty e^{-x y} dx dy",
    r"\sum_{n=1}^\infty \frac{n^{2000}}{2000^n}",
    r"\lim_{x\to 0} x^{x^{x^{x^x}}}",
    r"\lim_{x\to\infty} " + "+".join(rf"\sin(x^{k})/x" for k in range(1, 12)),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_an_input_made_to_hurt_is_not_accepted(text: str, desk: Desk) -> None:
    desk.warm()
    assert desk.loaded.wait(PATIENT_S)
    assert check_answer(text, "x+7", deadline_s=1.5).status is not Status.VALID
    assert check_answer("5", text, deadline_s=1.5).status is not Status.VALID


def test_a_runaway_is_killed_at_its_limit_and_the_next_question_is_answered() -> None:
    desk = Desk()
    easy = {"expected": r"\int_0^\infty e^{-x} dx", "given": "1"}
    try:
        desk.warm()
        assert desk.loaded.wait(PATIENT_S)
        worker = desk.pool._worker
        assert worker is not None
        with pytest.raises(Overrun):
            desk.ask({"expected": HOSTILE[1], "given": "x+7"}, time.perf_counter() + 0.2)
        assert worker.process.wait(PATIENT_S) is not None
        assert desk.ask(easy, time.perf_counter() + PATIENT_S)["verdict"] == "valid"
    finally:
        desk.close()
    assert desk.pool._worker is None


def test_a_question_before_sympy_is_loaded_stays_open_and_does_no_harm() -> None:
    desk = Desk()
    try:
        with pytest.raises(Overrun):
            desk.ask({"expected": r"\sum_{n=1}^\infty 1/n^2", "given": "pi^2/6"}, time.perf_counter() + 0.01)
        assert desk.loaded.wait(PATIENT_S)
        fields = {"expected": r"\sum_{n=1}^\infty 1/n^2", "given": "pi^2/6"}
        assert desk.ask(fields, time.perf_counter() + PATIENT_S)["verdict"] == "valid"
    finally:
        desk.close()
    assert not desk.loaded.is_set()


def test_without_an_answer_in_time_a_wrong_rule_becomes_unknown_and_the_rest_stays() -> None:
    request = AnswerRequest(expected=r"\sum_{n=1}^\infty 1/n^2", given="pi^2/6")
    ruled = answer_inline(request, PATIENT_S)
    late = time.perf_counter() - 1
    assert second_opinion(ruled, request, late).status is Status.UNKNOWN
    stays = reasons.unknown(Code.UNDECIDED)
    assert second_opinion(stays, request, late) == stays


def test_the_calling_process_never_imports_sympy() -> None:
    program = (
        "import sys, tutor.checker; heavy = lambda: {'sympy', 'mpmath'} & set(sys.modules); assert not heavy();"
        "from tutor.checker import check_answer, close, warm; warm();"
        "check_answer('x^2-1', '(x-1)(x+1)'); check_answer('x', 'x+1'); assert not heavy();"
        r"v = check_answer(r'\sum_{n=1}^\infty 1/n^2', 'pi^2/6', deadline_s=60.0);"
        "assert v.status == 'valid', v; assert not heavy(); close()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
