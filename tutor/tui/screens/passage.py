"""The passage behind a citation, with its place and the cited parts highlighted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.tui.desk import PassageView
from tutor.tui.text.blocks import blocks
from tutor.tui.text.clean import clean, clean_line
from tutor.tui.text.highlight import cited_parts
from tutor.tui.text.inline import inline

CITED = "bold underline $text-accent"
_PARAGRAPH = re.compile(r"(?<=[.!?:])\n(?=[A-ZÀ-Þ])")


def _gap(space: str) -> str:
    """White space between two parts that are drawn apart: ends of lines stay, as far as they part paragraphs."""
    return "\n" * min(space.count("\n"), 2) or " " * bool(space)


def _apart(text: str) -> str:
    """The text with its paragraphs apart: the index keeps each in a line of its own."""
    return _PARAGRAPH.sub("\n\n", clean(text).strip())


class PassageScreen(ModalScreen[None]):
    """Esc closes it; arrow and page keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "Close"),
        Binding("up,k", "roll(-1)", "Up", show=False),
        Binding("down,j", "roll(1)", "Down", show=False),
        Binding("pageup", "roll(-10)", "Page up", show=False),
        Binding("pagedown,space", "roll(10)", "Page down", show=False),
    ]

    def __init__(self, view: PassageView, sentences: Sequence[str], excerpt: str) -> None:
        super().__init__()
        self._text = _apart(view.text)
        self._place = (clean_line(view.document), clean_line(view.locator))
        self._ranges = cited_parts(self._text, [clean(sentence) for sentence in sentences], _apart(excerpt))

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="wide"):
            yield VerticalScroll(Static(self._marked(), id="passage-text"), id="passage-body")

    def on_mount(self) -> None:
        """Bring the cited part into view."""
        dialog = self.query_one("#dialog")
        document, locator = self._place
        dialog.border_title = Content.assemble((document, "bold"), f"  {locator}")
        dialog.border_subtitle = "Esc closes"
        self.call_after_refresh(self._reveal)

    def _marked(self) -> Content:
        """The text with its formulas drawn; the cited parts stand out by a sign, too."""
        text = self._text
        width = max(min(self.app.size.width, 90) - 12, 24)
        pieces: list[Content | str] = []
        at = 0
        for start, end in self._ranges:
            before = text[at:start]
            cited = inline(" ".join(text[start:end].split()), base=CITED)
            pieces += [*self._plain(before, width), Content.styled("▶ ", "bold $text-accent"), cited]
            at = end
        return Content.assemble(*pieces, *self._plain(text[at:], width))

    @staticmethod
    def _plain(text: str, width: int) -> list[Content | str]:
        inner = text.strip()
        if not inner:
            return [_gap(text)]
        before, after = text.split(inner, 1)
        return [_gap(before), blocks(inner, width=width), _gap(after)]

    def _reveal(self) -> None:
        body = self.query_one("#passage-body")
        width = max(body.size.width, 20)
        first = self._ranges[0][0] if self._ranges else 0
        above = sum(max(1, -(-len(line) // width)) for line in self._text[:first].split("\n")[:-1])
        body.scroll_to(y=max(0, above - 2), animate=False)

    def action_roll(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#passage-body").scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Back to the conversation."""
        self.dismiss()
