"""The command tree; each family of commands is one module, imported for its declarations only."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tutor.cli import check, course, learner, lesson, model, talk
from tutor.cli.options import Learner, Lessons, Model, config_from, hand_down
from tutor.errors import UsageError

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
app.command("ask", short_help="Ask one question, answered from your materials.")(talk.ask)
app.command("session", short_help="A conversation in lines, for programs or people.")(talk.session)
app.command("ingest", short_help="Take course materials in, or what changed in them.")(course.ingest)
app.command("concepts", short_help="What a concept is, what it needs, what needs it.")(course.concepts)
app.command("progress", short_help="What you know, why the tutor thinks so, what is due.")(learner.progress)
app.command("export", short_help="Everything stored about a learner, as JSON.")(learner.export)
app.command("stats", short_help="How the model's drafts went.")(learner.stats)
app.command("doctor", short_help="What is in use, why, and how to get a better one.")(model.doctor)


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
    lesson: Annotated[str | None, typer.Option(help="Start with this lesson.", metavar="ID")] = None,
    exercise: Annotated[str | None, typer.Option(help="Start with this exercise.", metavar="LESSON/LABEL")] = None,
    lessons: Lessons = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> Any:
    """A personal tutor that checks every step. Without a command it opens the tutor in this terminal."""
    hand_down({"learner": learner, "model": model, "lessons": lessons})
    if context.invoked_subcommand is not None:
        if lesson or exercise:
            raise UsageError(
                "--lesson and --exercise stand after the command", f"see tutor {context.invoked_subcommand} --help"
            )
        return None
    config = config_from()
    from tutor.tui import run

    raise typer.Exit(run(config, lesson=lesson, exercise=exercise))
