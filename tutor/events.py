"""The stream of a turn: small frozen events, ending in exactly one `TurnEnded`, that every front end renders.

Each event serialises to one JSON line (`to_record`), and back (`from_record`): replay, golden tests and the audit log
share the format, which docs/session.md describes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from types import UnionType
from typing import Any, get_args

VERSION = 1


class MoveKind(StrEnum):
    """What the tutor can decide to do in a turn."""

    AFFIRM = "affirm"
    POINT = "point"
    HINT = "hint"
    ASK = "ask"
    EXPLAIN = "explain"
    CITE = "cite"
    EXAMPLE = "example"
    NEXT_STEP = "next_step"
    BOTTOM_OUT = "bottom_out"
    SUMMARISE = "summarise"
    REVIEW = "review"
    ENCOURAGE = "encourage"
    CLARIFY = "clarify"
    DECLINE = "decline"
    PRESENT = "present"
    """Show a lesson or an exercise."""
    CREATE = "create"
    """Make something with the learner: a story problem, a mnemonic, an analogy."""
    RECALL = "recall"
    """Say what is remembered, or that something was noted."""
    INFORM = "inform"
    """The reply to a command that is not about the maths (help, memory, why, quit)."""
    NOT_COVERED = "not_covered"


class Source(StrEnum):
    """Who wrote a sentence."""

    MODEL = "model"
    PASSAGES = "passages"
    TEMPLATE = "template"


class Mark(StrEnum):
    """What is known of the formulas in a sentence."""

    NONE = "none"
    """There is no formula in it."""
    PROVEN = "proven"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted:
    """The session is open; what the learner is working on."""

    learner: str
    """Whose record it is."""
    lesson: str | None
    """Id of the lesson in hand, or None."""
    exercise: str | None
    """`lesson-id/label`, or None."""
    prompt: str
    """The exercise's prompt as Markdown; empty without an exercise."""
    model: str
    """What phrases the replies, e.g. "embedded (SmolLM2-135M)" or "none"."""
    resumed: bool
    """The learner's last session goes on."""
    words_leave: bool
    """A configured server is on another machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnStarted:
    """The learner's line was stored."""

    text: str
    """As typed; what is longer than 8,000 characters ends in an ellipsis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictGiven:
    """One line of work, or an answer, was checked."""

    line: int
    """1-based number of the line among the exercise's lines of work."""
    text: str
    """The line as it was read, without words around it."""
    status: str
    """valid, invalid or unknown (shown as "not checked")."""
    code: str
    """From the checker's closed list (docs/checker.md)."""
    relation: str
    """How the line stands to the one before it; empty where that makes no sense."""
    method: str
    """proof, numerically, witness, rule or none."""
    reason: str
    """One plain sentence; it gives no answer away."""
    witness: str | None = None
    """A value at which both sides differ, in words."""
    misconception: str | None = None
    """Its id in the catalogue or, with the lesson's id before it, in the lesson."""
    misconception_name: str | None = None
    """A few words for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveChosen:
    """What the policy decided, and the evidence in words (`/why` shows it)."""

    move: MoveKind
    """The kind of move."""
    rung: int
    """Rung of the hint ladder reached so far: 0 before the first hint."""
    why: str
    """The reason, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationShown:
    """A passage that sentences of this turn may cite as [n]."""

    n: int
    """Its number in this turn, from 1."""
    passage: str
    """Its id in the course store."""
    document: str
    """Name of the document or lesson."""
    locator: str
    """Page, heading path, slide or timestamp, in words."""
    text: str
    """The passage, or as much of it as may be shown now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One checked sentence of the reply. It is never taken back."""

    text: str
    """With its leading white space, so that the texts joined are the reply."""
    source: Source
    """Who wrote it."""
    mark: Mark = Mark.NONE
    """What is known of its formulas."""
    citations: tuple[int, ...] = ()
    """Numbers of the passages that carry it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseShown:
    """Another exercise is now the current one."""

    lesson: str
    """Id of its lesson."""
    exercise: str
    """`lesson-id/label`."""
    title: str
    """Empty if it has none."""
    prompt: str
    """Markdown, without the choices."""
    kind: str
    """expression, equation, number, choice or text."""
    choices: tuple[str, ...] = ()
    """Markdown of choice a, b, ..."""
    why: str = ""
    """Why this one (the outer loop's evidence)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MasteryChanged:
    """P(known) of a knowledge component moved; both in [0, 1]."""

    kc: str
    """Id of the component."""
    before: float
    """Before the attempt."""
    after: float
    """After it."""
    why: str
    """What moved it, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryChanged:
    """A memory was noted, superseded or deleted."""

    memory: int
    """Its number, as `tutor memory` shows it."""
    kind: str
    """fact, preference, goal, difficulty, theme or person."""
    text: str
    """A sentence to the learner."""
    action: str
    """noted, superseded or deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the learner should know that is not part of the reply, e.g. what was left out of the model's window."""

    text: str
    """One or two sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRaised:
    """A line that could not be taken, or a part that failed; the session goes on."""

    message: str
    """What was asked and what was found."""
    hint: str
    """What to do; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnEnded:
    """The terminal event: exactly one a turn, and last."""

    text: str
    """The whole reply as shown: the sentences joined."""
    source: Source
    """The weightiest writer: model if any sentence is the model's, else passages, else template."""
    move: MoveKind
    """What was done."""
    lesson: str | None
    """Id of the lesson in hand."""
    exercise: str | None
    """`lesson-id/label` of the exercise in hand."""
    rung: int
    """Rungs of the hint ladder given in it."""
    solved: bool
    """The current exercise has been solved by the learner (not shown to them)."""
    verdicts: tuple[Mapping[str, Any], ...] = ()
    """{line, text, status, code, reason} of each line checked in this turn."""
    citations: tuple[Mapping[str, Any], ...] = ()
    """{n, document, locator, passage} of each passage the reply cites."""
    mastery: Mapping[str, float] | None = None
    """KC -> P(known) after the turn, of those that moved."""
    error: str | None = None
    """One sentence, when something failed; it says what was kept."""
    quit: bool = False
    """The learner asked to leave."""


Event = (
    SessionStarted
    | TurnStarted
    | VerdictGiven
    | MoveChosen
    | CitationShown
    | Sentence
    | ExerciseShown
    | MasteryChanged
    | MemoryChanged
    | Notice
    | ErrorRaised
    | TurnEnded
)

_NAMES: Mapping[type, str] = {
    SessionStarted: "session_started",
    TurnStarted: "turn_started",
    VerdictGiven: "verdict_given",
    MoveChosen: "move_chosen",
    CitationShown: "citation_shown",
    Sentence: "sentence",
    ExerciseShown: "exercise_shown",
    MasteryChanged: "mastery_changed",
    MemoryChanged: "memory_changed",
    Notice: "notice",
    ErrorRaised: "error",
    TurnEnded: "turn_ended",
}
_TYPES = {name: kind for kind, name in _NAMES.items()}


def to_record(event: Event, *, session: str, turn: int, seq: int) -> dict[str, Any]:
    """The event as a JSON object: its envelope (type, v, session, turn, seq), then its fields."""
    envelope = {"type": _NAMES[type(event)], "v": VERSION, "session": session, "turn": turn, "seq": seq}
    return envelope | asdict(event)


def from_record(record: Mapping[str, Any]) -> Event:
    """The event a record was made from; unknown keys are left out.

    Raises ValueError for an unknown type or version.
    """
    kind = _TYPES.get(record.get("type", ""))
    if kind is None or record.get("v") != VERSION:
        raise ValueError(f"not an event of version {VERSION}: {record.get('type')!r}")
    values = {field.name: _restore(field.name, record[field.name]) for field in fields(kind) if field.name in record}
    event: Event = kind(**values)
    return event


def _restore(name: str, value: Any) -> Any:
    enums: Mapping[str, type[StrEnum]] = {"move": MoveKind, "source": Source, "mark": Mark}
    if name in enums:
        return enums[name](value)
    return tuple(value) if isinstance(value, list) else value


def event_types() -> tuple[type, ...]:
    """Every event type, for tests that must cover them all."""
    union: UnionType = Event
    return get_args(union)
