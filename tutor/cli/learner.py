"""`tutor progress|memory|export|stats`: what is believed about the learner: to see, correct and delete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.options import Json, Learner, config_from, print_json
from tutor.errors import UsageError

if TYPE_CHECKING:
    from tutor.learner.report import LearnerReport

memory_app = typer.Typer(help="What the tutor remembers about you: see, correct, delete.", no_args_is_help=False)


def progress(learner: Learner = None, as_json: Json = False) -> None:
    """Mastery with its evidence, misconceptions seen, and what is due for review."""
    from tutor.wiring import open_library, open_progress

    config = config_from(learner=learner)
    report = open_progress(config)
    if as_json:
        print_json(asdict(report))
    else:
        titles = {kc.id: kc.title for kc in open_library(config).kcs.values()}
        print("\n".join(_progress_lines(report, titles)))


def _progress_lines(report: LearnerReport, titles: Mapping[str, str]) -> list[str]:
    from tutor.learner.explain import percent

    if not report.kcs:
        return ["no work yet; open the tutor and pick a lesson: tutor"]
    lines = [
        f"{report.learner}: {_count(report.attempts, 'attempt')} on {_count(report.exercises, 'exercise')}, "
        f"{report.solved} solved, about {_count(round(report.minutes), 'minute')} on {_count(report.days, 'day')}"
    ]
    for each in report.kcs:
        known = each.mastery.p_known
        state = "mastered" if each.mastered else each.trend
        due = ", due for review" if each.is_due else ""
        title = titles.get(each.mastery.kc, each.mastery.kc)
        lines += ["", f"{bar(known)} {percent(known):>5}  {title} ({state}{due})"]
        lines += [f"{'':>19} {sentence}" for sentence in each.mastery.evidence]
    for seen in report.misconceptions:
        gone = "not seen any more" if seen.gone else "still there"
        lines += ["", f"misconception: {seen.name} ({_count(seen.times, 'time')}, {gone})"]
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def bar(share: float, width: int = 12) -> str:
    """A share in [0, 1] as a bar of blocks."""
    filled = round(max(0.0, min(1.0, share)) * width)
    return "█" * filled + "░" * (width - filled)


def export(
    learner: Learner = None,
) -> None:
    """Everything that is stored about a learner, as JSON: attempts, mastery, memories, sessions, each event shown."""
    from tutor.wiring import export_learner

    print_json(export_learner(config_from(learner=learner)))


def stats(learner: Learner = None, as_json: Json = False) -> None:
    """How many of the model's drafts were shown, redrafted and replaced."""
    from tutor.wiring import draft_stats

    counts = draft_stats(config_from(learner=learner))
    if as_json:
        print_json(counts)
    else:
        for name, count in counts.items():
            print(f"{name.replace('_', ' '):<28} {count}")


@memory_app.callback(invoke_without_command=True)
def memory(context: typer.Context, learner: Learner = None, as_json: Json = False) -> None:
    """What the tutor remembers about you: see, correct, delete."""
    context.obj = learner
    if context.invoked_subcommand is not None:
        return
    from tutor.wiring import open_memory

    memories = open_memory(config_from(learner=learner)).all()
    if as_json:
        print_json(
            [{"id": m.id, "kind": m.kind, "text": m.text, "turn": m.turn, "confidence": m.confidence} for m in memories]
        )
        return
    if not memories:
        print("nothing is remembered yet")
    for m in memories:
        print(f"{m.id:>4}  {m.kind:<11} {m.text}  (from turn {m.turn or '-'}, confidence {m.confidence:.0%})")


@memory_app.command()
def correct(
    context: typer.Context,
    memory_id: Annotated[int, typer.Argument(metavar="ID", help="As `memory` shows it.")],
    text: Annotated[str, typer.Argument(help="What is true.", metavar="TEXT")],
) -> None:
    """Put a memory right."""
    from tutor.wiring import open_memory

    open_memory(config_from(learner=context.obj)).correct(memory_id, text)
    print(f"memory {memory_id} now says: {text}")


@memory_app.command()
def delete(
    context: typer.Context,
    memory_id: Annotated[int | None, typer.Argument(metavar="ID", help="As `memory` shows it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every memory of this learner.")] = False,
) -> None:
    """Delete a memory; no trace of it is kept."""
    from tutor.wiring import open_memory

    store = open_memory(config_from(learner=context.obj))
    if memory_id is None and not everything:
        raise UsageError("which memory?", 'give its number as "tutor memory" shows it, or --all')
    doomed = [m.id for m in store.all()] if everything else [memory_id or 0]
    for each in doomed:
        store.delete(each)
    print(f"{len(doomed)} deleted")
