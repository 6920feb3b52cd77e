"""The exercise in hand: what is asked, the choices, and how far up the hint ladder it is."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.tui.text.blocks import blocks
from tutor.tui.text.clean import clean, clean_line
from tutor.tui.text.inline import inline

RUNGS = ("look at your line", "the idea", "a similar example", "the whole way")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Choices(Static):
    """The answers to choose from; a click answers, as typing the letter does."""

    def action_choose(self, letter: str) -> None:
        """Answer with this letter."""
        self.post_message(ExercisePanel.Chosen(letter))


class ExercisePanel(VerticalScroll):
    """Stays in view above the conversation. Where it has no room for all of it, Tab leads to it and ↑ ↓ scroll."""

    @dataclass
    class Chosen(Message):
        """A choice was clicked."""

        letter: str

    def __init__(self) -> None:
        super().__init__(id="exercise")
        self.exercise: str | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="prompt")
        yield Choices("", id="choices")

    def allow_focus(self) -> bool:
        """Only where there is something to scroll to."""
        return self.max_scroll_y > 0

    def show(self, *, exercise: str | None, title: str, prompt: str, choices: tuple[str, ...] = ()) -> None:
        """Another exercise; None when there is none."""
        self.exercise = exercise
        self.set_class(exercise is None and not prompt, "-empty")
        self.border_title = Content(clean_line(title))
        width = max(self.app.size.width - 10, 20)
        self.query_one("#prompt", Static).update(blocks(clean(prompt).strip(), width=width))
        lines: list[Content] = []
        for letter, choice in zip(_LETTERS, choices, strict=False):
            key = Content.styled(f" {letter} ", f"bold $text-accent @click=choose('{letter}')")
            lines += [Content.assemble(key, " ", inline(clean_line(choice))), Content("\n")]
        box = self.query_one("#choices", Choices)
        box.update(Content.assemble(*lines[:-1]) if lines else "")
        box.display = bool(lines)
        self.ladder(0, solved=False)

    def ladder(self, rung: int, *, solved: bool) -> None:
        """How many rungs have been given, and whether the learner solved it."""
        if self.exercise is None:
            self.border_subtitle = ""
            return
        dots = "●" * min(rung, len(RUNGS)) + "○" * (len(RUNGS) - rung)
        said = f"hint {rung} of {len(RUNGS)}: {RUNGS[min(rung, len(RUNGS)) - 1]}" if rung else "no hint used"
        self.border_subtitle = Content.styled("✓ solved", "bold $text-success") if solved else Content(f"{said} {dots}")
