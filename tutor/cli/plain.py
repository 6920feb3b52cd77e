"""`tutor session --plain`: the conversation as plain lines, each whole once it is written.

For a screen reader, a Braille line, a simple terminal or a pipe: nothing is redrawn, nothing rests on colour or place.
"""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, assert_never

from tutor.config import Config

if TYPE_CHECKING:
    from tutor.dialogue import Session
    from tutor.events import Event

PROMPT = "> "
_FORMULA = re.compile(r"\s*\$\$(.+?)\$\$|\$([^$\n]+)\$", re.DOTALL)
_SIGNS = re.compile(r"`+|(?<![\w*])\*{1,2}(?=[^\s*])|(?<=[^\s*])\*{1,2}(?![\w*])")
MARKS = {"none": "", "proven": "", "not_checked": " (not checked)"}
VERDICTS = {"valid": "Valid", "invalid": "Invalid", "unknown": "Not checked"}


async def converse(config: Config, lesson: str | None, exercise: str | None, lines: AsyncIterator[bytes]) -> None:
    """Talk until the learner leaves or the input ends; every line is a turn."""
    from tutor.wiring import build

    tutor = build(config)
    try:
        opened = await tutor.open_session(lesson=lesson, exercise=exercise)
        titles = {kc.id: kc.title for kc in tutor.library.kcs.values()}
        if opened.exercise is None:
            print("Lessons: " + "; ".join(f"{each.title} (/lesson {each.id})" for each in tutor.library.order()))
        await _turn(opened, opened.start(), titles)
        _ask()
        async for line in lines:
            if await _turn(opened, opened.respond(line.decode(errors="replace").strip()), titles):
                break
            _ask()
    finally:
        await tutor.aclose()


def readable(text: str) -> str:
    """Text without the signs of Markdown, each formula on one line; a paragraph is one line, too."""
    from tutor.tui.maths import linear
    from tutor.tui.text.clean import clean

    def formula(found: re.Match[str]) -> str:
        return f" {linear(found[1])} " if found[1] else linear(found[2])

    parts = re.split(r"\n\s*\n", _FORMULA.sub(formula, clean(text)))
    return "\n".join(" ".join(_SIGNS.sub("", part).split()) for part in parts if part.strip())


def _ask() -> None:
    """On a terminal: it is the learner's turn."""
    if sys.stdin is not None and sys.stdin.isatty():
        print(PROMPT, end="", flush=True)


async def _turn(opened: Session, events: AsyncIterator[Event], titles: dict[str, str]) -> bool:
    """Write a turn; whether the learner asked to leave."""
    from tutor.events import Sentence, TurnEnded

    reply: list[Sentence] = []
    after: list[str] = []
    leaving = False
    async for event in events:
        if isinstance(event, Sentence):
            reply.append(event)
        elif isinstance(event, TurnEnded):
            leaving = event.quit
            sources = [f"Source {each['n']}: {each['document']}, {each['locator']}" for each in event.citations]
            after = [*sources, *after]
        elif words := readable(said(event, titles)):
            after.append(words) if reply else print(words, flush=True)
    if reply:
        print(readable("".join(each.text + MARKS[each.mark] for each in reply)))
    for words in after:
        print(readable(words))
    sys.stdout.flush()
    return leaving


def said(event: Event, titles: dict[str, str]) -> str:
    """An event that is not part of the reply, in words; empty for what needs none."""
    from tutor import events as e

    match event:
        case e.VerdictGiven():
            word = "Follows from a wrong line" if event.code == "follows_error" else VERDICTS[event.status]
            why = f" {event.reason}" if event.status != "valid" or event.code == "follows_error" else ""
            witness = f" {event.witness}" if event.witness and event.witness not in event.reason else ""
            return f"{word}: {event.text}.{why}{witness}"
        case e.ExerciseShown():
            choices = "".join(f"\n\n{chr(ord('a') + n)}: {choice}" for n, choice in enumerate(event.choices))
            return f"Exercise: {event.title}. {event.prompt.strip()}{choices}"
        case e.MasteryChanged():
            from tutor.learner.explain import percent

            moved = f"{percent(event.before)} to {percent(event.after)}"
            return f"Mastery of {titles.get(event.kc, event.kc)}: {moved}, {event.why}"
        case e.MemoryChanged():
            return f"Memory {event.action}: {event.text}"
        case e.Notice():
            return event.text
        case e.ErrorRaised():
            return f"Problem: {event.message}; {event.hint}" if event.hint else f"Problem: {event.message}"
        case e.SessionStarted():
            return "Words leave this machine: a configured server is on another one." if event.words_leave else ""
        case e.TurnStarted() | e.MoveChosen() | e.CitationShown() | e.Sentence() | e.TurnEnded():
            return ""
        case _:
            assert_never(event)
