"""Checks answers and lines of work: text, Unicode or LaTeX maths in, verdicts out.

A pure library: no model, no disk, no network. Importing it loads nothing else; the first check does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tutor.checker.api import check_answer, check_work, close, warm
    from tutor.checker.batch import run_batch
    from tutor.checker.claim import check_claim, claims
    from tutor.checker.mention import mentions, stated_values, states_value
    from tutor.checker.values import (
        AnswerRequest,
        Claim,
        Code,
        Method,
        Misconception,
        Relation,
        Status,
        Unreadable,
        Verdict,
        Witness,
        WorkRequest,
        WorkVerdict,
    )

_HOMES = {
    "check_answer": "api", "check_work": "api", "close": "api", "warm": "api", "run_batch": "batch",
    "claims": "claim", "check_claim": "claim",
    "mentions": "mention", "states_value": "mention", "stated_values": "mention", "AnswerRequest": "values",
    "Claim": "values", "Code": "values",
    "Method": "values", "Misconception": "values", "Relation": "values", "Status": "values", "Unreadable": "values",
    "Verdict": "values",
    "Witness": "values", "WorkRequest": "values", "WorkVerdict": "values",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)


__all__ = [
    "AnswerRequest", "Claim", "Code", "Method", "Misconception", "Relation", "Status", "Unreadable", "Verdict",
    "Witness", "WorkRequest",
    "WorkVerdict", "check_answer", "check_claim", "check_work", "claims", "close", "mentions", "run_batch",
    "stated_values", "states_value", "warm",
]  # fmt: skip
