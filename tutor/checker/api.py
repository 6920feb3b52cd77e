"""The public functions: they keep the time limit, never raise on any text, and are safe from several threads."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from tutor.checker import answers, other_measure, reasons, symbolic, symbolic_work
from tutor.checker.budget import OutOfTime
from tutor.checker.lexer import MAX_LENGTH
from tutor.checker.lock import limited
from tutor.checker.normal import squeezed
from tutor.checker.pool import POOL, Overrun
from tutor.checker.records import verdict_from, work_verdict_from
from tutor.checker.risk import is_risky
from tutor.checker.values import AnswerRequest, Code, Status, Verdict, WorkRequest, WorkVerdict

DEADLINE_S = 1.0
MAX_STEPS = 400
MAX_DIGITS = 1_000
"""Significant figures or decimal places that may be asked for."""
_RESERVE = 0.75
"""Share of the limit that the checking itself may use."""
_WAIT = 0.88
"""Share of the limit after which the worker is given up."""


def check_answer(expected: str, given: str, *, deadline_s: float = DEADLINE_S, **options: Any) -> Verdict:
    """Judge an answer. The options are the fields of `AnswerRequest`: form, rel, abs, sf, places, decimal, unit,
    relation, ...

    Never raises on a text: what can't be read, decided or done in time is UNKNOWN, with the code saying why.
    """
    return check_answer_request(AnswerRequest(expected=expected, given=given, **options), deadline_s=deadline_s)


def check_answer_request(request: AnswerRequest, *, deadline_s: float = DEADLINE_S) -> Verdict:
    """`check_answer` for a request. What stays open goes to SymPy, in a process of its own, if that may know more."""
    started = time.perf_counter()
    judged = _judged(request, deadline_s)
    if symbolic.applies(judged, request):
        judged = symbolic.second_opinion(judged, request, started + deadline_s * _WAIT)
    return _timed(judged, started)


def _judged(request: AnswerRequest, deadline_s: float) -> Verdict:
    digits = max(request.sf or 0, request.places or 0)
    if len(request.expected) > MAX_LENGTH or len(request.given) > MAX_LENGTH or digits > MAX_DIGITS:
        return reasons.unknown(Code.TOO_LARGE)
    if not is_risky(request.expected, request.given):
        return answer_inline(request, deadline_s * _RESERVE)
    fields = {name: getattr(request, name) for name in request.__dataclass_fields__}
    try:
        record = POOL.ask({"kind": "answer", "fields": fields, "deadline_s": deadline_s * _RESERVE}, deadline_s * _WAIT)
    except (Overrun, OSError):  # OSError: no worker can be started here
        return reasons.unknown(Code.DEADLINE)
    return verdict_from(record)


def _timed(verdict: Verdict, started: float) -> Verdict:
    return replace(verdict, ms=(time.perf_counter() - started) * 1000)


def answer_inline(request: AnswerRequest, limit_s: float) -> Verdict:
    """Judge in this process, within the limit as far as Python can keep it."""
    try:
        with limited(limit_s):
            return _explained(answers.judge(request), request)
    except OutOfTime:
        return reasons.unknown(Code.DEADLINE)
    except (RecursionError, MemoryError, OverflowError):
        return reasons.unknown(Code.TOO_LARGE)
    except Exception:  # no text may crash a caller; the tests call answers.judge itself, where defects show
        return reasons.unknown(Code.UNDECIDED)


def _explained(verdict: Verdict, request: AnswerRequest) -> Verdict:
    """A refuted answer with its misconception; the catalogue is loaded only then."""
    if verdict.status is not Status.INVALID:
        return verdict
    from tutor.checker.misconceptions.attach import explained_answer

    return explained_answer(verdict, request)


def _explained_work(verdict: WorkVerdict, request: WorkRequest) -> WorkVerdict:
    if verdict.first_error is None:
        return verdict
    from tutor.checker.misconceptions.attach import explained_work

    return explained_work(verdict, request)


def check_work(request: WorkRequest | None = None, *, deadline_s: float | None = None, **options: Any) -> WorkVerdict:
    """Judge lines of work; the options are the fields of `WorkRequest`. `deadline_s` is for the whole (1 s and 50 ms
    a line).
    """
    request = request or WorkRequest(
        **{**options, "steps": tuple(options.get("steps", ())), "reference": tuple(options.get("reference", ()))}
    )
    started = time.perf_counter()
    limit = DEADLINE_S + 0.05 * len(request.steps) if deadline_s is None else deadline_s
    judged = _work_judged(request, limit)
    if symbolic_work.applies(judged, request):
        judged = symbolic_work.second_opinion(judged, request, started + limit * _WAIT)
    return replace(judged, ms=(time.perf_counter() - started) * 1000)


def _work_judged(request: WorkRequest, limit: float) -> WorkVerdict:
    texts = (*request.steps, *request.reference, request.problem, request.answer or "")
    if len(request.steps) > MAX_STEPS or max(map(len, texts), default=0) > MAX_LENGTH:
        return _all_unknown(request, Code.TOO_LARGE)
    if not is_risky(*texts):
        return work_inline(request, limit * _RESERVE)
    fields = {name: getattr(request, name) for name in request.__dataclass_fields__}
    try:
        record = POOL.ask({"kind": "work", "fields": fields, "deadline_s": limit * _RESERVE}, limit * _WAIT)
    except (Overrun, OSError):  # OSError: no worker can be started here
        return _all_unknown(request, Code.DEADLINE)
    return work_verdict_from(record)


def _all_unknown(request: WorkRequest, code: Code) -> WorkVerdict:
    return WorkVerdict(steps=tuple(reasons.unknown(code) for _ in request.steps), first_error=None, answered=False)


def work_inline(request: WorkRequest, limit_s: float) -> WorkVerdict:
    """Judge work in this process: word problems in prose by their quantities, everything else line by line."""
    from tutor.checker.words import is_words, judge_words
    from tutor.checker.work import is_algebra, judge_work

    request = replace(
        request,
        steps=tuple(map(squeezed, request.steps)),
        reference=tuple(map(squeezed, request.reference)),
        problem=squeezed(request.problem),
        answer=request.answer and squeezed(request.answer),
    )
    try:
        with limited(limit_s):
            words = is_words(request) and not is_algebra(request)
            judged = judge_words(request) if words else judge_work(request)
            return _explained_work(other_measure.told(judged, request), request)
    except OutOfTime:
        return _all_unknown(request, Code.DEADLINE)
    except (RecursionError, MemoryError, OverflowError):
        return _all_unknown(request, Code.TOO_LARGE)
    except Exception:  # as in answer_inline
        return _all_unknown(request, Code.UNDECIDED)


def warm() -> None:
    """Load what the first check needs, and start the worker and SymPy's process, without waiting for them."""
    POOL.warm()
    symbolic.DESK.warm()
    check_answer("x^2 - 1", "(x-1)(x+1)")
    check_answer("2 m", "200 cm")


def close() -> None:
    """End the worker processes; the next check that needs one starts another."""
    POOL.close()
    symbolic.DESK.close()
