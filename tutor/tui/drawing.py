"""Draws the stream of a turn: the one place where events become something on the screen."""

from __future__ import annotations

from typing import assert_never

from textual.content import Content

from tutor import events as ev
from tutor.tui.text.clean import clean_line
from tutor.tui.widgets.bar import percent
from tutor.tui.widgets.conversation import Conversation
from tutor.tui.widgets.exercise import ExercisePanel
from tutor.tui.widgets.status import StatusLine
from tutor.tui.widgets.turn import TurnView


class Drawing:
    """Holds the panes and what is current; `live` is False while turns of the past are drawn again."""

    def __init__(self, conversation: Conversation, panel: ExercisePanel | None, status: StatusLine) -> None:
        self.conversation = conversation
        self.panel = panel
        self.status = status
        self.lesson: str | None = None
        self.exercise: str | None = None
        self.titles: dict[str, str] = {}
        """Titles of lessons, exercises and knowledge components by id, as far as they are known."""
        self.quit = False
        self.moved = False
        """Something changed that the list of contents shows."""
        self._moves: list[Content] = []
        self._reason = ""

    def without_panel(self) -> Drawing:
        """A drawing of turns long past: they fill the conversation, but don't change what is current."""
        past = Drawing(self.conversation, None, self.status)
        past.titles = self.titles
        return past

    def draw(self, event: ev.Event, turn: TurnView, *, live: bool = True) -> None:
        """Show one event."""
        match event:
            case ev.SessionStarted():
                self._session(event)
            case ev.TurnStarted():
                self._moves = []
            case ev.VerdictGiven():
                turn.verdict(event)
            case ev.MoveChosen():
                self._stage("thinking", live)
                self.ladder(event.rung, solved=False)
            case ev.CitationShown():
                turn.cite(event)
            case ev.Sentence():
                turn.sentence(event)
            case ev.ExerciseShown():
                self._exercise(event, turn)
            case ev.MasteryChanged():
                self._mastery(event, turn, live)
            case ev.MemoryChanged():
                turn.note(f"{event.action}: {event.text}", "memory")
            case ev.Notice():
                turn.note(event.text)
            case ev.ErrorRaised():
                turn.note(f"{event.message}; {event.hint}" if event.hint else event.message, "error")
            case ev.TurnEnded():
                self._ended(event, turn, live)
            case _:
                assert_never(event)

    def name(self, id: str) -> str:
        """The title behind an id; without one its words."""
        return clean_line(
            self.titles.get(id) or id.rsplit("/", 1)[-1].rsplit(".", 1)[-1].replace("-", " ").replace("_", " ")
        )

    def _panel(self, exercise: str | None, title: str, prompt: str, choices: tuple[str, ...] = ()) -> None:
        if self.panel is not None:
            self.panel.show(exercise=exercise, title=title, prompt=prompt, choices=choices)

    def ladder(self, rung: int, *, solved: bool) -> None:
        """Show how far up the hint ladder the exercise in hand is."""
        if self.panel is not None:
            self.panel.ladder(rung, solved=solved)

    def _stage(self, stage: str, live: bool) -> None:
        if live:
            self.status.working(stage)

    def _session(self, event: ev.SessionStarted) -> None:
        self.lesson, self.exercise = event.lesson, event.exercise
        title = " › ".join(self.name(id) for id in (event.lesson, event.exercise) if id)
        if self.panel is not None and (event.exercise != self.panel.exercise or not event.exercise):
            self._panel(event.exercise, title, event.prompt)

    def _exercise(self, event: ev.ExerciseShown, turn: TurnView) -> None:
        changed = event.exercise != self.exercise
        self.lesson, self.exercise, self.moved = event.lesson, event.exercise, True
        title = clean_line(event.title) or self.name(event.exercise)
        self.titles.setdefault(event.exercise, title)
        self._panel(event.exercise, f"{self.name(event.lesson)} › {title}", event.prompt, event.choices)
        if changed:
            turn.note(Content.assemble(("→ ", "$text-accent"), (title, "bold")), "moved")
            self._reason = clean_line(event.why)

    def _mastery(self, event: ev.MasteryChanged, turn: TurnView, live: bool) -> None:
        up = event.after >= event.before
        sign, style, word = ("▲", "$text-success", "up") if up else ("▼", "$text-warning", "down")
        change = f"{percent(event.before)} → {percent(event.after)}"
        self._moves.append(Content.assemble((sign, style), f" {self.name(event.kc)} {change}"))
        self.moved = True
        if live:
            self.status.tell(Content("   ").join(self._moves))
        why = f"  {clean_line(event.why)}" if event.why else ""
        turn.note(
            Content.assemble((f"{sign} ", style), f"{self.name(event.kc)}: {word} {change}", (why, "$quiet")), "moved"
        )

    def _ended(self, event: ev.TurnEnded, turn: TurnView, live: bool) -> None:
        if event.exercise is None and self.exercise is not None:
            self._panel(None, self.name(event.lesson or ""), "")
        self.ladder(event.rung, solved=event.solved)
        self.moved = self.moved or (event.lesson, event.exercise) != (self.lesson, self.exercise) or event.solved
        self.lesson, self.exercise = event.lesson, event.exercise
        if event.text.strip() and turn.reply is None:
            turn.sentence(ev.Sentence(text=event.text, source=event.source))
        if self._reason and self._reason not in clean_line(event.text):
            turn.note(self._reason)
        self._reason = ""
        if event.error and not turn.query(".error"):
            turn.note(event.error, "error")
        turn.end(event.source)
        if live:
            self.quit = self.quit or event.quit
