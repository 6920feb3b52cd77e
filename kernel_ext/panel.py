"""`%tutor panel`: the exercise in hand with a box for the next line and buttons; text where there are no widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from kernel_ext.canvas import Pace
from kernel_ext.options import Asked
from kernel_ext.page import Page

if TYPE_CHECKING:
    from kernel_ext.magics import TutorMagic
    from tutor.events import Event

NO_WIDGETS = (
    "Widgets can't be drawn here: answer in a %%{name} cell, ask for help with %{name} hint, go on with %{name} next."
)


def show_panel(magic: TutorMagic, asked: Asked) -> None:
    """Draw the panel, or the exercise as text with what to type."""
    from kernel_ext.magics import in_notebook

    try:
        if not in_notebook(magic.shell):
            raise ImportError("not a notebook")
        import ipywidgets
        from IPython.display import display
    except ImportError:
        magic.show(magic.desk.look(asked))
        magic.display(NO_WIDGETS.format(name=magic.name))
        return
    panel = Panel(magic, ipywidgets)
    display(panel.box)  # type: ignore[no-untyped-call]
    panel.show(magic.desk.look(asked))


class WidgetCanvas:
    """Draws a page into an output widget."""

    def __init__(self, output: Any) -> None:
        self._output = output
        self._pace = Pace()

    def draw(self, page: Page) -> None:
        """Redraw at a pace that a front end can follow."""
        if self._pace.is_due():
            self.finish(page)

    def finish(self, page: Page) -> None:
        """Redraw everything."""
        bundle = {"text/markdown": page.markdown, "text/plain": page.plain}
        self._output.outputs = ({"output_type": "display_data", "data": bundle, "metadata": {}},)


class Panel:
    """An exercise, what the tutor said last, a box for the next line, and four buttons."""

    def __init__(self, magic: TutorMagic, widgets: Any) -> None:
        self._magic = magic
        self.exercise = widgets.Output()
        self.reply = widgets.Output()
        self.line = widgets.Textarea(
            placeholder="your next line, your answer, or a question",
            rows=3,
            layout=widgets.Layout(width="100%"),
        )
        self.status = widgets.HTML()
        self.buttons = {
            "Check": self._button(widgets, "Check", "primary", self._send),
            "Hint": self._button(widgets, "Hint", "", lambda: self.turn("/hint")),
            "Next": self._button(widgets, "Next", "", lambda: self.turn("/next")),
            "Skip": self._button(widgets, "Skip", "", lambda: self.turn("/skip")),
        }
        bar = widgets.HBox([*self.buttons.values()])
        frame = widgets.Layout(border="1px solid #bbb", padding="8px", max_width="760px")
        self.box = widgets.VBox([self.exercise, self.line, bar, self.status, self.reply], layout=frame)

    def turn(self, text: str) -> None:
        """Say something to the tutor; an exercise that comes up takes the place of the one above."""
        self.show(self._magic.desk.respond(Asked(), text))

    def show(self, events: Iterator[Event]) -> None:
        """Draw a turn; the buttons wait until it has ended."""
        for button in self.buttons.values():
            button.disabled = True
        try:
            self._magic.show(self._sorted(events), WidgetCanvas(self.reply))
        finally:
            for button in self.buttons.values():
                button.disabled = False
            self.status.value = self._standing()

    def _sorted(self, events: Iterator[Event]) -> Iterator[Event]:
        """The exercise goes above; all else is the reply."""
        from kernel_ext.magics import close
        from tutor.events import ExerciseShown

        try:
            for event in events:
                if isinstance(event, ExerciseShown):
                    page = Page(closed=True)
                    page.take(event)
                    WidgetCanvas(self.exercise).finish(page)
                else:
                    yield event
        finally:
            close(events)

    def _send(self) -> None:
        text = self.line.value.strip()
        if text:
            self.line.value = ""
            self.turn(text)

    def _standing(self) -> str:
        session = self._magic.desk.session
        if session is None:
            return ""
        found = session.status()
        solved = ", solved" if found.solved else ""
        return f"<small>hints: {found.rung} of {found.rungs}{solved}</small>" if found.exercise else ""

    def _button(self, widgets: Any, label: str, style: str, action: Callable[[], None]) -> Any:
        button = widgets.Button(description=label, button_style=style)

        def clicked(_: Any) -> None:
            try:
                action()
            except Exception as error:  # the boundary: a click never shows a traceback
                self._magic.say(f"something failed: {error}")

        button.on_click(clicked)
        return button
