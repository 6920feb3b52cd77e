"""The lessons with their mastery and what is due, and the exercises of those that are unfolded."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tutor.tui.desk import ExerciseRow, LessonRow
from tutor.tui.text.clean import clean_line
from tutor.tui.text.inline import inline
from tutor.tui.widgets.bar import bar
from tutor.tui.widgets.rows import Rows

_STATES = {
    "solved": ("✓", "$text-success", "solved"),
    "tried": ("◐", "$text-warning", "begun"),
    "shown": ("◌", "$quiet", "shown"),
    "new": ("○", "$quiet", ""),
}


class Contents(Rows):
    """Enter opens; → unfolds the exercises, ← folds them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "unfold(True)", "Exercises", show=False),
        Binding("left", "unfold(False)", "Fold", show=False),
    ]

    @dataclass
    class LessonPicked(Message):
        """A lesson was chosen."""

        lesson: str

    @dataclass
    class ExercisePicked(Message):
        """An exercise was chosen."""

        exercise: str

    class Vanished(Message):
        """There is no room for the pane any more, and it had the cursor."""

    def __init__(self) -> None:
        super().__init__(id="contents")
        self.border_title = "Lessons"
        self.rows: tuple[LessonRow, ...] = ()
        self._open: set[str] = set()
        self._current: str | None = None
        self._exercise: str | None = None

    def show(self, rows: tuple[LessonRow, ...], current: str | None, exercise: str | None = None) -> None:
        """The lessons, with the current one unfolded."""
        if current and current != self._current:
            self._open = {current}
        moved = (current, exercise) != (self._current, self._exercise)
        self.rows, self._current, self._exercise = rows, current, exercise
        self._fill(follow=moved and not self.has_focus)

    def first_open(self, lesson: str | None) -> str | None:
        """The first exercise of a lesson that was neither solved nor shown."""
        found = (each for row in self.rows if row.id == lesson for each in row.exercises)
        return next((each.id for each in found if each.state not in {"solved", "shown"}), None)

    def on_focus(self) -> None:
        """Say what the keys do here."""
        self.border_subtitle = "Enter opens, → unfolds"

    def on_blur(self) -> None:
        """They do nothing while the cursor is elsewhere."""
        self.border_subtitle = ""

    def on_hide(self) -> None:
        """Say so, if the cursor was here."""
        if self.has_focus:
            self.post_message(self.Vanished())

    def on_resize(self) -> None:
        """Long titles are wrapped to the width."""
        if self.rows:
            self._fill()

    def _fill(self, *, follow: bool = False) -> None:
        """Draw the rows; `follow` moves the cursor to what is current instead of leaving it where it was."""
        at = self.highlighted_option.id if self.highlighted_option and not follow else None
        options: list[Option] = []
        for row in self.rows:
            options.append(Option(self._lesson(row), id=f"lesson:{row.id}"))
            if row.id in self._open:
                options += [Option(self._line(each), id=f"exercise:{each.id}") for each in row.exercises]
        self.clear_options()
        self.add_options(options)
        ids = [option.id for option in options]
        wanted = [at, f"exercise:{self._exercise}", f"lesson:{self._current}"]
        found = next((ids.index(each) for each in wanted if each in ids), None)
        self.highlighted = found if found is not None else (0 if ids else None)

    def _lesson(self, row: LessonRow) -> Content:
        fold = "▾ " if row.id in self._open else "▸ "
        style = "bold $text-accent" if row.id == self._current else "bold"
        due = f"  {row.due} due" if row.due else ""
        head = Content.assemble((fold, "$quiet"), *self._hang(clean_line(row.title), 2, style))
        return Content.assemble(head, "\n  ", bar(row.mastery), (due, "$text-warning"))

    def _hang(self, text: str, indent: int, style: str) -> list[Content]:
        """The text wrapped to the pane, all lines but the first one indented."""
        lines = wrap(text, self._room(indent)) or [text]
        first, *rest = [inline(line, base=style) for line in lines]
        return [first, *(Content.assemble("\n" + " " * indent, line) for line in rest)]

    def _line(self, row: ExerciseRow) -> Content:
        mark, style, word = _STATES.get(row.state, _STATES["new"])
        here = "bold $text-accent" if row.id == self._exercise else ""
        title = self._hang(clean_line(row.title), 5, here)
        room = self._room(5) - len(title[-1].plain.lstrip())
        gap = "  " if len(word) + 2 <= room else "\n" + " " * 5
        said = Content.styled(f"{gap}{word}", "$quiet") if word else Content("")
        return Content.assemble("   ", (mark, style), " ", *title, said)

    def _room(self, indent: int) -> int:
        return max((self.size.width or 34) - 2 - indent, 12)

    def action_unfold(self, wanted: bool) -> None:
        """Show or hide the exercises of the lesson under the cursor."""
        option = self.highlighted_option
        if option is None or option.id is None:
            return
        kind, _, name = option.id.partition(":")
        owners = (row.id for row in self.rows if any(each.id == name for each in row.exercises))
        lesson = name if kind == "lesson" else next(owners, name)
        self._open = self._open | {lesson} if wanted else self._open - {lesson}
        self._fill()
        if not wanted:
            self.highlighted = next((i for i, o in enumerate(self.options) if o.id == f"lesson:{lesson}"), 0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say what was chosen."""
        event.stop()
        kind, _, name = (event.option_id or "").partition(":")
        self.post_message(self.LessonPicked(name) if kind == "lesson" else self.ExercisePicked(name))
