"""The passage behind a citation, with its place and the cited part highlighted."""

from __future__ import annotations

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
from tutor.tui.text.highlight import cited_part
from tutor.tui.text.inline import inline

CITED = "bold underline $text-accent"


def _joint(between: str) -> str:
    """What stands between two parts that are drawn apart: a line's end stays one."""
    return "\n" if "\n" in between else " " if between.strip() else ""


class PassageScreen(ModalScreen[None]):
    """Esc closes it; arrow and page keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "Close"),
        Binding("up,k", "roll(-1)", "Up", show=False),
        Binding("down,j", "roll(1)", "Down", show=False),
        Binding("pageup", "roll(-10)", "Page up", show=False),
        Binding("pagedown,space", "roll(10)", "Page down", show=False),
    ]

    def __init__(self, view: PassageView, sentence: str, excerpt: str) -> None:
        super().__init__()
        self._text = clean(view.text).strip()
        self._place = (clean_line(view.document), clean_line(view.locator))
        self._range = cited_part(self._text, clean(sentence), clean(excerpt).strip())

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
        """The text with its formulas drawn; the cited part stands out by a sign, too."""
        start, end = self._range
        text = self._text
        width = max(min(self.app.size.width, 90) - 12, 24)
        if start == end:
            return blocks(text, width=width)
        before, part, after = text[:start], text[start:end], text[end:]
        cited = Content.assemble(("▶ ", "bold $text-accent"), inline(" ".join(part.split()), base=CITED))
        pieces: list[Content | str] = [
            blocks(before, width=width),
            _joint(before[-2:]),
            cited,
            _joint(after[:2]),
            blocks(after, width=width),
        ]
        return Content.assemble(*pieces)

    def _reveal(self) -> None:
        body = self.query_one("#passage-body")
        width = max(body.size.width, 20)
        above = sum(max(1, -(-len(line) // width)) for line in self._text[: self._range[0]].split("\n")[:-1])
        body.scroll_to(y=max(0, above - 2), animate=False)

    def action_roll(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#passage-body").scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Back to the conversation."""
        self.dismiss()
