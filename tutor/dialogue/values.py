"""The values that flow through a turn: checked lines, the state of an exercise, evidence, the move."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tutor.dialogue.manner import Manner
from tutor.events import MoveKind


class Intent(StrEnum):
    """What kind of thing the learner typed."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    WORK = "work"
    GUESS = "guess"
    """An answer put as a question: "is it 4?"."""
    GUESSES = "guesses"
    """Several answers at once, or another guess without any working."""
    QUESTION = "question"
    PLEA = "plea"
    """The answer is asked for, in whatever dress."""
    PROPERTY = "property"
    """What the answer is like is asked, or how far off one is: "is it negative?", "am I close?"."""
    INJECTION = "injection"
    """An attempt to change the rules or to see the instructions."""
    HINT = "hint"
    AGAIN = "again"
    STUCK = "stuck"
    STEP = "step"
    """What comes next in the exercise: "what now?"."""
    SOURCE = "source"
    """Where something that was said stands: "where is that in the book?"."""
    CLAIM_RIGHT = "claim_right"
    DISPUTE = "dispute"
    COMPUTE = "compute"
    """A calculation is to be done for the learner: "what is 37 - 9?"."""
    WHY_WRONG = "why_wrong"
    """What is wrong with the last line?"""
    TASK = "task"
    """What does the exercise ask for?"""
    GIVE_UP = "give_up"
    SOLUTION = "solution"
    SKIP = "skip"
    NEXT = "next"
    EXERCISE = "exercise"
    LESSON = "lesson"
    ATTACH = "attach"
    DOCUMENT = "document"
    MEMORY = "memory"
    """See what is remembered."""
    REMEMBER = "remember"
    """A statement about the learner."""
    RECALL = "recall"
    """A question about what the learner said."""
    KNOWN = "known"
    """"I know this already"."""
    WHY = "why"
    HELP = "help"
    QUIT = "quit"
    UNKNOWN_COMMAND = "unknown_command"
    SUMMARY = "summary"
    REVIEW = "review"
    CREATE = "create"
    TYPING = "typing"
    """How work is typed, and how much of it."""
    WORRY = "worry"
    """Fear, shame, somebody's anger: no danger, but no annoyance either."""
    TIRED = "tired"
    APOLOGY = "apology"
    FAREWELL = "farewell"
    GREETING = "greeting"
    THANKS = "thanks"
    ACKNOWLEDGE = "acknowledge"
    FRUSTRATION = "frustration"
    DISTRESS = "distress"
    ABUSE = "abuse"
    HARMFUL = "harmful"
    OFF_TOPIC = "off_topic"
    STATEMENT = "statement"
    """Words that are none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text was taken for."""

    intent: Intent
    argument: str = ""
    """What follows a command; the topic of a request; else empty."""
    lines: tuple[str, ...] = ()
    """Lines of work found in the text, in order."""
    question: str = ""
    """The question in a text that has work in it too, or the question itself."""
    statement: bool = False
    """The learner also said something about themselves that is worth keeping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One checked line of work; `n` counts from 1 in the exercise."""

    n: int
    text: str
    status: str
    """valid, invalid or unknown."""
    code: str = ""
    relation: str = ""
    method: str = ""
    reason: str = ""
    witness: str | None = None
    misconception: str | None = None
    misconception_name: str | None = None
    misconception_text: str | None = None

    @property
    def wrong(self) -> bool:
        """Refuted."""
        return self.status == "invalid"

    @property
    def right(self) -> bool:
        """Shown to be right, and not only by following from a wrong line."""
        return self.status == "valid" and self.code != "follows_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The judgement of what was handed in during one turn."""

    lines: tuple[Line, ...]
    answered: bool = False
    """The last line is a right answer in the wanted form."""
    wrong_form: bool = False
    """Right value, unwanted form (or unit, or precision)."""
    key_wrong: bool = False
    """The authored key itself doesn't stand the check against the problem."""

    @property
    def first_wrong(self) -> Line | None:
        """The first refuted line of this turn."""
        return next((line for line in self.lines if line.wrong), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseState:
    """Where a learner stands in one exercise; kept in the store, shared by every session of the learner."""

    exercise: str
    round: int = 1
    rung: int = 0
    """Rungs of the hint ladder given so far."""
    status: str = "open"
    """open, solved, shown, gave_up or skipped."""
    attempts: int = 0
    """New readable lines or choices in this round."""
    attempts_at_rung: int = 0
    """`attempts` when the newest rung was given."""
    guesses: int = 0
    """Answers put as questions since the last line of working."""
    lines: tuple[Line, ...] = ()

    @property
    def solved(self) -> bool:
        """Solved by the learner."""
        return self.status == "solved"

    @property
    def released(self) -> bool:
        """The answer may be said: solved, or shown after the ladder or on giving up."""
        return self.status in {"solved", "shown", "gave_up"}

    @property
    def earned(self) -> bool:
        """An attempt was made since the newest rung (or the beginning)."""
        return self.attempts > self.attempts_at_rung

    @property
    def standing(self) -> tuple[Line, ...]:
        """The lines that were not refuted: what the next line is checked against."""
        return tuple(line for line in self.lines if not line.wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the policy may look at. Everything in it was computed, nothing was written by a model."""

    intent: Intent
    has_exercise: bool = False
    kind: str = ""
    rung: int = 0
    rungs: int = 1
    """Length of the ladder, bottom-out included."""
    earned: bool = False
    """An attempt was made since the newest rung."""
    status: str = "open"
    checked: int = 0
    """Lines checked in this turn."""
    wrong: int = 0
    unsure: int = 0
    """Lines of this turn that could not be decided."""
    given: bool = False
    """The lines of this turn only write down values of the problem."""
    relation: bool = False
    """The lines of this turn are relations in letters, for a problem in words."""
    misconception: bool = False
    answered: bool = False
    wrong_form: bool = False
    earlier_wrong: bool = False
    """The line just before the right answer, in an earlier turn, was refuted."""
    fresh: bool = True
    """At least one line is new."""
    unusual: bool = False
    """Right, by a way that the authored solution doesn't take."""
    loses: bool = False
    """The wrong line loses solutions or answers with an extraneous one."""
    key_wrong: bool = False
    question: bool = False
    """A question came with it."""
    covered: bool = False
    """The materials have passages for the question."""
    section: bool = False
    """The lesson has a section that teaches what the exercise needs."""
    step: bool = False
    """The last line is right, and its look tells what kind of step comes next."""
    nudged: bool = False
    """That was said since the last line."""
    about_exercise: bool = False
    """The question is about the exercise in hand."""
    memories: int = 0
    found: bool = True
    """What a command named exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What is done in a turn: its kind, the template that says it, and why."""

    kind: MoveKind
    template: str
    why: str
    advance: bool = False
    """The next rung of the hint ladder is given."""
    release: str = ""
    """The exercise is closed as this status (shown, gave_up, solved, skipped); empty leaves it."""
    manner: Manner = field(default=Manner())
    """How the learner wants to be spoken to; it changes the words, never the move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A passage announced in this turn, under its number."""

    n: int
    passage: str
    document: str
    locator: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A sentence that wants to be said, before the guard has seen it."""

    text: str
    source: str = "template"
    """template, passages or model."""
    citations: tuple[int, ...] = ()
    quotes: tuple[str, ...] = ()
    """The learner's own lines and the problem's text inside it: not claims of the tutor."""
    authored: bool = False
    """A hint or a solution's text, given at its rung: may hold steps, never the answer before its rung."""
    fallback: str = ""
    """Said instead, when the guard refuses."""
    gap: str = " "
    """White space before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What may not be said now. Empty once the exercise is solved or its solution was given."""

    answers: tuple[str, ...] = ()
    """The accepted answers, and what they would be as results."""
    steps: tuple[str, ...] = ()
    """Lines of the worked solution that the learner has not reached."""
    letters: tuple[str, ...] = ()
    """Right letters of a choice."""
    texts: tuple[str, ...] = ()
    """Right choices' texts, or short texts that count as right."""
    patterns: tuple[str, ...] = ()
    """Regular expressions that count as a right short text."""
    given: str = ""
    """The problem as the learner sees it: its values are no secrets."""
    own: tuple[str, ...] = field(default=())
    """The learner's own lines."""
    variable: str = ""

    def __bool__(self) -> bool:
        return bool(self.answers or self.letters or self.texts or self.patterns)
