"""The Textual app: puts the panes on the screen and binds the keys."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tutor.errors import TutorError
from tutor.tui import opening, themes
from tutor.tui.actions import Actions
from tutor.tui.desk import Desk
from tutor.tui.drawing import Drawing
from tutor.tui.text.blocks import blocks
from tutor.tui.text.clean import clean_line
from tutor.tui.turns import TurnRunner
from tutor.tui.widgets.contents import Contents
from tutor.tui.widgets.conversation import Conversation
from tutor.tui.widgets.entry import Entry
from tutor.tui.widgets.exercise import ExercisePanel
from tutor.tui.widgets.keys import KeysLine
from tutor.tui.widgets.reading import ReadingPane
from tutor.tui.widgets.status import StatusLine
from tutor.tui.widgets.turn import OpenSource

WELCOME = (
    "**Welcome.** Choose a lesson: ↑ ↓ and Enter. You read it, then work on its exercises: type your working "
    "line by line, each is checked at once. Ask in your own words, and say /hint when stuck."
)


COLUMNS = ((0, "-narrow"), (100, "-wide"), (150, "-vast"))
"""From so many columns on the screen has this class."""
ROWS = ((0, "-short"), (20, "-tall"))
"""From so many rows on."""


class TutorApp(Actions):
    """One screen for reading, working and talking; the rest lies over it."""

    TITLE = "stepwise-tutor"
    CSS_PATH = Path(__file__).with_name("tutor.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help"),
        Binding("f2", "contents", "Lessons"),
        Binding("f3", "reading", "Read"),
        Binding("f4", "progress", "Progress"),
        Binding("f5", "memory", "Memory"),
        Binding("f6", "sources", "Sources"),
        Binding("escape", "escape", "Stop"),
        Binding("ctrl+t", "look", "Light/dark", show=False),
        Binding("ctrl+c", "interrupt", "Stop", show=False, priority=True),
        Binding("ctrl+q", "leave", "Quit", priority=True),
    ]

    def __init__(self, desk: Desk, home: Path, *, newcomer: bool = False) -> None:
        self.HORIZONTAL_BREAKPOINTS = list(COLUMNS)
        self.VERTICAL_BREAKPOINTS = list(ROWS)
        super().__init__()
        self.desk = desk
        self.home = home
        self.newcomer = newcomer
        self.leaving = asyncio.Event()
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        self.theme = themes.remembered(home)

    def compose(self) -> ComposeResult:
        yield Static(blocks(WELCOME), id="welcome")
        with Horizontal(id="body"):
            yield Contents()
            yield ReadingPane()
            with Vertical(id="work"):
                yield ExercisePanel()
                yield Conversation()
                yield Static("", id="completions")
                yield Entry()
        yield StatusLine()
        yield KeysLine()

    def on_mount(self) -> None:
        """Paint first, then open the record."""
        self.body = self.query_one("#body")
        self.welcome = self.query_one("#welcome")
        self.contents = self.query_one(Contents)
        self.reading = self.query_one(ReadingPane)
        self.completions = self.query_one("#completions", Static)
        self.conversation = self.query_one(Conversation)
        self.entry = self.query_one(Entry)
        self.status = self.query_one(StatusLine)
        self.drawing = Drawing(self.conversation, self.query_one(ExercisePanel), self.status)
        self.turns = TurnRunner(self.desk, self.drawing, self.entry.give_back, self.home / "tui.log")
        self.query_one(ExercisePanel).show(exercise=None, title="", prompt="")
        self.entry.focus()
        if self.newcomer:
            self.greet()
        self.status.working("opening your record")
        self.call_after_refresh(self._open)

    @work(group="open")
    async def _open(self) -> None:
        if await opening.open_record(self):
            self._warm()

    @work(group="warm")
    async def _warm(self) -> None:
        await opening.warm(self)

    @work(exclusive=True, group="contents")
    async def refresh_list(self) -> None:
        """Read the list of lessons again, beside what goes on."""
        await self.refresh_contents()

    async def refresh_contents(self) -> None:
        """Read the list of lessons again."""
        self.drawing.moved = False
        self.contents.show(await self.desk.lessons(), self.drawing.lesson, self.drawing.exercise)

    def say(self, text: str) -> None:
        """Tell a problem in one sentence, outside of any turn."""
        self.status.tell(clean_line(text))
        self.conversation.mount(Static(Content(clean_line(text)), classes="note error"))

    def greet(self) -> None:
        """Say what to do, with the lessons to choose from."""
        self.welcome.display = True
        self.open_pane("-contents")
        self.contents.focus()

    @on(Contents.Vanished)
    @on(ReadingPane.Vanished)
    def give_cursor_back(self) -> None:
        """A pane that had the cursor has no room any more."""
        self.close_panes()

    @on(Entry.Sent)
    def send(self, event: Entry.Sent) -> None:
        """A turn begins; one that still runs is stopped once its lines are judged."""
        self.respond(event.text)

    @on(ExercisePanel.Chosen)
    def choose(self, event: ExercisePanel.Chosen) -> None:
        """A choice was clicked."""
        self.respond(event.letter)

    @work(group="turn")
    async def respond(self, text: str) -> None:
        """Run one turn and draw it; one that still runs is stopped once its lines are judged."""
        await self._turn(text, stop=True)

    @work(group="turn")
    async def follow_up(self, text: str) -> None:
        """Run a turn once the one that runs is over."""
        await self._turn(text, stop=False)

    async def _turn(self, text: str, *, stop: bool) -> None:
        self.completions.display = False
        await self.turns.respond(text, stop=stop)
        if not self.is_running:
            return
        if self.drawing.moved:
            self.refresh_list()
        if self.drawing.quit:
            self.action_leave()

    @on(Contents.LessonPicked)
    def open_lesson(self, event: Contents.LessonPicked) -> None:
        """Read it, and let the tutor know."""
        self.show_reading(event.lesson)
        if event.lesson != self.drawing.lesson:
            self.respond(f"/lesson {event.lesson}")

    @on(Contents.ExercisePicked)
    def open_exercise(self, event: Contents.ExercisePicked) -> None:
        """Work on it."""
        self.close_panes()
        self.respond(f"/exercise {event.exercise}")

    @on(ReadingPane.Done)
    def start_work(self) -> None:
        """From reading to working: on the exercise in hand, else on the first of the lesson that is not done."""
        self.close_panes()
        if self.drawing.exercise is None:
            first = self.contents.first_open(self.reading.lesson)
            self.follow_up(f"/exercise {first}" if first else "/next")

    @work(exclusive=True, group="reading")
    async def show_reading(self, lesson: str) -> None:
        """Open the lesson's text."""
        self.welcome.display = False
        self.open_pane("-reading")
        self.reading.focus()
        try:
            await self.reading.show(await self.desk.reading(lesson))
        except TutorError as error:
            self.say(str(error))

    @on(OpenSource)
    def open_source(self, event: OpenSource) -> None:
        """Show a cited passage."""
        self._open_passage(event)

    @work(exclusive=True, group="passage")
    async def _open_passage(self, event: OpenSource) -> None:
        from tutor.tui.screens.passage import PassageScreen

        try:
            view = await self.desk.passage(event.citation)
        except TutorError as error:
            self.say(str(error))
            return
        self.push_screen(PassageScreen(view, event.sentences, event.citation.text))

    @on(Conversation.EarlierWanted)
    async def show_earlier(self) -> None:
        """Another page of the past."""
        await self.turns.show_earlier()

    @on(Entry.Scrolled)
    def scroll_conversation(self, event: Entry.Scrolled) -> None:
        """The page keys of the line."""
        page = self.conversation.scroll_page_up if event.pages < 0 else self.conversation.scroll_page_down
        page(animate=False)

    @on(Entry.Hinted)
    def hint_commands(self, event: Entry.Hinted) -> None:
        """List the commands that fit."""
        box = self.completions
        box.display = bool(event.found)
        rows = [
            Content.assemble((f"{clean_line(name):<11}", "$text-accent"), f" {what}") for name, what in event.found[:6]
        ]
        if len(event.found) > 6:
            rows.append(Content.styled(f"… {len(event.found) - 6} more; Tab completes", "$quiet"))
        box.update(Content("\n").join(rows))
