"""`%%tutor` and `%tutor`: read the line, run a turn, draw its events. Errors are one sentence, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from kernel_ext.canvas import Canvas, HandleCanvas, TerminalCanvas
from kernel_ext.desk import Desk
from kernel_ext.given import given_values
from kernel_ext.options import Asked, help_text, read_line
from kernel_ext.page import Page
from tutor.errors import TutorError, UsageError
from tutor.events import Event

NAME = "tutor"
OTHER_NAME = "tutor_ai"
"""Registered where another extension already owns %%tutor."""
_KEY = "_tutor_magic"


class TutorMagic:
    """The magic of one shell."""

    def __init__(self, shell: Any, *, name: str = NAME, desk: Desk | None = None) -> None:
        self.shell = shell
        self.name = name
        self.desk = desk or Desk()

    def run(self, line: str, cell: str | None = None) -> None:
        """Ask the tutor: %%tutor with a question or your next lines, %tutor hint, next, help …"""
        try:
            self._run(line, cell)
        except KeyboardInterrupt:
            self.say("stopped")
        except TutorError as error:
            self.say(str(error))
        except Exception as error:  # the boundary: a cell never shows a traceback of the tutor's
            self.say(f"something failed inside: {type(error).__name__}: {error}; what was shown is kept")

    def _run(self, line: str, cell: str | None) -> None:
        asked = read_line(line, cell=cell is not None)
        if cell is not None:
            if asked.command == "check":
                given = given_values(asked.given, self.shell.user_ns)
                self.show(self.desk.check(asked, cell, given))
            elif cell.strip():
                self.show(self.desk.respond(asked, cell.strip("\n")))
            else:
                raise UsageError("the cell is empty", f"write your question or your next line below %%{self.name}")
        elif asked.command == "help" or not (asked.text or asked.lesson or asked.exercise):
            self.display(help_text(self.name))
        elif asked.command == "progress":
            self._progress(asked)
        elif asked.command == "panel":
            from kernel_ext.panel import show_panel

            show_panel(self, asked)
        elif asked.text:
            self.show(self.desk.respond(asked, asked.text))
        else:
            self.show(self.desk.look(asked))

    def show(self, events: Iterable[Event], canvas: Canvas | None = None) -> Page:
        """Draw the events as they come. An interrupt stops the turn and keeps what was shown."""
        canvas = canvas or self._canvas()
        page = Page(title=self.desk.title)
        canvas.draw(page)
        try:
            for event in events:
                page.take(event)
                canvas.draw(page)
        except KeyboardInterrupt:
            page.stop()
        except TutorError as error:
            page.fail(str(error))
        finally:
            close(events)
        page.closed = True
        canvas.finish(page)
        return page

    def _progress(self, asked: Asked) -> None:
        from kernel_ext.progress import progress_markdown
        from tutor.wiring import open_library, open_progress

        config = self.desk.config(asked)
        titles = {kc.id: kc.title for kc in open_library(config).kcs.values()}
        self.display(progress_markdown(open_progress(config), titles))

    def _canvas(self) -> Canvas:
        return HandleCanvas() if in_notebook(self.shell) else TerminalCanvas(_write)

    def display(self, markdown: str) -> None:
        if not in_notebook(self.shell):
            print(markdown)
            return
        from IPython.display import Markdown, display

        display(Markdown(markdown))  # type: ignore[no-untyped-call]

    @staticmethod
    def say(sentence: str) -> None:
        print(f"tutor: {' '.join(sentence.split())}", file=sys.stderr)


def in_notebook(shell: Any) -> bool:
    """Whether the shell belongs to a kernel, whose front end can redraw an output."""
    return getattr(shell, "kernel", None) is not None


def register(shell: Any, *, desk: Desk | None = None) -> TutorMagic:
    """Register %%tutor, or %%tutor_ai where another extension owns it; loading again gives a fresh session."""
    unregister(shell)
    owner = _owner(shell)
    name = OTHER_NAME if owner else NAME
    if owner:
        print(
            f"tutor: %%{NAME} already belongs to {owner}; use %%{OTHER_NAME} and %{OTHER_NAME} instead", file=sys.stderr
        )
    magic = TutorMagic(shell, name=name, desk=desk)
    shell.register_magic_function(_entry(magic), magic_kind="line_cell", magic_name=name)
    setattr(shell, _KEY, magic)
    return magic


def unregister(shell: Any) -> None:
    """Take our magic away, close its session. A magic of the same name that came later is left alone."""
    magic = getattr(shell, _KEY, None)
    if not isinstance(magic, TutorMagic):
        return
    delattr(shell, _KEY)
    for kind in ("line", "cell"):
        found = shell.magics_manager.magics[kind]
        ours = getattr(found.get(magic.name), "tutor_magic", None)
        if isinstance(ours, TutorMagic) and ours is magic:
            del found[magic.name]
    try:
        magic.desk.close()
    except Exception as error:  # the boundary: each event is stored before it is shown, so nothing is lost here
        magic.say(f"the session was not closed in order ({type(error).__name__}: {error}); what was shown is stored")


def _owner(shell: Any) -> str:
    """Which module registered %%tutor or %tutor before us; empty if none did."""
    for kind in ("cell", "line"):
        found = shell.magics_manager.magics[kind].get(NAME)
        if found is not None:
            return getattr(getattr(found, "__func__", found), "__module__", "") or "another extension"
    return ""


def _entry(magic: TutorMagic) -> Callable[[str, str | None], None]:
    """The function that IPython calls; its docstring is what `%tutor?` shows."""

    def tutor(line: str, cell: str | None = None) -> None:
        magic.run(line, cell)

    tutor.__doc__ = help_text(magic.name)
    tutor.tutor_magic = magic  # type: ignore[attr-defined]
    return tutor


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def close(events: Iterable[Event]) -> None:
    """End a turn that may not have come to its end."""
    end = getattr(events, "close", None)
    if end is not None:
        end()
