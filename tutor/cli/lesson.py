"""`tutor lesson list|lint|show`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tutor.cli.options import Json, Lessons, config_from, existing, print_json
from tutor.wiring import open_library

app = typer.Typer(help="Lessons: what there is, what is in one, what is wrong with one.", no_args_is_help=True)


@app.command("list")
def list_lessons(lessons: Lessons = None, as_json: Json = False) -> None:
    """The lessons, in an order that respects what each needs."""
    library = open_library(config_from(lessons=lessons))
    for problem in library.problems:
        print(f"tutor: {problem}", file=sys.stderr)
    if as_json:
        print_json(
            [
                {
                    "id": lesson.id,
                    "title": lesson.title,
                    "language": lesson.language,
                    "kcs": [kc.id for kc in lesson.kcs],
                    "exercises": [exercise.id for exercise in lesson.exercises],
                }
                for lesson in library.order()
            ]
        )
        return
    for lesson in library.order():
        print(f"{lesson.id:<24} {lesson.title} ({len(lesson.exercises)} exercises)")


@app.command(short_help="What a lesson teaches, and its exercises.")
def show(
    lesson_id: Annotated[str, typer.Argument(metavar="ID", help="As `lesson list` names it.")],
    solutions: Annotated[bool, typer.Option("--solutions", help="With answers, solutions, hints.")] = False,
    lessons: Lessons = None,
    as_json: Json = False,
) -> None:
    """A lesson: what it teaches and its exercises; answers and solutions only if asked for."""
    from tutor.curriculum import lesson_json, lesson_markdown

    lesson = open_library(config_from(lessons=lessons)).lesson(lesson_id)
    if as_json:
        print_json(lesson_json(lesson, solutions=solutions))
    else:
        print(lesson_markdown(lesson, solutions=solutions))


@app.command()
def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Lesson files or folders; nothing: all there are.", metavar="PATH")
    ] = None,
    as_json: Json = False,
) -> None:
    """What is wrong in lesson files: file, line and what to do. Exits with 1 if anything is."""
    from tutor.wiring import lint_lessons

    problems = lint_lessons(config_from(), [existing(path) for path in paths or []])
    if as_json:
        print_json(list(problems))
    else:
        print("\n".join(problems) if problems else "no problems")
    raise typer.Exit(1 if problems else 0)
