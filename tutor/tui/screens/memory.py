"""What is remembered about the learner: see, correct, delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tutor.tui.desk import MemoryRow
from tutor.tui.screens.ask import AskLine, Confirm
from tutor.tui.screens.listing import ListScreen
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


class MemoryScreen(ListScreen[MemoryRow]):
    """Enter corrects, Delete removes, Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5", "back", "Back"),
        Binding("e", "correct", "Correct"),
        Binding("delete,d", "delete", "Delete"),
    ]

    def compose(self) -> ComposeResult:
        yield Static(
            Content.assemble(("What the tutor remembers about you\n", "bold"), (INTRO, "$quiet")), classes="head"
        )
        yield Rows(id="memories")
        yield Static("", classes="message")
        yield KeysLine(KEYS)

    async def read(self) -> Sequence[MemoryRow]:
        """All that is remembered."""
        return await self.desk.memories()

    def filled(self) -> None:
        """Say so where there is nothing."""
        self.say("" if self.rows else EMPTY)

    def draw(self, row: MemoryRow) -> Content:
        """What is remembered, and where it comes from."""
        origin = f"{clean_line(row.origin)}, {row.confidence:.0%} sure".strip(", ")
        about = f"{clean_line(row.kind)}: {clean_line(row.subject)}"
        return Content.assemble((clean_line(row.text), "bold"), "\n", (f"{about}  ({origin})", "$quiet"))

    def on_option_list_option_selected(self) -> None:
        """Enter on a row."""
        self.action_correct()

    @work(exclusive=True, group="rows")
    async def action_correct(self) -> None:
        """Edit the memory under the cursor."""
        row = self.current()
        if row is None:
            return
        text = await self.app.push_screen_wait(AskLine("What should be remembered instead?", row.text))
        if text and text != row.text:
            await self.change(self.desk.correct_memory(row.id, text), "Corrected.")

    @work(exclusive=True, group="rows")
    async def action_delete(self) -> None:
        """Delete it, after asking."""
        row = self.current()
        if row is not None and await self.app.push_screen_wait(Confirm(f"Forget “{row.text}” for good?")):
            await self.change(self.desk.delete_memory(row.id), "Forgotten.")
