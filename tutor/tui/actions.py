"""What the keys do: open and close panes and screens, stop, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Event, Key, Paste

from tutor.tui import themes

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path

    from textual.widget import Widget

    from tutor.tui.desk import Desk
    from tutor.tui.drawing import Drawing
    from tutor.tui.turns import TurnRunner
    from tutor.tui.widgets.contents import Contents
    from tutor.tui.widgets.conversation import Conversation
    from tutor.tui.widgets.entry import Entry
    from tutor.tui.widgets.status import StatusLine


_MAIN_SCREEN_ONLY = frozenset({"help", "contents", "reading", "progress", "memory", "sources", "escape"})


class Actions(App[int]):
    """The app's actions; what they act on is set up by the app itself."""

    desk: Desk
    home: Path
    drawing: Drawing
    turns: TurnRunner
    body: Widget
    welcome: Widget
    contents: Contents
    conversation: Conversation
    entry: Entry
    status: StatusLine
    leaving: asyncio.Event
    """Set once the app is about to end: the engine can be let go of while the screen is put back."""
    failure: str = ""
    """Why the app had to end, in one sentence."""

    def show_reading(self, lesson: str) -> object:
        """Open a lesson's text."""
        raise TypeError(f"the app opens {lesson}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the main screen do nothing while another one lies over it."""
        return len(self.screen_stack) <= 1 or action not in _MAIN_SCREEN_ONLY

    def refresh_list(self) -> object:
        """Read the list of lessons again: a notebook may work on the same record."""
        raise TypeError("the app reads it")

    def action_help(self) -> None:
        """F1."""
        from tutor.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen())

    def action_contents(self) -> None:
        """F2: show the lessons and go there, or put them away."""
        if self.contents.has_focus:
            self.close_panes()
            return
        self.open_pane("-contents")
        self.contents.focus()
        if self.turns.is_open:
            self.refresh_list()

    def action_reading(self) -> None:
        """F3: the text of the lesson in hand, or put it away."""
        if self.body.has_class("-reading"):
            self.close_panes()
        elif self.drawing.lesson is None:
            self.status.tell("Choose a lesson first: F2")
        else:
            self.show_reading(self.drawing.lesson)

    def action_progress(self) -> None:
        """F4."""
        from tutor.tui.screens.progress import ProgressScreen

        if self.turns.is_open:
            self.push_screen(ProgressScreen(self.desk))

    def action_memory(self) -> None:
        """F5."""
        from tutor.tui.screens.memory import MemoryScreen

        if self.turns.is_open:
            self.push_screen(MemoryScreen(self.desk))

    def action_sources(self) -> None:
        """F6: to the sources of the newest reply that has some; Enter opens, Tab goes on."""
        link = self.conversation.last_source()
        if link is None:
            self.status.tell("No reply has cited anything yet")
            return
        self.close_panes()
        link.focus()
        self.status.tell("Enter opens the passage, Tab goes on, Esc comes back")

    def action_escape(self) -> None:
        """Esc: stop the reply; else close a pane; else back to the line."""
        if self.stop_turn():
            return
        self.close_panes()

    def action_interrupt(self) -> None:
        """Ctrl+C: copy what is selected; else stop the reply; else clear the line; else say how to leave."""
        selected = self.screen.get_selected_text()
        area = str(getattr(self.focused, "selected_text", ""))
        if selected or area:
            self.copy_to_clipboard(selected or area)
            self.screen.clear_selection()
            self.status.tell("Copied")
        elif self.stop_turn():
            return
        elif self.entry.text:
            self.entry.remember(self.entry.text)
            self.entry.clear()
            self.status.tell("Cleared (↑ brings it back)")
        else:
            self.status.tell("Ctrl+Q leaves; everything is kept")

    def action_leave(self, code: int = 0) -> None:
        """Ctrl+Q, or a signal: what was shown is stored already."""
        self.stop_turn()
        self.leaving.set()
        self.exit(code)

    def action_look(self) -> None:
        """Ctrl+T: light or dark, kept for the next time."""
        self.theme = themes.LIGHT.name if self.theme == themes.DARK.name else themes.DARK.name
        themes.remember(self.home, self.theme)

    def stop_turn(self) -> bool:
        """Close the stream of the turn that runs; False when none does."""
        return bool(self.workers.cancel_group(self, "turn"))

    def open_pane(self, name: str) -> None:
        """Show the list (-contents) or the text (-reading); where there is no room, instead of the work."""
        self.body.set_class(name == "-contents", "-contents")
        self.body.set_class(name == "-reading" or self.body.has_class("-reading"), "-reading")

    def close_panes(self) -> None:
        """The work alone (on a wide terminal the list stays), with the cursor in the line."""
        self.body.set_class(False, "-reading", "-contents")
        self.welcome.display = False
        self.screen.set_focus(self.entry)  # at once: what is typed next must not reach the pane that closes

    async def on_event(self, event: Event) -> None:
        """Whatever is typed or pasted goes to the line, wherever the cursor is.

        Decided here, before the event is passed on: of what is typed in one go nothing may reach the pane that it left.
        """
        if isinstance(event, Key | Paste) and not event.is_forwarded and self._is_for_the_line(event):
            if self.entry.size.area == 0:
                self.close_panes()
            self.screen.set_focus(self.entry)
        await super().on_event(event)

    def _is_for_the_line(self, event: Key | Paste) -> bool:
        if len(self.screen_stack) > 1 or getattr(self, "entry", None) is None or self.entry.has_focus:
            return False
        return isinstance(event, Paste) or bool(event.is_printable and event.character and event.character.strip())

    def _fatal_error(self) -> None:
        """Never a traceback on the screen: it is written down, and the app ends with a sentence."""
        error = self._exception
        if error is not None:
            self.turns.report(error)
        if self._exit:  # the learner has left already; nothing is on the screen any more
            return
        self.failure = f"the screen failed ({type(error).__name__})"
        self._close_messages_no_wait()
