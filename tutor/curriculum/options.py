"""The options of our directives: their names, and the values written in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from tutor.curriculum.blocks import Directive, Option, Prose, cut
from tutor.curriculum.suggest import closest, did_you_mean

Options = Mapping[str, list[Option]]
Say = Callable[[int, str], None]
"""Notes a problem: line, what is wrong and what to do."""

EXERCISE = (
    *("label", "title", "kcs", "kind", "answer", "problem", "form", "unit", "rel", "abs", "sf", "places", "decimal"),
    *("variable", "relation", "over", "pattern", "wrong-pattern", "difficulty"),
)
ATTACHED = {
    "solution": ("label",),
    "hint": ("label", "rung"),
    "misconception": ("label", "id", "name", "wrong", "answer"),
}
_SAME = {
    "name": "label",
    "kc": "kcs",
    "answers": "answer",
    "wrongs": "wrong",
    "patterns": "pattern",
    "wrong-patterns": "wrong-pattern",
    "tolerance": "rel",
}
_MYST = ("class", "nonumber", "hidden", "open", "enumerated", "icon", "number")
_DIFFICULTY = {"easy": 0.2, "medium": 0.5, "hard": 0.8}


def read_options(block: Directive, known: Iterable[str], say: Say) -> Options:
    """The options of a block by name; unknown ones, and options that slid into the text, are noted."""
    found: dict[str, list[Option]] = {}
    names = tuple(known)
    for key, option in block.options:
        name = key.casefold().replace("_", "-")
        name = name if name in names else _SAME.get(name, name)
        if name in _MYST:
            continue
        if name not in names:
            say(option.line, f'unknown option ":{key}:"{did_you_mean(key, names, what="options")}')
        found.setdefault(name, []).append(option)
    for piece in cut(block.body, first_line=block.body_line).pieces:
        for offset, line in enumerate(piece.text.split("\n") if isinstance(piece, Prose) else ()):
            match = re.match(r":([A-Za-z][\w-]*):(?:\s|$)", line)
            if match and _SAME.get(match[1], match[1]) in names:
                what = f'":{match[1]}:" stands in the text; move it up, directly below the opening line'
                say(piece.line + offset, what)
    return found


def split_answers(value: str) -> list[str]:
    """The answers of an option: parts separated by ";" outside brackets, without enclosing dollar signs."""
    parts, depth, last = [""], 0, ""
    for sign in value:
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(0, depth - 1)
        if sign == ";" and depth == 0 and last != "\\":
            parts.append("")
        else:
            parts[-1] += sign
        last = sign
    return [part for part in map(bare, parts) if part]


def bare(value: str) -> str:
    """A value without white space and dollar signs around it."""
    text = value.strip()
    while len(text) > 2 and text[0] == text[-1] == "$" and "$" not in text.strip("$"):
        text = text[1:-1].strip()
    return text


def first(options: Options, name: str) -> str:
    """The first value of an option; empty if it is not there."""
    return options[name][0].value if options.get(name) else ""


def flag(options: Options, name: str) -> bool:
    """Whether an option is there without a value."""
    return name in options and not options[name][0].value


def number(options: Options, name: str, low: float, high: float, say: Say) -> float | int | None:
    """The number of an option, in [low, high]; 5% is 0.05, a difficulty may be a word. None if absent or bad."""
    text = first(options, name)
    if not text:
        return None
    if name == "difficulty" and text.casefold() in _DIFFICULTY:
        return _DIFFICULTY[text.casefold()]
    whole = name in ("sf", "places")
    try:
        value = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high or (whole and value != int(value)):
        kind = "a whole number" if whole else "a number"
        near = closest(text, _DIFFICULTY) if name == "difficulty" else None
        better = f'; did you mean "{near}"?' if near else ""
        say(options[name][0].line, f':{name}: is "{text}"; it must be {kind} from {low:g} to {high:g}{better}')
        return None
    return int(value) if whole else value
