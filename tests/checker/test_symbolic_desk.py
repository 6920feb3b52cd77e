"""Who asks for the second opinion, and the process that gives it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from symbolic_parts import PATIENT_S

from tutor.checker import check_answer, reasons, symbolic
from tutor.checker.api import answer_inline
from tutor.checker.pool import Overrun
from tutor.checker.symbolic import Desk, applies, second_opinion
from tutor.checker.values import AnswerRequest, Code, Method, Status

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
