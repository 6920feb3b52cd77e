"""What is remembered about the learner: see, correct, delete."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.errors import TutorError
from tutor.tui.desk import Desk, MemoryRow
from tutor.tui.screens.ask import AskLine, Confirm
from tutor.tui.text.clean import clean_line
from tutor.tui.widgets.keys import Keys, KeysLine
from tutor.tui.widgets.rows import Rows

EMPTY = (
    "Nothing is remembered about you yet. Tell the tutor what matters to you, for example "
    "“I have an exam on Friday” or “I always mix up the signs”, and it will be listed here."
)
INTRO = "Taken from your own words, kept on this machine, used to help you. Correct or delete what you like."

KEYS: Keys = (
    ("Enter", "Correct", "screen.correct()"),
    ("Del", "Delete", "screen.delete()"),
    ("Esc", "Back", "screen.back()"),
)


class MemoryScreen(Screen[None]):
    """Enter corrects, Delete removes, Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5", "back", "Back"),
        Binding("e", "correct", "Correct"),
        Binding("delete,d", "delete", "Delete"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: tuple[MemoryRow, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(
            Content.assemble(("What the tutor remembers about you\n", "bold"), (INTRO, "$quiet")), classes="head"
        )
        yield Rows(id="memories")
        yield Static("", classes="message")
        yield KeysLine(KEYS)

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(OptionList).focus()
        self._load()

    @work(exclusive=True, group="memory")
    async def _load(self) -> None:
        await self._fill()

    async def _fill(self) -> None:
        try:
            self.rows = await self._desk.memories()
        except TutorError as error:
            self._say(str(error))
            return
        box = self.query_one(OptionList)
        at = box.highlighted or 0
        box.clear_options()
        box.add_options([Option(self._row(row), id=str(row.id)) for row in self.rows])
        if self.rows:
            box.highlighted = min(at, len(self.rows) - 1)
        self._say("" if self.rows else EMPTY)

    @staticmethod
    def _row(row: MemoryRow) -> Content:
        origin = f"{clean_line(row.origin)}, {row.confidence:.0%} sure".strip(", ")
        about = f"{clean_line(row.kind)}: {clean_line(row.subject)}"
        return Content.assemble((clean_line(row.text), "bold"), "\n", (f"{about}  ({origin})", "$quiet"))

    def _say(self, text: str) -> None:
        self.query_one(".message", Static).update(Content(clean_line(text)))

    def _current(self) -> MemoryRow | None:
        at = self.query_one(OptionList).highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def on_option_list_option_selected(self) -> None:
        """Enter on a row."""
        self.action_correct()

    @work(exclusive=True, group="memory")
    async def action_correct(self) -> None:
        """Edit the memory under the cursor."""
        row = self._current()
        if row is None:
            return
        text = await self.app.push_screen_wait(AskLine("What should be remembered instead?", row.text))
        if text and text != row.text:
            await self._do(self._desk.correct_memory(row.id, text), "Corrected.")

    @work(exclusive=True, group="memory")
    async def action_delete(self) -> None:
        """Delete it, after asking."""
        row = self._current()
        if row is not None and await self.app.push_screen_wait(Confirm(f"Forget “{row.text}” for good?")):
            await self._do(self._desk.delete_memory(row.id), "Forgotten.")

    async def _do(self, change: Awaitable[None], done: str) -> None:
        try:
            await change
        except TutorError as error:
            self._say(str(error))
            return
        await self._fill()
        if self.rows:
            self._say(done)

    def action_back(self) -> None:
        """To the conversation."""
        self.dismiss()
