"""Files of records: one JSON object a line in, one out, in order; a bad line is reported on its line and the rest go
on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tutor.checker.api import check_answer_request, check_work
from tutor.checker.records import BadRecord, answer_from, verdict_record, work_from, work_record

MAX_LINE = 4_000_000


def run_batch(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The verdict records of `tutor check batch`; see docs/checker.md for the fields. Blank lines give nothing."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _one(number, line)


def _one(number: int, line: str) -> dict[str, Any]:
    record: Any = None
    try:
        if len(line) > MAX_LINE:
            raise BadRecord(f"the line is longer than {MAX_LINE} characters")
        record = json.loads(line)
        if not isinstance(record, dict):
            raise BadRecord("a record must be a JSON object")
        return {"id": record.get("id"), **_judged(record)}
    except (ValueError, RecursionError) as error:
        name = record.get("id") if isinstance(record, dict) else None
        return {"id": name, "line": number, "error": str(error) or "can't be read"}


def _judged(record: dict[str, Any]) -> dict[str, Any]:
    kind = record.get("kind", "work" if "steps" in record else "answer")
    if kind == "answer":
        result = verdict_record(check_answer_request(answer_from(record)))
        del result["relation"], result["reading"]
        return {**result, "ms": round(result["ms"], 3)}
    if kind == "work":
        result = work_record(check_work(work_from(record)))
        for step in result["steps"]:
            del step["method"], step["reading"], step["ms"]
        return {"steps": result["steps"], "first_error": result["first_error"], "ms": round(result["ms"], 3)}
    raise BadRecord(f'"kind" must be "answer" or "work", not {kind!r}')
