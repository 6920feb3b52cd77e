"""Puts exercises together from loose blocks: kinds applied, solutions, hints and misconceptions attached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tutor.curriculum.blocks import Directive
from tutor.curriculum.formulas import steps
from tutor.curriculum.front import ID, Problem
from tutor.curriculum.kinds import Draft, KindSpec, find_kind
from tutor.curriculum.options import (
    ATTACHED,
    EXERCISE,
    Options,
    Say,
    bare,
    first,
    flag,
    number,
    read_options,
    split_answers,
)
from tutor.curriculum.parse import Loose, label_of
from tutor.curriculum.render import portable
from tutor.curriculum.suggest import did_you_mean
from tutor.curriculum.values import Exercise, Hint, MisconceptionNote, Rung, Solution

_RUNGS = {rung.value: rung for rung in Rung} | {"bottom_out": Rung.BOTTOM_OUT, "solution": Rung.BOTTOM_OUT}


class Builder:
    """Collects the exercises of one lesson and every problem met on the way."""

    def __init__(self, lesson: str, known_kcs: frozenset[str], own_kcs: tuple[str, ...]) -> None:
        self.lesson = lesson
        self.known_kcs = known_kcs
        self.own_kcs = own_kcs
        self.problems: list[Problem] = []

    def build(self, blocks: Iterable[Loose]) -> tuple[Exercise, ...]:
        """The exercises, in the order of the file; those with problems are left out, their problems noted."""
        every = list(blocks)
        labels: dict[str, int] = {}
        attached: dict[str, dict[str, list[Directive]]] = {}
        for loose in every:
            if loose.block.name == "exercise":
                self._note_label(loose.block, labels)
        for loose in every:
            if loose.block.name != "exercise":
                self._attach(loose, labels, attached)
        wanted = [loose.block for loose in every if loose.block.name == "exercise"]
        first = [block for block in wanted if labels.get(label_of(block)) == block.line]
        made = [self._exercise(block, attached.get(label_of(block), {})) for block in first]
        return tuple(exercise for exercise in made if exercise is not None)

    def _note_label(self, block: Directive, labels: dict[str, int]) -> None:
        label = label_of(block)
        if not label:
            self.problems.append((block.line, "an exercise has no label; write :::{exercise} its-label"))
        elif not ID.match(label):
            what = f'"{label}" can\'t be a label; use letters, digits, "-", "_" and ".", and put a title in :title:'
            self.problems.append((block.line, what))
        elif label in labels:
            self.problems.append(
                (block.line, f'exercise "{label}" is there already at line {labels[label]}; labels must differ')
            )
        else:
            labels[label] = block.line

    def _attach(self, loose: Loose, labels: Mapping[str, int], attached: dict[str, dict[str, list[Directive]]]) -> None:
        block = loose.block
        label = block.argument or loose.inside
        if label not in labels:
            named = (
                f'unknown exercise "{label}"{did_you_mean(label, labels)}' if label else "no exercise; add its label"
            )
            self.problems.append((block.line, f"{{{block.name}}} belongs to {named}"))
            return
        attached.setdefault(label, {}).setdefault(block.name, []).append(block)

    def _exercise(self, block: Directive, parts: Mapping[str, list[Directive]]) -> Exercise | None:
        label = label_of(block)
        before = len(self.problems)
        say = self._sayer(f'exercise "{label}"')
        options = read_options(block, EXERCISE, say)
        spec = self._kind(options, block, say)
        kcs = self._kcs(options, block, say)
        draft, grading = self._draft(block, options, say)
        if spec is not None:
            for problem in spec.finish(draft):
                say(block.line, problem)
        if not draft.prompt:
            say(block.line, "has no prompt; write the task below its options")
        solution = self._solution(parts.get("solution", []), block, say)
        hints = self._hints(parts.get("hint", []), say)
        notes = self._misconceptions(parts.get("misconception", []), label, say)
        if len(self.problems) > before or spec is None or solution is None:
            return None
        title = first(options, "title") or ("" if block.argument == label else block.argument)
        return Exercise(
            label=label, lesson=self.lesson, title=title, prompt=draft.prompt, kind=spec.graded_as, kcs=kcs,
            answers=tuple(draft.answers), problem=draft.problem, choices=tuple(draft.choices), form=draft.form,
            unit=draft.unit, decimal=draft.decimal, patterns=tuple(draft.patterns),
            wrong_patterns=tuple(draft.wrong_patterns), solution=solution, hints=hints, misconceptions=notes,
            kind_name="" if spec.name == spec.graded_as.value else spec.name, line=block.line, **grading,
        )  # fmt: skip

    def _sayer(self, who: str) -> Say:
        def say(line: int, what: str) -> None:
            joined = f"{who} {what}" if what.startswith(("has ", "belongs ")) else f"{who}: {what}"
            self.problems.append((line, joined))

        return say

    def _kind(self, options: Options, block: Directive, say: Say) -> KindSpec | None:
        name = first(options, "kind")
        if not name:
            say(block.line, "has no kind; add :kind: expression, equation, number, choice or text")
            return None
        spec = find_kind(name)
        if isinstance(spec, str):
            say(options["kind"][0].line, spec)
            return None
        return spec

    def _kcs(self, options: Options, block: Directive, say: Say) -> tuple[str, ...]:
        given = [
            (name, option.line)
            for option in options.get("kcs", ())
            for name in re.split(r"[,\s]+", option.value.strip("[] "))
        ]
        names = [(name.strip("\"'"), line) for name, line in given if name]
        if not names:
            if len(self.own_kcs) == 1:
                return self.own_kcs
            say(block.line, "names no knowledge component; add :kcs:")
        for name, line in names:
            if name not in self.known_kcs:
                say(line, f'unknown knowledge component "{name}"{did_you_mean(name, self.known_kcs)}')
        return tuple(dict.fromkeys(name for name, _ in names))

    def _draft(self, block: Directive, options: Options, say: Say) -> tuple[Draft, dict[str, Any]]:
        draft = Draft(
            prompt=portable(block.body),
            answers=[part for option in options.get("answer", ()) for part in split_answers(option.value)],
            problem=bare(first(options, "problem")),
            unit=first(options, "unit") or None,
            form=first(options, "form") or None,
            patterns=[option.value for option in options.get("pattern", ()) if option.value],
            wrong_patterns=[option.value for option in options.get("wrong-pattern", ()) if option.value],
            decimal=first(options, "decimal").casefold() in ("true", "yes", "1") or flag(options, "decimal"),
        )
        grading: dict[str, Any] = {"variable": first(options, "variable") or None}
        for name, low, high in (
            ("rel", 0, 1),
            ("abs", 0, 1e300),
            ("sf", 1, 30),
            ("places", 0, 30),
            ("difficulty", 0, 1),
        ):
            grading[name] = number(options, name, low, high, say)
        for name, allowed in (("relation", ("equal", "antiderivative")), ("over", ("real", "positive", "complex"))):
            value = first(options, name) or allowed[0]
            if value not in allowed:
                say(options[name][0].line, f'unknown {name} "{value}"{did_you_mean(value, allowed, what=name)}')
            grading[name] = value
        return draft, grading

    def _solution(self, found: list[Directive], block: Directive, say: Say) -> Solution | None:
        if not found:
            say(block.line, "has no solution; add :::{solution} with its label and the worked steps")
            return None
        for extra in found[1:]:
            say(extra.line, f"has a solution already at line {found[0].line}; keep one")
        read_options(found[0], ATTACHED["solution"], say)
        text = portable(found[0].body)
        if not text:
            say(found[0].line, "has an empty solution; write the worked steps")
        return Solution(steps=steps(text), text=text, line=found[0].line)

    def _hints(self, found: list[Directive], say: Say) -> tuple[Hint, ...]:
        order = list(Rung)
        hints: list[Hint] = []
        for index, block in enumerate(found):
            options = read_options(block, ATTACHED["hint"], say)
            named = first(options, "rung").casefold()
            text = portable(block.body)
            if named and named not in _RUNGS:
                say(
                    options["rung"][0].line,
                    f'unknown rung "{named}"{did_you_mean(named, [rung.value for rung in Rung])}',
                )
                continue
            if not text:
                say(block.line, "has an empty hint; write it or take it out")
            last_of_many = len(found) > len(order) and index == len(found) - 1
            by_place = (
                Rung.EXAMPLE if last_of_many else order[min(index, len(order) - 1 if len(found) <= len(order) else 1)]
            )
            hints.append(Hint(text=text, rung=_RUNGS.get(named, by_place), line=block.line))
        return tuple(hints)

    def _misconceptions(self, found: list[Directive], label: str, say: Say) -> tuple[MisconceptionNote, ...]:
        notes: list[MisconceptionNote] = []
        for index, block in enumerate(found):
            options = read_options(block, ATTACHED["misconception"], say)
            written = (*options.get("wrong", ()), *options.get("answer", ()))
            answers = tuple(part for option in written for part in split_answers(option.value))
            if not answers:
                say(block.line, "has a misconception without wrong answers; add :wrong: with what it explains")
            note_id = first(options, "id") or f"{label}-{index + 1}"
            name = first(options, "name") or note_id.replace("-", " ")
            text = portable(block.body)
            if not text:
                say(block.line, "has an empty misconception; explain kindly what was probably thought")
            notes.append(MisconceptionNote(id=note_id, name=name, text=text, answers=answers, line=block.line))
        return tuple(notes)
