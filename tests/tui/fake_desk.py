"""A desk without an engine: the same events every time, for the screen alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import replace

from tutor.errors import ModelError, TutorError
from tutor.events import (
    CitationShown,
    ErrorRaised,
    Event,
    ExerciseShown,
    Mark,
    MasteryChanged,
    MemoryChanged,
    MoveChosen,
    MoveKind,
    Notice,
    Sentence,
    SessionStarted,
    Source,
    TurnEnded,
    TurnStarted,
    VerdictGiven,
)
from tutor.tui.desk import (
    ComponentRow,
    Curve,
    ExerciseRow,
    LessonRow,
    MemoryRow,
    MisconceptionRow,
    PassageView,
    Progress,
    Reading,
    Status,
    Turn,
)

PASSAGE = (
    "An equation is like a balance. Whatever you do to one side you do to the other. "
    "Dividing both sides by a number other than zero keeps the solutions. Dividing by x may lose the solution x = 0."
)
READING = """# Linear equations

An equation such as $2x + 3 = 11$ is a **balance**.

## Undo, step by step

$$\\frac{2x}{2} = \\frac{8}{2}$$

:::{note} Keep both sides equal
Whatever you do to one side, do to the other.
:::

| line | what was done |
| --- | --- |
| $2x = 8$ | subtract 3 |
| $x = 4$ | divide by 2 |

```python
print("2x = 8")
```
"""


class FakeDesk:
    """Knows one exercise: 2x + 3 = 11. `answers` may map a text to the events of its turn."""

    def __init__(self, *, lesson: str | None = "linear", past: tuple[Turn, ...] = ()) -> None:
        self.lesson = lesson
        self.past = list(past)
        self.said: list[str] = []
        self.closed: list[str] = []
        self.calls: list[tuple[str, object]] = []
        self.gate = asyncio.Event()
        """A turn "slow" waits for it, once the move is chosen."""
        self.judging = asyncio.Event()
        self.judging.set()
        """Verdicts wait for it."""
        self.hold_open = False
        self.leaves = False
        self.rung = 0
        self.open_error: Exception | None = None
        self.answers: dict[str, Callable[[], tuple[Event, ...]]] = {}
        self.memory = [
            MemoryRow(
                id=1, kind="goal", subject="exam", text="has an exam on Friday", origin="yesterday", confidence=0.9
            ),
            MemoryRow(
                id=2,
                kind="difficulty",
                subject="signs",
                text="mixes up signs [b]often[/b]",
                origin="today",
                confidence=0.6,
            ),
        ]
        self.error: TutorError | None = None

    async def open(self) -> None:
        while self.hold_open:
            await asyncio.sleep(0.001)
        if self.open_error:
            raise self.open_error

    async def history(self) -> tuple[Turn, ...]:
        return tuple(self.past)

    async def start(self) -> AsyncGenerator[Event, None]:
        exercise = "linear/two-steps" if self.lesson else None
        yield SessionStarted(
            learner="default",
            lesson=self.lesson,
            exercise=exercise,
            prompt="Solve $2x + 3 = 11$ for $x$." if exercise else "",
            model="embedded (SmolLM2-135M)",
            resumed=bool(self.past),
            words_leave=False,
        )

    async def respond(self, text: str) -> AsyncGenerator[Event, None]:
        self.said.append(text)
        shown: list[Event] = []
        try:
            async for event in self._turn(text):
                shown.append(event)
                yield event
        finally:
            self.past.append(tuple(shown))
            self.closed.append(text)

    async def _turn(self, text: str) -> AsyncGenerator[Event, None]:
        yield TurnStarted(text=text)
        if text in self.answers:
            for event in self.answers[text]():
                yield event
            return
        if text == "fail":
            raise ModelError("no model answers at 127.0.0.1:11434", 'start it with "ollama serve"')
        if text == "crash":
            raise RuntimeError("[red]boom[/red]")
        if text == "slow":
            yield MoveChosen(move=MoveKind.EXPLAIN, rung=0, why="a question")
            await self.gate.wait()
        async for event in self._work(text) if "=" in text else self._talk(text):
            yield event

    async def _work(self, text: str) -> AsyncGenerator[Event, None]:
        await self.judging.wait()
        for n, line in enumerate(text.splitlines(), 1):
            yield verdict(line, n)
        yield MoveChosen(move=MoveKind.AFFIRM, rung=0, why="each line follows")
        yield Sentence(text="That line follows.", source=Source.TEMPLATE)
        solved = "x = 4" in text
        if solved:
            yield MasteryChanged(kc="linear.undo", before=0.35, after=0.62, why="solved without a hint")
        yield ended("That line follows.", solved=solved)

    async def _talk(self, text: str) -> AsyncGenerator[Event, None]:
        if text == "/quit":
            yield replace(ended("See you."), quit=True)
            return
        if text == "/exercise linear/two-steps":
            prompt = "Solve $2x + 3 = 11$ for $x$."
            yield ExerciseShown(
                lesson="linear", exercise="linear/two-steps", title="Two steps", prompt=prompt, kind="equation"
            )
            yield ended("")
            return
        if text.startswith("/lesson"):
            yield ended("A lesson on balances.", exercise=None)
            return
        if text.startswith("/exercise"):
            yield ExerciseShown(
                lesson="linear",
                exercise="linear/pick",
                title="Which step?",
                prompt="What undoes $+3$?",
                kind="choice",
                choices=("subtract $3$", "divide by $3$"),
                why="practises undoing",
            )
            yield ended("", exercise="linear/pick")
            return
        rung = 1 if text == "/hint" else 0
        yield MoveChosen(move=MoveKind.EXPLAIN, rung=rung, why="a question")
        yield CitationShown(n=1, passage="p1", document="Linear equations", locator="1.2 Balance", text=PASSAGE)
        yield CitationShown(n=2, passage="p2", document="Linear equations", locator="9 Unused", text="Nothing.")
        first = "Dividing by $x$ may lose the solution $x = 0$ [1]."
        second = " So $\\frac{2x}{2} = 4$."
        yield Sentence(text=first, source=Source.PASSAGES, mark=Mark.PROVEN, citations=(1,))
        yield Sentence(text=second, source=Source.MODEL, mark=Mark.NOT_CHECKED)
        yield MemoryChanged(memory=3, kind="theme", text="asks about zero", action="noted")
        yield Notice(text="2 older turns were left out of the model's window")
        yield ErrorRaised(message="the second passage is gone", hint="tutor ingest")
        yield replace(ended(first + second, rung=rung), source=Source.MODEL)

    async def status(self) -> Status:
        return Status(learner="default", model="embedded (SmolLM2-135M)", words_leave=self.leaves, rung=self.rung)

    async def lessons(self) -> tuple[LessonRow, ...]:
        exercises = (
            ExerciseRow(id="linear/two-steps", title="Two steps", state="tried"),
            ExerciseRow(id="linear/pick", title="Which step?"),
        )
        return (
            LessonRow(id="linear", title="Linear equations", mastery=0.62, due=2, exercises=exercises),
            LessonRow(id="derivative", title="The derivative", mastery=0.05),
        )

    async def component_titles(self) -> Mapping[str, str]:
        return {"linear.undo": "Undo an operation"}

    async def reading(self, lesson: str) -> Reading:
        self.calls.append(("reading", lesson))
        return Reading(lesson=lesson, title="Linear equations", objectives=("solve $ax + b = c$",), markdown=READING)

    async def progress(self) -> Progress:
        if self.error:
            raise self.error
        return Progress(
            components=(
                ComponentRow(
                    id="linear.undo",
                    title="Undo an operation",
                    lesson="Linear equations",
                    p_known=0.62,
                    attempts=3,
                    due="due today",
                    is_due=True,
                    evidence=("solved “Two steps” without a hint", "one line was refuted"),
                ),
                ComponentRow(
                    id="linear.expand",
                    title="Expand brackets",
                    lesson="Linear equations",
                    p_known=0.1,
                    attempts=0,
                    due="",
                ),
            ),
            misconceptions=(
                MisconceptionRow(name="divides one side only", times=2, last_seen="yesterday", gone=False),
            ),
            curves=(Curve(component="linear.undo", days=(-3.0, -1.0, 0.0), values=(0.3, 0.35, 0.62)),),
        )

    async def claim_known(self, component: str) -> None:
        self.calls.append(("claim", component))

    async def forget_component(self, component: str) -> None:
        self.calls.append(("forget", component))

    async def memories(self) -> tuple[MemoryRow, ...]:
        if self.error:
            raise self.error
        return tuple(self.memory)

    async def correct_memory(self, memory: int, text: str) -> None:
        self.memory = [replace(row, text=text) if row.id == memory else row for row in self.memory]

    async def delete_memory(self, memory: int) -> None:
        self.memory = [row for row in self.memory if row.id != memory]

    async def passage(self, citation: CitationShown) -> PassageView:
        if self.error:
            raise self.error
        return PassageView(document=citation.document, locator=citation.locator, text=citation.text)

    async def warm(self) -> None:
        self.calls.append(("warm", None))

    async def close(self) -> None:
        self.calls.append(("close", None))


def verdict(line: str, n: int = 1) -> VerdictGiven:
    """Right unless the line says x = 5 (refuted) or has a question mark in it (not decided)."""
    if "5" in line:
        return VerdictGiven(
            line=n,
            text=line,
            status="invalid",
            code="not_equivalent",
            relation="contradicts",
            method="witness",
            reason="This does not follow from the line before.",
            witness="at x = 4: 8 = 8, but 4 ≠ 5",
            misconception="one-side",
            misconception_name="divided one side only",
        )
    status = "unknown" if "?" in line else "valid"
    return VerdictGiven(
        line=n, text=line, status=status, code="equivalent", relation="equivalent", method="proof", reason=""
    )


def ended(text: str, *, exercise: str | None = "linear/two-steps", rung: int = 0, solved: bool = False) -> TurnEnded:
    """The terminal event."""
    return TurnEnded(
        text=text,
        source=Source.TEMPLATE,
        move=MoveKind.AFFIRM,
        lesson="linear",
        exercise=exercise,
        rung=rung,
        solved=solved,
    )
