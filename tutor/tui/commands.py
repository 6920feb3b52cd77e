"""The commands, what each does in a few words, and how a beginning is completed."""

from __future__ import annotations

from collections.abc import Sequence

COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("/hint", "", "the next rung of the hint ladder"),
    ("/next", "", "another exercise, chosen for you"),
    ("/exercise", "ID", "work on this exercise"),
    ("/lesson", "ID", "open this lesson"),
    ("/again", "", "show the last hint again"),
    ("/skip", "", "leave this exercise out"),
    ("/giveup", "", "stop trying; it is recorded as given up"),
    ("/solution", "", "the worked solution, once the hints are used up"),
    ("/attach", "FILE", "ask about a document of yours"),
    ("/memory", "", "what is remembered about you"),
    ("/why", "", "why the tutor did what it did"),
    ("/dispute", "", "my line is right: check it again"),
    ("/help", "", "what you can do here"),
    ("/quit", "", "leave; everything is kept"),
)


def complete(text: str, ids: Sequence[tuple[str, str]]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text completed as far as it is certain, and what it may become, each with what it does.

    `ids` are (command, argument) pairs; the text must begin with "/".
    """
    command, gap, argument = text.partition(" ")
    if gap:
        fitting = [name for owner, name in ids if owner == command and argument.strip().lower() in name.lower()]
        starting = [name for name in fitting if name.startswith(argument.strip())]
        found = starting or fitting
        line = f"{command} {_common(found)}" if found and len(_common(found)) >= len(argument) else text
        return line, tuple((name, "") for name in found if name != argument)
    known = [(name, f"{argument} {what}".strip()) for name, argument, what in COMMANDS if name.startswith(command)]
    if not known:
        return text, ()
    line = _common([name for name, _ in known])
    if len(known) == 1 and any(name == line and argument for name, argument, _ in COMMANDS):
        line += " "
    return line, tuple(known)


def _common(names: Sequence[str]) -> str:
    first, last = min(names), max(names)
    return first[: next((i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))]
