"""Searches for programs: JSON lines in, JSON lines out. A stable contract, described in docs/materials.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tutor.errors import TutorError
from tutor.materials.store import CourseStore
from tutor.materials.values import LESSONS, Hit

MOST_HITS = 1000


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as programs get it."""
    return {
        "document": hit.passage.document,
        "locator": hit.passage.locator,
        "score": round(hit.score, 6),
        "text": hit.passage.text,
    }


def run_batch(
    lines: Iterable[str], store: CourseStore, *, exclude_courses: Sequence[str] = (LESSONS,)
) -> Iterator[dict[str, Any]]:
    """Answer {"id","query","k"} lines with {"id","covered","hits"}, in order; k is 10 when absent or null.

    A line that can't be taken gives {"id","line","error"}; empty lines are passed over. Raises IndexMismatchError at
    the first query when the index can't be searched with this embedder.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        id_: Any = None
        try:
            record = _parsed(line)
            if not isinstance(record, dict):
                raise ValueError("is not a JSON object")
            id_ = record.get("id")
            query, k = _asked(record)
        except ValueError as error:
            yield {"id": id_, "line": number, "error": str(error)}
            continue
        try:
            result = store.search(query, k, exclude_courses=exclude_courses)
        except TutorError as error:
            if number == 1:
                raise
            yield {"id": id_, "line": number, "error": str(error)}
            continue
        yield {"id": id_, "covered": result.covered, "hits": [hit_json(hit) for hit in result.hits]}


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error


def _asked(record: dict[str, Any]) -> tuple[str, int]:
    query = record.get("query")
    if not isinstance(query, str) or not query.strip():
        raise ValueError('"query" must be a text that is not empty')
    k = record.get("k")
    if k is None:
        return query, 10
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MOST_HITS:
        raise ValueError(f'"k" must be a whole number from 1 to {MOST_HITS}')
    return query, k
