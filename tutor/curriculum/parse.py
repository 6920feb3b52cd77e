"""A lesson's text as sections of prose and as loose blocks (exercises, solutions, hints, misconceptions)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tutor.curriculum.blocks import Comment, Directive, Heading, Prose, Target, cut
from tutor.curriculum.front import Problem
from tutor.curriculum.render import PRIVATE, drawn_names, is_drawn, portable, portable_directive
from tutor.curriculum.suggest import closest, did_you_mean
from tutor.curriculum.values import Section

_GATED = ("exercise-start", "exercise-end", "solution-start", "solution-end")
_EXAMPLE = re.compile(r"\b(?:worked\s+)?examples?\b", re.IGNORECASE)
_MAX_NESTING = 8


@dataclass(frozen=True, slots=True)
class Loose:
    """One of our blocks as found, and the exercise it stands in, if any."""

    block: Directive
    inside: str
    """Label of the enclosing exercise; empty at the top."""


@dataclass(slots=True)
class Outline:
    """What a text is made of."""

    sections: list[Section] = field(default_factory=list)
    blocks: list[Loose] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """The section that is being read."""

    heading: str = ""
    level: int = 0
    line: int = 1
    path: tuple[str, ...] = ()
    parts: list[str] = field(default_factory=list)
    kcs: list[str] = field(default_factory=list)
    example: bool = False

    def close(self, lesson: str) -> Section:
        return Section(
            heading=self.heading,
            level=self.level,
            text="\n\n".join(part for part in self.parts if part),
            line=self.line,
            worked_example=self.example,
            title_path=self.path,
            kcs=tuple(dict.fromkeys(self.kcs)),
            lesson=lesson,
        )


def outline(text: str, lesson: str, known_kcs: frozenset[str]) -> Outline:
    """Reads the whole text of a lesson file; problems are collected with their lines."""
    whole = cut(text, watched=PRIVATE)
    result = Outline(problems=list(whole.problems))
    section = _Open()
    pending: list[str] = []
    trail: list[Heading] = []
    for piece in whole.pieces:
        match piece:
            case Heading():
                _close(section, lesson, result)
                trail = [*(above for above in trail if above.level < piece.level), piece]
                path = tuple(above.text for above in trail)
                example = bool(_EXAMPLE.search(piece.text))
                section = _Open(piece.text, piece.level, piece.line, path, kcs=pending, example=example)
                pending = []
            case Target():
                if piece.name in known_kcs:
                    pending.append(piece.name)
            case Comment():
                _take_comment(piece, section, known_kcs, result)
            case Prose():
                section.parts.append(portable(piece.text))
            case Directive():
                collect(piece, "", result)
                section.parts.append(portable_directive(piece))
        if isinstance(piece, Prose | Directive) and pending:
            section.kcs.extend(pending)
            pending = []
    _close(section, lesson, result)
    return result


def _close(section: _Open, lesson: str, result: Outline) -> None:
    if section.heading or any(section.parts):
        result.sections.append(section.close(lesson))


def _take_comment(comment: Comment, section: _Open, known_kcs: frozenset[str], result: Outline) -> None:
    """`% teaches: a, b` and `% worked example` say what the section above them is for; other comments are ignored."""
    if comment.text.casefold() in ("worked example", "worked-example"):
        section.example = True
    match = re.match(r"teaches:\s*(.*)", comment.text, re.IGNORECASE)
    for name in re.split(r"[,\s]+", match[1].strip()) if match else ():
        if name in known_kcs:
            section.kcs.append(name)
        elif name:
            near = did_you_mean(name, known_kcs)
            result.problems.append((comment.line, f'"% teaches": unknown knowledge component "{name}"{near}'))


def collect(block: Directive, inside: str, result: Outline, depth: int = 0) -> None:
    """Notes one of our blocks, and those inside it; says so where a directive can't be used here."""
    where = block.line
    if block.name in _GATED:
        what = f"{{{block.name}}} is not read here; write one :::{{{block.name.split('-')[0]}}} … ::: block"
        result.problems.append((where, what))
        return
    if block.name in PRIVATE:
        result.blocks.append(Loose(block, inside))
        if block.name == "exercise":
            inside = label_of(block)
    elif not is_drawn(block.name):
        near = closest(block.name, (*PRIVATE, *drawn_names()))
        better = f'did you mean "{near}"?' if near else "write it as plain Markdown"
        result.problems.append((where, f"unknown directive {{{block.name}}}; {better}"))
    if depth >= _MAX_NESTING:
        result.problems.append((where, f"blocks are nested more than {_MAX_NESTING} deep"))
        return
    inner = cut(block.body, first_line=block.body_line, watched=PRIVATE)
    if block.name not in ("code", "code-block", "code-cell", "math", "raw", "sourcecode"):
        result.problems.extend(inner.problems)
        for piece in inner.pieces:
            if isinstance(piece, Directive):
                collect(piece, inside, result, depth + 1)


def label_of(block: Directive) -> str:
    """The label of an exercise: `:label:` where given (the argument is then its title), else its argument."""
    for key, option in block.options:
        if key in ("label", "name"):
            return option.value
    return block.argument
