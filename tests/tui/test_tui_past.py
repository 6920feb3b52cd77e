"""What was shown before is shown again, page by page."""

from __future__ import annotations

from fake_desk import FakeDesk, ended, verdict
from tui_pilot import Screen, app_of, settle, shown

from tutor.events import Event, MoveChosen, MoveKind, Sentence, Source, TurnStarted


async def test_the_rung_is_shown_again_after_a_restart(screen: Screen) -> None:
    desk = FakeDesk(past=past(1))
    desk.rung = 2
    async with screen(desk) as pilot:
        assert "hint 2 of 4: the idea ●●○○" in shown(pilot)


def past(count: int) -> tuple[tuple[Event, ...], ...]:
    return tuple(
        (
            TurnStarted(text=f"line {n} = 8"),
            verdict(f"line {n} = 8"),
            Sentence(text=f"Reply {n}.", source=Source.TEMPLATE),
            ended(f"Reply {n}."),
        )
        for n in range(count)
    )


async def test_all_that_was_shown_is_shown_again(screen: Screen) -> None:
    cut_off = (TurnStarted(text="2x = 8"), verdict("2x = 8"))
    async with screen(FakeDesk(past=(*past(2), cut_off)), size=(100, 40)) as pilot:
        text = shown(pilot)
        for wanted in ("line 0 = 8  ", "Reply 0.", "Reply 1.", "✓ 2x = 8  valid", "Interrupted here."):
            assert wanted in text


async def test_a_long_past_is_drawn_page_by_page(screen: Screen) -> None:
    async with screen(FakeDesk(past=past(60)), size=(100, 40)) as pilot:
        app = app_of(pilot)
        assert len(app.conversation.turns) == 25
        assert "Reply 59." in shown(pilot)
        app.conversation.scroll_home(animate=False)
        await pilot.pause()
        assert "▲ 35 earlier turns" in shown(pilot)
        await pilot.click(".earlier")
        await settle(pilot)
        assert len(app.conversation.turns) == 50
        app.conversation.query_one(".earlier").focus()
        await pilot.press("enter")
        await settle(pilot)
        app.conversation.scroll_home(animate=False)
        await pilot.pause()
        assert "Reply 0." in shown(pilot)
        assert "earlier turn" not in shown(pilot)


async def test_old_pages_do_not_change_the_exercise_in_hand(screen: Screen) -> None:
    old = (TurnStarted(text="/hint"), MoveChosen(move=MoveKind.HINT, rung=3, why=""), ended("Old.", rung=3))
    async with screen(FakeDesk(past=(old, *past(30)))) as pilot:
        await app_of(pilot).turns.show_earlier()
        assert "no hint used" in shown(pilot)
