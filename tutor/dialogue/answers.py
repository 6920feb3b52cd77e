"""Grading what a learner hands in, by the kind of exercise, with the checker. Pure but for the checker's own time
limits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tutor.checker.values import Code, Method, Status, Verdict, WorkVerdict
from tutor.dialogue import mathtext
from tutor.dialogue.ports import Checker
from tutor.dialogue.states import squeeze
from tutor.dialogue.unfinished import as_given, leading_number, no_statement, no_value_yet, worked_out
from tutor.dialogue.values import Graded, Line

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, MisconceptionNote

PATIENCE_S = 4.0
"""The deadline of the second try, when the first was missed: on a busy machine a right answer must not go unseen."""
NEAR = 0.02
"""Relative distance within which a value counts as right but for its precision."""
FORM_CODES = frozenset({Code.FORM, Code.UNIT, Code.PRECISION})
_RELATION = r"(?:<=|>=|[=<>≤≥∈]|\\in\b|\\leq?\b|\\geq?\b)"
_NAME = (
    r"[a-zA-Zα-ω](?:_\{?\w+\}?)?'*(?:\([a-zA-Z]\))?"
    r"|d\s*[a-zA-Z]\s*/\s*d\s*[a-zA-Z]"
    r"|\\frac\{d\s*[a-zA-Z]?\}\{d\s*[a-zA-Z]\}"
    r"|[a-zA-Z]\w*"
)
_BARE_NUMBER = re.compile(r"^\$*\s*[-+−]?\s*\d[\d.,\s]*(?:/\s*\d+)?\s*[^\d+*=·×]*$")
"""A number, with a unit perhaps: it claims to be the answer, whatever line it follows from."""
_SOLVED_SIDE = re.compile(rf"^\s*\$*\(?\s*({_NAME})\s*{_RELATION}")


USUAL: Mapping[str, Any] = MappingProxyType({})
"""Numbers and words written as the checker takes them by default."""


def grade(
    exercise: Exercise,
    standing: Sequence[Line],
    texts: Sequence[str],
    checker: Checker,
    *,
    first_n: int,
    notation: Mapping[str, Any] = USUAL,
) -> Graded:
    """Judge new lines against the problem, the lines that stand, and the accepted answers; the lines are numbered
    from `first_n`. `notation` is how numbers and words are written, as the checker takes it.
    """
    match exercise.kind.value:
        case "choice":
            graded = _grade_choice(exercise, texts)
        case "text":
            graded = _grade_text(exercise, texts)
        case _:
            graded = _grade_work(exercise, standing, texts, checker, notation)
    numbered = tuple(replace(line, n=first_n + i) for i, line in enumerate(graded.lines))
    return replace(graded, lines=tuple(_explained(line, exercise, checker) for line in numbered))


def _grade_choice(exercise: Exercise, texts: Sequence[str]) -> Graded:
    lines = tuple(_judge_choice(exercise, text) for text in texts)
    return Graded(lines=lines, answered=bool(lines) and lines[-1].right)


def _judge_choice(exercise: Exercise, text: str) -> Line:
    """A letter is right or wrong; anything else is working, which nothing here can be checked against."""
    letter = text.strip().strip("().").lower()
    if letter in {answer.strip().lower() for answer in exercise.answers}:
        status, code, reason = Status.VALID, Code.EQUIVALENT, f"Choice {text} is right."
    elif len(letter) == 1 and 0 <= ord(letter) - ord("a") < len(exercise.choices):
        status, code, reason = Status.INVALID, Code.NOT_EQUIVALENT, f"Choice {text} does not fit the question."
    else:
        letters = ", ".join(chr(ord("a") + i) for i in range(len(exercise.choices)))
        status, code = Status.UNKNOWN, Code.UNDECIDED
        reason = f"Working isn't checked in this exercise; the answer is one of {letters}."
    return Line(n=0, text=text, status=status, code=code, method=Method.RULE, reason=reason)


def _grade_text(exercise: Exercise, texts: Sequence[str]) -> Graded:
    lines = tuple(_judge_words(exercise, text) for text in texts)
    return Graded(lines=lines, answered=bool(lines) and lines[-1].right)


def _judge_words(exercise: Exercise, text: str) -> Line:
    if any(re.search(pattern, text, re.IGNORECASE) for pattern in exercise.wrong_patterns):
        status, code, reason = Status.INVALID, Code.NOT_EQUIVALENT, "That is not what the lesson says."
    elif squeeze(text).strip(".!") in {squeeze(answer).strip(".!") for answer in exercise.answers} or any(
        re.search(pattern, text, re.IGNORECASE) for pattern in exercise.patterns
    ):
        status, code, reason = Status.VALID, Code.EQUIVALENT, "That says what was asked."
    else:
        status, code = Status.UNKNOWN, Code.UNDECIDED
        reason = "I can only recognise answers in words that the author foresaw, and this is none of them."
    return Line(n=0, text=text, status=status, code=code, method=Method.RULE, reason=reason)


def _grade_work(
    exercise: Exercise, standing: Sequence[Line], texts: Sequence[str], checker: Checker, notation: Mapping[str, Any]
) -> Graded:
    before = [line.text for line in standing if line.status == Status.VALID]
    work = _check_work(exercise, (*before, *texts), checker, notation)
    verdicts = list(work.steps[len(before) :])[: len(texts)]
    final = _final_verdict(exercise, texts[-1], checker, notation) if texts else None
    answered = wrong_form = False
    if final is not None and verdicts:
        answered, wrong_form, verdicts[-1] = _weigh(exercise, texts[-1], verdicts[-1], final, work)
        for i, text in enumerate(texts[:-1]):
            verdicts[i] = _bare_value(exercise, text, verdicts[i], checker, notation)
        verdicts = [_as_authored(exercise, text, v, checker) for text, v in zip(texts, verdicts, strict=True)]
        verdicts = [no_statement(exercise, text, v) for text, v in zip(texts, verdicts, strict=True)]
        verdicts = [no_value_yet(exercise, text, v, checker) for text, v in zip(texts, verdicts, strict=True)]
        if not answered and not wrong_form:
            verdicts = [as_given(exercise, text, v) for text, v in zip(texts, verdicts, strict=True)]
    lines = tuple(_line(text, verdict) for text, verdict in zip(texts, verdicts, strict=True))
    return Graded(lines=lines, answered=answered, wrong_form=wrong_form)


def _check_work(
    exercise: Exercise, steps: tuple[str, ...], checker: Checker, notation: Mapping[str, Any]
) -> WorkVerdict:
    reference = exercise.solution.steps if exercise.kind.value == "number" and not exercise.problem else ()
    fields: dict[str, Any] = {
        "steps": steps,
        "problem": exercise.problem,
        "reference": reference,
        "answer": exercise.answers[0] if exercise.answers else None,
        "over": exercise.over,
        **notation,
    }
    work = checker.check_work(**fields)
    if any(step.code is Code.DEADLINE for step in work.steps):
        work = checker.check_work(deadline_s=PATIENCE_S, **fields)
    return work


def options_of(exercise: Exercise, notation: Mapping[str, Any] = USUAL) -> dict[str, Any]:
    """What the exercise asks of an answer, as `check_answer` takes it."""
    return {
        "form": exercise.form,
        "rel": exercise.rel,
        "abs": exercise.abs,
        "sf": exercise.sf,
        "places": exercise.places,
        "decimal": exercise.decimal,
        "unit": exercise.unit,
        "relation": exercise.relation,
        "variable": exercise.variable,
        **notation,
        "problem": exercise.problem or exercise.prompt,
    }


def _final_verdict(exercise: Exercise, text: str, checker: Checker, notation: Mapping[str, Any]) -> Verdict | None:
    """The best judgement of a line as the answer, over the accepted answers and the readings of the line."""
    found: list[Verdict] = []
    for answer in exercise.answers:
        for candidate in _candidates(exercise, text):
            options = options_of(exercise, notation)
            verdict = checker.check_answer(answer, candidate, **options)
            if verdict.code is Code.DEADLINE:
                verdict = checker.check_answer(answer, candidate, deadline_s=PATIENCE_S, **options)
            if verdict.status is Status.VALID:
                return verdict
            found.append(verdict)
    formal = next((verdict for verdict in found if verdict.code in FORM_CODES), None)
    if formal is not None and _value_is_right(exercise, text, checker, notation):
        return formal
    refuted = next((v for v in found if v.status is Status.INVALID), found[0] if found else None)
    if refuted is not None and refuted.code in FORM_CODES:
        return replace(refuted, code=Code.NOT_EQUIVALENT, reason="This is not the value that is asked for.")
    return refuted


def _value_is_right(exercise: Exercise, text: str, checker: Checker, notation: Mapping[str, Any]) -> bool:
    """Whether only the form, the unit or the precision is missing: the value itself must stand the check."""
    for answer in exercise.answers:
        for candidate in _candidates(exercise, text):
            loose = checker.check_answer(answer, candidate, variable=exercise.variable, **notation)
            near = checker.check_answer(answer, candidate, rel=NEAR, unit=exercise.unit, **notation)
            if Status.VALID in {loose.status, near.status}:
                return True
            wanted, given = leading_number(answer), leading_number(candidate)
            if wanted and given and checker.check_answer(wanted, given, rel=exercise.rel).status is Status.VALID:
                return True
    return False


def _candidates(exercise: Exercise, text: str) -> tuple[str, ...]:
    """The line, and for a value also what stands after its last equals sign: "v = 3 + 2*4 = 11 m/s"."""
    if exercise.kind.value == "equation":
        return (text,)
    last = re.split(r"=|≈|\\approx", text)[-1].strip()
    return (text, last) if last and last != text.strip() else (text,)


def _weigh(
    exercise: Exercise, text: str, step: Verdict, final: Verdict, work: WorkVerdict
) -> tuple[bool, bool, Verdict]:
    """(answered, wrong form, the verdict to show) of the last line, from its two judgements: as a step and as the
    answer.
    """
    gives_answer = stands_alone(text, exercise) and worked_out(exercise, text)
    if final.status is Status.VALID and worked_out(exercise, text) and (gives_answer or work.answered):
        if step.status is Status.INVALID:
            return True, False, replace(final, reading=step.reading)
        return True, False, step if step.status is Status.VALID and step.code is not Code.FOLLOWS_ERROR else final
    if final.status is Status.VALID and not worked_out(exercise, text):
        come_to = replace(final, reason="This comes to what is asked: now work it out.")
        return False, False, step if step.status is Status.VALID else come_to
    if final.code in FORM_CODES and gives_answer:
        return (
            False,
            True,
            replace(step, status=Status.VALID, code=final.code, reason=final.reason)
            if (step.status is not Status.INVALID)
            else final,
        )
    undecided = step.status is Status.UNKNOWN or (step.status is Status.VALID and bool(_BARE_NUMBER.match(text)))
    if undecided and final.status is Status.INVALID and gives_answer:
        return False, False, final
    if step.status is Status.INVALID and step.misconception is None and final.status is Status.INVALID:
        step = replace(step, misconception=final.misconception)
    return False, False, step


def _bare_value(exercise: Exercise, text: str, step: Verdict, checker: Checker, notation: Mapping[str, Any]) -> Verdict:
    """A line that can't be judged as a step may still be judged as an answer given early."""
    if step.status is not Status.UNKNOWN or not stands_alone(text, exercise):
        return step
    final = _final_verdict(exercise, text, checker, notation)
    return final if final is not None and final.status is Status.VALID else step


def _as_authored(exercise: Exercise, text: str, step: Verdict, checker: Checker) -> Verdict:
    """An equation that can't be judged from the words of a problem is right if it says what a step of the worked
    solution says.
    """
    if step.status is not Status.UNKNOWN or exercise.kind.value != "number" or not mathtext.has_relation(text):
        return step
    for authored in exercise.solution.steps:
        if mathtext.has_relation(authored) and checker.check_answer(authored, text).status is Status.VALID:
            return replace(
                step, status=Status.VALID, code=Code.EQUIVALENT, method=Method.RULE, reason="This step is right."
            )
    return step


def stands_alone(text: str, exercise: Exercise) -> bool:
    """Whether a line reads as an answer rather than as a step: a value, `x = 4`, `x = 2 or x = -3`, a set."""
    if exercise.kind.value != "equation":
        return not mathtext.has_relation(text) or bool(_SOLVED_SIDE.match(text))
    for part in re.split(r"\s*(?:,|;|\bor\b|\band\b|∨|∧|\\lor|\\text\{ ?or ?\})\s*", text.strip()):
        if not part or not mathtext.has_relation(part):
            continue
        match = _SOLVED_SIDE.match(part)
        named = exercise.variable or (match.group(1) if match else "")
        sides = [side.strip(" ()$") for side in re.split(_RELATION, part)]
        if not named or named not in sides or any(side != named and _holds(side, named) for side in sides):
            return False
    return True


def _holds(side: str, name: str) -> bool:
    """Whether a side of an equation has the name in it, words of LaTeX aside."""
    plain = re.sub(r"\\[a-zA-Z]+", " ", side)
    return bool(re.search(rf"(?<![a-zA-Z]){re.escape(name)}(?![a-zA-Z])", plain)) or (
        len(name) == 1 and bool(re.search(rf"\d{re.escape(name)}", plain))
    )


def _line(text: str, verdict: Verdict) -> Line:
    witness = verdict.witness
    shown = witness.sentence() if witness is not None and witness.at else None
    found = verdict.misconception
    return Line(
        n=0,
        text=text,
        status=verdict.status,
        code=verdict.code,
        relation=verdict.relation,
        method=verdict.method,
        reason=verdict.reason,
        witness=shown,
        misconception=found.id if found else None,
        misconception_name=found.name if found else None,
        misconception_text=found.text if found else None,
    )


def _explained(line: Line, exercise: Exercise, checker: Checker) -> Line:
    """A wrong line with the lesson's own note on it, where the author foresaw it.

    A line that the checker can't decide but that the author lists word for word as wrong is wrong by that rule.
    """
    if line.status == Status.VALID:
        return line
    known = (note for note in exercise.misconceptions if _listed(note, line.text))
    note = next(known, None)
    if note is None and line.wrong:
        note = next((each for each in exercise.misconceptions if _explains(each, line.text, exercise, checker)), None)
    if note is None:
        return line
    if not line.wrong:
        reason = "This line is known to be wrong here."
        line = replace(line, status=Status.INVALID, code=Code.NOT_EQUIVALENT, method=Method.RULE, reason=reason)
    return replace(
        line, misconception=f"{exercise.lesson}/{note.id}", misconception_name=note.name, misconception_text=note.text
    )


def _listed(note: MisconceptionNote, text: str) -> bool:
    return any(squeeze(answer) == squeeze(text) for answer in note.answers)


def _explains(note: MisconceptionNote, text: str, exercise: Exercise, checker: Checker) -> bool:
    if exercise.kind.value in {"choice", "text"}:
        return False
    return any(
        checker.check_answer(answer, candidate).status is Status.VALID
        for answer in note.answers
        for candidate in _candidates(exercise, text)
    )


def key_is_wrong(exercise: Exercise, text: str, checker: Checker) -> bool:
    """Whether the learner's answer solves the problem by proof while every authored answer is refuted by it."""
    if exercise.kind.value != "equation" or not exercise.problem or not stands_alone(text, exercise):
        return False
    mine = checker.check_work(steps=(text,), problem=exercise.problem, over=exercise.over)
    if not mine.answered or mine.steps[0].status is not Status.VALID or mine.steps[0].method is not Method.PROOF:
        return False
    keys = [checker.check_work(steps=(key,), problem=exercise.problem, over=exercise.over) for key in exercise.answers]
    return bool(keys) and all(key.steps[0].status is Status.INVALID for key in keys)
