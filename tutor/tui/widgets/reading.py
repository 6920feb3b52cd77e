"""The lesson to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from tutor.tui.desk import Reading
from tutor.tui.text.clean import clean_line
from tutor.tui.text.lesson import lesson_markdown

if TYPE_CHECKING:
    from textual.widgets import Markdown


def whole(reading: Reading, width: int) -> str:
    """The page: what the lesson is for, then its text; a heading that only repeats the title is left out."""
    text = lesson_markdown(reading.markdown, width).lstrip()
    first, _, rest = text.partition("\n")
    if first.strip("# ").casefold() == clean_line(reading.title).casefold():
        text = rest
    goals = "\n".join(f"- {lesson_markdown(clean_line(goal), width)}" for goal in reading.objectives)
    return f"*When you are through, you can:*\n\n{goals}\n\n{text}" if goals else text


class ReadingPane(VerticalScroll):
    """Scrolls with the arrow and page keys; Enter goes on to the exercise. Links are never opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "work", "To the exercise", show=False),
        Binding("space", "page_down", "On", show=False),
    ]

    class Done(Message):
        """The learner wants to work on the exercise."""

    class Vanished(Message):
        """There is no room for the pane any more, and it had the cursor."""

    def __init__(self) -> None:
        super().__init__(id="reading")
        self.border_title = "Reading"
        self.border_subtitle = "Enter: to the exercise"
        self.lesson: str | None = None
        self._drawn: tuple[str, int] | None = None
        self._reading: Reading | None = None

    async def show(self, reading: Reading) -> None:
        """Another lesson, from its beginning; the same one stays where it was."""
        changed = reading.lesson != self.lesson
        self.lesson, self._reading = reading.lesson, reading
        self.border_title = Content(clean_line(reading.title))
        await self._draw()
        if changed:
            self.scroll_home(animate=False)

    async def _draw(self) -> None:
        if self._reading is None:
            return
        width = max((self.size.width or self.app.size.width) - 8, 24)
        if self._drawn == (self._reading.markdown, width):
            return
        self._drawn = (self._reading.markdown, width)
        page = await self._page()
        await page.update(whole(self._reading, width))

    async def _page(self) -> Markdown:
        from textual.widgets import Markdown

        found = self.query(Markdown)
        if found:
            return found.first()
        page = Markdown("", id="page", open_links=False)
        await self.mount(page)
        return page

    def on_hide(self) -> None:
        """Say so, if the cursor was here."""
        if self.has_focus:
            self.post_message(self.Vanished())

    def on_resize(self) -> None:
        """Display maths depends on the width."""
        self.call_after_refresh(self._draw)

    def action_work(self) -> None:
        """On to the exercise."""
        self.post_message(self.Done())
