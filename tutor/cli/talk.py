"""`tutor ask` and `tutor session`: a question from the shell, and a conversation for programs."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated, Any, assert_never

import typer

from tutor.cli.options import Json, Learner, Lessons, Model, config_from, print_json, print_line
from tutor.config import Config
from tutor.errors import UsageError

if TYPE_CHECKING:
    from tutor.dialogue import Session
    from tutor.events import Event, TurnEnded

Lesson = Annotated[str | None, typer.Option("--lesson", help="Work on this lesson.", metavar="ID")]
Exercise = Annotated[str | None, typer.Option("--exercise", help="Work on this exercise.", metavar="LESSON/LABEL")]


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.", metavar="QUESTION")],
    lesson: Lesson = None,
    exercise: Exercise = None,
    learner: Learner = None,
    model: Model = None,
    lessons: Lessons = None,
    as_json: Json = False,
) -> None:
    """Ask one question; the answer rests on your lessons and materials. Exits with 1 if they don't cover it."""
    config = config_from(learner=learner, model=model, lessons=lessons)
    if not question.strip():
        raise UsageError("there is no question", 'ask something, e.g. tutor ask "What is a derivative?"')
    ended = asyncio.run(_ask(config, question, lesson, exercise, as_json))
    if as_json:
        from dataclasses import asdict

        print_json(asdict(ended))
    if ended.error:
        raise UsageError(ended.error)
    raise typer.Exit(1 if ended.move == "not_covered" else 0)


def session(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Lines of JSON in and out (docs/session.md).")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain lines, one after the other: for screen readers and simple terminals.")
    ] = False,
    lesson: Lesson = None,
    exercise: Exercise = None,
    learner: Learner = None,
    model: Model = None,
    lessons: Lessons = None,
) -> None:
    """A conversation in lines. With --jsonl each line of stdin is {"text": …}, and each line of stdout one event; with
    --plain each line of stdin is what you would type into the tutor. Leave with /quit, or at the end of the input.
    """
    if jsonl == plain:
        raise UsageError(
            "say how to talk", "tutor session --jsonl for programs, --plain for people, or open the tutor: tutor"
        )
    config = config_from(learner=learner, model=model, lessons=lessons)
    if plain:
        from tutor.cli.plain import converse

        asyncio.run(converse(config, lesson, exercise, stdin_lines()))
    else:
        asyncio.run(_converse(config, lesson, exercise))


async def _ask(config: Config, question: str, lesson: str | None, exercise: str | None, quiet: bool) -> TurnEnded:
    from tutor.events import TurnEnded
    from tutor.wiring import build

    tutor = build(config)
    ended: TurnEnded | None = None
    try:
        opened = await tutor.open_session(lesson=lesson, exercise=exercise, resume=False)
        async for _ in opened.start():
            pass
        async for event in opened.respond(question):
            if isinstance(event, TurnEnded):
                ended = event
            elif not quiet:
                _draw(event)
    finally:
        await tutor.aclose()
    if ended is None:
        raise UsageError("the turn did not end", "ask again")
    if not quiet:
        print()
    return ended


def _draw(event: Event) -> None:
    """One event as plain text: the reply on stdout, verdicts and passages with it, notices on stderr."""
    from tutor import events as e
    from tutor.tui.text.clean import clean

    match event:
        case e.Sentence():
            print(
                clean(event.text) + (" (not checked)" if event.mark == e.Mark.NOT_CHECKED else ""), end="", flush=True
            )
        case e.CitationShown():
            print(f"[{event.n}] {event.document}, {event.locator}", file=sys.stderr)
        case e.VerdictGiven():
            print(f"{event.status}: {event.text}: {event.reason}")
        case e.ExerciseShown():
            print(f"{event.exercise}: {event.prompt}")
        case e.Notice():
            print(event.text, file=sys.stderr)
        case e.ErrorRaised():
            print(f"tutor: {event.message}; {event.hint}", file=sys.stderr)
        case e.SessionStarted() | e.TurnStarted() | e.MoveChosen() | e.MasteryChanged() | e.MemoryChanged():
            pass
        case e.TurnEnded():
            pass
        case _:
            assert_never(event)


async def _converse(config: Config, lesson: str | None, exercise: str | None) -> None:
    from tutor.wiring import build

    tutor = build(config)
    try:
        opened = await tutor.open_session(lesson=lesson, exercise=exercise)
        await _print(opened, opened.start())
        async for line in stdin_lines():
            try:
                text = _text_of(line)
            except UsageError as error:
                await _print(opened, opened.refuse(error.message, error.hint))
                continue
            if await _print(opened, opened.respond(text)):
                break
    finally:
        await tutor.aclose()


async def _print(opened: Session, events: AsyncIterator[Event]) -> bool:
    """Print each event as its JSON line; whether the learner asked to leave."""
    from tutor.events import TurnEnded

    leaving = False
    async for event in events:
        print_line(opened.record_of(event))
        leaving = leaving or (isinstance(event, TurnEnded) and event.quit)
    return leaving


async def stdin_lines() -> AsyncIterator[bytes]:
    """The lines of stdin that are not empty, as they come. Raises UsageError if it is closed."""
    if sys.stdin is None:
        raise UsageError("stdin is closed", "send the learner's words there")
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        if line.strip():
            yield line


def _text_of(line: bytes) -> str:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError("that line is not JSON", 'send one object a line: {"text": "x = 4"}') from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise UsageError('that line has no "text"', 'send one object a line: {"text": "x = 4"}')
    text: str = record["text"]
    return text
