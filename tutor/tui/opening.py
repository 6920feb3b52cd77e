"""After the first paint: the engine is opened, the past is drawn, what makes turns fast is warmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.errors import TutorError
from tutor.tui.turns import typed

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp


async def open_record(app: TutorApp) -> bool:
    """Open the session and draw what was shown before; False, with a sentence on the screen, when that fails."""
    try:
        await app.desk.open()
        await _introduce(app)
        await app.turns.start()
        status = await app.desk.status()
    except TutorError as error:
        _give_up(app, str(error))
        return False
    except Exception as error:
        app.turns.report(error)
        _give_up(app, f"The record could not be opened ({type(error).__name__}); see {app.turns.log}")
        return False
    app.status.idle()
    app.drawing.ladder(status.rung, solved=status.solved)
    for turn in await app.desk.history():
        app.entry.remember(typed(turn))
    if app.drawing.lesson is None and not app.newcomer and not app.body.has_class("-reading"):
        app.greet()  # a newcomer was greeted already, and may have chosen a lesson meanwhile
    await app.refresh_contents()
    return True


async def warm(app: TutorApp) -> None:
    """Load what the first turn would wait for; what fails here is told when it is needed, or written down."""
    try:
        await app.desk.warm()
        app.status.introduce(await app.desk.status())
    except TutorError as error:
        app.say(str(error))
    except Exception as error:
        app.turns.report(error)


async def _introduce(app: TutorApp) -> None:
    rows = await app.desk.lessons()
    titles = app.drawing.titles
    titles.update({row.id: row.title for row in rows})
    titles.update({each.id: each.title for row in rows for each in row.exercises})
    titles.update(await app.desk.component_titles())
    exercises = [("/exercise", each.id) for row in rows for each in row.exercises]
    app.entry.ids = [("/lesson", row.id) for row in rows] + exercises
    app.contents.show(rows, None)
    app.status.introduce(await app.desk.status())


def _give_up(app: TutorApp, reason: str) -> None:
    app.turns.give_up(reason)
    app.status.idle()
    app.say(reason)
