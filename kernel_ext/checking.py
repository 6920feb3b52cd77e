"""Checking a cell's working without an exercise: no model, no record, only the checker."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kernel_ext.given import put_in
from tutor.errors import UsageError
from tutor.events import Event, VerdictGiven

if TYPE_CHECKING:
    from tutor.checker.values import Verdict


def lines_of(cell: str) -> tuple[str, ...]:
    """The lines of work in a cell. Raises UsageError if there is none."""
    lines = tuple(line.strip() for line in cell.splitlines() if line.strip())
    if not lines:
        raise UsageError("there is no work in the cell", "write your lines below %%tutor check")
    if lines[0].startswith("/"):
        raise UsageError(f'"{lines[0]}" is a command, not a line of work', f"write %tutor {lines[0].lstrip('/')}")
    return lines


async def check_lines(
    lines: Sequence[str], *, problem: str, given: Mapping[str, str], notation: Mapping[str, Any]
) -> AsyncGenerator[Event, None]:
    """A verdict for each line, relative to the problem and to the line before, with the given values put in."""
    import asyncio

    from tutor.checker import check_work

    steps = tuple(put_in(line, given) for line in lines)
    start = put_in(problem, given)
    work = await asyncio.to_thread(check_work, steps=steps, problem=start, **notation)
    for number, (line, verdict) in enumerate(zip(lines, work.steps, strict=True), 1):
        yield verdict_event(number, line, verdict)


def verdict_event(number: int, line: str, verdict: Verdict) -> VerdictGiven:
    """A checker's verdict in the engine's words."""
    return VerdictGiven(
        line=number,
        text=line,
        status=str(verdict.status),
        code=str(verdict.code),
        relation=str(verdict.relation),
        method=str(verdict.method),
        reason=verdict.reason,
        witness=verdict.witness.sentence() if verdict.witness else None,
        misconception=verdict.misconception.id if verdict.misconception else None,
        misconception_name=verdict.misconception.name if verdict.misconception else None,
    )
