"""Parts for tests: a small checker of linear equations and arithmetic, a store held in memory, a clock that stands
still.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from tutor.checker.values import Claim, Code, Method, Relation, Status, Verdict, WorkVerdict
from tutor.config import Config
from tutor.curriculum.load import load_library
from tutor.dialogue import Tutor
from tutor.learner.memory import MemoryStore
from tutor.learner.record import LearnerRecord
from tutor.materials.values import IngestReport, SearchResult
from tutor.storage import Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_MATHS = re.compile(r"(?<![\w/.])-?(?:\d|[a-z](?![a-z])|\()(?:[\d\s=+\-*/^().]|[a-z](?![a-z]))*")


class Unreadable(ValueError):
    """Not maths that this fake reads."""


def value(text: str, x: Fraction) -> Fraction:
    """An expression in one letter at a point."""
    plain = text.strip().strip("$").replace("^", "**").replace("−", "-").replace("·", "*").rstrip(".")
    plain = re.sub(r"(\d)\s*([a-z(])", r"\1*\2", plain)
    plain = re.sub(r"(\))\s*([a-z(\d])", r"\1*\2", plain)
    if not re.fullmatch(r"[\d\sa-z+\-*/().]+", plain) or re.search(r"[a-z]{2}", plain):
        raise Unreadable(text)
    try:
        return _walk(ast.parse(plain.strip(), mode="eval").body, x)
    except (SyntaxError, ZeroDivisionError, OverflowError) as error:
        raise Unreadable(text) from error


def _walk(node: ast.expr, x: Fraction) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.Name():
            return x
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_walk(operand, x)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _walk(left, x), _walk(right, x)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
                case ast.Pow() if b.denominator == 1 and 0 <= b < 20:
                    return a ** int(b)
    raise Unreadable(ast.dump(node))


def root(equation: str) -> Fraction | None:
    """The solution of a linear equation in one letter; None if it has none or any."""
    left, equals, right = equation.partition("=")
    if not equals or "=" in right:
        raise Unreadable(equation)
    at0, at1 = (value(left, Fraction(p)) - value(right, Fraction(p)) for p in (0, 1))
    return None if at0 == at1 else at0 / (at0 - at1)


def verdict(status: Status, code: Code, reason: str, relation: Relation = Relation.UNKNOWN) -> Verdict:
    """A judgement by proof."""
    return Verdict(status=status, code=code, reason=reason, method=Method.PROOF, relation=relation)


class InlineChecker:
    """Linear equations and arithmetic, judged in the process; all else is unknown."""

    def check_answer(self, expected: str, given: str, **options: Any) -> Verdict:
        try:
            same = self._same(expected, given)
        except Unreadable:
            return verdict(Status.UNKNOWN, Code.UNREADABLE, "That can't be read.")
        if same:
            return verdict(Status.VALID, Code.EQUIVALENT, "It is equivalent.")
        return verdict(Status.INVALID, Code.NOT_EQUIVALENT, "It is not the same.")

    def _same(self, a: str, b: str) -> bool:
        if ("=" in a) != ("=" in b):
            a, b = (a if "=" in a else f"x = {a}"), (b if "=" in b else f"x = {b}")
        if "=" in a:
            return root(a) == root(b)
        return all(value(a, Fraction(p, 7)) == value(b, Fraction(p, 7)) for p in (3, 5, 11))

    def check_work(self, request: Any = None, **fields: Any) -> WorkVerdict:
        problem, steps = str(fields.get("problem", "")), tuple(fields.get("steps", ()))
        found = [self._step(problem or (steps[0] if steps else ""), step) for step in steps]
        first = next((i for i, v in enumerate(found, 1) if v.status is Status.INVALID), None)
        last = steps[-1].replace(" ", "") if steps else ""
        answered = bool(found) and found[-1].status is Status.VALID and bool(re.match(r"[a-z]=[-\d/.]+$", last))
        return WorkVerdict(steps=tuple(found), first_error=first, answered=answered)

    def _step(self, problem: str, step: str) -> Verdict:
        try:
            if "=" not in step and "=" in problem:
                return verdict(Status.UNKNOWN, Code.UNDECIDED, "That is no equation.")
            same = self._same(problem, step)
        except Unreadable:
            return verdict(Status.UNKNOWN, Code.UNREADABLE, "That can't be read.")
        if same:
            return verdict(Status.VALID, Code.EQUIVALENT, "It has the same solutions.", Relation.EQUIVALENT)
        return verdict(Status.INVALID, Code.NOT_EQUIVALENT, "Both sides were not changed alike.", Relation.CONTRADICTS)

    def claims(self, sentence: str) -> tuple[Claim, ...]:
        return tuple(
            Claim(start=m.start(), end=m.end(), text=m.group()) for m in _MATHS.finditer(sentence) if "=" in m.group()
        )

    def check_claim(self, claim: str | Claim) -> Verdict:
        text = claim if isinstance(claim, str) else claim.text
        left, _, right = text.partition("=")
        try:
            values = [value(left, Fraction(p)) == value(right, Fraction(p)) for p in (3, 5, 11)]
        except Unreadable:
            return verdict(Status.UNKNOWN, Code.UNREADABLE, "That can't be read.")
        if all(values):
            return verdict(Status.VALID, Code.EQUIVALENT, "It is an identity.")
        if re.search(r"[a-z]", text):
            return verdict(Status.UNKNOWN, Code.UNDECIDED, "It holds for some values only.")
        return verdict(Status.INVALID, Code.NOT_EQUIVALENT, "It is false.")

    def mentions(self, text: str, answer: str) -> tuple[Claim, ...]:
        found = []
        for m in _MATHS.finditer(text):
            stated = m.group().strip().rstrip(".")
            try:
                if self._same(answer, stated):
                    found.append(Claim(start=m.start(), end=m.start() + len(stated), text=stated))
            except Unreadable:
                continue
        try:
            number = value(answer.partition("=")[2] or answer, Fraction(10007))
        except Unreadable:
            return tuple(found)
        for m in re.finditer(r"[a-zA-Z]+", text):
            if WORDS.get(m.group().lower()) == number:
                found.append(Claim(start=m.start(), end=m.end(), text=m.group()))
        return tuple(found)


@dataclass(frozen=True)
class Support:
    """What the citation check gives."""

    supported: bool
    why: str = ""


def supports(sentence: str, passage_text: str) -> Support:
    """Half of the words are there."""
    held = set(re.findall(r"\w+", passage_text.lower()))
    wanted = re.findall(r"\w+", sentence.lower())
    return Support(supported=bool(wanted) and sum(w in held for w in wanted) >= 0.6 * len(wanted))


@dataclass
class EmptyStore:
    """A course store without an index: the lessons' own text is searched."""

    taken: list[Any] = field(default_factory=list)

    def search(self, query: str, k: int = 10, **filters: Any) -> SearchResult:
        return SearchResult(covered=False, hits=())

    def ingest(self, paths: Sequence[Path], **options: Any) -> IngestReport:
        self.taken += paths
        return IngestReport(added=tuple(path.name for path in paths))

    def ingest_texts(self, items: Sequence[Any], **options: Any) -> IngestReport:
        raise OSError("no index in this test")

    def close(self) -> None:
        pass


LESSON = Path(__file__).parent / "lesson.md"


def make_tutor(
    home: Path,
    *,
    model: Any = None,
    learner: str = "zoe",
    checker: Any = None,
    lessons: Sequence[Path] = (LESSON,),
    follows: Any = None,
    **settings: Any,
) -> Tutor:
    """A tutor on a test lesson, without an index, a network or a real model."""
    config = Config(home=home, learner=learner, model="none", **settings)
    db = Database(config.database)
    count = iter(range(10_000))
    marker = f"{learner}{len(list(home.glob('live/*'))) if home.exists() else 0}"
    store: Any = EmptyStore()
    return Tutor(
        config=config,
        library=load_library(lessons),
        record=LearnerRecord(db, learner, lambda: NOW),
        memory=MemoryStore(db, learner, lambda: NOW),
        store=store,
        checker=checker or InlineChecker(),
        supports=supports,
        db=db,
        model_opener=lambda: model,
        clock=lambda: NOW,
        ids=lambda: f"s{next(count)}-{marker}",
        follows=follows,
    )
