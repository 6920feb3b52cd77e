"""What a move changes, in the caller's transaction: rungs climbed, exercises closed and taken up, attempts counted,
lessons opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.checker.values import Code
from tutor.dialogue.briefing import Briefing
from tutor.dialogue.values import Graded, Intent, Line, Move
from tutor.events import Event, ExerciseShown, MasteryChanged, MemoryChanged, MoveKind

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise
    from tutor.dialogue.session import Session
    from tutor.learner.memory import MemoryChange
    from tutor.learner.values import Outcome

_OUTCOMES: dict[str, Outcome] = {"solved": "right", "shown": "shown", "gave_up": "gave_up", "skipped": "skipped"}


class Consequences:
    """Carries out one turn's changes of the record."""

    def __init__(self, session: Session, turn: int, briefing: Briefing) -> None:
        self.session = session
        self.tutor = session.tutor
        self.turn = turn
        self.briefing = briefing

    def keep_lines(self, graded: Graded) -> list[Event]:
        """Store lines handed in; the first refuted one is evidence against what the exercise exercises."""
        briefing = self.briefing
        exercise, before = briefing.exercise, briefing.before
        if exercise is None or before is None:
            return []
        guess = briefing.reading.intent is Intent.GUESS
        guesses = before.guesses + 1 if guess else 0
        briefing.state = self.tutor.states.add_lines(
            exercise.id,
            graded.lines,
            self.session.id,
            self.turn,
            guesses=guesses,
            choice=exercise.kind.value == "choice",
            given=exercise.problem,
        )
        first = len(briefing.state.lines) - len(graded.lines) + 1
        briefing.graded = replace(
            graded, lines=tuple(replace(line, n=first + i) for i, line in enumerate(graded.lines))
        )
        wrong = graded.first_wrong
        if wrong is None or before.released or wrong.code == Code.NOT_ANSWERED:  # another letter is no lack of skill
            return []
        return self._attempt(exercise, "wrong", wrong)

    def apply(self, move: Move) -> tuple[Move, list[Event]]:
        """Change what the move changes; the move as it really is (another session may have been first), and the
        events of it.
        """
        briefing = self.briefing
        events: list[Event] = []
        exercise = briefing.exercise
        if (
            exercise is not None
            and move.advance
            and briefing.state is not None
            and not self.tutor.states.climb(exercise.id, briefing.state.rung)
        ):
            briefing.state = self.tutor.states.read(exercise.id)
            return Move(
                kind=MoveKind.HINT, template="again", why="another session of yours was given this rung just now"
            ), []
        if exercise is not None and move.release and self.tutor.states.close(exercise.id, move.release):
            last = briefing.graded.lines[-1] if briefing.graded and briefing.graded.lines else None
            events += self._attempt(exercise, _OUTCOMES[move.release], last)
        if (
            briefing.reading.intent is Intent.DISPUTE
            and exercise is not None
            and briefing.state is not None
            and briefing.state.lines
        ):
            self.tutor.recorder.dispute(exercise.id, self.session.id, self.turn, briefing.state.lines[-1])
        if move.kind is MoveKind.PRESENT or move.template == "test_out":
            events += self._present(move)
        elif move.release and briefing.choice is None:
            lesson = briefing.lesson.id if briefing.lesson else None
            briefing.choice = self.tutor.outer.next(
                self.tutor.clock(), last=exercise.id if exercise else None, lesson=lesson
            )
        rung = briefing.state.rung if briefing.state else 0
        if exercise is not None and briefing.new_exercise is None:
            briefing.state = self.tutor.states.read(exercise.id)
            if move.advance:
                briefing.state = replace(briefing.state, rung=rung)
        return move, events

    def _present(self, move: Move) -> list[Event]:
        """Take up another exercise or lesson."""
        briefing = self.briefing
        exercise = briefing.new_exercise
        if exercise is None:
            if move.template == "lesson" and briefing.lesson is not None:
                keep = briefing.exercise is not None and briefing.exercise.lesson == briefing.lesson.id
                self.session.place(briefing.lesson, briefing.exercise if keep else None)
                if not keep:
                    briefing.exercise = briefing.state = None
            elif move.template == "skip":
                self.session.place(briefing.lesson, None)
                briefing.exercise = briefing.state = None
            return []
        briefing.state = self.tutor.states.begin(exercise.id, again=True)
        briefing.exercise = exercise
        briefing.lesson = self.tutor.library.lesson(exercise.lesson)
        self.session.place(briefing.lesson, exercise)
        if briefing.state.round > 1:
            self.session.window.clear()
        why = briefing.choice.why if briefing.choice is not None and briefing.choice.exercise == exercise.id else ""
        return [shown_event(exercise, why)]

    def _attempt(self, exercise: Exercise, outcome: Outcome, line: Line | None) -> list[Event]:
        from tutor.learner.themes import after_attempt
        from tutor.learner.values import AttemptEvidence

        choices = len(exercise.choices)
        attempt = AttemptEvidence(
            exercise=exercise.id,
            kcs=exercise.kcs,
            outcome=outcome,
            hints=self.briefing.state.rung if self.briefing.state else 0,
            turn=f"{self.session.id}:{self.turn}",
            text=line.text if line is not None else "",
            misconception=line.misconception if line is not None and line.wrong else None,
            misconception_name=line.misconception_name if line is not None and line.wrong else None,
            guess=1 / choices if choices > 1 else None,
        )
        moves = self.tutor.record.add_attempt(attempt)
        noted = after_attempt(self.tutor.record, self.tutor.memory, attempt)
        moved = dict(self.briefing.moved or {})
        moved.update({move.kc: move.after for move in moves})
        self.briefing.moved = moved or None
        changed = [MasteryChanged(kc=move.kc, before=move.before, after=move.after, why=move.why) for move in moves]
        return [*changed, *memory_events(noted)]


def memory_events(changes: Iterable[MemoryChange]) -> list[Event]:
    """What became of memories, as events."""
    return [
        MemoryChanged(memory=change.memory.id, kind=change.memory.kind, text=change.text, action=change.action)
        for change in changes
        if change.memory is not None and change.action in {"noted", "superseded", "deleted"}
    ]


def shown_event(exercise: Exercise, why: str = "") -> ExerciseShown:
    """An exercise as the learner sees it."""
    return ExerciseShown(
        lesson=exercise.lesson,
        exercise=exercise.id,
        title=exercise.title,
        prompt=exercise.prompt,
        kind=exercise.kind.value,
        choices=exercise.choices,
        why=why,
    )
