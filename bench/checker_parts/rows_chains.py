"""Lines of algebra and calculus: generated chains with one buggy rule, right ones, and injected faults."""

from __future__ import annotations

import json

import chains

from checker_parts.table import Measure, Setting
from tutor.checker import check_work, warm


def _figures(items: list[chains.Chain]) -> str:
    warm()
    count = chains.measure(items, show=False)
    located = (
        f"{count['wrong+']} of {count['wrong#']} located, wrong line called valid {count['wrong line called valid']}"
    )
    if not count["right#"]:
        return located
    return f"{located}; right ones blamed {count['right#'] - count['right+']} of {count['right#']}"


def buggy(setting: Setting) -> str:
    """One buggy rule at a known line, the later lines following from it; and right chains."""
    return _figures(chains.chains(max(1, setting.count // 400), 11, "", ""))


def faults(setting: Setting) -> str:
    """One number or sign of a right chain changed."""
    return _figures(chains.faults(max(1, setting.count // 200), 11, ""))


def equivalence(setting: Setting) -> str | None:
    """First wrong lines of arguments by equivalence, and of step-by-step simplification."""
    if setting.data is None:
        return None
    found = []
    for name in ("stack-equiv-dev", "mathsteps-chains-dev"):
        path = setting.data / "steps" / f"{name}.jsonl"
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        right = sum(
            (check_work(steps=r["steps"], problem=r["problem"], over=r.get("over") or "real").first_error or 0)
            == r["truth"]
            for r in records
        )
        found.append(f"{name} {right} of {len(records)}")
    return ", ".join(found)


MEASURES = [
    Measure("chains with one buggy rule", ">= 99 % located, <= 0.5 % blamed", buggy),
    Measure("injected faults in chains", ">= 99 % located", faults),
    Measure("arguments by equivalence", ">= 0.90, right ones >= 98 % left", equivalence),
]
