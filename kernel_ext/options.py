"""The words after `%tutor` and `%%tutor`."""

from __future__ import annotations

import difflib
import shlex
from dataclasses import dataclass

from tutor.errors import UsageError

COMMANDS = {
    "hint": "the next rung of the hint ladder",
    "next": "the next exercise, chosen for you",
    "again": "the last hint again",
    "skip": "leave this exercise",
    "giveup": "see the solution; it is recorded as shown",
    "solution": "the worked solution, once it may be seen",
    "why": "why the tutor did what it did",
    "dispute": "have your last line checked again",
    "memory": "what is remembered about you",
    "lesson": "lesson ID: work on a lesson",
    "exercise": "exercise ID: work on an exercise",
    "attach": "attach FILE: ask about a document",
    "progress": "what you know so far, and what is due",
    "panel": "the exercise with buttons",
    "help": "this",
}
WITH_ARGUMENT = frozenset({"lesson", "exercise", "attach"})
LOCAL = frozenset({"progress", "panel", "help"})
"""Commands that the notebook answers itself."""
_VALUES = {
    "--lesson": "lesson",
    "--exercise": "exercise",
    "--learner": "learner",
    "--model": "model",
    "--given": "given",
    "--problem": "problem",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A magic's line, read."""

    command: str = ""
    """check, one of COMMANDS, or empty for a question."""
    argument: str = ""
    """What followed the command; for a question its words."""
    lesson: str | None = None
    exercise: str | None = None
    learner: str | None = None
    model: str | None = None
    given: tuple[str, ...] = ()
    """Names in the notebook whose values the checker may use."""
    problem: str = ""
    """What the work starts from, in words or maths."""

    @property
    def text(self) -> str:
        """What a learner would have typed for this."""
        return f"/{self.command} {self.argument}".strip() if self.command else self.argument


def read_line(line: str, *, cell: bool) -> Asked:
    """Read what follows `%tutor` (cell: `%%tutor`).

    Raises UsageError for an unknown option or command, with what there is.
    """
    words, found = _split(line)
    given = tuple(name for name in found.pop("given", "").replace(",", " ").split())
    command = words[0].lower().lstrip("/") if words else ""
    rest = " ".join(words[1:])
    if cell:
        if command not in {"", "check"} or rest:
            raise UsageError(
                f'%%tutor does not take "{" ".join(words)}"', "write %%tutor or %%tutor check, then the text below"
            )
        return Asked(command=command, given=given, **found)
    if command == "check":
        raise UsageError("the working is checked in a cell", "write %%tutor check, and your lines below it")
    if command in COMMANDS and (not rest or command in WITH_ARGUMENT):
        if command in WITH_ARGUMENT and not rest:
            raise UsageError(f"%tutor {command} lacks its argument", f"write %tutor {_usage(command)}")
        return Asked(command=command, argument=rest, given=given, **found)
    if len(words) == 1 and not command.endswith("?"):
        raise UsageError(f'there is no "%tutor {command}"{_near(command)}', f"there are: {', '.join(COMMANDS)}")
    return Asked(argument=" ".join(words), given=given, **found)


def _split(line: str) -> tuple[list[str], dict[str, str]]:
    try:
        parts = shlex.split(line, posix=True)
    except ValueError:  # an apostrophe in a question is not a quotation mark
        parts = line.split()
    if "--" not in line:
        return line.split(), {}
    words: list[str] = []
    found: dict[str, str] = {}
    rest = iter(parts)
    for part in rest:
        name, has_value, value = part.partition("=")
        if name in _VALUES:
            found[_VALUES[name]] = value if has_value else next(rest, "")
            if not found[_VALUES[name]]:
                raise UsageError(f"{name} lacks its value", f"write {name} {_VALUES[name].upper()}")
        elif part.startswith("--"):
            near = difflib.get_close_matches(name, _VALUES, 1)
            guess = f' (did you mean "{near[0]}"?)' if near else ""
            raise UsageError(f"there is no option {name}{guess}", f"there are: {', '.join(_VALUES)}")
        else:
            words.append(part)
    return words, found


def _near(command: str) -> str:
    near = difflib.get_close_matches(command, COMMANDS, 1)
    return f' (did you mean "{near[0]}"?)' if near else ""


def _usage(command: str) -> str:
    return COMMANDS[command].partition(": ")[0] if command in WITH_ARGUMENT else command


def _about(command: str) -> str:
    return COMMANDS[command].partition(": ")[2] if command in WITH_ARGUMENT else COMMANDS[command]


def help_text(name: str = "tutor") -> str:
    """What the magics do, as Markdown."""
    rows = "\n".join(f"| `%{name} {_usage(command)}` | {_about(command)} |" for command in COMMANDS)
    return (
        f"| magic | what it does |\n| --- | --- |\n"
        f"| `%%{name}` | asks, or answers the exercise in hand, with the text of the cell |\n"
        f"| `%%{name} check [--given x,y] [--problem TEXT]` | checks the working, line by line |\n{rows}\n\n"
        "Options: `--lesson ID`, `--exercise ID`, `--learner NAME`, `--model MODEL`."
    )
