"""What the tutor believes about the learner, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kernel_ext.page import safe
from tutor.learner.explain import percent

if TYPE_CHECKING:
    from tutor.learner.report import LearnerReport

BARS = 10


def progress_markdown(report: LearnerReport, titles: Mapping[str, str] | None = None) -> str:
    """A table of the knowledge components by their titles, the misconceptions seen, and what is due."""

    def name(kc: str) -> str:
        return safe((titles or {}).get(kc, kc))

    if not report.kcs:
        return f"Nothing is known about **{safe(report.learner)}** yet. Begin with `%tutor next`."
    rows = ["| knowledge component | mastery | attempts | |", "| --- | --- | --- | --- |"]
    for each in report.kcs:
        m = each.mastery
        state = ", ".join(word for word, holds in (("mastered", each.mastered), ("due", each.is_due)) if holds)
        rows.append(f"| {name(m.kc)} | {bar(m.p_known)} {percent(m.p_known)} | {m.attempts} | {state} |")
    blocks = [
        f"**{safe(report.learner)}**: {_count(report.attempts, 'attempt')}, {report.right} right; "
        f"{report.solved} of {_count(report.exercises, 'exercise')} tried solved.",
        "\n".join(rows),
    ]
    if report.misconceptions:
        seen = [f"- {safe(m.name)}: {m.times}×{', gone' if m.gone else ''}" for m in report.misconceptions]
        blocks.append("Misconceptions seen:\n\n" + "\n".join(seen))
    if report.due:
        blocks.append("Due for review: " + ", ".join(map(name, report.due)))
    return "\n\n".join(blocks)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def bar(share: float) -> str:
    """A bar of ten signs for a share in [0, 1]."""
    filled = round(min(1.0, max(0.0, share)) * BARS)
    return "█" * filled + "░" * (BARS - filled)
