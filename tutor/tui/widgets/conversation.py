"""The conversation: all turns, the newest in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.tui.widgets.source import SourceLink
from tutor.tui.widgets.turn import TurnView


class Earlier(Static, can_focus=True):
    """Offers the turns that are not drawn yet."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "show", "Show", show=False)]

    class Wanted(Message):
        """The learner wants to see them."""

    def action_show(self) -> None:
        """Ask for them."""
        self.post_message(self.Wanted())

    def on_click(self) -> None:
        """A click does too."""
        self.action_show()


class Conversation(VerticalScroll, can_focus=True):
    """Keeps to its end until the learner scrolls up."""

    @dataclass
    class EarlierWanted(Message):
        """Turns of the past should be drawn."""

    def __init__(self) -> None:
        super().__init__(id="conversation")
        self.turns: list[TurnView] = []

    def on_mount(self) -> None:
        """New turns stay in view."""
        self.anchor()

    def on_resize(self) -> None:
        """Lines wrap anew: the end stays in view if it was."""
        if not self._anchor_released:
            self.anchor()

    async def begin(self, *texts: str, before: TurnView | None = None) -> list[TurnView]:
        """Room for turns, each with what the learner typed; `before` puts turns of the past above another.

        They are mounted when this returns: only then can their parts be added in order.
        """
        found = [TurnView(text) for text in texts]
        at = len(self.turns) if before is None else self.turns.index(before)
        self.turns[at:at] = found
        await self.mount(*found, before=before)
        if before is None:
            self.anchor()
        return found

    def offer_earlier(self, count: int) -> None:
        """Say how many turns are not drawn; 0 takes the offer away."""
        for old in self.query(Earlier):
            old.remove()
        if count:
            what = f"▲ {count} earlier turn{'s' if count > 1 else ''} (Enter or click shows them)"
            self.mount(Earlier(Content.styled(what, "$quiet"), classes="earlier"), before=0)

    def on_earlier_wanted(self, event: Earlier.Wanted) -> None:
        """Pass it on."""
        event.stop()
        self.post_message(self.EarlierWanted())

    def last_source(self) -> SourceLink | None:
        """The first source of the newest turn that has any."""
        for turn in reversed(self.turns):
            for link in turn.query(SourceLink):
                return link
        return None
