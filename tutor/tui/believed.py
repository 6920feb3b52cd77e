"""What the learner's record says, as the rows that the screens show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tutor.tui.desk import (
    ComponentRow,
    Curve,
    ExerciseRow,
    LessonRow,
    MemoryRow,
    MisconceptionRow,
    Progress,
)

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, Library
    from tutor.learner.memory import Memory
    from tutor.learner.record import LearnerRecord
    from tutor.learner.values import Done, Mastery

MAX_CURVES = 6
"""So many curves can still be told apart."""


def lesson_rows(library: Library, record: LearnerRecord) -> tuple[LessonRow, ...]:
    """The lessons in the order they build on each other. A component never worked on counts as 0, not as its prior."""
    known = record.all_mastery()
    due = set(record.due())
    done = record.done()
    rows = []
    for lesson in library.order():
        kcs = [kc.id for kc in lesson.kcs]
        values = [known[kc].p_known if kc in known else 0.0 for kc in kcs]
        rows.append(
            LessonRow(
                id=lesson.id,
                title=lesson.title,
                objectives=tuple(lesson.objectives),
                mastery=sum(values) / len(values) if values else 0.0,
                due=sum(kc in due for kc in kcs),
                exercises=tuple(_exercise(each, done.get(each.id)) for each in lesson.exercises),
            )
        )
    return tuple(rows)


def _exercise(exercise: Exercise, done: Done | None) -> ExerciseRow:
    title = exercise.title or exercise.label.replace("-", " ").replace("_", " ").capitalize()
    if done is None:
        state = "new"
    elif done.solved:
        state = "solved"
    else:
        state = "shown" if done.outcome in {"shown", "gave_up"} else "tried"
    return ExerciseRow(id=exercise.id, title=title, state=state)


def progress(library: Library, record: LearnerRecord) -> Progress:
    """Every component of the lessons and what is believed about it; those that were worked on first."""
    report = record.report()
    seen = {each.mastery.kc: each for each in report.kcs}
    titles = {kc.id: (kc.title, library.lessons[kc.lesson].title) for kc in library.kcs.values()}
    due = set(report.due)
    rows = [
        _component(kc, titles.get(kc, (kc, "")), record.mastery(kc), report.at, kc in due)
        for kc in dict.fromkeys([*seen, *titles])
    ]
    rows.sort(key=lambda row: (not row.is_due, row.attempts == 0))
    misconceptions = tuple(
        MisconceptionRow(name=each.name, times=each.times, last_seen=ago(each.last_seen, report.at), gone=each.gone)
        for each in report.misconceptions
    )
    curves = _curves(record.export()["attempts"], report.at)
    return Progress(components=tuple(rows), misconceptions=misconceptions, curves=curves)


def _component(kc: str, titles: tuple[str, str], mastery: Mastery, now: datetime, is_due: bool) -> ComponentRow:
    title, lesson = titles
    return ComponentRow(
        id=kc,
        title=title,
        lesson=lesson,
        p_known=mastery.p_known,
        attempts=mastery.attempts,
        due="due for review" if is_due else ahead(mastery.due, now),
        is_due=is_due,
        evidence=mastery.evidence,
    )


def _curves(attempts: Sequence[Mapping[str, Any]], now: datetime) -> tuple[Curve, ...]:
    """P(known) after each counted attempt, for the components with the most of them."""
    points: dict[str, list[tuple[float, float]]] = {}
    for attempt in attempts:
        days = (_moment(attempt["at"]) - now).total_seconds() / 86_400
        for each in attempt["kcs"]:
            if not each["counted"]:
                continue
            line = points.setdefault(each["kc"], [])
            if not line:
                line.append((days, float(each["before"])))
            line.append((days, float(each["after"])))
    longest = sorted(points, key=lambda kc: -len(points[kc]))[:MAX_CURVES]
    return tuple(
        Curve(component=kc, days=tuple(day for day, _ in points[kc]), values=tuple(p for _, p in points[kc]))
        for kc in longest
    )


def memory_rows(memories: Sequence[Memory], now: datetime) -> tuple[MemoryRow, ...]:
    """What is remembered, newest first."""
    return tuple(
        MemoryRow(
            id=each.id,
            kind=each.kind,
            subject=each.subject,
            text=each.text,
            origin=f"said {ago(each.confirmed, now)}",
            confidence=each.confidence,
        )
        for each in sorted(memories, key=lambda each: (each.confirmed, each.id), reverse=True)
    )


def _moment(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def ago(moment: datetime, now: datetime) -> str:
    """A past moment in words: today, yesterday, 3 days ago, else its date."""
    days = (_moment(now).astimezone().date() - _moment(moment).astimezone().date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 15 else f"on {_moment(moment):%d %b %Y}"


def ahead(moment: datetime | None, now: datetime) -> str:
    """A review date in words; empty when there is none."""
    if moment is None:
        return ""
    days = (_moment(moment).astimezone().date() - _moment(now).astimezone().date()).days
    if days <= 0:
        return "review today"
    return "review tomorrow" if days == 1 else f"review in {days} days"
