"""The terminal front end. Nothing of Textual is imported until `run` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.config import Config

__all__ = ["run"]


def run(config: Config, *, lesson: str | None = None, exercise: str | None = None) -> int:
    """Show the tutor until the learner leaves; the exit code.

    `lesson` or `exercise` (an id) is opened instead of where the learner was. The engine is built after the paint.
    Raises UsageError when there is no terminal to draw on, and StoreError when the screen failed.
    """
    import asyncio
    import sys

    from tutor.errors import StoreError, UsageError

    if not (sys.stdin.isatty() and sys.stderr.isatty()):  # Textual draws on stderr
        raise UsageError("the screen needs a terminal", 'ask without one: tutor ask "…", or tutor session --jsonl')
    from tutor.tui.app import TutorApp
    from tutor.tui.engine_desk import EngineDesk
    from tutor.tui.leaving import show

    newcomer = not config.database.exists() and lesson is None and exercise is None
    desk = EngineDesk(config, lesson=lesson, exercise=exercise)
    app = TutorApp(desk, config.home, newcomer=newcomer)
    code = asyncio.run(show(app, desk))
    if app.failure:
        raise StoreError(app.failure, f"what was shown is kept; the details are in {app.home / 'tui.log'}")
    return code
