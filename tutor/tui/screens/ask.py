"""Small questions: yes or no, or a line of text."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tutor.tui.text.clean import clean_line


class Confirm(ModalScreen[bool]):
    """Gives True for y, False for n or Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n,escape", "answer(False)", "No"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = clean_line(question)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(Content(self._question))
            yield Static(
                Content.assemble(("y", "bold $text-accent"), " yes    ", ("n", "bold $text-accent"), " no"),
                classes="keys",
            )

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)


class AskLine(ModalScreen[str | None]):
    """Gives the edited line, or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]

    def __init__(self, question: str, value: str) -> None:
        super().__init__()
        self._question, self._value = clean_line(question), clean_line(value)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(Content(self._question))
            yield Input(self._value, id="line")
            yield Static(
                Content.assemble(
                    ("Enter", "bold $text-accent"), " keeps it    ", ("Esc", "bold $text-accent"), " leaves it"
                ),
                classes="keys",
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the text."""
        self.dismiss(event.value.strip() or None)

    def action_cancel(self) -> None:
        """Close without one."""
        self.dismiss(None)
