"""What the tutor believes about the learner, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernel_ext.page import safe
from tutor.learner.explain import percent

if TYPE_CHECKING:
    from tutor.learner.report import LearnerReport

BARS = 10


def progress_markdown(report: LearnerReport) -> str:
    """A table of the knowledge components with their evidence, the misconceptions seen, and what is due."""
    if not report.kcs:
        return f"Nothing is known about **{safe(report.learner)}** yet. Begin with `%tutor next`."
    rows = ["| knowledge component | mastery | attempts | |", "| --- | --- | --- | --- |"]
    for each in report.kcs:
        m = each.mastery
        state = ", ".join(word for word, holds in (("mastered", each.mastered), ("due", each.is_due)) if holds)
        rows.append(f"| {safe(m.kc)} | {bar(m.p_known)} {percent(m.p_known)} | {m.attempts} | {state} |")
    blocks = [
        f"**{safe(report.learner)}**: {report.attempts} attempts, {report.right} right; "
        f"{report.solved} of {report.exercises} exercises tried are solved.",
        "\n".join(rows),
    ]
    if report.misconceptions:
        seen = [f"- {safe(m.name)}: {m.times}×{', gone' if m.gone else ''}" for m in report.misconceptions]
        blocks.append("Misconceptions seen:\n\n" + "\n".join(seen))
    if report.due:
        blocks.append("Due for review: " + ", ".join(map(safe, report.due)))
    return "\n\n".join(blocks)


def bar(share: float) -> str:
    """A bar of ten signs for a share in [0, 1]."""
    filled = round(min(1.0, max(0.0, share)) * BARS)
    return "█" * filled + "░" * (BARS - filled)
