"""The kinds of exercise by name. Another is one more entry here, or an entry point stepwise_tutor.exercise_kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import entry_points

from tutor.curriculum.blocks import tokens
from tutor.curriculum.formulas import displayed, formulas
from tutor.curriculum.patterns import pattern_problem
from tutor.curriculum.suggest import did_you_mean
from tutor.curriculum.values import LETTERS, ExerciseKind

ENTRY_POINTS = "stepwise_tutor.exercise_kinds"
_LETTERED = re.compile(r"\(?(?P<letter>[A-Za-z])[).:](?:\s+|$)")


@dataclass(slots=True)
class Draft:
    """An exercise while it is being read; a kind may complete it."""

    prompt: str
    answers: list[str] = field(default_factory=list)
    problem: str = ""
    choices: list[str] = field(default_factory=list)
    unit: str | None = None
    form: str | None = None
    patterns: list[str] = field(default_factory=list)
    wrong_patterns: list[str] = field(default_factory=list)
    decimal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSpec:
    """One kind of exercise."""

    name: str
    """As written in `:kind:`."""
    graded_as: ExerciseKind
    """Which of the five ways of working and grading it uses."""
    finish: Callable[[Draft], Iterator[str]]
    """Completes the draft in place and yields what is wrong with it, each with what to do."""
    aliases: tuple[str, ...] = ()


def kinds() -> dict[str, KindSpec]:
    """Every kind by name and alias: ours, then those that installed packages register.

    A registered kind may not take the name of one of ours: ours stays.
    """
    return _by_name((*OURS, *_registered()))


def _by_name(specs: Iterable[KindSpec]) -> dict[str, KindSpec]:
    found: dict[str, KindSpec] = {}
    for spec in specs:
        for name in (spec.name, *spec.aliases):
            found.setdefault(name, spec)
    return found


def find_kind(name: str) -> KindSpec | str:
    """The kind of this name, or the sentence that says there is none."""
    wanted = "-".join(name.casefold().replace("_", " ").split())
    spec = _by_name(OURS).get(wanted)  # looking at what packages register costs 25 ms
    if spec is not None:
        return spec
    every = kinds()
    if wanted in every:
        return every[wanted]
    near = did_you_mean(name, {known.name for known in every.values()}, what="kinds")
    return f'unknown kind "{name}"{near}'


def _registered() -> Iterator[KindSpec]:
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            spec = entry.load()
        except (ImportError, AttributeError):
            continue  # a package that is only half there; its kind is then unknown, and the lesson says so
        if isinstance(spec, KindSpec):
            yield spec


def _expression(draft: Draft) -> Iterator[str]:
    yield from _needs_answer(draft)


def _equation(draft: Draft) -> Iterator[str]:
    yield from _needs_answer(draft)
    if not draft.problem:
        draft.problem = _only_equation(draft.prompt)
    if not draft.problem:
        yield "no equation to start from; add :problem: with it, or set one out between $$ in the prompt"


def _only_equation(prompt: str) -> str:
    """The displayed formulas of a prompt joined, else its one inline formula with a relation, else nothing."""
    relation = re.compile(r"[=<>≤≥]|\\(?:leq?|geq?|lt|gt)\b")
    set_out = [formula for formula in displayed(prompt) if relation.search(formula)]
    if set_out:
        return "; ".join(set_out)
    inline = [formula for formula in formulas(prompt) if relation.search(formula)]
    return inline[0] if len(inline) == 1 else ""


def _number(draft: Draft) -> Iterator[str]:
    yield from _needs_answer(draft)
    if draft.unit:
        bare = re.compile(r"[-+−]?[\d.,\s]+(?:[eE][-+]?\d+|(?:×|\*|\\times|\\cdot)\s*10\^\{?[-−]?\d+\}?)?$")
        draft.answers = [f"{text} {draft.unit}" if bare.match(text) else text for text in draft.answers]


def _choice(draft: Draft) -> Iterator[str]:
    draft.prompt, listed = _split_choices(draft.prompt)
    matches = [_LETTERED.match(item) for item in listed]
    lettered = [match for match in matches if match]
    if lettered and len(lettered) == len(listed):
        letters = "".join(match["letter"].casefold() for match in lettered)
        if letters != LETTERS[: len(letters)]:
            yield f"the choices are lettered {', '.join(letters)}; letter them a, b, c, ... in order"
        listed = [item[match.end() :].strip() for item, match in zip(listed, lettered, strict=True)]
    elif lettered:
        yield "some choices have a letter and some none; give each one, in order, or none"
    draft.choices = listed
    if not 2 <= len(listed) <= len(LETTERS):
        yield "a choice needs a list of at least two choices at the end of its prompt; write each as - a) …"
        return
    yield from _needs_answer(draft)
    known = LETTERS[: len(listed)]
    draft.answers = [_letter(answer, listed) for answer in draft.answers]
    for answer in draft.answers:
        if len(answer) != 1 or answer not in known:
            yield f'there is no choice "{answer}"; there are {known[0]} to {known[-1]}'


def _letter(answer: str, choices: list[str]) -> str:
    bare = answer.strip(" ().").casefold()
    texts = [choice.casefold() for choice in choices]
    return LETTERS[texts.index(answer.casefold())] if answer.casefold() in texts else bare


def _split_choices(prompt: str) -> tuple[str, list[str]]:
    """The prompt without its last top-level list, and that list's items."""
    lines = prompt.split("\n")
    found = tokens(prompt)
    lists = [token for token in found if token.type in ("bullet_list_open", "ordered_list_open") and token.level == 0]
    if not lists or lists[-1].map is None:
        return prompt, []
    start, end = lists[-1].map
    items: list[str] = []
    for token in found:
        if token.type == "list_item_open" and token.level == 1 and token.map and start <= token.map[0] < end:
            raw = lines[token.map[0] : token.map[1]]
            raw[0] = re.sub(r"^\s*(?:[-*+]|\d+[.)])\s*", "", raw[0])
            items.append("\n".join(line.strip() for line in raw).strip())
    rest = "\n".join([*lines[:start], *lines[end:]]).strip()
    return rest, items


def _text(draft: Draft) -> Iterator[str]:
    if not draft.answers and not draft.patterns:
        yield "no accepted answer; add :answer: or :pattern:"
    for pattern in (*draft.patterns, *draft.wrong_patterns):
        problem = pattern_problem(pattern)
        if problem:
            yield problem


def _needs_answer(draft: Draft) -> Iterator[str]:
    if not draft.answers:
        yield "no accepted answer; add :answer:"


OURS = (
    KindSpec(name="expression", graded_as=ExerciseKind.EXPRESSION, finish=_expression),
    KindSpec(name="equation", graded_as=ExerciseKind.EQUATION, finish=_equation, aliases=("inequality", "system")),
    KindSpec(
        name="number",
        graded_as=ExerciseKind.NUMBER,
        finish=_number,
        aliases=("quantity", "number-with-unit", "numeric"),
    ),
    KindSpec(
        name="choice", graded_as=ExerciseKind.CHOICE, finish=_choice, aliases=("multiple-choice", "single-choice")
    ),
    KindSpec(name="text", graded_as=ExerciseKind.TEXT, finish=_text, aliases=("short-text", "short-answer")),
)
