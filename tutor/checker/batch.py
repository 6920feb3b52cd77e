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
        if line.strip("\ufeff \t\r\n"):
            yield _one(number, line)


def _one(number: int, line: str) -> dict[str, Any]:
    record: dict[str, Any] = {}
    try:
        record = _record(line)
        result = {"id": record.get("id"), **_judged(record)}
    except BadRecord as error:
        result = {"id": record.get("id"), "line": number, "error": str(error)}
    return {name: _writable(value) for name, value in result.items()}


def _record(line: str) -> dict[str, Any]:
    """The line's JSON object. Raises BadRecord, which says in words what is wrong with it."""
    if len(line) > MAX_LINE:
        raise BadRecord(f"the line is longer than {MAX_LINE} characters")
    try:
        record = json.loads(line.lstrip("\ufeff"), object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BadRecord(_what_is_wrong(line, error)) from error
    except RecursionError as error:
        raise BadRecord("the line is not read: its brackets are nested too deeply") from error
    except (ValueError, OverflowError) as error:
        if isinstance(error, BadRecord):
            raise
        raise BadRecord("the line is not read: a number in it has too many digits") from error
    if not isinstance(record, dict):
        raise BadRecord("a record must be a JSON object")
    return record


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadRecord(f'"{name}" stands twice in the record')
        found[name] = value
    return found


def _no_number(name: str) -> Any:
    raise BadRecord(f"{name} is not a number in JSON")


def _what_is_wrong(line: str, error: json.JSONDecodeError) -> str:
    """A sentence for what the reader of JSON found."""
    found = line.lstrip("\ufeff").rstrip()[error.pos : error.pos + 1]
    if not found:
        return "the line is not JSON: it ends too early"
    if error.msg.startswith("Extra data"):
        return f"the line is not JSON: something stands behind the record, at character {error.pos + 1}"
    if error.msg.startswith("Invalid control character"):
        return f"the line is not JSON: a control character stands in a text, at character {error.pos + 1}"
    return f"the line is not JSON: {found!r} can't stand at character {error.pos + 1}"


def _writable(value: Any) -> Any:
    """The same with half characters (lone surrogates) replaced, which no file can hold."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_writable(key): _writable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_writable(item) for item in value]
    return value


def _judged(record: dict[str, Any]) -> dict[str, Any]:
    kind = record.get("kind")
    kind = ("work" if "steps" in record else "answer") if kind is None else kind
    if kind == "answer":
        result = verdict_record(check_answer_request(answer_from(record)))
        del result["relation"], result["reading"]
        return {**result, "ms": round(result["ms"], 3)}
    if kind == "work":
        result = work_record(check_work(work_from(record)))
        for step in result["steps"]:
            del step["method"], step["reading"], step["ms"]
        return {"steps": result["steps"], "first_error": result["first_error"], "ms": round(result["ms"], 3)}
    raise BadRecord(f'"kind" must be "answer" or "work", not {json.dumps(kind)[:40]}')
