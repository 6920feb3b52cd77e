"""A cited passage, as a row that can be reached with Tab and opened with Enter or a click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.events import CitationShown
from tutor.tui.text.clean import clean_line


class SourceLink(Static, can_focus=True):
    """Shows number, document and place."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "open", "Open the passage", show=False)]

    @dataclass
    class Opened(Message):
        """The passage should be shown."""

        citation: CitationShown

    def __init__(self, citation: CitationShown) -> None:
        self.citation = citation
        place = f"{clean_line(citation.document)}, {clean_line(citation.locator)}".strip(", ")
        super().__init__(
            Content.assemble((f"[{citation.n}]", "bold $text-primary"), " ", (place, "$quiet")), classes="source"
        )

    def action_open(self) -> None:
        """Open the passage."""
        self.post_message(self.Opened(self.citation))

    def on_click(self) -> None:
        """A click opens it too."""
        self.action_open()
