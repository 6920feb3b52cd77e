"""The public face: names, limits, threads, the worker, batch files."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from checker_parts import fuzz

from tutor import checker
from tutor.checker import answers, api, check_answer, check_work, close, run_batch
from tutor.checker import pool as pool_module
from tutor.checker.api import answer_inline
from tutor.checker.budget import BUDGET, OutOfTime
from tutor.checker.pool import Overrun, Pool
from tutor.checker.reasons import REASONS
from tutor.checker.records import BadRecord, answer_from, verdict_from, verdict_record, work_from
from tutor.checker.risk import is_risky
from tutor.checker.values import AnswerRequest, Code, Status, Verdict, WorkRequest

SURFACE = [
    "AnswerRequest",
    "Claim",
    "Code",
    "Method",
    "Misconception",
    "Relation",
    "Status",
    "Unreadable",
    "Verdict",
    "Witness",
    "WorkRequest",
    "WorkVerdict",
    "check_answer",
    "check_claim",
    "check_work",
    "claims",
    "close",
    "mentions",
    "run_batch",
    "stated_values",
    "states_value",
    "warm",
]
SLOW = [
    r"\int_0^{10^9} \sin(x^5) dx",
    "9^9^9^9",
    "(" * 10_000 + "x" + ")" * 10_000,
    "x" * 1_000_000,
    "\x00" * 500,
    "a" + "\u0301" * 4000,
    "2^" * 300 + "2",
]


def test_the_public_surface_is_pinned() -> None:
    assert sorted(checker.__all__) == SURFACE
    assert all(getattr(checker, name) is not None for name in SURFACE)
    with pytest.raises(AttributeError):
        _ = checker.nothing_of_the_kind  # type: ignore[attr-defined]


def test_importing_the_checker_loads_neither_flint_nor_sympy_and_a_check_no_sympy() -> None:
    program = (
        "import sys, tutor.checker; assert not {'flint', 'sympy', 'lark', 'pint'} & set(sys.modules);"
        "from tutor.checker import check_answer; assert check_answer('x^2-1', '(x-1)(x+1)').status == 'valid';"
        "assert 'sympy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_code_has_its_sentence() -> None:
    assert set(REASONS) == set(Code)
    assert all(text.endswith(".") for text in REASONS.values())


@pytest.mark.parametrize("text", SLOW)
def test_an_input_made_to_hurt_is_unknown_not_wrong_and_not_a_crash(text: str) -> None:
    verdict = check_answer("x+1", text)
    assert verdict.status is not Status.VALID
    assert verdict.code in (Code.TOO_LARGE, Code.DEADLINE, Code.UNREADABLE, Code.UNDECIDED, Code.NOT_EQUIVALENT)
    assert check_answer(text, "x+1").status is not Status.VALID


def test_a_timed_out_check_is_unknown_not_wrong() -> None:
    verdict = check_answer("2x", r"\int_0^{10^9} \sin(x^5) dx + 9^9^9^9", deadline_s=0.2)
    assert verdict.status is Status.UNKNOWN


def test_a_worker_that_overruns_is_killed_and_replaced() -> None:
    pool = Pool()
    try:
        request = {
            "kind": "answer",
            "fields": {"expected": "1", "given": r"\int_0^{10^9} \sin(x^5) dx"},
            "deadline_s": 60.0,
        }
        assert pool.ask(EASY, 20.0)["verdict"] == "valid"
        first = pool._worker
        assert first is not None
        with pytest.raises(Overrun):
            pool.ask(request, 0.0)
        assert first.process.wait(20) is not None
        assert pool.ask(EASY, 20.0)["verdict"] == "valid"
    finally:
        pool.close()


SLOW_START = "import time; time.sleep(2.5); " + pool_module._bootstrap()
EASY = {"kind": "answer", "fields": {"expected": "2", "given": "1+1"}, "deadline_s": 1.0}


def test_the_first_check_waits_for_its_worker_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_bootstrap", lambda: SLOW_START)
    pool = Pool()
    try:
        assert pool.ask({**EASY, "fields": {"expected": "1", "given": "1"}}, 2.0)["verdict"] == "valid"
    finally:
        pool.close()


def test_a_replaced_worker_is_not_waited_for_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool()
    try:
        assert pool.ask(EASY, 20.0)["verdict"] == "valid"
        monkeypatch.setattr(pool_module, "_bootstrap", lambda: "import time; time.sleep(60)")
        worker = pool._worker
        assert worker is not None
        worker.process.kill()
        worker.process.wait()
        with pytest.raises(Overrun):
            pool.ask(EASY, 0.1)
    finally:
        pool.close()


def test_a_worker_that_never_starts_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_bootstrap", lambda: "import time; time.sleep(60)")
    monkeypatch.setattr(pool_module, "FIRST_S", 0.2)
    pool = Pool()
    try:
        for _ in range(2):
            with pytest.raises(Overrun):
                pool.ask(EASY, 0.1)
    finally:
        pool.close()


def test_without_processes_a_risky_check_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> dict[str, object]:
        raise OSError("no processes here")

    monkeypatch.setattr(api.POOL, "ask", refuse)
    assert check_answer("1", "9^9^9^9").code is Code.DEADLINE
    assert check_work(problem="9^9^9", steps=["9^9^9"]).steps[0].code is Code.DEADLINE


def test_a_dead_worker_is_replaced() -> None:
    pool = Pool()
    try:
        pool.warm()
        pool.ask(EASY, 20.0)
        worker = pool._worker
        assert worker is not None
        worker.process.kill()
        worker.process.wait()
        assert pool.ask(EASY, 20.0)["verdict"] == "valid"
        assert pool._worker is not worker
    finally:
        pool.close()


def test_closing_twice_is_harmless_and_checks_go_on() -> None:
    close()
    close()
    assert check_answer("1", "1").status is Status.VALID


def test_checks_from_many_threads_agree_with_one() -> None:
    pairs = [
        ("sin(2x)", "2 sin x cos x"),
        ("x^2=4", "x=±2"),
        ("2^(1/3)", "1.26"),
        ("5 km", "5000 m"),
        ("(x-1)(x+1)", "x^2-1"),
    ] * 6
    alone = [_bare(check_answer(*pair)) for pair in pairs]
    together: list[Verdict | None] = [None] * len(pairs)

    def run(k: int) -> None:
        together[k] = _bare(check_answer(*pairs[k]))

    threads = [threading.Thread(target=run, args=(k,)) for k in range(len(pairs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def _bare(verdict: Verdict) -> Verdict:
    return verdict_from({**verdict_record(verdict), "ms": 0.0})


async def test_a_check_can_be_awaited_in_a_thread() -> None:
    verdicts = await asyncio.gather(*(asyncio.to_thread(check_answer, "x+x", "2x") for _ in range(4)))
    assert all(v.status is Status.VALID for v in verdicts)


def test_a_verdict_says_how_long_it_took() -> None:
    assert check_answer("1", "1").ms > 0


def test_the_budget_ends_a_loop() -> None:
    BUDGET.start(0.0)
    try:
        time.sleep(0.001)
        with pytest.raises(OutOfTime):
            _ = [BUDGET.tick() for _ in range(1000)]
    finally:
        BUDGET.resume(float("inf"))


@pytest.mark.parametrize("text", ["9^9^9", "x" * 700, "1" * 60, "2^123456", "5!+5!+5!+5!+5!"])
def test_heavy_texts_go_to_the_worker(text: str) -> None:
    assert is_risky(text)


@pytest.mark.parametrize("text", ["(x-a)^6000", "x^2+1", "sin(2x)", "10!", r"\int_0^1 x^2 dx"])
def test_ordinary_texts_do_not(text: str) -> None:
    assert not is_risky(text)


@pytest.mark.parametrize("seed", range(0, 9000, 30))
def test_no_input_crashes_the_checker(seed: int) -> None:
    expected, given = fuzz.pair(seed * 20 + 1)
    if is_risky(expected, given):
        return
    verdict = answer_inline(AnswerRequest(expected=expected, given=given), 2.0)
    assert verdict.code in Code


def records(lines: list[Any]) -> list[dict[str, Any]]:
    """The batch's answers to records (or raw lines)."""
    return list(run_batch(line if isinstance(line, str) else json.dumps(line) for line in lines))


def test_batch_answers_in_order_and_reports_bad_lines_on_their_line() -> None:
    got = records(
        [
            {"id": "a", "kind": "answer", "expected": "2x", "given": "x+x", "extra": 1, "form": None},
            "not json",
            {"id": "c", "kind": "answer", "expected": "2"},
            [1, 2],
            "",
            {"id": "f", "kind": "nonsense"},
            {"id": 7, "kind": "answer", "expected": "", "given": "x^2-1", "form": "expanded"},
        ]
    )
    assert [r["id"] for r in got] == ["a", None, "c", None, "f", 7]
    assert got[0]["verdict"] == "valid"
    assert set(got[0]) == {"id", "verdict", "code", "reason", "misconception", "witness", "method", "ms"}
    assert [(r["line"], bool(r["error"])) for r in got if "error" in r] == [(2, True), (3, True), (4, True), (6, True)]
    assert got[-1]["verdict"] == "valid"


def test_batch_judges_work_with_its_contract() -> None:
    (got,) = records(
        [
            {
                "id": "w",
                "kind": "work",
                "problem": "Solve: 2x+3=11",
                "steps": ["2x=8", "x=4"],
                "reference": None,
                "over": None,
            }
        ]
    )
    assert set(got) == {"id", "steps", "first_error", "ms"}
    assert len(got["steps"]) == 2
    assert all(
        set(step) == {"verdict", "code", "relation", "reason", "misconception", "witness"} for step in got["steps"]
    )
    assert got["first_error"] is None


def test_batch_is_a_stream() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield json.dumps({"id": 1, "kind": "answer", "expected": "1", "given": "1"})

    stream = run_batch(endless())
    assert next(stream)["verdict"] == next(stream)["verdict"] == "valid"


BAD = [
    {"expected": "1"},
    {"expected": 1, "given": "1"},
    {"expected": "1", "given": "1", "rel": -1},
    {"expected": "1", "given": "1", "sf": 1.5},
    {"expected": "1", "given": "1", "relation": "similar"},
    {"expected": "1", "given": "1", "form": 3},
    {"expected": "1", "given": "1", "abs": "0.1"},
    {"expected": "1", "given": "1", "decimal": "yes"},
]


@pytest.mark.parametrize("record", BAD)
def test_a_record_of_the_wrong_shape_is_refused_with_the_field(record: dict[str, Any]) -> None:
    with pytest.raises(BadRecord) as caught:
        answer_from(record)
    assert '"' in str(caught.value)


def test_work_records_take_a_reference_as_text_or_lines() -> None:
    assert work_from({"steps": ["a"], "reference": "one\n\ntwo"}).reference == ("one", "two")
    assert work_from({"steps": ["a"], "reference": ["one", "two"]}).reference == ("one", "two")
    for bad in (
        {"steps": "a"},
        {"steps": [1]},
        {"steps": ["a"], "over": "octonion"},
        {"steps": ["a"], "problem": 3},
        {"steps": ["a"], "reference": 3},
    ):
        with pytest.raises(BadRecord):
            work_from(bad)


def test_records_survive_the_trip_through_the_worker() -> None:
    verdict = check_answer("x^2", "2x")
    assert verdict_from(json.loads(json.dumps(verdict_record(verdict)))) == verdict


def test_work_can_be_asked_by_request_or_by_fields() -> None:
    request = WorkRequest(steps=("2x=8", "x=4"), problem="Solve: 2x+3=11")
    by_request, by_fields = check_work(request), check_work(steps=["2x=8", "x=4"], problem="Solve: 2x+3=11")
    assert [s.status for s in by_request.steps] == [s.status for s in by_fields.steps]
    assert check_work(steps=["x"] * 1000).steps[0].code is Code.TOO_LARGE


def test_a_check_that_waits_too_long_for_others_is_unknown() -> None:
    from tutor.checker.lock import LOCK

    verdicts: list[Verdict] = []
    with LOCK:
        thread = threading.Thread(target=lambda: verdicts.append(check_answer("1", "1", deadline_s=0.05)))
        thread.start()
        thread.join()
    assert verdicts[0].code is Code.DEADLINE


FOUND_BY_FUZZING = [
    ("2^(1/3)+sqrt(2)", "3.2e-4444"),
    ("3e-4444", "m/s m/s"),
    ("100!3.2e-4444", "tan^-1(x)"),
    ("mx\\sum(x,1)", "mx\\sum(x,1)"),
    ("1/(1+1/(1+1/x))", "sum(x, 2)"),
]


@pytest.mark.parametrize(("expected", "given_text"), FOUND_BY_FUZZING)
def test_what_once_broke_a_judge_no_longer_does(expected: str, given_text: str) -> None:
    assert answers.judge(AnswerRequest(expected=expected, given=given_text)).status in Status


@pytest.mark.parametrize("text", ["sum(k^2, k, 1, 3)", "sum(k^2, (k, 1, 3))", "int(2x, (x, 0, 14^(1/2)))"])
def test_bounds_may_stand_in_a_bracket_of_their_own(text: str) -> None:
    assert check_answer("14", text).status is Status.VALID


def test_a_used_up_budget_stops_the_next_long_call() -> None:
    BUDGET.start(0.0)
    try:
        with pytest.raises(OutOfTime):
            BUDGET.check()
    finally:
        BUDGET.resume(float("inf"))
    BUDGET.check()
