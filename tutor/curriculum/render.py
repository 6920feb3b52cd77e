"""Lessons as others may see them: portable Markdown of the prose, and the records of `tutor lesson show --json`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tutor.curriculum.blocks import Comment, Directive, Heading, Prose, Target, cut
from tutor.curriculum.values import LETTERS, Exercise, Lesson, Section

PRIVATE = frozenset({"exercise", "solution", "hint", "misconception"})
"""Directives of ours: never part of the prose."""

_ADMONITIONS = frozenset(
    {
        *("note", "tip", "important", "warning", "caution", "attention", "danger", "error", "seealso", "admonition"),
        *("dropdown", "margin", "sidebar", "topic", "card", "aside", "epigraph", "pull-quote", "blockquote", "example"),
        *("definition", "theorem", "lemma", "corollary", "proof", "remark", "observation", "property", "conjecture"),
        *("axiom", "algorithm", "criterion", "assumption", "proposition"),
    }
)
_ROLE = re.compile(r"\{(?P<name>[\w:.-]+)\}(?P<ticks>`+)(?P<text>[^`]{1,1000}?)(?P=ticks)(?!`)")
_HIDDEN = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_MAX_NESTING = 8


def public_markdown(lesson: Lesson) -> str:
    """The prose and worked examples of a lesson, for the index: no exercise, solution, hint or misconception."""
    parts = [] if any(section.level == 1 for section in lesson.sections) else [f"# {lesson.title}"]
    for section in lesson.sections:
        if section.heading and (section.text or section.level == 1):
            parts.append(f"{'#' * section.level} {section.heading}")
        if section.text:
            parts.append(section.text)
    return "\n\n".join(parts) + "\n"


def lesson_markdown(lesson: Lesson, solutions: bool = False) -> str:
    """A lesson for reading: objectives, prose, exercises; answers, hints and solutions only with `solutions`."""
    parts = [f"# {lesson.title}"]
    if lesson.objectives:
        parts.append("\n".join(f"- {objective}" for objective in lesson.objectives))
    for section in lesson.sections:
        if section.heading and section.text and section.heading != lesson.title:
            parts.append(f"{'#' * max(2, section.level)} {section.heading}")
        if section.text:
            parts.append(section.text)
    parts.extend(_exercise_markdown(exercise, solutions) for exercise in lesson.exercises)
    return "\n\n".join(parts) + "\n"


def _exercise_markdown(exercise: Exercise, solutions: bool) -> str:
    parts = [f"## {exercise.title or exercise.label} ({exercise.id})", exercise.public()]
    if solutions:
        parts += [f"**Hint ({hint.rung.value}).** {hint.text}" for hint in exercise.hints]
        parts += [
            f"**Misconception: {note.name}** ({'; '.join(note.answers)}). {note.text}"
            for note in exercise.misconceptions
        ]
        parts += [f"**Solution.** {exercise.solution.text}", f"**Answer:** {'; '.join(exercise.answers)}"]
    return "\n\n".join(parts)


def portable(text: str, depth: int = 0) -> str:
    """MyST as Markdown that any reader draws: directives and roles written out; comments, targets and ours left out."""
    parts: list[str] = []
    for piece in cut(text).pieces if depth <= _MAX_NESTING else ():
        match piece:
            case Prose():
                parts.append(_roles(piece.text))
            case Heading():
                parts.append(f"{'#' * piece.level} {piece.text}")
            case Directive():
                parts.append(portable_directive(piece, depth + 1))
            case Target() | Comment():
                pass
    return "\n\n".join(part for part in parts if part)


def portable_directive(block: Directive, depth: int = 1) -> str:
    """One directive as portable Markdown; empty if it is ours, invisible or unknown: the unknown may be a secret."""
    name = block.name.removeprefix("prf:").removeprefix("proof:")
    if block.name in PRIVATE:
        return ""
    drawn = _DRAWN.get(name)
    if drawn is None and name in _ADMONITIONS:
        drawn = _admonition
    return drawn(block, depth) if drawn else ""


def is_drawn(name: str) -> bool:
    """Whether a directive that is not ours has a portable form."""
    bare = name.removeprefix("prf:").removeprefix("proof:")
    return bare in _DRAWN or bare in _ADMONITIONS


def drawn_names() -> tuple[str, ...]:
    """Every directive of MyST that has a portable form."""
    return (*_DRAWN, *_ADMONITIONS)


def _roles(text: str) -> str:
    def resolved(match: re.Match[str]) -> str:
        content = match["text"].strip()
        if match["name"] == "math":
            return f"${content}$"
        if match["name"] in ("code", "kbd"):
            return f"`{content}`"
        named = re.match(r"(.*?)\s*<[^<>]*>$", content, re.DOTALL)
        return named[1] if named and named[1] else content

    return _ROLE.sub(resolved, _HIDDEN.sub("", text))


def _admonition(block: Directive, depth: int) -> str:
    title = block.argument or block.name.split(":")[-1].replace("seealso", "see also").capitalize()
    body = portable(block.body, depth)
    quoted = "\n".join(f"> {line}".rstrip() for line in body.split("\n"))
    return f"> **{_roles(title)}**\n>\n{quoted}" if body else f"> **{_roles(title)}**"


def _math(block: Directive, depth: int) -> str:
    body = block.body.strip() or block.argument
    return f"$$\n{body}\n$$"


def _code(block: Directive, depth: int) -> str:
    fence = "`" * max(3, max((len(run) for run in re.findall(r"`+", block.body)), default=0) + 1)
    language = "" if block.argument.startswith("{") else block.argument.split(" ")[0]
    return f"{fence}{language}\n{block.body}\n{fence}"


def _figure(block: Directive, depth: int) -> str:
    options = {key: option.value for key, option in block.options}
    caption = portable(block.body, depth)
    image = f"![{options.get('alt', '')}]({block.argument})"
    return f"{image}\n\n{caption}" if caption else image


def _body(block: Directive, depth: int) -> str:
    return portable(block.body, depth)


def _nothing(block: Directive, depth: int) -> str:
    return ""


_DRAWN: Mapping[str, Callable[[Directive, int], str]] = {
    "math": _math,
    **dict.fromkeys(("code", "code-block", "code-cell", "sourcecode", "literalinclude", "mermaid"), _code),
    **dict.fromkeys(("figure", "image"), _figure),
    **dict.fromkeys(
        ("table", "list-table", "grid", "grid-item", "grid-item-card", "tab-set", "tab-item", "div"), _body
    ),
    **dict.fromkeys(
        ("contents", "tableofcontents", "toctree", "index", "raw", "bibliography", "only", "iframe"), _nothing
    ),
}


def lesson_json(lesson: Lesson, solutions: bool = False) -> dict[str, Any]:
    """A lesson as JSON-able data. Answers, solutions, hints and misconceptions are in it only with `solutions`."""
    return {
        "id": lesson.id,
        "title": lesson.title,
        "language": lesson.language,
        "course": lesson.course,
        "source": lesson.source.name,
        "objectives": list(lesson.objectives),
        "kcs": [{"id": kc.id, "title": kc.title, "requires": list(kc.requires)} for kc in lesson.kcs],
        "sections": [_section_json(section) for section in lesson.sections],
        "exercises": [exercise_json(exercise, solutions) for exercise in lesson.exercises],
    }


def _section_json(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "text": section.text,
        "kcs": list(section.kcs),
        "worked_example": section.worked_example,
        "line": section.line,
    }


def exercise_json(exercise: Exercise, solutions: bool = False) -> dict[str, Any]:
    """An exercise as JSON-able data; its secrets are in it only with `solutions`."""
    record: dict[str, Any] = {
        "id": exercise.id,
        "label": exercise.label,
        "title": exercise.title,
        "kind": exercise.kind_name or exercise.kind.value,
        "kcs": list(exercise.kcs),
        "difficulty": exercise.difficulty,
        "prompt": exercise.prompt,
        "problem": exercise.problem,
        "choices": [{"letter": letter, "text": text} for letter, text in zip(LETTERS, exercise.choices, strict=False)],
    }
    if not solutions:
        return record
    grading = ("form", "unit", "rel", "abs", "sf", "places", "decimal", "variable", "relation", "over")
    return record | {
        "answers": list(exercise.answers),
        "patterns": list(exercise.patterns),
        "wrong_patterns": list(exercise.wrong_patterns),
        "grading": {name: getattr(exercise, name) for name in grading if getattr(exercise, name) not in (None, False)},
        "solution": {"steps": list(exercise.solution.steps), "text": exercise.solution.text},
        "hints": [{"rung": hint.rung.value, "text": hint.text} for hint in exercise.hints],
        "misconceptions": [
            {"id": note.id, "name": note.name, "text": note.text, "answers": list(note.answers)}
            for note in exercise.misconceptions
        ],
    }
