"""The outer loop: which exercise comes next, from the learner's record and the lessons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, Library
    from tutor.learner.choose import Choice
    from tutor.learner.record import LearnerRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class OuterLoop:
    """Chooses among all exercises; pure but for reading the record."""

    library: Library
    record: LearnerRecord

    def next(
        self, now: datetime, *, last: str | None = None, lesson: str | None = None, stay: bool = False
    ) -> Choice | None:
        """The next exercise and why; None if there is none. With `stay`, only those of the lesson are looked at, as
        far as there are any.
        """
        from tutor.learner.choose import Candidate, choose_next

        candidates = [
            Candidate(exercise=exercise.id, lesson=lesson_.id, kcs=exercise.kcs, difficulty=exercise.difficulty)
            for lesson_ in self.library.order()
            for exercise in lesson_.exercises
        ]
        if stay:
            candidates = [each for each in candidates if each.lesson == lesson] or candidates
        return choose_next(
            self.library.requirements,
            candidates,
            self.record.all_mastery(),
            self.record.done(),
            now,
            last=last,
            lesson=lesson,
            titles={kc.id: kc.title for kc in self.library.kcs.values()},
        )

    def first_of(self, lesson: str, now: datetime) -> Exercise | None:
        """Where to begin in a lesson: the outer loop's choice if it lies in the lesson, else its first open
        exercise.
        """
        choice = self.next(now, lesson=lesson)
        if choice is not None and choice.exercise.rpartition("/")[0] == lesson:
            return self.library.exercise(choice.exercise)
        done = self.record.done()
        exercises = self.library.lesson(lesson).exercises
        return next((each for each in exercises if each.id not in done), exercises[0] if exercises else None)

    def skills(self, exercise: Exercise | None) -> str:
        """The titles of what an exercise exercises, in words."""
        if exercise is None:
            return ""
        kcs = self.library.kcs
        return " and ".join(kcs[kc].title.lower() if kc in kcs else kc for kc in exercise.kcs[:2])
