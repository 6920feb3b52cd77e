"""Where the learner types: several lines, with a history and completion of commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from tutor.tui.commands import complete
from tutor.tui.text.clean import clean

MAX_HISTORY = 500
_NEWLINE = frozenset({"ctrl+j", "shift+enter", "alt+enter"})
PLACEHOLDER = "A line of working, or a question. / lists commands"


class Entry(TextArea):
    """Enter sends, Ctrl+J starts a line, ↑ ↓ at the edge go through what was typed before, Tab completes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "app.sources", "Sources", show=False),
    ]

    @dataclass
    class Sent(Message):
        """The learner pressed Enter on a text that is not empty."""

        text: str

    @dataclass
    class Hinted(Message):
        """Commands that fit what has been typed so far (none: the hint goes away)."""

        found: tuple[tuple[str, str], ...]

    @dataclass
    class Scrolled(Message):
        """The conversation should scroll by so many pages."""

        pages: int

    def __init__(self) -> None:
        super().__init__(id="entry", placeholder=PLACEHOLDER)
        self.cursor_blink = False
        self.history_lines: list[str] = []
        self._at = 0
        self._draft = ""
        self.ids: Sequence[tuple[str, str]] = ()
        """(command, id) pairs that can be completed, e.g. ("/lesson", "linear-equations")."""
        self._last_key = ""

    def remember(self, text: str) -> None:
        """Put a text at the end of the history."""
        if text.strip() and self.history_lines[-1:] != [text]:
            self.history_lines = [*self.history_lines, text][-MAX_HISTORY:]
        self._at = len(self.history_lines)

    def give_back(self, text: str) -> None:
        """Bring a text back that could not be dealt with, before whatever was typed since."""
        now = self.text
        if text not in now:
            self._show(f"{text}\n{now}" if now.strip() else text)

    def action_send(self) -> None:
        """Hand the text over and clear the line."""
        text = clean(self.text).strip("\n")
        if not text.strip():
            self.clear()
            return
        self.remember(text)
        self.clear()
        self.post_message(self.Sent(text))

    def action_newline(self) -> None:
        """Start another line."""
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """Up a row; in the first row, back in the history."""
        if select or self._row() > 0:
            super().action_cursor_up(select)
        elif self._at > 0:
            self._go(self._at - 1)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down a row; in the last row, forward in the history."""
        last = self.wrapped_document.height - 1
        if select or self._row() < last:
            super().action_cursor_down(select)
        elif self._at < len(self.history_lines):
            self._go(self._at + 1)

    def action_cursor_page_up(self) -> None:
        """The page keys move the conversation: the line is short."""
        self.post_message(self.Scrolled(-1))

    def action_cursor_page_down(self) -> None:
        """See above."""
        self.post_message(self.Scrolled(1))

    def _row(self) -> int:
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    def _go(self, to: int) -> None:
        if self._at == len(self.history_lines):
            self._draft = self.text
        self._at = to
        self._show(self.history_lines[to] if to < len(self.history_lines) else self._draft)

    def _show(self, text: str) -> None:
        self.load_text(text)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        """Enter is no binding with priority: that would overtake letters that are still in the queue."""
        if event.key == "enter":
            self.action_send()
        elif event.key in _NEWLINE:
            self.action_newline()
        elif event.key == "tab" and self.text.startswith("/"):
            self._complete()
        else:
            return  # Textual goes on to the handler of the class above by itself
        event.stop()
        event.prevent_default()

    def _complete(self) -> None:
        line, found = complete(self.text, self.ids)
        if line != self.text:
            self._show(line)
        self.post_message(self.Hinted(found))

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)

    def on_text_area_changed(self) -> None:
        """Show which commands fit."""
        found = complete(self.text, self.ids)[1] if self.text.startswith("/") and "\n" not in self.text else ()
        self.post_message(self.Hinted(found))
