"""What can be typed and pressed."""

from __future__ import annotations

from textwrap import wrap
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
            yield VerticalScroll(Static("", id="help-text"), id="help-body")

    def on_mount(self) -> None:
        """Say how to leave."""
        dialog = self.query_one("#dialog")
        dialog.border_title = "Help"
        dialog.border_subtitle = "↑ ↓ scroll, Esc closes"

    def on_resize(self) -> None:
        """What is explained is wrapped beside what explains it."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        width = self.query_one("#help-body").scrollable_content_region.width - 2  # the scroll bar may come
        self.query_one("#help-text", Static).update(help_text(width))

    def action_roll(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#help-body").scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def help_text(width: int) -> Content:
    """Keys, verdicts and commands, for so many columns."""
    first = wrap("Type your working line by line, or a question in your own words.", max(width, 20))
    lines = [Content.styled("\n".join(first), "italic"), Content("")]
    lines += [Content.styled("Keys", "bold")]
    lines += [_row(key, "$text-accent", what, 13, width) for key, what in KEYS]
    lines += [Content(""), Content.styled("Verdicts", "bold")]
    lines += [_row(sign, f"bold {style}", what, 13, width) for sign, style, what in MARKS]
    lines += [Content(""), Content.styled("Commands", "bold")]
    lines += [_row(f"{name} {arg}", "$text-accent", what, 17, width) for name, arg, what in COMMANDS]
    return Content("\n").join(lines)


def _row(name: str, style: str, what: str, indent: int, width: int) -> Content:
    rest = wrap(what, max(width - indent, 16)) or [""]
    return Content.assemble((f"  {name:<{indent - 2}}", style), ("\n" + " " * indent).join(rest))
