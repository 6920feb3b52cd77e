"""A conversation with one learner: events in order, each stored before it is given out, one terminal event a turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tutor.dialogue import summaries
from tutor.dialogue.consequences import shown_event
from tutor.dialogue.prompt import Window
from tutor.dialogue.turn import Turn
from tutor.dialogue.values import ExerciseState, Line
from tutor.errors import TutorError
from tutor.events import (
    ErrorRaised,
    Event,
    MoveKind,
    Notice,
    Sentence,
    SessionStarted,
    Source,
    TurnEnded,
    TurnStarted,
    to_record,
)

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, Lesson
    from tutor.dialogue.engine import Tutor


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """For a status line."""

    learner: str
    model: str
    words_leave: bool
    lesson: str | None
    exercise: str | None
    rung: int
    rungs: int
    solved: bool
    remembers: int
    """Memories kept about the learner."""
    turns: int


class Session:
    """Opened by `Tutor.open_session`. Belongs to one learner; not to be used from two threads at once."""

    def __init__(self, tutor: Tutor, session_id: str, *, resumed: bool, interrupted: int) -> None:
        self.tutor = tutor
        self.id = session_id
        self.resumed = resumed
        self.window = Window()
        self.model_failed = False
        """The learner was told that the model can't be used."""
        self._interrupted = interrupted
        self._turn = 0
        self._seq = 0
        self._left_open: Turn | None = None
        row = tutor.ledger.session(session_id)
        self.lesson: Lesson | None = tutor.library.lessons.get(row.lesson) if row and row.lesson else None
        self.exercise: Exercise | None = tutor.find_exercise(row.exercise) if row and row.exercise else None

    # Where the learner is

    def state(self) -> ExerciseState | None:
        """Where the learner stands in the exercise in hand, as stored now; None without one."""
        return self.tutor.states.read(self.exercise.id) if self.exercise is not None else None

    @property
    def rung(self) -> int:
        """Rungs of the hint ladder given in the exercise in hand."""
        state = self.state()
        return state.rung if state else 0

    @property
    def solved(self) -> bool:
        """Whether the learner has solved the exercise in hand."""
        state = self.state()
        return bool(state and state.solved)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of work in the exercise in hand, with their verdicts."""
        state = self.state()
        return state.lines if state else ()

    def status(self) -> Standing:
        """What a status line shows."""
        tutor = self.tutor
        return Standing(
            learner=tutor.config.learner,
            model=tutor.model_label,
            words_leave=tutor.words_leave,
            lesson=self.lesson.id if self.lesson else None,
            exercise=self.exercise.id if self.exercise else None,
            rung=self.rung,
            rungs=len(tutor.ladder(self.exercise)),
            solved=self.solved,
            remembers=len(tutor.memory.all()),
            turns=len(tutor.ledger.turns(self.id)),
        )

    def history(self) -> tuple[tuple[Event, ...], ...]:
        """The turns of this session so far, each as its events, so that a front end can draw again what was shown."""
        turns = [row.turn for row in self.tutor.ledger.turns(self.id) if row.state != "open"]
        return tuple(self.tutor.ledger.events(self.id, turn) for turn in turns)

    def place(self, lesson: Lesson | None, exercise: Exercise | None) -> None:
        """Make this the lesson and the exercise in hand."""
        self.lesson, self.exercise = lesson, exercise
        self.tutor.ledger.place(self.id, lesson.id if lesson else None, exercise.id if exercise else None)

    # Events

    def commit(self, event: Event) -> Event:
        """Store an event; it may be given out once the transaction it is part of is committed."""
        self._seq = self.tutor.ledger.append(self.id, self._turn, event)
        self._numbers[id(event)] = (self._turn, self._seq)
        return event

    @property
    def _numbers(self) -> dict[int, tuple[int, int]]:
        found = self.__dict__.setdefault("_given", {})
        if len(found) > 4096:
            found.clear()
        return found  # type: ignore[no-any-return]

    def record_of(self, event: Event) -> dict[str, Any]:
        """An event of this session as its JSON record, envelope included. Only for events this object gave out."""
        turn, seq = self._numbers.get(id(event), (self._turn, self._seq))
        return to_record(event, session=self.id, turn=turn, seq=seq)

    async def start(self) -> AsyncGenerator[Event, None]:
        """The first events: what the learner is working on."""
        self._turn = 0
        exercise = self.exercise
        yield self.commit(
            SessionStarted(
                learner=self.tutor.config.learner,
                lesson=self.lesson.id if self.lesson else None,
                exercise=exercise.id if exercise else None,
                prompt=exercise.public() if exercise else "",
                model=self.tutor.model_label,
                resumed=self.resumed,
                words_leave=self.tutor.words_leave,
            )
        )
        if exercise is not None:
            yield self.commit(shown_event(exercise, "you were working on it" if self.resumed else ""))
        if self.resumed and exercise is not None:
            yield self.commit(Notice(text=summaries.welcome(self.tutor, exercise, self.state())))
        if self._interrupted:
            yield self.commit(Notice(text="The last reply was cut off; everything that was shown is kept."))
            self._interrupted = 0

    async def respond(self, text: str) -> AsyncGenerator[Event, None]:
        """One turn. Closing the iterator, or cancelling its task, stops the model; the turn is then stored as
        interrupted.
        """
        self._close_left_open()
        ledger = self.tutor.ledger
        self._turn = ledger.open_turn(
            self.id, self.tutor.presence.owner, text, self.exercise.id if self.exercise else None
        )
        turn: Turn | None = None
        kept = text if len(text) <= 8_000 else f"{text[:7_999]}…"
        try:
            yield self.commit(TurnStarted(text=kept))
            turn = Turn(self, self._turn, text)
            self._left_open = turn
            async with aclosing(turn.events()) as events:
                async for event in events:
                    yield event
            ended, state = turn.ended(), "done"
        except (GeneratorExit, asyncio.CancelledError):
            self._end(turn, "interrupted", "stopped before its end; what was shown is kept")
            raise
        except (
            Exception
        ) as error:  # the one boundary of the engine: whatever fails, the turn ends in its terminal event
            message = (
                error.message
                if isinstance(error, TutorError)
                else f"something failed inside: {type(error).__name__}: {error}"
            )
            hint = error.hint if isinstance(error, TutorError) else "go on; what was shown and checked is kept"
            yield self.commit(ErrorRaised(message=message, hint=hint))
            ended, state = self._ended(turn, f"{message}; what was shown is kept"), "failed"
        self._left_open = None
        self._close(ended, state)
        yield ended

    async def refuse(self, message: str, hint: str = "") -> AsyncGenerator[Event, None]:
        """A turn for input that could not even be taken as text."""
        self._close_left_open()
        self._turn = self.tutor.ledger.open_turn(
            self.id, self.tutor.presence.owner, "", self.exercise.id if self.exercise else None
        )
        yield self.commit(ErrorRaised(message=message, hint=hint))
        ended = self._ended(None, message)
        self._close(ended, "failed")
        yield ended

    def _ended(self, turn: Turn | None, error: str) -> TurnEnded:
        if turn is not None:
            return turn.ended(error)
        state = self.state()
        return TurnEnded(
            text="",
            source=Source.TEMPLATE,
            move=MoveKind.CLARIFY,
            lesson=self.lesson.id if self.lesson else None,
            exercise=self.exercise.id if self.exercise else None,
            rung=state.rung if state else 0,
            solved=bool(state and state.solved),
            error=error,
        )

    def _close(self, ended: TurnEnded, state: str) -> None:
        self._seq = self.tutor.ledger.close_turn(self.id, self._turn, state, ended)
        self._numbers[id(ended)] = (self._turn, self._seq)

    def _end(self, turn: Turn | None, state: str, error: str) -> None:
        self._left_open = None
        stored = self._ended(turn, error)
        shown = "".join(e.text for e in self.tutor.ledger.events(self.id, self._turn) if isinstance(e, Sentence))
        if shown != stored.text:
            from dataclasses import replace

            stored = replace(stored, text=shown)
        self._close(stored, state)

    def _close_left_open(self) -> None:
        """A turn whose iterator was dropped without being closed is closed now."""
        if self._left_open is not None:
            self._end(self._left_open, "interrupted", "stopped before its end; what was shown is kept")
