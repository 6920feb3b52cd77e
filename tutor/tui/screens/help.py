"""What can be typed and pressed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.tui.commands import COMMANDS

KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", "send; open what is under the cursor"),
    ("Ctrl+J", "another line (in some terminals Shift+Enter too)"),
    ("↑ ↓", "what you typed before"),
    ("Tab", "complete a command; else on to the next pane"),
    ("PgUp PgDn", "scroll the conversation"),
    ("Esc", "stop the reply; close a pane; back to the line"),
    ("F1", "this help"),
    ("F2", "lessons and exercises (→ unfolds a lesson)"),
    ("F3", "read the lesson"),
    ("F4", "progress: what the tutor believes, and why"),
    ("F5", "memory: what it remembers about you"),
    ("F6", "the sources of the last reply"),
    ("Ctrl+T", "light or dark"),
    ("Ctrl+C", "copy what is selected; stop; clear the line"),
    ("Ctrl+Q", "leave; everything is kept"),
)
MARKS: tuple[tuple[str, str, str], ...] = (
    ("✓", "$text-success", "valid: this line is right"),
    ("✗", "$text-error", "invalid: it is not, and why"),
    ("·", "$text-warning", "not checked: can't be decided; it may be right"),
    ("↷", "$text-warning", "follows rightly, but from a wrong line"),
)


class HelpScreen(ModalScreen[None]):
    """Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q,enter", "close", "Close"),
        Binding("up,k", "roll(-1)", "Up", show=False),
        Binding("down,j", "roll(1)", "Down", show=False),
        Binding("pageup", "roll(-10)", "Page up", show=False),
        Binding("pagedown,space", "roll(10)", "Page down", show=False),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="wide"):
            yield VerticalScroll(Static(self._text()), id="help-body")

    def on_mount(self) -> None:
        """Say how to leave."""
        dialog = self.query_one("#dialog")
        dialog.border_title = "Help"
        dialog.border_subtitle = "↑ ↓ scroll, Esc closes"

    @staticmethod
    def _text() -> Content:
        lines = [
            Content.styled("Type your working line by line, or a question in your own words.", "italic"),
            Content(""),
        ]
        lines += [Content.styled("Keys", "bold")]
        lines += [Content.assemble((f"  {key:<11}", "$text-accent"), what) for key, what in KEYS]
        lines += [Content(""), Content.styled("Verdicts", "bold")]
        lines += [Content.assemble((f"  {sign:<11}", f"bold {style}"), what) for sign, style, what in MARKS]
        lines += [Content(""), Content.styled("Commands", "bold")]
        lines += [Content.assemble((f"  {f'{name} {arg}':<15}", "$text-accent"), what) for name, arg, what in COMMANDS]
        return Content("\n").join(lines)

    def action_roll(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#help-body").scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
