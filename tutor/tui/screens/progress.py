"""The open learner model: mastery with its evidence, what is due, misconceptions, and how it went over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.tui.desk import ComponentRow, Desk, MisconceptionRow, Progress
from tutor.tui.screens.ask import Confirm
from tutor.tui.screens.listing import ListScreen
from tutor.tui.text.clean import clean_line
from tutor.tui.widgets.bar import bar
from tutor.tui.widgets.chart import MasteryChart
from tutor.tui.widgets.keys import Keys, KeysLine
from tutor.tui.widgets.rows import Rows

INTRO = "What the tutor believes you know, and why. It is an estimate: disagree with “I know this”, or delete it."

KEYS: Keys = (
    ("K", "I know this", "screen.claim()"),
    ("Del", "Delete what is believed", "screen.forget()"),
    ("Esc", "Back", "screen.back()"),
)


class ProgressScreen(ListScreen[ComponentRow]):
    """The list of knowledge components; the evidence for the one under the cursor beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4", "back", "Back"),
        Binding("k", "claim", "I know this"),
        Binding("delete,d", "forget", "Delete what is believed"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown = Progress(components=())

    def compose(self) -> ComposeResult:
        yield Static(Content.assemble(("Your progress\n", "bold"), (INTRO, "$quiet")), classes="head")
        with Horizontal(id="progress"):
            yield Rows(id="components")
            with Vertical(id="beside"):
                yield MasteryChart(id="chart")
                yield VerticalScroll(Static("", id="evidence"), id="evidence-box")
        yield Static("", classes="message")
        yield KeysLine(KEYS)

    async def read(self) -> Sequence[ComponentRow]:
        """What is believed."""
        self.shown = await self.desk.progress()
        return self.shown.components

    def filled(self) -> None:
        """The chart and the evidence follow."""
        self.query_one(MasteryChart).show(self.shown.curves)
        self._explain(self.current())

    def draw(self, row: ComponentRow) -> Content:
        """How well it is known, and when it is due."""
        due = clean_line(row.due)
        tries = f"{row.attempts} attempt{'' if row.attempts == 1 else 's'}" if row.attempts else "not tried yet"
        return Content.assemble(
            (clean_line(row.title), "bold"), "\n", bar(row.p_known), "  ", (tries, "$quiet"), "  ",
            (due, "bold $text-warning" if row.is_due else "$quiet"),
        )  # fmt: skip

    def _explain(self, row: ComponentRow | None) -> None:
        parts: list[Content] = []
        if row is not None:
            parts.append(Content.assemble((clean_line(row.title), "bold"), (f"  {clean_line(row.lesson)}", "$quiet")))
            parts += [Content(f"• {clean_line(each)}") for each in row.evidence] or [Content("No evidence yet.")]
        parts += [Content(""), Content.styled("Misconceptions seen", "bold")]
        parts += [self._misconception(each) for each in self.shown.misconceptions] or [Content("None so far.")]
        self.query_one("#evidence", Static).update(Content("\n").join(parts))

    @staticmethod
    def _misconception(row: MisconceptionRow) -> Content:
        state = ("gone", "$text-success") if row.gone else ("still about", "$text-warning")
        seen = f"  {row.times}×, last {clean_line(row.last_seen)}"
        return Content.assemble("• ", clean_line(row.name), "  ", state, (seen, "$quiet"))

    def on_option_list_option_highlighted(self) -> None:
        """Another component is under the cursor."""
        row = self.current()
        self._explain(row)
        self.query_one(MasteryChart).choose(row.id if row else None)

    @work(exclusive=True, group="rows")
    async def action_claim(self) -> None:
        """The learner disagrees: a short test-out instead of an argument."""
        if (row := self.current()) is not None:
            await self.change(self.desk.claim_known(row.id), f"Noted. A short test on “{row.title}” comes next: /next")

    @work(exclusive=True, group="rows")
    async def action_forget(self) -> None:
        """Delete what is believed about the component, after asking."""
        row = self.current()
        if row is not None and await self.app.push_screen_wait(
            Confirm(f"Delete what is believed about “{row.title}”?")
        ):
            await self.change(self.desk.forget_component(row.id), "Deleted.")
