"""Lines of a batch that are wrong in every way there is: each is told in a sentence, and the rest go on."""

from __future__ import annotations

import json

import pytest

from tutor.checker import check_answer, run_batch
from tutor.checker.pool import Pool

GOOD = '{"id": "good", "kind": "answer", "expected": "2", "given": "2"}'
BROKEN = [
    ("\ufffd", "can't stand at character 1"),
    ('{"id": "x"', "it ends too early"),
    ('{"id": "x",}', "can't stand at character 12"),
    ("{'id': 1}", "can't stand at character 2"),
    (f"{GOOD}{GOOD}", "something stands behind the record"),
    ('{"id": "a\tb"}', "a control character"),
    ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
    ('{"id": "x", "expected": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    ('{"expected": "1", "given": "1", "sf": 1' + "0" * 5_000 + "}", "too many digits"),
    ('{"id": NaN, "expected": "1", "given": "1"}', "NaN is not a number"),
    ('{"expected": "1", "given": "1", "rel": -Infinity}', "Infinity is not a number"),
    ('{"expected": "1", "given": "1", "given": "2"}', '"given" stands twice'),
    ("null", "must be a JSON object"),
    ("[]", "must be a JSON object"),
    ("{}", '"expected" must be a text'),
    ('{"expected": "1"}', '"given" must be a text'),
    ('{"kind": "foo"}', 'not "foo"'),
    ('{"kind": "work"}', '"steps" must be a list of texts'),
    ('{"kind": "work", "steps": "x=1"}', '"steps" must be a list of texts'),
    ('{"kind": "work", "steps": [1]}', '"steps" must be a list of texts'),
    ('{"kind": "work", "steps": ["x=1"], "decimal_comma": 7}', '"decimal_comma" must be a truth value'),
    ('{"kind": "work", "steps": ["x=1"], "reference": 5}', '"reference" must be'),
    ('{"expected": "1", "given": "1", "rel": 1e999}', '"rel" must be a number'),
    ('{"expected": "1", "given": "1", "rel": true}', '"rel" must be a number'),
    ('{"expected": "1", "given": "1", "sf": 2.5}', '"sf" must be a whole number'),
    ('{"expected": "1", "given": "1", "relation": "foo"}', '"relation" must be'),
    ('{"id": "' + "1" * 4_000_001 + '"}', "longer than"),
]


@pytest.mark.parametrize(("line", "said"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_line_is_told_in_a_sentence_and_the_rest_go_on(line: str, said: str) -> None:
    first, broken, last = run_batch([GOOD, line, GOOD])
    assert said in broken["error"]
    assert broken["line"] == 2
    assert len(broken["error"]) < 200
    for word in ("Expecting", "delimiter", "recursion", "Errno", "Error", "column"):
        assert word not in broken["error"]
    assert first["verdict"] == last["verdict"] == "valid"


def test_marks_at_the_start_of_lines_and_blank_lines_count_for_nothing() -> None:
    lines = [f"\ufeff{GOOD}\r\n", "\ufeff\r\n", "   \n", "", f"{GOOD}\n", GOOD]
    assert [record["verdict"] for record in run_batch(lines)] == ["valid"] * 3


def test_null_is_absent_for_the_kind_too() -> None:
    (record,) = run_batch(['{"kind": null, "expected": "1", "given": "1", "sf": null}'])
    assert record["verdict"] == "valid"


def test_half_characters_never_keep_a_record_from_being_written() -> None:
    lines = [
        r'{"id": "\ud800", "expected": "\udfff", "given": "\udfff+1"}',
        r'{"id": ["\ud800"], "kind": "\ud800"}',
        r'{"id": {"\ud800": 1}, "kind": "work", "steps": ["\ud800 = 1"]}',
    ]
    for record in run_batch(lines):
        json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8")


@pytest.mark.parametrize("option", ["sf", "places"])
def test_digits_by_the_million_are_too_many_to_ask_for(option: str) -> None:
    verdict = check_answer("1", "1", **{option: 100_000_000})
    assert (verdict.status, verdict.code) == ("unknown", "too_large")
    assert check_answer("1/3", "0." + "3" * 30, **{option: 30}).status == "valid"


def test_a_worker_killed_from_outside_is_replaced_at_once() -> None:
    pool = Pool()
    request = {"kind": "answer", "fields": {"expected": "2^3^2", "given": "512"}, "deadline_s": 20.0}
    try:
        assert pool.ask(request, 60.0)["verdict"] == "valid"
        worker = pool._worker
        assert worker is not None
        worker.process.kill()
        worker.process.wait()
        worker.process.returncode = None  # as long as nobody has looked, it seems to be alive
        assert pool.ask(request, 60.0)["verdict"] == "valid"
        assert pool._worker is not worker
    finally:
        pool.close()
