"""Keys, pastes and sizes of the terminal: nothing typed gets lost, and there is always a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_desk import FakeDesk
from textual.events import Key, Paste
from tui_pilot import Screen, app_of, begin_slow, say, settle, shown

from tutor.errors import StoreError
from tutor.tui.app import TutorApp


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 30)])
async def test_typing_in_the_reading_or_the_list_goes_to_the_line(screen: Screen, size: tuple[int, int]) -> None:
    desk = FakeDesk(lesson=None)
    async with screen(desk, size=size, newcomer=True) as pilot:
        await pilot.press("4", "x", "space", "=", "space", "2", "8")
        assert app_of(pilot).entry.text == "4x = 28"
        assert app_of(pilot).entry.has_focus
        await pilot.press("enter")
        await settle(pilot)
        assert desk.said == ["4x = 28"]


@pytest.mark.parametrize("error", [StoreError("can't open the record", "check the folder"), OSError("disk")])
async def test_a_record_that_cannot_be_opened_is_told_and_leaves_a_way_out(screen: Screen, error: Exception) -> None:
    desk = FakeDesk()
    desk.open_error = error
    async with screen(desk) as pilot:
        text = " ".join(shown(pilot).split())
        assert "can't open the record; check the folder" in text or "could not be opened (OSError)" in text
        await pilot.press("f4", "f5")
        await say(pilot, "2x = 8")
        assert app_of(pilot).entry.text == "2x = 8"
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert pilot.app.return_value == 0


async def test_quit_leaves_with_zero(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "/quit")
    assert pilot.app.return_value == 0


async def test_control_q_leaves_in_the_middle_of_a_turn(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await begin_slow(pilot, desk)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert pilot.app.return_value == 0
    assert desk.closed == ["slow"]


async def test_a_failure_of_the_screen_itself_is_written_down_and_told_in_a_sentence(tmp_path: Path) -> None:
    app = TutorApp(FakeDesk(), tmp_path)
    async with app.run_test() as pilot:
        await settle(pilot)
        app._exception = ValueError("deep inside")
        app._fatal_error()
        app._exception = None
    assert app.failure == "the screen failed (ValueError)"
    assert "deep inside" in (tmp_path / "tui.log").read_text()
    assert not app._exit_renderables


async def test_control_c_is_kind(screen: Screen) -> None:
    async with screen() as pilot:
        app = app_of(pilot)
        app.entry.load_text("half a line")
        await pilot.press("ctrl+c")
        assert app.entry.text == ""
        await pilot.press("up")
        assert app.entry.text == "half a line"
        app.entry.clear()
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Ctrl+Q leaves" in app.status.words
        assert app.is_running


async def test_a_paste_of_fifty_lines_is_taken_whole(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await say(pilot, "\n".join(f"{n}x = {n}" for n in range(50)))
        assert len(desk.said[0].splitlines()) == 50
        assert "49x = 49  valid" in shown(pilot)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60), (20, 6), (5, 2)])
@pytest.mark.parametrize("before", [(100, 30), (200, 60)])
async def test_every_size_and_every_change_of_size_is_survived(
    screen: Screen, before: tuple[int, int], size: tuple[int, int]
) -> None:
    async with screen(size=before) as pilot:
        await say(pilot, "2x = 8\nx = 5")
        await say(pilot, "why?")
        await pilot.press("f3")
        await settle(pilot)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        await pilot.press("escape")
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert "by the model" in shown(pilot)


async def test_a_pane_that_loses_its_room_gives_the_cursor_back(screen: Screen) -> None:
    async with screen(size=(100, 30)) as pilot:
        await pilot.press("shift+tab", "shift+tab")
        app_of(pilot).contents.focus()
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert app_of(pilot).entry.has_focus
        app_of(pilot).contents.action_page_up()
        await settle(pilot)
        assert app_of(pilot).is_running


async def test_light_and_dark_change_with_a_key_and_are_remembered(screen: Screen, tmp_path: Path) -> None:
    async with screen() as pilot:
        await pilot.press("ctrl+t")
        assert pilot.app.theme == "stepwise-light"
    assert "stepwise-light" in (tmp_path / "tui.json").read_text()


async def test_words_that_leave_the_machine_are_announced(screen: Screen) -> None:
    desk = FakeDesk()
    desk.leaves = True
    async with screen(desk, size=(80, 24)) as pilot:
        assert "⚠ words leave this machine" in shown(pilot)
    async with screen(size=(80, 24)) as pilot:
        assert "on this machine" in shown(pilot)


@pytest.mark.parametrize("pane", ["f2", "f3", "f6"])
async def test_what_is_typed_in_one_go_is_one_line_wherever_the_cursor_was(screen: Screen, pane: str) -> None:
    """Keys that are already on their way when the first of them moves the cursor: spaces and Enter are no orders."""
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await say(pilot, "why?")
        await pilot.press(pane)
        await settle(pilot)
        for key, character in [("b", "b"), ("space", " "), ("equals_sign", "="), ("space", " "), ("2", "2")]:
            pilot.app.post_message(Key(key, character))
        pilot.app.post_message(Key("enter", "\r"))
        await settle(pilot)
        assert desk.said[-1] == "b = 2"
        assert len(pilot.app.screen_stack) == 1


async def test_a_paste_goes_to_the_line_too(screen: Screen) -> None:
    async with screen(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        pilot.app.post_message(Paste("2x = 8\nx = 4"))
        await settle(pilot)
        assert app_of(pilot).entry.text == "2x = 8\nx = 4"
        assert app_of(pilot).entry.has_focus
