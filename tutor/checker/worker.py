"""The worker process: reads requests as JSON lines, writes verdicts as JSON lines, under a memory cap."""

from __future__ import annotations

import json
import sys
from typing import Any

from tutor.checker.records import answer_from, verdict_record, work_from, work_record

MEMORY_BYTES = 2 * 1024**3


def cap_memory() -> None:
    """Limit the address space where the platform has such limits."""
    try:
        import resource
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ValueError, OSError):
        return


def respond(request: dict[str, Any]) -> dict[str, Any]:
    """The verdict on one request, as a record."""
    from tutor.checker import api

    if request["kind"] in ("load", "symbolic"):
        from tutor.checker import symbolic

        return symbolic.respond(request)
    if request["kind"] == "symbolic-work":
        from tutor.checker import symbolic_work

        return symbolic_work.respond(request)
    limit = float(request["deadline_s"])
    if request["kind"] == "answer":
        return verdict_record(api.answer_inline(answer_from(request["fields"]), limit))
    return work_record(api.work_inline(work_from(request["fields"]), limit))


def serve() -> None:
    """Answer until the input ends."""
    cap_memory()
    out = sys.stdout
    out.write("{}\n")
    out.flush()
    for line in sys.stdin:
        out.write(json.dumps(respond(json.loads(line))) + "\n")
        out.flush()
