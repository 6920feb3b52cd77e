"""The values the checker gives back: a judgement is three-valued, and says how it was reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """The three-valued judgement. UNKNOWN is shown as "not checked", never as right."""

    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"


class Method(StrEnum):
    """How a judgement was reached."""

    PROOF = "proof"
    """A decision procedure or a chain of identities: certain."""
    NUMERICAL = "numerically"
    """Agreement at so many independent random points that a wrong accept has chance < 2^-40."""
    WITNESS = "witness"
    """A checked counterexample."""
    RULE = "rule"
    """A documented convention decides (form, unit, decimals, alignment with the reference)."""
    NONE = "none"
    """Nothing was decided."""


class Relation(StrEnum):
    """How a line of work stands to the line before it (and to the problem)."""

    START = "start"
    EQUIVALENT = "equivalent"
    FOLLOWS = "follows"
    """True whenever the line before is, but weaker: candidates may have been added."""
    LOSES_SOLUTIONS = "loses_solutions"
    ADDS_SOLUTIONS = "adds_solutions"
    CHANGES_DOMAIN = "changes_domain"
    CONTRADICTS = "contradicts"
    UNRELATED = "unrelated"
    UNKNOWN = "unknown"


class Code(StrEnum):
    """The closed list of reasons, the same in `tutor check batch` records; see docs/checker.md."""

    EQUIVALENT = "equivalent"
    FOLLOWS = "follows"
    FOLLOWS_ERROR = "follows_error"
    """Follows rightly from a wrong line: not a new error, and never shown as plain valid."""
    NOT_EQUIVALENT = "not_equivalent"
    FORM = "form"
    UNIT = "unit"
    PRECISION = "precision"
    LOSES_SOLUTIONS = "loses_solutions"
    ADDS_SOLUTIONS = "adds_solutions"
    EXTRANEOUS = "extraneous"
    DOMAIN = "domain"
    CONTRADICTS = "contradicts"
    ARITHMETIC = "arithmetic"
    RUN_ON = "run_on"
    QUANTITY = "quantity"
    SOURCE = "source"
    """A number that comes from nowhere: not the problem, an earlier line or a known constant."""
    NOT_ANSWERED = "not_answered"
    PROSE = "prose"
    """A line without a computation to check."""
    UNDECIDED = "undecided"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A value where both sides differ, checked before it is shown."""

    at: Mapping[str, str] = field(default_factory=dict)
    """Variable -> value as text; empty for plain arithmetic."""
    expected: str
    """What the reference, or the line before, gives there."""
    given: str
    """What the learner's text gives there."""

    def sentence(self) -> str:
        """The witness in words: where the line parts from what stands before it."""
        place = ", ".join(f"{name} = {value}" for name, value in self.at.items())
        match self.expected, self.given:
            case "solves it", _:
                return f"{place} solves what stands before, but not this line." if place else "A solution is lost."
            case _, "solves it":
                return f"{place} solves this line, but not what stands before." if place else "A solution is added."
            case "any value is allowed", _:
                return f"At {place} this line does not hold, and nothing said that {place} is left out."
        return f"{f'At {place} it' if place else 'It'} should be {self.expected}, and this gives {self.given}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """A named wrong rule which, applied, really yields the learner's line."""

    id: str
    name: str
    text: str
    """For the learner: what was probably thought and why it does not hold. Never the right result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement of one answer or one step."""

    status: Status
    code: Code
    reason: str
    """One plain sentence for the learner. It never states the expected answer."""
    method: Method = Method.NONE
    relation: Relation = Relation.UNKNOWN
    witness: Witness | None = None
    misconception: Misconception | None = None
    reading: str | None = None
    """How an ambiguous text was read, where that mattered; else None."""
    ms: float = 0.0
    """Wall time in milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkVerdict:
    """The judgement of a piece of work, line by line."""

    steps: tuple[Verdict, ...]
    first_error: int | None
    """1-based index of the first step whose status is INVALID; None if there is none."""
    answered: bool
    """The last line gives what the problem asks for, and it is right."""
    ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest:
    """Everything `check_answer` can be asked; the fields are those of a `tutor check batch` record."""

    expected: str
    given: str
    form: str | None = None
    rel: float | None = None
    abs: float | None = None
    sf: int | None = None
    places: int | None = None
    decimal: bool = False
    """A decimal with as many correct digits as `expected` has counts as right."""
    unit: str | None = None
    relation: str = "equal"
    """"equal" or "antiderivative"."""
    variable: str | None = None
    decimal_comma: bool = False
    problem: str = ""
    """What was asked, as text; used only to name the misconception behind a wrong answer."""
    language: str = "en"
    """en, de, fr or es: which words (and, or, so, true) are known besides the signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRequest:
    """Everything `check_work` can be asked; the fields are those of a `tutor check batch` record."""

    steps: tuple[str, ...]
    problem: str = ""
    reference: tuple[str, ...] = ()
    """A worked solution, line by line; empty if there is none."""
    answer: str | None = None
    over: str = "real"
    """"real", "positive" or "complex"."""
    decimal_comma: bool = False
    language: str = "en"
    """en, de, fr or es, as for answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A mathematical statement found in a sentence of prose."""

    start: int
    end: int
    """Character range in the sentence; `text` is sentence[start:end]."""
    text: str
    posed: bool = False
    """The words around it pose it rather than state it: an equation to solve, a condition, a question."""
    denied: bool = False
    """The words around it say that it does not hold."""
    unsearched: bool = False
    """No statement: the time was up before this part of the text was searched for some."""


class Unreadable(ValueError):
    """A text that can't be read; the message says which character, and what was expected there."""

    def __init__(self, message: str, *, position: int, character: str, expected: str, too_large: bool = False) -> None:
        super().__init__(message)
        self.position = position
        """0-based index of the character in the text."""
        self.character = character
        """The character there; empty at the end of the text."""
        self.expected = expected
        """What could have stood there, in words."""
        self.too_large = too_large
        """The text is over a size limit rather than misspelt."""
