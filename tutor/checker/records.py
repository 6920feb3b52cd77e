"""Requests and verdicts as plain records, for the batch files and the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from tutor.checker.values import (
    AnswerRequest,
    Code,
    Method,
    Misconception,
    Relation,
    Status,
    Verdict,
    Witness,
    WorkRequest,
    WorkVerdict,
)

_ANSWER_FIELDS = {f.name for f in fields(AnswerRequest)}
_WORK_FIELDS = {f.name for f in fields(WorkRequest)}


class BadRecord(ValueError):
    """A record that misses a field or has one of the wrong sort; the message names it."""


def answer_from(record: Mapping[str, Any]) -> AnswerRequest:
    """The request in a record; null is absent, unknown fields are ignored. Raises BadRecord."""
    values = {k: v for k, v in record.items() if k in _ANSWER_FIELDS and v is not None}
    for name in ("expected", "given"):
        if not isinstance(values.get(name), str):
            raise BadRecord(f'"{name}" must be a text')
    for name, sort in (
        ("form", str),
        ("unit", str),
        ("relation", str),
        ("language", str),
        ("variable", str),
        ("problem", str),
        ("decimal", bool),
        ("decimal_comma", bool),
    ):
        if name in values and not isinstance(values[name], sort):
            raise BadRecord(f'"{name}" must be a {"text" if sort is str else "truth value"}')
    for name in ("rel", "abs", "sf", "places"):
        _check_number(values, name, whole=name in ("sf", "places"))
    if values.get("relation", "equal") not in ("equal", "antiderivative"):
        raise BadRecord('"relation" must be "equal" or "antiderivative"')
    return AnswerRequest(**values)


def _check_number(values: dict[str, Any], name: str, *, whole: bool) -> None:
    value = values.get(name)
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not 0 <= value < 1e300:
        raise BadRecord(f'"{name}" must be a {"whole " if whole else ""}number that is not negative')


def work_from(record: Mapping[str, Any]) -> WorkRequest:
    """The request in a record; `reference` may be a list of lines or one text. Raises BadRecord."""
    values = {k: v for k, v in record.items() if k in _WORK_FIELDS and v is not None}
    steps = values.get("steps")
    if not isinstance(steps, list | tuple) or not all(isinstance(s, str) for s in steps):
        raise BadRecord('"steps" must be a list of texts')
    reference = values.get("reference", ())
    if isinstance(reference, str):
        reference = tuple(line for line in reference.splitlines() if line.strip())
    if not isinstance(reference, list | tuple) or not all(isinstance(s, str) for s in reference):
        raise BadRecord('"reference" must be a text or a list of texts')
    for name in ("problem", "answer", "over", "language"):
        if name in values and not isinstance(values[name], str):
            raise BadRecord(f'"{name}" must be a text')
    if not isinstance(values.get("decimal_comma", False), bool):
        raise BadRecord('"decimal_comma" must be a truth value')
    if values.get("over", "real") not in ("real", "positive", "complex"):
        raise BadRecord('"over" must be "real", "positive" or "complex"')
    return WorkRequest(**{**values, "steps": tuple(steps), "reference": tuple(reference)})


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """A verdict as a record."""
    return {
        "verdict": str(verdict.status),
        "code": str(verdict.code),
        "reason": verdict.reason,
        "relation": str(verdict.relation),
        "misconception": asdict(verdict.misconception) if verdict.misconception else None,
        "witness": _witness_record(verdict.witness),
        "method": str(verdict.method),
        "reading": verdict.reading,
        "ms": verdict.ms,
    }


def _witness_record(witness: Witness | None) -> dict[str, Any] | None:
    if witness is None:
        return None
    return {"at": dict(witness.at), "expected": witness.expected, "given": witness.given}


def verdict_from(record: Mapping[str, Any]) -> Verdict:
    """The verdict in a record."""
    witness, misconception = record.get("witness"), record.get("misconception")
    return Verdict(
        status=Status(record["verdict"]),
        code=Code(record["code"]),
        reason=record["reason"],
        relation=Relation(record["relation"]),
        method=Method(record["method"]),
        witness=Witness(**witness) if witness else None,
        misconception=Misconception(**misconception) if misconception else None,
        reading=record.get("reading"),
        ms=record.get("ms", 0.0),
    )


def work_record(verdict: WorkVerdict) -> dict[str, Any]:
    """A judgement of work as a record."""
    return {
        "steps": [verdict_record(step) for step in verdict.steps],
        "first_error": verdict.first_error,
        "answered": verdict.answered,
        "ms": verdict.ms,
    }


def work_verdict_from(record: Mapping[str, Any]) -> WorkVerdict:
    """The judgement of work in a record."""
    return WorkVerdict(
        steps=tuple(verdict_from(step) for step in record["steps"]),
        first_error=record["first_error"],
        answered=record["answered"],
        ms=record.get("ms", 0.0),
    )
