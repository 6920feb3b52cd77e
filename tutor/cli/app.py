"""The command tree; each family of commands is one module, imported for its declarations only."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tutor.cli import check, course, learner, lesson, model, talk
from tutor.cli.options import Learner, Model, config_from

app = typer.Typer(
    name="tutor",
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A personal tutor that checks every step. Without a command it opens the tutor in this terminal.",
)
app.add_typer(check.app, name="check")
app.add_typer(lesson.app, name="lesson")
app.add_typer(course.app, name="materials")
app.add_typer(learner.memory_app, name="memory")
app.add_typer(model.app, name="model")
app.command("ask")(talk.ask)
app.command("session")(talk.session)
app.command("ingest")(course.ingest)
app.command("concepts")(course.concepts)
app.command("progress")(learner.progress)
app.command("export")(learner.export)
app.command("stats")(learner.stats)
app.command("doctor")(model.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        from tutor import __version__

        print(f"stepwise-tutor {__version__}")
        raise typer.Exit


@app.callback()
def tutor(
    context: typer.Context,
    learner: Learner = None,
    model: Model = None,
    lesson: Annotated[str | None, typer.Option(help="Start with this lesson.")] = None,
    exercise: Annotated[str | None, typer.Option(help="Start with this exercise (lesson-id/label).")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> Any:
    """A personal tutor that checks every step. Without a command it opens the tutor in this terminal."""
    if context.invoked_subcommand is not None:
        context.obj = {"learner": learner, "model": model}
        return None
    config = config_from(learner=learner, model=model)
    from tutor.tui import run

    raise typer.Exit(run(config, lesson=lesson, exercise=exercise))
