"""A screen around a list of rows that can be changed; what could not be done is said in a sentence below it."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Generic, TypeVar

from textual import work
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.errors import TutorError
from tutor.tui.desk import Desk
from tutor.tui.text.clean import clean_line

Row = TypeVar("Row")


class ListScreen(Screen[None], Generic[Row]):
    """Has an OptionList, and a Static of the class "message"; a subclass reads the rows and draws each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: Sequence[Row] = ()

    async def read(self) -> Sequence[Row]:
        """The rows as they are now. May raise TutorError."""
        return self.rows

    def draw(self, row: Row) -> Content:
        """A row as it stands in the list."""
        return Content(str(row))

    def filled(self) -> None:
        """The list has been filled anew."""

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(OptionList).focus()
        self.load()

    @work(exclusive=True, group="rows")
    async def load(self) -> None:
        """Read the rows, beside what goes on."""
        await self.fill()

    async def fill(self) -> None:
        """Read the rows and show them; the cursor stays where it was."""
        try:
            self.rows = await self.read()
        except TutorError as error:
            self.say(str(error))
            return
        box = self.query_one(OptionList)
        at = box.highlighted or 0
        box.clear_options()
        box.add_options([Option(self.draw(row)) for row in self.rows])
        if self.rows:
            box.highlighted = min(at, len(self.rows) - 1)
        self.filled()

    def current(self) -> Row | None:
        """The row under the cursor."""
        at = self.query_one(OptionList).highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None

    async def change(self, change: Awaitable[None], done: str) -> None:
        """Make a change, show the rows anew and say that it is done; or why it is not."""
        try:
            await change
        except TutorError as error:
            self.say(str(error))
            return
        await self.fill()
        if self.rows:
            self.say(done)

    def say(self, text: str) -> None:
        """Put a sentence below the list."""
        self.query_one(".message", Static).update(Content(clean_line(text)))

    def action_back(self) -> None:
        """To the conversation."""
        self.dismiss()
